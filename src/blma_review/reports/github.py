"""Annotations as GitHub's workflow commands: print the file in a workflow step and they stand beside the draft."""

from __future__ import annotations

from pathlib import Path

from blma_review.reports.characters import one_line
from blma_review.reports.model import Report
from blma_review.review.findings import Review
from blma_review.rules.model import AnswerKind

_COMMANDS: dict[AnswerKind, str] = {"contrary": "error", "none": "warning", "partial": "notice"}


def render_github(review: Review, report: Report, source: Path) -> dict[str, str]:
    """`annotations.txt`: a command for every answer that is not full, contrary ones first."""
    answers = {answer.rule: answer for answer in review.answers}
    lines = []
    for kind, command in _COMMANDS.items():
        for item in report.items():
            if item.answer != kind:
                continue
            quotes = answers[item.rule].quotes
            line = quotes[0].place.paragraph if quotes else 1
            where = f"{item.quotes[0].ref}: “{item.quotes[0].words}” " if item.quotes else ""
            lines.append(
                f"::{command} file={_property(source.as_posix())},line={line},title={_property(item.question)}"
                f"::{_data(f'{where}{item.meaning} {item.advice}')}"
            )
    return {"annotations.txt": "".join(line + "\n" for line in lines)}


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
