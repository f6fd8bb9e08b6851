"""Finding concepts in a text: an inverted index of its words, and a search that is linear in its length."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from blma_review.languages import Language
from blma_review.rules.model import Concept
from blma_review.rules.phrases import Phrase, Slot, parse_phrase, tokens

Span = tuple[int, int]  # first word and the word after the last, as positions in a unit's words
Hits = Mapping[int, Sequence[Span]]  # unit number -> spans, in order

_NOTHING: Hits = {}


class TextIndex:
    """The words of a sequence of texts ("units"), and where each concept is found in them.

    Concepts are searched when first asked for, and remembered.
    """

    def __init__(self, texts: Sequence[str], concepts: Mapping[str, Concept], language: Language) -> None:
        self._concepts = concepts
        self._language = language
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
        self._slot_words: dict[Slot, frozenset[str]] = {}
        self._slot_units: dict[Slot, Set[int]] = {}
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
            known = self._hits[concept] = self._search(self._concepts[concept])
        return known

    def _search(self, concept: Concept) -> Hits:
        found: dict[int, set[Span]] = defaultdict(set)
        for expression in (*concept.phrases.get(self._language, ()), *concept.phrases.get("any", ())):
            self._search_phrase(parse_phrase(expression), found)
        return {unit: sorted(spans) for unit, spans in sorted(found.items())}

    def _search_phrase(self, phrase: Phrase, found: dict[int, set[Span]]) -> None:
        slots = phrase.slots
        # Most expressions hold a word that the text does not, or words that never meet: they cost a look-up and no more.
        units: Set[int] | None = None
        for slot in phrase.required:
            units = self._units(slot) if units is None else units & self._units(slot)
            if not units:
                return
        assert units is not None  # the first slot is never optional
        words = self._matching(slots[0])
        concepts = [self.hits(name) for name in slots[0].concepts]
        for unit in units:
            starts = [(at, at + 1) for word in words for at in self._postings[word].get(unit, ())]
            starts.extend(span for hits in concepts for span in hits.get(unit, ()))
            if len(slots) == 1:
                found[unit].update(starts)
                continue
            for start, after in starts:
                end = self._follow(unit, slots, 1, after)
                if end is not None:
                    found[unit].add((start, end))

    def _follow(self, unit: int, slots: Sequence[Slot], number: int, position: int) -> int | None:
        """Match the slots from `number` on at `position`. Returns where the match ends, or None.

        Keeps the set of positions that the slots so far can have reached, so that no position is tried twice.
        """
        words = self._words[unit]
        reached = {position}
        for slot in slots[number:]:
            ends: set[int] = set(reached) if slot.optional else set()
            for name in slot.concepts:
                for start, end in self.hits(name).get(unit, ()):
                    if any(start - slot.gap <= before <= start for before in reached):
                        ends.add(end)
            matching = self._matching(slot)
            if matching:
                for before in reached:
                    for place in range(before, min(before + slot.gap + 1, len(words))):
                        if words[place] in matching:
                            ends.add(place + 1)
            if not ends:
                return None
            reached = ends
        return min(reached)

    def _units(self, slot: Slot) -> Set[int]:
        """The units that hold something for a slot."""
        known = self._slot_units.get(slot)
        if known is None:
            postings = [self._postings[word] for word in self._matching(slot)]
            known = set().union(*postings, *(self.hits(name) for name in slot.concepts))
            self._slot_units[slot] = known
        return known

    def _matching(self, slot: Slot) -> frozenset[str]:
        """The words of the text that may stand in a slot."""
        known = self._slot_words.get(slot)
        if known is None:
            words = {word for word in slot.words if word in self._postings}
            for prefix in slot.prefixes:
                place = bisect_left(self._vocabulary, prefix)
                while place < len(self._vocabulary) and self._vocabulary[place].startswith(prefix):
                    words.add(self._vocabulary[place])
                    place += 1
            known = self._slot_words[slot] = frozenset(words)
        return known
