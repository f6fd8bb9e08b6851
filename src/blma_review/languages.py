"""The three languages the program reads and writes, and how it tells them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Literal, get_args

Language = Literal["en", "fr", "es"]
Text = Mapping[Language, str]  # one string a language
LANGUAGES: tuple[Language, ...] = get_args(Language)

# Function words that are frequent in one of the languages and not words of the other two.
_MARKERS: dict[Language, frozenset[str]] = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "shall",
            "be",
            "by",
            "for",
            "with",
            "which",
            "their",
            "this",
            "that",
            "any",
            "other",
            "from",
            "as",
            "or",
            "is",
            "are",
        ]
    ),
    "fr": frozenset(
        [
            "le",
            "les",
            "des",
            "du",
            "et",
            "au",
            "aux",
            "dans",
            "pour",
            "par",
            "sur",
            "une",
            "est",
            "sont",
            "qui",
            "leur",
            "leurs",
            "ou",
            "ce",
            "cette",
            "avec",
            "dont",
            "être",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "los",
            "las",
            "del",
            "y",
            "en",
            "para",
            "por",
            "una",
            "con",
            "que",
            "su",
            "sus",
            "se",
            "al",
            "o",
            "este",
            "esta",
            "como",
            "será",
            "deberá",
        ]
    ),
}
_WORD = re.compile(r"[^\W\d_]+")


def _scores(text: str) -> dict[Language, int]:
    counts = Counter(word.lower() for word in _WORD.findall(text))
    return {language: sum(counts[word] for word in words) for language, words in _MARKERS.items()}


def is_clear(text: str) -> bool:
    """Whether `text` is plainly in one of the three languages: enough of its function words, few of the others'."""
    first, second, _ = sorted(_scores(text).values(), reverse=True)
    return first >= 5 and first > 2 * second


def detect_language(text: str, default: Language = "en") -> Language:
    """Tell which of the three languages `text` is mostly written in.

    Returns `default` when the text holds too few function words to tell.
    """
    scores = _scores(text)
    best = max(LANGUAGES, key=lambda language: scores[language])
    return best if scores[best] >= 3 else default
