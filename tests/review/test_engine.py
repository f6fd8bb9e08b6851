"""How evidence is weighed: negation, permission, effort, deference, preamble, lists."""

from __future__ import annotations

import pytest

from blma_review.clauses.segment import segment
from blma_review.clauses.units import units_of
from blma_review.documents.text import read_markdown
from blma_review.review.answers import answer_rules
from blma_review.rules.load import build_rules
from blma_review.rules.model import RuleSet

ENGINE = """\
concepts:
  negation: {en: [not, no]}
  not-a-negation: {en: [not less]}
  weak-obligation: {en: [endeavour*]}
  permission: {en: [may]}
  deference: {en: [subject to .. law]}
  employer: {en: [employer]}
  housing: {en: [housing]}
  pay: {en: [pay, pays]}
  tax: {en: [tax]}
rules:
  - id: housing
    phase: drafting
    sources: [R115]
    question: {en: "?"}
    why: {en: "?"}
    answers: {}
    advice: {}
    wording: {en: "?"}
    evidence:
"""


def rules(evidence: str) -> RuleSet:
    return build_rules([("r.yaml", (ENGINE + f"      - {evidence}\n").encode())])


def answer(text: str, evidence: str = "{answer: full, says: housing, all: [[employer], [housing]]}"):
    agreement = segment(read_markdown("a.md", f"# AGREEMENT BETWEEN A AND B\n\nThe Parties,\n\n{text}\n"))
    return answer_rules(rules(evidence), units_of(agreement), "en", {})[0]


ARTICLE = "### Article 1. Housing\n\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The employer provides housing.", "full"),
        ("The employer shall not provide housing.", "none"),
        ("The employer provides housing of not less than ten square metres.", "full"),
        ("The employer shall endeavour to provide housing.", "partial"),
        ("The employer may provide housing.", "partial"),
        ("Subject to national law, the employer provides housing.", "partial"),
        ("The worker provides housing.", "none"),
    ],
)
def test_what_changes_an_answer(sentence, expected):
    assert answer(ARTICLE + sentence).answer == expected


def test_a_promise_in_the_preamble_is_partial():
    found = answer("Recalling that the employer provides housing,\n\n" + ARTICLE + "The employer pays tax.")
    assert (found.answer, found.quotes[0].ref) == ("partial", "Preamble, paragraph 2")


def test_a_list_item_reads_with_its_lead_in():
    found = answer(ARTICLE + "The employer shall:\n\n(a) pay tax;\n\n(b) provide housing.")
    assert found.answer == "full"
    assert found.quotes[0].ref == "Article 1(b)"


def test_a_negated_lead_in_negates_its_items():
    assert answer(ARTICLE + "The employer shall not:\n\n(a) pay tax;\n\n(b) provide housing.").answer == "none"


def test_two_sentences_are_not_one():
    assert answer(ARTICLE + "The employer pays tax. Housing is scarce.").answer == "none"


def test_an_article_may_hold_what_a_sentence_does_not():
    evidence = "{answer: full, says: housing, all: [[employer], [housing]], within: article}"
    assert answer(ARTICLE + "The employer pays tax. Housing is scarce.", evidence).answer == "full"
    two = ARTICLE + "The employer pays tax.\n\n### Article 2\n\nHousing is scarce."
    assert answer(two, evidence).answer == "none"


def test_contrary_wins_and_the_promise_is_kept_beside_it():
    evidence = "{answer: contrary, says: taxed housing, all: [[housing], [tax]]}"
    rule_set = build_rules(
        [
            (
                "r.yaml",
                (
                    ENGINE
                    + "      - {answer: full, says: housing, all: [[employer], [housing]]}\n      - "
                    + evidence
                    + "\n"
                ).encode(),
            )
        ]
    )
    agreement = segment(
        read_markdown(
            "a.md",
            "# AGREEMENT\n\n### Article 1\n\nThe employer provides housing.\n\n### Article 2\n\nHousing bears tax.\n",
        )
    )
    found = answer_rules(rule_set, units_of(agreement), "en", {})[0]
    assert found.answer == "contrary"
    assert {match.answer for match in found.matches} == {"contrary", "full"}
    assert found.quotes[0].ref == "Article 2"


def test_a_negated_match_is_a_near_miss():
    found = answer(ARTICLE + "The employer shall not provide housing.")
    assert found.near_misses[0].weighed == ("negated",)


def test_the_quote_marks_the_words_that_matched():
    quote = answer(ARTICLE + "In all seasons the employer provides housing for everybody.").quotes[0]
    assert quote.words[slice(*quote.marked)] == "employer provides housing"
