"""`blma-review compare OLD NEW [NEWER...]`: read all texts, compare each with the next, write and say what moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from blma_review.cli.options import parse_language, parse_tracked
from blma_review.compare.compare import compare_rounds, standing, text_from
from blma_review.compare.formats import FORMATS
from blma_review.compare.model import MoveKind, Text
from blma_review.compare.view import view_of
from blma_review.documents.read import Tracked, read_document
from blma_review.errors import BlmaReviewError, not_too_deep
from blma_review.languages import Language
from blma_review.reports.write import write_reports
from blma_review.rules.load import load_rules
from blma_review.rules.model import RuleSet

_FAIL_ON: tuple[MoveKind, ...] = ("new-contrary", "lost", "weakened")


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """All that `blma-review compare` was asked for."""

    output: Path | None
    formats: tuple[str, ...]
    language: Language
    rules: tuple[Path, ...]
    tracked: Tracked
    fail_on: frozenset[MoveKind]
    force: bool
    quiet: bool


def compare_options(
    *,
    output: Path | None,
    formats: Sequence[str],
    language: str,
    rules: Sequence[Path],
    tracked: str,
    fail_on: Sequence[str],
    force: bool,
    quiet: bool,
) -> CompareOptions:
    """Check the words given on the command line.

    Raises BlmaReviewError for a word that is not known, saying which are.
    """
    return CompareOptions(
        output=output,
        formats=tuple(dict.fromkeys(_known(formats, tuple(FORMATS), "--format"))) or tuple(FORMATS),
        language=parse_language(language),
        rules=tuple(rules),
        tracked=parse_tracked(tracked),
        fail_on=frozenset(cast("list[MoveKind]", _known(fail_on, _FAIL_ON, "--fail-on"))),
        force=force,
        quiet=quiet,
    )


def compare_files(files: Sequence[Path], options: CompareOptions) -> int:
    """Compare files in the order given. Returns the exit code: 0, or 1 where something that `fail_on` names stands.

    Raises BlmaReviewError where there are fewer than two files or one cannot be read.
    """
    if len(files) < 2:
        raise BlmaReviewError("compare: needs two texts or more; give the older first: blma-review compare OLD NEW.")
    rules = load_rules(options.rules)
    texts = [_text(file, name, rules, options.tracked) for file, name in zip(files, _names(files), strict=True)]
    rounds = compare_rounds(texts, rules)
    view = view_of(rounds, options.language)
    directory = options.output or files[-1].parent / f"{files[-1].stem}-compared"
    contents: dict[str, str | bytes] = {}
    for name in options.formats:
        contents.update(FORMATS[name](view))
    written = write_reports(directory, contents, force=options.force)
    if not options.quiet:
        from blma_review.cli.compare_screen import show_rounds

        show_rounds(view, directory, written)
    return 1 if standing(rounds, options.fail_on) else 0


def _text(file: Path, name: str, rules: RuleSet, tracked: Tracked) -> Text:
    with not_too_deep(file):
        return text_from(read_document(file, tracked=tracked), rules, name)


def _names(files: Sequence[Path]) -> list[str]:
    """What the texts are called: their file names, or their paths where a name comes twice."""
    counts = Counter(file.name for file in files)
    return [file.name if counts[file.name] == 1 else file.as_posix() for file in files]


def _known(words: Sequence[str], allowed: Sequence[str], option: str) -> list[str]:
    pieces = [piece.strip() for word in words for piece in word.split(",") if piece.strip()]
    if option == "--format" and "all" in pieces:
        return list(allowed)
    for piece in pieces:
        if piece not in allowed:
            raise BlmaReviewError(f"{option} {piece}: is not known; choose from {', '.join(allowed)}.")
    return pieces
