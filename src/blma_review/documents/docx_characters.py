"""Characters as the reader of a document sees them: invisible ones out, symbol fonts spelled in Unicode."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_CARELESS = "\u00ad\ufffc"  # soft hyphens and object marks mean nothing to a reader
# Joiners belong to the spelling of Arabic and Indic scripts, so they are left alone between such letters.
_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u061c\u180e\U000e0000-\U000e007f]"
    "|(?<![\u0590-\u109f])[\u200c\u200d](?![\u0590-\u109f])"
)
_MARKS_OF_RTL = "\u200e\u200f\u061c"
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PRIVATE = re.compile("[\uf020-\uf0ff]")

# Greek letters that pass for Latin ones; the others ("Δt", "μg") stand beside Latin letters in honest texts.
_GREEK_TWINS = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορυχϲϳ"
_TWIN = re.compile(f"[\u0400-\u052f{_GREEK_TWINS}]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")

_WINGDINGS = dict(
    zip(
        "\x4a\x4b\x4c\x6c\x6d\x6e\x6f\x71\x72\x75\x76\x77\x9f\x9e\xa1\xa7\xa8\xd8\xe0\xe8\xf0\xfb\xfc\xfd\xfe\x21\x28\x2a",
        "☺☺☹●❍■□❑❒◆❖◆•·○▪◻➢→➔⇨✗✓☒☑✏☎✉",
        strict=True,
    )
)
_SYMBOL = dict(
    zip(
        "\xa3\xa5\xa7\xa8\xa9\xaa\xab\xac\xae\xaf\xb0\xb1\xb2\xb3\xb4\xb7\xb8\xb9\xbb\xbc\xbe\xc6\xd0\xd7\xe0\x2d\x5e"
        "\xd2\xd3\xd4",
        "≤∞♣♦♥♠↔←→↓°±″≥×•÷≠≈…—∅∠⋅◊−⊥®©™",
        strict=True,
    )
)
_SYMBOL |= dict(
    zip(
        "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)


def clean(raw: str) -> str:
    """The text without invisible characters, in NFC, its white space single and none at its ends."""
    if raw.isascii():
        return " ".join(raw.split())
    text = _PRIVATE.sub(lambda match: symbol("", match[0]), _INVISIBLE.sub("", raw))
    for character in _CARELESS:
        text = text.replace(character, "")
    return " ".join(unicodedata.normalize("NFC", text).split())


def invisible_characters(raw: str) -> str:
    """The invisible characters of a text, named and counted; "" if there are none.

    Direction marks in a text that is written from right to left do honest work and are not named.
    """
    if raw.isascii():
        return ""
    found = Counter(_INVISIBLE.findall(raw))
    if _RTL.search(raw):
        for mark in _MARKS_OF_RTL:
            found.pop(mark, None)
    return ", ".join(
        f"U+{ord(character):04X} {unicodedata.name(character, 'tag').lower()} ({count})"
        for character, count in sorted(found.items())
    )


def disguised_words(text: str) -> list[str]:
    """Words of Latin letters in which Cyrillic or Greek ones take the place of their twins."""
    if text.isascii() or not _TWIN.search(text):
        return []
    return [word for word in _WORD.findall(text) if _TWIN.search(word) and _LATIN.search(word)]


def symbol(font: str, character: str) -> str:
    """The Unicode character that a symbol font shows for `character`; "" if it is not known."""
    code = ord(character)
    byte = chr(code - 0xF000) if 0xF000 <= code <= 0xF0FF else character
    name = font.lower()
    if "wingdings" in name or "webdings" in name:
        return _WINGDINGS.get(byte, "" if code < 0xF000 else "▪")
    if name.startswith("symbol"):
        return _SYMBOL.get(byte, byte if byte in "()[]{}<>=+/*.,;:%&!?|_ 0123456789" else "")
    if 0xE000 <= code <= 0xF8FF:
        # Without the font's name: a bullet in every symbol font, or plain text in a font of its own.
        return {"\xb7": "•", "\xa7": "▪", "\xa8": "◻", "\xd8": "➢", "\xfc": "✓", "\x2d": "−"}.get(byte, "")
    return character
