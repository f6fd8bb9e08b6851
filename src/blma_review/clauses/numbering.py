"""Reading the number in front of a clause, in the ways three legal languages write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

LabelKind = Literal["annex", "chapter", "article", "letter-part", "decimal", "number", "letter", "roman", "bullet"]

_ORDINALS: dict[str, int] = {}
for _value, _words in enumerate(
    (
        "first premier premiere première primero primera unique unico único unica única sole",
        "second deuxième deuxieme segundo segunda",
        "third troisième troisieme tercero tercera",
        "fourth quatrième quatrieme cuarto cuarta",
        "fifth cinquième cinquieme quinto quinta",
        "sixth sixième sixieme sexto sexta",
        "seventh septième septieme séptimo séptima septimo septima",
        "eighth huitième huitieme octavo octava",
        "ninth neuvième neuvieme noveno novena",
        "tenth dixième dixieme décimo décima decimo decima",
        "eleventh onzième onzieme undécimo undécima undecimo undecima decimoprimero decimoprimera",
        "twelfth douzième douzieme duodécimo duodécima duodecimo duodecima decimosegundo decimosegunda",
        "thirteenth treizième treizieme decimotercero decimotercera",
        "fourteenth quatorzième quatorzieme decimocuarto decimocuarta",
        "fifteenth quinzième quinzieme decimoquinto decimoquinta",
        "sixteenth seizième seizieme decimosexto decimosexta",
        "seventeenth dix-septième decimoséptimo decimoséptima decimoseptimo decimoseptima",
        "eighteenth dix-huitième decimoctavo decimoctava",
        "nineteenth dix-neuvième decimonoveno decimonovena",
        "twentieth vingtième vigésimo vigésima vigesimo vigesima",
    ),
    start=1,
):
    for _word in _words.split():
        _ORDINALS[_word] = _value

_CARDINALS = {
    word: value
    for value, words in enumerate(
        (
            "one un uno una",
            "two deux dos",
            "three trois tres",
            "four quatre cuatro",
            "five cinq cinco",
            "six seis",
            "seven sept siete",
            "eight huit ocho",
            "nine neuf nueve",
            "ten dix diez",
            "eleven onze once",
            "twelve douze doce",
        ),
        start=1,
    )
    for word in words.split()
}

_ORDINAL = "|".join(sorted(map(re.escape, _ORDINALS), key=len, reverse=True))
_CARDINAL = "|".join(sorted(map(re.escape, _CARDINALS), key=len, reverse=True))
_NUMBER = rf"(?:[0-9]+(?:er|ère|re|e|º|°|ª|o|th|st|nd|rd)?(?:[.-][0-9]+)*(?:\s?(?:bis|ter|quater|[A-Z](?![\w])))?|[IVXLC]+(?![\w])|(?:{_ORDINAL}|{_CARDINAL})(?![\w]))"
_CLOSE = r"(?:\s*[.:)]\s*[-–—]?|\s*[-–—]\s*|\s+|$)"

_ARTICLE = re.compile(
    rf"^(?P<word>articles?|art\.?|artículos?|articulos?|cláusula|clausula|clause|stipulation)\s*(?P<number>{_NUMBER}){_CLOSE}(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ORDINAL_CLAUSE = re.compile(
    rf"^(?P<number>{_ORDINAL})\s*(?:[.:]\s*[-–—]?|[-–—]+|\.-|$)\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_CHAPTER = re.compile(
    rf"^(?P<word>chapter|part|title|section|chapitre|partie|titre|sección|seccion|capítulo|capitulo|título|titulo|parte)\s+(?P<number>{_NUMBER}){_CLOSE}(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ANNEX = re.compile(
    rf"^(?P<word>annex|annexe|anexo|anejo|appendix|appendice|apéndice|apendice|schedule|attachment|adjunto|"
    rf"(?:additional |final |implementing )?protocol|protocole(?: additionnel| final| d.application)?|protocolo(?: adicional| final)?)"
    rf"(?:\s+(?:n[.°ºo]*\s*)?(?P<number>{_NUMBER}|[A-Z](?![\w])))?{_CLOSE}(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ANNEX_IN_WORDS = re.compile(
    r"^(?P<number>\w+)\s+(?P<word>annexe?|anexo|anejo|appendix|schedule|protocole?|protocolo)\b(?P<rest>\s*|\s*[.:–—-].{1,100})$",
    re.IGNORECASE,
)
_LETTER_PART = re.compile(
    r"^(?P<word>(?:(?:first|second|verbal)\s+)?(?:note|letter|nota|lettre|carta)(?:\s+verbale?)?(?:\s+(?:de\s+r[ée]ponse|in reply|de respuesta))?)"
    rf"\s*(?:n[.°ºo]*\s*)?(?P<number>{_NUMBER}|[A-Z](?![\w]))?\s*[.:]?$",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"^(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})+)\.?\)?(?=\s|[A-ZÀ-Þ«“\"]|$)\s*(?P<rest>.*)$", re.DOTALL)
_NUMBERED = re.compile(
    r"^(?P<open>[(\[]?)(?:para\.?|paragraph|paragraphe|párrafo|§)?\s*(?P<number>[0-9]{1,3})(?P<close>(?:er)?\s*(?:[.)\]]|º\.?|°|\s*[-–—](?=\s))\s*[-–—]?)(?![0-9])\s*(?P<rest>.*)$",
    re.DOTALL | re.IGNORECASE,
)
_LETTERED = re.compile(
    r"^(?P<open>[(\[]?)(?P<number>[a-zA-Z]{1,2}|[ivxIVX]{1,6})(?P<close>\s?[.)\]]|\s*[-–—](?=\s))\s*(?P<rest>.*)$",
    re.DOTALL,
)
_ROMAN_HEADING = re.compile(r"^(?P<number>[IVX]{1,6})\s*(?:[.)]\s*[-–—]?|[-–—])\s*(?P<rest>.*)$", re.DOTALL)
_BULLET = re.compile(r"^(?P<mark>[•●▪■◦○‣⁃∙·➢✓o\uf0b7\uf0a7\uf02d]|[-–—*])\s+(?P<rest>.*)$", re.DOTALL)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

# "Article 5 of the Constitution applies" and "Article 3 shall not ..." are sentences, not headings.
_RUNS_ON = re.compile(
    r"^(?:of|and|or|to|shall|may|above|below|is|are|applies|du|de|des|et|ou|à|ci|est|sont|del|y|o|a|al|será|serán|se|no)\b|^[,;(]",
)


@dataclass(frozen=True, slots=True)
class Label:
    """A clause's number. `value` is its ordinal (None for bullets); `rest` is the text after it."""

    kind: LabelKind
    word: str  # "Article", "Chapter", "Annex" ... as written, or ""
    number: str
    value: int | None
    rest: str
    style: str  # tells "(a)" from "a)" from "a."; labels of one list share it


def roman_value(text: str) -> int | None:
    """The value of a roman numeral, or None if `text` is not one."""
    total = previous = 0
    for character in reversed(text.lower()):
        value = _ROMAN.get(character)
        if value is None:
            return None
        total += value if value >= previous else -value
        previous = max(previous, value)
    return total or None


def ordinal_value(text: str) -> int | None:
    """The value of a number however written: "3", "III", "tercera", "premier", "3 bis"."""
    lowered = text.lower().strip()
    digits = re.match(r"[0-9]+", lowered)
    if digits:
        return int(digits[0])
    return _ORDINALS.get(lowered) or _CARDINALS.get(lowered) or roman_value(lowered)


def read_label(text: str) -> Label | None:
    """Read the number at the start of `text`, or return None where it has none.

    Letters that could be roman numerals come back as `letter`; only their neighbours tell which they are
    (see `clauses.segment`).
    """
    return (
        _word_label(text, _ARTICLE, "article")
        or _word_label(text, _CHAPTER, "chapter")
        or _annex_label(text)
        or _letter_part(text)
        or _ordinal_label(text)
        or _plain_label(text)
    )


def _word_label(text: str, pattern: re.Pattern[str], kind: LabelKind) -> Label | None:
    match = pattern.match(text)
    if not match:
        return None
    rest = match["rest"].strip()
    if rest and _RUNS_ON.match(rest):
        return None
    word = match["word"].rstrip(".")
    if word.lower() in ("title", "part", "section", "parte") and rest[:1].islower():
        return None
    number = match["number"].strip()
    return Label(kind, word, number, ordinal_value(number), rest, kind)


def _annex_label(text: str) -> Label | None:
    ordinal = _ANNEX_IN_WORDS.match(text)
    if ordinal and ordinal["number"].lower() in _ORDINALS:
        which = _ORDINALS[ordinal["number"].lower()]
        return Label("annex", ordinal["word"], str(which), which, ordinal["rest"].strip(" .:–—-"), "annex")
    match = _ANNEX.match(text)
    if not match:
        return None
    rest = match["rest"].strip()
    number = (match["number"] or "").strip()
    # An annex's heading is short and does not run on; "Annex I sets out ..." is a sentence.
    if len(text) > 160 or rest[:1].islower() or text.rstrip().endswith((".", ";", ",")):
        return None
    if not number and rest and not match["word"].isupper() and len(rest) > 90:
        return None
    if number and len(number) == 1 and number.isupper() and roman_value(number) is None:
        value: int | None = ord(number) - 64
    else:
        value = ordinal_value(number) if number else None
    return Label("annex", match["word"], number, value, rest, "annex")


def _letter_part(text: str) -> Label | None:
    match = _LETTER_PART.match(text)
    if not match or len(text) > 60:
        return None
    number = (match["number"] or "").strip()
    return Label("letter-part", match["word"], number, ordinal_value(number) if number else None, "", "letter-part")


def _ordinal_label(text: str) -> Label | None:
    match = _ORDINAL_CLAUSE.match(text)
    if not match or not (match["number"][0].isupper()):
        return None
    number = match["number"]
    return Label("article", "", number, _ORDINALS[number.lower()], match["rest"].strip(), "ordinal")


def _plain_label(text: str) -> Label | None:
    decimal = _DECIMAL.match(text)
    if decimal:
        number = decimal["number"]
        return Label(
            "decimal", "", number, int(number.rsplit(".", 1)[1]), decimal["rest"], f"decimal-{number.count('.')}"
        )
    numbered = _NUMBERED.match(text)
    if numbered:
        number = numbered["number"]
        style = numbered["open"] + "1" + numbered["close"].strip()[:1]
        return Label("number", "", number, int(number), numbered["rest"], style)
    lettered = _LETTERED.match(text)
    if lettered and not _is_word(lettered):
        number = lettered["number"]
        style = lettered["open"] + ("A" if number.isupper() else "a") + lettered["close"].strip()[:1]
        return Label("letter", "", number, _letter_value(number), lettered["rest"], style)
    roman = _ROMAN_HEADING.match(text)
    if roman and roman_value(roman["number"]) is not None and roman["rest"]:
        number = roman["number"]
        return Label("roman", "", number, roman_value(number), roman["rest"], "I.")
    bullet = _BULLET.match(text)
    if bullet and bullet["rest"]:
        return Label("bullet", "", "", None, bullet["rest"], "•")
    return None


def _letter_value(number: str) -> int | None:
    lowered = number.lower()
    if len(lowered) == 1 or len(set(lowered)) == 1:  # a, b, ... z, aa, bb
        return ord(lowered[0]) - 96 + 26 * (len(lowered) - 1)
    return None


def _is_word(match: re.Match[str]) -> bool:
    """Tell "e.g. this", "S.E. M." and "No. 5" from a lettered item."""
    number, rest = match["number"], match["rest"]
    if len(number) == 1:
        # An abbreviation goes on with a letter and a full stop: "e.g.", "S.E.", "i.e."
        return bool(re.match(r"^[a-zA-Z]\.", rest)) or (not match["open"] and match["close"].strip() in "-–—")
    if roman_value(number) is not None and re.fullmatch(r"(?i)m{0,3}(x{0,3})(ix|iv|v?i{0,3})", number):
        return False
    return not (len(set(number.lower())) == 1 and match["close"].strip() in (")", "]"))
