"""`blma-review batch`: many drafts on every core, each file on its own, nothing done twice."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

import typer

from blma_review.cli.options import ReviewOptions
from blma_review.errors import BlmaReviewError
from blma_review.glossary.model import Glossary
from blma_review.reports.characters import one_line
from blma_review.rules.model import AnswerKind, RuleSet

ENDINGS = (".docx", ".docm", ".pdf", ".doc", ".rtf", ".odt", ".txt", ".md", ".html", ".htm")
_KEPT = ".blma-batch.json"  # beside a draft's reports: what they were made from, and what was found
Item = TypeVar("Item")
_COLUMNS: tuple[AnswerKind, ...] = ("contrary", "none", "partial", "full")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one draft. `findings` are its answers as (rule, answer, fingerprint); `error` is empty when
    it was reviewed.
    """

    file: str
    directory: str
    error: str = ""
    findings: tuple[tuple[str, AnswerKind, str], ...] = field(default=())

    def count(self, answer: AnswerKind) -> int:
        """How many questions have an answer."""
        return sum(given == answer for _, given, _ in self.findings)


def find_drafts(paths: Sequence[Path]) -> list[Path]:
    """The drafts that paths, directories and patterns name, each once, in an order that does not depend on the system.

    In directories, reports and hidden files are passed over. Raises BlmaReviewError where nothing is found.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(_drafts_below(path))
        elif path.exists() or not any(mark in str(path) for mark in "*?["):
            found.append(path)
        else:
            root = Path(path.anchor) if path.is_absolute() else Path()
            found.extend(sorted(root.glob(str(path.relative_to(path.anchor) if path.is_absolute() else path))))
    if not found:
        raise BlmaReviewError(f"{', '.join(map(str, paths))}: no drafts there; give files, directories or patterns.")
    return list(dict.fromkeys(found))


def _drafts_below(directory: Path) -> Iterator[Path]:
    for path in sorted(directory.rglob("*")):
        parts = path.relative_to(directory).parts
        ours = any(part.startswith((".", "~$")) or part.endswith("-review") for part in parts)
        if path.suffix.lower() in ENDINGS and path.is_file() and not ours:
            yield path


def run_batch(
    paths: Sequence[Path], options: ReviewOptions, jobs: int, baseline: Path | None, update_baseline: bool
) -> int:
    """Review every draft. Returns the exit code, as `review` does; with a baseline only what is new in it fails."""
    from blma_review.cli.review import directories

    pairs = directories(find_drafts(paths), options.output)
    outcomes = _ordered(pairs, _outcomes(pairs, options, jobs or os.cpu_count() or 1))
    known = _read_baseline(baseline) if baseline and not update_baseline else set()
    if baseline and update_baseline:
        _write_baseline(baseline, outcomes)
        known = _read_baseline(baseline)
    new = [
        (outcome, rule, answer)
        for outcome in outcomes
        for rule, answer, fingerprint in outcome.findings
        if answer in options.fail_on and f"{Path(outcome.file).name} {fingerprint}" not in known
    ]
    _show(outcomes, new if baseline else [], options)
    if any(outcome.error for outcome in outcomes):
        return 2
    return 1 if new else 0


# -- work -----------------------------------------------------------------------------------------------------------


def _outcomes(pairs: Sequence[tuple[Path, Path]], options: ReviewOptions, jobs: int) -> Iterator[Outcome]:
    if jobs == 1 or len(pairs) == 1:
        for file, directory in _progress(pairs, len(pairs), options.quiet):
            yield review_one(file, directory, options)
        return
    left = dict(pairs)
    with ProcessPoolExecutor(min(jobs, len(pairs))) as pool:
        futures = [pool.submit(review_one, file, directory, options) for file, directory in pairs]
        for future in _progress(as_completed(futures), len(futures), options.quiet):
            outcome = _result(future)
            if outcome:
                left.pop(Path(outcome.file))
                yield outcome
    # A file that kills its reader takes the whole pool with it: those left are tried again, each in a process alone.
    for file, directory in left.items():
        with ProcessPoolExecutor(1) as pool:
            outcome = _result(pool.submit(review_one, file, directory, options))
        yield outcome or Outcome(
            str(file), str(directory), error=f"{file}: its reader crashed; save the draft anew and try again."
        )


def _result(future: Future[Outcome]) -> Outcome | None:
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def review_one(file: Path, directory: Path, options: ReviewOptions) -> Outcome:
    """Review one draft in this process, or take the last run's outcome where neither it nor the rules changed."""
    from blma_review.cli.review import write_review

    try:
        key = _key(file, options)
        kept = _kept(directory, key, str(file))
        if kept:
            return kept
        rules, glossary = _loaded(options.rules, options.glossary)
        report = write_review(file, directory, rules, glossary, options)[0]
        findings = tuple(
            (item.rule, item.answer, _fingerprint(item.rule, item.answer, [quote.words for quote in item.quotes]))
            for item in report.items()
        )
        outcome = Outcome(str(file), str(directory), findings=findings)
        _keep(directory, key, outcome)
        return outcome
    except BlmaReviewError as error:
        return Outcome(str(file), str(directory), error=str(error))


@cache
def _loaded(rules: tuple[Path, ...], glossary: tuple[Path, ...]) -> tuple[RuleSet, Glossary]:
    from blma_review.glossary.load import load_glossary
    from blma_review.rules.load import load_rules

    return load_rules(rules), load_glossary(glossary)


# -- what was done before --------------------------------------------------------------------------------------------


def _key(file: Path, options: ReviewOptions) -> str:
    """The same as long as a review would give the same: the draft's bytes, rules, glossary, options, program."""
    from blma_review import __version__

    try:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256")
    except OSError:
        return ""  # the reader says what is wrong with it
    asked = (options.formats, options.phases, options.language, options.tracked, options.suggest)
    digest.update(f"{__version__} {asked} {_rules_digest(options.rules, options.glossary)}".encode())
    return digest.hexdigest()


@cache
def _rules_digest(rules: tuple[Path, ...], glossary: tuple[Path, ...]) -> str:
    from blma_review.data import read_yaml_files

    digest = hashlib.sha256()
    for name, extra in (("rules", rules), ("glossary", glossary)):
        for path, data in read_yaml_files(name, extra):
            digest.update(f"{path} {len(data)} ".encode())
            digest.update(data)
    return digest.hexdigest()


def _kept(directory: Path, key: str, file: str) -> Outcome | None:
    """The outcome kept beside a draft's reports, if it is of the same key and the reports are still there."""
    try:
        data = json.loads((directory / _KEPT).read_bytes())
        there = all((directory / name).is_file() for name in data["files"])
        if not key or data["key"] != key or not there:
            return None
        findings = tuple((rule, answer, fingerprint) for rule, answer, fingerprint in data["findings"])
        return Outcome(file, str(directory), findings=findings)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(directory: Path, key: str, outcome: Outcome) -> None:
    from blma_review.reports.write import MANIFEST, write_reports

    names = sorted(json.loads((directory / MANIFEST).read_bytes()))
    data = {"key": key, "files": [name for name in names if name != _KEPT], "findings": outcome.findings}
    write_reports(directory, {_KEPT: json.dumps(data, ensure_ascii=False) + "\n"}, force=True)


def _fingerprint(rule: str, answer: str, words: Sequence[str]) -> str:
    """The same for the same answer on the same words, wherever these stand."""
    text = "\n".join((rule, answer, *sorted(one_line(word) for word in words)))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _read_baseline(path: Path) -> set[str]:
    try:
        return set(json.loads(path.read_text("utf-8"))["known"])
    except FileNotFoundError:
        raise BlmaReviewError(f"{path}: does not exist; make it with --update-baseline.") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise BlmaReviewError(f"{path}: is not a baseline; make it anew with --update-baseline.") from None


def _write_baseline(path: Path, outcomes: Sequence[Outcome]) -> None:
    known = sorted(
        f"{Path(outcome.file).name} {fingerprint}" for outcome in outcomes for _, _, fingerprint in outcome.findings
    )
    try:
        path.write_text(json.dumps({"known": known}, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise BlmaReviewError(f"{path}: cannot be written ({error.strerror}); choose another place.") from None


# -- what is said ----------------------------------------------------------------------------------------------------


def _ordered(pairs: Sequence[tuple[Path, Path]], outcomes: Iterator[Outcome]) -> list[Outcome]:
    """Outcomes in the order of the drafts, whichever was ready first."""
    found = {outcome.file: outcome for outcome in outcomes}
    return [found[str(file)] for file, _ in pairs]


def _progress(items: Iterable[Item], total: int, quiet: bool) -> Iterator[Item]:
    if quiet or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(*Progress.get_default_columns(), console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total, description="Reviewing")


def _show(outcomes: Sequence[Outcome], new: Sequence[tuple[Outcome, str, AnswerKind]], options: ReviewOptions) -> None:
    for outcome in outcomes:
        if outcome.error:
            typer.echo(f"blma-review: {outcome.error}", err=True)
    if options.quiet:
        return
    from rich.table import Table

    from blma_review.cli.screen import console
    from blma_review.reports.messages import messages

    text = messages(options.language)
    out = console()
    rows = [
        ["—"] * len(_COLUMNS) if outcome.error else [str(outcome.count(answer)) for answer in _COLUMNS]
        for outcome in outcomes
    ]
    if out.is_terminal:
        table = Table(box=None, pad_edge=False)
        for answer in _COLUMNS:
            table.add_column(text[answer], justify="right")
        table.add_column(text["document"])
        for row, outcome in zip(rows, outcomes, strict=True):
            table.add_row(*row, one_line(outcome.file))
        out.print(table)
    else:  # for another program: nothing cut, a tab between
        typer.echo("\t".join([*(text[answer] for answer in _COLUMNS), text["document"]]))
        for row, outcome in zip(rows, outcomes, strict=True):
            typer.echo("\t".join([*row, one_line(outcome.file)]))
    for outcome, rule, answer in new:
        typer.echo(f"+ {one_line(outcome.file)}: {rule}: {text[answer]}")
