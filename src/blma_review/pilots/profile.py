"""What a pilot's profile shows, whatever its format: words chosen in the reader's language, nothing escaped yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from blma_review import __version__
from blma_review.languages import Language
from blma_review.pilots.messages import Messages, messages
from blma_review.pilots.model import STATES, ChecklistState, Event, Form, Pilot, Round, State
from blma_review.pilots.reviews import FiledReview
from blma_review.pilots.vocabulary import Stage, Vocabulary, named, vocabulary
from blma_review.reports.model import SHOWN
from blma_review.rules.model import PHASES, AnswerKind, RuleSet


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as shown. `state` is "done", "planned" or "late"."""

    event: Event
    dates: str
    what: str
    state: str
    stage: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft of a round, with the answers of its review where there is one."""

    round: int
    dates: str
    file: str
    counts: Mapping[AnswerKind, int] | None


@dataclass(frozen=True, slots=True)
class PhaseProgress:
    """How the process questions of a phase stand."""

    title: str
    counts: Mapping[State, int]
    total: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that a profile shows of a pilot."""

    language: Language
    title: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    stakeholders: tuple[tuple[str, tuple[str, ...]], ...]  # group, those on record
    missing: tuple[str, ...]
    events: tuple[EventView, ...]
    on: date | None
    drafts: tuple[DraftView, ...]
    notes: tuple[tuple[int, str], ...]  # of rounds, by their number
    progress: tuple[PhaseProgress, ...]
    late: tuple[str, ...]
    states: Mapping[str, str]
    footer: str
    text: Messages


def build_profile(
    pilot: Pilot,
    forms: Sequence[Form],
    reviews: Mapping[str, FiledReview],
    rules: RuleSet,
    language: Language,
    on: date | None = None,
) -> Profile:
    """Choose what is shown of a pilot in `language`.

    `reviews` are those filed under it, by path as the record gives it; `on` is the day against which "late" is judged:
    without it nothing is late, so that the same record always gives the same profile.
    """
    text, words = messages(language), vocabulary()
    standing = standings(pilot, forms)
    questions = {item.id: item.question[language] for item in rules.checklist}
    return Profile(
        language=language,
        title=pilot.title,
        summary=pilot.summary,
        facts=tuple(_facts(pilot, words, language, text)),
        stakeholders=tuple(_stakeholders(pilot, words, language)),
        missing=tuple(_missing(pilot, words, language, text)),
        events=tuple(_event(event, text, language, on) for event in pilot.timeline),
        on=on,
        drafts=tuple(draft for one in pilot.rounds for draft in _drafts(one, reviews)),
        notes=tuple((one.number, one.note) for one in pilot.rounds if one.note),
        progress=tuple(_progress(standing, rules, text)),
        late=tuple(_late(standing, questions, text, on)),
        states=named(words.states, language),
        footer=text["footer"].format(version=__version__, file=Path(pilot.file).name),
        text=text,
    )


def standings(pilot: Pilot, forms: Sequence[Form]) -> dict[str, ChecklistState]:
    """How each question stands: a form replaces those before it, and what the record itself says replaces every form."""
    found = {state.id: state for form in forms for state in form.states}
    return found | {state.id: state for state in pilot.checklist}


def missing_sides(pilot: Pilot) -> dict[str, tuple[str, ...]]:
    """By category of stakeholder, the countries where the Guidance's list wants one and the record names none.

    The tuple is empty for a category of which the pilot wants one in all.
    """
    missing: dict[str, tuple[str, ...]] = {}
    for category in vocabulary().categories:
        there = [one for one in pilot.stakeholders if one.category == category.id]
        covered = {country for one in there for country in one.countries}
        if category.expected == "once" and not there:
            missing[category.id] = ()
        elif category.expected == "each-side":
            sides = tuple(country for country in pilot.countries if country not in covered)
            if sides:
                missing[category.id] = sides
    return missing


def stage_words(stage: Stage, language: Language, text: Messages) -> str:
    """A stage as its list calls it, with the phase where that has another name."""
    name, phase = stage.names[language], text[stage.phase]
    return name if name.lower() == phase.lower() else text["stage-phase"].format(stage=name, phase=phase.lower())


def _facts(pilot: Pilot, words: Vocabulary, language: Language, text: Messages) -> Iterator[tuple[str, str]]:
    yield text["kind"], named(words.kinds, language)[pilot.kind]
    yield text["countries"], " – ".join(pilot.countries)
    modalities = named(words.modalities, language)
    for key, value in (
        ("region", pilot.region),
        ("sectors", ", ".join(pilot.sectors)),
        ("instrument", pilot.instrument),
        ("stage", stage_words(pilot.stage, language, text)),
        ("modality", ", ".join(modalities[modality] for modality in pilot.modalities)),
    ):
        if value:
            yield text[key], value


def _stakeholders(pilot: Pilot, words: Vocabulary, language: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = named(words.categories, language)
    for group in words.groups:
        members = {category.id for category in words.categories if category.group == group.id}
        there = [one for one in pilot.stakeholders if one.category in members]
        if there:
            yield (
                group.names[language],
                tuple(
                    f"{one.name} ({'; '.join(filter(None, (names[one.category], ', '.join(one.countries), one.role)))})"
                    for one in there
                ),
            )


def _missing(pilot: Pilot, words: Vocabulary, language: Language, text: Messages) -> Iterator[str]:
    """Who is missing, those of the same side together: on every side first, of the pilot as a whole last."""
    names = named(words.categories, language)
    by_sides: dict[tuple[str, ...], list[str]] = {}
    for category, sides in missing_sides(pilot).items():
        by_sides.setdefault(sides, []).append(names[category])
    for sides in sorted(by_sides, key=lambda sides: (-len(sides), sides)):
        where = text["every-side"] if sides == pilot.countries else ", ".join(sides) or text["whole"]
        yield text["missing-on"].format(where=where, categories=", ".join(by_sides[sides]))


def _event(event: Event, text: Messages, language: Language, on: date | None) -> EventView:
    end = event.until or event.when
    late = event.state == "planned" and on is not None and end.last < on
    return EventView(
        event=event,
        dates=event.when.words + (f" – {event.until.words}" if event.until else ""),
        what=event.what,
        state="late" if late else event.state,
        stage=stage_words(event.stage, language, text) if event.stage else "",
    )


def _drafts(one: Round, reviews: Mapping[str, FiledReview]) -> Iterator[DraftView]:
    """The round's drafts with their reviews, found by the draft's name; then reviews of drafts that are not filed."""
    dates = one.when.words if one.when else ""
    made = {reviews[path].document: reviews[path] for path in one.reviews if path in reviews}
    for draft in one.drafts:
        review = made.pop(Path(draft).name, None)
        yield DraftView(one.number, dates, draft, review.counts if review else None)
    for review in made.values():
        yield DraftView(one.number, dates, review.document, review.counts)


def _progress(standing: Mapping[str, ChecklistState], rules: RuleSet, text: Messages) -> Iterator[PhaseProgress]:
    for phase in PHASES:
        questions = [item.id for item in rules.checklist if item.phase == phase]
        counts = Counter(standing[question].state if question in standing else "open" for question in questions)
        yield PhaseProgress(text[phase], {state: counts[state] for state in STATES}, len(questions))


def _late(
    standing: Mapping[str, ChecklistState], questions: Mapping[str, str], text: Messages, on: date | None
) -> Iterator[str]:
    for state in standing.values():
        if on and state.when and state.when.last < on and state.state in ("open", "in-progress"):
            about = ", ".join(filter(None, (state.owner, state.when.words)))
            yield f"{questions[state.id]} ({about})"


def draft_rows(profile: Profile) -> tuple[list[str], list[list[str]]]:
    """The table of drafts and their answers: its columns, and a row a draft."""
    text = profile.text
    rows = []
    for draft in profile.drafts:
        counts = draft.counts
        answers = [text["not-reviewed"], "", "", ""] if counts is None else [str(counts.get(key, 0)) for key in SHOWN]
        rows.append([str(draft.round), draft.dates, draft.file, *answers])
    return [text["round"], text["date"], text["draft"], *(text[answer] for answer in SHOWN)], rows


def progress_rows(profile: Profile) -> tuple[list[str], list[list[str]]]:
    """The table of the process checklist: its columns, and a row a phase."""
    rows = [
        [phase.title, *(str(phase.counts[state] or "·") for state in STATES), str(phase.total)]
        for phase in profile.progress
    ]
    return [profile.text["phase"], *profile.states.values(), profile.text["total"]], rows
