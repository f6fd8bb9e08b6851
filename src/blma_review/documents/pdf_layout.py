"""From the runs of a page to lines in reading order: rows, columns, and what repeats on every page taken out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from blma_review.documents.pdf_page import Page, Run

_BAND = 0.16  # share of the page's height in which headers and footers stand, above and below
_DIGITS = re.compile(r"[0-9]+")
_LONE_NUMBER = re.compile(
    r"^(?:(?:page|página|pagina|pág\.|pag\.|p\.)\s*)?[-–—(\[|/]?\s*([0-9]{1,4}|[ivxlc]{1,7})\s*[-–—)\]|]?"
    r"(?:\s*(?:of|de|sur|/|von)\s*[0-9]{1,4})?[-–—.]?$",
    re.IGNORECASE,
)
_SAYS_PAGE = re.compile(
    r"^(?:page|página|pagina|pág\.|pag\.|p\.)\s*[0-9ivxlc]|[0-9]\s*(?:of|de|sur|/)\s*[0-9]", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:[(\[]?(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[a-zA-Z]{1,2}|[ivxlcIVXLC]{1,6})[.)\]:]{0,2}(?:er|[º°])?[.)]?|[•●▪■◦○‣∙·➢✓*–—-]|"
    r"(?:articles?|art\.|artículos?|clause|cláusula|chapter|chapitre|capítulo|section|sección|annexe?|anexo)\s+\S{1,12}[.:]?)$",
    re.IGNORECASE,
)
_ON_BEHALF = re.compile(r"^(?:for|pour|por)\b", re.IGNORECASE)


class Line(NamedTuple):
    """One line of a column or cell, its runs put together."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    opens_bold: bool
    ends_bold: bool
    second: float  # where the text after a leading number begins, or the second word
    first_width: float  # of its first word
    anchor: str = ""  # a raised footnote mark at its start
    apart: bool = False  # it shares its row with another text and is a paragraph of its own
    centred: bool = False  # filled by `pdf_flow`, which knows the margins


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that are read one after the other: a column, a stretch of full width, or a cell of a table."""

    page: int
    lines: tuple[Line, ...]
    column: int = 0  # 0: full width; 1, 2, ... from the left
    cell: tuple[int, int, int] | None = None
    right: float | None = None  # where its text may reach, if that is known


# -- rows ----------------------------------------------------------------------------------------------------


def rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Put runs that stand on one baseline into one row, rows from the top and runs from the left."""
    found: list[list[Run]] = []
    base = size = 0.0
    for run in sorted(runs, key=lambda run: (run.y, run.x0)):
        if found and run.y - base <= 0.4 * min(size, run.size) + 0.1 * max(size, run.size):
            found[-1].append(run)
            if run.size > size:
                # The tallest type of a row sets its baseline; raised numbers come before it.
                base, size = run.y, run.size
        else:
            found.append([run])
            base, size = run.y, run.size
    for row in found:
        if len(row) > 1:
            row.sort(key=lambda run: run.x0)
    return found


def lines(runs: Iterable[Run]) -> list[Line]:
    """The lines of one column. Texts of a row that stand far apart become lines of their own."""
    found: list[Line] = []
    for row in rows(runs):
        if len(row) == 1:
            found.append(_line(row, apart=False))
            continue
        parts = _parts(_without_marks(row))
        found.extend(_line(part, apart=len(parts) > 1) for part in parts)
    return found


def _without_marks(row: list[Run]) -> list[Run]:
    """Drop raised footnote marks that stand between words of a row; at its start one stays, as an anchor."""
    size = max(run.size for run in row)
    base = max((run for run in row if run.size == size), key=lambda run: len(run.text)).y
    kept: list[Run] = []
    anchor = ""
    for run in row:
        raised = run.size < 0.85 * size and base - run.y > 0.1 * size
        if raised and len(run.text) <= 3 and re.fullmatch(r"[0-9]+|[*†‡]+", run.text):
            if not kept:
                anchor = run.text
            continue
        if anchor and not kept:
            run = run._replace(anchor=anchor)
        kept.append(run)
    return kept or row


def _parts(row: list[Run]) -> list[list[Run]]:
    parts = [[row[0]]]
    for run in row[1:]:
        before = parts[-1][-1]
        gap = run.x0 - before.x1
        size = max(run.size, before.size)
        label = len(parts[-1]) == 1 and _LABEL.match(before.text)
        leader = before.text.endswith(("..", "__", ". .", "…")) or run.text.startswith(("..", "__", "…"))
        if gap > 2.5 * size and not label and not leader:
            parts.append([run])
        else:
            parts[-1].append(run)
    return parts


def _line(row: list[Run], *, apart: bool) -> Line:
    first, last = row[0], row[-1]
    if len(row) == 1:
        text, main = first.text, first
    else:
        main = max(row, key=lambda run: len(run.text))
        pieces = [first.text]
        for before, run in pairwise(row):
            # Runs that touch are one word that the file draws in two steps.
            touching = abs(run.x0 - before.x1) < 0.02 * main.size
            pieces.append(run.text if touching else f" {run.text}")
        text = "".join(pieces)
    labelled = len(row) > 1 and _LABEL.match(first.text)
    return Line(
        text=text.strip(),
        x0=first.x0,
        x1=last.x1,
        y=main.y,
        size=main.size,
        opens_bold=main.opens_bold if labelled else first.opens_bold,
        ends_bold=last.ends_bold,
        second=row[1].x0 if labelled else first.second,
        first_width=first.first_end - first.x0,
        anchor=first.anchor,
        apart=apart,
    )


# -- columns -------------------------------------------------------------------------------------------------


def divide(page: Page) -> list[Region]:
    """Divide a page into regions in reading order: bands and tables from the top, columns from the left.

    Tables are numbered from 1 on each page; `pdf_flow` numbers them through the document.
    """
    regions: list[Region] = []
    rest = list(page.runs)
    for number, table in enumerate(page.tables, start=1):
        above = [run for run in rest if run.y < table.top + 1]
        rest = [run for run in rest if run.y >= table.top + 1]
        regions.extend(_text_regions(page, above))
        for cell in table.cells:
            found = tuple(lines(cell.runs))
            padding = max(0.0, min(line.x0 for line in found) - cell.left)
            place = (number, cell.row, cell.column)
            regions.append(Region(page.number, found, cell=place, right=cell.right - min(padding, 8.0)))
    regions.extend(_text_regions(page, rest))
    regions.extend(_text_regions(page, page.sideways))
    return regions


def _text_regions(page: Page, runs: Sequence[Run]) -> list[Region]:
    if not runs:
        return []
    found = []
    for column, inside in _bands(list(runs), 0):
        # Text as wide as the page has margins alike on both sides, as a rule; few lines would not show it.
        right = page.width - min(run.x0 for run in runs) if column == 0 else None
        found.append(Region(page.number, tuple(lines(inside)), column, right=right))
    return found


def _bands(runs: list[Run], column: int) -> list[tuple[int, list[Run]]]:
    """Runs with their column: 0 across the page, 1 and 2 side by side, 21 and 22 side by side within 2."""
    gutter = _gutter(runs)
    if gutter is None:
        return [(column, runs)]
    found: list[tuple[int, list[Run]]] = []
    for across, band in _stretches(rows(runs), gutter):
        if across:
            found.append((column, band))
        else:
            found.extend(_columns(band, gutter, column))
    return found


def _stretches(all_rows: list[list[Run]], gutter: float) -> list[tuple[bool, list[Run]]]:
    """Part rows into stretches that cross the gutter and stretches that keep to its sides."""
    found: list[tuple[bool, list[Run]]] = []
    for row in all_rows:
        across = any(run.x0 < gutter - 1 and run.x1 > gutter + 1 for run in row)
        # The short last line of a paragraph that runs across does not reach the gutter.
        if not across and found and found[-1][0] and row[-1].x1 < gutter and _close_below(row, found[-1][1]):
            across = True
        if not found or found[-1][0] != across:
            found.append((across, []))
        found[-1][1].extend(row)
    return found


def _close_below(row: list[Run], band: list[Run]) -> bool:
    last = max(run.y for run in band)
    return row[0].y - last < 1.35 * row[0].size and abs(row[0].size - band[-1].size) < 0.5


def _columns(band: list[Run], gutter: float, column: int) -> list[tuple[int, list[Run]]]:
    left = [run for run in band if run.x0 < gutter - 1]
    right = [run for run in band if run.x0 >= gutter - 1]
    if left and right and not _reads_down(left, right):
        return [(column, band)]
    found: list[tuple[int, list[Run]]] = []
    for number, side in ((1, left), (2, right)):
        if side:
            found.extend(_bands(side, column * 10 + number))
    return found


def _reads_down(left: list[Run], right: list[Run]) -> bool:
    """Whether two sides are columns to be read down, rather than cells of rows to be read across."""
    if _ON_BEHALF.match(left[0].text) and _ON_BEHALF.match(right[0].text):
        return True
    if min(len(left), len(right)) < 4:
        return False
    return min(_filled(left), _filled(right)) > 0.45 or not _aligned(left, right)


def _filled(side: list[Run]) -> float:
    """How much of its width the usual line of a column fills."""
    x0, x1 = min(run.x0 for run in side), max(run.x1 for run in side)
    widths = [row[-1].x1 - row[0].x0 for row in rows(side)]
    return median(widths) / (x1 - x0) if x1 > x0 else 0.0


def _aligned(left: list[Run], right: list[Run]) -> bool:
    """Whether the lines of the shorter side nearly all stand beside one of the other."""
    few, many = sorted((left, right), key=len)
    baselines = sorted(run.y for run in many)
    beside = sum(any(abs(run.y - y) < 2 for y in baselines) for run in few)
    return beside > 0.9 * len(few)


_STEP = 3.0


def _gutter(runs: list[Run]) -> float | None:
    """Where a vertical strip parts the runs into two columns, or None.

    Few runs may cross it, both sides must hold several lines over the same height, and both must be wide
    enough to be text rather than numbers in a margin.
    """
    if len(runs) < 6:
        return None
    x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
    width = x1 - x0
    if width < 120:
        return None
    size = int(width / _STEP) + 2
    edges = [0] * (size + 1)
    for run in runs:
        edges[int((run.x0 - x0) / _STEP)] += 1
        edges[int((run.x1 - x0) / _STEP) + 1] -= 1
    covered: list[int] = []
    total = 0
    for edge in edges:
        total += edge
        covered.append(total)
    first, last = int(0.22 * size), int(0.78 * size)
    lowest = min(covered[first:last], default=0)
    if lowest > 0.4 * len(runs):
        return None
    best: float | None = None
    best_score = 0.0
    index = first
    while index < last:
        if covered[index] > lowest + 0.08 * len(runs):
            index += 1
            continue
        end = index
        while end < last and covered[end] <= lowest + 0.08 * len(runs):
            end += 1
        middle = x0 + (index + end) / 2 * _STEP
        score = _gutter_score(runs, middle)
        if score > best_score:
            best, best_score = middle, score
        index = end
    return best


def _gutter_score(runs: list[Run], gutter: float) -> float:
    """How many lines a gutter parts; 0 where it is none."""
    left = [run for run in runs if run.x1 <= gutter + 1]
    right = [run for run in runs if run.x0 >= gutter - 1]
    if min(len(left), len(right)) < 3:
        return 0
    # Words of a justified line that are far apart make a gap by chance; a gutter is a gap for line after line.
    gap = min(run.x0 for run in right) - max(run.x1 for run in left)
    if gap < 0.5 * median(run.size for run in left):
        return 0
    low = max(min(run.y for run in left), min(run.y for run in right))
    high = min(max(run.y for run in left), max(run.y for run in right))
    beside_left = [run for run in left if low - 2 <= run.y <= high + 2]
    beside_right = [run for run in right if low - 2 <= run.y <= high + 2]
    if min(len(beside_left), len(beside_right)) < 3:
        return 0
    widths = [max(run.x1 for run in side) - min(run.x0 for run in side) for side in (left, right)]
    if min(widths) < 0.3 * max(widths):
        return 0
    letters = [sum(len(run.text) for run in side) / len(side) for side in (left, right)]
    if min(letters) < 6:
        return 0
    crossing = [run for run in runs if run.x0 < gutter - 1 and run.x1 > gutter + 1]
    inside = sum(low <= run.y <= high for run in crossing)
    both = min(len(beside_left), len(beside_right))
    return float(both) if inside <= 0.5 * both else 0.0


# -- what is not text -----------------------------------------------------------------------------------------


class _Spot(NamedTuple):
    page: int
    at: int  # the run's index on its page
    run: Run
    bottom: bool


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on pages besides the text, each thing once."""

    repeated: tuple[str, ...] = ()
    page_numbers: bool = False
    line_numbers: bool = False
    watermarks: tuple[str, ...] = ()


def without_furniture(pages: Sequence[Page]) -> tuple[list[Page], Furniture]:
    """Take running headers, footers, page numbers, line numbers and watermarks out of the pages."""
    watermarks: dict[str, None] = {}
    for page in pages:
        if page.oblique:
            watermarks[" ".join(page.oblique)] = None
    cleaned, numbered = _without_line_numbers(_without_large(pages, watermarks))
    cleaned, tables = _without_repeated_tables(cleaned)
    spots = [spot for page in cleaned for spot in _margin(page)]
    repeated: dict[str, None] = dict.fromkeys(tables)
    candidates = {(spot.page, spot.at): spot for group in _groups(spots) for spot in _repeating(group, len(pages))}
    drop: dict[int, set[int]] = defaultdict(set)
    for (number, at), spot in candidates.items():
        if not _belongs_to_text(spot, cleaned[number - 1], candidates):
            drop[number].add(at)
            if not _LONE_NUMBER.match(spot.run.text):
                repeated.setdefault(spot.run.text)
    for spot in _beside_numbers(spots, drop, cleaned):
        drop[spot.page].add(spot.at)
        repeated.setdefault(spot.run.text)
    page_numbers = _page_numbers(spots, drop, cleaned)
    for number, index in page_numbers:
        drop[number].add(index)
    result = [
        replace(page, runs=tuple(run for index, run in enumerate(page.runs) if index not in drop[page.number]))
        if page.number in drop
        else page
        for page in cleaned
    ]
    lone = bool(page_numbers) or any(
        spot.at in drop.get(spot.page, ()) and _LONE_NUMBER.match(spot.run.text) for spot in spots
    )
    return result, Furniture(tuple(repeated), bool(lone), numbered, tuple(watermarks))


def _without_large(pages: Sequence[Page], watermarks: dict[str, None]) -> list[Page]:
    """Take out large pale words that lie behind the text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for run in page.runs:
            sizes[round(run.size)] += len(run.text)
    if not sizes:
        return list(pages)
    body = max(sizes, key=lambda size: sizes[size])
    result = []
    for page in pages:
        behind = [run for run in page.runs if run.pale and run.size > 2.2 * body and len(run.text) < 60]
        if behind:
            watermarks[" ".join(run.text for run in behind)] = None
            page = replace(page, runs=tuple(run for run in page.runs if run not in behind))
        result.append(page)
    return result


def _without_line_numbers(pages: list[Page]) -> tuple[list[Page], bool]:
    found = [_line_numbers(page.runs) for page in pages]
    edges = Counter(round(run.x1) for numbers in found for run in numbers)
    if not edges:
        return pages, False
    # A last page with few lines shows no pattern of its own; its numbers stand where those before it stood.
    edge = edges.most_common(1)[0][0]
    result = []
    for page, numbers in zip(pages, found, strict=True):
        numbers = numbers or {run for run in page.runs if _is_number(run) and abs(run.x1 - edge) < 3}
        result.append(replace(page, runs=tuple(run for run in page.runs if run not in numbers)))
    return result, True


def _is_number(run: Run) -> bool:
    return run.text.isdigit() and len(run.text) < 5


def _line_numbers(runs: Sequence[Run]) -> set[Run]:
    """The runs that number a page's lines: outside the text, in step, with a number for every nth line."""
    numbers = [run for run in runs if _is_number(run)]
    others = [run for run in runs if not run.text.isdigit()]
    if len(numbers) < 5 or not others:
        return set()
    found: set[Run] = set()
    for right_aligned in (True, False):
        columns: dict[int, list[Run]] = defaultdict(list)
        for run in numbers:
            columns[round((run.x1 if right_aligned else run.x0) / 4)].append(run)
        for key in list(columns):
            column = sorted(columns[key] + columns.get(key + 1, []), key=lambda run: run.y)
            if len(column) >= 5 and _numbers_lines(column, others):
                found.update(column)
    return found


def _numbers_lines(column: list[Run], others: list[Run]) -> bool:
    x0, x1 = min(run.x0 for run in column), max(run.x1 for run in column)
    left = min((run.x0 for run in others if len(run.text) > 3), default=0.0)
    if not (x1 <= left or x0 >= max(run.x1 for run in others)):
        return False
    values = [int(run.text) for run in column]
    step, times = Counter(later - earlier for earlier, later in pairwise(values)).most_common(1)[0]
    if step not in (1, 2, 5, 10) or times < 0.8 * (len(values) - 1):
        return False
    # Numbers of paragraphs stand further apart than those of lines.
    top, bottom = column[0].y - 3, column[-1].y + 3
    between = len(rows(run for run in others if top <= run.y <= bottom))
    return between * 0.7 <= (len(column) - 1) * step + 1 and (step > 1 or len(column) >= 8)


def _margin(page: Page) -> list[_Spot]:
    """The runs at the top and bottom of a page: in its outer bands, and no more than a few rows."""
    if not page.runs:
        return []
    upper, lower = _BAND * page.height, (1 - _BAND) * page.height
    heights = sorted({round(run.y) for run in page.runs})
    first, last = heights[: min(8, len(heights))][-1], heights[-min(8, len(heights)) :][0]
    return [
        _Spot(page.number, index, run, run.y > page.height / 2)
        for index, run in enumerate(page.runs)
        if (run.y < upper and round(run.y) <= first) or (run.y > lower and round(run.y) >= last)
    ]


def _without_repeated_tables(pages: list[Page]) -> tuple[list[Page], list[str]]:
    """Take out letterheads and footers that are set as a table."""
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    for page in pages:
        for key in _margin_tables(page).values():
            places[key].append(page.number)
    need = _needed(len(pages))
    repeated = {key for key, numbers in places.items() if len(numbers) >= need and _chain(numbers) >= need}
    if not repeated:
        return pages, []
    result = []
    for page in pages:
        drop = {index for index, key in _margin_tables(page).items() if key in repeated}
        tables = tuple(table for index, table in enumerate(page.tables) if index not in drop)
        result.append(replace(page, tables=tables) if drop else page)
    return result, [text for text, _ in sorted(repeated)]


def _margin_tables(page: Page) -> dict[int, tuple[str, int]]:
    """The tables in a page's margins, by index, with their text (digits aside) and height."""
    return {
        index: (
            _DIGITS.sub("#", " ".join(run.text for cell in table.cells for run in cell.runs)),
            round(table.top / 4),
        )
        for index, table in enumerate(page.tables)
        if table.bottom < 1.5 * _BAND * page.height or table.top > (1 - _BAND) * page.height
    }


def _needed(count: int) -> int:
    """On how many of a document's pages a text must repeat to be a running header or footer."""
    return 3 if count >= 6 else max(2, (count + 1) // 2)


def _groups(spots: list[_Spot]) -> list[list[_Spot]]:
    """Spots with the same text, digits aside, at the same height."""
    by_text: dict[str, list[_Spot]] = defaultdict(list)
    for spot in spots:
        by_text[_DIGITS.sub("#", spot.run.text).casefold()].append(spot)
    groups = []
    for same in by_text.values():
        if len(same) < 2:
            continue
        same.sort(key=lambda spot: spot.run.y)
        group = [same[0]]
        for spot in same[1:]:
            if spot.run.y - group[-1].run.y > 4:
                groups.append(group)
                group = []
            group.append(spot)
        groups.append(group)
    return groups


def _repeating(group: list[_Spot], count: int) -> list[_Spot]:
    """The spots of a group that are a running header or footer.

    It stands on pages that follow each other (or every other page). Its numbers are the same on each or count
    the pages: "Article 3" and "Article 9" at the top of two pages are headings of the text.
    """
    kept: list[_Spot] = []
    by_numbers: dict[tuple[str, ...], list[_Spot]] = defaultdict(list)
    for spot in group:
        numbers = _DIGITS.findall(spot.run.text)
        key = tuple(
            f"p{int(number) - spot.page}" if abs(int(number) - spot.page) < 3000 and len(number) < 5 else number
            for number in numbers
        )
        by_numbers[key].append(spot)
        by_numbers[(*numbers, "as it stands")].append(spot)
        if len(numbers) == 2:  # "3 / 20"
            by_numbers[(key[0], numbers[1])].append(spot)
    need = _needed(count)
    for spots in by_numbers.values():
        pages = sorted({spot.page for spot in spots})
        if len(pages) >= need and _chain(pages) >= need:
            kept.extend(spots)
    return kept


def _belongs_to_text(spot: _Spot, page: Page, candidates: Mapping[tuple[int, int], _Spot]) -> bool:
    """Whether what stands close beside a run in its row does not repeat: "2." is then a paragraph's number."""
    run = spot.run
    return any(
        abs(other.y - run.y) < 2
        and -2.5 * run.size < max(other.x0 - run.x1, run.x0 - other.x1) < 2.5 * run.size
        and (page.number, at) not in candidates
        for at, other in enumerate(page.runs)
    )


def _chain(pages: list[int]) -> int:
    """The length of the longest run of pages that follow each other directly or alternately."""
    longest = current = 1
    for earlier, later in pairwise(pages):
        current = current + 1 if later - earlier <= 2 else 1
        longest = max(longest, current)
    return longest


def _beside_numbers(spots: list[_Spot], dropped: Mapping[int, set[int]], pages: list[Page]) -> list[_Spot]:
    """Running heads that change from chapter to chapter: they share the outermost row with a page number."""
    found = []
    for spot in spots:
        at = dropped.get(spot.page)
        if not at or spot.at in at:
            continue
        page, run = pages[spot.page - 1], spot.run
        numbered = any(
            abs(page.runs[index].y - run.y) < 2
            and page.runs[index].text.isdigit()
            and (page.runs[index].x0 - run.x1 > 2 * run.size or run.x0 - page.runs[index].x1 > 2 * run.size)
            for index in at
        )
        others = [other.y for other in page.runs if abs(other.y - run.y) >= 2]
        outermost = not others or (run.y > max(others) if spot.bottom else run.y < min(others))
        if numbered and outermost:
            found.append(spot)
    return found


def _page_numbers(spots: list[_Spot], dropped: dict[int, set[int]], pages: list[Page]) -> list[tuple[int, int]]:
    """Page numbers that stand alone in the first or last row of a page and are not yet dropped."""
    extremes: dict[int, tuple[float, float]] = {}
    for page in pages:
        heights = [run.y for index, run in enumerate(page.runs) if index not in dropped.get(page.number, ())]
        if heights:
            extremes[page.number] = (min(heights), max(heights))
    found: list[tuple[int, int]] = []
    for spot in spots:
        match = _LONE_NUMBER.match(spot.run.text)
        if not match or spot.at in dropped.get(spot.page, ()) or spot.page not in extremes:
            continue
        top, bottom = extremes[spot.page]
        if abs(spot.run.y - (bottom if spot.bottom else top)) > 2:
            continue
        if _SAYS_PAGE.search(spot.run.text) or _is_alone(spot, pages[spot.page - 1]):
            found.append((spot.page, spot.at))
    return found


def _is_alone(spot: _Spot, page: Page) -> bool:
    """Whether nothing else stands in a run's row and the text is well away from it."""
    if spot.run.text.endswith((".", ")")) and not spot.run.text.startswith(("-", "–", "(")):
        return False
    others = [run for run in page.runs if run is not spot.run]
    return bool(others) and all(abs(run.y - spot.run.y) > 1.4 * max(run.size, spot.run.size) for run in others)
