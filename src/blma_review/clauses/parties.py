"""Who the parties are, as the title and the preamble name them."""

from __future__ import annotations

import re

_ARTICLE = r"(?:the|le|la|les|el|los|las|l['’])\s*"
_GOVERNMENT = re.compile(
    r"(?i:\b(?:government of|gouvernement (?:de la|de l['’]|du|des|de)|gobierno (?:de la|de los|del|de))\s*)"
    r"(?i:the\s+|le\s+|la\s+|el\s+)?"
    r"(?P<name>[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:of|and|the|de|du|des|la|le|del|los|las|l['’]|d['’]|y|et)?\s*(?:the\s+|la\s+)?[A-ZÀ-Þ][\w'’.-]*){0,6})"
)
_BETWEEN = re.compile(
    rf"\b(?:between|entre)\s+(?:{_ARTICLE})?(?P<first>.+?)\s*(?:,\s*)?\b(?:and|et|y|e)\s+(?:{_ARTICLE})?(?P<second>.+?)"
    r"(?=\s+(?:on|for|concerning|regarding|relating|relative|relatif|relativ[oa]|sur|pour|concernant|sobre|para|in|dans|en matière|en materia|visant|portant|as|acerca)\b|[,;.(\n]|$)",
    re.IGNORECASE | re.DOTALL,
)
_STATE = r"(?:Republic|Kingdom|State|Sultanate|Federation|Union|Commonwealth|Principality|Democratic|Emirate|République|Royaume|État|Fédération|Principauté|República|Reino|Estado|Federación|Principado)"
_NAMED = re.compile(
    rf"\b(?P<name>{_STATE}(?:\s+(?:Democratic|démocratique|Democrática|Federal|fédérale|populaire|Popular))?"
    r"\s+(?:of|de la|de l['’]|de los|du|des|del|de|d['’])\s*(?:the\s+)?[A-ZÀ-Þ][\w'’-]*(?:[ -](?:and |y |et |de |of |du )?[A-ZÀ-Þ][\w'’-]*){0,3})"
)
_LEAD = re.compile(
    r"^(?:the\s+|le\s+|la\s+|el\s+|l['’])?(?:(?:federal\s+)?government of|gouvernement (?:de la|de l['’]|du|des|de)|"
    r"gobierno (?:de la|de los|del|de))\s*(?:the\s+|la\s+|le\s+|el\s+)?",
    re.IGNORECASE,
)

# Words that stay small in a name that was written in capitals.
_SMALL_WORDS = re.compile(r"\b(?<!^)(?:Of|And|The|De|Du|Des|La|Le|Les|Del|Los|Las|Y|Et|El)\b")


def find_parties(title: str, preamble: str) -> tuple[str, ...]:
    """The two (or more) parties to an agreement, in the order named; empty when the text does not say."""
    for text in (title, preamble[:3000]):
        names = _unique([match["name"] for match in _GOVERNMENT.finditer(text)])
        if len(names) >= 2:
            return names[:2]
        names = _unique([match["name"] for match in _NAMED.finditer(text)])
        if len(names) >= 2:
            return names[:2]
        between = _BETWEEN.search(text)
        if between:
            return _unique([between["first"], between["second"]])
    return ()


def _unique(names: list[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        cleaned = re.sub(r"\s+", " ", _LEAD.sub("", name.strip())).strip(" ,.;")
        if cleaned.isupper():
            cleaned = _SMALL_WORDS.sub(lambda match: match[0].lower(), cleaned.title())
        if cleaned and len(cleaned) <= 120:
            seen.setdefault(cleaned.casefold(), cleaned)
    return tuple(seen.values())
