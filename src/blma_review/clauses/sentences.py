"""Splitting legal prose into sentences, in English, French and Spanish."""

from __future__ import annotations

import re

# Words after which a full stop does not end a sentence.
_ABBREVIATIONS = frozenset(
    [
        "art",
        "arts",
        "no",
        "nos",
        "nr",
        "n",
        "nº",
        "para",
        "paras",
        "par",
        "parr",
        "párr",
        "cf",
        "vol",
        "ed",
        "al",
        "etc",
        "eg",
        "ie",
        "e.g",
        "i.e",
        "p",
        "pp",
        "ex",
        "viz",
        "vs",
        "approx",
        "dept",
        "gov",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "jr",
        "sr",
        "sra",
        "srta",
        "d",
        "dª",
        "lic",
        "ing",
        "mtro",
        "h.e",
        "s.e",
        "s.e.m",
        "m",
        "mm",
        "mme",
        "mlle",
        "me",
        "mgr",
        "exc",
        "s.m",
        "ss",
        "aa",
        "ee.uu",
        "num",
        "núm",
        "lit",
        "inc",
        "ltd",
        "co",
        "fig",
        "sec",
        "secs",
        "cl",
        "ch",
        "chap",
        "cap",
        "reg",
        "op",
        "cit",
        "ibid",
        "fr",
        "es",
        "en",
        "tel",
        "av",
        "avda",
        "ste",
        "dpto",
        "u.s",
        "u.k",
        "u.n",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "janv",
        "févr",
        "avr",
        "juil",
        "déc",
        "ene",
        "abr",
        "ago",
        "dic",
    ]
)
_END = re.compile(r"(?<=[.;!?])[\"”»’)\]]*\s+(?=[\"“«‘(\[¿¡]*[A-ZÀ-Þ0-9])|(?<=;)\s+|\n+")
_LAST_WORD = re.compile(r"([\w.ºª]+)\.[\"”»’)\]]*$")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Part `text` into sentences. Returns (start, end) character offsets, in order, without the white space between.

    A semicolon ends a sentence too: in treaties it parts provisions that stand on their own.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if text[match.start() - 1 : match.start()] == "." and _is_abbreviation(text[start : match.start()]):
            continue
        _add(spans, text, start, match.start())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _is_abbreviation(before: str) -> bool:
    word = _LAST_WORD.search(before)
    if not word:
        return False
    bare = word[1].lower().rstrip("ºª°")
    # A single capital is an initial ("S.E. M. Dupont"); a number or a roman numeral is the end of a sentence.
    return bare in _ABBREVIATIONS or (len(word[1]) == 1 and word[1].isalpha() and word[1].isupper())


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        left = start + len(piece) - len(piece.lstrip())
        spans.append((left, left + len(stripped)))
