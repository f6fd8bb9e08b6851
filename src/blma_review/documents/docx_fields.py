"""Word's fields: what of a field's result a reader reads, and what is machinery."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from blma_review.documents.docx_styles import W

if TYPE_CHECKING:
    from collections.abc import Iterable

    from blma_review.documents.docx_package import Element

FIELD_CHAR = W + "fldChar"
_KIND = W + "fldCharType"
_STORY = W + "txbxContent"
# A table of contents repeats the headings, and a page number is no part of the text.
_SKIPPED = frozenset({"TOC", "PAGE", "NUMPAGES", "SECTIONPAGES"})
# Fields that bring in something from outside the file.
_LINKS = frozenset({"INCLUDETEXT", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "IMPORT", "RD"})


def is_skipped(instruction: str) -> bool:
    """Whether the result of a field with this instruction is left out of the text."""
    return _name(instruction) in _SKIPPED


def is_link(instruction: str) -> bool:
    """Whether a field with this instruction fetches something from outside the file."""
    return _name(instruction) in _LINKS


def _name(instruction: str) -> str:
    return instruction.strip().split(maxsplit=1)[0].upper() if instruction.strip() else ""


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    muted: bool = True  # while its instruction is being read, and ever after if its result is skipped


class Fields:
    """The fields that are open at a place in the text.

    A field begins in one run and ends in another, perhaps many paragraphs on. `ignored` holds the marks that
    have no counterpart, so that one broken field does not swallow the rest of the text.
    """

    def __init__(self, ignored: frozenset[Element]) -> None:
        self._ignored = ignored
        self._open: list[_Field] = []
        self._muting = 0  # how many of the open fields mute the text
        self.links: list[str] = []

    @property
    def muted(self) -> bool:
        """Whether text at this place is a field's machinery, or a result that is skipped."""
        return self._muting > 0

    def mark(self, element: Element) -> None:
        """Take note of a w:fldChar."""
        if element in self._ignored:
            return
        kind = element.get(_KIND)
        if kind == "begin":
            self._open.append(_Field())
            self._muting += 1
        elif self._open and kind == "separate":
            last = self._open[-1]
            self._muting -= last.muted
            last.muted = is_skipped("".join(last.instruction))
            self._muting += last.muted
        elif self._open and kind == "end":
            last = self._open.pop()
            self._muting -= last.muted
            self.note("".join(last.instruction))

    def instruct(self, text: str) -> None:
        """Take note of a w:instrText."""
        if self._open and self._open[-1].muted:
            self._open[-1].instruction.append(text)

    def note(self, instruction: str) -> None:
        """Remember an instruction that reaches outside the file."""
        if is_link(instruction):
            self.links.append(" ".join(instruction.split())[:200])


def unpaired_marks(roots: Iterable[Element]) -> frozenset[Element]:
    """The field marks that have no counterpart in their own story (the body, or one text box)."""
    unpaired: set[Element] = set()
    for root in roots:
        open_marks: dict[Element, list[Element]] = {}
        for mark in root.iter(FIELD_CHAR):
            marks = open_marks.setdefault(next(mark.iterancestors(_STORY), root), [])
            kind = mark.get(_KIND)
            if kind == "begin":
                marks.append(mark)
            elif kind == "end" and marks:
                marks.pop()
            elif kind == "end" or not marks:
                unpaired.add(mark)
        for marks in open_marks.values():
            unpaired.update(marks)
    return frozenset(unpaired)
