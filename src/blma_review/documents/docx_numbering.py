"""Word's automatic numbers, counted and written as Word shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from blma_review.documents.docx_characters import clean, symbol
from blma_review.documents.docx_styles import VAL, W, is_on, number, read_indent

if TYPE_CHECKING:
    from collections.abc import Callable

    from blma_review.documents.docx_package import Element

LEVELS = 9
_MAX_LABEL = 200
_MAX_REPEATS = 30  # "zzz..." beyond this is no number but an attack
_PLACEHOLDER = re.compile(r"%([1-9])")
_DASHES = "-–—"

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ALPHABETS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "chicago": "*†‡§",
}
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    style: str = "decimal"  # Word's w:numFmt
    text: str = ""  # Word's w:lvlText, such as "Article %1"
    font: str = ""
    restart: int | None = None  # 0: never; n: when level n (1-based) or one above it moves on
    legal: bool = False  # every number of the label in decimal
    hidden: bool = False
    paragraph_style: str | None = None
    left: int | None = None
    hanging: int | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A w:num: the abstract list whose counters it shares, its levels, and where it starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Lists:
    """The lists that a document defines. `style_list` finds the w:numId that a numbering style stands for."""

    def __init__(self, root: Element | None, style_list: Callable[[str | None], str | None]) -> None:
        self._style_list = style_list
        self._abstracts: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._defining: dict[str | None, str] = {}  # the abstract lists that define numbering styles
        self._lists: dict[str, List | None] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        if root is not None:
            self._abstracts = {
                element.get(W + "abstractNumId", ""): element for element in root.iter(W + "abstractNum")
            }
            self._defining = {_link(element, "styleLink"): key for key, element in self._abstracts.items()}
            self._nums = {element.get(W + "numId", ""): element for element in root.iter(W + "num")}

    def find(self, num_id: str | None) -> List | None:
        """The list of a w:numId; None where there is none, or where it is 0, which switches numbers off."""
        if num_id is None or num_id == "0":
            return None
        if num_id not in self._lists:
            self._lists[num_id] = self._read(num_id)
        return self._lists[num_id]

    def level_of(self, num_id: str, style_ids: tuple[str, ...]) -> int | None:
        """The level that the list ties to one of these styles, the nearest first."""
        found = self.find(num_id)
        if found is None:
            return None
        tied = {level.paragraph_style: index for index, level in found.levels.items() if level.paragraph_style}
        return next((tied[identifier] for identifier in style_ids if identifier in tied), None)

    def _read(self, num_id: str) -> List | None:
        num = self._nums.get(num_id)
        abstract_id = None if num is None else self._abstract_of(num)
        if num is None or abstract_id is None:
            return None
        if abstract_id not in self._levels:
            self._levels[abstract_id] = _levels(self._abstracts[abstract_id])
        levels, starts = dict(self._levels[abstract_id]), {}
        for override in num.iterchildren(W + "lvlOverride"):
            index = number(override.get(W + "ilvl"))
            level, start = override.find(W + "lvl"), override.find(W + "startOverride")
            if level is not None:
                levels[index] = _level(level)
            if start is not None:
                starts[index] = number(start.get(VAL), 1)
        return List(abstract_id, levels, starts)

    def _abstract_of(self, num: Element | None) -> str | None:
        """Follow a list's pointer to its definition, which may lead through a numbering style."""
        seen = set[str]()
        while num is not None:
            pointer = num.find(W + "abstractNumId")
            identifier = "" if pointer is None else pointer.get(VAL, "")
            if identifier not in self._abstracts or identifier in seen:
                return None
            seen.add(identifier)
            style = _link(self._abstracts[identifier], "numStyleLink")
            if style is None:
                return identifier
            if style in self._defining:
                return self._defining[style]
            num = self._nums.get(self._style_list(style) or "")
        return None


@dataclass(slots=True)
class Counters:
    """How far each list has counted. Word counts by abstract list, so that two lists of one kind run on."""

    lists: Lists
    language: str = ""
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def advance(self, num_id: str, index: int) -> str:
        """Count one more paragraph of a list at a level, and give the label that Word shows for it."""
        found = self.lists.find(num_id)
        if found is None or not 0 <= index < LEVELS:
            return ""
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        self._count(found, num_id, index, counts)
        return self._label(found, index, counts)

    def _count(self, found: List, num_id: str, index: int, counts: list[int | None]) -> None:
        begins = index in found.starts and (num_id, index) not in self._begun
        self._begun.add((num_id, index))
        current = counts[index]
        counts[index] = _start(found, index) if current is None or begins else current + 1
        for upper in range(index):
            # A level that was skipped counts as begun: "1.1" under no "1" is followed by "2".
            if counts[upper] is None:
                counts[upper] = _start(found, upper)
        for lower in range(index + 1, LEVELS):
            restart = found.levels.get(lower, Level()).restart
            if restart is None or index < restart:
                counts[lower] = None

    def _label(self, found: List, index: int, counts: list[int | None]) -> str:
        level = found.levels.get(index)
        if level is None or level.hidden:
            return ""
        if level.style == "bullet":
            return _bullet(level)

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            other = found.levels.get(place, Level())
            value = counts[place]
            if value is None or place > index:
                return ""
            return format_number(value, "decimal" if level.legal else other.style, self.language)

        return clean(_PLACEHOLDER.sub(shown, level.text[:_MAX_LABEL]))[:_MAX_LABEL]


def format_number(value: int, style: str, language: str = "") -> str:
    """A number as Word's w:numFmt `style` writes it; in decimal where the style is not known."""
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{value:02d}"
    if style == "numberInDash":
        return f"- {value} -"
    if value <= 0:
        return str(value)
    if style in _ALPHABETS:
        return _letters(value, _ALPHABETS[style])
    if style in ("lowerRoman", "upperRoman"):
        roman = _roman(value)
        return roman.upper() if style == "upperRoman" else roman
    if style == "ordinal":
        return _ordinal(value, language)
    if style in ("cardinalText", "ordinalText"):
        words = _words(value)
        if not words:
            return str(value)
        return (words if style == "cardinalText" else _ordinal_words(words)).capitalize()
    if style == "decimalEnclosedCircle" and value <= 20:
        return chr(0x2460 + value - 1)
    return str(value)


def _link(abstract: Element, name: str) -> str | None:
    link = abstract.find(W + name)
    return None if link is None else link.get(VAL, "")


def _levels(abstract: Element) -> dict[int, Level]:
    levels = ((number(level.get(W + "ilvl")), level) for level in abstract.iterchildren(W + "lvl"))
    return {index: _level(level) for index, level in levels if 0 <= index < LEVELS}


def _level(element: Element) -> Level:
    level = Level(start=0)
    for child in element:
        tag, value = child.tag, child.get(VAL)
        if tag == W + "start":
            level = replace(level, start=number(value, 0))
        elif tag == W + "numFmt":
            level = replace(level, style=value or "decimal")
        elif tag == W + "lvlText":
            level = replace(level, text=value or "")
        elif tag == W + "lvlRestart":
            level = replace(level, restart=number(value))
        elif tag == W + "isLgl":
            level = replace(level, legal=is_on(child))
        elif tag == W + "pStyle":
            level = replace(level, paragraph_style=value)
        elif tag == W + "pPr":
            left, hanging = read_indent(child.find(W + "ind"))
            level = replace(level, left=left, hanging=hanging)
        elif tag == W + "rPr":
            fonts, vanish = child.find(W + "rFonts"), child.find(W + "vanish")
            level = replace(
                level,
                font="" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "",
                hidden=vanish is not None and is_on(vanish),
            )
    return level


def _start(found: List, index: int) -> int:
    if index in found.starts:
        return found.starts[index]
    level = found.levels.get(index)
    return 1 if level is None else level.start


def _bullet(level: Level) -> str:
    text = level.text.strip()
    if not text:
        return ""
    if len(text) > 1:
        return clean(text)[:_MAX_LABEL]
    if text in _DASHES:
        return text
    # A round bullet stands for every picture or letter that a symbol font may hold.
    mapped = symbol(level.font, text)
    return "•" if not mapped or mapped.isalnum() else mapped


def _letters(value: int, alphabet: str) -> str:
    repeats, place = divmod(value - 1, len(alphabet))
    return str(value) if repeats >= _MAX_REPEATS else alphabet[place] * (repeats + 1)


def _roman(value: int) -> str:
    if value > 9999:
        return str(value)
    digits = []
    for worth, digit in _ROMAN:
        count, value = divmod(value, worth)
        digits.append(digit * count)
    return "".join(digits)


def _ordinal(value: int, language: str) -> str:
    if language == "fr":
        return f"{value}er" if value == 1 else f"{value}e"
    if language in ("es", "pt", "it"):
        return f"{value}º"
    if 10 <= value % 100 <= 20:
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def _words(value: int) -> str:
    """A number up to 999 in English words; "" beyond."""
    if value < 20:
        return _UNITS[value]
    if value < 100:
        tens, units = divmod(value, 10)
        return _TENS[tens] + (f"-{_UNITS[units]}" if units else "")
    if value < 1000:
        hundreds, rest = divmod(value, 100)
        return f"{_UNITS[hundreds]} hundred" + (f" {_words(rest)}" if rest else "")
    return ""


def _ordinal_words(words: str) -> str:
    last = re.split(r"[ -]", words)[-1]
    ordinal = _IRREGULAR.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return words[: len(words) - len(last)] + ordinal
