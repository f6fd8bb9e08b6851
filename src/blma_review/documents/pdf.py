"""PDF files: their text in reading order, and what the reader of a draft should know about the file.

Pages are read one at a time and closed again; what is kept of them is their lines. Only then can be told what is
a running header, where columns go on, and which paragraphs run over a page break.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from blma_review.documents.model import Document, Notice
from blma_review.documents.pdf_flow import make_blocks
from blma_review.documents.pdf_layout import divide, without_furniture
from blma_review.documents.pdf_page import MAX_CHARACTERS, Page, Run, read_page
from blma_review.documents.pdf_tables import take_tables
from blma_review.errors import BlmaReviewError

MAX_PAGES = 5_000
MAX_BYTES = 200_000_000

_BATCH = 64  # pages read before the file is opened anew: pdfium keeps what it decoded until it is closed


def read_pdf(path: Path) -> Document:
    """Read a PDF into blocks.

    Raises BlmaReviewError where the file is no PDF, cannot be opened without a password, is too large, or holds no
    text but only pictures of pages.
    """
    _check_size(path)
    with _opened(path) as document:
        notices = _file_notices(document)
        count = _page_count(path, document)
    pages: list[Page] = []
    for start in range(0, count, _BATCH):
        with _opened(path) as document:
            pages.extend(_read_pages(document, range(start, min(start + _BATCH, count))))
    _check_text(path, pages)
    return _assemble(path, pages, notices)


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise BlmaReviewError(f"{path}: cannot be read ({error.strerror}); check its name and permissions.") from None
    if size == 0:
        raise BlmaReviewError(f"{path}: is empty; check that it was saved or copied whole.")
    if size > MAX_BYTES:
        raise BlmaReviewError(
            f"{path}: is larger than {MAX_BYTES // 1_000_000} MB; take pictures and attachments out and try again."
        )


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """An open pdfium document, closed afterwards whatever happens."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise BlmaReviewError(f"{path}: {_why_not_opened(str(error))}") from None
    except OSError as error:
        raise BlmaReviewError(
            f"{path}: cannot be read ({error.strerror}); close it in other programs and check its permissions."
        ) from None
    with closing(document):
        yield document


def _why_not_opened(message: str) -> str:
    lowered = message.lower()
    if "password" in lowered:
        return "is protected by a password; save a copy without one and review that."
    if "security" in lowered:
        return "is protected in a way that cannot be opened; save a copy without protection and review that."
    return "is not a PDF or is damaged; open it in a PDF reader, save it again, and try that copy."


def _page_count(path: Path, document: Any) -> int:
    count = len(document)
    if count == 0:
        raise BlmaReviewError(f"{path}: holds no pages; check that it was saved or copied whole.")
    if count > MAX_PAGES:
        raise BlmaReviewError(
            f"{path}: has {count} pages, more than the {MAX_PAGES} that are read; split it and review the parts."
        )
    return count


def _read_pages(document: Any, numbers: range) -> list[Page]:
    pages: list[Page] = []
    for index in numbers:
        try:
            page = read_page(document.raw, index)
            runs, tables = take_tables(page.runs, page.rulings)
        except (ValueError, ArithmeticError, LookupError, OSError):
            # A damaged page does not keep the others from being read; it is named among the notices.
            pages.append(Page(index + 1, 612.0, 792.0, (), unread="damage"))
            continue
        # Places of single words were wanted for tables only; over many pages they would fill the memory.
        pages.append(replace(page, runs=tuple(map(_slim, runs)), tables=tables, rulings=()))
    return pages


def _slim(run: Run) -> Run:
    return run._replace(starts=())


def _check_text(path: Path, pages: Sequence[Page]) -> None:
    if any(page.runs or page.tables or page.sideways for page in pages):
        return
    unread = [page for page in pages if page.unread]
    how_many = f"{len(unread)} page{'s' if len(unread) != 1 else ''}"
    if any(page.unread == "picture" for page in unread):
        raise BlmaReviewError(
            f"{path}: holds {how_many.replace('page', 'scanned page')} without text; run it through OCR "
            "(for instance ocrmypdf in.pdf out.pdf) and review the result."
        )
    if any(page.unread == "font" for page in unread):
        raise BlmaReviewError(
            f"{path}: holds {how_many} whose letters cannot be told because their fonts do not say which they are; "
            "run it through OCR (for instance ocrmypdf --force-ocr in.pdf out.pdf) and review the result."
        )
    if unread:
        raise BlmaReviewError(f"{path}: is damaged and none of its pages can be read; save it again and try that copy.")
    raise BlmaReviewError(f"{path}: holds no text; check that it is the right file.")


def _assemble(path: Path, pages: list[Page], notices: list[Notice]) -> Document:
    cleaned, furniture = without_furniture(pages)
    regions = [region for page in cleaned for region in divide(page)]
    blocks = make_blocks(regions, rough=sum(page.ocr for page in pages) > 0.5 * len(pages))
    if not blocks:
        raise BlmaReviewError(f"{path}: holds no text but headers and page numbers; check that it is the right file.")
    left_out = [f"“{text}”" for text in furniture.repeated[:5]]
    if len(furniture.repeated) > 5:
        left_out.append(f"{len(furniture.repeated) - 5} more")
    left_out += ["page numbers"] * furniture.page_numbers + ["line numbers"] * furniture.line_numbers
    if left_out:
        notices.append(Notice("header-footer", f"Left out what repeats on the pages: {', '.join(left_out)}."))
    notices.extend(
        Notice("watermark", f"Left out a watermark or stamp: “{_short(text)}”.") for text in furniture.watermarks
    )
    for page in pages:
        notices.extend(_page_notices(page))
    ocr = [page.number for page in pages if page.ocr]
    if ocr:
        notices.append(
            Notice(
                "ocr",
                f"The text of {_listed(ocr)} comes from text recognition (OCR) of scanned pages; "
                "check quotations against the pages themselves.",
                page=ocr[0],
            )
        )
    return Document(name=path.name, format="pdf", blocks=blocks, pages=len(pages), notices=tuple(notices))


def _page_notices(page: Page) -> list[Notice]:
    found: list[Notice] = []
    if page.unread:
        found.append(Notice("unread-page", f"Page {page.number} {_UNREAD[page.unread]}", page=page.number))
    if page.hidden:
        words = _short(" ".join(page.hidden))
        found.append(Notice("hidden-text", f"Page {page.number} holds text that is not seen: “{words}”.", page.number))
    if page.unseen:
        points = ", ".join(sorted(set(page.unseen)))
        found.append(
            Notice(
                "suspicious-characters",
                f"Page {page.number} held characters that are not seen and may disguise words; "
                f"they were taken out ({points}).",
                page=page.number,
            )
        )
    if page.cut:
        found.append(
            Notice(
                "limit",
                f"Page {page.number} holds more than {MAX_CHARACTERS:,} characters; the rest was not read.",
                page=page.number,
            )
        )
    return found


_UNREAD = {
    "picture": "is a picture without text and was not read; run the file through OCR.",
    "font": "was not read: its fonts do not say which letters they show; run the file through OCR.",
    "damage": "is damaged and was not read.",
}


def _listed(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"pages {numbers[0]}–{numbers[-1]}"
    shown = ", ".join(map(str, numbers[:20]))
    return f"pages {shown}{' and others' if len(numbers) > 20 else ''}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77].rstrip()}…"


def _file_notices(document: Any) -> list[Notice]:
    """What else the file carries: none of it is opened or run."""
    found: list[Notice] = []
    attachments = pdfium.FPDFDoc_GetAttachmentCount(document.raw)
    if attachments > 0:
        plural = "s" if attachments > 1 else ""
        found.append(Notice("embedded-object", f"The file carries {attachments} attached file{plural}, not read."))
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        found.append(Notice("macro", "The file holds JavaScript, which was not run."))
    return found
