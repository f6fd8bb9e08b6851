"""The position table of a negotiation: a row for each open question, with both texts' words and room for who decides."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from blma_review.compare.model import Comparison, Move
from blma_review.compare.view import View
from blma_review.reports.matrix import cell
from blma_review.review.findings import Quote
from blma_review.rules.model import AnswerKind

_COLUMNS = (
    "rule", "question", "change", "old", "new", "words-old", "words-new", "advice", "fallback", "wording", "decides",
)  # fmt: skip
_ORDER: tuple[AnswerKind, ...] = ("contrary", "none", "partial", "full")


def render_positions(view: View) -> dict[str, str]:
    """`positions.csv`: what is open after the last step; opens in Excel and LibreOffice as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([view.text[f"column-{column}"] for column in _COLUMNS])
    for move in open_questions(view.rounds.steps[-1]):
        writer.writerow([cell(value) for value in _row(view, move)])
    return {"positions.csv": "\ufeff" + out.getvalue()}  # without the mark, Excel reads "é" as two letters


def open_questions(step: Comparison) -> list[Move]:
    """The questions that the texts answer differently or that the newer one does not answer in full."""
    return [move for move in step.moves if move.kind != "same" or move.new != "full"]


def fallback(move: Move) -> tuple[Quote, ...]:
    """The older text's words, where they answer the question better than the newer's."""
    better = _ORDER.index(move.old) > _ORDER.index(move.new) or (move.kind == "weakened" and move.old == move.new)
    return move.old_quotes if better and move.old != "contrary" else ()


def _row(view: View, move: Move) -> list[str]:
    text = view.text
    return [
        move.rule.id,
        view.say(move.rule.question),
        text[f"move-{move.kind}"],
        text[move.old],
        text[move.new],
        _words(view, move.old_quotes),
        _words(view, move.new_quotes),
        view.say(move.rule.advice.get(move.new, {})),
        _words(view, fallback(move)),
        "" if move.new == "full" else view.say(move.rule.wording),
        "",
    ]


def _words(view: View, quotes: Sequence[Quote]) -> str:
    return " […] ".join(f"{quote.words} ({view.ref(quote.ref)})" for quote in quotes[:3])
