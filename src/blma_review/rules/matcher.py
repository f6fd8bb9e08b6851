"""Finding concepts in a text: an inverted index of its words, and a search that is linear in its length."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from blma_review.rules.model import ConceptPhrases
from blma_review.rules.phrases import Phrase, Slot, tokens

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

    def __init__(self, texts: Sequence[str], phrases: ConceptPhrases) -> None:
        self._phrases = phrases
        self._words: list[list[str]] = []
        self._offsets: list[list[Span]] = []
        self._postings: dict[str, dict[int, list[int]]] = defaultdict(dict)  # word -> unit -> positions
        for unit, text in enumerate(texts):
            found = tokens(text)
            self._words.append([word for word, _, _ in found])
            self._offsets.append([(start, end) for _, start, end in found])
            for position, (word, _, _) in enumerate(found):
                self._postings[word].setdefault(unit, []).append(position)
        self._vocabulary = sorted(self._postings)
        # By identity: slots live as long as their phrases, and hashing their words would cost more than the search.
        self._slot_words: dict[int, frozenset[str]] = {}
        self._slot_units: dict[int, UnitSet] = {}
        self._unit_sets: dict[str, UnitSet] = {}
        self.everywhere: UnitSet = (1 << len(texts)) - 1
        self._hits: dict[str, Hits] = {}

    def __contains__(self, concept: str) -> bool:
        return concept in self._phrases

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
            known = self._hits[concept] = self._search(self._phrases[concept])
        return known

    def _search(self, phrases: Sequence[Phrase]) -> Hits:
        found: dict[int, set[Span]] = defaultdict(set)
        for phrase in phrases:
            self._search_phrase(phrase, found)
        return {unit: sorted(spans) for unit, spans in sorted(found.items())}

    def _search_phrase(self, phrase: Phrase, found: dict[int, set[Span]]) -> None:
        slots, required = phrase
        # Most expressions hold a word that the text does not, or words that never meet: they cost a look-up and no more.
        units = self.everywhere
        for slot in required:
            units &= self._units(slot)
            if not units:
                return
        words = [self._postings[word] for word in self._matching(slots[0])]
        concepts = [self.hits(name) for name in slots[0][2]]
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

    def _follow(self, unit: int, slots: Sequence[Slot], position: int) -> int | None:
        """Match the slots after the first one at `position`. Returns where the match ends, or None.

        Keeps the set of positions that the slots so far can have reached, so that no position is tried twice.
        """
        words = self._words[unit]
        reached = {position}
        for slot in slots[1:]:
            _, _, names, gap, optional = slot
            ends: set[int] = set(reached) if optional else set()
            for name in names:
                for start, end in self.hits(name).get(unit, ()):
                    if any(start - gap <= before <= start for before in reached):
                        ends.add(end)
            matching = self._matching(slot)
            if matching:
                for before in reached:
                    for place in range(before, min(before + gap + 1, len(words))):
                        if words[place] in matching:
                            ends.add(place + 1)
            if not ends:
                return None
            reached = ends
        return min(reached)

    def _units(self, slot: Slot) -> UnitSet:
        """The units that hold something for a slot."""
        known = self._slot_units.get(id(slot))
        if known is None:
            known = 0
            for word in self._matching(slot):
                known |= self._word_units(word)
            for name in slot[2]:
                known |= self._concept_units(name)
            self._slot_units[id(slot)] = known
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

    def _matching(self, slot: Slot) -> frozenset[str]:
        """The words of the text that may stand in a slot."""
        known = self._slot_words.get(id(slot))
        if known is None:
            words, prefixes, _, _, _ = slot
            some = {word for word in words if word in self._postings}
            for prefix in prefixes:
                place = bisect_left(self._vocabulary, prefix)
                while place < len(self._vocabulary) and self._vocabulary[place].startswith(prefix):
                    some.add(self._vocabulary[place])
                    place += 1
            known = self._slot_words[id(slot)] = frozenset(some)
        return known
