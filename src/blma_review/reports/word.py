"""Word files made with python-docx, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from blma_review.languages import Language
from blma_review.reports.characters import one_line

_LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def new_document(title: str, language: Language) -> Any:
    """An empty document with its title and language set, and no trace of when or by whom it was made."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document = docx.Document()
    properties = document.core_properties
    # Word allows 255 characters there.
    properties.title, properties.author, properties.comments = one_line(title)[:255], "blma-review", ""
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), _LOCALES[language])
    fonts = document.styles["Normal"].element.get_or_add_rPr()
    for old in fonts.findall(qn("w:lang")):
        fonts.remove(old)
    fonts.append(mark)
    return document


def landscape(document: Any) -> None:
    """Turn the page, on A4, with narrow margins."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)


def portrait(document: Any) -> None:
    """A4 upright, with narrow margins."""
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.3)


def compact(document: Any) -> None:
    """Small enough that a usual pilot fits one page."""
    from docx.shared import Pt

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(8.5)
    normal.paragraph_format.space_after = Pt(1)
    for level in (1, 2):
        heading = document.styles[f"Heading {level}"].paragraph_format
        heading.space_before, heading.space_after = Pt(4), Pt(1)


def add_row(table: Any, words: Sequence[str], *, header: bool = False) -> list[Any]:
    """Add a row of texts; a header is bold and repeated on every page. Returns its cells."""
    row = table.add_row()
    cells: list[Any] = list(row.cells)
    for cell, text in zip(cells, words, strict=True):
        cell.paragraphs[0].add_run(one_line(text)).bold = header
    if header:
        from docx.oxml import OxmlElement

        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return cells


def set_widths(table: Any, centimetres: Sequence[float]) -> None:
    """Give a table's columns fixed widths; a merged cell is as wide as the columns it spans.

    Word goes by the cells and LibreOffice by the grid, so both are set.
    """
    from docx.oxml.ns import qn
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), centimetres, strict=True):
        column.set(qn("w:w"), str(Cm(width).twips))
    for row in table._tbl.tr_lst:
        start = 0
        for cell in row.tc_lst:
            end = start + cell.grid_span
            cell.width = Cm(sum(centimetres[start:end]))
            start = end


def save(document: Any) -> bytes:
    """The document's bytes, with the clock taken out of its archive."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            entry = zipfile.ZipInfo(member.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(member))
    return out.getvalue()
