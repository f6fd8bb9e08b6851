"""What pilots, forms and feedback say is there in all three languages."""

from __future__ import annotations

import string

import pytest

from blma_review.feedback.messages import messages as feedback_messages
from blma_review.languages import LANGUAGES
from blma_review.pilots.forms_read import field_named
from blma_review.pilots.messages import messages as pilot_messages
from blma_review.pilots.vocabulary import find_word, vocabulary


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("messages", [pilot_messages, feedback_messages])
def test_every_sentence_is_there_in_every_language_with_the_same_blanks(messages):
    english = messages("en")
    for language in LANGUAGES:
        words = messages(language)
        assert words.keys() == english.keys()
        assert {key: blanks(text) for key, text in words.items()} == {k: blanks(t) for k, t in english.items()}
        assert all(text.strip() for text in words.values())


def test_every_label_and_state_of_a_form_is_read_back_in_every_language():
    states = vocabulary().states
    for language in LANGUAGES:
        for field in ("state", "owner", "date", "note"):
            assert field_named(pilot_messages(language)[field]) == field
        for state in states:
            assert find_word(state.names[language].upper(), states) == state.id


def test_each_category_of_stakeholder_belongs_to_a_group_that_is_shown():
    words = vocabulary()
    assert {category.group for category in words.categories} == {group.id for group in words.groups}
    wanted = {category.id for category in words.categories if category.expected == "each-side"}
    assert {"labour", "employers", "workers", "recruiters", "migrants", "gender"} <= wanted
