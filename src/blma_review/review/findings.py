"""What a review finds. Everything that a report shows comes from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from blma_review.clauses.model import Agreement
from blma_review.documents.model import Place
from blma_review.glossary.model import Glossary
from blma_review.languages import Language
from blma_review.review.obligations import Obligation
from blma_review.rules.model import AnswerKind, RuleSet

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the agreement and where they stand. `marked` is the stretch of `words` that matched."""

    words: str
    ref: str
    place: Place
    marked: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """Evidence found: what it says, the answer it points to, and what was weighed on the way there."""

    answer: AnswerKind
    says: str
    quotes: tuple[Quote, ...]
    why: tuple[tuple[str, str], ...]  # (concept, the words it was found in)
    weighed: tuple[str, ...] = ()  # "weak", "may", "deference", "preamble", "negated": what changed the answer


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, with the matches that it rests on (best first) and those that fell short."""

    rule: str
    answer: AnswerKind
    confidence: Confidence
    matches: tuple[Match, ...]
    near_misses: tuple[Match, ...] = ()

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words to show for this answer: those of the matches that gave it."""
        seen: dict[tuple[str, str], Quote] = {}
        for match in self.matches:
            if match.answer == self.answer:
                for quote in match.quotes:
                    seen.setdefault((quote.ref, quote.words), quote)
        return tuple(seen.values())


TermKind = Literal["discouraged", "caution", "misspelt", "undefined", "unused", "two-names"]


@dataclass(frozen=True, slots=True)
class TermFinding:
    """Something about a word of the agreement, held against the glossary or its own definitions.

    `found` is the form in the text, `better` the form to use (empty where there is none to offer; for `two-names`
    the other name), `entry` the glossary's id (empty where the finding rests on the agreement alone).
    """

    kind: TermKind
    found: str
    better: str
    entry: str
    quotes: tuple[Quote, ...]
    count: int
    reason: Mapping[Language, str] = field(default_factory=dict)  # why the form found is discouraged


StructureKind = Literal[
    "placeholder",
    "broken-reference",
    "numbering-gap",
    "repeated-number",
    "no-signature-block",
    "no-languages-clause",
    "empty-article",
]


@dataclass(frozen=True, slots=True)
class StructureFinding:
    """A flaw in how the text is put together. `detail` names what is meant ("Article 14", "[ ]")."""

    kind: StructureKind
    detail: str
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Everything found in one agreement."""

    agreement: Agreement
    answers: tuple[Answer, ...]  # one a rule, in the order of the rule set
    terms: tuple[TermFinding, ...]
    structure: tuple[StructureFinding, ...]
    obligations: tuple[Obligation, ...]
    rules: RuleSet
    glossary: Glossary
