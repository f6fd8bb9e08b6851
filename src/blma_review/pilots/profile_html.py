"""A pilot's profile as one page of HTML that needs nothing else, its timeline drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from blma_review.pilots.profile import Profile, draft_rows, progress_rows
from blma_review.pilots.svg import STYLE, svg_timeline
from blma_review.reports.html import escape, page

_STYLE = """
main { max-width: 60rem; padding: 0 1.25rem; }
.timeline { max-width: 100%; height: auto; }
.missing { border-left: .4rem solid var(--none); padding-left: .8rem; }
@page { size: A4; margin: 1.3cm; }
@media print {
  html { font-size: 9.5px; }
  body { line-height: 1.35; }
  main, header, footer { padding: 0; max-width: none; }
  .timeline { max-width: 80%; }
  p, h1, h2, ul { margin-block: .3rem; }
  details { display: none; }
}
"""


def html_profile(profile: Profile) -> str:
    """The profile as a self-contained page under a content security policy that lets it fetch nothing."""
    style = files("blma_review.reports").joinpath("page.css").read_text("utf-8") + _STYLE + STYLE
    return page(profile.language, f"{profile.text['profile']}: {profile.title}", style, _lines(profile))


def _lines(profile: Profile) -> Iterator[str]:
    text = profile.text
    yield f"<header><p>{text['profile']}</p><h1>{escape(profile.title)}</h1>"
    if profile.summary:
        yield f"<p>{escape(profile.summary)}</p>"
    yield '<dl class="facts">'
    yield from (f"<dt>{label}</dt><dd>{escape(value)}</dd>" for label, value in profile.facts)
    yield f"</dl></header><main><h2>{text['stakeholders']}</h2>"
    if profile.stakeholders:
        yield '<dl class="facts">'
        for group, members in profile.stakeholders:
            yield f"<dt>{escape(group)}</dt><dd>{'; '.join(map(escape, members))}</dd>"
        yield "</dl>"
    else:
        yield f"<p>{text['not-on-record']}</p>"
    if profile.missing:
        yield f'<p class="missing"><strong>{text["missing"]}</strong>{text["colon"]}{"; ".join(map(escape, profile.missing))}</p>'
    else:
        yield f"<p>{text['missing-none']}</p>"
    yield f"<h2>{text['timeline']}</h2>"
    yield svg_timeline(profile) or f"<p>{text['not-on-record']}</p>"
    yield from _events(profile)
    yield f"<h2>{text['rounds']}</h2>"
    yield from _rounds(profile)
    yield f"<h2>{text['progress']}</h2>"
    yield from _table(*progress_rows(profile))
    if profile.late:
        yield f"<h3>{text['late-questions']}</h3><ul>"
        yield from (f"<li>{escape(line)}</li>" for line in profile.late)
        yield "</ul>"
    yield f"</main><footer><p>{escape(profile.footer)}</p></footer>"


def _events(profile: Profile) -> Iterator[str]:
    """The timeline in words, for who cannot see the drawing."""
    if not profile.events:
        return
    text = profile.text
    yield f"<details><summary>{text['in-words']}</summary><ul>"
    for view in profile.events:
        about = "; ".join(filter(None, (view.stage, text[f"event-{view.state}"])))
        words = f"{view.dates}{text['colon']}{view.what} ({about})"
        yield f"<li>{escape(words)}</li>"
    yield "</ul></details>"


def _rounds(profile: Profile) -> Iterator[str]:
    text = profile.text
    if not profile.drafts:
        yield f"<p>{text['not-on-record']}</p>"
    else:
        yield from _table(*draft_rows(profile))
    yield from (f"<p>{text['round']} {number}{text['colon']}{escape(note)}</p>" for number, note in profile.notes)


def _table(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f'<div class="scroll"><table><thead><tr>{"".join(f"<th scope=col>{escape(c)}</th>" for c in columns)}</tr></thead><tbody>'
    yield from (f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    yield "</tbody></table></div>"
