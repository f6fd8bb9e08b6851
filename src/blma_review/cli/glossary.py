"""`blma-review glossary list|show|check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from blma_review.cli.options import parse_language
from blma_review.errors import BlmaReviewError
from blma_review.glossary.load import load_glossary
from blma_review.glossary.model import Entry, Glossary
from blma_review.languages import LANGUAGES
from blma_review.rules.phrases import normalise


def list_terms(language: str, extra: Sequence[Path]) -> None:
    """Print every entry's id and headword."""
    chosen = parse_language(language)
    for entry in load_glossary(extra).entries:
        typer.echo(f"{entry.id:36} {entry.headword(chosen)}")


def show_term(term: str, extra: Sequence[Path]) -> None:
    """Print one entry, found by its id or by any of its forms."""
    glossary = load_glossary(extra)
    entry = _find(term, glossary)
    if entry is None:
        raise BlmaReviewError(f"'{term}' is not in the glossary; 'blma-review glossary list' shows what is.")
    for language in LANGUAGES:
        typer.echo(f"{language}  {', '.join(entry.preferred.get(language, ()))}")
        typer.echo(f"    {entry.definition.get(language, '')}")
        for form in entry.discouraged:
            if form.forms.get(language):
                typer.echo(f"    not: {', '.join(form.forms[language])} ({form.reason.get(language, '')})")
    typer.echo(f"sources: {'; '.join(entry.sources)}")
    if entry.related:
        typer.echo(f"related: {', '.join(entry.related)}")


def check_terms(extra: Sequence[Path]) -> int:
    """Check the glossary. Returns 0, or 1 where something is missing."""
    glossary = load_glossary(extra)
    problems = list(_gaps(glossary))
    for problem in problems:
        typer.echo(problem)
    typer.echo(f"{len(glossary.entries)} terms, {len(problems)} problems")
    return 1 if problems else 0


def _find(term: str, glossary: Glossary) -> Entry | None:
    wanted = normalise(term)
    for entry in glossary.entries:
        forms = [form for forms in entry.preferred.values() for form in forms]
        if wanted == entry.id or wanted in map(normalise, forms):
            return entry
    return None


def _gaps(glossary: Glossary) -> Iterator[str]:
    known = {entry.id for entry in glossary.entries}
    for entry in glossary.entries:
        for language in LANGUAGES:
            if not entry.preferred.get(language):
                yield f"{entry.file}:{entry.line}: {entry.id}: no term in '{language}'"
            if language not in entry.definition:
                yield f"{entry.file}:{entry.line}: {entry.id}: no definition in '{language}'"
        for other in entry.related:
            if other not in known:
                yield f"{entry.file}:{entry.line}: {entry.id}: related term '{other}' does not exist"
        if not entry.sources:
            yield f"{entry.file}:{entry.line}: {entry.id}: no source"
