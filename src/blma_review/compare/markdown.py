"""A comparison as Markdown: what matters to a negotiator first, then every changed clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from blma_review.compare.compare import answers_over
from blma_review.compare.model import Change, Comparison, Move
from blma_review.compare.view import View, counted, joined, moved, relocated, reworded, shortened
from blma_review.compare.words import Piece
from blma_review.reports.markdown import escape
from blma_review.reports.model import SHOWN
from blma_review.review.findings import Quote

_MOST_QUOTES = 3
_MARKS = {"same": "", "removed": "~~", "added": "**"}


def render_markdown(view: View) -> dict[str, str]:
    """`compare.md`: each step in turn, and before them, where there are several, how the answers moved."""
    return {"compare.md": "\n".join(_lines(view)).rstrip() + "\n"}


def _lines(view: View) -> Iterator[str]:
    text, rounds = view.text, view.rounds
    first, last = rounds.texts[0], rounds.texts[-1]
    yield f"# {text['comparison']}: {escape(first.name)} → {escape(last.name)}"
    yield ""
    yield from _answers(view)
    if len(rounds.steps) == 1:
        yield from _step(view, rounds.steps[0], "##")
    else:
        yield from _summary(view)
        for number, step in enumerate(rounds.steps, start=1):
            title = text["step"].format(number=number)
            yield f"## {title}: {escape(step.old.name)} → {escape(step.new.name)}"
            yield ""
            yield from _step(view, step, "###")
    yield f"*{text['footer-words']}*"


def _answers(view: View) -> Iterator[str]:
    rows = []
    for each in view.rounds.texts:
        answers = [answer.answer for answer in each.answers]
        rows.append((escape(each.name), *(str(answers.count(answer)) for answer in SHOWN)))
    yield from _table((view.text["text"], *(view.text[answer] for answer in SHOWN)), rows)


def _summary(view: View) -> Iterator[str]:
    text = view.text
    yield f"## {text['rounds-summary']}"
    yield ""
    rows = [
        (escape(view.say(rule.question)), *(text[answer] for answer in answers))
        for rule, answers in answers_over(view.rounds)
        if len(set(answers)) > 1
    ]
    yield text["rounds-intro"] if rows else text["no-moves"]
    yield ""
    if rows:
        yield from _table((text["question"], *(escape(each.name) for each in view.rounds.texts)), rows)


def _step(view: View, step: Comparison, level: str) -> Iterator[str]:
    text = view.text
    for kind, moves in moved(step):
        yield f"{level} {text[f'move-{kind}']} ({len(moves)})"
        yield ""
        if not moves:
            yield text["no-new-contrary"]
            yield ""
        for move in moves:
            yield from _move(view, move)
    yield f"{level} {text['changes']}"
    yield ""
    if not step.aligned:
        old, new = (text[side.agreement.language] for side in (step.old, step.new))
        yield text["other-languages"].format(old=old, new=new)
        yield ""
        return
    yield from _table((text["change"], text["number"]), [(text[f"kind-{kind}"], str(n)) for kind, n in counted(step)])
    for change in reworded(step):
        yield from _change(view, change)
    elsewhere = relocated(step)
    if elsewhere:
        yield f"{level}# {text['renumbering']}"
        yield ""
        yield from (f"- {escape(view.route(change))}: {escape(view.kind(change))}" for change in elsewhere)
        yield ""


def _move(view: View, move: Move) -> Iterator[str]:
    text = view.text
    yield f"- **{escape(view.say(move.rule.question))}** {text[move.old]} → {text[move.new]} (`{move.rule.id}`)"
    yield f"  - {text['old']}: {_quotes(view, move.old_quotes)}"
    yield f"  - {text['new']}: {_quotes(view, move.new_quotes)}"
    for change in move.changes[:_MOST_QUOTES]:
        yield f"  - {text['change']}: {escape(view.route(change))}: {escape(view.kind(change))}"
    if move.old == move.new and move.kind != "new-contrary":
        yield f"  - {text['same-answer-words']}"
    if move.kind in ("new-contrary", "lost", "weakened"):
        advice, wording = view.say(move.rule.advice.get(move.new, {})), view.say(move.rule.wording)
        if advice:
            yield f"  - {text['advice']}: {escape(advice)}"
        yield f"  - {text['wording']}: {escape(wording)}"
    yield ""


def _quotes(view: View, quotes: Sequence[Quote]) -> str:
    if not quotes:
        return view.text["not-found"]
    return "; ".join(f"“{escape(quote.words)}” ({escape(view.where(quote))})" for quote in quotes[:_MOST_QUOTES])


def _change(view: View, change: Change) -> Iterator[str]:
    yield f"**{escape(view.route(change))}** ({escape(view.kind(change))})"
    yield ""
    yield f"> {marked(change.pieces)}"
    yield ""


def marked(pieces: Iterable[Piece]) -> str:
    """Pieces on one line: words taken out struck through, words put in bold."""
    return joined(tuple(shortened(tuple(pieces))), lambda kind, words: f"{_MARKS[kind]}{escape(words)}{_MARKS[kind]}")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
