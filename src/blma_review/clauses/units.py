"""The sentences that rules are asked of: each with its lead-in, its place and the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from blma_review.clauses.model import Agreement, Clause
from blma_review.clauses.sentences import split_sentences
from blma_review.documents.model import Place

Zone = Literal["title", "preamble", "operative", "definition", "annex", "signature", "footnote"]

_DEFINITIONS = re.compile(
    r"defini(?:tion|ción|cione)|définition|use of terms|interpretation|terminolog|glosario|glossaire|terms used",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"[:—–-]\s*$|[^.;!?]\s*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence as it is read for meaning.

    `text` is the lead-in ("The employer shall:") followed by the sentence itself, which starts at `own`.
    `article` and `clause` are the references of the article and of the clause that hold it.
    """

    text: str
    own: int
    ref: str
    article: str
    zone: Zone
    headings: str
    place: Place

    @property
    def words(self) -> str:
        """The sentence itself, without its lead-in."""
        return self.text[self.own :]


def units_of(agreement: Agreement) -> tuple[Unit, ...]:
    """Every sentence of an agreement, in reading order, lists joined with the words that lead them in."""
    return tuple(unit for clause in agreement.clauses for unit in _units(clause, "", "", "", "operative"))


def _units(clause: Clause, lead: str, headings: str, article: str, zone: Zone) -> Iterator[Unit]:
    zone = _zone(clause, zone)
    if clause.kind in ("article", "section", "annex", "letter", "preamble", "title") or not article:
        article = clause.ref
    # A chapter's or annex's heading says less about a sentence than its article's does, but it says something.
    headings = f"{headings} | {clause.heading}".strip(" |") if clause.heading else headings
    text = clause.text
    spans = split_sentences(text)
    for start, end in spans:
        yield Unit(lead + text[start:end], len(lead), clause.ref, article, zone, headings, clause.place)
    below = lead
    if spans and clause.kind in ("article", "section", "paragraph", "item", "text"):
        last = text[slice(*spans[-1])]
        below = f"{lead}{last} " if _LEAD_IN.search(last) and len(lead) < 600 else ""
    elif clause.kind in ("article", "section", "annex", "chapter", "letter"):
        below = ""
    for child in clause.children:
        yield from _units(child, below if child.kind in ("paragraph", "item") else "", headings, article, zone)


def _zone(clause: Clause, zone: Zone) -> Zone:
    if clause.kind in ("title", "preamble", "annex", "signature", "footnote"):
        return clause.kind  # these kinds are zones of the same name
    if clause.kind in ("article", "section") and _DEFINITIONS.search(clause.heading):
        return "definition"
    return zone
