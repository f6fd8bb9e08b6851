"""Dates as people who plan write them: a day, a month or a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A day, month or year: the days it spans, and the words it was written in."""

    first: date
    last: date
    words: str


def parse_when(text: str) -> When:
    """The span meant by `2026-03-14`, `2026-03` or `2026`.

    Raises ValueError, with a sentence for the user, for anything else.
    """
    match = _ISO.fullmatch(text.strip())
    try:
        if not match:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in match.groups())
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        raise ValueError(f"'{text}' is not a date; write it as 2026-03-14, 2026-03 or 2026") from None
    return When(first, last, match[0])
