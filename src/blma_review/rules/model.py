"""The rule set as data: concepts, evidence, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from blma_review.languages import Language, Text

AnswerKind = Literal["full", "partial", "none", "contrary"]
ANSWERS: tuple[AnswerKind, ...] = get_args(AnswerKind)
Phase = Literal["initiation", "drafting", "negotiation", "adoption", "implementation", "monitoring-evaluation"]
PHASES: tuple[Phase, ...] = get_args(Phase)
Scope = Literal["sentence", "clause", "article", "agreement"]
Fact = Literal["definitions", "signature-block", "parties"]


@dataclass(frozen=True, slots=True)
class Concept:
    """A named idea and the expressions that drafters use for it, per language.

    `phrases["any"]` holds expressions built from other concepts alone, which hold in every language.
    """

    name: str
    phrases: Mapping[str, tuple[str, ...]]


# What a term means and who signs takes no right away: contrary evidence counts there only where a rule says so.
CONTRARY_ZONES = ("operative", "annex", "preamble", "footnote")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What in a text points to an answer.

    Every group of `all` must be found in one stretch of text of size `within`, a group being alternatives of
    which one suffices; at least `at_least` of `any` must be found; nothing of `none` may be. `near` bounds the
    distance in words between the parts. `heading` must be found in the headings above the text.
    """

    answer: AnswerKind
    says: str
    all: tuple[tuple[str, ...], ...] = ()
    any: tuple[str, ...] = ()
    at_least: int = 1
    none: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    near: int | None = None
    within: Scope = "sentence"
    zones: tuple[str, ...] = ("operative", "definition", "annex", "preamble", "footnote", "signature")
    negated: Literal["cancels", "allowed", "required"] = "cancels"
    weak: Literal["lowers", "allowed"] = "lowers"
    may: Literal["lowers", "allowed"] = "lowers"
    deference: Literal["lowers", "allowed"] = "lowers"
    preamble: Literal["lowers", "allowed"] = "lowers"
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A provision (one or more sentences) and the answer that the rule must give it, run as a test."""

    language: Language
    text: str
    answer: AnswerKind
    heading: str = ""
    zone: str = "operative"
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One question of the Guidance, how its answer is found, and what the reader is told."""

    id: str
    theme: str
    phase: Phase
    sources: tuple[str, ...]
    question: Text
    why: Text
    answers: Mapping[AnswerKind, Text]
    advice: Mapping[AnswerKind, Text]
    wording: Text
    evidence: tuple[Evidence, ...]
    examples: tuple[Example, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """A question about the process that no text can answer; from the Guidance's checklists."""

    id: str
    phase: Phase
    question: Text
    who: Text
    evidence: Text
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules, the concepts they speak in, the themes' titles, and the process checklists."""

    rules: tuple[Rule, ...]
    concepts: Mapping[str, Concept]
    themes: Mapping[str, Text]
    checklist: tuple[ChecklistItem, ...]
    digest: str  # of the files it was read from
    lexicons: Mapping[Language, bytes] = field(default_factory=dict)  # pickled by `rules.load`, see `lexicon_of`

    def only(self, rule: Rule) -> RuleSet:
        """This rule set with one rule alone, and all the concepts."""
        return replace(self, rules=(rule,))

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; KeyError if there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)
