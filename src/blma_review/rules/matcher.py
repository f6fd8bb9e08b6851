"""Finding concepts in a text: an inverted index of its words, and a search that is linear in its length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from blma_review.rules.lexicon import Lexicon, PhraseRef, SlotRef, slots_of
from blma_review.rules.phrases import tokens

Span = tuple[int, int]  # first word and the word after the last, as positions in a unit's words
Hits = Mapping[int, Sequence[Span]]  # unit number -> spans, in order

# A set of units as the bits of one number: small, and quick to unite and intersect.
UnitSet = int

_NOTHING: Hits = {}


@cache  # sentences are short, so the same few spans stand in thousands of them
def _span(start: int, end: int) -> Span:
    return start, end


@cache
def _one_word(position: int) -> Span:
    return position, position + 1


@cache
def _alone(span: Span) -> tuple[Span, ...]:
    return (span,)


def _in_order(spans: set[Span]) -> tuple[Span, ...]:
    """The spans in a unit, in order; most are alone there and are kept once for all units."""
    return _alone(next(iter(spans))) if len(spans) == 1 else tuple(sorted(spans))


def _unit_set(units: Iterable[int]) -> UnitSet:
    bits = 0
    for unit in units:
        bits |= 1 << unit
    return bits


def members(units: UnitSet) -> Iterator[int]:
    """The units of a set, in order."""
    while units:
        lowest = units & -units
        yield lowest.bit_length() - 1
        units ^= lowest


class TextIndex:
    """The words of a sequence of texts ("units"), and where each concept is found in them.

    Concepts are searched when first asked for, and remembered.
    """

    def __init__(self, texts: Sequence[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: list[list[str]] = []
        self._offsets: list[list[Span]] = []
        self._postings: dict[str, dict[int, list[int]]] = defaultdict(dict)  # word -> unit -> positions
        for unit, text in enumerate(texts):
            found = tokens(text)
            self._words.append([word for word, _, _ in found])
            self._offsets.append([(start, end) for _, start, end in found])
            for position, (word, _, _) in enumerate(found):
                self._postings[word].setdefault(unit, []).append(position)
        self._slot_words = slots_of(lexicon, self._postings)
        self._slot_units: dict[SlotRef, UnitSet] = {}
        self._unit_sets: dict[str, UnitSet] = {}
        self.everywhere: UnitSet = (1 << len(texts)) - 1
        self._hits: dict[str, Hits] = {}

    def __contains__(self, concept: str) -> bool:
        return concept in self._lexicon.phrases

    def characters(self, unit: int, span: Span) -> Span:
        """The characters of a unit's text that a span of words covers."""
        offsets = self._offsets[unit]
        return offsets[span[0]][0], offsets[span[1] - 1][1]

    def length(self, unit: int) -> int:
        """How many words a unit has."""
        return len(self._words[unit])

    def searched(self, concept: str) -> bool:
        """Whether a concept's places are known already."""
        return concept in self._hits

    def units(self, concepts: Iterable[str]) -> UnitSet:
        """The units that hold one of some concepts."""
        found = 0
        for concept in concepts:
            found |= self._concept_units(concept)
        return found

    def positions(self, word: str, unit: int) -> Sequence[int]:
        """Where a word, normalised, stands in a unit."""
        return self._postings[word].get(unit, ()) if word in self._postings else ()

    def hits(self, concept: str) -> Hits:
        """Where a concept stands: for each unit that holds it, the spans of words.

        Raises KeyError for a concept that does not exist.
        """
        known = self._hits.get(concept)
        if known is None:
            self._hits[concept] = _NOTHING  # a concept that refers to itself finds nothing more
            known = self._hits[concept] = self._search(self._lexicon.phrases[concept])
        return known

    def _search(self, phrases: Sequence[PhraseRef]) -> Hits:
        found: dict[int, set[Span]] = defaultdict(set)
        for phrase in phrases:
            self._search_phrase(phrase, found)
        return {unit: _in_order(spans) for unit, spans in sorted(found.items())}

    def _search_phrase(self, phrase: PhraseRef, found: dict[int, set[Span]]) -> None:
        slots, required = phrase
        # Most expressions hold a word that the text does not, or words that never meet: they cost a look-up and no more.
        units = self.everywhere
        for slot in required:
            units &= self._units(slot)
            if not units:
                return
        words = [self._postings[word] for word in self._slot_words.get(slots[0], ())]
        concepts = [self.hits(name) for name in self._lexicon.concepts[slots[0]]]
        if len(slots) == 1:
            for places in words:
                for unit, positions in places.items():
                    found[unit].update(map(_one_word, positions))
            for hits in concepts:
                for unit, spans in hits.items():
                    found[unit].update(spans)
            return
        for unit in members(units):
            starts = [_one_word(at) for places in words if unit in places for at in places[unit]]
            for hits in concepts:
                starts.extend(hits.get(unit, ()))
            for start, after in starts:
                end = self._follow(unit, slots, after)
                if end is not None:
                    found[unit].add(_span(start, end))

    def _follow(self, unit: int, slots: Sequence[SlotRef], position: int) -> int | None:
        """Match the slots after the first one at `position`. Returns where the match ends, or None.

        Keeps the set of positions that the slots so far can have reached, so that no position is tried twice.
        """
        lexicon, words = self._lexicon, self._words[unit]
        reached = {position}
        for slot in slots[1:]:
            gap = lexicon.gaps[slot]
            ends: set[int] = set(reached) if lexicon.optional[slot] else set()
            for name in lexicon.concepts[slot]:
                for start, end in self.hits(name).get(unit, ()):
                    if any(start - gap <= before <= start for before in reached):
                        ends.add(end)
            matching = self._slot_words.get(slot)
            if matching:
                for before in reached:
                    for place in range(before, min(before + gap + 1, len(words))):
                        if words[place] in matching:
                            ends.add(place + 1)
            if not ends:
                return None
            reached = ends
        return min(reached)

    def _units(self, slot: SlotRef) -> UnitSet:
        """The units that hold something for a slot."""
        known = self._slot_units.get(slot)
        if known is None:
            known = 0
            for word in self._slot_words.get(slot, ()):
                known |= self._word_units(word)
            for name in self._lexicon.concepts[slot]:
                known |= self._concept_units(name)
            self._slot_units[slot] = known
        return known

    def _word_units(self, word: str) -> UnitSet:
        known = self._unit_sets.get(word)
        if known is None:
            known = self._unit_sets[word] = _unit_set(self._postings[word])
        return known

    def _concept_units(self, name: str) -> UnitSet:
        hits = self.hits(name)
        known = self._unit_sets.get(f"<{name}>")
        if known is None:
            known = self._unit_sets[f"<{name}>"] = _unit_set(hits)
        return known
