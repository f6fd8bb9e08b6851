"""The one kind of error a user ever sees."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BlmaReviewError(Exception):
    """Something the user can act on: one sentence that says what is wrong, where, and what to do."""


@contextmanager
def not_too_deep(file: Path) -> Iterator[None]:
    """Turn the end of Python's stack, which a draft nested without end reaches, into one clear sentence.

    Raises BlmaReviewError in the place of RecursionError.
    """
    try:
        yield
    except RecursionError:
        raise BlmaReviewError(f"{file}: is nested too deeply to read; simplify its lists and tables.") from None
