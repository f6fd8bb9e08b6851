"""`blma-review rules list|check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from blma_review.languages import LANGUAGES, Text
from blma_review.rules.load import load_rules
from blma_review.rules.model import Rule, RuleSet


def list_rules(extra: Sequence[Path]) -> None:
    """Print a table of all rules."""
    from rich import box
    from rich.table import Table

    from blma_review.cli.screen import console

    out = console()
    table = Table(box=box.SIMPLE_HEAD if out.is_terminal else None, pad_edge=False)
    for name in ("id", "theme", "phase", "question"):
        table.add_column(name, no_wrap=name != "question", overflow="fold")
    for rule in load_rules(extra).rules:
        table.add_row(rule.id, rule.theme, rule.phase, rule.question.get("en", ""))
    out.print(table)


def check_rules(extra: Sequence[Path]) -> int:
    """Check the rules and run their examples. Returns 0, or 1 where something is wrong."""
    from blma_review.review.examples import run_examples

    rules = load_rules(extra)
    problems = list(_gaps(rules))
    notes = list(_thin(rules))
    count = 0
    for result in run_examples(rules):
        count += 1
        if not result.holds:
            problems.append(
                f"{result.rule.file}:{result.example.line}: {result.rule.id}: the example must be "
                f"'{result.example.answer}' and is '{result.answer.answer}': {result.example.text}"
            )
    for problem in (*notes, *problems):
        typer.echo(problem)
    typer.echo(f"{len(rules.rules)} rules, {len(rules.concepts)} concepts, {count} examples, {len(problems)} problems")
    return 1 if problems else 0


def _gaps(rules: RuleSet) -> Iterator[str]:
    """Texts that a rule lacks in one of the languages."""
    for rule in rules.rules:
        for name, texts in _texts(rule):
            for language in LANGUAGES:
                if language not in texts:
                    yield f"{rule.file}:{rule.line}: {rule.id}: '{name}' has no text in '{language}'"


def _thin(rules: RuleSet) -> Iterator[str]:
    """Rules with too few examples to be trusted: worth saying, no reason to refuse the file."""
    for rule in rules.rules:
        for language in LANGUAGES:
            if sum(example.language == language for example in rule.examples) < 2:
                yield f"{rule.file}:{rule.line}: {rule.id}: fewer than two examples in '{language}'"
        if not any(example.answer == "none" for example in rule.examples):
            yield f"{rule.file}:{rule.line}: {rule.id}: no example that must not match"


def _texts(rule: Rule) -> Iterator[tuple[str, Text]]:
    yield from (("question", rule.question), ("why", rule.why), ("wording", rule.wording))
    yield from ((f"answers.{answer}", text) for answer, text in rule.answers.items())
    yield from ((f"advice.{answer}", text) for answer, text in rule.advice.items())
