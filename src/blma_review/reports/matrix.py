"""The table in which ministries keep a negotiation: a row a question, with room for who does what until when."""

from __future__ import annotations

import csv
import io

from blma_review.reports.characters import one_line
from blma_review.reports.model import Item, Report

_COLUMNS = ("phase", "theme", "question", "answer", "words", "place", "advice", "wording", "sources", "rule")
_OURS = ("responsible", "status", "remarks")  # left empty for the team


def render_matrix(report: Report) -> dict[str, str]:
    """`matrix.csv`, contrary and missing answers first; opens in Excel and LibreOffice as UTF-8."""
    return {"matrix.csv": table((*_COLUMNS, *_OURS), [_row(item, report) for item in ordered(report)], report)}


def render_obligations(report: Report) -> dict[str, str]:
    """`obligations.csv`: who shall, may or shall not do what, by when, and where the text says so."""
    columns = ("bearer", "who", "duty", "what", "when", "place", *_OURS)
    rows = [
        [duty.bearer, duty.who, duty.duty, duty.what, duty.when, f"{duty.ref}, {duty.place}"]
        for duty in report.obligations
    ]
    return {"obligations.csv": table(columns, rows, report)}


def ordered(report: Report) -> list[Item]:
    """The questions, what is wrong before what is missing, what is missing before what is there."""
    order = ("contrary", "none", "partial", "full")
    return sorted(report.items(), key=lambda item: order.index(item.answer))


def table(columns: tuple[str, ...], rows: list[list[str]], report: Report) -> str:
    """A CSV with its columns named in the report's language and every cell harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([report.text[f"column-{column}"] for column in columns])
    for row in rows:
        writer.writerow([cell(value) for value in [*row, *[""] * (len(columns) - len(row))]])
    return "\ufeff" + out.getvalue()  # without the mark, Excel reads "é" as two letters


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    flat = one_line(text)
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") else flat


def _row(item: Item, report: Report) -> list[str]:
    return [
        report.text[item.phase],
        item.theme,
        item.question,
        report.text[item.answer],
        " […] ".join(quote.words for quote in item.quotes),
        "; ".join(f"{quote.ref}, {quote.place}" for quote in item.quotes),
        item.advice,
        item.wording,
        "; ".join(item.sources),
        item.rule,
    ]
