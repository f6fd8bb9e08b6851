"""Ruled tables: found by the lines that are drawn, filled with the words that stand between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from blma_review.documents.pdf_page import Ruling, Run

_MAX_RULINGS = 3_000


class Cell(NamedTuple):
    """A cell with its 1-based row and column; `left` and `right` are its borders."""

    row: int
    column: int
    left: float
    right: float
    runs: tuple[Run, ...]


class Table(NamedTuple):
    """A ruled table of one page."""

    top: float
    bottom: float
    columns: int
    cells: tuple[Cell, ...]


class _Box(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float


def take_tables(runs: Sequence[Run], rulings: Sequence[Ruling]) -> tuple[tuple[Run, ...], tuple[Table, ...]]:
    """Move the words that stand in ruled tables into their cells; the other runs come back as they were."""
    if not _may_rule_table(rulings):
        return tuple(runs), ()
    grids = [grid for grid in _grids(rulings) if _is_table(grid)]
    outside: list[Run] = list(runs)
    tables: list[Table] = []
    for grid in grids:
        outside, filled = _fill(grid, outside)
        if sum(bool(inside) for inside in filled) >= 2:
            tables.append(_table(grid, filled))
        else:
            outside.extend(run for inside in filled for run in inside)
    return tuple(outside), tuple(sorted(tables, key=lambda table: table.top))


def _may_rule_table(rulings: Sequence[Ruling]) -> bool:
    """Whether there are lines enough, both ways, for a table: a frame around the page is not one."""
    if len(rulings) < 5:
        return False
    upright = {round(ruling.x0 / 3) for ruling in rulings if ruling.upright}
    level = {round(ruling.top / 3) for ruling in rulings if not ruling.upright}
    return len(upright) >= 2 and len(level) >= 2 and len(upright) + len(level) >= 5


def _grids(rulings: Sequence[Ruling]) -> list[list[_Box]]:
    """The cells that the lines enclose, table by table."""
    # pdfplumber takes long to import and is wanted only by the few documents that hold tables. Its page parser
    # would read the whole page again; its geometry takes the lines that pdfium has found.
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = merge_edges(
        [_edge(ruling) for ruling in rulings[:_MAX_RULINGS]],
        snap_x_tolerance=3,
        snap_y_tolerance=3,
        join_x_tolerance=3,
        join_y_tolerance=3,
    )
    cells = intersections_to_cells(edges_to_intersections(edges, 3, 3))
    return [[_Box(*box) for box in table] for table in cells_to_tables(cells)]


def _edge(ruling: Ruling) -> dict[str, object]:
    return {
        "x0": ruling.x0,
        "x1": ruling.x1,
        "top": ruling.top,
        "bottom": ruling.bottom,
        "width": ruling.x1 - ruling.x0,
        "height": ruling.bottom - ruling.top,
        "orientation": "v" if ruling.upright else "h",
        "object_type": "line",
    }


def _is_table(grid: list[_Box]) -> bool:
    """Boxes one above the other, without columns, are framed text."""
    return len(grid) >= 2 and len(_positions(box.x0 for box in grid)) >= 2


def _fill(grid: list[_Box], runs: list[Run]) -> tuple[list[Run], list[list[Run]]]:
    """Divide runs into those outside a grid and those inside each of its boxes."""
    outside: list[Run] = []
    filled: list[list[Run]] = [[] for _ in grid]
    top, bottom = min(box.top for box in grid), max(box.bottom for box in grid)
    for run in runs:
        middle = run.y - 0.3 * run.size
        if not top <= middle <= bottom:
            outside.append(run)
            continue
        places = [_box_at(grid, start + 0.1 * run.size, middle) for start in run.starts or (run.x0,)]
        for place, part in _split(run, places):
            (outside if place is None else filled[place]).append(part)
    return outside, filled


def _box_at(grid: list[_Box], x: float, y: float) -> int | None:
    for index, box in enumerate(grid):
        if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
            return index
    return None


def _split(run: Run, places: list[int | None]) -> list[tuple[int | None, Run]]:
    """Cut a run where its words pass from one box into another."""
    if len(set(places)) == 1 or len(run.starts) != len(run.text.split(" ")):
        return [(places[0], run)]
    words = run.text.split(" ")
    found: list[tuple[int | None, Run]] = []
    start = 0
    for index in range(1, len(places) + 1):
        if index < len(places) and places[index] == places[start]:
            continue
        starts = run.starts[start:index]
        x1 = run.starts[index] - 0.3 * run.size if index < len(run.starts) else run.x1
        part = run._replace(
            text=" ".join(words[start:index]),
            x0=starts[0],
            x1=x1,
            second=starts[1] if len(starts) > 1 else x1,
            first_end=min(starts[1] - 0.2 * run.size, x1) if len(starts) > 1 else x1,
            starts=starts,
            anchor=run.anchor if start == 0 else "",
        )
        found.append((places[start], part))
        start = index
    return found


def _table(grid: list[_Box], filled: list[list[Run]]) -> Table:
    tops, lefts = _positions(box.top for box in grid), _positions(box.x0 for box in grid)
    cells = [
        Cell(_rank(tops, box.top), _rank(lefts, box.x0), box.x0, box.x1, tuple(inside))
        for box, inside in zip(grid, filled, strict=True)
        if inside
    ]
    return Table(
        top=min(box.top for box in grid),
        bottom=max(box.bottom for box in grid),
        columns=len(lefts),
        cells=tuple(sorted(cells, key=lambda cell: cell[:2])),
    )


def _positions(values: Iterable[float]) -> list[float]:
    """Distinct positions in order; those within 3 points are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 3:
            found.append(value)
    return found


def _rank(positions: list[float], value: float) -> int:
    return min(range(len(positions)), key=lambda index: abs(positions[index] - value)) + 1
