"""What a comparison finds, whatever the format it is shown in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from blma_review.clauses.model import Agreement
from blma_review.compare.passages import Passage
from blma_review.compare.words import Force, Piece
from blma_review.review.findings import Answer, Quote
from blma_review.rules.model import AnswerKind, Rule, RuleSet

ChangeKind = Literal["unchanged", "renumbered", "moved", "reworded", "split", "merged", "added", "removed"]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
# What happened to an answer, in the order in which a negotiator must know of it.
MoveKind = Literal["new-contrary", "lost", "weakened", "contrary-removed", "strengthened", "gained", "same"]
MOVE_KINDS: tuple[MoveKind, ...] = get_args(MoveKind)


@dataclass(frozen=True, slots=True)
class Text:
    """One of the texts compared: its clauses and its answers, one a rule."""

    name: str
    agreement: Agreement
    passages: tuple[Passage, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a passage (or of several that were split or merged).

    `renumbered` and `moved` hold for every kind: a reworded clause may stand elsewhere too. Moved means that the
    order among the clauses changed; renumbered, that only the reference did.
    """

    kind: ChangeKind
    old: tuple[Passage, ...]
    new: tuple[Passage, ...]
    renumbered: bool
    moved: bool
    pieces: tuple[Piece, ...]
    force: Force


@dataclass(frozen=True, slots=True)
class Move:
    """What a round did to the answer to one question, and the words that made the difference."""

    rule: Rule
    kind: MoveKind
    old: AnswerKind
    new: AnswerKind
    old_quotes: tuple[Quote, ...]
    new_quotes: tuple[Quote, ...]
    changes: tuple[Change, ...]  # those that touch the words either answer rests on


@dataclass(frozen=True, slots=True)
class Comparison:
    """One step: from one text to the next. `aligned` is false where the languages differ."""

    old: Text
    new: Text
    changes: tuple[Change, ...]  # in the order of the new text, what was removed where it stood
    moves: tuple[Move, ...]  # one a rule, in the order of MOVE_KINDS
    aligned: bool


@dataclass(frozen=True, slots=True)
class Rounds:
    """All texts in their order, and each step between two of them."""

    texts: tuple[Text, ...]
    steps: tuple[Comparison, ...]
    rules: RuleSet
