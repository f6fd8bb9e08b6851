"""Word documents, as ministries write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blma_review.documents import docx_notices as notices
from blma_review.documents.docx_body import BodyReader, NoteNumbers, P, Tracked
from blma_review.documents.docx_fields import Fields, unpaired_marks
from blma_review.documents.docx_numbering import Lists
from blma_review.documents.docx_package import MAX_PARAGRAPHS, Package
from blma_review.documents.docx_styles import VAL, Styles, W, number
from blma_review.documents.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from blma_review.documents.docx_package import Element

_NOTE_KINDS = ("footnote", "endnote")
_RELATIONSHIP_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_docx(path: Path, *, tracked: Tracked = "accepted") -> Document:
    """Read a Word document into blocks, its automatic numbers, notes, tables and text boxes included.

    `tracked` chooses whether tracked changes are read as if accepted or as if never made. What is in the file
    and not in the text (comments, headers, hidden text, macros ...) is told in the document's notices.
    Raises BlmaReviewError where the file is no Word document, is damaged or unsafe, or holds no text.
    """
    with Package(path) as package:
        try:
            return _Reading(package, tracked).document(path.name)
        except RecursionError:
            raise package.error("nests tables or text boxes too deeply; save the text anew.") from None


class _Reading:
    """One reading of one package: its parts, and what they tell."""

    def __init__(self, package: Package, tracked: Tracked) -> None:
        self._package = package
        self._tracked = tracked
        self._main: Element = package.parse(package.main)
        if self._main is None or self._main.find(W + "body") is None:
            raise package.error("holds no Word text in its main part; open it in Word and save it as .docx.")
        if sum(1 for _ in self._main.iter(P)) > MAX_PARAGRAPHS:
            raise package.error(f"has more than {MAX_PARAGRAPHS} paragraphs; give the agreement alone.")
        self._styles = Styles(package.related("styles"))
        self._lists = Lists(package.related("numbering"), self._styles.list_number)
        self._notes = {kind: package.related(f"{kind}s") for kind in _NOTE_KINDS}

    def document(self, name: str) -> Document:
        roots = [self._main, *(root for root in self._notes.values() if root is not None)]
        fields = Fields(unpaired_marks(roots))
        reader = BodyReader(
            self._styles, self._lists, fields, self._tracked, self._note_elements(), self._note_numbers()
        )
        reader.read(self._main.find(W + "body"), shaded=self._main.find(W + "background") is not None)
        if not reader.blocks:
            raise self._package.error(
                "has no text; if it holds scanned pages, have them recognised (OCR), or else check that it is the right file."
            )
        margins = list(self._margins())
        return Document(
            name=name,
            format="docx",
            blocks=tuple(reader.blocks),
            notices=(
                *notices.tracked_changes(roots, self._tracked),
                *notices.comments(self._package.related("comments"), reader.comment_places),
                *notices.margins(text for margin in margins for text in self._texts(margin)),
                *notices.watermarks([self._main, *margins]),
                *notices.remarks(reader.remarks),
                *notices.contents(self._package, fields.links, reader.foreign_parts),
            ),
        )

    def _note_elements(self) -> dict[tuple[str, str], Element]:
        return {
            (kind, note.get(W + "id", "")): note
            for kind, root in self._notes.items()
            if root is not None
            for note in root.iterchildren(W + kind)
        }

    def _note_numbers(self) -> dict[str, NoteNumbers]:
        """How notes are numbered: as the text's own sections say, or else the document's settings."""
        settings = self._package.related("settings")
        numbers = {}
        for kind, style in zip(_NOTE_KINDS, ("decimal", "lowerRoman"), strict=True):
            start = 1
            for root in (settings, self._main):
                properties = None if root is None else next(root.iter(f"{W}{kind}Pr"), None)
                if properties is not None:
                    form, first = properties.find(W + "numFmt"), properties.find(W + "numStart")
                    style = style if form is None else form.get(VAL, style)
                    start = start if first is None else number(first.get(VAL), start)
            numbers[kind] = NoteNumbers(style, start)
        return numbers

    def _margins(self) -> Iterator[Element]:
        """The headers and footers that the text's sections use."""
        used = {
            reference.get(_RELATIONSHIP_ID)
            for reference in self._main.iter(W + "headerReference", W + "footerReference")
        }
        for relationship in self._package.main_relationships:
            if relationship.id in used and not relationship.external:
                root = self._package.parse(relationship.target)
                if root is not None:
                    yield root

    def _texts(self, margin: Element) -> Iterator[tuple[str, bool]]:
        reader = BodyReader(self._styles, self._lists, Fields(unpaired_marks([margin])), self._tracked)
        reader.read(margin)
        for block in reader.blocks:
            yield block.text, block.kind == "textbox"
