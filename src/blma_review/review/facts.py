"""What the structure of an agreement shows by itself, whatever its words: definitions, a signature block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blma_review.clauses.model import Agreement
from blma_review.clauses.units import Unit
from blma_review.review.answers import Facts
from blma_review.review.findings import Quote

_DEFINED = re.compile(
    r"^[\s“”\"«»‘’'(\[a-z0-9).\]–-]{0,8}[“\"«‘'](?P<term>[^”\"»’']{2,80})\s*[”\"»’']\s*(?:,\s*)?"
    r"(?:\(.{0,60}?\)\s*)?(?:et|and|y|or|ou|o)?.{0,80}?"
    r"(?::|\bmeans?\b|\bshall mean\b|\brefers?\b|\bincludes?\b|\bdenotes?\b|\bis understood\b|\bdésigne|\bs['’]entend|\bsignifie|\bon entend"
    r"|\bvise\b|\bsignifica|\bse entende?r?|\bdesigna|\bcomprende\b|\brefiere|–|—|-)",
    re.IGNORECASE,
)
_DEFINED_BARE = re.compile(
    r"^(?P<term>[A-ZÀ-Þ][\w’' /-]{2,60}?)\s*(?::|\b(?:means|shall mean|refers to|désigne|s['’]entend|signifie|significa|se entiende|designa)\b)"
)
_DEFINED_IN_PASSING = re.compile(
    r"(?:hereinafter|hereafter|herein|ci-après|dénommée?s? ci-après|en adelante|en lo sucesivo|denominad[oa]s?)\s*"
    r"(?:referred to as|called|the|dénommée?s?|désignée?s?|appelée?s?|denominad[oa]s?|llamad[oa]s?|,)?[^“\"«]{0,30}[“\"«](?P<term>[^”\"»]{2,60})[”\"»]",
    re.IGNORECASE,
)
_UNDERSTOOD = re.compile(
    r"(?:on entend par|il faut entendre par|se entenderá por|se entiende por|entiéndese por|the (?:term|expression)|le terme|l['’]expression"
    r"|el término|la expresión)\s*[“\"«]?(?P<term>[^”\"»,:;]{2,60})",
    re.IGNORECASE,
)


def facts_of(agreement: Agreement, units: Sequence[Unit]) -> Facts:
    """The facts that rules may ask for."""
    return {
        "definitions": definitions_of(units),
        "signature-block": tuple(
            Quote(clause.text or clause.heading, clause.ref, clause.place, (0, len(clause.text or clause.heading)))
            for clause in agreement.walk()
            if clause.kind == "signature" and not clause.ref.startswith(("Annex", "Appendix", "Schedule"))
        ),
        "parties": tuple(
            Quote(party, "Title", agreement.clauses[0].place, (0, len(party)))
            for party in agreement.parties
            if agreement.clauses
        ),
    }


def defined_terms(units: Sequence[Unit]) -> list[tuple[str, Unit]]:
    """The terms that a definitions clause (or any sentence in the form of a definition) defines."""
    found: dict[str, tuple[str, Unit]] = {}
    for unit in units:
        if unit.zone in ("title", "signature", "preamble"):
            continue
        words = unit.words
        match = _DEFINED.match(words) or (_UNDERSTOOD.search(words) if len(words) < 600 else None)
        if match is None and unit.zone == "definition":
            match = _DEFINED_BARE.match(words)
        if match:
            term = match["term"].strip(' “”"«».')
            found.setdefault(term.casefold(), (term, unit))
    return list(found.values())


def definitions_of(units: Sequence[Unit]) -> tuple[Quote, ...]:
    """The sentences that define a term, each marked where the term stands."""
    return tuple(Quote(unit.words, unit.ref, unit.place, (0, len(term))) for term, unit in defined_terms(units))


def terms_in_passing(units: Sequence[Unit]) -> list[str]:
    """Terms that a text names as it goes: "(hereinafter referred to as the “Parties”)"."""
    return [match["term"].strip() for unit in units for match in _DEFINED_IN_PASSING.finditer(unit.words)]
