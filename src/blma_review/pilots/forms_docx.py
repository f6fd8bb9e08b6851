"""The checklist form as a Word document: a table with a row a question, its state chosen from a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from blma_review.documents.docx_package import Package
from blma_review.errors import BlmaReviewError
from blma_review.languages import Language
from blma_review.pilots.forms import FORM_FIELDS, form_questions
from blma_review.pilots.forms_read import field_named, form_item
from blma_review.pilots.messages import messages
from blma_review.pilots.vocabulary import named, vocabulary
from blma_review.reports.word import add_row, compact, landscape, new_document, save, set_widths
from blma_review.rules.model import Phase, RuleSet
from blma_review.yamlio import Value

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAME = re.compile(r"\[([a-z0-9-]+)\]\s*$")


def docx_form(phase: Phase, language: Language, rules: RuleSet) -> bytes:
    """The form as a Word file. The same rules give the same bytes."""
    text, states = messages(language), named(vocabulary().states, language)
    document = new_document(f"{text['checklist']}{text['colon']}{text[phase]}", language)
    landscape(document)
    compact(document)
    document.add_heading(f"{text['checklist']}{text['colon']}{text[phase]}", level=1)
    document.add_paragraph(text["checklist-intro"])
    columns = [text["question"], *(text[field] for field in FORM_FIELDS)]
    table = document.add_table(rows=0, cols=len(columns))
    table.style = "Table Grid"
    add_row(table, columns, header=True)
    for number, item in enumerate(form_questions(phase, language, rules), start=1):
        cells = add_row(table, [f"{number}. {item.question}", "", "", "", ""])
        about = f"{text['who']}{text['colon']}{item.who}. {text['evidence']}{text['colon']}{item.evidence}. {text['sources']}{text['colon']}{item.sources} [{item.id}]"
        _small(cells[0].add_paragraph(), about)
        _choice(cells[1].paragraphs[0], states)
    set_widths(table, (11.5, 2.8, 3.9, 2.6, 5.3))
    return save(document)


def docx_items(path: Path) -> list[Value]:
    """The questions of a Word form with what was filled in, found by the words of the table's first row.

    Raises BlmaReviewError where the file holds no such table.
    """
    with Package(path) as package:
        root = package.parse(package.main)
    items: list[Value] = []
    for table in root.iter(f"{_W}tbl") if root is not None else ():
        items.extend(_table_items(table, path))
    if not items:
        raise BlmaReviewError(
            f"{path}: holds no questions of a checklist; start from 'blma-review checklist PHASE --format docx'."
        )
    return items


def _table_items(table: Any, path: Path) -> Iterator[Value]:
    rows = [[_words(cell) for cell in row.iter(f"{_W}tc")] for row in table.iter(f"{_W}tr")]
    if not rows:
        return
    fields = [field_named(label) for label in rows[0]]
    for number, row in enumerate(rows[1:], start=2):
        name = next((match[1] for cell in row if (match := _NAME.search(cell))), None)
        if name is None:
            continue
        filled = {field: words for field, words in zip(fields, row, strict=False) if field}
        filled.setdefault("state", "")
        # Word has no lines: the row of the table takes their place in messages.
        yield form_item(name, filled.items(), Value(None, f"{path}, table row", number, 1), {})


def _words(cell: Any) -> str:
    """A cell's words, those inside content controls too; what was struck out by a tracked change is not among them."""
    paragraphs = ("".join(run.text or "" for run in paragraph.iter(f"{_W}t")) for paragraph in cell.iter(f"{_W}p"))
    return " ".join(words.strip() for words in paragraphs if words.strip())


def _small(paragraph: Any, words: str) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(words)
    run.font.size = Pt(7.5)


def _choice(paragraph: Any, states: Mapping[str, str]) -> None:
    """A list to choose from, showing the first state."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    control, properties, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    choices = OxmlElement("w:dropDownList")
    for state, words in states.items():
        entry = OxmlElement("w:listItem")
        entry.set(qn("w:displayText"), words)
        entry.set(qn("w:value"), state)
        choices.append(entry)
    properties.append(choices)
    run = paragraph.add_run(next(iter(states.values())))._r
    paragraph._p.remove(run)
    content.append(run)
    control.append(properties)
    control.append(content)
    paragraph._p.append(control)
