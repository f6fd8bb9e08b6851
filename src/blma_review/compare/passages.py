"""The pieces of an agreement that are held against each other: each clause's own words, and each heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from blma_review.clauses.model import Agreement, Clause
from blma_review.documents.model import Place

_WORDS = re.compile(r"[^\W_]")  # a line of dots for a signature is no words

PassageKind = Literal["heading", "text"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one clause, without those of its children.

    `above` is the nearest heading over these words, `position` the place in reading order among all passages.
    """

    kind: PassageKind
    ref: str
    above: str
    text: str
    place: Place
    position: int


def passages_of(agreement: Agreement) -> tuple[Passage, ...]:
    """Every passage of an agreement in reading order. Other language versions are not read."""
    found = (piece for clause in agreement.clauses for piece in _pieces(clause, ""))
    return tuple(
        Passage(kind, clause.ref, above, text, clause.place, position)
        for position, (kind, clause, above, text) in enumerate(found)
    )


def _pieces(clause: Clause, above: str) -> Iterator[tuple[PassageKind, Clause, str, str]]:
    if _WORDS.search(clause.heading):
        yield "heading", clause, above, clause.heading
        above = clause.heading
    if _WORDS.search(clause.text):
        yield "text", clause, above, clause.text
    for child in clause.children:
        yield from _pieces(child, above)
