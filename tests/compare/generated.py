"""Rounds of negotiation made by a program, which therefore knows what became of each clause.

A real draft is written out as articles with numbered paragraphs; then, by a seed, articles and paragraphs are moved,
paragraphs split, merged, reworded, added and removed, and all is numbered anew.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from blma_review.clauses.model import Agreement
from blma_review.clauses.sentences import split_sentences
from blma_review.compare.passages import passages_of

Paragraph = tuple[frozenset[int], str]  # which old paragraphs it is made of, and its words

_APART = ("Title", "Preamble", "Signature", "Footnote")

# Other ways to say the same, as a counterpart would put them.
_SYNONYMS = {
    "shall": "will", "ensure": "see to it", "provide": "furnish", "workers": "migrant workers", "employer": "enterprise",
    "competent": "responsible", "within": "no later than", "in accordance with": "in conformity with",
    "before": "prior to", "costs": "expenses", "agreement": "instrument", "parties": "two sides", "any": "every",
    "les travailleurs": "les travailleuses et travailleurs", "l'employeur": "l'entreprise", "conformément à": "selon",
    "veille": "fait en sorte", "avant": "préalablement à", "frais": "coûts", "toute": "chaque", "peut": "pourra",
    "los trabajadores": "las personas trabajadoras", "el empleador": "la empresa", "de conformidad con": "según",
    "deberá": "tendrá que", "antes de": "con anterioridad a", "gastos": "costos", "cualquier": "todo",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """Two texts in Markdown and what is right: (old paragraph's words, new paragraph's words) that belong together."""

    old: str
    new: str
    right: frozenset[tuple[str, str]]


def make_round(agreement: Agreement, other: Agreement, seed: int) -> Round:
    """A round on `agreement`, its new paragraphs taken from `other`."""
    rng = random.Random(seed)
    articles = _articles(agreement)
    words = [text for _, paragraphs in articles for text in paragraphs]
    numbers = iter(range(len(words)))
    draft: list[tuple[str, list[Paragraph]]] = [
        (heading, [(frozenset([next(numbers)]), text) for text in paragraphs]) for heading, paragraphs in articles
    ]
    spare = [text for _, paragraphs in _articles(other) for text in paragraphs]
    for change in (_remove, _merge, _split, _reword, _move_paragraph, _move_article):
        for _ in range(max(1, len(words) // 12)):
            change(draft, rng)
    for text in rng.sample(spare, min(len(spare), max(1, len(words) // 15))):
        rng.choice(draft)[1].append((frozenset(), text))
    right = {(words[source], text) for _, paragraphs in draft for sources, text in paragraphs for source in sources}
    return Round(_written(articles), _written([(h, [text for _, text in ps]) for h, ps in draft]), frozenset(right))


def _articles(agreement: Agreement) -> list[tuple[str, list[str]]]:
    """Headings with the paragraphs under them; only paragraphs long enough to be told from any other."""
    found: dict[str, list[str]] = {}
    for passage in passages_of(agreement):
        text = " ".join(passage.text.split())
        if passage.kind == "text" and len(text.split()) >= 7 and not passage.ref.startswith(_APART):
            found.setdefault(re.sub(r"[(,].*", "", passage.ref), []).append(text)
    return [(f"Subject {number}", paragraphs) for number, paragraphs in enumerate(found.values(), start=1)]


def _written(articles: Sequence[tuple[str, Sequence[str]]]) -> str:
    lines = ["# AGREEMENT BETWEEN THE FIRST STATE AND THE SECOND STATE", ""]
    number = 0
    for heading, paragraphs in articles:
        if paragraphs:
            number += 1
            lines += [f"## Article {number} – {heading}", ""]
            lines += [line for n, text in enumerate(paragraphs, start=1) for line in (f"{n}. {text}", "")]
    return "\n".join(lines)


# -- what counterparts do to a text --------------------------------------------------------------------------------

Draft = list[tuple[str, list[Paragraph]]]


def _pick(draft: Draft, rng: random.Random, least: int = 1) -> list[Paragraph]:
    """The paragraphs of some article that has so many."""
    return rng.choice([paragraphs for _, paragraphs in draft if len(paragraphs) >= least] or [draft[0][1]])


def _remove(draft: Draft, rng: random.Random) -> None:
    paragraphs = _pick(draft, rng, 2)
    paragraphs.pop(rng.randrange(len(paragraphs)))


def _merge(draft: Draft, rng: random.Random) -> None:
    paragraphs = _pick(draft, rng, 2)
    if len(paragraphs) >= 2:
        at = rng.randrange(len(paragraphs) - 1)
        (one, first), (other, second) = paragraphs[at : at + 2]
        paragraphs[at : at + 2] = [(one | other, f"{first} {second}")]


def _split(draft: Draft, rng: random.Random) -> None:
    """In two between sentences; only a paragraph made of one, so that each part's source is known."""
    places = []
    for _, paragraphs in draft:
        for at, (sources, text) in enumerate(paragraphs):
            spans = split_sentences(text)
            if len(sources) == 1 and len(spans) > 1 and all(end - start > 25 for start, end in spans):
                places.append((paragraphs, at, spans))
    if places:
        paragraphs, at, spans = rng.choice(places)
        sources, text = paragraphs[at]
        cut = spans[rng.randrange(1, len(spans))][0]
        paragraphs[at : at + 1] = [(sources, text[:cut].strip()), (sources, text[cut:].strip())]


def _reword(draft: Draft, rng: random.Random) -> None:
    """Other words for some, and about one word in eight left out."""
    paragraphs = _pick(draft, rng)
    at = rng.randrange(len(paragraphs))
    sources, text = paragraphs[at]
    for word, other in _SYNONYMS.items():
        text = re.sub(rf"\b{re.escape(word)}\b", other, text, flags=re.IGNORECASE)
    words = text.split()
    kept = words[:3] + [word for word in words[3:] if rng.random() > 0.12]
    paragraphs[at] = (sources, " ".join(kept))


def _move_paragraph(draft: Draft, rng: random.Random) -> None:
    paragraphs = _pick(draft, rng, 2)
    paragraph = paragraphs.pop(rng.randrange(len(paragraphs)))
    target = _pick(draft, rng)
    target.insert(rng.randrange(len(target) + 1), paragraph)


def _move_article(draft: Draft, rng: random.Random) -> None:
    article = draft.pop(rng.randrange(len(draft)))
    draft.insert(rng.randrange(len(draft) + 1), article)
