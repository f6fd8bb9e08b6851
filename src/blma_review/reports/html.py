"""One page of HTML that needs nothing else: the draft on one side, the findings on the other, linked both ways."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape as escape_html
from importlib.resources import files
from itertools import pairwise

from blma_review.clauses.model import Clause
from blma_review.reports.characters import printable
from blma_review.reports.model import SHOWN, Item, QuoteView, Report, bearers_of
from blma_review.review.findings import Quote, Review
from blma_review.rules.model import AnswerKind


def render_html(review: Review, report: Report) -> dict[str, str]:
    """`review.html`: a self-contained page under a content security policy that lets it fetch nothing.

    Made to be read with eyes, keyboard or screen reader (WCAG 2.2 AA), in light and dark, on paper and at phone width.
    Without scripts everything is shown; with them it can be filtered.
    """
    style, script = (files("blma_review.reports").joinpath(name).read_text("utf-8") for name in ("page.css", "page.js"))
    title = f"{report.text['overview']}: {report.title}"
    return {"review.html": page(report.language, title, style, _Page(review, report).lines(), script)}


def page(language: str, title: str, style: str, body: Iterable[str], script: str = "") -> str:
    """A whole page of HTML that may load nothing and run nothing but the script given."""
    scripts = _hash(script) if script else "'none'"
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {scripts}; base-uri 'none'; form-action 'none'"
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
        f"<title>{escape(title)}</title>",
        f"<style>{style}</style></head>",
        "<body>",
        *body,
        f"<script>{script}</script>" if script else "",
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Words of a draft made harmless in HTML, between tags and in attributes."""
    return escape_html(printable(text), quote=True)


def _token(text: str) -> str:
    """A name as one word of an attribute, which filters part at spaces."""
    return escape(text.replace(" ", "_"))


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of a clause's text that a finding is about."""

    start: int
    end: int
    rule: str
    answer: AnswerKind


class _Page:
    """The parts of the page; holds what they all need."""

    def __init__(self, review: Review, report: Report) -> None:
        self._review = review
        self._report = report
        self._text = report.text
        self._answers = {answer.rule: answer for answer in review.answers}
        self._clauses = list(review.agreement.walk())
        self._numbers = {clause.ref: number for number, clause in enumerate(self._clauses)}
        self._items = {item.rule: item for item in report.items()}

    def lines(self) -> Iterator[str]:
        yield f'<a class="skip" href="#findings">{self._text["skip"]}</a>'
        yield from self._header()
        yield from self._map()
        yield from self._filters()
        yield '<main class="sides">'
        yield from self._draft()
        yield from self._findings()
        yield "</main>"
        yield from self._footer()

    # -- above the two sides ---------------------------------------------------------------------------------------

    def _header(self) -> Iterator[str]:
        yield f"<header><h1>{escape(self._report.title)}</h1><dl class='facts'>"
        for label, value in self._report.facts:
            yield f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>"
        yield "</dl>"
        if self._report.notices:
            yield f"<h2>{self._text['notices']}</h2><p>{self._text['notices-intro']}</p><ul>"
            yield from (f"<li>{escape(notice)}</li>" for notice in self._report.notices)
            yield "</ul>"
        yield "</header>"

    def _map(self) -> Iterator[str]:
        """Themes × answers, each number a button that shows those findings."""
        yield f'<section class="map" aria-labelledby="map"><h2 id="map">{self._text["by-theme"]}</h2><div class="scroll"><table>'
        yield f'<thead><tr><th scope="col">{self._text["theme"]}</th>'
        yield "".join(f'<th scope="col">{self._text[answer]}</th>' for answer in SHOWN) + "</tr></thead><tbody>"
        for theme in dict.fromkeys(item.theme for item in self._items.values()):
            yield f'<tr><th scope="row">{escape(theme)}</th>'
            for answer in SHOWN:
                count = sum(item.theme == theme and item.answer == answer for item in self._items.values())
                yield self._map_cell(theme, answer, count)
            yield "</tr>"
        yield "</tbody></table></div></section>"

    def _map_cell(self, theme: str, answer: AnswerKind, count: int) -> str:
        if not count:
            return '<td class="n zero">·</td>'
        name = escape(f"{theme}: {self._text[answer]}, {count}")
        return (
            f'<td class="n {answer}"><button type="button" data-show-answer="{answer}" data-show-theme="{_token(theme)}"'
            f' aria-label="{name}">{count}</button></td>'
        )

    def _filters(self) -> Iterator[str]:
        yield f'<section class="filters" aria-label="{self._text["filters"]}" hidden><fieldset><legend>{self._text["answer"]}</legend>'
        for answer in SHOWN:
            yield (
                f'<button type="button" class="{answer}" aria-pressed="true" data-filter-answer="{answer}">'
                f"{self._text[answer]}</button>"
            )
        yield "</fieldset>"
        phases: dict[str, str] = {phase.phase: f"{phase.number}. {phase.title}" for phase in self._report.phases}
        themes = {item.theme: item.theme for item in self._items.values()}
        parties = {name: name for item in self._items.values() for name in self._bearers(item)}
        yield from self._select("phase", phases)
        yield from self._select("theme", themes)
        yield from self._select("bearer", {name: self._text[f"bearer-{name}"] for name in sorted(parties)})
        yield f'<button type="button" id="reset">{self._text["show-all"]}</button>'
        yield f'<span id="count" role="status" data-words="{escape(self._text["shown"])}"></span></section>'

    def _select(self, name: str, options: dict[str, str]) -> Iterator[str]:
        label = self._text["concerned"] if name == "bearer" else self._text[name]
        yield f'<label>{label} <select data-filter="{name}"><option value="">{self._text["all"]}</option>'
        for value, words in options.items():
            yield f'<option value="{_token(value)}">{escape(words)}</option>'
        yield "</select></label>"

    def _bearers(self, item: Item) -> list[str]:
        return bearers_of(self._answers[item.rule], self._review.obligations)

    # -- the draft --------------------------------------------------------------------------------------------------

    def _draft(self) -> Iterator[str]:
        language = self._review.agreement.language
        yield f'<section class="side" id="draft" tabindex="0" aria-labelledby="draft-title" lang="{language}">'
        yield f'<h2 id="draft-title" lang="{self._report.language}">{self._text["the-draft"]}</h2>'
        marks: dict[str, list[_Mark]] = {}
        for item in self._items.values():
            for quote in self._answers[item.rule].quotes:
                mark = self._mark(item, quote)
                if mark:
                    marks.setdefault(quote.ref, []).append(mark)
        for number, clause in enumerate(self._clauses):
            yield f'<div class="clause" id="c{number}"><span class="ref">{escape(clause.ref)}</span>'
            if clause.heading:
                yield f'<span class="head">{escape(clause.heading)}</span><br>'
            yield _marked(clause.text, marks.get(clause.ref, []), self._items) + "</div>"
        yield "</section>"

    def _mark(self, item: Item, quote: Quote) -> _Mark | None:
        clause = self._clause(quote.ref)
        if clause is None:
            return None
        words = quote.words[slice(*quote.marked)]
        sentence = clause.text.find(quote.words)
        start = clause.text.find(words, max(0, sentence))
        if start < 0 or not words:
            return None
        return _Mark(start, start + len(words), item.rule, item.answer)

    def _clause(self, ref: str) -> Clause | None:
        number = self._numbers.get(ref)
        return self._clauses[number] if number is not None else None

    # -- the findings -------------------------------------------------------------------------------------------------

    def _findings(self) -> Iterator[str]:
        yield '<section class="side" id="findings" tabindex="0" aria-labelledby="findings-title">'
        yield f'<h2 id="findings-title">{self._text["findings"]}</h2>'
        for answer in SHOWN:
            for item in self._items.values():
                if item.answer == answer:
                    yield from self._finding(item)
        yield from self._remarks()
        yield "</section>"

    def _finding(self, item: Item) -> Iterator[str]:
        text = self._text
        bearers = " ".join(self._bearers(item))
        yield (
            f'<article class="finding {item.answer}" id="f-{escape(item.rule)}" data-answer="{item.answer}"'
            f' data-phase="{item.phase}" data-theme="{_token(item.theme)}" data-bearer="{bearers}">'
        )
        yield f'<h3>{escape(item.question)}</h3><p><span class="tag {item.answer}">{text[item.answer]}</span> {escape(item.meaning)}</p>'
        raw = self._answers[item.rule].quotes
        yield from (self._quote(view, quote.ref) for view, quote in zip(item.quotes, raw, strict=False))
        if item.against:
            yield f"<p>{text['against']}:</p>"
            yield from (self._quote(view, "") for view in item.against)
        if item.answer != "full":
            yield f"<details><summary>{text['advice']}</summary><p>{escape(item.why)}</p><p>{escape(item.advice)}</p>"
            yield f'<p>{text["wording"]}: <span class="wording">{escape(item.wording)}</span></p></details>'
        yield f'<p class="about">{escape("; ".join(item.sources))} · {text["rule"]}: {escape(item.rule)} · {text["confidence"]}: {escape(item.confidence)}</p>'
        yield "</article>"

    def _quote(self, view: QuoteView, ref: str) -> str:
        number = self._numbers.get(ref)
        place = escape(f"{view.ref}, {view.place}")
        link = f'<a href="#c{number}">{place}</a>' if number is not None else place
        language = self._review.agreement.language
        return f'<blockquote><span lang="{language}" dir="auto">{escape(view.words)}</span> — {link}</blockquote>'

    def _remarks(self) -> Iterator[str]:
        text = self._text
        yield f"<h2>{text['structure']}</h2><ul>"
        yield from (f"<li>{escape(view.message)}</li>" for view in self._report.structure)
        yield f"</ul><h2>{text['terms']}</h2><ul>"
        for view in self._report.terms:
            better = f" → {view.better}" if view.better else ""
            refs = "; ".join(dict.fromkeys(quote.ref for quote in view.quotes))
            yield f"<li>{escape(f'{view.kind}: {view.found}{better} ({refs}). {view.reason}')}</li>"
        yield "</ul>"

    # -- below ----------------------------------------------------------------------------------------------------------

    def _footer(self) -> Iterator[str]:
        yield f"<footer><p>{escape(self._text['guidance'])} {escape(self._report.footer)}</p></footer>"


def _marked(text: str, marks: Sequence[_Mark], items: dict[str, Item]) -> str:
    """A clause's text with the stretches that findings are about marked; where several overlap the worst gives the colour."""
    edges = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    pieces = []
    for start, end in pairwise(edges):
        words = escape(text[start:end]).replace("\n", "<br>")
        over = [mark for mark in marks if mark.start <= start and end <= mark.end]
        if not over:
            pieces.append(words)
            continue
        over.sort(key=lambda mark: SHOWN.index(mark.answer))
        rules = list(dict.fromkeys(mark.rule for mark in over))
        title = escape("; ".join(items[rule].question for rule in rules))
        pieces.append(
            f'<mark class="{over[0].answer}" data-rules="{escape(" ".join(rules))}">'
            f'<a href="#f-{escape(rules[0])}" title="{title}">{words}</a></mark>'
        )
    return "".join(pieces)
