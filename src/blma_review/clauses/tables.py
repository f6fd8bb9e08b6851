"""Rows of tables as clauses: "Airfare | Employer" says who pays, its two cells apart say nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from blma_review.clauses.numbering import read_label
from blma_review.documents.model import Block

BETWEEN = " | "
_LONG = 220  # characters; a cell beyond this is a clause set in a table


def join_rows(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks, the cells of each row of data joined into one.

    Left apart are rows that hold numbered clauses or long text: contracts are often laid out as tables.
    """
    return tuple(joined for _, row in groupby(blocks, key=_row_of) for joined in _join(list(row)))


def _row_of(block: Block) -> tuple[int, ...]:
    """The same for the blocks of one row, another for every other block."""
    return block.place.cell[:2] if block.place.cell else (-block.place.paragraph,)


def _join(row: list[Block]) -> Iterator[Block]:
    columns = {block.place.cell[2] for block in row if block.place.cell}
    if len(columns) < 2 or any(len(block.text) > _LONG or _is_clause(block) for block in row):
        yield from row
        return
    texts = [
        " ".join(f"{block.label} {block.text}".strip() for block in cell)
        for _, cell in groupby(row, key=lambda block: block.place.cell and block.place.cell[2])
    ]
    first = row[0]
    yield replace(
        first,
        text=BETWEEN.join(texts),
        label="",
        kind="cell",
        bold=all(block.bold for block in row),
        changed_by=tuple(dict.fromkeys(name for block in row for name in block.changed_by)),
    )


def _is_clause(block: Block) -> bool:
    label = read_label(f"{block.label} {block.text}".strip())
    return label is not None and label.kind != "bullet" and len(label.rest) > 2
