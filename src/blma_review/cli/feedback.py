"""`blma-review feedback add|list|export|merge`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import typer

from blma_review.cli.options import parse_language
from blma_review.errors import BlmaReviewError
from blma_review.feedback.entries import digest, lacking, parse_entry, read_entries, render_entry, store
from blma_review.feedback.from_review import find_finding
from blma_review.feedback.model import KINDS, Entry, Kind
from blma_review.reports.characters import one_line, printable
from blma_review.rules.load import load_rules
from blma_review.rules.model import ANSWERS, AnswerKind

FORMATS = ("csv", "markdown", "examples")


def new_entry(*, kind: str, by: str, date: str, answer: str, expected: str, texts: Mapping[str, str]) -> Entry:
    """An entry from the words of the command line; `date` is today where it is empty.

    Raises BlmaReviewError for a word that is not known.
    """
    for option, word, allowed in (
        ("--kind", kind, KINDS),
        ("--answer", answer, ("", *ANSWERS)),
        ("--expected", expected, ("", *ANSWERS)),
    ):
        if word not in allowed:
            raise BlmaReviewError(f"{option} {word}: is not known; choose from {', '.join(filter(None, allowed))}.")
    try:
        day = datetime.date.fromisoformat(date) if date else datetime.date.today()
    except ValueError:
        raise BlmaReviewError(f"--date {date}: is not a day; write it as 2026-03-14.") from None
    if not one_line(by):
        raise BlmaReviewError("--by: say who, by a role, such as 'reviewer A'.")
    return Entry(
        kind=cast("Kind", kind),
        by=one_line(by),
        date=day.isoformat(),
        answer=cast("AnswerKind | None", answer or None),
        expected=cast("AnswerKind | None", expected or None),
        language=None,
        **{key: printable(words).strip() for key, words in texts.items()},
    )


def add_entry(directory: Path, entry: Entry, review: Path | None, rules: Sequence[Path]) -> None:
    """Put an entry into a directory; what a review says of its rule is taken from there where it is not given.

    Raises BlmaReviewError for a rule that does not exist, and for an entry that says too little.
    """
    known = {rule.id for rule in load_rules(rules).rules}
    if entry.rule and entry.rule not in known:
        raise BlmaReviewError(f"--rule {entry.rule}: is not a rule; 'blma-review rules list' shows them.")
    if review and not entry.rule:
        raise BlmaReviewError("--review: needs --rule, to find what the review says on it.")
    if review:
        entry = _completed(entry, review)
    problem = lacking(entry)
    if problem:
        raise BlmaReviewError(f"feedback: {problem}")
    # Read back what will be written, so that nothing is stored that cannot be read.
    checked = parse_entry(render_entry(entry).encode(), "feedback")
    path = store(directory, checked)
    typer.echo(f"{path}" if path else "That entry is there already.")


def list_entries(directory: Path, kinds: Sequence[str], rule: str | None) -> int:
    """Print a line for each entry. Returns 0, or 2 where a file could not be read."""
    for kind in kinds:
        if kind not in KINDS:
            raise BlmaReviewError(f"--kind {kind}: is not known; choose from {', '.join(KINDS)}.")
    entries, bad = _read([directory])
    shown = [entry for entry in entries if (not kinds or entry.kind in kinds) and rule in (None, entry.rule)]
    for entry in shown:
        said = one_line(entry.comment or entry.proposal)
        expected = f" [{entry.answer or '?'} → {entry.expected}]" if entry.expected else ""
        typer.echo(f"{entry.date}  {entry.kind:12}  {one_line(entry.subject) or '—'}{expected}  {entry.by}: {said}")
    typer.echo(f"entries: {len(shown)}")
    return 2 if bad else 0


def export_entries(
    directory: Path, formats: Sequence[str], output: Path | None, language: str, rules: Sequence[Path], force: bool
) -> int:
    """Write the entries in some formats into `output` (`<directory>-export/` beside it).

    Returns 0, or 2 where a file could not be read; the others are exported all the same.
    """
    from blma_review.feedback.candidates import candidates, render_candidates
    from blma_review.feedback.export import csv_feedback, markdown_feedback
    from blma_review.reports.write import write_reports

    names = [name.strip() for word in formats for name in word.split(",") if name.strip()] or list(FORMATS)
    names = list(FORMATS) if "all" in names else names
    for name in names:
        if name not in FORMATS:
            raise BlmaReviewError(f"--format {name}: is not known; choose from {', '.join(FORMATS)}, all.")
    chosen = parse_language(language)
    entries, bad = _read([directory])
    files: dict[str, str | bytes] = {}
    if "csv" in names:
        files["feedback.csv"] = csv_feedback(entries, chosen)
    if "markdown" in names:
        files["feedback.md"] = markdown_feedback(entries, chosen)
    if "examples" in names:
        files["candidate-examples.yaml"] = render_candidates(candidates(entries, load_rules(rules)))
    target = output or directory.resolve().parent / f"{directory.resolve().name}-export"
    for path in write_reports(target, files, force=force):
        typer.echo(str(path))
    return 2 if bad else 0


def merge_entries(directory: Path, sources: Sequence[Path]) -> int:
    """Bring the entries of other directories and files into one. Returns 0, or 2 where a file could not be read."""
    entries, bad = _read(sources)
    there = {digest(entry) for entry in _read([directory])[0]} if directory.exists() else set()
    added = 0
    for entry in entries:
        if digest(entry) not in there:
            there.add(digest(entry))
            added += store(directory, entry) is not None
    typer.echo(f"added: {added}; there already: {len(entries) - added}; unreadable: {bad}")
    return 2 if bad else 0


def _completed(entry: Entry, review: Path) -> Entry:
    finding = find_finding(review, entry.rule, entry.ref)
    return replace(
        entry,
        draft=entry.draft or finding.draft,
        ref=entry.ref or finding.ref,
        answer=entry.answer or finding.answer,
        quote=entry.quote or finding.quote,
        language=entry.language or (finding.language if finding.quote else None),
    )


def _read(places: Iterable[Path]) -> tuple[list[Entry], int]:
    """The entries that can be read, each once, by date; and how many files cannot, which are named."""
    entries: dict[str, Entry] = {}
    bad = 0
    for _, found in read_entries(list(places)):
        if isinstance(found, BlmaReviewError):
            typer.echo(f"blma-review: {printable(str(found))}", err=True)
            bad += 1
        else:
            entries.setdefault(digest(found), found)
    return sorted(entries.values(), key=lambda entry: (entry.date, entry.kind, entry.subject, digest(entry))), bad
