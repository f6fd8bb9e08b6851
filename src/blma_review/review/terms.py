"""An agreement's words, held against the glossary and against its own definitions."""

from __future__ import annotations

from collections.abc import Sequence

from blma_review.clauses.model import Agreement
from blma_review.clauses.units import Unit
from blma_review.glossary.model import Glossary
from blma_review.review.findings import TermFinding


def check_terms(agreement: Agreement, units: Sequence[Unit], glossary: Glossary) -> tuple[TermFinding, ...]:
    """Discouraged words with their replacements, misspelt terms, and the agreement's own terms used askew."""
    return ()
