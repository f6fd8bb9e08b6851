"""Choosing exercises from a review; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from blma_review.clauses.units import Unit
from blma_review.glossary.model import Glossary
from blma_review.languages import Language
from blma_review.reports.model import Item, Report

Thing = TypeVar("Thing")
Kind = Literal["find", "missing", "redraft", "match"]
_CHOICES = 4
_SHORTEST, _LONGEST = 40, 600  # characters of a clause that can be read aloud


@dataclass(frozen=True, slots=True)
class Exercise:
    """One task. `choices` are what is shown, `right` the numbers (from 0) of the right ones; for a redraft there is one
    choice, the clause to mend, and `rule` is the question that the new wording has to answer.
    """

    id: str
    kind: Kind
    level: int
    prompt: str  # the question or the term that the task is about; empty where the kind says all
    choices: tuple[str, ...]
    right: tuple[int, ...]
    places: tuple[str, ...]  # where each choice stands, empty where it stands nowhere
    rule: str = ""
    explanation: str = ""
    model: str = ""  # a wording that would do


def make_exercises(
    report: Report, units: Sequence[Unit], glossary: Glossary, seed: int, language: Language
) -> tuple[Exercise, ...]:
    """Exercises at three levels: find the contrary clause; name the missing protection and match terms; redraft."""
    chance = random.Random(seed)
    items = list(report.items())
    plain = _plain_clauses(report, units)
    return (
        *_find(chance, [item for item in items if item.answer == "contrary"], plain),
        *_missing(chance, items),
        *_match(chance, glossary, language),
        *_redraft(chance, [item for item in items if item.answer in ("contrary", "partial") and item.quotes]),
    )


def _plain_clauses(report: Report, units: Sequence[Unit]) -> list[Unit]:
    """Sentences of the draft that no finding calls contrary."""
    bad = {quote.ref for item in report.items() if item.answer == "contrary" for quote in item.quotes}
    return [
        unit
        for unit in units
        if unit.zone in ("operative", "annex") and unit.ref not in bad and _SHORTEST <= len(unit.words) <= _LONGEST
    ]


def _find(chance: random.Random, contrary: Sequence[Item], plain: Sequence[Unit]) -> list[Exercise]:
    found = []
    for number, item in enumerate(_some(chance, contrary, 5), start=1):
        quote = item.quotes[0]
        options = [(quote.words.strip(), f"{quote.ref}, {quote.place}", True)]
        options += [(unit.words.strip(), unit.ref, False) for unit in _some(chance, plain, _CHOICES - 1)]
        chance.shuffle(options)
        found.append(
            Exercise(
                id=f"find-{number}",
                kind="find",
                level=1,
                prompt="",
                choices=tuple(words for words, _, _ in options),
                right=tuple(place for place, (_, _, right) in enumerate(options) if right),
                places=tuple(place for _, place, _ in options),
                rule=item.rule,
                explanation=f"{item.question} {item.meaning} {item.why}",
                model=item.wording,
            )
        )
    return found


def _missing(chance: random.Random, items: Sequence[Item]) -> list[Exercise]:
    absent = [item for item in items if item.answer == "none"]
    there = [item for item in items if item.answer == "full"]
    if not absent or len(there) < 2:
        return []
    found = []
    for number in range(1, min(3, len(absent)) + 1):
        options = [*_some(chance, absent, 2), *_some(chance, there, _CHOICES - 2)]
        chance.shuffle(options)
        lacking = [item for item in options if item.answer == "none"]
        found.append(
            Exercise(
                id=f"missing-{number}",
                kind="missing",
                level=2,
                prompt="",
                choices=tuple(item.question for item in options),
                right=tuple(place for place, item in enumerate(options) if item.answer == "none"),
                places=tuple(item.quotes[0].ref if item.quotes else "" for item in options),
                explanation=" ".join(f"{item.question} {item.advice}" for item in lacking),
            )
        )
    return found


def _match(chance: random.Random, glossary: Glossary, language: Language) -> list[Exercise]:
    entries = [entry for entry in glossary.entries if language in entry.definition and language in entry.preferred]
    found = []
    for number, entry in enumerate(_some(chance, entries, 3), start=1):
        others = [other for other in entries if other.id != entry.id]
        options = [entry, *_some(chance, others, _CHOICES - 1)]
        chance.shuffle(options)
        found.append(
            Exercise(
                id=f"match-{number}",
                kind="match",
                level=2,
                prompt=entry.headword(language),
                choices=tuple(option.definition[language] for option in options),
                right=(options.index(entry),),
                places=("",) * len(options),
                explanation="; ".join(entry.sources),
            )
        )
    return found


def _redraft(chance: random.Random, weak: Sequence[Item]) -> list[Exercise]:
    return [
        Exercise(
            id=f"redraft-{number}",
            kind="redraft",
            level=3,
            prompt=item.question,
            choices=(item.quotes[0].words.strip(),),
            right=(),
            places=(f"{item.quotes[0].ref}, {item.quotes[0].place}",),
            rule=item.rule,
            explanation=f"{item.meaning} {item.advice}",
            model=item.wording,
        )
        for number, item in enumerate(_some(chance, weak, 4), start=1)
    ]


def _some(chance: random.Random, things: Sequence[Thing], count: int) -> list[Thing]:
    """So many of them, or all, in an order that chance decides."""
    return chance.sample(list(things), min(count, len(things)))
