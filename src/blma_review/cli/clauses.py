"""`blma-review clauses FILE`: the clause tree as the program sees it."""

from __future__ import annotations

from pathlib import Path

import typer

from blma_review.clauses.model import Clause
from blma_review.clauses.segment import segment
from blma_review.cli.options import parse_tracked
from blma_review.documents.read import read_document
from blma_review.errors import BlmaReviewError

_EXCERPT = 90


def show_clauses(file: Path, format_: str, page: int | None, tracked: str, html: bool) -> None:
    """Print the tree, or the clauses that begin on one page, as text or JSON."""
    if format_ not in ("tree", "json"):
        raise BlmaReviewError(f"--format {format_}: is not known; choose tree or json.")
    agreement = segment(read_document(file, tracked=parse_tracked(tracked)))
    if html:
        from blma_review.reports.clauses_html import render_clauses
        from blma_review.reports.write import write_reports

        (written,) = write_reports(file.parent / f"{file.stem}-review", {"clauses.html": render_clauses(agreement)})
        typer.echo(str(written))
        return
    roots = agreement.clauses
    if page is not None:
        if agreement.document.pages is None:
            raise BlmaReviewError(f"{file}: has no pages that can be told apart; leave --page out.")
        roots = tuple(
            Clause(clause.kind, clause.ref, clause.number, clause.heading, clause.text, clause.place)
            for clause in agreement.walk()
            if clause.place.page == page
        )
    if format_ == "json":
        import json

        from blma_review.reports.json_format import clause_data

        typer.echo(json.dumps([clause_data(clause) for clause in roots], ensure_ascii=False, indent=1))
        return
    _print_tree(roots)
    for version in agreement.others if page is None else ():
        typer.echo(f"\nNot reviewed, language version {version.language}:")
        _print_tree(version.clauses)


def _print_tree(roots: tuple[Clause, ...]) -> None:
    from rich.text import Text

    from blma_review.cli.screen import console
    from blma_review.reports.characters import one_line

    out = console()

    def show(clause: Clause, depth: int) -> None:
        line = Text("  " * depth)
        line.append(clause.ref, style="bold" if depth == 0 else "")
        if clause.heading:
            line.append(f"  {one_line(clause.heading)}", style="cyan")
        if clause.text:
            words = one_line(clause.text)
            line.append(f"  {words if len(words) <= _EXCERPT else words[:_EXCERPT] + '…'}", style="dim")
        out.print(line)
        for child in clause.children:
            show(child, depth + 1)

    for root in roots:
        show(root, 0)
