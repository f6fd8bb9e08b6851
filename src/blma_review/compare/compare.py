"""The comparison itself: documents in, what changed from each to the next out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from blma_review.clauses.segment import segment
from blma_review.clauses.units import units_of
from blma_review.compare.changes import changes_between
from blma_review.compare.model import Comparison, MoveKind, Rounds, Text
from blma_review.compare.moves import moves_between
from blma_review.compare.passages import passages_of
from blma_review.documents.model import Document
from blma_review.review.review import answer_agreement
from blma_review.rules.model import AnswerKind, Rule, RuleSet


def text_from(document: Document, rules: RuleSet, name: str = "") -> Text:
    """Read a document's clauses and answer every rule from them. `name` is what the text is called in reports."""
    agreement = segment(document)
    answers = answer_agreement(agreement, units_of(agreement), rules)
    return Text(name or document.name, agreement, passages_of(agreement), answers)


def compare(old: Text, new: Text, rules: RuleSet) -> Comparison:
    """What changed from one text to another: in its clauses (where the language is the same) and in its answers."""
    aligned = old.agreement.language == new.agreement.language
    changes = changes_between(old.passages, new.passages, new.agreement.language) if aligned else ()
    return Comparison(old, new, changes, moves_between(old, new, changes, rules), aligned)


def compare_rounds(texts: Sequence[Text], rules: RuleSet) -> Rounds:
    """Compare each text with the next. Takes two texts or more."""
    return Rounds(tuple(texts), tuple(compare(old, new, rules) for old, new in pairwise(texts)), rules)


def answers_over(rounds: Rounds) -> Iterable[tuple[Rule, tuple[AnswerKind, ...]]]:
    """Each question with its answer in every text, in the order of the rules."""
    columns = [{answer.rule: answer.answer for answer in text.answers} for text in rounds.texts]
    return [(rule, tuple(column[rule.id] for column in columns)) for rule in rounds.rules.rules]


def standing(rounds: Rounds, kinds: Collection[MoveKind]) -> list[str]:
    """The questions that some step moved in one of these ways and that still stand so in the newest text."""
    newest = {answer.rule: answer.answer for answer in rounds.texts[-1].answers}
    moved = [
        move.rule.id
        for step in rounds.steps
        for move in step.moves
        if move.kind in kinds and newest[move.rule.id] == move.new
    ]
    return list(dict.fromkeys(moved))
