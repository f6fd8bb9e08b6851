"""Running the examples that rules carry: each is a small agreement of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from blma_review.clauses.sentences import split_sentences
from blma_review.clauses.units import Unit, Zone
from blma_review.documents.model import Place
from blma_review.review.answers import Facts, answer_rules
from blma_review.review.facts import definitions_of
from blma_review.review.findings import Answer
from blma_review.rules.model import Example, Rule, RuleSet


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """An example and the answer that its rule gave it."""

    rule: Rule
    example: Example
    answer: Answer

    @property
    def holds(self) -> bool:
        """Whether the rule answered as its author says it must."""
        return self.answer.answer == self.example.answer


def run_examples(rules: RuleSet) -> Iterator[ExampleResult]:
    """Answer every example of every rule, in the order of the files."""
    for rule in rules.rules:
        alone = rules.only(rule)
        for example in rule.examples:
            yield ExampleResult(rule, example, answer_example(alone, example))


def answer_example(alone: RuleSet, example: Example) -> Answer:
    """The answer that a rule set of one rule gives to an example read as the whole of an agreement."""
    units = _units(example)
    facts: Facts = {"definitions": definitions_of(units)}
    return answer_rules(alone, units, example.language, facts)[0]


def _units(example: Example) -> tuple[Unit, ...]:
    return tuple(
        Unit(
            text=example.text[start:end],
            own=0,
            ref="Example",
            article="Example",
            zone=cast("Zone", example.zone),
            headings=example.heading,
            place=Place(paragraph=1),
        )
        for start, end in split_sentences(example.text)
    )
