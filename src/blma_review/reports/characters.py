"""Characters that no report may pass on: a terminal acts on some, and others make words read as they do not print."""

from __future__ import annotations

import re

# Control characters but tab and newline (white space is collapsed anyway), zero-width and direction marks.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
