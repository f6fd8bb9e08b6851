"""The language of expressions: what an expert's words find in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blma_review.rules.lexicon import build_lexicon
from blma_review.rules.matcher import TextIndex
from blma_review.rules.model import Concept
from blma_review.rules.phrases import parse_phrase


def found(expression: str, text: str, language: str = "en", **others: str) -> list[str]:
    """The stretches of a text that an expression finds."""
    concepts = {name: Concept(name, {"any": (words,)}) for name, words in others.items()}
    concepts["it"] = Concept("it", {language: (expression,)})
    index = TextIndex([text], build_lexicon(concepts.values(), language))  # type: ignore[arg-type]
    return [text[slice(*index.characters(0, span))] for span in index.hits("it").get(0, ())]


@pytest.mark.parametrize(
    ("expression", "text", "words"),
    [
        ("recruitment fee", "No Recruitment Fees are due", ["Recruitment Fees"]),
        ("recruitment fee", "the fee for recruitment", []),
        ("charg*", "charging a charge", ["charging", "charge"]),
        ("fee/cost", "a cost and fees", ["cost", "fees"]),
        ("pay the? worker", "pay worker or pay the worker", ["pay worker", "pay the worker"]),
        ("worker .. fee", "worker shall pay a fee", ["worker shall pay a fee"]),
        ("worker .. fee", "worker shall pay the agency a fee", []),
        ("worker ... fee", "worker shall pay the agency a fee", ["worker shall pay the agency a fee"]),
        ("l'employeur", "L’EMPLOYEUR paie", ["L’EMPLOYEUR"]),
        ("pre-departure", "pre departure and pre‑departure", ["pre departure", "pre‑departure"]),
        ("identité", "l'IDENTITE", ["IDENTITE"]),
        ("autoridad", "las autoridades", ["autoridades"]),
    ],
)
def test_what_an_expression_finds(expression, text, words):
    assert found(expression, text) == words


def test_a_concept_may_speak_of_another():
    assert found("<payer> .. fee", "the employer pays fees", payer="employer") == ["employer pays fees"]


@pytest.mark.parametrize("expression", ["", "..", "word ..", ".. word", "word? other", "a*b", "<open", "**"])
def test_an_expression_that_cannot_be_read_is_refused(expression):
    with pytest.raises(ValueError, match=r"\w"):
        parse_phrase(expression)


@given(st.text(max_size=60))
def test_any_expression_is_read_or_refused(expression):
    try:
        assert parse_phrase(expression)[0]
    except ValueError as error:
        assert str(error)


@given(st.lists(st.sampled_from(["worker", "fee", "the", "pays", "\n", "  ", "\u00a0"]), max_size=40))
def test_matching_does_not_depend_on_white_space(words):
    spaced, plain = " ".join(words), " ".join(" ".join(words).split())
    assert [" ".join(hit.split()) for hit in found("worker ... fee", spaced)] == found("worker ... fee", plain)
