"""Finding quoted words again in a Word document's own runs, and parting the runs at their edges."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

_PARAGRAPH, _RUN, _TEXT, _DELETED = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:del")
_SPACE_KEEP = qn("xml:space")
_IGNORED = re.compile(r"[\s\u00ad\u200b\ufeff]+")
_LIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u2011": "-", "–": "-", "—": "-"})


def runs_over(paragraph: Any, words: str) -> list[Any]:
    """The runs (`w:r` elements) of a paragraph (`w:p`) that hold `words` and nothing else, parted where need be.

    Words are compared without white space and with every kind of quotation mark alike, since the reader of the draft
    tidied them. Returns an empty list where the words are not in this paragraph.
    """
    letters: list[str] = []
    places: list[tuple[Any, int]] = []  # the text element and the offset in it of every letter that counts
    for text in _texts(paragraph):
        for offset, letter in enumerate(text.text or ""):
            if not _IGNORED.match(letter):
                letters.append(letter.translate(_LIKE).lower())
                places.append((text, offset))
    wanted = _IGNORED.sub("", words).translate(_LIKE).lower()
    start = "".join(letters).find(wanted)
    # A letter may become two in lower case ("İ"); such a text is not anchored word by word.
    if not wanted or start < 0 or any(len(letter) != 1 for letter in letters):
        return []
    first, last = places[start], places[start + len(wanted) - 1]
    _part_after(last[0], last[1] + 1)
    _part_before(first[0], first[1])
    runs = whole_paragraph(paragraph)
    return runs[runs.index(_run_of(first[0])) : runs.index(_run_of(last[0])) + 1]


def whole_paragraph(paragraph: Any) -> list[Any]:
    """All runs of a paragraph that show text."""
    return [run for run in paragraph.iter(_RUN) if _visible(run) and next(run.iterancestors(_PARAGRAPH)) is paragraph]


def _texts(paragraph: Any) -> list[Any]:
    return [text for run in whole_paragraph(paragraph) for text in run.iterchildren(_TEXT)]


def _visible(run: Any) -> bool:
    return next(run.iterancestors(_DELETED), None) is None and run.find(_TEXT) is not None


def _run_of(text: Any) -> Any:
    return text.getparent()


def _part_after(text: Any, offset: int) -> None:
    """Move what stands behind an offset of a text element into a run of its own."""
    run = _run_of(text)
    behind = list(text.itersiblings())
    rest = (text.text or "")[offset:]
    if not rest and not behind:
        return
    tail = _copy_of(run)
    if rest:
        piece = deepcopy(text)
        _set(piece, rest)
        tail.append(piece)
        _set(text, (text.text or "")[:offset])
    for element in behind:
        tail.append(element)
    run.addnext(tail)


def _part_before(text: Any, offset: int) -> None:
    """Move what stands before an offset of a text element into a run of its own."""
    run = _run_of(text)
    before = [element for element in text.itersiblings(preceding=True) if element.tag != qn("w:rPr")]
    start = (text.text or "")[:offset]
    if not start and not before:
        return
    head = _copy_of(run)
    for element in reversed(before):
        head.append(element)
    if start:
        piece = deepcopy(text)
        _set(piece, start)
        head.append(piece)
        _set(text, (text.text or "")[offset:])
    run.addprevious(head)


def _copy_of(run: Any) -> Any:
    """A run that looks the same and holds nothing yet."""
    copy = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        copy.append(deepcopy(properties))
    return copy


def _set(text: Any, words: str) -> None:
    text.text = words
    text.set(_SPACE_KEEP, "preserve")
