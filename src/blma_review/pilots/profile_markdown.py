"""A pilot's profile as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blma_review.pilots.profile import Profile, draft_rows, progress_rows
from blma_review.pilots.timeline import text_timeline
from blma_review.reports.characters import printable
from blma_review.reports.markdown import escape


def markdown_profile(profile: Profile) -> str:
    """The profile as one Markdown page, its timeline drawn in plain characters."""
    return "\n".join(_lines(profile)).rstrip() + "\n"


def _lines(profile: Profile) -> Iterator[str]:
    text = profile.text
    yield f"# {text['profile']}{text['colon']}{escape(profile.title)}"
    yield ""
    if profile.summary:
        yield escape(profile.summary)
        yield ""
    yield from (f"- {label}{text['colon']}{escape(value)}" for label, value in profile.facts)
    yield from _heading(text["stakeholders"])
    for group, members in profile.stakeholders:
        yield f"- {escape(group)}{text['colon']}{'; '.join(map(escape, members))}"
    if not profile.stakeholders:
        yield text["not-on-record"]
    yield ""
    if profile.missing:
        yield f"**{text['missing']}**{text['colon']}{'; '.join(map(escape, profile.missing))}"
    else:
        yield text["missing-none"]
    yield from _heading(text["timeline"])
    drawn = [printable(line).rstrip() for line in text_timeline(profile)]
    # An indented block: no words of an event can end it, as they could a fenced one.
    yield from (f"    {line}" for line in drawn)
    if not drawn:
        yield text["not-on-record"]
    yield from _heading(text["rounds"])
    yield from _rounds(profile)
    yield from _heading(text["progress"])
    yield from _table(*progress_rows(profile))
    if profile.late:
        yield ""
        yield f"**{text['late-questions']}**{text['colon']}".rstrip()
        yield ""
        yield from (f"- {escape(line)}" for line in profile.late)
    yield ""
    yield "---"
    yield ""
    yield escape(profile.footer)


def _rounds(profile: Profile) -> Iterator[str]:
    text = profile.text
    if profile.drafts:
        yield from _table(*draft_rows(profile))
    else:
        yield text["not-on-record"]
    if profile.notes:
        yield ""
        yield from (f"- {text['round']} {number}{text['colon']}{escape(note)}" for number, note in profile.notes)


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield f"## {words}"
    yield ""


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(escape, columns))} |"
    yield f"|{' --- |' * len(columns)}"
    yield from (f"| {' | '.join(map(escape, row))} |" for row in rows)
