"""Asking every rule of an agreement's sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from blma_review.clauses.units import Unit
from blma_review.languages import Language
from blma_review.review.findings import Answer, Confidence, Match, Quote
from blma_review.rules.lexicon import lexicon_of
from blma_review.rules.matcher import Span, TextIndex, members
from blma_review.rules.model import AnswerKind, Evidence, Fact, Rule, RuleSet

# Concepts that the engine itself asks for; the words for them are in rules/concepts/modality.yaml.
NEGATION, NOT_A_NEGATION = "negation", "not-a-negation"
WEAK, MAY, DEFERENCE = "weak-obligation", "permission", "deference"

_BEFORE_NEGATION = 3  # words before a match in which "not" still bears on it
_BEFORE_MODAL = 7  # words before a match in which "shall endeavour to" or "may" still does
_LOWERED: dict[AnswerKind, AnswerKind] = {
    "full": "partial",
    "partial": "partial",
    "contrary": "contrary",
    "none": "none",
}
_MAX_QUOTE = 90  # words
_MOST_PLACES = 24  # shown for one piece of evidence

Facts = dict[Fact, tuple[Quote, ...]]


def index_of(rules: RuleSet, units: Sequence[Unit], language: Language) -> TextIndex:
    """An index of the sentences of an agreement written in `language`, for `answer_rules`."""
    return TextIndex([unit.text for unit in units], lexicon_of(rules, language))


def answer_rules(
    rules: RuleSet, units: Sequence[Unit], language: Language, facts: Facts, index: TextIndex | None = None
) -> tuple[Answer, ...]:
    """Answer every rule from the sentences of an agreement written in `language`.

    `facts` holds what the structure of the text shows by itself (its definitions, its signature block). `index` is
    that of the units, where there is one already.
    """
    index = index or index_of(rules, units, language)
    headings = sorted({unit.headings for unit in units})
    judge = _Judge(units, index, TextIndex(headings, lexicon_of(rules, language)), headings, facts)
    return tuple(judge.answer(rule) for rule in rules.rules)


class _Judge:
    """Holds the indexes while the rules are asked one by one."""

    def __init__(
        self, units: Sequence[Unit], index: TextIndex, heading_index: TextIndex, headings: Sequence[str], facts: Facts
    ) -> None:
        self._units = units
        self._index = index
        self._heading_index = heading_index
        self._heading_number = {heading: number for number, heading in enumerate(headings)}
        self._facts = facts

    def answer(self, rule: Rule) -> Answer:
        """The answer to one rule: contrary before full before partial, as the Guidance's questions define them."""
        found: list[Match] = []
        missed: list[Match] = []
        for evidence in rule.evidence:
            # Beyond the first places a reader learns nothing new; the cap keeps a long text's review small.
            for match, holds in islice(self._matches(evidence), _MOST_PLACES):
                (found if holds else missed).append(match)
        order: tuple[AnswerKind, ...] = ("contrary", "full", "partial")
        kind: AnswerKind = next((kind for kind in order if any(match.answer == kind for match in found)), "none")
        found.sort(key=lambda match: order.index(match.answer))
        return Answer(rule.id, kind, _confidence(kind, found), tuple(found), tuple(missed[:5]))

    # -- one piece of evidence ------------------------------------------------------------------------------

    def _matches(self, evidence: Evidence) -> Iterator[tuple[Match, bool]]:
        """Every place where the evidence is found, and whether it holds there."""
        if evidence.fact:
            quotes = self._facts.get(evidence.fact, ())
            if len(quotes) >= evidence.at_least:
                yield Match(evidence.answer, evidence.says, quotes[:3], ()), True
            return
        candidates = self._candidates(evidence)
        if evidence.within == "sentence":
            for unit in candidates:
                yield from self._in_sentence(evidence, unit)
        else:
            for group in self._stretches(evidence, candidates):
                yield from self._in_stretch(evidence, group)

    def _candidates(self, evidence: Evidence) -> list[int]:
        """The sentences that could hold the evidence (or, for larger stretches, a part of it)."""
        groups = [*evidence.all, evidence.any] if evidence.any else [*evidence.all]
        if evidence.within == "sentence":
            # Concepts that were searched for before cost nothing: with them first, the others are often not needed.
            groups.sort(key=lambda group: sum(not self._index.searched(name) for name in group))
            units = self._index.everywhere
            for group in groups:
                units &= self._index.units(group)
                if not units:
                    return []
        else:
            units = self._index.units([name for group in groups for name in group])
        return [unit for unit in members(units) if self._admits(evidence, unit)]

    def _admits(self, evidence: Evidence, unit: int) -> bool:
        if self._units[unit].zone not in evidence.zones:
            return False
        if not evidence.heading:
            return True
        number = self._heading_number[self._units[unit].headings]
        return any(number in self._heading_index.hits(name) for name in evidence.heading)

    def _in_sentence(self, evidence: Evidence, unit: int) -> Iterator[tuple[Match, bool]]:
        parts: list[list[tuple[Span, str]]] = [self._spans(unit, group) for group in evidence.all]
        if evidence.any:
            some = self._spans(unit, evidence.any)
            if len({name for _, name in some}) < evidence.at_least:
                return
            parts.append(some)
        window, chosen = _tightest(parts)
        if evidence.near is not None and window[1] - window[0] > evidence.near:
            return
        if self._index.characters(unit, window)[1] <= self._units[unit].own:
            return  # the words all stand in the lead-in, which is a sentence of its own
        why = tuple((name, self._text(unit, span)) for span, name in chosen)
        quotes = (self._quote(unit, window),)
        if any(unit in self._index.hits(name) for name in evidence.none):
            return
        negated = self._negated(unit, window)
        if (evidence.negated == "cancels" and negated) or (evidence.negated == "required" and not negated):
            yield Match(evidence.answer, evidence.says, quotes, why, ("negated" if negated else "not negated",)), False
            return
        weighed = tuple(self._weighed(evidence, unit, window))
        answer = _LOWERED[evidence.answer] if weighed else evidence.answer
        yield Match(answer, evidence.says, quotes, why, weighed), True

    def _in_stretch(self, evidence: Evidence, units: list[int]) -> Iterator[tuple[Match, bool]]:
        """Evidence whose parts may stand in different sentences of one clause, article or agreement."""
        if any(unit in self._index.hits(name) for name in evidence.none for unit in units):
            return
        found: list[tuple[int, Span, str]] = []
        for group in evidence.all:
            place = next(self._places(evidence, units, group), None)
            if place is None:
                return
            found.append(place)
        if evidence.any:
            firsts: dict[str, tuple[int, Span, str]] = {}
            for place in self._places(evidence, units, evidence.any):
                firsts.setdefault(place[2], place)
            if len(firsts) < evidence.at_least:
                return
            found.extend(firsts.values())
        quotes: dict[int, Quote] = {}
        for unit, span, _ in found:
            quotes.setdefault(unit, self._quote(unit, span))
        why = tuple((name, self._text(unit, span)) for unit, span, name in found)
        weighed = tuple(
            dict.fromkeys(reason for unit, span, _ in found for reason in self._weighed(evidence, unit, span))
        )
        answer = _LOWERED[evidence.answer] if weighed else evidence.answer
        yield Match(answer, evidence.says, tuple(quotes[unit] for unit in sorted(quotes))[:4], why, weighed), True

    def _places(
        self, evidence: Evidence, units: Iterable[int], names: Sequence[str]
    ) -> Iterator[tuple[int, Span, str]]:
        """Where one of the concepts stands in some sentences, leaving out denials where these cancel."""
        for unit in units:
            for span, name in self._spans(unit, names):
                if evidence.negated != "cancels" or not self._negated(unit, span):
                    yield unit, span, name

    def _stretches(self, evidence: Evidence, units: Iterable[int]) -> Iterator[list[int]]:
        if evidence.within == "agreement":
            yield list(units)
            return
        for _, group in groupby(units, key=lambda unit: self._stretch(evidence, unit)):
            yield list(group)

    def _stretch(self, evidence: Evidence, unit: int) -> str:
        if evidence.within == "article":
            return self._units[unit].article
        return self._units[unit].ref

    # -- what bears on a match --------------------------------------------------------------------------------

    def _negated(self, unit: int, window: Span) -> bool:
        """Whether a negation stands in the matched words or just before them, other than "not less than" and the like."""
        idioms = self._index.hits(NOT_A_NEGATION).get(unit, ())
        for start, end in self._index.hits(NEGATION).get(unit, ()):
            if (
                window[0] - _BEFORE_NEGATION <= start
                and end <= window[1]
                and not any(first <= start and end <= last for first, last in idioms)
            ):
                return True
        return False

    def _weighed(self, evidence: Evidence, unit: int, window: Span) -> Iterator[str]:
        """What makes a promise weaker than it sounds."""
        if evidence.answer == "contrary":
            return
        if evidence.preamble == "lowers" and self._units[unit].zone == "preamble":
            yield "preamble"
        first, last = window[0] - _BEFORE_MODAL, window[1]
        if evidence.weak == "lowers" and self._stands(WEAK, unit, first, last):
            yield "weak"
        if evidence.may == "lowers" and self._stands(MAY, unit, first, last):
            yield "may"
        if evidence.deference == "lowers" and unit in self._index.hits(DEFERENCE):
            yield "deference"

    def _stands(self, concept: str, unit: int, first: int, last: int) -> bool:
        return any(first <= start < last for start, _ in self._index.hits(concept).get(unit, ()))

    # -- words ------------------------------------------------------------------------------------------------

    def _spans(self, unit: int, names: Iterable[str]) -> list[tuple[Span, str]]:
        return sorted((span, name) for name in names for span in self._index.hits(name).get(unit, ()))

    def _text(self, unit: int, span: Span) -> str:
        start, end = self._index.characters(unit, span)
        return self._units[unit].text[start:end]

    def _quote(self, unit: int, window: Span) -> Quote:
        """The sentence that holds the match; where it is very long, the words around the match."""
        text, own = self._units[unit].text, self._units[unit].own
        start, end = self._index.characters(unit, window)
        left, right = own, len(text)
        if start < own:  # part of the match is in the lead-in: show that too
            left = 0
        if self._index.length(unit) > _MAX_QUOTE:
            spare = max(0, _MAX_QUOTE - (window[1] - window[0])) // 2
            first = max(0, window[0] - spare)
            last = min(self._index.length(unit), window[1] + spare)
            left = max(left, self._index.characters(unit, (first, first + 1))[0]) if first else left
            right = self._index.characters(unit, (last - 1, last))[1] if last < self._index.length(unit) else right
        left, right = min(left, start), max(right, end)
        words = text[left:right].strip()
        shift = left + len(text[left:right]) - len(text[left:right].lstrip())
        return Quote(words, self._units[unit].ref, self._units[unit].place, (start - shift, end - shift))


def _tightest(parts: Sequence[Sequence[tuple[Span, str]]]) -> tuple[Span, list[tuple[Span, str]]]:
    """The shortest window that holds one span of every part, found by trying each span of the rarest part."""
    rarest = min(parts, key=len)
    best: tuple[int, Span, list[tuple[Span, str]]] | None = None
    for anchor in rarest[:50]:
        chosen = [anchor]
        start, end = anchor[0]
        for part in parts:
            if part is rarest:
                continue
            nearest = _nearest(part, (start, end))
            chosen.append(nearest)
            start, end = min(start, nearest[0][0]), max(end, nearest[0][1])
        if best is None or end - start < best[0]:
            best = (end - start, (start, end), chosen)
    assert best is not None
    return best[1], best[2]


def _nearest(spans: Sequence[tuple[Span, str]], window: Span) -> tuple[Span, str]:
    place = bisect_left(spans, window[0], key=lambda item: item[0][0])
    around = spans[max(0, place - 2) : place + 2] or spans
    return min(around, key=lambda item: max(item[0][0] - window[1], window[0] - item[0][1], 0))


def _confidence(kind: AnswerKind, found: Sequence[Match]) -> Confidence:
    """How sure an answer is: high where plain words or several places say so, lower where it was weighed down."""
    if kind == "none":
        return "medium"
    giving = [match for match in found if match.answer == kind]
    if any(not match.weighed for match in giving) and len(giving) > 1:
        return "high"
    if kind == "contrary" and any(match.answer == "full" for match in found):
        return "medium"
    return "medium" if any(not match.weighed for match in giving) else "low"
