"""Answers as a table of tab-separated values: one row a question."""

from __future__ import annotations

import re
from pathlib import PurePath

from blma_review.reports.model import Report

COLUMNS = ("document", "id", "answer", "quote", "place")


def render_tsv(report: Report) -> dict[str, str]:
    """`answers.tsv`, with the columns `document` (the file's name without its ending), `id`, `answer`, `quote`, `place`."""
    name = PurePath(report.document).stem
    rows = [COLUMNS]
    for item in report.items():
        first = item.quotes[0] if item.quotes else None
        rows.append((name, item.rule, item.answer, first.words if first else "", first.ref if first else ""))
    return {"answers.tsv": "".join("\t".join(map(_cell, row)) + "\n" for row in rows)}


def _cell(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text).strip()
