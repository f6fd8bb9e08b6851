"""A copy of a PDF draft with the findings highlighted over the very words, and a summary at its end."""

from __future__ import annotations

import ctypes
import io
import re
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from blma_review.errors import BlmaReviewError
from blma_review.reports.characters import one_line, printable
from blma_review.reports.model import SHOWN, Item, Report
from blma_review.review.findings import Quote, Review
from blma_review.rules.model import AnswerKind

_COLOURS: dict[AnswerKind, tuple[int, int, int]] = {
    "contrary": (255, 120, 110),
    "partial": (255, 210, 90),
    "full": (150, 220, 150),
}
_MOST_PLACES = 3  # marked for one finding
_PAGE, _MARGIN, _LINE = (595.0, 842.0), 56.0, 13.0  # A4 in points
_IGNORED = re.compile(r"[\s\u00ad\u0002\ufffe-]+")  # what the reader of the draft tidied: spaces, hyphens at line ends


def render_annotated(review: Review, report: Report, source: Path) -> dict[str, bytes]:
    """`<draft>-annotated.pdf`: highlights with a note each, contrary red, partial amber, present green.

    Missing provisions have no words to highlight: they stand in the summary pages at the end. Empty where the draft
    is not a PDF. Raises BlmaReviewError where the file cannot be opened again.
    """
    if review.agreement.document.format != "pdf":
        return {}
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        raise BlmaReviewError(f"{source}: cannot be opened to be annotated; save it anew as PDF.") from None
    try:
        answers = {answer.rule: answer for answer in review.answers}
        notes: dict[int, list[tuple[Item, Quote]]] = {}
        for item in report.items():
            for quote in answers[item.rule].quotes[:_MOST_PLACES]:
                if quote.place.page:
                    notes.setdefault(quote.place.page - 1, []).append((item, quote))
        for number, some in sorted(notes.items()):
            _annotate(pdf, number, some, report)
        _summary(pdf, report)
        out = io.BytesIO()
        pdf.save(out)
    finally:
        pdf.close()
    return {f"{source.stem}-annotated.pdf": out.getvalue()}


# -- highlights ----------------------------------------------------------------------------------------------------


def _annotate(pdf: Any, number: int, notes: Sequence[tuple[Item, Quote]], report: Report) -> None:
    pages = [pdf[page] for page in (number, number + 1) if page < len(pdf)]  # a clause may end on the next page
    try:
        for item, quote in notes:
            for page in pages:
                boxes = _boxes(page, quote)
                if boxes:
                    _highlight(page, boxes, item, report)
                    break
    finally:
        for page in pages:
            page.close()


def _boxes(page: Any, quote: Quote) -> list[tuple[float, float, float, float]]:
    """The rectangles (left, bottom, right, top) of the words that a quote marks, else of its sentence's beginning."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    try:
        letters: list[str] = []
        places: list[int] = []
        for index in range(text.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(text, index))
            if not _IGNORED.match(letter) and not raw.FPDFText_IsGenerated(text, index):
                letters.append(letter.lower()[:1])
                places.append(index)
        joined = "".join(letters)
        for words in (quote.words[slice(*quote.marked)], quote.words, quote.words[:40]):
            wanted = _IGNORED.sub("", words.lower())
            start = joined.find(wanted) if wanted else -1
            if start >= 0:
                first, last = places[start], places[start + len(wanted) - 1]
                return list(_rectangles(text, first, last - first + 1))
        return []
    finally:
        text.close()


def _rectangles(text: Any, first: int, count: int) -> Iterator[tuple[float, float, float, float]]:
    import pypdfium2.raw as raw

    for index in range(raw.FPDFText_CountRects(text, first, count)):
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetRect(text, index, left, top, right, bottom)
        yield left.value, bottom.value, right.value, top.value


def _highlight(page: Any, boxes: Sequence[tuple[float, float, float, float]], item: Item, report: Report) -> None:
    import pypdfium2.raw as raw

    annotation = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_HIGHLIGHT)
    try:
        for left, bottom, right, top in boxes:
            quad = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
            raw.FPDFAnnot_AppendAttachmentPoints(annotation, quad)
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(min(lefts), max(tops), max(rights), min(bottoms)))
        raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *_COLOURS[item.answer], 160)
        raw.FPDFAnnot_SetFlags(annotation, 4)  # printed with the page
        _set(annotation, b"Contents", "\n".join(_note(item, report)))
        _set(annotation, b"T", "blma-review")
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _note(item: Item, report: Report) -> Iterator[str]:
    text = report.text
    yield f"{text[item.answer].upper()}: {item.question}"
    yield item.meaning
    if item.answer != "full":
        yield f"{text['advice']}: {item.advice}"
        yield f"{text['wording']}: {item.wording}"
    yield f"{text['sources']}: {'; '.join(item.sources)} ({text['rule']}: {item.rule})"


def _set(annotation: Any, key: bytes, words: str) -> None:
    import pypdfium2.raw as raw

    data = (printable(words) + "\0").encode("utf-16-le")
    buffer = ctypes.create_string_buffer(data, len(data))
    raw.FPDFAnnot_SetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))


# -- the summary at the end ------------------------------------------------------------------------------------------


def _summary(pdf: Any, report: Report) -> None:
    lines = list(_summary_lines(report))
    room = int((_PAGE[1] - 2 * _MARGIN) / _LINE)
    for start in range(0, len(lines), room):
        page = pdf.new_page(*_PAGE)
        for row, (words, size) in enumerate(lines[start : start + room]):
            _write(pdf, page, words, size, _PAGE[1] - _MARGIN - row * _LINE)
        page.gen_content()
        page.close()


def _summary_lines(report: Report) -> Iterator[tuple[str, float]]:
    """Lines of text with their size in points, none wider than the page."""
    text = report.text
    for line in textwrap.wrap(f"{text['overview']}: {one_line(report.title)}", 70):
        yield line, 12.0
    for answer in SHOWN:
        items = [item for item in report.items() if item.answer == answer]
        yield "", 9.0
        yield f"{text[answer.capitalize()]} ({len(items)})", 11.0
        for item in items:
            places = "; ".join(dict.fromkeys(quote.ref for quote in item.quotes))
            words = f"{item.question} {item.meaning if answer != 'full' else ''} {places}".strip()
            for number, line in enumerate(textwrap.wrap(words, 98)):
                yield ("- " if number == 0 else "  ") + line, 9.0
    yield "", 9.0
    for line in textwrap.wrap(f"{text['guidance']} {report.footer}", 98):
        yield line, 8.0


def _write(pdf: Any, page: Any, words: str, size: float, height: float) -> None:
    import pypdfium2.raw as raw

    if not words:
        return
    # The fonts that every viewer has know Western letters alone; the notes above hold the words as they are.
    known = words.translate(
        {0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0x2026: "..."}
    )
    known = known.encode("latin-1", "replace").decode("latin-1")
    font = raw.FPDFText_LoadStandardFont(pdf, b"Helvetica")
    written = raw.FPDFPageObj_CreateTextObj(pdf, font, size)
    data = (known + "\0").encode("utf-16-le")
    buffer = ctypes.create_string_buffer(data, len(data))
    raw.FPDFText_SetText(written, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_Transform(written, 1, 0, 0, 1, _MARGIN, height)
    raw.FPDFPage_InsertObject(page, written)
    raw.FPDFFont_Close(font)
