"""A copy of a Word draft with the findings in its margin, and where asked the suggested wording as tracked insertions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blma_review.errors import BlmaReviewError
from blma_review.reports.characters import printable
from blma_review.reports.docx_anchor import runs_over, whole_paragraph
from blma_review.reports.model import SHOWN, Item, Report
from blma_review.reports.word import save
from blma_review.review.findings import Answer, Quote, Review

AUTHOR = "blma-review"
_NEAR = 8  # paragraphs below a clause's first in which its words are looked for
_MOST_PLACES = 3  # marked for one finding


@dataclass(frozen=True, slots=True)
class _Remark:
    """What one comment says (its paragraphs) and where; `suggestion` is the wording to put in after it."""

    lines: tuple[str, ...]
    quote: Quote | None
    source: int  # the paragraph to fall back on
    suggestion: str = ""


def render_comments(review: Review, report: Report, source: Path, *, suggest: bool = False) -> dict[str, bytes]:
    """`<draft>-commented.docx`: the draft with a comment for each finding, at the words it is about.

    A missing provision is marked where the text last speaks of its theme, or at its end. Formatting, numbering,
    tracked changes and the comments of others stay as they are. Empty where the draft is not a Word document.
    Raises BlmaReviewError where Word's own library cannot open the file.
    """
    if review.agreement.document.format != "docx":
        return {}
    import docx

    try:
        document = docx.Document(str(source))
    except Exception:  # python-docx raises what it happens to meet
        raise BlmaReviewError(
            f"{source}: cannot be copied with comments (it is not laid out as Word lays out its files); save it anew in Word."
        ) from None
    paragraphs = list(document.element.body.iter(f"{{{document.element.nsmap['w']}}}p"))
    for remark in sorted(_remarks(review, report), key=lambda remark: remark.source):
        anchor = _anchor(paragraphs, remark)
        if anchor is None:
            continue
        paragraph, runs = anchor
        _comment(document, runs, remark.lines)
        if suggest and remark.suggestion:
            _insert(paragraph, remark.suggestion)
    return {f"{source.stem}-commented.docx": save(document)}


def _remarks(review: Review, report: Report) -> Iterator[_Remark]:
    answers = {answer.rule: answer for answer in review.answers}
    homes = _homes(review, report, answers)
    for kind in SHOWN:
        for item in report.items():
            if item.answer != kind or kind == "full":
                continue
            quotes = [quote for quote in answers[item.rule].quotes if quote.place.source is not None]
            lines = tuple(_lines(item, report))
            if not quotes:
                yield _Remark(lines, None, homes.get(item.theme, homes[""]), item.wording)
            for number, quote in enumerate(quotes[:_MOST_PLACES]):
                # The advice stands at the first place; the others point back to it.
                said = lines if number == 0 else (lines[0], f"{report.text['rule']}: {item.rule}")
                yield _Remark(said, quote, quote.place.source or 0, item.wording if number == 0 else "")
    for finding, view in zip(review.terms, report.terms, strict=True):
        first = finding.quotes[0]
        better = f" → {view.better}" if view.better else ""
        if first.place.source is not None:
            yield _Remark((f"{view.kind}: {view.found}{better}", view.reason), first, first.place.source)


def _homes(review: Review, report: Report, answers: dict[str, Answer]) -> dict[str, int]:
    """For each theme the paragraph where the text last speaks of it; under "" the last one before the signatures."""
    homes: dict[str, int] = {}
    for item in report.items():
        for quote in answers[item.rule].quotes:
            if quote.place.source is not None and not quote.ref.startswith(("Preamble", "Title", "Signature")):
                homes[item.theme] = max(homes.get(item.theme, 0), quote.place.source)
    ends = [
        clause.place.source
        for clause in review.agreement.walk()
        if clause.kind not in ("signature", "annex", "letter", "footnote")
        and not clause.ref.startswith(("Annex", "Letter"))
        and clause.place.source is not None
    ]
    homes[""] = ends[-1] if ends else 0
    return homes


def _lines(item: Item, report: Report) -> Iterator[str]:
    text = report.text
    yield f"{text[item.answer].upper()} — {item.question}"
    yield item.meaning
    for quote in item.against:
        yield f"{text['against']}: “{quote.words}” ({quote.ref})"
    if item.advice:
        yield f"{text['advice']}: {item.advice}"
    if item.wording:
        yield f"{text['wording']}: {item.wording}"
    yield f"{text['sources']}: {'; '.join(item.sources)} · {text['rule']}: {item.rule}"


def _anchor(paragraphs: Sequence[Any], remark: _Remark) -> tuple[Any, list[Any]] | None:
    """The paragraph and runs that a comment is about: the quoted words, else the sentence, else the paragraph."""
    if remark.source >= len(paragraphs):
        return None
    near = paragraphs[remark.source : remark.source + _NEAR]
    if remark.quote:
        words = remark.quote.words
        for wanted in (words[slice(*remark.quote.marked)], words, words[-60:]):
            for paragraph in near:
                runs = runs_over(paragraph, wanted)
                if runs:
                    return paragraph, runs
    for paragraph in near:
        runs = whole_paragraph(paragraph)
        if runs:
            return paragraph, runs
    return None


def _comment(document: Any, runs: Sequence[Any], lines: Sequence[str]) -> None:
    from docx.oxml.ns import qn
    from docx.text.run import Run

    first, *others = [printable(line) for line in lines if line]
    ends = [Run(run, document) for run in (runs[0], runs[-1])]
    comment = document.add_comment(ends, text=first, author=AUTHOR, initials="BR")
    for line in others:
        comment.add_paragraph(line)
    del comment._comment_elm.attrib[qn("w:date")]  # the same draft gives the same bytes


def _insert(paragraph: Any, words: str) -> None:
    """Put a paragraph behind another as a tracked insertion, to be accepted or rejected like any other."""
    from xml.sax.saxutils import escape

    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    mark = f'w:id="{_next_id(paragraph)}" w:author="{AUTHOR}"'
    paragraph.addnext(
        parse_xml(
            f"<w:p {nsdecls('w')}><w:pPr><w:rPr><w:ins {mark}/></w:rPr></w:pPr>"
            f'<w:ins {mark}><w:r><w:t xml:space="preserve">{escape(printable(words))}</w:t></w:r></w:ins></w:p>'
        )
    )


def _next_id(paragraph: Any) -> int:
    """An id that no tracked change in the document has."""
    root = paragraph.getroottree().getroot()
    used = [int(value) for value in root.xpath("//w:ins/@w:id | //w:del/@w:id") if str(value).isdigit()]
    return max(used, default=9000) + 1
