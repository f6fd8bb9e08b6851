"""Reading what a record points to: its forms and reviews, and whether its drafts are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from blma_review.errors import BlmaReviewError
from blma_review.pilots.forms_read import load_form
from blma_review.pilots.model import Form, Pilot
from blma_review.pilots.reviews import FiledReview, load_review
from blma_review.rules.model import RuleSet


@dataclass(frozen=True, slots=True)
class Dossier:
    """A record with the files that it points to; `problems` are those that could not be read, each one sentence."""

    forms: tuple[Form, ...]
    reviews: Mapping[str, FiledReview]
    problems: tuple[str, ...]


def load_dossier(pilot: Pilot, rules: RuleSet) -> Dossier:
    """Read the forms and reviews of a pilot. What cannot be read is a problem, with the record's line, and no error."""
    home = Path(pilot.file).parent
    forms: list[Form] = []
    reviews: dict[str, FiledReview] = {}
    problems: list[str] = []
    for name, line in zip(pilot.forms, pilot.form_lines, strict=True):
        try:
            forms.append(load_form(_below(home, name), rules))
        except BlmaReviewError as error:
            problems.append(f"{pilot.file}:{line}: {error}")
    for one in pilot.rounds:
        lines = iter(one.lines)
        for draft in one.drafts:
            line = next(lines)
            if not (home / draft).is_file():
                problems.append(
                    f"{pilot.file}:{line}: {home / draft}: does not exist; file the draft there, or mend the path."
                )
        for review in one.reviews:
            line = next(lines)
            try:
                reviews[review] = load_review(_below(home, review))
            except BlmaReviewError as error:
                problems.append(f"{pilot.file}:{line}: {error}")
    return Dossier(tuple(forms), reviews, tuple(problems))


def _below(home: Path, name: str) -> Path:
    """A file below the record's directory. Raises BlmaReviewError for a link that leads out of it."""
    path = home / name
    try:
        inside = path.resolve().is_relative_to(home.resolve())
    except (OSError, RuntimeError):  # links that lead to each other
        inside = False
    if not inside:
        raise BlmaReviewError(f"{path}: leads out of the record's directory; put the file itself there.")
    return path
