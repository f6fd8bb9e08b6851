"""Which passages of one text became which of another: best-first over likely pairs, neighbours joined for splits."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from blma_review.compare.passages import Passage

_WORD = re.compile(r"\w+")
_BELOW = re.compile(r"[(,]")
_SAME = 0.45  # at least so alike to be one clause reworded
_SAME_PLACE = 0.28  # under the same heading and number below it, less will do
_REWRITTEN = 0.12  # alone between neighbours that are linked, still less
_GAIN = 0.04  # what a neighbour must add to a split or merge
_LITTLE = 0.005  # the same where the part's words are wholly in the other text
_WHOLLY = 0.85
_SHORTEST_PART = 5  # words of a part that is known again at a distance
_CONTAINED = 0.45  # the share of a part's words that the whole must hold
_MOST_PARTS = 6
_MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Link:
    """Passages of the old text, by index, that correspond to passages of the new; one of the sides has one member."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float  # 0 to 1: how much of the words is the same


@dataclass(frozen=True, slots=True)
class _Bag:
    """The words of one passage or of several joined: in order (one character a word), and counted."""

    order: str
    counts: Counter[str]

    def __add__(self, other: _Bag) -> _Bag:
        return _Bag(self.order + other.order, self.counts + other.counts)


def align(old: Sequence[Passage], new: Sequence[Passage]) -> tuple[Link, ...]:
    """Link the passages of two texts, each to at most one; what stays without a link was removed or added.

    Headings are linked to headings only. The links come in the order of the new text.
    """
    links: list[Link] = []
    for kind in ("text", "heading"):
        ours = [index for index, passage in enumerate(old) if passage.kind == kind]
        theirs = [index for index, passage in enumerate(new) if passage.kind == kind]
        found = _Aligner([old[index] for index in ours], [new[index] for index in theirs]).links()
        links += [
            Link(tuple(ours[index] for index in link.old), tuple(theirs[index] for index in link.new), link.score)
            for link in found
        ]
    return tuple(sorted(links, key=lambda link: link.new))


class _Aligner:
    """The work on one kind of passages; holds their words, the words' weights and what is linked already."""

    def __init__(self, old: Sequence[Passage], new: Sequence[Passage]) -> None:
        self._old, self._new = old, new
        letters: dict[str, str] = {}
        self._old_bags = [_bag(passage.text, letters) for passage in old]
        self._new_bags = [_bag(passage.text, letters) for passage in new]
        seen = Counter(letter for bag in (*self._old_bags, *self._new_bags) for letter in bag.counts)
        total = len(old) + len(new)
        self._weights = {letter: math.log(1 + total / count) for letter, count in seen.items()}
        # Where links begin and end, in both texts: what a passage's neighbours became says something about it.
        self._starts = {(len(old), len(new))}
        self._ends = {(-1, -1)}
        self._used_old: set[int] = set()
        self._used_new: set[int] = set()

    def links(self) -> list[Link]:
        """Identical words first, then all the rest by how alike they are."""
        links = [self._take(Link((i,), (j,), 1.0)) for i, j in self._identical()]
        candidates = [link for i, j in self._likely() for link in self._grown(i, j)]
        candidates.sort(key=lambda link: (-link.score - self._context(link.old[0], link.new[0]), link.old, link.new))
        for link in candidates:
            if self._enough(link) and not (self._used_old & {*link.old} or self._used_new & {*link.new}):
                links.append(self._take(link))
        links += [self._take(Link((i,), (j,), score)) for i, j, score in self._between()]
        return [self._with_parts_apart(link) for link in sorted(links, key=lambda link: link.new)]

    def _take(self, link: Link) -> Link:
        self._used_old.update(link.old)
        self._used_new.update(link.new)
        self._starts.add((link.old[0], link.new[0]))
        self._ends.add((link.old[-1], link.new[-1]))
        return link

    # -- identical words -------------------------------------------------------------------------------------------

    def _identical(self) -> Iterator[tuple[int, int]]:
        """Pairs of passages with the same words; where several have them, those whose surroundings agree best."""
        where: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for side, bags in enumerate((self._old_bags, self._new_bags)):
            for index, bag in enumerate(bags):
                if bag.order:
                    where[bag.order][side].append(index)
        shared = [(ours, theirs) for ours, theirs in where.values() if ours and theirs]
        for ours, theirs in sorted(shared, key=lambda pair: len(pair[0]) * len(pair[1])):
            pairs = [(i, j) for i in ours for j in theirs]
            pairs.sort(key=lambda pair: (-self._context(*pair), pair))
            for i, j in pairs:
                if i not in self._used_old and j not in self._used_new:
                    yield i, j

    def _context(self, i: int, j: int) -> float:
        """What numbers, headings, neighbours and the place in the text add for a pair: little, but it breaks ties."""
        ours, theirs = self._old[i], self._new[j]
        score = 0.02 * (ours.ref == theirs.ref) + 0.03 * _same_heading(ours, theirs)
        score += 0.04 * ((i - 1, j - 1) in self._ends) + 0.04 * ((i + 1, j + 1) in self._starts)
        return score - 0.02 * abs(i / len(self._old) - j / len(self._new))

    # -- like words --------------------------------------------------------------------------------------------------

    def _likely(self) -> Iterator[tuple[int, int]]:
        """Pairs worth a closer look: for each passage, those of the other text that share most of its rare words."""
        old = [index for index in range(len(self._old)) if index not in self._used_old]
        new = [index for index in range(len(self._new)) if index not in self._used_new]
        pairs = {(i, j) for i, j in self._nearest(old, self._old_bags, new, self._new_bags)}
        pairs |= {(i, j) for j, i in self._nearest(new, self._new_bags, old, self._old_bags)}
        by_ref = {self._new[j].ref: j for j in new}
        pairs |= {(i, by_ref[self._old[i].ref]) for i in old if self._old[i].ref in by_ref}
        yield from sorted(pairs)

    def _nearest(
        self, ours: Sequence[int], our_bags: Sequence[_Bag], theirs: Sequence[int], their_bags: Sequence[_Bag]
    ) -> Iterator[tuple[int, int]]:
        holders: dict[str, list[int]] = defaultdict(list)
        for j in theirs:
            for letter in their_bags[j].counts:
                holders[letter].append(j)
        sizes = {j: sum(self._weights[letter] for letter in their_bags[j].counts) for j in theirs}
        for i in ours:
            shared: dict[int, float] = defaultdict(float)
            for letter in our_bags[i].counts:
                for j in holders.get(letter, ()):
                    shared[j] += self._weights[letter]
            # Divided by the root, a short passage wholly contained stands beside a long one with more in common.
            yield from (
                (i, j)
                for j in heapq.nlargest(_MOST_CANDIDATES, shared, key=lambda j: (shared[j] / math.sqrt(sizes[j]), -j))
            )

    def _grown(self, i: int, j: int) -> Iterator[Link]:
        """A pair, and the splits and merges it grows into while a neighbour makes the two sides more alike."""
        score = self._alike(self._old_bags[i], self._new_bags[j])
        yield Link((i,), (j,), score)
        for parts, score_ in self._run(self._old_bags[i], j, self._new_bags, self._used_new, score):
            yield Link((i,), parts, score_)
        for parts, score_ in self._run(self._new_bags[j], i, self._old_bags, self._used_old, score):
            yield Link(parts, (j,), score_)

    def _run(
        self, whole: _Bag, seed: int, bags: Sequence[_Bag], used: set[int], score: float
    ) -> Iterator[tuple[tuple[int, ...], float]]:
        first = last = seed
        joined = bags[seed]
        if self._contained(joined, whole) < _CONTAINED:
            return
        while last - first + 1 < _MOST_PARTS:
            options = []
            for index, bag in ((first - 1, None), (last + 1, None)):
                if 0 <= index < len(bags) and index not in used and self._contained(bags[index], whole) >= _CONTAINED:
                    bag = bags[index] + joined if index < first else joined + bags[index]
                    options.append((self._alike(whole, bag), index, bag))
            if not options:
                return
            best, index, joined = max(options, key=lambda option: (option[0], option[1]))
            if best < score + (_LITTLE if self._contained(bags[index], whole) >= _WHOLLY else _GAIN):
                return
            score, first, last = best, min(first, index), max(last, index)
            yield tuple(range(first, last + 1)), score

    def _alike(self, one: _Bag, other: _Bag) -> float:
        """0 to 1: half from the words in their order, half from which words they are, rare ones counting more."""
        if not one.order or not other.order:
            return 0.0
        order = Indel.normalized_similarity(one.order, other.order)
        return 0.5 * order + 0.5 * 2 * self._shared(one, other) / (self._weight(one) + self._weight(other))

    def _contained(self, part: _Bag, whole: _Bag) -> float:
        weight = self._weight(part)
        return self._shared(part, whole) / weight if weight else 0.0

    def _shared(self, one: _Bag, other: _Bag) -> float:
        small, large = (one, other) if len(one.counts) <= len(other.counts) else (other, one)
        counts = large.counts
        return sum(
            self._weights[letter] * min(count, counts[letter])
            for letter, count in small.counts.items()
            if letter in counts
        )

    def _weight(self, bag: _Bag) -> float:
        return sum(self._weights[letter] * count for letter, count in bag.counts.items())

    def _enough(self, link: Link) -> bool:
        if link.score >= _SAME:
            return True
        ours, theirs = self._old[link.old[0]], self._new[link.new[0]]
        return link.score >= _SAME_PLACE and _same_heading(ours, theirs) and _tail(ours.ref) == _tail(theirs.ref)

    # -- what stands between linked neighbours -------------------------------------------------------------------------

    def _between(self) -> Iterator[tuple[int, int, float]]:
        """A passage alone between two linked ones in both texts: rewritten, if a little of it is left."""
        for i, j in sorted((i + 1, j + 1) for i, j in self._ends):
            if i in self._used_old or j in self._used_new or (i + 1, j + 1) not in self._starts:
                continue
            if i < len(self._old) and j < len(self._new) and _same_heading(self._old[i], self._new[j]):
                score = self._alike(self._old_bags[i], self._new_bags[j])
                if score >= _REWRITTEN:
                    yield i, j, score

    # -- what was split or merged over a distance ----------------------------------------------------------------------

    def _with_parts_apart(self, link: Link) -> Link:
        """A link with the passages that stand elsewhere but whose words are those its one side has more than the other."""
        if link.score > 0.97:
            return link
        ours, theirs = _sum(self._old_bags, link.old), _sum(self._new_bags, link.new)
        if len(link.old) == 1 and (parts := self._parts(ours - theirs, self._new_bags, self._used_new)):
            link = Link(link.old, tuple(sorted((*link.new, *parts))), link.score)
        elif len(link.new) == 1 and (parts := self._parts(theirs - ours, self._old_bags, self._used_old)):
            link = Link(tuple(sorted((*link.old, *parts))), link.new, link.score)
        return self._take(link)

    def _parts(self, rest: Counter[str], bags: Sequence[_Bag], used: set[int]) -> list[int]:
        parts = []
        for index, bag in enumerate(bags):
            if index in used or len(bag.order) < _SHORTEST_PART or len(bag.order) > 2 * rest.total():
                continue
            if self._contained(bag, _Bag("", rest)) >= _WHOLLY:
                parts.append(index)
                rest = rest - bag.counts
        return parts


def _sum(bags: Sequence[_Bag], indexes: Sequence[int]) -> Counter[str]:
    return sum((bags[index].counts for index in indexes), Counter[str]())


def _same_heading(ours: Passage, theirs: Passage) -> bool:
    return ours.above.casefold() == theirs.above.casefold()


def _tail(ref: str) -> str:
    """What a reference says below its article: "(2)(b)"."""
    return ref[match.start() :] if (match := _BELOW.search(ref)) else ""


def _bag(text: str, letters: dict[str, str]) -> _Bag:
    """The words of a text, each as a character of its own, which rapidfuzz compares at once."""
    words = [letters.setdefault(word, chr(0x10000 + len(letters))) for word in _WORD.findall(text.casefold())]
    return _Bag("".join(words), Counter(words))
