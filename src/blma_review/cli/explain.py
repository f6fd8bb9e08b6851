"""`blma-review explain RULE [FILE]`: what a rule looks for, and what it found."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from blma_review.cli.options import parse_language
from blma_review.errors import BlmaReviewError
from blma_review.languages import Language
from blma_review.review.findings import Answer, Match
from blma_review.rules.load import load_rules
from blma_review.rules.model import ANSWERS, Evidence, Rule, RuleSet


def explain_rule(name: str, file: Path | None, language: str, extra: Sequence[Path]) -> None:
    """Print a rule; with a file, the answer it gives there, every match, what was weighed, and the near misses."""
    rules = load_rules(extra)
    chosen = parse_language(language)
    rule = _find(name, rules)
    lines = _about(rule, rules, chosen) if file is None else _on_file(rule, rules, file, chosen)
    for line in lines:
        typer.echo(line)


def _find(name: str, rules: RuleSet) -> Rule:
    try:
        return rules.rule(name)
    except KeyError:
        near = difflib.get_close_matches(name, [rule.id for rule in rules.rules], n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "'blma-review rules list' shows all rules."
        raise BlmaReviewError(f"'{name}' is not a rule; {hint}") from None


def _about(rule: Rule, rules: RuleSet, language: Language) -> Iterator[str]:
    yield f"{rule.id}  ({rule.theme}; {rule.phase})"
    yield rule.question.get(language, rule.id)
    yield ""
    for answer in ANSWERS:
        if answer in rule.answers:
            yield f"  {answer:9} {rule.answers[answer].get(language, '')}"
    yield ""
    yield f"Why: {rule.why.get(language, '')}"
    for answer, text in rule.advice.items():
        yield f"If {answer}: {text.get(language, '')}"
    yield f"Suggested wording (ours): {rule.wording.get(language, '')}"
    yield f"Sources: {'; '.join(rule.sources)}"
    yield ""
    yield "Evidence it looks for:"
    for evidence in rule.evidence:
        yield f"  {evidence.answer:9} {evidence.says}"
        yield f"            {_parts(evidence)}"
    names = {
        name for evidence in rule.evidence for group in (*evidence.all, evidence.any, evidence.none) for name in group
    }
    yield ""
    yield "Concepts, with their expressions:"
    for name in sorted(names):
        concept = rules.concepts[name]
        expressions = [*concept.phrases.get(language, ()), *concept.phrases.get("any", ())]
        if "<" not in name:
            yield f"  {name}: {', '.join(expressions)}"
    yield f"\nDefined in {rule.file}, line {rule.line}"


def _parts(evidence: Evidence) -> str:
    pieces = [" or ".join(group) for group in evidence.all]
    if evidence.any:
        pieces.append(f"at least {evidence.at_least} of: {', '.join(evidence.any)}")
    if evidence.fact:
        pieces.append(f"the text's {evidence.fact} (at least {evidence.at_least})")
    text = "; and ".join(pieces)
    if evidence.heading:
        text += f"; under a heading with {' or '.join(evidence.heading)}"
    if evidence.none:
        text += f"; but not with {', '.join(evidence.none)}"
    return f"{text} [in one {evidence.within}]"


def _on_file(rule: Rule, rules: RuleSet, file: Path, language: Language) -> Iterator[str]:
    from blma_review.clauses.segment import segment
    from blma_review.clauses.units import units_of
    from blma_review.documents.read import read_document
    from blma_review.review.review import answer_agreement

    agreement = segment(read_document(file))
    answer = answer_agreement(agreement, units_of(agreement), rules.only(rule))[0]
    yield f"{rule.question.get(language, rule.id)}"
    yield f"{file.name}: {answer.answer} (confidence: {answer.confidence})"
    yield f"  {rule.answers.get(answer.answer, {}).get(language, '')}"
    for match in answer.matches:
        yield ""
        yield from _match(match)
    if answer.near_misses:
        yield ""
        yield "Near misses:"
        for match in answer.near_misses:
            yield ""
            yield from _match(match)
    if answer.answer != "full":
        yield ""
        yield from _better(rule, answer, language)


def _match(match: Match) -> Iterator[str]:
    yield f"[{match.answer}] {match.says}" + (f" (weighed: {', '.join(match.weighed)})" if match.weighed else "")
    for quote in match.quotes:
        yield f"    {quote.ref}: “{' '.join(quote.words.split())}”"
    for concept, words in match.why:
        yield f"      {concept}: {' '.join(words.split())}"


def _better(rule: Rule, answer: Answer, language: Language) -> Iterator[str]:
    yield f"It would be 'full' if: {rule.answers.get('full', {}).get(language, '')}"
    advice = rule.advice.get(answer.answer, {}).get(language)
    if advice:
        yield f"What to do: {advice}"
