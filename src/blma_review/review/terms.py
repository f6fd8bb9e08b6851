"""An agreement's words, held against the glossary and against its own definitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from blma_review.clauses.model import Agreement
from blma_review.clauses.units import Unit
from blma_review.glossary.model import Entry, Glossary
from blma_review.languages import Language
from blma_review.review.facts import defined_terms, terms_in_passing
from blma_review.review.findings import Quote, TermFinding, TermKind
from blma_review.rules.lexicon import build_lexicon
from blma_review.rules.matcher import TextIndex
from blma_review.rules.model import Concept
from blma_review.rules.phrases import normalise, tokens

_SHORTEST = 8  # letters; shorter words have too many honest neighbours ("contact" is not a slip of "contract")
_NAME_BEFORE = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*\s+(?:(?:of|for|and|on|de|du|des|la|et|y|del|para|sur|the)\s+){0,3}$")
_NAME_AFTER = re.compile(r"\s+(?:(?:of|for|de|du|des|del|para)\s+(?:the\s+|la\s+)?)?[A-ZÀ-Þ]")


def check_terms(agreement: Agreement, units: Sequence[Unit], glossary: Glossary) -> tuple[TermFinding, ...]:
    """Discouraged words with their replacements, words to be careful with, one thing under two names, terms that look defined and are not or
    are defined and not used, and words a letter away from a term of the glossary.
    """
    language = agreement.language
    index = TextIndex([unit.words for unit in units], build_lexicon(_concepts(glossary, language), language))
    search = _Search(units, index)
    defined = defined_terms(units)
    names = {normalise(term) for term, _ in defined} | {normalise(term) for term in terms_in_passing(units)}
    return (
        *_discouraged(glossary, language, search),
        *_two_names(glossary, language, search),
        *_undefined(glossary, language, search, names),
        *_unused(defined, units),
        *_misspelt(glossary, language, units),
    )


def _concepts(glossary: Glossary, language: Language) -> Iterator[Concept]:
    """Every form of every entry as something that the index can find."""
    for entry in glossary.entries:
        groups = {
            "preferred": entry.preferred.get(language, ()),
            **{f"synonym {form}": (form,) for form in entry.synonyms.get(language, ())},
            **{f"not {number}": item.forms.get(language, ()) for number, item in enumerate(entry.discouraged)},
        }
        for name, forms in groups.items():
            yield Concept(f"{entry.id} {name}", {language: forms})


class _Search:
    """Finds a form's places as quotes."""

    def __init__(self, units: Sequence[Unit], index: TextIndex) -> None:
        self._units = units
        self._index = index

    def quotes(self, concept: str) -> list[Quote]:
        found: list[Quote] = []
        for number, spans in self._index.hits(concept).items():
            unit = self._units[number]
            found.extend(
                Quote(unit.words, unit.ref, unit.place, self._index.characters(number, span))
                for span in _outermost(spans)
            )
        return found


def _outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that do not lie within another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def _marked(quote: Quote) -> str:
    return quote.words[slice(*quote.marked)]


def _finding(kind: TermKind, quotes: Sequence[Quote], better: str, entry: Entry, **reason: object) -> TermFinding:
    return TermFinding(kind, _marked(quotes[0]), better, entry.id, tuple(quotes), len(quotes), **reason)  # type: ignore[arg-type]


def _discouraged(glossary: Glossary, language: Language, search: _Search) -> Iterator[TermFinding]:
    for entry in glossary.entries:
        for number, item in enumerate(entry.discouraged):
            quotes = search.quotes(f"{entry.id} not {number}")
            if quotes:
                better = (item.better or {}).get(language) or entry.headword(language)
                yield _finding(item.severity, quotes, better, entry, reason=item.reason)


def _two_names(glossary: Glossary, language: Language, search: _Search) -> Iterator[TermFinding]:
    for entry in glossary.entries:
        found = [search.quotes(f"{entry.id} preferred")]
        found += [search.quotes(f"{entry.id} synonym {form}") for form in entry.synonyms.get(language, ())]
        used = [quotes for quotes in found if quotes]
        for other in used[1:]:
            yield _finding("two-names", other, _marked(used[0][0]), entry)


def _undefined(glossary: Glossary, language: Language, search: _Search, names: set[str]) -> Iterator[TermFinding]:
    """Terms of the field that the text writes with capitals, as defined terms are, without defining them."""
    for entry in glossary.entries:
        quotes = [quote for quote in search.quotes(f"{entry.id} preferred") if _capitalised(quote)]
        if len(quotes) >= 2 and not any(_same_term(normalise(_marked(quote)), names) for quote in quotes):
            yield _finding("undefined", quotes, "", entry)


def _capitalised(quote: Quote) -> bool:
    """Whether every longer word of a term has a capital, in the middle of a sentence that is not all capitals.

    A term within a longer name ("Ministry of Labour Migration", "the Joint Committee Secretariat") is not the term.
    """
    start, end = quote.marked
    words = [word for word in re.findall(r"[^\W\d_]+", _marked(quote)) if len(word) > 3]
    before = quote.words[:start].rstrip()
    if _NAME_BEFORE.search(quote.words[:start]) or _NAME_AFTER.match(quote.words[end:]):
        return False
    return (
        bool(words)
        and all(word[0].isupper() and not word.isupper() for word in words)
        and bool(before)
        and before[-1] not in '.:;“”"«(–-•)'
    )


def _same_term(found: str, names: set[str]) -> bool:
    return any(found in (name, f"{name}s", f"{name}es") or name in found or found in name for name in names)


def _unused(defined: Sequence[tuple[str, Unit]], units: Sequence[Unit]) -> Iterator[TermFinding]:
    texts = [(unit, f" {' '.join(word for word, _, _ in tokens(unit.words))} ") for unit in units]
    for term, home in defined:
        stem = " ".join(word for word, _, _ in tokens(term)).rstrip("s")
        if not stem or len(stem) < 4:
            continue
        if not any(f" {stem}" in text for unit, text in texts if unit is not home):
            start = max(0, home.words.find(term))
            quote = Quote(home.words, home.ref, home.place, (start, start + len(term)))
            yield TermFinding("unused", term, "", "", (quote,), 1)


def _misspelt(glossary: Glossary, language: Language, units: Sequence[Unit]) -> Iterator[TermFinding]:
    """Rare words that differ by one letter, not at the end, from a word of a glossary term."""
    from rapidfuzz.distance import DamerauLevenshtein

    known: dict[str, Entry] = {}
    for entry in glossary.entries:
        for form in (*entry.preferred.get(language, ()), *entry.synonyms.get(language, ())):
            for word, _, _ in tokens(form):
                if len(word) >= _SHORTEST:
                    known.setdefault(word, entry)
    counts: Counter[str] = Counter()
    first: dict[str, tuple[Unit, int, int]] = {}
    for unit in units:
        for word, start, end in tokens(unit.words):
            if len(word) >= _SHORTEST and not word.isdigit():
                counts[word] += 1
                first.setdefault(word, (unit, start, end))
    for word, count in counts.items():
        if count > 2 or word in known:
            continue
        for right, entry in known.items():
            if not _may_be(word, right) or DamerauLevenshtein.distance(word, right, score_cutoff=1) != 1:
                continue
            unit, start, end = first[word]
            quote = Quote(unit.words, unit.ref, unit.place, (start, end))
            yield TermFinding("misspelt", unit.words[start:end], right, entry.id, (quote,), count)
            break


def _may_be(word: str, right: str) -> bool:
    """Whether a word could be a slip for another: endings differ for honest reasons, and so do first letters."""
    return word[0] == right[0] and word[-3:] == right[-3:] and abs(len(word) - len(right)) <= 1
