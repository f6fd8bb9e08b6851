"""Disagreements with rules as candidate examples: what a rule's author can paste into the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from blma_review.feedback.model import Entry
from blma_review.languages import Language, detect_language
from blma_review.pilots.forms import quoted
from blma_review.reports.characters import one_line
from blma_review.review.examples import answer_example
from blma_review.rules.model import AnswerKind, Example, RuleSet


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provision, the answer that reviewers expect of a rule, and what the rule answers today.

    `today` is None where the rule set holds no such rule; `disputed` says that others expect another answer.
    """

    rule: str
    language: Language
    text: str
    expected: AnswerKind
    entries: tuple[Entry, ...]
    today: AnswerKind | None
    disputed: bool


def candidates(entries: Iterable[Entry], rules: RuleSet) -> tuple[Candidate, ...]:
    """The candidate examples in some entries: disagreements that quote a provision and say which answer is right."""
    same: dict[tuple[str, Language, str, AnswerKind], list[Entry]] = {}
    for entry in entries:
        if entry.kind == "disagree" and entry.rule and entry.quote and entry.expected:
            text = one_line(entry.quote)
            language = entry.language or detect_language(text)
            same.setdefault((entry.rule, language, text, entry.expected), []).append(entry)
    found = [
        Candidate(
            rule=rule,
            language=language,
            text=text,
            expected=expected,
            entries=tuple(those),
            today=_today(rules, rule, Example(language, text, expected)),
            disputed=any(key[:3] == (rule, language, text) and key[3] != expected for key in same),
        )
        for (rule, language, text, expected), those in same.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.rule, one.language, one.text, one.expected)))


def render_candidates(found: Sequence[Candidate]) -> str:
    """The candidates as YAML: each a line to paste below `examples:` of its rule, with comments on where it is from."""
    return "\n".join(_lines(found)) + "\n"


def _today(rules: RuleSet, rule: str, example: Example) -> AnswerKind | None:
    try:
        return answer_example(rules.only(rules.rule(rule)), example).answer
    except KeyError:
        return None


def _lines(found: Sequence[Candidate]) -> Iterator[str]:
    yield "# Candidate examples from feedback. Paste those you agree with below `examples:` of the rule, then run:"
    yield "# blma-review rules check. Quoted drafts are not yours: word the provision freely before you share it."
    last = ""
    for one in found:
        if one.rule != last:
            last = one.rule
            yield ""
            yield f"# -- {one.rule}"
        for entry in one.entries:
            where = ", ".join(filter(None, (entry.draft, entry.ref)))
            said = f"{entry.by}, {entry.date}{f' ({where})' if where else ''}: {entry.comment}"
            yield f"# {one_line(said)}"
        yield f"# {_standing(one)}"
        yield f"      - {{{one.language}: {quoted(one.text)}, answer: {one.expected}}}"


def _standing(one: Candidate) -> str:
    disputed = " Reviewers differ on this provision." if one.disputed else ""
    if one.today is None:
        return f"No rule of this id is in the rule set.{disputed}"
    if one.today == one.expected:
        return f"The rule answers '{one.today}' already.{disputed}"
    return f"The rule answers '{one.today}' today: the example fails until the rule is mended.{disputed}"
