"""How well clauses were aligned: links found against links that are right."""

from __future__ import annotations

from collections.abc import Iterable

from blma_review.compare.model import Change

Links = set[tuple[str, str]]


def links_found(changes: Iterable[Change]) -> Links:
    """Each clause's reference with each that the program says it became; headings left out."""
    return {
        (ours.ref, theirs.ref)
        for change in changes
        for ours in change.old
        for theirs in change.new
        if ours.kind == "text"
    }


def f1(found: Links, right: Links) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * len(found & right) / (len(found) + len(right)) if found or right else 1.0
