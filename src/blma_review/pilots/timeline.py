"""Where events lie on a line, and the line drawn in plain characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from blma_review.pilots.profile import EventView, Profile
from blma_review.reports.characters import one_line

_MARKS = {"done": "●", "planned": "○", "late": "!"}
_MONTHS_APART = ((0, 1), (10, 3), (30, 12), (200, 60))  # from so many months on, a tick every so many


@dataclass(frozen=True, slots=True)
class Bar:
    """An event on a line from 0 to 1."""

    view: EventView
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Line:
    """A timeline laid out: its events, its ticks with their labels, and the day it is looked at, if it lies on it."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    on: float | None


def lay_out(profile: Profile) -> Line:
    """Place a profile's events between the first and the last day of the months they touch."""
    views = profile.events
    if not views:
        return Line((), (), None)
    firsts = [view.event.when.first for view in views]
    lasts = [(view.event.until or view.event.when).last for view in views]
    first = min(firsts).replace(day=1)
    last = _months_on(max(lasts).replace(day=1), 1)
    days = (last - first).days

    def at(day: date) -> float:
        return (day - first).days / days

    bars = tuple(Bar(view, at(start), at(end)) for view, start, end in zip(views, firsts, lasts, strict=True))
    on = at(profile.on) if profile.on and first <= profile.on <= last else None
    return Line(bars, tuple((at(day), label) for day, label in _ticks(first, last)), on)


def text_timeline(profile: Profile, width: int = 36) -> Iterator[str]:
    """The timeline as lines of characters: a row an event, with its marks, date and words."""
    line = lay_out(profile)
    if not line.bars:
        return
    room = max(len(bar.view.dates) for bar in line.bars)
    yield f"{' ' * room}  {_scale(line.ticks, width)}"
    for bar in line.bars:
        start, end = (min(width - 1, int(place * width)) for place in (bar.start, bar.end))
        mark = _MARKS[bar.view.state]
        drawn = mark if end <= start else mark + "─" * (end - start - 1) + mark
        state = profile.text[f"event-{bar.view.state}"]
        row = (" " * start + drawn).ljust(width)
        yield f"{bar.view.dates.ljust(room)}  {row}  {one_line(bar.view.what)} ({state})"
    if profile.on:
        yield profile.text["today"].format(date=profile.on.isoformat())


def _scale(ticks: Sequence[tuple[float, str]], width: int) -> str:
    """The labels of ticks, those left out that would touch the one before."""
    scale = ""
    for place, label in ticks:
        start = int(place * width)
        if start >= len(scale) + bool(scale) and start + len(label) <= width + len(label) // 2:
            scale = scale.ljust(start) + label
    return scale.ljust(width)


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    months = (last.year - first.year) * 12 + last.month - first.month
    apart = next(every for least, every in reversed(_MONTHS_APART) if months >= least)
    day = first
    while day < last:
        if (day.year * 12 + day.month - 1) % apart == 0:
            yield day, str(day.year) if apart >= 12 else f"{day.year}-{day.month:02}"
        day = _months_on(day, 1)


def _months_on(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(min(year, 9999), month + 1, 1) if year <= 9999 else date(9999, 12, 31)
