"""A phase's process checklist as a form that a team fills in: YAML, Markdown; the Word form is in `forms_docx`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from blma_review.languages import Language
from blma_review.pilots.messages import messages
from blma_review.pilots.vocabulary import named, vocabulary
from blma_review.reports.characters import one_line
from blma_review.reports.markdown import escape
from blma_review.rules.model import Phase, RuleSet

FORM_FIELDS = ("state", "owner", "date", "note")


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question of the form in the reader's language."""

    id: str
    question: str
    who: str
    evidence: str
    sources: str


def form_questions(phase: Phase, language: Language, rules: RuleSet) -> tuple[FormQuestion, ...]:
    """The process questions of a phase, in the order of the rule set."""
    return tuple(
        FormQuestion(
            item.id,
            one_line(item.question[language]),
            one_line(item.who[language]),
            one_line(item.evidence[language]),
            "; ".join(item.sources),
        )
        for item in rules.checklist
        if item.phase == phase
    )


def yaml_form(phase: Phase, language: Language, rules: RuleSet) -> str:
    """The form as YAML: what is to be filled in as keys, what is only to be read as comments."""
    return "\n".join(_yaml_lines(phase, language, rules)) + "\n"


def markdown_form(phase: Phase, language: Language, rules: RuleSet) -> str:
    """The form as Markdown: a heading a question, which ends with the question's name, and a list to fill in."""
    return "\n".join(_markdown_lines(phase, language, rules)) + "\n"


def quoted(text: str) -> str:
    """A text as a YAML string that nothing in it can break out of."""
    return json.dumps(text, ensure_ascii=False)


def _yaml_lines(phase: Phase, language: Language, rules: RuleSet) -> Iterator[str]:
    text, states = messages(language), named(vocabulary().states, language)
    yield f"# {text['checklist']}{text['colon']}{text[phase]}"
    yield f"# {text['checklist-intro']}"
    yield f"# {text['states']}{text['colon']}{', '.join(states)}"
    yield f"checklist: {phase}"
    yield "items:"
    for number, item in enumerate(form_questions(phase, language, rules), start=1):
        yield ""
        yield f"  # {number}. {item.question}"
        yield f"  # {text['who']}{text['colon']}{item.who}"
        yield f"  # {text['evidence']}{text['colon']}{item.evidence}"
        yield f"  # {text['sources']}{text['colon']}{item.sources}"
        yield f"  - id: {item.id}"
        yield "    state: open"
        yield from (f'    {field}: ""' for field in FORM_FIELDS[1:])


def _markdown_lines(phase: Phase, language: Language, rules: RuleSet) -> Iterator[str]:
    text, states = messages(language), named(vocabulary().states, language)
    yield f"# {text['checklist']}{text['colon']}{text[phase]}"
    yield ""
    yield escape(text["checklist-intro"])
    yield ""
    yield f"{text['states']}{text['colon']}{', '.join(states.values())}"
    for number, item in enumerate(form_questions(phase, language, rules), start=1):
        yield ""
        yield f"## {number}. {escape(item.question)} `{item.id}`"
        yield ""
        yield f"*{text['who']}*{text['colon']}{escape(item.who)}. *{text['evidence']}*{text['colon']}{escape(item.evidence)}. *{text['sources']}*{text['colon']}{escape(item.sources)}"
        yield ""
        yield f"- {text['state']}{text['colon']}{states['open']}"
        yield from (f"- {text[field]}{text['colon']}".rstrip() for field in FORM_FIELDS[1:])
