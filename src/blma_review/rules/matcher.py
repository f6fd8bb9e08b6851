"""Finding concepts in a text: an inverted index of its words, and a search that is linear in its length."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from blma_review.rules.model import ConceptPhrases
from blma_review.rules.phrases import Phrase, Slot, tokens

Span = tuple[int, int]  # first word and the word after the last, as positions in a unit's words
Hits = Mapping[int, Sequence[Span]]  # unit number -> spans, in order

_NOTHING: Hits = {}


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
        self._slot_units: dict[int, Set[int]] = {}
        self._hits: dict[str, Hits] = {}

    def characters(self, unit: int, span: Span) -> Span:
        """The characters of a unit's text that a span of words covers."""
        offsets = self._offsets[unit]
        return offsets[span[0]][0], offsets[span[1] - 1][1]

    def length(self, unit: int) -> int:
        """How many words a unit has."""
        return len(self._words[unit])

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
        units: Set[int] | None = None
        for slot in required:
            units = self._units(slot) if units is None else units & self._units(slot)
            if not units:
                return
        assert units is not None  # the first slot is never optional
        words = [self._postings[word] for word in self._matching(slots[0])]
        concepts = [self.hits(name) for name in slots[0][2]]
        if len(slots) == 1:
            for places in words:
                for unit, positions in places.items():
                    found[unit].update((at, at + 1) for at in positions)
            for hits in concepts:
                for unit, spans in hits.items():
                    found[unit].update(spans)
            return
        for unit in units:
            starts = [(at, at + 1) for places in words if unit in places for at in places[unit]]
            for hits in concepts:
                starts.extend(hits.get(unit, ()))
            for start, after in starts:
                end = self._follow(unit, slots, after)
                if end is not None:
                    found[unit].add((start, end))

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

    def _units(self, slot: Slot) -> Set[int]:
        """The units that hold something for a slot."""
        known = self._slot_units.get(id(slot))
        if known is None:
            postings = [self._postings[word] for word in self._matching(slot)]
            known = set().union(*postings, *(self.hits(name) for name in slot[2]))
            self._slot_units[id(slot)] = known
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
