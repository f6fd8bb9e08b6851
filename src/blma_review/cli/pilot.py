"""`blma-review pilot init|show|check|timeline`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

import typer

from blma_review.cli.options import parse_language
from blma_review.errors import BlmaReviewError
from blma_review.pilots.checks import load_dossier
from blma_review.pilots.dates import parse_when
from blma_review.pilots.load import load_pilot, parse_pilot
from blma_review.pilots.model import Kind
from blma_review.pilots.profile import Profile, build_profile, missing_sides
from blma_review.pilots.vocabulary import vocabulary
from blma_review.reports.characters import printable
from blma_review.reports.write import write_reports
from blma_review.rules.load import load_rules
from blma_review.rules.model import PHASES

PROFILE_FORMATS = ("markdown", "html", "docx")


def init_pilot(
    directory: Path,
    title: str,
    kind: str,
    countries: Sequence[str],
    region: str,
    stage: str,
    language: str,
    rules: Sequence[Path],
    force: bool,
) -> None:
    """Write a record to start from, and a checklist form for each phase, into `directory`."""
    from blma_review.pilots.forms import yaml_form
    from blma_review.pilots.template import NewPilot, record

    chosen, rule_set = parse_language(language), load_rules(rules)
    kinds = tuple(word.id for word in vocabulary().kinds)
    guessed = kind or ("region" if region else "country" if len(countries) == 1 else "corridor")
    if guessed not in kinds:
        raise BlmaReviewError(f"--kind {guessed}: is not known; choose from {', '.join(kinds)}.")
    if not countries:
        raise BlmaReviewError("--country is missing; give it once for each country of the pilot.")
    vocabulary().stage(stage)
    new = NewPilot(title or " – ".join(countries), cast("Kind", guessed), tuple(countries), region, stage)
    forms = {f"checklist-{phase}.yaml": yaml_form(phase, chosen, rule_set) for phase in PHASES}
    text = record(new, tuple(forms), chosen)
    parse_pilot(text.encode(), str(directory / "pilot.yaml"), rule_set)
    for path in write_reports(directory, {"pilot.yaml": text, **forms}, force=force):
        typer.echo(str(path))


def show_pilot(
    file: Path,
    formats: Sequence[str],
    output: Path | None,
    language: str,
    on: str | None,
    rules: Sequence[Path],
    force: bool,
) -> None:
    """Print a pilot's profile, or write it in some formats into `output` (`<record>-profile/` beside the record)."""
    names = [name.strip() for word in formats for name in word.split(",") if name.strip()]
    names = list(PROFILE_FORMATS) if "all" in names else names
    for name in names:
        if name not in PROFILE_FORMATS:
            raise BlmaReviewError(f"--format {name}: is not known; choose from {', '.join(PROFILE_FORMATS)}, all.")
    profile = _profile(file, language, on, rules)
    if not names:
        from blma_review.pilots.profile_markdown import markdown_profile

        sys.stdout.write(markdown_profile(profile))
        return
    files = dict(_rendered(profile, name) for name in names)
    for path in write_reports(output or file.parent / f"{file.stem}-profile", files, force=force):
        typer.echo(str(path))


def check_pilot(file: Path, rules: Sequence[Path]) -> int:
    """Check a record and the files it points to. Returns 0, or 1 where something is wrong; who is missing is said only."""
    rule_set = load_rules(rules)
    pilot = load_pilot(file, rule_set)
    problems = load_dossier(pilot, rule_set).problems
    for problem in problems:
        typer.echo(printable(problem))
    missing = missing_sides(pilot)
    for category, sides in missing.items():
        typer.echo(printable(f"{file}: no {category} on record{' for ' + ', '.join(sides) if sides else ''}"))
    typer.echo(f"problems: {len(problems)}; kinds of stakeholders missing by the Guidance's list: {len(missing)}")
    return 1 if problems else 0


def show_timeline(
    file: Path, format_: str, output: Path | None, language: str, on: str | None, rules: Sequence[Path], force: bool
) -> None:
    """Print a pilot's timeline in characters, or write it as `timeline.svg`."""
    from blma_review.pilots.timeline import text_timeline

    if format_ not in ("text", "svg"):
        raise BlmaReviewError(f"--format {format_}: is not known; choose from text, svg.")
    profile = _profile(file, language, on, rules)
    if not profile.events:
        raise BlmaReviewError(f"{file}: holds no events; write them under 'timeline:'.")
    if format_ == "text":
        for line in text_timeline(profile):
            typer.echo(printable(line).rstrip())
        return
    from blma_review.pilots.svg import svg_file

    for path in write_reports(
        output or file.parent / f"{file.stem}-profile", {"timeline.svg": svg_file(profile)}, force=force
    ):
        typer.echo(str(path))


def _profile(file: Path, language: str, on: str | None, rules: Sequence[Path]) -> Profile:
    """The profile of a record; what it points to and cannot be read is said and left out."""
    chosen, day, rule_set = parse_language(language), _day(on), load_rules(rules)
    pilot = load_pilot(file, rule_set)
    dossier = load_dossier(pilot, rule_set)
    for problem in dossier.problems:
        typer.echo(f"blma-review: {printable(problem)}", err=True)
    return build_profile(pilot, dossier.forms, dossier.reviews, rule_set, chosen, day)


def _day(on: str | None) -> date | None:
    if on is None:
        return None
    try:
        return parse_when(on).first
    except ValueError as error:
        raise BlmaReviewError(f"--on: {error}.") from None


def _rendered(profile: Profile, name: str) -> tuple[str, str | bytes]:
    if name == "markdown":
        from blma_review.pilots.profile_markdown import markdown_profile

        return "profile.md", markdown_profile(profile)
    if name == "html":
        from blma_review.pilots.profile_html import html_profile

        return "profile.html", html_profile(profile)
    from blma_review.pilots.profile_docx import docx_profile

    return "profile.docx", docx_profile(profile)
