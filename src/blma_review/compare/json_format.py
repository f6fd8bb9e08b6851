"""A comparison as JSON, for programs. `schema` is the version of this shape."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from blma_review import __version__
from blma_review.compare.compare import answers_over
from blma_review.compare.model import Change, Comparison, Move
from blma_review.compare.passages import Passage
from blma_review.compare.view import View
from blma_review.documents.model import Place
from blma_review.review.findings import Quote

SCHEMA_VERSION = "1.0"


def render_json(view: View) -> dict[str, str]:
    """`compare.json`: the texts, each step's changes and moves, and each question's answer in every text."""
    return {"compare.json": json.dumps(_data(view), ensure_ascii=False, indent=1) + "\n"}


def _data(view: View) -> dict[str, Any]:
    rounds = view.rounds
    return {
        "schema": SCHEMA_VERSION,
        "program": {"name": "blma-review", "version": __version__, "rules": rounds.rules.digest},
        "report_language": view.language,
        "texts": [
            {
                "name": each.name,
                "title": each.agreement.title,
                "language": each.agreement.language,
                "clauses": sum(1 for _ in each.agreement.walk()),
            }
            for each in rounds.texts
        ],
        "steps": [_step(view, step) for step in rounds.steps],
        "answers": [{"id": rule.id, "answers": list(answers)} for rule, answers in answers_over(rounds)],
    }


def _step(view: View, step: Comparison) -> dict[str, Any]:
    return {
        "old": step.old.name,
        "new": step.new.name,
        "clauses_aligned": step.aligned,
        "moves": [_move(view, move) for move in step.moves],
        "changes": [_change(change) for change in step.changes],
    }


def _move(view: View, move: Move) -> dict[str, Any]:
    return {
        "id": move.rule.id,
        "question": view.say(move.rule.question),
        "move": move.kind,
        "old_answer": move.old,
        "new_answer": move.new,
        "old_words": _quotes(move.old_quotes),
        "new_words": _quotes(move.new_quotes),
        "changes": [
            {"kind": change.kind, "old": _refs(change.old), "new": _refs(change.new)} for change in move.changes
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "renumbered": change.renumbered,
        "moved": change.moved,
        "force": change.force or None,
        "old": [_passage(passage) for passage in change.old],
        "new": [_passage(passage) for passage in change.new],
        "words": [{"kind": piece.kind, "text": piece.text} for piece in change.pieces],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {"part": passage.kind, "ref": passage.ref, "text": passage.text, "place": _place(passage.place)}


def _refs(passages: Iterable[Passage]) -> list[str]:
    return [passage.ref for passage in passages]


def _quotes(quotes: Iterable[Quote]) -> list[dict[str, Any]]:
    return [{"words": quote.words, "ref": quote.ref, "place": _place(quote.place)} for quote in quotes]


def _place(place: Place) -> dict[str, Any]:
    return {"page": place.page, "paragraph": place.paragraph, "cell": list(place.cell) if place.cell else None}
