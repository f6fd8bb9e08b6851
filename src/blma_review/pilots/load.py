"""Reading the record of a pilot, with errors that name file, line and column."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from blma_review.errors import BlmaReviewError
from blma_review.pilots.fields import Fields, items_of, path_of, read_bytes, text_of, texts_of, when_of, word_of
from blma_review.pilots.model import (
    EVENT_STATES,
    ChecklistState,
    Event,
    EventState,
    Kind,
    Pilot,
    Round,
    Stakeholder,
    State,
)
from blma_review.pilots.vocabulary import Stage, Vocabulary, vocabulary
from blma_review.rules.model import RuleSet
from blma_review.yamlio import Value, parse_yaml

_REQUIRED = ("pilot", "kind", "countries", "stage")
_OPTIONAL = (
    "region",
    "sectors",
    "instrument",
    "modality",
    "summary",
    "stakeholders",
    "timeline",
    "rounds",
    "forms",
    "checklist",
)


def load_pilot(path: Path, rules: RuleSet) -> Pilot:
    """Read a record. The checklist's questions are those of `rules`.

    Raises BlmaReviewError for the first thing that is not understood, with its line.
    """
    return parse_pilot(read_bytes(path, "the record itself, such as pilot.yaml"), str(path), rules)


def parse_pilot(data: bytes, name: str, rules: RuleSet) -> Pilot:
    """Read the bytes of a record called `name`; see `load_pilot`."""
    words = vocabulary()
    root = parse_yaml(data, name)
    fields = root.mapping(_REQUIRED, _OPTIONAL)
    kind = cast("Kind", word_of(fields["kind"], words.kinds))
    countries = _countries(fields, kind)
    forms = items_of(fields, "forms")
    return Pilot(
        title=fields["pilot"].text(),
        kind=kind,
        countries=countries,
        region=text_of(fields, "region"),
        sectors=texts_of(fields, "sectors"),
        instrument=text_of(fields, "instrument"),
        stage=_stage(fields["stage"], words),
        modalities=tuple(word_of(item, words.modalities) for item in items_of(fields, "modality")),
        summary=text_of(fields, "summary"),
        stakeholders=tuple(_stakeholder(item, countries, words) for item in items_of(fields, "stakeholders")),
        timeline=tuple(sorted((_event(item, words) for item in items_of(fields, "timeline")), key=lambda e: e.when)),
        rounds=_rounds(items_of(fields, "rounds")),
        forms=tuple(path_of(item) for item in forms),
        form_lines=tuple(item.line for item in forms),
        checklist=read_states(items_of(fields, "checklist"), {item.id for item in rules.checklist}),
        file=name,
    )


def read_states(items: list[Value], known: set[str]) -> tuple[ChecklistState, ...]:
    """The states of checklist questions, as a record and a YAML form both write them; `known` are the questions' ids.

    Raises BlmaReviewError, with its line, for a question that is not known or stands there twice.
    """
    seen: dict[str, ChecklistState] = {}
    for item in items:
        fields = item.mapping(("id", "state"), ("owner", "date", "note"))
        question = fields["id"].text()
        if question not in known:
            raise fields["id"].fail(
                f"'{question}' is not a question of this checklist; 'blma-review checklist PHASE --format yaml' lists them."
            )
        if question in seen:
            raise fields["id"].fail(f"'{question}' is there twice; keep one.")
        state = cast("State", word_of(fields["state"], vocabulary().states))
        seen[question] = ChecklistState(
            question, state, text_of(fields, "owner"), when_of(fields, "date"), text_of(fields, "note")
        )
    return tuple(seen.values())


def _countries(fields: Fields, kind: Kind) -> tuple[str, ...]:
    value = fields["countries"]
    countries = texts_of(fields, "countries")
    if len(set(countries)) < len(countries):
        raise value.fail("a country is named twice; keep one.")
    if kind == "country" and len(countries) != 1:
        raise value.fail(f"a pilot of one country names one, not {len(countries)}; or write 'kind: corridor'.")
    if kind == "corridor" and len(countries) < 2:
        raise value.fail("a corridor has two countries at least; name them as [A, B].")
    if kind == "region" and not (text_of(fields, "region") and countries):
        raise value.fail("a regional pilot names its region under 'region:' and the countries that take part.")
    return countries


def _stage(value: Value, words: Vocabulary) -> Stage:
    try:
        return words.stage(value.text())
    except BlmaReviewError as error:
        raise value.fail(str(error)) from None


def _stakeholder(value: Value, countries: tuple[str, ...], words: Vocabulary) -> Stakeholder:
    fields = value.mapping(("category", "name"), ("role", "country"))
    expected = {category.id: category.expected for category in words.categories}
    category = fields["category"].choice(tuple(expected))
    sides = texts_of(fields, "country")
    for item in items_of(fields, "country"):
        if item.text() not in countries:
            raise item.fail(f"'{item.text()}' is not a country of this pilot; they are: {', '.join(countries)}.")
    if not sides and expected[category] == "each-side":
        if len(countries) > 1:
            raise value.fail(f"say on which side this is: 'country:' with {', '.join(countries)} (or a list of them).")
        sides = countries
    return Stakeholder(category, fields["name"].text(), text_of(fields, "role"), sides)


def _event(value: Value, words: Vocabulary) -> Event:
    fields = value.mapping(("date", "event"), ("until", "state", "stage"))
    when, until = when_of(fields, "date"), when_of(fields, "until")
    if when is None:
        raise fields["date"].fail("a date is expected here: 2026-03-14, 2026-03 or 2026.")
    if until and until.last < when.first:
        raise fields["until"].fail(f"'{until.words}' lies before '{when.words}'; check both dates.")
    state = fields["state"].choice(EVENT_STATES) if "state" in fields else "planned"
    stage = _stage(fields["stage"], words) if "stage" in fields else None
    return Event(when, until, fields["event"].text(), cast("EventState", state), stage)


def _rounds(items: list[Value]) -> tuple[Round, ...]:
    rounds: dict[int, Round] = {}
    for item in items:
        fields = item.mapping(("round",), ("date", "drafts", "reviews", "note"))
        number = fields["round"].number()
        if number in rounds:
            raise fields["round"].fail(f"round {number} is there twice; keep one.")
        drafts, reviews = items_of(fields, "drafts"), items_of(fields, "reviews")
        rounds[number] = Round(
            number=number,
            when=when_of(fields, "date"),
            drafts=tuple(path_of(draft) for draft in drafts),
            reviews=tuple(path_of(review) for review in reviews),
            note=text_of(fields, "note"),
            lines=tuple(entry.line for entry in (*drafts, *reviews)),
        )
    return tuple(rounds[number] for number in sorted(rounds))
