"""All expressions of a language turned round: from the words of a text to the expressions that could stand in it.

A text has a few thousand words, the rules some twenty thousand expressions. Asking each word which slots it may fill
costs a few look-ups a word; asking each expression for its words would cost many times that at every start.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from blma_review.languages import Language
from blma_review.rules.model import Concept, RuleSet
from blma_review.rules.phrases import join_single, parse_phrase

SlotRef = int  # a slot's number in the lexicon
PhraseRef = tuple[tuple[SlotRef, ...], tuple[SlotRef, ...]]  # its slots, and those that cannot be missing


class Lexicon(NamedTuple):
    """`words` and `prefixes` name the slots that a word, or a beginning of a word, may fill.

    Of each slot, `concepts` names those that may fill it, `gaps` how many other words may stand before it, and
    `optional` whether it may be missing. `phrases` are the expressions of every concept.
    """

    words: Mapping[str, tuple[SlotRef, ...]]
    prefixes: Mapping[str, tuple[SlotRef, ...]]
    concepts: tuple[tuple[str, ...], ...]
    gaps: tuple[int, ...]
    optional: tuple[bool, ...]
    phrases: Mapping[str, tuple[PhraseRef, ...]]
    shortest: int  # letters of the shortest prefix
    longest: int


def build_lexicon(concepts: Iterable[Concept], language: Language) -> Lexicon:
    """The expressions of concepts in a language, those that hold in every language included."""
    numbers: dict[object, SlotRef] = {}
    words: dict[str, list[SlotRef]] = {}
    prefixes: dict[str, list[SlotRef]] = {}
    names: list[tuple[str, ...]] = []
    gaps: list[int] = []
    optional: list[bool] = []
    phrases: dict[str, tuple[PhraseRef, ...]] = {}
    for concept in concepts:
        expressions = (*concept.phrases.get(language, ()), *concept.phrases.get("any", ()))
        numbered = []
        for slots, required in join_single(map(parse_phrase, expressions)):
            for slot in slots:
                if slot in numbers:
                    continue
                number = numbers[slot] = len(names)
                for word in slot[0]:
                    words.setdefault(word, []).append(number)
                for prefix in slot[1]:
                    prefixes.setdefault(prefix, []).append(number)
                names.append(slot[2])
                gaps.append(slot[3])
                optional.append(slot[4])
            numbered.append((tuple(numbers[slot] for slot in slots), tuple(numbers[slot] for slot in required)))
        phrases[concept.name] = tuple(numbered)
    lengths = [len(prefix) for prefix in prefixes]
    return Lexicon(
        words={word: tuple(some) for word, some in words.items()},
        prefixes={prefix: tuple(some) for prefix, some in prefixes.items()},
        concepts=tuple(names),
        gaps=tuple(gaps),
        optional=tuple(optional),
        phrases=phrases,
        shortest=min(lengths, default=0),
        longest=max(lengths, default=0),
    )


def slots_of(lexicon: Lexicon, vocabulary: Iterable[str]) -> dict[SlotRef, set[str]]:
    """For each slot that some word of a text may fill, those words."""
    found: dict[SlotRef, set[str]] = {}
    for word in vocabulary:
        # One word may fill a slot by itself and by its beginning: it counts once.
        some = set(lexicon.words.get(word, ()))
        for length in range(lexicon.shortest, min(len(word), lexicon.longest) + 1):
            some.update(lexicon.prefixes.get(word[:length], ()))
        for number in some:
            found.setdefault(number, set()).add(word)
    return found


def lexicon_of(rules: RuleSet, language: Language) -> Lexicon:
    """A rule set's lexicon in a language, ready-made where the rules were read from files."""
    return (
        _unpickled(rules.lexicons[language])
        if language in rules.lexicons
        else build_lexicon(rules.concepts.values(), language)
    )


@cache
def _unpickled(data: bytes) -> Lexicon:
    lexicon: Lexicon = pickle.loads(data)
    return lexicon
