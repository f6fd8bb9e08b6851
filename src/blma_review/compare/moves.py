"""What a round did to the answers: which protections were gained, lost or weakened, and which clauses did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from blma_review.compare.model import MOVE_KINDS, Change, Move, MoveKind, Text
from blma_review.review.findings import Answer, Quote
from blma_review.rules.model import AnswerKind, RuleSet

_RANK: Mapping[AnswerKind, int] = {"contrary": -1, "none": 0, "partial": 1, "full": 2}

_BY_NEW_WORDS = ("new-contrary", "gained", "strengthened")  # what the newer text says made the difference

ByRef = Mapping[str, Sequence[Change]]


def moves_between(old: Text, new: Text, changes: Sequence[Change], rules: RuleSet) -> tuple[Move, ...]:
    """What happened to each answer, new contrary provisions first; within a kind, in the order of the rules."""
    by_old = _by_ref((passage.ref, change) for change in changes for passage in change.old)
    by_new = _by_ref((passage.ref, change) for change in changes for passage in change.new)
    before = {answer.rule: answer for answer in old.answers}
    after = {answer.rule: answer for answer in new.answers}
    moves = []
    for rule in rules.rules:
        ours, theirs = before[rule.id], after[rule.id]
        lost, won = _touching(ours.quotes, by_old), _touching(theirs.quotes, by_new)
        kind = _kind(ours, theirs, lost + won, by_new)
        touching = _unique(won + lost if kind in _BY_NEW_WORDS else lost + won)
        quotes = theirs.quotes
        if kind == "new-contrary" and ours.answer == "contrary":
            quotes = tuple(_newly_contrary(ours, theirs, by_new))
        moves.append(Move(rule, kind, ours.answer, theirs.answer, ours.quotes, quotes, touching))
    return tuple(sorted(moves, key=lambda move: MOVE_KINDS.index(move.kind)))


def _kind(old: Answer, new: Answer, touching: Sequence[Change], by_new: ByRef) -> MoveKind:
    before, after = _RANK[old.answer], _RANK[new.answer]
    if new.answer == "contrary":
        return "new-contrary" if old.answer != "contrary" or _newly_contrary(old, new, by_new) else "same"
    if old.answer == "contrary":
        return "contrary-removed"
    if before == after:
        return _by_force(touching) if before > 0 else "same"
    if after > before:
        return "gained" if before == 0 else "strengthened"
    return "lost" if after == 0 else "weakened"


def _by_force(touching: Sequence[Change]) -> MoveKind:
    """The same answer from words that bind less, or more, wherever they changed ("shall" became "may")."""
    forces = {change.force for change in touching}
    if forces == {"weakened"}:
        return "weakened"
    return "strengthened" if forces == {"strengthened"} else "same"


def _newly_contrary(old: Answer, new: Answer, by_new: ByRef) -> list[Quote]:
    """Contrary words in clauses that held none before, for a question whose answer was contrary already."""
    known = {quote.ref for quote in old.quotes}
    if not by_new:
        return []
    return [
        quote
        for quote in new.quotes
        if not any(passage.ref in known for change in by_new.get(quote.ref, ()) for passage in change.old)
    ]


def _touching(quotes: Iterable[Quote], by_ref: ByRef) -> list[Change]:
    """The changes of the clauses that some words stand in."""
    return [change for quote in quotes for change in by_ref.get(quote.ref, ()) if change.kind != "unchanged"]


def _unique(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple({id(change): change for change in changes}.values())


def _by_ref(pairs: Iterable[tuple[str, Change]]) -> ByRef:
    found: dict[str, list[Change]] = defaultdict(list)
    for ref, change in pairs:
        found[ref].append(change)
    return found
