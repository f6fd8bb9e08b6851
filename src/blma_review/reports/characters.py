"""Characters that no report may pass on: a terminal acts on some, and others make words read as they do not print."""

from __future__ import annotations

import re

# Control characters but tab and newline, zero-width and direction marks, and what XML cannot hold.
UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SPACE = re.compile(r"\s+")


def printable(text: str) -> str:
    """Words of a draft without what a terminal would act on or an eye would not see."""
    return UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """The same on one line, each run of white space one space."""
    # White space first, since some of it is unprintable too; then again, since what stood between may be gone.
    return _SPACE.sub(" ", UNPRINTABLE.sub("", _SPACE.sub(" ", text))).strip()
