"""Damaged files, and texts nobody would write: never an exception but our own."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from mutants import mutants, outcome

from blma_review.clauses.segment import segment
from blma_review.documents.text import read_plain
from blma_review.rules.lexicon import build_lexicon
from blma_review.rules.matcher import TextIndex
from blma_review.rules.model import Concept

CRASHES = Path(__file__).resolve().parent / "crashes"
LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "AGREEMENT BETWEEN A AND B", "Article 1", "Artículo 2 – Objeto", "1. Text of the paragraph.", "(a) an item;",
                "(i) roman item", "ANNEX I", "CHAPTER II", "The Parties,", "have agreed as follows:", "DONE at Aba.",
                "3.2.1 Decimal", "- bullet", "Excellency,", "Nr. I", "",
            ]
        ),
        st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=60),
    ),
    max_size=30,
)  # fmt: skip


def test_damaged_files_are_read_or_refused_in_one_sentence(tmp_path: Path) -> None:
    seen = set()
    for number, (ending, data) in enumerate(mutants(120, seed=7)):
        path = tmp_path / f"{number}{ending}"
        path.write_bytes(data)
        seen.add(outcome(path))
    assert seen == {"read", "refused"}


def test_files_that_crashed_once_do_not_again() -> None:
    for path in sorted(CRASHES.glob("*")):
        assert outcome(path) in ("read", "refused")


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_every_word_ends_up_in_exactly_one_clause(lines: list[str]) -> None:
    document = read_plain("a.txt", "\n\n".join(lines))
    agreement = segment(document)
    given_words = sorted(re.findall(r"\w{2,}", " ".join(block.text for block in document.blocks)))
    texts = [
        f"{clause.ref if clause.kind == 'chapter' else ''} {clause.heading} {clause.text}"
        for clause in agreement.walk()
    ]
    kept = re.findall(r"\w{2,}", " ".join(texts))
    # Numbers and the words before them ("Article 5") become references; no other word may be lost or doubled.
    lost = set(given_words) - set(kept)
    numbers = {word for clause in agreement.walk() for word in re.findall(r"\w{2,}", f"{clause.ref} {clause.number}")}
    labels = {"Article", "Artículo", "ANNEX", "CHAPTER", "Nr"}
    assert lost <= numbers | labels


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_matching_does_not_depend_on_the_normal_form_or_white_space(text: str) -> None:
    phrases = build_lexicon([Concept("it", {"en": ("travaill* ... employeur", "e", "a/o .. u")})], "en")
    counts = []
    for form in ("NFC", "NFD"):
        index = TextIndex([re.sub(r"\s+", "  \n", unicodedata.normalize(form, text))], phrases)
        counts.append(len(index.hits("it").get(0, ())))
    assert counts[0] == counts[1]
