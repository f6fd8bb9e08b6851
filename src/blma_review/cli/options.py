"""The words of the command line turned into values, each checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from blma_review.documents.read import Tracked
from blma_review.errors import BlmaReviewError
from blma_review.languages import LANGUAGES, Language
from blma_review.reports.formats import DEFAULT_FORMATS, FORMATS
from blma_review.rules.model import ANSWERS, PHASES, AnswerKind, Phase
from blma_review.rules.phases import parse_phase


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """All that `blma-review review` was asked for."""

    output: Path | None
    phases: tuple[Phase, ...]
    formats: tuple[str, ...]
    language: Language
    rules: tuple[Path, ...]
    glossary: tuple[Path, ...]
    tracked: Tracked
    fail_on: frozenset[AnswerKind]
    suggest: bool
    force: bool
    quiet: bool


def review_options(
    *,
    output: Path | None,
    phases: Sequence[str],
    formats: Sequence[str],
    language: str,
    rules: Sequence[Path],
    glossary: Sequence[Path],
    tracked: str,
    fail_on: Sequence[str],
    suggest: bool,
    force: bool,
    quiet: bool,
) -> ReviewOptions:
    """Check the words given on the command line.

    Raises BlmaReviewError for a word that is not known, saying which are.
    """
    wanted = {parse_phase(name) for name in _parted(phases)}
    chosen = _parted(formats) or list(DEFAULT_FORMATS)
    if "all" in chosen:
        chosen = list(FORMATS)
    if suggest:
        chosen.append("comments")
    for name in chosen:
        _one_of(name, tuple(FORMATS), "--format")
    failing = {name if name != "missing" else "none" for name in _parted(fail_on)}
    for name in failing:
        _one_of(name, ANSWERS, "--fail-on")
    return ReviewOptions(
        output=output,
        phases=tuple(phase for phase in PHASES if not wanted or phase in wanted),
        formats=tuple(dict.fromkeys(chosen)),
        language=parse_language(language),
        rules=tuple(rules),
        glossary=tuple(glossary),
        tracked=parse_tracked(tracked),
        fail_on=frozenset(cast("set[AnswerKind]", failing)),
        suggest=suggest,
        force=force,
        quiet=quiet,
    )


def parse_language(word: str) -> Language:
    """One of the three languages, by its code."""
    return cast("Language", _one_of(word.lower(), LANGUAGES, "--language"))


def parse_tracked(word: str) -> Tracked:
    """How tracked changes are read."""
    return cast("Tracked", _one_of(word, get_args(Tracked), "--tracked"))


def _parted(words: Sequence[str]) -> list[str]:
    return [piece.strip() for word in words for piece in word.split(",") if piece.strip()]


def _one_of(word: str, allowed: Sequence[str], option: str) -> str:
    if word not in allowed:
        raise BlmaReviewError(f"{option} {word}: is not known; choose from {', '.join(allowed)}.")
    return word
