"""Phases by the names that teams use."""

from __future__ import annotations

import pytest

from blma_review.errors import BlmaReviewError
from blma_review.rules.phases import parse_phase


@pytest.mark.parametrize(
    ("name", "phase"),
    [
        ("drafting", "drafting"),
        ("Drafting", "drafting"),
        ("development of the text", "drafting"),
        ("Development", "implementation"),
        ("monitoring", "monitoring-evaluation"),
        ("Monitoring and evaluation", "monitoring-evaluation"),
        ("3", "negotiation"),
        ("Négociation", "negotiation"),
        ("mise en œuvre", "implementation"),
        ("seguimiento", "monitoring-evaluation"),
    ],
)
def test_a_phase_by_any_of_its_names(name, phase):
    assert parse_phase(name) == phase


def test_another_word_is_refused_with_the_choice():
    with pytest.raises(BlmaReviewError, match="initiation, drafting"):
        parse_phase("ratification")
