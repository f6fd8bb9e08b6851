"""A comparison as a Word file for the delegation's binder: what moved, positions to settle, both texts side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from blma_review.compare.model import Change, Comparison, Move
from blma_review.compare.passages import Passage
from blma_review.compare.positions import fallback, open_questions
from blma_review.compare.view import View, moved, reworded, spaced
from blma_review.compare.words import PieceKind
from blma_review.reports.characters import one_line
from blma_review.reports.model import SHOWN
from blma_review.reports.word import add_row, compact, landscape, new_document, save, set_widths
from blma_review.review.findings import Quote

_COLOURS: dict[PieceKind, str] = {"removed": "A40E26", "added": "0F5323"}
_PAIR, _POSITIONS = (3.5, 11.3, 11.3), (4.3, 2.8, 5.6, 5.6, 5.3, 2.5)


def render_word(view: View) -> dict[str, bytes]:
    """`compare.docx`: the same bytes for the same texts."""
    text, rounds = view.text, view.rounds
    title = f"{text['comparison']}: {rounds.texts[0].name} → {rounds.texts[-1].name}"
    document = new_document(title, view.language)
    landscape(document)
    compact(document)
    document.add_heading(one_line(title), 1)
    _answers(view, document)
    for number, step in enumerate(rounds.steps, start=1):
        if len(rounds.steps) > 1:
            name = f"{text['step'].format(number=number)}: {step.old.name} → {step.new.name}"
            document.add_heading(one_line(name), 1)
        _moves(view, step, document)
        _pairs(view, step, document)
    _positions(view, document)
    document.add_paragraph(text["word-footer"])
    return {"compare.docx": save(document)}


def _answers(view: View, document: Any) -> None:
    table = _table(document, [view.text["text"], *(view.text[answer] for answer in SHOWN)])
    for each in view.rounds.texts:
        answers = [answer.answer for answer in each.answers]
        add_row(table, [each.name, *(str(answers.count(answer)) for answer in SHOWN)])


def _moves(view: View, step: Comparison, document: Any) -> None:
    text = view.text
    for kind, moves in moved(step):
        document.add_heading(f"{text[f'move-{kind}']} ({len(moves)})", 2)
        if not moves:
            document.add_paragraph(text["no-new-contrary"])
        for move in moves:
            paragraph = document.add_paragraph()
            paragraph.add_run(one_line(view.say(move.rule.question))).bold = True
            paragraph.add_run(f" {text[move.old]} → {text[move.new]}")
            for line in _told(view, move):
                document.add_paragraph(one_line(line), style="List Bullet")


def _told(view: View, move: Move) -> Iterator[str]:
    text = view.text
    yield f"{text['old']}: {_quoted(view, move.old_quotes)}"
    yield f"{text['new']}: {_quoted(view, move.new_quotes)}"
    for change in move.changes[:3]:
        yield f"{text['change']}: {view.route(change)}: {view.kind(change)}"
    if move.old == move.new and move.kind != "new-contrary":
        yield text["same-answer-words"]


def _quoted(view: View, quotes: Sequence[Quote]) -> str:
    words = "; ".join(f"“{quote.words}” ({view.where(quote)})" for quote in quotes[:3])
    return words or view.text["not-found"]


def _pairs(view: View, step: Comparison, document: Any) -> None:
    """The clauses whose words changed, old and new side by side."""
    text = view.text
    document.add_heading(text["changes"], 2)
    if not step.aligned:
        old, new = (text[side.agreement.language] for side in (step.old, step.new))
        document.add_paragraph(text["other-languages"].format(old=old, new=new))
        return
    changes = reworded(step)
    if not changes:
        document.add_paragraph(text["no-changes"])
        return
    table = _table(document, [text["change"], step.old.name, step.new.name])
    for change in changes:
        cells = add_row(table, [view.kind(change), "", ""])
        _fill(view, cells[1], change.old, change, "added")
        _fill(view, cells[2], change.new, change, "removed")
    set_widths(table, _PAIR)


def _fill(view: View, cell: Any, passages: Sequence[Passage], change: Change, hidden: PieceKind) -> None:
    paragraph = cell.paragraphs[0]
    if not passages:
        paragraph.add_run("—")
        return
    refs = " + ".join(view.ref(passage.ref) for passage in passages)
    paragraph.add_run(f"{one_line(refs)}: ").italic = True
    for space, kind, words in spaced([piece for piece in change.pieces if piece.kind != hidden]):
        paragraph.add_run(" " * space)
        _dress(paragraph.add_run(one_line(words)), kind)


def _dress(run: Any, kind: PieceKind) -> None:
    from docx.shared import RGBColor

    if kind in _COLOURS:
        run.font.color.rgb = RGBColor.from_string(_COLOURS[kind])
        run.font.strike = kind == "removed"
        run.font.underline = kind == "added"


def _positions(view: View, document: Any) -> None:
    text = view.text
    document.add_heading(text["positions-title"], 1)
    names = ("question", "change", "words-old", "words-new", "fallback-or-wording", "decides")
    table = _table(document, [text[f"column-{name}"] for name in names])
    for move in open_questions(view.rounds.steps[-1]):
        better = fallback(move)
        offer = _quoted(view, better) if better else view.say(move.rule.wording) if move.new != "full" else ""
        change = f"{text[f'move-{move.kind}']}: {text[move.old]} → {text[move.new]}"
        words = [_quoted(view, quotes) for quotes in (move.old_quotes, move.new_quotes)]
        add_row(table, [view.say(move.rule.question), change, *words, offer, ""])
    set_widths(table, _POSITIONS)


def _table(document: Any, head: Sequence[str]) -> Any:
    table = document.add_table(rows=0, cols=len(head))
    table.style = "Table Grid"
    add_row(table, head, header=True)
    return table
