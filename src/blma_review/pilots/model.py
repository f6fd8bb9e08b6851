"""A pilot of the Guidance as data: who, where, at which stage, what happened, and what was reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from blma_review.pilots.dates import When
from blma_review.pilots.vocabulary import Stage

Kind = Literal["country", "corridor", "region"]
State = Literal["open", "in-progress", "done", "not-applicable"]
STATES: tuple[State, ...] = get_args(State)
EventState = Literal["done", "planned"]
EVENT_STATES: tuple[EventState, ...] = get_args(EventState)


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """Somebody who takes part. `countries` is empty for one who belongs to no side (a UN entity, a regional body)."""

    category: str
    name: str
    role: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something on the timeline; `until` is None for what happens at one time."""

    when: When
    until: When | None
    what: str
    state: EventState
    stage: Stage | None


@dataclass(frozen=True, slots=True)
class Round:
    """A round: the drafts on the table, and the directories of their reviews, as paths from the record's directory."""

    number: int
    when: When | None
    drafts: tuple[str, ...]
    reviews: tuple[str, ...]
    note: str
    lines: tuple[int, ...]  # where each draft and then each review stands in the record


@dataclass(frozen=True, slots=True)
class ChecklistState:
    """How a question of the process checklist stands."""

    id: str
    state: State
    owner: str
    when: When | None
    note: str


@dataclass(frozen=True, slots=True)
class Form:
    """A checklist form, filled in or not: its questions' states, and what file they were read from."""

    file: str
    states: tuple[ChecklistState, ...]


@dataclass(frozen=True, slots=True)
class Pilot:
    """The record of a pilot. `forms` are paths of filled-in checklist forms; `checklist` is filled in by hand here."""

    title: str
    kind: Kind
    countries: tuple[str, ...]
    region: str
    sectors: tuple[str, ...]
    instrument: str
    stage: Stage
    modalities: tuple[str, ...]
    summary: str
    stakeholders: tuple[Stakeholder, ...]
    timeline: tuple[Event, ...]
    rounds: tuple[Round, ...]
    forms: tuple[str, ...]
    form_lines: tuple[int, ...]
    checklist: tuple[ChecklistState, ...]
    file: str
