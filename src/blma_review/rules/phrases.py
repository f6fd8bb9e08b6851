"""The language in which experts write expressions: words, alternatives, gaps and other concepts.

    recruitment fee            these words, in this order; singular or plural, any case, with or without accents
    charg*                     any word that begins with "charg"
    fee/cost/<charge>          one of these words or concepts
    not?                       a word that may be left out
    ..                         up to 3 words in between
    ...                        up to 10 words in between
    ....                       up to 25 words in between
    <employer> ... <pay>       concepts, by their names

Matching walks from one candidate position to the next and looks at most 25 words ahead, so that its time is
linear in the length of the text, whatever the expression.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

_NO_PLURAL = frozenset(
    [
        "the",
        "and",
        "not",
        "nor",
        "but",
        "for",
        "any",
        "all",
        "its",
        "his",
        "her",
        "who",
        "may",
        "can",
        "has",
        "had",
        "was",
        "are",
        "our",
        "per",
        "via",
        "non",
        "pas",
        "par",
        "sur",
        "des",
        "les",
        "une",
        "est",
        "ont",
        "aux",
        "ses",
        "qui",
        "que",
        "sans",
        "dans",
        "vers",
        "chez",
        "con",
        "por",
        "que",
        "sin",
        "sus",
        "las",
        "los",
        "una",
        "del",
        "fue",
        "han",
        "hay",
        "muy",
        "mas",
        "pero",
        "para",
    ]
)
GAPS = {"..": 3, "...": 10, "....": 25}
MAX_SLOTS = 16

_TOKEN = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+|%")  # a letter may have its accent apart; "%" is a word
_APART = re.compile(r"['’‐‑–-]")
_ALTERNATIVE = r"(?:<[a-z0-9-]+>|[^\s<>.?*/]+\*?)"
_ELEMENT = re.compile(rf"{_ALTERNATIVE}(?:/{_ALTERNATIVE})*\??$")


# One place in an expression: words, beginnings of words and concepts, of which one must stand there; how many other
# words may stand before it; whether it may be missing. Plain tuples, since tens of thousands are loaded at every start.
Slot = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int, bool]

# A parsed expression: its slots, and those of them that cannot be missing, words before concepts.
Phrase = tuple[tuple[Slot, ...], tuple[Slot, ...]]


def normalise(text: str) -> str:
    """Lower case, no accents, one form for every way that Unicode writes a letter."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


def tokens(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, normalised, each with its start and end in the text as given.

    Apostrophes and hyphens part words, so that "l'employeur" holds "employeur" and "pre-departure" two words.
    """
    if text.isascii():
        return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text.lower())]
    return [(normalise(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]


@cache
def parse_phrase(expression: str) -> Phrase:
    """Parse an expression.

    Raises ValueError with a sentence that says what is wrong with it.
    """
    slots: list[Slot] = []
    gap = 0
    for element in _split(expression):
        if element in GAPS:
            gap = GAPS[element]
        else:
            slots.append(_slot(element, gap))
            gap = 0
    if not slots:
        raise ValueError("an expression needs at least one word")
    if gap:
        raise ValueError("an expression cannot end with a gap")
    _, _, _, first_gap, first_optional = slots[0]
    if first_gap or first_optional:
        raise ValueError("an expression must begin with a word that is always there")
    if len(slots) > MAX_SLOTS:
        raise ValueError(f"an expression may have at most {MAX_SLOTS} words; this has {len(slots)}")
    required = sorted((slot for slot in slots if not slot[4]), key=lambda slot: bool(slot[2]))
    return tuple(slots), tuple(required)


def join_single(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """The same expressions, those of one word or concept joined into one, which is searched in one go."""
    single: list[Slot] = []
    longer: list[Phrase] = []
    for phrase in phrases:
        if len(phrase[0]) == 1:
            single.extend(phrase[0])
        else:
            longer.append(phrase)
    if not single:
        return tuple(longer)
    words = tuple(dict.fromkeys(word for slot in single for word in slot[0]))
    prefixes = tuple(dict.fromkeys(prefix for slot in single for prefix in slot[1]))
    concepts = tuple(dict.fromkeys(concept for slot in single for concept in slot[2]))
    joined: Slot = (words, prefixes, concepts, 0, False)
    return ((joined,), (joined,)), *longer


def _split(expression: str) -> list[str]:
    """Part an expression at spaces, apostrophes and hyphens, as the text is parted."""
    elements: list[str] = []
    for element in expression.split():
        if element.isalpha() or element.startswith("<") or "/" in element or element.strip(".") == "":
            elements.append(element)
        else:
            elements.extend(piece for piece in _APART.split(element) if piece)
    return elements


@cache  # the same words and concepts stand in thousands of expressions
def _slot(element: str, gap: int) -> Slot:
    if not _ELEMENT.match(element):
        raise ValueError(
            f"'{element}' is not understood; write words, word*, a/b, word?, <concept>, '..', '...' or '....'"
        )
    optional = element.endswith("?")
    element = element.rstrip("?")
    words: list[str] = []
    prefixes: list[str] = []
    concepts: list[str] = []
    for alternative in element.split("/"):
        if alternative.startswith("<"):
            concepts.append(alternative[1:-1])
        elif alternative.endswith("*"):
            prefixes.append(normalise(alternative[:-1]))
        else:
            words.extend(word_forms(normalise(alternative)))
    return tuple(words), tuple(prefixes), tuple(concepts), gap, optional


def word_forms(word: str) -> tuple[str, ...]:
    """A word and its regular plurals in the three languages; function words have none ("not" is not in "notes")."""
    if len(word) < 3 or word in _NO_PLURAL or not word.isalpha():
        return (word,)
    forms = [word, word + "s", word + "es"]
    if word.endswith("y"):
        forms.append(word[:-1] + "ies")
    elif word.endswith("z"):
        forms.append(word[:-1] + "ces")
    elif word.endswith("al"):
        forms.append(word[:-1] + "ux")
    elif word.endswith("eau"):
        forms.append(word + "x")
    return tuple(forms)
