"""What somebody says about a finding, a rule or the Guidance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from blma_review.languages import Language
from blma_review.rules.model import AnswerKind

Kind = Literal["agree", "disagree", "unclear", "missing-rule", "wording"]
KINDS: tuple[Kind, ...] = get_args(Kind)
About = Literal["finding", "rule", "guidance"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that one reviewer says; what was not said is empty.

    `answer` is what the program answered on `draft` at `ref`, from the words `quote`; `expected` is the answer that the
    reviewer would give. `topic` is a part of the Guidance, or what a rule is missing for. `proposal` is other wording.
    """

    kind: Kind
    by: str
    date: str
    rule: str = ""
    topic: str = ""
    draft: str = ""
    ref: str = ""
    answer: AnswerKind | None = None
    quote: str = ""
    expected: AnswerKind | None = None
    language: Language | None = None
    comment: str = ""
    proposal: str = ""

    @property
    def about(self) -> About:
        """What it is about: a finding in a draft, a rule whatever the draft, or the Guidance."""
        if self.rule:
            return "finding" if self.draft or self.ref else "rule"
        return "guidance"

    @property
    def subject(self) -> str:
        """The rule or the topic, in a word."""
        return self.rule or self.topic
