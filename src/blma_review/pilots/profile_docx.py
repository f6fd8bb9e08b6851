"""A pilot's profile as a Word document, its timeline drawn in the cells of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blma_review.pilots.profile import Profile, draft_rows, progress_rows
from blma_review.pilots.timeline import lay_out
from blma_review.reports.characters import one_line
from blma_review.reports.word import add_row, compact, new_document, portrait, save, set_widths

_PERIODS = 16  # cells of the drawing
_LABEL = 4  # cells that a label needs
_FILLS = {"done": "0F5323", "planned": "A5AFBA", "late": "A40E26"}


def docx_profile(profile: Profile) -> bytes:
    """The profile as a Word file. The same record gives the same bytes."""
    text = profile.text
    document = new_document(f"{text['profile']}: {profile.title}", profile.language)
    portrait(document)
    compact(document)
    document.add_heading(one_line(f"{text['profile']}{text['colon']}{profile.title}"), level=1)
    if profile.summary:
        document.add_paragraph(one_line(profile.summary))
    facts = document.add_paragraph()
    for label, value in profile.facts:
        facts.add_run(label + text["colon"]).bold = True
        facts.add_run(f"{one_line(value)}.  ")
    document.add_heading(text["stakeholders"], level=2)
    for group, members in profile.stakeholders:
        _labelled(document, group + text["colon"], "; ".join(members))
    if profile.missing:
        _labelled(document, text["missing"] + text["colon"], "; ".join(profile.missing))
    else:
        document.add_paragraph(text["missing-none"])
    document.add_heading(text["timeline"], level=2)
    _timeline(document, profile)
    document.add_heading(text["rounds"], level=2)
    if profile.drafts:
        _table(document, *draft_rows(profile), [1.6, 2.2, 6.0, 1.9, 1.9, 1.9, 1.9])
    else:
        document.add_paragraph(text["not-on-record"])
    for number, note in profile.notes:
        _labelled(document, f"{text['round']} {number}{text['colon']}", note)
    document.add_heading(text["progress"], level=2)
    _table(document, *progress_rows(profile), [5.4, 2.4, 2.4, 2.4, 2.4, 2.4])
    if profile.late:
        _labelled(document, text["late-questions"] + text["colon"], "; ".join(profile.late))
    document.add_paragraph().add_run(one_line(profile.footer)).italic = True
    return save(document)


def _labelled(document: Any, label: str, value: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(label).bold = True
    paragraph.add_run(one_line(value))


def _table(document: Any, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    table = document.add_table(rows=0, cols=len(columns))
    table.style = "Table Grid"
    add_row(table, columns, header=True)
    for row in rows:
        add_row(table, row)
    set_widths(table, widths)


def _timeline(document: Any, profile: Profile) -> None:
    """A row an event: its dates, the periods it spans as filled cells, its words."""

    from docx.shared import Pt

    line, text = lay_out(profile), profile.text
    if not line.bars:
        document.add_paragraph(text["not-on-record"])
        return
    table = document.add_table(rows=0, cols=_PERIODS + 2)
    table.style = "Table Grid"
    labels = [""] * _PERIODS
    head = add_row(table, [text["date"], *labels, ""], header=True)
    for start, label in _spaced([(int(place * _PERIODS), label) for place, label in line.ticks]):
        cell = head[1 + start].merge(head[_LABEL + start])
        cell.text = label
        cell.paragraphs[0].runs[0].font.size = Pt(6.5)
    for bar in line.bars:
        state = text[f"event-{bar.view.state}"]
        cells = add_row(table, [bar.view.dates, *labels, f"{bar.view.what} ({state})"])
        first = min(_PERIODS - 1, int(bar.start * _PERIODS))
        last = min(_PERIODS - 1, int(bar.end * _PERIODS))
        for period in range(first, last + 1):
            _fill(cells[1 + period], _FILLS[bar.view.state])
    set_widths(table, [3.7, *[0.4] * _PERIODS, 7.3])


def _spaced(ticks: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The ticks whose labels find room between the one before and the end."""
    kept: list[tuple[int, str]] = []
    for start, label in ticks:
        if start + _LABEL <= _PERIODS and (not kept or start - kept[-1][0] >= _LABEL):
            kept.append((start, label))
    return kept


def _fill(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
