"""The review itself: a document in, everything found in it out."""

from __future__ import annotations

from collections.abc import Sequence

from blma_review.clauses.model import Agreement
from blma_review.clauses.segment import segment
from blma_review.clauses.units import Unit, units_of
from blma_review.documents.model import Document
from blma_review.glossary.model import Glossary
from blma_review.review.answers import answer_rules, index_of
from blma_review.review.facts import facts_of
from blma_review.review.findings import Answer, Review
from blma_review.review.obligations import obligations_of
from blma_review.review.structure import check_structure
from blma_review.review.terms import check_terms
from blma_review.rules.model import RuleSet


def answer_agreement(agreement: Agreement, units: Sequence[Unit], rules: RuleSet) -> tuple[Answer, ...]:
    """Answer every rule from an agreement's sentences and from what its structure shows."""
    return answer_rules(rules, units, agreement.language, facts_of(agreement, units))


def review_document(document: Document, rules: RuleSet, glossary: Glossary) -> Review:
    """Review a document against a rule set and a glossary."""
    agreement = segment(document)
    units = units_of(agreement)
    index = index_of(rules, units, agreement.language)
    answers = answer_rules(rules, units, agreement.language, facts_of(agreement, units), index)
    return Review(
        agreement=agreement,
        answers=answers,
        terms=check_terms(agreement, units, glossary),
        structure=check_structure(agreement, units, answers),
        obligations=obligations_of(units, index, agreement.language),
        rules=rules,
        glossary=glossary,
    )
