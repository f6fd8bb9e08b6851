"""Marking redrafted clauses with the rules that the review uses."""

from __future__ import annotations

from dataclasses import dataclass

from blma_review.languages import detect_language
from blma_review.review.examples import answer_example
from blma_review.rules.model import AnswerKind, Example, RuleSet
from blma_review.yamlio import parse_yaml


@dataclass(frozen=True, slots=True)
class Mark:
    """What the rules make of one wording; `answer` is None where there is no wording yet."""

    id: str
    rule: str
    answer: AnswerKind | None


def mark_answers(data: bytes, name: str, rules: RuleSet) -> tuple[Mark, ...]:
    """Mark the wordings of an answers file.

    Raises BlmaReviewError, with file and line, for what is not such a file or names a rule that does not exist.
    """
    marks = []
    for value in parse_yaml(data, name).mapping(("answers",), ())["answers"].items():
        fields = value.mapping(("id", "rule", "wording"), ())
        rule = fields["rule"].text()
        if rule not in {known.id for known in rules.rules}:
            raise fields["rule"].fail(f"there is no rule '{rule}'; see blma-review rules list")
        wording = str(fields["wording"].data or "").strip()
        answer: AnswerKind | None = None
        if wording:
            example = Example(detect_language(wording), wording, "full")
            answer = answer_example(rules.only(rules.rule(rule)), example).answer
        marks.append(Mark(fields["id"].text(), rule, answer))
    return tuple(marks)
