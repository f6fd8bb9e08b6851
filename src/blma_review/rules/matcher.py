"""Finding concepts in a text: an inverted index of its words, and a search that is linear in its length."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

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
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for unit, text in enumerate(texts):
            found = tokens(text)
            self._words.append([word for word, _, _ in found])
            self._offsets.append([(start, end) for _, start, end in found])
            for position, (word, _, _) in enumerate(found):
                self._postings[word].append((unit, position))
        self._vocabulary = sorted(self._postings)
        self._slots: dict[tuple[tuple[str, ...], tuple[str, ...]], frozenset[str]] = {}
        self._hits: dict[str, Hits] = {}

    def characters(self, unit: int, span: Span) -> Span:
        """The characters of a unit's text that a span of words covers."""
        offsets = self._offsets[unit]
        return offsets[span[0]][0], offsets[span[1] - 1][1]

    def length(self, unit: int) -> int:
        """How many words a unit has."""
        return len(self._words[unit])

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
        # Most expressions hold a word that the text does not: they cost a look-up and no more.
        for slot in slots:
            if not (slot.optional or self._matching(slot) or any(self.hits(name) for name in slot.concepts)):
                return
        starts = [
            (unit, (position, position + 1))
            for word in self._matching(slots[0])
            for unit, position in self._postings[word]
        ]
        starts += [
            (unit, span) for name in slots[0].concepts for unit, spans in self.hits(name).items() for span in spans
        ]
        if len(slots) == 1:
            for unit, span in starts:
                found[unit].add(span)
            return
        for unit, span in starts:
            end = self._follow(unit, slots, 1, span[1])
            if end is not None:
                found[unit].add((span[0], end))

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

    def _matching(self, slot: Slot) -> frozenset[str]:
        """The words of the text that may stand in a slot."""
        key = (slot.words, slot.prefixes)
        known = self._slots.get(key)
        if known is None:
            words = {word for word in slot.words if word in self._postings}
            for prefix in slot.prefixes:
                place = bisect_left(self._vocabulary, prefix)
                while place < len(self._vocabulary) and self._vocabulary[place].startswith(prefix):
                    words.add(self._vocabulary[place])
                    place += 1
            known = self._slots[key] = frozenset(words)
        return known
