"""`blma-review FILE...`: read, review, write, and say what was found."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from blma_review.cli.options import ReviewOptions
from blma_review.documents.read import read_document
from blma_review.errors import BlmaReviewError, not_too_deep
from blma_review.glossary.load import load_glossary
from blma_review.glossary.model import Glossary
from blma_review.reports.formats import FORMATS, Draft
from blma_review.reports.model import Report, build_report
from blma_review.reports.write import write_reports
from blma_review.review.review import review_document
from blma_review.rules.load import load_rules
from blma_review.rules.model import RuleSet

_BIG = 1_500_000  # bytes; below this a review takes less than a second and needs no progress bar


def review_files(files: Sequence[Path], options: ReviewOptions) -> int:
    """Review every file. Returns the exit code: 0, 1 (something that `fail_on` names), or 2 (a file not reviewed)."""
    rules = load_rules(options.rules)
    glossary = load_glossary(options.glossary)
    code = 0
    for file, directory in _progress(directories(files, options.output), options.quiet):
        try:
            code = max(code, _review_file(file, directory, rules, glossary, options))
        except BlmaReviewError as error:
            typer.echo(f"blma-review: {error}", err=True)
            code = 2
    return code


def _review_file(file: Path, directory: Path, rules: RuleSet, glossary: Glossary, options: ReviewOptions) -> int:
    report, written = write_review(file, directory, rules, glossary, options)
    if not options.quiet:
        from blma_review.cli.screen import show_report

        show_report(report, directory, written)
    return 1 if _fails(report, options) else 0


def write_review(
    file: Path, directory: Path, rules: RuleSet, glossary: Glossary, options: ReviewOptions
) -> tuple[Report, list[Path]]:
    """Review one draft and write its reports. Returns the report and the files written.

    Raises BlmaReviewError where the draft cannot be read or a file cannot be written.
    """
    files: dict[str, str | bytes] = {}
    with not_too_deep(file):
        document = read_document(file, tracked=options.tracked)
        review = review_document(document, rules, glossary)
        report = build_report(review, options.language, options.phases)
        for name in options.formats:
            files.update(FORMATS[name](review, report, Draft(file, options.suggest)))
    return report, write_reports(directory, files, force=options.force)


def _fails(report: Report, options: ReviewOptions) -> bool:
    return any(item.answer in options.fail_on for item in report.items())


def directories(files: Sequence[Path], output: Path | None) -> list[tuple[Path, Path]]:
    """Each draft with the directory for its reports; drafts that share a name are told apart by their endings."""
    unique = list(dict.fromkeys(files))
    stems = Counter((file.parent if output is None else None, file.stem) for file in unique)
    pairs = []
    for file in unique:
        shared = stems[file.parent if output is None else None, file.stem] > 1
        name = f"{file.stem}-{file.suffix.lstrip('.')}" if shared else file.stem
        if output is None:
            pairs.append((file, file.parent / f"{name}-review"))
        else:
            pairs.append((file, output if len(unique) == 1 else output / name))
    return pairs


def _progress(pairs: Sequence[tuple[Path, Path]], quiet: bool) -> Iterator[tuple[Path, Path]]:
    """The pairs one by one, behind a progress bar where a person waits for more than a second of work."""
    big = len(pairs) > 3 or any(file.is_file() and file.stat().st_size > _BIG for file, _ in pairs)
    if quiet or not big or not sys.stderr.isatty():
        yield from pairs
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reviewing", total=len(pairs))
        for pair in pairs:
            progress.update(task, description=f"Reviewing {pair[0].name}".replace("[", "\\["))
            yield pair
            progress.advance(task)
