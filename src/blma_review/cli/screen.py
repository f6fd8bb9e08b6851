"""What a review says on the terminal: one screen that can be read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from blma_review.reports.characters import one_line
from blma_review.reports.model import SHOWN, Item, Report
from blma_review.rules.model import AnswerKind

_STYLES: dict[AnswerKind, str] = {"contrary": "bold red", "none": "yellow", "partial": "cyan", "full": "green"}
_MAX_WORDS = 45
_MOST_CONTRARY = 8  # more would not fit one screen; the overview has them all


def console() -> Console:
    """A console that is plain where nobody watches, and never takes a draft's brackets for mark-up."""
    return Console(markup=False, highlight=False, soft_wrap=False)


def show_report(report: Report, directory: Path, written: Sequence[Path], out: Console | None = None) -> None:
    """Print what the document is, its contrary provisions, the table of answers, and where the reports are."""
    out = out or console()
    text = report.text
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column()
    for label, value in report.facts:
        facts.add_row(label, one_line(value))
    for notice in report.notices[:6]:
        facts.add_row("!", Text(one_line(notice), style="yellow"))
    out.print(facts)
    out.print()
    contrary = [item for item in report.items() if item.answer == "contrary"]
    if contrary:
        out.print(Text(f"{text['Contrary']} ({len(contrary)})", style="bold red"))
        for item in contrary[:_MOST_CONTRARY]:
            out.print(_contrary(item))
        if len(contrary) > _MOST_CONTRARY:
            out.print(Text(f"  {text['more-places'].format(count=len(contrary) - _MOST_CONTRARY)}", style="dim"))
    else:
        out.print(Text(text["no-contrary"], style="bold green"))
    out.print()
    out.print(_phases(report, out.is_terminal))
    out.print()
    out.print(Text.assemble((f"{text['reports']}: ", "bold"), str(directory)))
    for path in written:
        out.print(Text(f"  {path.name}"), style="dim")


def _contrary(item: Item) -> Text:
    line = Text("  • ")
    line.append(one_line(item.question), style="bold")
    for quote in item.quotes[:1]:
        line.append(f"\n    {quote.ref}, {quote.place}: ", style="dim")
        line.append(f"“{one_line(_excerpt(quote.words, quote.marked))}”")
    return line


def _excerpt(words: str, marked: tuple[int, int]) -> str:
    """The words around the matching stretch, when the sentence is long."""
    if len(words.split()) <= _MAX_WORDS:
        return words
    spare = _MAX_WORDS - len(words[slice(*marked)].split())
    before, middle, after = words[: marked[0]].split(), words[slice(*marked)].split(), words[marked[1] :].split()
    left = before[-max(0, spare // 2) :] if spare > 1 else []
    right = after[: max(0, spare - len(left))]
    pieces = [*left, *middle[:_MAX_WORDS], *right]
    return f"{'… ' if len(left) < len(before) else ''}{' '.join(pieces)}{' …' if len(right) < len(after) else ''}"


def _phases(report: Report, terminal: bool) -> Table:
    text = report.text
    table = Table(box=box.SIMPLE_HEAD if terminal else box.ASCII2, pad_edge=False)
    table.add_column(text["phase"])
    for answer in SHOWN:
        table.add_column(text[answer], justify="right", style=_STYLES[answer])
    totals = dict.fromkeys(SHOWN, 0)
    for phase in report.phases:
        counts = phase.counts()
        table.add_row(f"{phase.number}. {phase.title}", *(str(counts[answer] or "·") for answer in SHOWN))
        for answer in SHOWN:
            totals[answer] += counts[answer]
    table.add_section()
    table.add_row("", *(str(totals[answer]) for answer in SHOWN))
    return table
