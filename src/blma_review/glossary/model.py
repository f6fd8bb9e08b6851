"""The glossary as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from blma_review.languages import Language, Text

Severity = Literal["discouraged", "caution"]


@dataclass(frozen=True, slots=True)
class Discouraged:
    """A form that the field has left behind, and why. `forms` are expressions as rules use them, per language.

    `caution` marks words that are right in some places and wrong in others: they are shown as a question.
    """

    forms: Mapping[Language, tuple[str, ...]]
    reason: Text
    severity: Severity = "discouraged"
    better: Text | None = None  # where the preferred form of the entry is not the replacement


@dataclass(frozen=True, slots=True)
class Entry:
    """One term: what it is called, what it means (in our words), where that comes from, what not to call it.

    `preferred` holds the headword first and then its other spellings and genders; `synonyms` are other good names
    for the same thing, of which a text should keep to one.
    """

    id: str
    preferred: Mapping[Language, tuple[str, ...]]
    definition: Text
    sources: tuple[str, ...]
    synonyms: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    discouraged: tuple[Discouraged, ...] = ()
    related: tuple[str, ...] = ()
    file: str = ""
    line: int = 0

    def headword(self, language: Language) -> str:
        """The term's name in a language; its English name where the language has none."""
        forms = self.preferred.get(language) or self.preferred.get("en") or (self.id,)
        return forms[0]


@dataclass(frozen=True, slots=True)
class Glossary:
    """All entries, in the order of the files."""

    entries: tuple[Entry, ...]
    digest: str

    def entry(self, entry_id: str) -> Entry:
        """The entry of that id; KeyError if there is none."""
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        raise KeyError(entry_id)
