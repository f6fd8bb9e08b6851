"""A comparison as one page of HTML that needs nothing else: what moved, then both texts side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files

from blma_review.compare.compare import answers_over
from blma_review.compare.model import Change, Comparison, Move
from blma_review.compare.passages import Passage
from blma_review.compare.view import View, joined, moved
from blma_review.compare.words import Piece, PieceKind
from blma_review.reports.html import escape, page
from blma_review.reports.model import SHOWN
from blma_review.review.findings import Quote

_TAGS = {"same": "", "removed": "del", "added": "ins"}


def render_html(view: View) -> dict[str, str]:
    """`compare.html`: a self-contained page without scripts, under a policy that lets it fetch nothing."""
    style = files("blma_review.reports").joinpath("page.css").read_text("utf-8")
    style += files("blma_review.compare").joinpath("compare.css").read_text("utf-8")
    texts = view.rounds.texts
    title = f"{view.text['comparison']}: {texts[0].name} → {texts[-1].name}"
    return {"compare.html": page(view.language, title, style, _lines(view, title))}


def _lines(view: View, title: str) -> Iterator[str]:
    text, rounds = view.text, view.rounds
    yield f'<a class="skip" href="#s0-clauses">{text["skip"]}</a><header><h1>{escape(title)}</h1>'
    yield from _answers(view)
    yield "</header><main>"
    if len(rounds.steps) > 1:
        yield from _summary(view)
    for number, step in enumerate(rounds.steps):
        if len(rounds.steps) > 1:
            name = f"{text['step'].format(number=number + 1)}: {step.old.name} → {step.new.name}"
            yield f'<section class="step"><h2>{escape(name)}</h2></section>'
        yield from _Step(view, step, number, level=3 if len(rounds.steps) > 1 else 2).lines()
    yield f"</main><footer><p>{text['footer-words']} {text['guidance']}</p></footer>"


def _answers(view: View) -> Iterator[str]:
    text = view.text
    yield f'<div class="scroll"><table><thead><tr><th scope="col">{text["text"]}</th>'
    yield "".join(f'<th scope="col">{text[answer]}</th>' for answer in SHOWN) + "</tr></thead><tbody>"
    for each in view.rounds.texts:
        answers = [answer.answer for answer in each.answers]
        cells = "".join(f'<td class="{answer}">{answers.count(answer)}</td>' for answer in SHOWN)
        yield f'<tr><th scope="row">{escape(each.name)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _summary(view: View) -> Iterator[str]:
    text = view.text
    rows = [(rule, answers) for rule, answers in answers_over(view.rounds) if len(set(answers)) > 1]
    yield f'<section class="step"><h2>{text["rounds-summary"]}</h2>'
    yield f"<p>{text['rounds-intro'] if rows else text['no-moves']}</p>"
    if rows:
        names = "".join(f'<th scope="col">{escape(each.name)}</th>' for each in view.rounds.texts)
        yield f'<div class="scroll"><table><thead><tr><th scope="col">{text["question"]}</th>{names}</tr></thead><tbody>'
        for rule, answers in rows:
            cells = "".join(f'<td class="{answer}">{text[answer]}</td>' for answer in answers)
            yield f'<tr><th scope="row">{escape(view.say(rule.question))}</th>{cells}</tr>'
        yield "</tbody></table></div>"
    yield "</section>"


class _Step:
    """One step's part of the page; holds what its pieces need."""

    def __init__(self, view: View, step: Comparison, number: int, level: int) -> None:
        self._view, self._step, self._text = view, step, view.text
        self._prefix = f"s{number}"
        self._head, self._below = f"h{level}", f"h{level + 1}"
        self._ids = {id(change): f"{self._prefix}-c{index}" for index, change in enumerate(step.changes)}

    def lines(self) -> Iterator[str]:
        """What moved, then the clauses side by side."""
        yield '<section class="moves">'
        for kind, moves in moved(self._step):
            yield f"<{self._head}>{self._text[f'move-{kind}']} ({len(moves)})</{self._head}>"
            if not moves:
                yield f"<p>{self._text['no-new-contrary']}</p>"
            for move in moves:
                yield from self._move(move)
        yield "</section>"
        yield f'<section class="step" id="{self._prefix}-clauses"><{self._head}>{self._text["changes"]}</{self._head}>'
        if self._step.aligned:
            yield from self._table()
        else:
            old, new = (self._text[side.agreement.language] for side in (self._step.old, self._step.new))
            yield f"<p>{self._text['other-languages'].format(old=old, new=new)}</p>"
        yield "</section>"

    def _move(self, move: Move) -> Iterator[str]:
        text, say = self._text, self._view.say
        question = escape(say(move.rule.question))
        yield f'<article class="finding {move.kind}"><{self._below}>{question}</{self._below}>'
        yield f'<p><span class="tag {move.old}">{text[move.old]}</span> → <span class="tag {move.new}">{text[move.new]}</span></p>'
        if move.old == move.new and move.kind != "new-contrary":
            yield f"<p>{text['same-answer-words']}</p>"
        for label, quotes, side in (("old", move.old_quotes, self._step.old), ("new", move.new_quotes, self._step.new)):
            yield f"<p>{text[label]}:</p>{self._quotes(quotes, side.agreement.language)}"
        links = "; ".join(
            f'<a href="#{self._ids[id(change)]}">{escape(f"{self._view.route(change)}: {self._view.kind(change)}")}</a>'
            for change in move.changes
        )
        if links:
            yield f"<p>{text['change']}: {links}</p>"
        if move.kind in ("new-contrary", "lost", "weakened"):
            advice = escape(say(move.rule.advice.get(move.new, {})))
            yield f"<details><summary>{text['advice']}</summary><p>{advice}</p>"
            yield f'<p>{text["wording"]}: <span class="wording">{escape(say(move.rule.wording))}</span></p></details>'
        yield f'<p class="about">{text["rule"]}: {escape(move.rule.id)}</p></article>'

    def _quotes(self, quotes: Sequence[Quote], language: str) -> str:
        if not quotes:
            return f"<blockquote>{self._text['not-found']}</blockquote>"
        return "".join(
            f'<blockquote><span lang="{language}" dir="auto">{escape(quote.words)}</span>'
            f" — {escape(self._view.where(quote))}</blockquote>"
            for quote in quotes[:3]
        )

    def _table(self) -> Iterator[str]:
        text, box = self._text, f"{self._prefix}-toggle"
        yield f'<input type="checkbox" class="toggle" id="{box}" checked> <label for="{box}">{text["show-unchanged"]}</label>'
        yield f'<table class="pairs"><thead><tr><th scope="col" class="what">{text["change"]}</th>'
        yield f'<th scope="col">{escape(self._step.old.name)}</th><th scope="col">{escape(self._step.new.name)}</th></tr></thead><tbody>'
        for change in self._step.changes:
            yield self._row(change)
        yield "</tbody></table>"

    def _row(self, change: Change) -> str:
        head = escape(self._view.kind(change))
        force = f' class="force-{change.force}"' if change.force else ""
        old = self._cell(change.old, change.pieces, "added", self._step.old.agreement.language)
        new = self._cell(change.new, change.pieces, "removed", self._step.new.agreement.language)
        return (
            f'<tr id="{self._ids[id(change)]}" class="{change.kind}">'
            f'<td class="what"><span{force}>{head}</span></td>{old}{new}</tr>'
        )

    def _cell(self, passages: Sequence[Passage], pieces: Sequence[Piece], hidden: str, language: str) -> str:
        if not passages:
            return "<td>—</td>"
        refs = escape(" + ".join(self._view.ref(passage.ref) for passage in passages))
        words = joined([piece for piece in pieces if piece.kind != hidden], _dressed)
        style = ' class="heading"' if passages[0].kind == "heading" else ""
        return f'<td lang="{language}" dir="auto"><span class="ref">{refs}</span><span{style}>{words}</span></td>'


def _dressed(kind: PieceKind, words: str) -> str:
    tag, harmless = _TAGS[kind], escape(words).replace("\n", "<br>")
    return f"<{tag}>{harmless}</{tag}>" if tag else harmless
