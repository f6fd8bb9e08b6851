"""Words changed inside a clause, and whether it binds less."""

from __future__ import annotations

import pytest

from blma_review.compare.words import force_of, same_words, word_changes
from blma_review.languages import Language


def sides(old: str, new: str) -> tuple[str, str]:
    """Both texts again, put together from the pieces; white space aside."""
    pieces = word_changes(old, new)
    ours = " ".join(piece.text for piece in pieces if piece.kind != "added")
    theirs = " ".join(piece.text for piece in pieces if piece.kind != "removed")
    return "".join(ours.split()), "".join(theirs.split())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The employer shall pay the fare.", "The employer may pay half of the fare."),
        ("", "Added."),
        ("Removed.", ""),
        ("L'employeur délivre un contrat écrit.", "L'employeur s'efforce de délivrer un contrat."),
    ],
)
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    assert sides(old, new) == ("".join(old.split()), "".join(new.split()))


def test_only_the_words_that_changed_are_marked() -> None:
    pieces = word_changes("Wages shall be paid within seven days.", "Wages shall be paid within thirty days.")
    changed = [(piece.kind, piece.text.strip()) for piece in pieces if piece.kind != "same"]
    assert changed == [("removed", "seven"), ("added", "thirty")]


def test_the_shape_of_quotes_and_blanks_is_no_change() -> None:
    assert same_words("the “Worker’s” name: ........", 'the "Worker\'s"  name: ____')
    assert not same_words("the Worker", "the worker")  # a defined term is not the common word


@pytest.mark.parametrize(
    ("language", "old", "new", "force"),
    [
        ("en", "The employer shall pay the fare.", "The employer may pay the fare.", "weakened"),
        ("en", "The employer should pay the fare.", "The employer shall pay the fare.", "strengthened"),
        ("en", "Employers shall train workers.", "Employers shall, where possible, train workers.", "weakened"),
        ("en", "The employer shall not keep passports.", "The employer may not keep passports.", ""),
        ("en", "It shall meet yearly.", "It shall meet yearly. It may invite experts.", ""),
        ("en", "It shall meet once a year.", "It shall meet twice a year.", ""),
        ("fr", "L'employeur doit payer le voyage.", "L'employeur peut payer le voyage.", "weakened"),
        ("fr", "L'employeur prend en charge le voyage.", "L'employeur s'efforce de prendre en charge le voyage.", "weakened"),
        ("fr", "Le comité se réunit chaque année.", "Le comité se réunit chaque année. Il peut inviter des experts.", ""),
        ("fr", "L'employeur doit garder.", "L'employeur ne peut garder.", ""),
        ("es", "El empleador deberá pagar el viaje.", "El empleador podrá pagar el viaje.", "weakened"),
        ("es", "Las Partes procurarán formar.", "Las Partes deberán formar.", "strengthened"),
    ],
)  # fmt: skip
def test_whether_a_clause_binds_less(language: Language, old: str, new: str, force: str) -> None:
    assert force_of(word_changes(old, new), language) == force
