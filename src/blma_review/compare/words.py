"""What changed inside a clause: the words taken out and put in, and whether a duty became a possibility."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import LCSseq

from blma_review.languages import Language

PieceKind = Literal["same", "removed", "added"]
Force = Literal["weakened", "strengthened", ""]

# A word, a blank to fill in or a sign, with the space after it; the bar between two cells of a table is space.
_TOKEN = re.compile(r"(?:_+|[.…]{2,}|[^\W_]\w*(?:[-'’]\w+)*|[^\w\s])[\s|]*")
_TYPOGRAPHIC = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"})

# Words that bind, words that allow, and words that soften. "May not" and its like forbid, so they bind. French and
# Spanish also bind with the plain present or future ("délivre", "expedirá"), which no list can hold.
_BINDS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:shall|must|will|may not|cannot|undertakes?)\b"),
    "fr": re.compile(r"\b(?:doit|doivent|devra|devront|s'engagent?|ne (?:peut|peuvent|pourra|pourront))\b"),
    "es": re.compile(r"\b(?:deben?|deberán?|se comprometen?|no (?:puede|pueden|podrá|podrán))\b"),
}
_ALLOWS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:may(?! not)|might|can|could|should)\b"),
    "fr": re.compile(r"(?<!\bne )\b(?:peut|peuvent|pourra|pourront|pourraient|pourrait|devrait|devraient)\b"),
    "es": re.compile(r"(?<!\bno )\b(?:puede|pueden|podrá|podrán|podría|podrían|debería|deberían)\b"),
}
_SOFTENS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:endeavou?rs?|strives?|seeks? to|encouraged?|best efforts|as appropriate|"
        r"(?:where|when|if|as far as|wherever) (?:possible|practicable|feasible|appropriate)|"
        r"subject to (?:its|their) (?:national )?(?:laws?|legislation))\b"
    ),
    "fr": re.compile(
        r"\b(?:s'efforce(?:nt|ra|ront)?|encourage(?:nt|ra|ront)?|dans la mesure du possible|si possible|"
        r"autant que possible|le cas échéant)\b"
    ),
    "es": re.compile(
        r"\b(?:procurarán?|se esforzarán?|alentarán?|en la medida de lo posible|(?:cuando|si) (?:sea|es|fuera) posible|"
        r"de ser posible|en su caso)\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that both texts have, or only the old one, or only the new one."""

    kind: PieceKind
    text: str


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The way from one text to another in pieces. Only words count: not the shape of quotes, dashes and spaces.

    A word or two that stay between two changes are shown as changed too, because that is easier to read.
    """
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    steps: list[tuple[bool, list[str], list[str]]] = []
    for step in LCSseq.opcodes(_keys(ours), _keys(theirs)):
        same = step.tag == "equal"
        out, put = ours[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end]
        if same and len(out) <= 2 and steps and step.src_end < len(ours) and step.dest_end < len(theirs):
            same = False
        steps.append((same, out, put))
    pieces: list[Piece] = []
    for same, group in groupby(steps, key=lambda step: step[0]):
        members = list(group)
        before = "".join(token for _, tokens, _ in members for token in tokens)
        after = "".join(token for _, _, tokens in members for token in tokens)
        if same:
            pieces.append(Piece("same", after))
        else:
            pieces += [Piece("removed", before)] * bool(before) + [Piece("added", after)] * bool(after)
    return tuple(pieces)


def same_words(old: str, new: str) -> bool:
    """Whether two texts have the same words and signs, whatever their quotes, dashes and spaces look like."""
    return _keys(_TOKEN.findall(old)) == _keys(_TOKEN.findall(new))


def force_of(pieces: Sequence[Piece], language: Language) -> Force:
    """Whether a change leaves a choice where the clause bound ("shall" became "may"), or the reverse.

    What counts is one word in the other's place: a sentence that is new may say "may" and weaken nothing.
    """
    balance = 0
    for removed, added, in_place in _replacements(pieces):
        before, after = _plain(removed), _plain(added)
        balance += _count(_SOFTENS, language, after) - _count(_SOFTENS, language, before)
        allowed = _count(_ALLOWS, language, after) - _count(_ALLOWS, language, before)
        bound = _count(_BINDS, language, after) - _count(_BINDS, language, before)
        plain_form_binds = language != "en" and bound == 0 and in_place
        if (allowed > 0 and (bound < 0 or plain_form_binds)) or (allowed < 0 and (bound > 0 or plain_form_binds)):
            balance += allowed
    return "weakened" if balance > 0 else "strengthened" if balance < 0 else ""


def _replacements(pieces: Sequence[Piece]) -> Iterator[tuple[str, str, bool]]:
    """Each place where words changed: those taken out, those put in, and whether the ones replaced the others.

    With them come the words beside them, which tell "may" from "may not".
    """
    runs = [(same, list(group)) for same, group in groupby(pieces, key=lambda piece: piece.kind == "same")]
    for number, (same, members) in enumerate(runs):
        if not same:
            before = runs[number - 1][1][-1].text.split()[-1:] if number else []
            after = runs[number + 1][1][0].text.split()[:1] if number + 1 < len(runs) else []
            removed, added = ([piece.text for piece in members if piece.kind == kind] for kind in ("removed", "added"))
            yield " ".join([*before, *removed, *after]), " ".join([*before, *added, *after]), bool(removed and added)


def _count(patterns: Mapping[Language, re.Pattern[str]], language: Language, text: str) -> int:
    return len(patterns[language].findall(text))


def _keys(tokens: Sequence[str]) -> list[str]:
    """What two tokens must share to be the same; blanks to fill in are all alike."""
    return [
        "…" if token[0] in "_…" or token[:2] == ".." else token.rstrip().rstrip("| ").translate(_TYPOGRAPHIC)
        for token in tokens
    ]


def _plain(text: str) -> str:
    return " ".join(text.translate(_TYPOGRAPHIC).casefold().split())
