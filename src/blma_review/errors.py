"""The one kind of error a user ever sees."""

from __future__ import annotations


class BlmaReviewError(Exception):
    """Something the user can act on: one sentence that says what is wrong, where, and what to do."""
