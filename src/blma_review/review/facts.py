"""What the structure of an agreement shows by itself, whatever its words: definitions, a signature block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blma_review.clauses.model import Agreement
from blma_review.clauses.units import Unit
from blma_review.review.answers import Facts
from blma_review.review.findings import Quote

# A quotation mark opens a term; the apostrophe of "l'examen" or of "the worker's" does not.
_OPENS, _CLOSES = r"(?:[“\"«]|(?<![^\W\d_])[‘’'])", r"[”\"»’']"
_MEANS = (
    r"(?:means?|shall mean|refers? to|includes?|denotes?|is understood|signifies"
    r"|désigne(?:nt)?|s['’]entend|signifie(?:nt)?|on entend|vise(?:nt)?|recouvre"
    r"|significa|se entiende|se entenderá|se entienden|designa|comprende|se refiere)\b"
)
_DEFINED = re.compile(
    rf"^[^\w“\"«]{{0,4}}(?:\w{{1,4}}[.)]\s*)?(?:(?:por|par|by)\s+)?(?:(?:the|le|la|el)\s+(?:terms?|words?|expressions?|termes?|términos?|expresión)\s+)?"
    rf"{_OPENS}(?P<term>[^”\"»’']{{2,80}})\s*{_CLOSES}(?:.{{0,80}}?\b{_MEANS}|\s*(?::|\s[–—-]\s|[–—]))",
    re.IGNORECASE,
)
_DEFINED_BARE = re.compile(
    r"^(?P<term>[^\W\d_][\w’' /-]{2,60}?)\s+(?:means?|shall mean|refers? to|désigne(?:nt)?|s['’]entend|signifie(?:nt)?|significa|se entiende|designa)\b"
    r"|^(?P<named>[A-ZÀ-Þ][\w’'/-]*(?:\s[\w’'/-]+){0,4})\s*:"
)
_DEFINED_IN_PASSING = re.compile(
    r"(?:hereinafter|hereafter|herein|ci-après|dénommée?s? ci-après|en adelante|en lo sucesivo|denominad[oa]s?)\s*"
    r"(?:referred to as|called|the|dénommée?s?|désignée?s?|appelée?s?|denominad[oa]s?|llamad[oa]s?|,)?[^“\"«]{0,30}[“\"«](?P<term>[^”\"»]{2,60})[”\"»]",
    re.IGNORECASE,
)
_UNDERSTOOD = re.compile(
    rf"(?:on entend par|il faut entendre par|se entenderá por|se entiende por|entiéndese por)\s*[“\"«]?(?P<term>[^”\"»,:;]{{2,60}})"
    rf"|(?:\bthe (?:term|expression)|\ble terme|\bl['’]expression|\bel término|\bla expresión)\s*[“\"«‘']?(?P<named>[^”\"»’',:;]{{2,60}}?)"
    rf"[”\"»’']?,?\s+{_MEANS}",
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
            term = (match["term"] or match.groupdict().get("named") or "").strip(' “”"«».')
            found.setdefault(term.casefold(), (term, unit))
    return list(found.values())


def definitions_of(units: Sequence[Unit]) -> tuple[Quote, ...]:
    """The sentences that define a term, each marked where the term stands."""
    return tuple(Quote(unit.words, unit.ref, unit.place, (0, len(term))) for term, unit in defined_terms(units))


def terms_in_passing(units: Sequence[Unit]) -> list[str]:
    """Terms that a text names as it goes: "(hereinafter referred to as the “Parties”)"."""
    return [match["term"].strip() for unit in units for match in _DEFINED_IN_PASSING.finditer(unit.words)]
