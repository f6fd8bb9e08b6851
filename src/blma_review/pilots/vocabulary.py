"""The words of a pilot record: read from `vocabulary.yaml`, where an expert can change them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from blma_review.errors import BlmaReviewError
from blma_review.languages import LANGUAGES, Language, Text
from blma_review.rules.model import PHASES, Phase
from blma_review.rules.phases import parse_phase
from blma_review.rules.phrases import normalise
from blma_review.yamlio import Value, parse_yaml

Expected = Literal["each-side", "once", "no"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a list, with what it is called in each language."""

    id: str
    names: Text


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage as a list of the Guidance's pilots names it, and the phase of the cycle that it means."""

    id: str
    phase: Phase
    names: Text


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of stakeholder, and whether the Guidance wants one on each side, one in all, or none in particular."""

    id: str
    group: str
    expected: Expected
    names: Text


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every list of words that a record draws on."""

    stages: tuple[Stage, ...]
    kinds: tuple[Word, ...]
    modalities: tuple[Word, ...]
    states: tuple[Word, ...]
    categories: tuple[Category, ...]
    groups: tuple[Word, ...]

    def stage(self, word: str) -> Stage:
        """The stage meant by a word of any of the lists, in any language, or by a phase's name.

        Raises BlmaReviewError for a word that none of them holds.
        """
        wanted = normalise(word)
        for stage in self.stages:
            if wanted in {normalise(name) for name in (stage.id, *stage.names.values())}:
                return stage
        try:
            phase = parse_phase(word)
        except BlmaReviewError:
            known = ", ".join(stage.id for stage in self.stages)
            raise BlmaReviewError(f"'{word}' is not a stage; choose from {known}.") from None
        return next(stage for stage in self.stages if stage.phase == phase)


@cache
def vocabulary() -> Vocabulary:
    """The words shipped with the program."""
    name = "vocabulary.yaml"
    root = parse_yaml(files("blma_review.pilots").joinpath(name).read_bytes(), name)
    top = root.mapping(("stages", "kinds", "modalities", "states", "stakeholders", "groups"), ())
    return Vocabulary(
        stages=tuple(_stage(item) for items in top["stages"].mapping().values() for item in items.items()),
        kinds=_words(top["kinds"]),
        modalities=_words(top["modalities"]),
        states=_words(top["states"]),
        categories=tuple(_category(item) for item in top["stakeholders"].items()),
        groups=_words(top["groups"]),
    )


def named(words: Iterable[Word | Category | Stage], language: Language) -> Mapping[str, str]:
    """What each word of a list is called in a language, by id."""
    return {word.id: word.names[language] for word in words}


def find_word(text: str, words: Iterable[Word]) -> str | None:
    """The id of the word meant by `text`, which may be its id or its name in any language; None if there is none."""
    wanted = normalise(text)
    for word in words:
        if wanted in {normalise(name) for name in (word.id, *word.names.values())}:
            return word.id
    return None


def _words(value: Value) -> tuple[Word, ...]:
    return tuple(Word(item.mapping(("id", *LANGUAGES), ())["id"].text(), _names(item)) for item in value.items())


def _stage(value: Value) -> Stage:
    fields = value.mapping(("id", "phase", *LANGUAGES), ())
    return Stage(fields["id"].text(), cast("Phase", fields["phase"].choice(PHASES)), _names(value))


def _category(value: Value) -> Category:
    fields = value.mapping(("id", "group", "expected", *LANGUAGES), ())
    expected = cast("Expected", fields["expected"].choice(get_args(Expected)))
    return Category(fields["id"].text(), fields["group"].text(), expected, _names(value))


def _names(value: Value) -> Text:
    fields = value.mapping()
    return {language: fields[language].text() for language in LANGUAGES}
