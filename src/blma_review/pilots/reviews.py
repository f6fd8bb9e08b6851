"""The counts of a review that was filed under a pilot, read from its `review.json`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from blma_review.errors import BlmaReviewError
from blma_review.rules.model import ANSWERS, AnswerKind

_MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class FiledReview:
    """What a pilot's profile shows of a review: the draft it was made of, and how many questions have which answer."""

    document: str
    counts: Mapping[AnswerKind, int]


def load_review(path: Path) -> FiledReview:
    """Read a review's directory, or its `review.json`.

    Raises BlmaReviewError where there is none, or it is not what this program writes.
    """
    file, data = read_review(path)
    try:
        document = data["document"]["name"]
        answers = [answer["answer"] for answer in data["answers"]]
    except (KeyError, TypeError):
        raise not_a_review(file) from None
    if not isinstance(document, str) or not set(map(str, answers)) <= set(ANSWERS):
        raise not_a_review(file)
    return FiledReview(document, Counter(cast("list[AnswerKind]", answers)))


def read_review(path: Path) -> tuple[Path, Any]:
    """The file and the data of a review, given its directory or its `review.json`.

    Raises BlmaReviewError where it cannot be read, or is no JSON.
    """
    file = path if path.suffix == ".json" else path / "review.json"
    try:
        if file.stat().st_size > _MAX_BYTES:
            raise not_a_review(file)
        return file, json.loads(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise BlmaReviewError(f"{file}: does not exist; review the draft, or mend the path.") from None
    except OSError as error:
        raise BlmaReviewError(f"{file}: cannot be read ({error.strerror}); check its permissions.") from None
    except (ValueError, RecursionError):
        raise not_a_review(file) from None


def not_a_review(file: Path) -> BlmaReviewError:
    """The error for a file that this program did not write as a review."""
    return BlmaReviewError(
        f"{file}: is not a review that blma-review wrote; review the draft again with --format json."
    )
