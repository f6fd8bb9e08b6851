"""One door for every format: tells what a file is and hands it to its reader."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Literal

from blma_review.documents.model import Document, Notice
from blma_review.errors import BlmaReviewError

MAX_BYTES = 200_000_000
_TEXT_ENDINGS = {".txt": "read_plain", ".md": "read_markdown", ".markdown": "read_markdown"}
_HTML_ENDINGS = (".html", ".htm", ".xhtml")
_WORD_ENDINGS = (".docx", ".docm", ".dotx")
_OTHER_WORD = (".doc", ".rtf", ".odt")

Tracked = Literal["accepted", "original"]


def read_document(path: Path, *, tracked: Tracked = "accepted") -> Document:
    """Read a draft: DOCX, PDF, plain text, Markdown or HTML, told apart by content first and then by ending; where
    LibreOffice is installed, .doc, .rtf and .odt too.

    `tracked` chooses whether Word's tracked changes are read as if accepted or as if never made.
    Raises BlmaReviewError where the file is missing, is no such document, or holds no text.
    """
    document = _read(path, tracked)
    if all(unicodedata.is_normalized("NFC", block.text) for block in document.blocks):
        return document
    # Files from macOS often keep accents apart from their letters; "Préambule" must be one word however it is stored.
    blocks = tuple(replace(block, text=unicodedata.normalize("NFC", block.text)) for block in document.blocks)
    return replace(document, blocks=blocks)


def _read(path: Path, tracked: Tracked) -> Document:
    head = _head(path)
    ending = path.suffix.lower()
    if head.startswith(b"%PDF") or ending == ".pdf":
        from blma_review.documents.pdf import read_pdf

        return read_pdf(path)
    zipped = head.startswith(b"PK\x03\x04")
    if head.startswith(b"{\\rtf") or ending == ".odt" or (ending in _OTHER_WORD and not zipped):
        return _read_converted(path, tracked)
    if zipped or head.startswith(b"\xd0\xcf\x11\xe0") or ending in _WORD_ENDINGS:
        from blma_review.documents.docx import read_docx

        return read_docx(path, tracked=tracked)
    if ending in _TEXT_ENDINGS or ending in _HTML_ENDINGS:
        return _read_text(path, ending)
    raise BlmaReviewError(f"{path}: is neither a Word document nor a PDF; give a .docx, .pdf, .txt, .md or .html file.")


def _head(path: Path) -> bytes:
    """The first bytes of a file that is there, can be read, is not empty and not too large."""
    try:
        if path.is_dir():
            raise BlmaReviewError(f"{path}: is a directory; give the draft itself.")
        size = path.stat().st_size
        if size == 0:
            raise BlmaReviewError(f"{path}: is empty; check that it was saved or copied whole.")
        if size > MAX_BYTES:
            raise BlmaReviewError(
                f"{path}: is larger than {MAX_BYTES // 1_000_000} MB; take pictures and attachments out and try again."
            )
        with path.open("rb") as file:
            return file.read(1024).lstrip()
    except FileNotFoundError:
        raise BlmaReviewError(f"{path}: does not exist; check the name.") from None
    except OSError as error:
        raise BlmaReviewError(
            f"{path}: cannot be read ({error.strerror}); close it in other programs and check its permissions."
        ) from None


def _read_converted(path: Path, tracked: Tracked) -> Document:
    from blma_review.documents.convert import as_docx
    from blma_review.documents.docx import read_docx

    with as_docx(path) as converted:
        document = read_docx(converted, tracked=tracked)
    notice = Notice(
        "converted", f"The file was read through LibreOffice from {path.suffix or 'RTF'}; check numbers and notes."
    )
    # The converted copy is gone: its paragraphs are no place in the user's own file.
    blocks = tuple(replace(block, place=replace(block.place, source=None)) for block in document.blocks)
    return replace(document, name=path.name, format="text", blocks=blocks, notices=(*document.notices, notice))


def _read_text(path: Path, ending: str) -> Document:
    from blma_review.documents import text as readers

    data = path.read_bytes()
    try:
        content = data.decode("utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = data.decode("cp1252", errors="replace")
    if "\x00" in content:
        raise BlmaReviewError(f"{path}: is not a text file; give the draft as .docx, .pdf or text.")
    reader = readers.read_html if ending in _HTML_ENDINGS else getattr(readers, _TEXT_ENDINGS[ending])
    document: Document = reader(path.name, content)
    if not document.blocks:
        raise BlmaReviewError(f"{path}: holds no text; check that it is the right file.")
    return document
