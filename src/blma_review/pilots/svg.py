"""A pilot's timeline as an SVG drawing: a row an event, so that no label ever covers another."""

from __future__ import annotations

from collections.abc import Iterator

from blma_review.pilots.profile import Profile
from blma_review.pilots.timeline import Bar, Line, lay_out
from blma_review.reports.characters import one_line
from blma_review.reports.html import escape

STYLE = """
.timeline text { font: 12px system-ui, sans-serif; fill: var(--ink, #1b1f24); }
.timeline .tick { stroke: var(--line, #d0d7de); }
.timeline .tick-label, .timeline .dates { fill: var(--soft, #57606a); }
.timeline .on { stroke: var(--link, #0550ae); stroke-dasharray: 4 3; }
.timeline .done { fill: var(--full, #0f5323); stroke: var(--full, #0f5323); }
.timeline .planned { fill: var(--ground, #ffffff); stroke: var(--soft, #57606a); }
.timeline .late { fill: var(--contrary-soft, #ffd7d5); stroke: var(--contrary, #a40e26); }
.timeline .mark { stroke-width: 2; }
"""
_ROW, _TOP = 24, 30
_LEFT, _CHART, _WIDTH = 168, 280, 810  # where the chart begins, how wide it is, how wide the whole
_MOST = 52  # characters of an event's words; the whole stands in its tooltip and in the list below the drawing


def svg_timeline(profile: Profile) -> str:
    """The drawing as an element to put into a page that holds `STYLE`; empty where there are no events."""
    line = lay_out(profile)
    return "".join(_elements(profile, line)) if line.bars else ""


def svg_file(profile: Profile) -> str:
    """The drawing as a file of its own."""
    drawing = svg_timeline(profile)
    start = drawing.index(">") + 1
    head = drawing[:start].replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"{head}<style>{STYLE}</style>{drawing[start:]}\n"


def _elements(profile: Profile, line: Line) -> Iterator[str]:
    height = _TOP + _ROW * len(line.bars) + 6
    label = profile.text["timeline-label"].format(
        count=len(line.bars), first=line.bars[0].view.event.when.words, last=line.bars[-1].view.dates.split(" – ")[-1]
    )
    yield f'<svg class="timeline" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(label)}">'
    shown = -100.0
    for place, words in line.ticks:
        x = _x(place)
        yield f'<line class="tick" x1="{x}" y1="{_TOP - 8}" x2="{x}" y2="{height}"/>'
        if x - shown >= 56:
            yield f'<text class="tick-label" x="{x}" y="14" text-anchor="middle">{escape(words)}</text>'
            shown = x
    if line.on is not None and profile.on:
        x = _x(line.on)
        title = profile.text["today"].format(date=profile.on.isoformat())
        yield f'<line class="on" x1="{x}" y1="{_TOP - 8}" x2="{x}" y2="{height}"><title>{escape(title)}</title></line>'
    for number, bar in enumerate(line.bars):
        yield from _row(profile, bar, _TOP + _ROW * number + _ROW // 2)
    yield "</svg>"


def _row(profile: Profile, bar: Bar, y: int) -> Iterator[str]:
    view = bar.view
    words = one_line(view.what)
    state = profile.text[f"event-{view.state}"]
    short = words if len(words) <= _MOST else f"{words[: _MOST - 1].rstrip()}…"
    start, end = _x(bar.start), _x(bar.end)
    yield f"<g><title>{escape(f'{view.dates}: {words} ({state})')}</title>"
    yield f'<text class="dates" x="0" y="{y + 4}">{escape(view.dates)}</text>'
    if end - start > 12:
        yield f'<rect class="mark {view.state}" x="{start}" y="{y - 6}" width="{round(end - start, 1)}" height="12" rx="4"/>'
    elif view.state == "late":
        # A shape of its own, for those who do not tell colours apart.
        yield f'<path class="mark late" d="M{start} {y - 7} l7 7 l-7 7 l-7 -7 z"/>'
    else:
        yield f'<circle class="mark {view.state}" cx="{start}" cy="{y}" r="6"/>'
    yield f'<text x="{_LEFT + _CHART + 14}" y="{y + 4}">{escape(short)}</text></g>'


def _x(place: float) -> float:
    return round(_LEFT + place * _CHART, 1)
