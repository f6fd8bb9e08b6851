"""What a comparison says on the terminal: what moved in the answers, new contrary provisions first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from blma_review.cli.screen import console
from blma_review.compare.compare import answers_over
from blma_review.compare.model import Comparison, Move, MoveKind
from blma_review.compare.view import View, counted, joined, moved, shortened
from blma_review.compare.words import PieceKind
from blma_review.reports.characters import one_line
from blma_review.reports.model import SHOWN

_STYLES: dict[MoveKind, str] = {
    "new-contrary": "bold red",
    "lost": "red",
    "weakened": "yellow",
    "contrary-removed": "green",
    "strengthened": "green",
    "gained": "green",
}
_MARKS: dict[PieceKind, tuple[str, str]] = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
_MOST = 6  # of each kind; the reports have them all
_WORDS = 40


def show_rounds(view: View, directory: Path, written: Sequence[Path], out: Console | None = None) -> None:
    """Print the answers of each text, what each step did to them, and where the reports are."""
    out = out or console()
    out.print(_answers(view, out.is_terminal))
    for number, step in enumerate(view.rounds.steps, start=1):
        title = f"{step.old.name} → {step.new.name}"
        if len(view.rounds.steps) > 1:
            title = f"{view.text['step'].format(number=number)}: {title}"
        out.print(Text(one_line(title), style="bold underline"))
        _show_step(view, step, out)
    if len(view.rounds.steps) > 1:
        _show_summary(view, out)
    out.print(Text.assemble((f"{view.text['files']}: ", "bold"), str(directory)))
    for path in written:
        out.print(Text(f"  {path.name}"), style="dim")


def _answers(view: View, terminal: bool) -> Table:
    table = _table(terminal)
    table.add_column(view.text["text"])
    for answer in SHOWN:
        table.add_column(view.text[answer], justify="right")
    for each in view.rounds.texts:
        answers = [answer.answer for answer in each.answers]
        table.add_row(one_line(each.name), *(str(answers.count(answer)) for answer in SHOWN))
    return table


def _show_step(view: View, step: Comparison, out: Console) -> None:
    text = view.text
    for kind, moves in moved(step):
        if not moves:
            out.print(Text(text["no-new-contrary"], style="bold green"))
            continue
        out.print(Text(f"{text[f'move-{kind}']} ({len(moves)})", style=_STYLES[kind]))
        for move in moves[:_MOST]:
            out.print(_move(view, move))
        if len(moves) > _MOST:
            out.print(Text(f"  {text['more'].format(count=len(moves) - _MOST)}", style="dim"))
    if step.aligned:
        counts = ", ".join(f"{number} {text[f'kind-{kind}']}" for kind, number in counted(step))
        out.print(Text.assemble((f"{text['clauses-summary']}: ", "bold"), counts))
    else:
        old, new = (text[side.agreement.language] for side in (step.old, step.new))
        out.print(Text(text["other-languages"].format(old=old, new=new), style="yellow"))
    out.print()


def _move(view: View, move: Move) -> Text:
    text = view.text
    line = Text("  • ")
    line.append(one_line(view.say(move.rule.question)), style="bold")
    line.append(f" {text[move.old]} → {text[move.new]}")
    if move.changes:
        change = move.changes[0]
        line.append(f"\n    {view.route(change)}: {view.kind(change)}: ", style="dim")
        line.append(_words(joined(tuple(shortened(change.pieces)), _marked)))
    else:
        for quote in (move.new_quotes or move.old_quotes)[:1]:
            line.append(f"\n    {view.where(quote)}: ", style="dim")
            line.append(f"“{_words(one_line(quote.words))}”")
    return line


def _marked(kind: PieceKind, words: str) -> str:
    """Words as an editor marks them where there is no colour: [-taken out-] {+put in+}."""
    opening, closing = _MARKS[kind]
    return f"{opening}{one_line(words)}{closing}"


def _words(words: str) -> str:
    pieces = words.split()
    return " ".join(pieces[:_WORDS]) + (" …" if len(pieces) > _WORDS else "")


def _show_summary(view: View, out: Console) -> None:
    text = view.text
    out.print(Text(text["rounds-summary"], style="bold"))
    table = _table(out.is_terminal)
    table.add_column(text["question"])
    for each in view.rounds.texts:
        table.add_column(one_line(each.name))
    for rule, answers in answers_over(view.rounds):
        if len(set(answers)) > 1:
            table.add_row(one_line(view.say(rule.question)), *(text[answer] for answer in answers))
    out.print(table if table.row_count else Text(text["no-moves"]))
    out.print()


def _table(terminal: bool) -> Table:
    return Table(box=box.SIMPLE_HEAD if terminal else box.ASCII2, pad_edge=False)
