"""`blma-review train`: workshop material from a draft, and marks for redrafted clauses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from blma_review.cli.options import parse_language
from blma_review.errors import BlmaReviewError


def make_material(
    file: Path, output: Path | None, seed: int, language: str, rules: Sequence[Path], force: bool
) -> None:
    """Write the material beside the draft, or into `output`, and say where it is."""
    from blma_review.clauses.units import units_of
    from blma_review.documents.read import read_document
    from blma_review.glossary.load import load_glossary
    from blma_review.reports.messages import localise_reference
    from blma_review.reports.model import build_report
    from blma_review.reports.write import write_reports
    from blma_review.review.review import review_document
    from blma_review.rules.load import load_rules
    from blma_review.training.exercises import make_exercises
    from blma_review.training.render import render_training

    spoken = parse_language(language)
    glossary = load_glossary()
    review = review_document(read_document(file), load_rules(rules), glossary)
    report = build_report(review, spoken)
    exercises = make_exercises(report, units_of(review.agreement), glossary, seed, spoken)
    order = [localise_reference(clause.ref, spoken) for clause in review.agreement.walk()]
    directory = output or file.parent / f"{file.stem}-training"
    for path in write_reports(directory, render_training(report, order, exercises, seed, spoken), force=force):
        typer.echo(str(path))


def check_answers(file: Path, language: str, rules: Sequence[Path]) -> int:
    """Mark an answers file. Returns 0 when every wording answers its question, else 1."""
    from blma_review.rules.load import load_rules
    from blma_review.training.check import mark_answers
    from blma_review.training.messages import WORDS

    spoken = parse_language(language)
    rule_set = load_rules(rules)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BlmaReviewError(f"{file}: cannot be read ({error.strerror}); check the name.") from None
    verdicts = {"full": "passes", "partial": "partly", "none": "fails", "contrary": "worse", None: "empty"}
    marks = mark_answers(data, str(file), rule_set)
    for mark in marks:
        typer.echo(f"{mark.id}: {WORDS[spoken][verdicts[mark.answer]]}")
        if mark.answer not in ("full", None):
            rule = rule_set.rule(mark.rule)
            advice = rule.advice.get(mark.answer, rule.answers.get("full", {}))
            typer.echo(f"    {rule.question.get(spoken, '')} {advice.get(spoken, '')}")
    return 0 if all(mark.answer == "full" for mark in marks) else 1
