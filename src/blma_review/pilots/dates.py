"""Dates as people who plan write them: a day, a month or a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


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
        year, month, day = match.groups()
        first = date(int(year), int(month or 1), int(day or 1))
        end = int(month or 12)
        last = first if day else date(int(year), end, monthrange(int(year), end)[1])
    except ValueError:
        raise ValueError(f"'{text}' is not a date; write it as 2026-03-14, 2026-03 or 2026") from None
    return When(first, last, match[0])
