"""The clause tree over the text, coloured by kind: to see in ten seconds whether the program read the draft rightly."""

from __future__ import annotations

from collections.abc import Iterator

from blma_review.clauses.model import Agreement, Clause, Version
from blma_review.reports.html import escape, page

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1.5rem auto; max-width: 60rem; padding: 0 1rem; }
.c { border-left: .35rem solid var(--k, #8c959f); padding: .15rem 0 .15rem .8rem; margin: .35rem 0; overflow-wrap: anywhere; }
.ref { font-size: .8rem; opacity: .8; margin-right: .6rem; }
.head { font-weight: 600; }
.title, .preamble { --k: #8250df; } .chapter, .section { --k: #9a6700; } .article { --k: #0550ae; }
.paragraph { --k: #1a7f37; } .item { --k: #4ac26b; } .annex, .letter { --k: #bc4c00; } .signature { --k: #6e7781; }
.footnote { --k: #bf3989; }
ul.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; }
"""
_KINDS = (
    "title",
    "preamble",
    "chapter",
    "section",
    "article",
    "paragraph",
    "item",
    "text",
    "annex",
    "letter",
    "signature",
    "footnote",
)


def render_clauses(agreement: Agreement) -> str:
    """A self-contained page: every block of the draft under the reference that reports give it."""
    body = [
        f"<h1>{escape(agreement.title or agreement.document.name)}</h1>",
        '<ul class="legend">',
        *(f'<li class="c {kind}">{kind}</li>' for kind in _KINDS),
        "</ul>",
        *(f"<p><strong>{escape(notice.message)}</strong></p>" for notice in agreement.document.notices),
        '<main lang="' + agreement.language + '">',
        *(line for clause in agreement.clauses for line in _clause(clause)),
        "</main>",
        *(line for version in agreement.others for line in _version(version)),
    ]
    return page("en", agreement.title or agreement.document.name, _STYLE, body)


def _version(version: Version) -> Iterator[str]:
    yield f'<section lang="{version.language}"><h2>{escape(version.title)} ({version.language}, not reviewed)</h2>'
    for clause in version.clauses:
        yield from _clause(clause)
    yield "</section>"


def _clause(clause: Clause) -> Iterator[str]:
    place = f", page {clause.place.page}" if clause.place.page else ""
    yield f'<div class="c {clause.kind}"><span class="ref">{escape(clause.ref)}{place}</span>'
    if clause.heading:
        yield f'<span class="head">{escape(clause.heading)}</span><br>'
    if clause.text:
        yield escape(clause.text).replace("\n", "<br>")
    for child in clause.children:
        yield from _clause(child)
    yield "</div>"
