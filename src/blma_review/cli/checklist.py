"""`blma-review checklist PHASE`: the process questions of a phase as a form."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from blma_review.cli.options import parse_language
from blma_review.errors import BlmaReviewError
from blma_review.languages import Language
from blma_review.reports.write import write_reports
from blma_review.rules.load import load_rules
from blma_review.rules.model import PHASES, Phase, RuleSet
from blma_review.rules.phases import parse_phase

_ENDINGS = {"markdown": "md", "yaml": "yaml", "docx": "docx"}


def write_checklist(
    phase: str, format_: str, language: str, output: Path | None, rules: Sequence[Path], force: bool
) -> None:
    """Print the form of a phase, or write it into the directory `output` (always, for Word).

    The phase `all` stands for every phase. Raises BlmaReviewError for a phase or a format that is not known.
    """
    if format_ not in _ENDINGS:
        raise BlmaReviewError(f"--format {format_}: is not known; choose from {', '.join(_ENDINGS)}.")
    phases = PHASES if phase == "all" else (parse_phase(phase),)
    chosen, rule_set = parse_language(language), load_rules(rules)
    if output is None and format_ != "docx" and len(phases) == 1:
        sys.stdout.write(str(_form(phases[0], format_, chosen, rule_set)))
        return
    files = {f"checklist-{one}.{_ENDINGS[format_]}": _form(one, format_, chosen, rule_set) for one in phases}
    for path in write_reports(output or Path(), files, force=force):
        typer.echo(str(path))


def _form(phase: Phase, format_: str, language: Language, rules: RuleSet) -> str | bytes:
    if format_ == "docx":
        from blma_review.pilots.forms_docx import docx_form

        return docx_form(phase, language, rules)
    from blma_review.pilots.forms import markdown_form, yaml_form

    return (markdown_form if format_ == "markdown" else yaml_form)(phase, language, rules)
