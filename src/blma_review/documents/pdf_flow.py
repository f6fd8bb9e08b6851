"""From lines to paragraphs: where one ends and the next begins, and how its lines join."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from blma_review.documents.model import Block, BlockKind, Place
from blma_review.documents.pdf_layout import Line, Region
from blma_review.languages import detect_language

_ENDS = re.compile(r"[.;:!?…][\"'”’»)\]]*$")
_ABBREVIATED = re.compile(
    r"(?:(?:^|[\s(.])[A-ZÀ-Þ]|\b(?:No|Nos|Nr|Art|Arts|Mr|Mrs|Ms|Dr|Mme|MM|Sr|Sra|Dra|St|cf|vol|para|paras|pp?|núm|nº|lit|inc|nr))\.$|\((?:sd|s|sgd|fdo)\.\)$"
)
_LEADS_ON = re.compile(r"(?:[;:,–—]|\b(?:and|or|et|ou|y|o|e|and/or|et/ou|y/o))$")
_NUMBER_LABEL = re.compile(
    r"^(?:[(\[](?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[a-zA-Z]{1,2}|[ivxlc]{1,6}|[IVXLC]{1,6})[)\]]"  # (a)
    r"|(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[a-zA-Z]{1,2}|[ivxlc]{1,6}|[IVXLC]{1,6})\)"  # a)
    r"|[0-9]{1,3}(?:\.[0-9]{1,3})*(?:\.(?![0-9])|\.-|:)"  # 1.
    r"|(?:[a-zA-Z]{1,2}|[ivxlc]{1,6}|[IVXLC]{1,6})\.-?(?=\s|$)"  # a.
    r"|[a-z]\.(?=[a-zß-ÿ]{3})"  # a.text
    r"|(?:[0-9]{1,3}|[a-zA-Z]|[IVXLC]{1,6})\s?[-–—](?=\s)"  # 1 -
    r"|[0-9]{1,3}(?:\.[0-9]{1,3})+(?=\s)|[0-9]{1,3}\s?[º°]\.?(?=\s))"  # 1.1
)
_REFERS_ON = re.compile(
    r"^\S+\s+(?:of|and|or|to|above|below|du|de|des|et|ou|ci-dessus|del|y|o|hereof|thereof)\b|^\S+[,;]", re.IGNORECASE
)
_BULLET = re.compile(r"^[•●▪■◦○‣⁃∙·➢✓*–—-]\s")
_WORD_LABEL = re.compile(
    r"^(?:articles?|art\.|artículos?|clause|cláusula|chapter|chapitre|capítulo|part|partie|section|sección|title|titre|título|annexe?|anexo|"
    r"appendix|appendice|apéndice|schedule|protocol|protocole|protocolo)\s+(?:n[.°ºo]\s*)?"
    r"(?:[0-9]+|[IVXLC]+\b|[A-Z]\b|first|premi|prime|second|segund|deuxi|third|terce|troisi)",
    re.IGNORECASE,
)
_LONE_ARTICLE = re.compile(r"^\w+\.?\s+\w{1,12}$")
_RUNS_ON = re.compile(
    r"^\S+\s+\S+\s+(?:of|and|or|to|shall|may|above|below|is|are|applies|du|de|des|et|ou|à|ci|est|sont|del|y|o|a|al|se|no)\b|^\S+\s+\S+?[,;)]",
    re.IGNORECASE,
)
_ON_BEHALF = re.compile(
    r"^(?:For (?:and on behalf of )?(?:the )?(?:Government|Republic|Kingdom|Ministry|State)\b|"
    r"Pour (?:et au nom )?(?:du |de )?(?:le |la |l['’])?(?:Gouvernement|République|Royaume|Ministère)\b|"
    r"Por (?:y en nombre )?(?:del? )?(?:el |la )?(?:Gobierno|República|Reino|Ministerio|Estado)\b)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^(?:\(?([0-9]{1,3})\)?|([*†‡]{1,3}))(?:[.)]?\s+|(?=[A-ZÀ-Þ«“\"]))")
# A hyphen at a line's end that belongs to the word. The first parts and second parts of the first two sets are
# hardly ever what is left of a divided word; the prefixes are just as often ("re-cruitment"), so that in a text
# that divides words the rest must be a word of the text, or the compound a known one.
_FIRST_PARTS: frozenset[str] = frozenset(
    [
        "non",
        "self",
        "socio",
        "anti",
        "multi",
        "micro",
        "macro",
        "vice",
        "cross",
        "well",
        "quasi",
        "half",
        "full",
        "long",
        "short",
        "high",
        "low",
        "third",
        "decision",
        "policy",
        "law",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "labour",
        "ci",
        "celui",
        "celle",
        "ceux",
        "celles",
        "lui",
        "elle",
        "eux",
        "même",
        "demi",
        "grand",
        "quelques",
        "auto",
        "mieux",
        "moyen",
        "franco",
        "hispano",
        "anglo",
        "ibero",
        "politico",
        "político",
        "económico",
        "sus",
        "peut",
    ]
)
_SECOND_PARTS: frozenset[str] = frozenset(
    [
        "ci",
        "dessus",
        "dessous",
        "après",
        "delà",
        "même",
        "mêmes",
        "d'œuvre",
        "d’œuvre",
        "d'oeuvre",
        "d’oeuvre",
        "à-dire",
        "t-il",
        "t-elle",
        "t-on",
        "based",
        "related",
    ]
)
_PREFIXES: frozenset[str] = frozenset(
    [
        "pre",
        "post",
        "re",
        "co",
        "bi",
        "tri",
        "uni",
        "inter",
        "intra",
        "sub",
        "semi",
        "ex",
        "extra",
        "all",
        "pro",
        "neo",
        "part",
        "over",
        "ultra",
        "off",
        "on",
        "one",
        "first",
        "second",
        "sous",
        "sur",
        "contre",
        "avant",
        "après",
        "main",
        "mi",
        "arrière",
        "trans",
        "supra",
        "infra",
        "pluri",
    ]
)
_AFTER_VERBS: frozenset[str] = frozenset(
    [
        "il",
        "ils",
        "elle",
        "elles",
        "on",
        "vous",
        "nous",
        "les",
        "la",
        "le",
        "moi",
        "toi",
        "y",
        "en",
        "là",
        "up",
        "off",
        "in",
        "term",
    ]
)
_COMPOUND = re.compile(
    r"pre-(?:depart|employ|arriv|select|screen|exist|approv|qualif|condition|migrat|contract)|"
    r"re-(?:ent|ex(?:port|amin)|employ|hir|elect|establish|issu|integrat|migrat|train)|"
    r"co-(?:oper|opér|ordin|chair|sign|fund|financ|own|prés|president)|post-(?:arriv|employ|return|depart|depl)|"
    r"bi-(?:national|annu|month|week)|inter-(?:agenc|govern|minist|state)|extra-(?:contract|territ|judic)|sub-(?:agent|contract|para|comm)"
)
_HYPHENS = ("-", "\x02", "\u00ad")
_OPENS_LOWER = re.compile(r"^[(«“\"'‘]*[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in a document."""

    body: float  # type size
    pitch: dict[int, float]  # from baseline to baseline in units of the type size, by rounded size
    usual_pitch: float
    bold: bool  # whether most of the text is bold, so that bold tells nothing
    rough: bool  # sizes and places come from text recognition
    heading_sizes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float
    justified: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines that belong together, with the region and margins of the first."""

    lines: tuple[Line, ...]
    region: Region
    margins: _Margins


def make_blocks(regions: Sequence[Region], *, rough: bool = False) -> tuple[Block, ...]:
    """Put the regions of a document in order, its lines into paragraphs, and the paragraphs into blocks.

    `rough` says that type sizes and places come from text recognition.
    """
    if not regions:
        return ()
    measures = _measure(regions, rough)
    texts, notes = _part_notes(_in_order(_number_tables(regions)), measures)
    words = _Words(regions)
    paragraphs = _paragraphs(texts, measures)
    drafts = [_block(paragraph, measures, words) for paragraph in paragraphs]
    return _numbered(_with_notes(drafts, _note_blocks(notes, words)))


def _numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    kept = [block for block in blocks if block.text]
    return tuple(
        replace(block, place=replace(block.place, paragraph=number)) for number, block in enumerate(kept, start=1)
    )


# -- measures -------------------------------------------------------------------------------------------------


def _measure(regions: Sequence[Region], rough: bool) -> _Measures:
    sizes: Counter[float] = Counter()
    gaps: dict[int, Counter[float]] = defaultdict(Counter)
    bold = total = 0
    for region in regions:
        before: Line | None = None
        for line in region.lines:
            length = len(line.text)
            sizes[round(line.size * 2) / 2] += length
            total += length
            bold += length * (line.opens_bold and line.ends_bold)
            if before is not None and abs(before.size - line.size) < 0.3 and line.y > before.y:
                gaps[round(line.size)][round((line.y - before.y) / line.size, 2)] += 1
            before = line
    body = max(sizes, key=lambda size: (sizes[size], -size))
    # Of gaps that are about equally frequent the smallest is the one inside paragraphs.
    pitch = {size: _common(counter) for size, counter in gaps.items() if sum(counter.values()) >= 4}
    usual = pitch.get(round(body)) or (median(pitch.values()) if pitch else 1.2)
    larger = sorted((size for size in sizes if size > 1.1 * body), reverse=True)
    return _Measures(body, pitch, usual, bold > 0.6 * total, rough, tuple(larger))


def _common(counter: Counter[float]) -> float:
    """The most frequent gap, those within 4 % counted together, but a smaller one if it is nearly as frequent."""
    merged = {
        gap: sum(count for other, count in counter.items() if abs(other - gap) <= 0.04 * gap)
        for gap in counter
        if 0.9 <= gap <= 4.0
    }
    if not merged:
        return 1.2
    most = max(merged.values())
    return min(gap for gap, count in merged.items() if count >= 0.5 * most)


def _margins(regions: Sequence[Region]) -> dict[int, _Margins]:
    """The margins of every region, by its index; short regions borrow those of their column elsewhere."""
    own: dict[int, tuple[float, float]] = {}
    lefts: dict[int, Counter[int]] = defaultdict(Counter)
    rights: dict[int, list[float]] = defaultdict(list)
    for index, region in enumerate(regions):
        if region.cell is None:
            left, right = _reach(region.lines)
            own[index] = (left, right)
            if len(region.lines) >= 8:
                lefts[region.column][round(left)] += 1
                rights[region.column].append(right)
    found: dict[int, _Margins] = {}
    for index, region in enumerate(regions):
        if index not in own:
            left = min(line.x0 for line in region.lines)
            found[index] = _Margins(left, region.right or max(line.x1 for line in region.lines), False)
            continue
        left, right = own[index]
        column = lefts[region.column]
        if column and column[round(left)] < 2:
            smaller = [place for place, count in column.items() if place <= left + 1 and count >= 2]
            left = min(left, max(smaller, default=min(*column, left)))
        if len(region.lines) < 8 and rights[region.column]:
            right = max(right, median(rights[region.column]))
        elif len(region.lines) < 5 and region.right:
            right = max(right, region.right)
        reaching = sum(abs(line.x1 - right) < 1.5 for line in region.lines)
        found[index] = _Margins(left, right, reaching > 0.45 * len(region.lines) and reaching > 2)
    return found


def _reach(lines: Sequence[Line]) -> tuple[float, float]:
    """How far lines reach to the left and right, single ones that stick out aside."""
    plain = [line for line in lines if not line.apart] or list(lines)
    lefts, rights = sorted(line.x0 for line in plain), sorted((line.x1 for line in plain), reverse=True)
    size = plain[0].size
    left = next((a for a, b in pairwise(lefts) if b - a < 2), lefts[0])
    right = next((a for a, b in pairwise(rights) if a - b < 0.8 * size), rights[0])
    return left, right


# -- order ------------------------------------------------------------------------------------------------------


def _number_tables(regions: Sequence[Region]) -> list[Region]:
    """Number tables through the document; one that goes on at the top of the next page is one table."""
    found: list[Region] = []
    table = 0
    first_row = rows_before = last_row = 0
    open_page: tuple[int, int] | None = None  # page and its table number, while no text has followed
    columns: dict[tuple[int, int], int] = defaultdict(int)
    for region in regions:
        if region.cell:
            key = (region.page, region.cell[0])
            columns[key] = max(columns[key], region.cell[2])
    heads: dict[int, list[str]] = defaultdict(list)
    skip: set[int] = set()
    tops: dict[int, int] = {}
    for index, region in enumerate(regions):
        tops.setdefault(region.page, index)
    for index, region in enumerate(regions):
        if region.cell is None:
            found.append(region)
            open_page = None
            continue
        number, row, column = region.cell
        key = (region.page, number)
        if open_page != key:
            goes_on = (
                open_page is not None
                and region.page == open_page[0] + 1
                and tops[region.page] == index
                and columns[key] == columns[open_page]
            )
            if goes_on:
                rows_before = last_row
                head = [
                    _text_of(other)
                    for other in regions[index:]
                    if other.cell and other.page == key[0] and other.cell[0] == number and other.cell[1] == row
                ]
                if head == heads[table]:
                    skip.add(region.page)
                    rows_before -= 1
            else:
                table += 1
                rows_before = 0
            first_row = row
            open_page = key
        if row == first_row and rows_before == 0:
            heads[table].append(_text_of(region))
        last_row = rows_before + row
        if region.page in skip and row == first_row and rows_before:
            continue
        found.append(replace(region, cell=(table, last_row, column)))
    return found


def _text_of(region: Region) -> str:
    return " ".join(line.text for line in region.lines)


def _in_order(regions: list[Region]) -> list[Region]:
    """Read parallel texts in two languages one after the other; all else page by page as it stands."""
    columns = sorted({region.column for region in regions if region.column}, key=str)
    if len(columns) < 2:
        return regions
    samples = {
        column: " ".join(_text_of(region) for region in regions if region.column == column) for column in columns
    }
    if len({_tongue(sample) for sample in samples.values()}) == 1:
        return regions
    places = [index for index, region in enumerate(regions) if region.column]
    before, middle, after = regions[: places[0]], regions[places[0] : places[-1] + 1], regions[places[-1] + 1 :]
    first = columns[0]
    ordered = [region for column in columns for region in middle if (region.column or first) == column]
    return [*before, *ordered, *after]


def _tongue(text: str) -> str:
    """A text's language, or its script where that is not Latin."""
    letters = [character for character in text[:4000] if character.isalpha()]
    foreign = [character for character in letters if ord(character) > 0x250]
    if len(foreign) > 0.5 * len(letters) and foreign:
        return unicodedata.name(foreign[len(foreign) // 2], "?").split()[0]
    as_english, as_french = detect_language(text, "en"), detect_language(text, "fr")
    return as_english if as_english == as_french else "other"


# -- footnotes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Note:
    label: str
    lines: tuple[Line, ...]
    page: int


def _part_notes(regions: list[Region], measures: _Measures) -> tuple[list[Region], list[_Note]]:
    """Take the footnotes from the foot of every region."""
    texts: list[Region] = []
    notes: list[_Note] = []
    for region in regions:
        start = None if region.cell else _notes_start(region.lines, measures, bool(notes) and _open(notes[-1]))
        if start is None:
            texts.append(region)
            continue
        if start:
            texts.append(replace(region, lines=region.lines[:start]))
        for line in region.lines[start:]:
            label, text = _note_label(line)
            if label and (line.anchor or _follows(label, notes, region.page)):
                notes.append(_Note(label, (line._replace(text=text),), region.page))
            elif notes:
                notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))
    return texts, notes


def _notes_start(lines: Sequence[Line], measures: _Measures, goes_on: bool) -> int | None:
    """The index of the first footnote line: small type at the foot that begins with a mark."""
    if measures.rough:
        return None
    small = len(lines)
    while small and lines[small - 1].size < 0.94 * measures.body:
        small -= 1
    if small == len(lines):
        return None
    for index in range(small, len(lines)):
        line = lines[index]
        if line.anchor or _NOTE.match(line.text):
            # Small lines above the first mark are the end of a note from the page before.
            return small if goes_on else index
    return small if goes_on else None


def _open(note: _Note) -> bool:
    return not _has_ended(note.lines[-1].text)


def _note_label(line: Line) -> tuple[str, str]:
    if line.anchor:
        return line.anchor, line.text
    match = _NOTE.match(line.text)
    return (match[1] or match[2], line.text[match.end() :]) if match else ("", line.text)


def _follows(label: str, notes: list[_Note], page: int) -> bool:
    """Whether a number at a line's start is the next note's rather than a number of the text."""
    if not label.isdigit() or not notes or not notes[-1].label.isdigit():
        return True
    return int(label) == int(notes[-1].label) + 1 or (notes[-1].page != page and int(label) == 1)


def _note_blocks(notes: list[_Note], words: _Words) -> list[Block]:
    return [
        Block(
            text=words.join([line.text for line in note.lines]),
            place=Place(paragraph=0, page=note.page),
            kind="footnote",
            label=note.label,
        )
        for note in notes
    ]


def _with_notes(blocks: list[Block], notes: list[Block]) -> list[Block]:
    """Put every footnote behind the last block that begins on its page."""
    if not notes:
        return blocks
    last: dict[int, int] = {}
    for index, block in enumerate(blocks):
        last[block.place.page or 0] = index
    behind: dict[int, list[Block]] = defaultdict(list)
    for note in notes:
        page = note.place.page or 0
        behind[max((index for number, index in last.items() if number <= page), default=-1)].append(note)
    result = list(behind[-1])
    for index, block in enumerate(blocks):
        result.append(block)
        result.extend(behind.get(index, ()))
    return result


# -- paragraphs --------------------------------------------------------------------------------------------------


def _paragraphs(regions: list[Region], measures: _Measures) -> list[_Paragraph]:
    margins = _margins(regions)
    regions = [_with_centred(region, margins[index]) for index, region in enumerate(regions)]
    found: list[_Paragraph] = []
    lines: list[Line] = []
    start: Region | None = None
    start_margins = _Margins(0, 0, False)
    before: Region | None = None
    before_margins = start_margins
    for index, region in enumerate(regions):
        here = margins[index]
        for number, line in enumerate(region.lines):
            if not lines or start is None:
                part = True
            elif number or before is None:
                part = _parts(lines, line, here, measures)
            else:
                part = not _may_go_on(before, region) or not _goes_on(lines, line, before_margins, here, measures)
            if part:
                if lines and start is not None:
                    found.append(_Paragraph(tuple(lines), start, start_margins))
                lines, start, start_margins = [], region, here
            lines.append(line)
        before, before_margins = region, here
    if lines and start is not None:
        found.append(_Paragraph(tuple(lines), start, start_margins))
    return found


def _parts(lines: list[Line], line: Line, margins: _Margins, measures: _Measures) -> bool:
    """Whether a paragraph ends between its lines so far and the next line of the same region."""
    last = lines[-1]
    if last.apart or line.apart or line.y <= last.y or _style_changes(last, line, measures):
        return True
    size = max(last.size, line.size)
    pitch = measures.pitch.get(round(line.size), measures.usual_pitch)
    gap = line.y - last.y
    if gap > size * pitch * (1.35 if measures.rough else 1.2) + 0.4:
        return True
    if _opens_item(lines, line, margins, measures):
        return True
    ended = _has_ended(last.text)
    if ended and not measures.rough and not _opens_lower(line.text) and gap > size * pitch * 1.12 + 0.2:
        return True  # so little space could be a raised number's doing, but not where a sentence ends, too
    if _ON_BEHALF.match(line.text) and (ended or _is_short(last, line, margins, measures)):
        return True
    runs_on = _opens_lower(line.text) and not ended
    title = last.centred or line.centred or (runs_on and last.ends_bold and line.opens_bold)
    if not title and _indent_changes(lines, line, margins, measures):
        return True
    # A line that could have held the next word was ended on purpose, unless the sentence plainly runs on.
    return not runs_on and _is_short(last, line, margins, measures)


def _style_changes(last: Line, line: Line, measures: _Measures) -> bool:
    if abs(last.size - line.size) > (0.35 if measures.rough else 0.08) * max(last.size, line.size):
        return True
    if measures.bold:
        return False
    last_bold, line_bold = last.opens_bold and last.ends_bold, line.opens_bold and line.ends_bold
    # Words in bold may run over a line's end; a line all in bold beside one that is not at all is a heading.
    return (last_bold and not line.opens_bold) or (line_bold and not last.ends_bold)


def _with_centred(region: Region, margins: _Margins) -> Region:
    """Mark the lines of a region that are centred between its margins."""
    if region.cell:
        return region
    lines = region.lines
    return replace(
        region,
        lines=tuple(
            line._replace(centred=True) if _is_centred(lines, index, margins) else line
            for index, line in enumerate(lines)
        ),
    )


def _is_centred(lines: Sequence[Line], index: int, margins: _Margins) -> bool:
    line = lines[index]
    before, behind = line.x0 - margins.left, margins.right - line.x1
    if before <= max(0.03 * (margins.right - margins.left), 10.0) or abs(before - behind) >= 4.0:
        return False
    beside = [other for other in lines[max(0, index - 1) : index + 2] if other is not line]
    # Lines that begin below each other but end in different places are indented, not centred.
    if any(abs(other.x0 - line.x0) < 1.0 and abs(other.x1 - line.x1) > 2.0 for other in beside):
        return False
    # A line that nearly fills its column looks centred by chance; in a centred title its neighbour is too.
    return line.x1 - line.x0 < 0.7 * (margins.right - margins.left) or any(
        abs(other.x0 + other.x1 - line.x0 - line.x1) < 4.0 and abs(other.x0 - line.x0) > 1.0 for other in beside
    )


def _is_short(last: Line, line: Line, margins: _Margins, measures: _Measures) -> bool:
    """Whether a line ends so early that the next line's first word would have found room in it."""
    if abs(last.x1 - line.x1) < 1.0 and len(line.text) > 20:
        return False  # both end at a margin of their own
    room = margins.right - last.x1
    if last.centred:
        room += last.x0 - margins.left
    slack = 1.5 if measures.rough else 0.8
    needed = 0.3 * last.size + line.first_width
    if margins.justified and not last.centred:
        return room > min(needed + slack * last.size, 4.0 * last.size)
    return room > needed + slack * last.size


def _has_ended(text: str) -> bool:
    """Whether a text ends as a sentence, or a part of one, ends: not with an initial or an abbreviation."""
    return bool(_ENDS.search(text)) and not _ABBREVIATED.search(text)


def _opens_lower(text: str) -> bool:
    match = _OPENS_LOWER.match(text)
    return bool(match) and match[0][-1].islower() if match else False


def _opens_item(lines: list[Line], line: Line, margins: _Margins, measures: _Measures) -> bool:
    """Whether a line opens a numbered paragraph, an item or an article."""
    text, last = line.text, lines[-1]
    if not _has_label(text) and not _WORD_LABEL.match(text):
        return False
    short = _is_short(last, line, margins, measures)
    ended = _has_ended(last.text)
    tolerance = _tolerance(line, measures)
    if _NUMBER_LABEL.match(text):
        # "(d) of paragraph 1" may be a reference that happens to begin a line.
        leads_on = bool(_LEADS_ON.search(last.text)) and not _REFERS_ON.match(text)
        outdented = len(lines) > 1 and line.x0 < last.x0 - tolerance
        hangs = line.second - line.x0 > line.first_width + 0.9 * line.size
        return short or ended or leads_on or outdented or hangs
    if _BULLET.match(text):
        return short or ended or bool(_LEADS_ON.search(last.text)) or abs(line.x0 - last.x0) > tolerance
    if _LONE_ARTICLE.match(text) and (line.centred or (line.opens_bold and not measures.bold)):
        return True
    return (short or ended) and not _RUNS_ON.match(text)


def _tolerance(line: Line, measures: _Measures) -> float:
    return (0.8 if measures.rough else 0.25) * line.size


def _indent_changes(lines: list[Line], line: Line, margins: _Margins, measures: _Measures) -> bool:
    """Whether a line's left edge does not belong to the paragraph so far."""
    first, last = lines[0], lines[-1]
    tolerance = _tolerance(line, measures)
    if abs(line.x0 - last.x0) <= tolerance:
        return False
    if len(lines) > 1:
        return True
    if _has_label(first.text) and abs(line.x0 - first.second) <= max(3.0, tolerance):
        return False  # hangs under the text behind the number
    ended = _has_ended(last.text)
    if line.x0 < last.x0:
        # Back to the margin: after an indented first line, or after an indented line that is a paragraph.
        return ended and _is_short(last, line, margins, measures)
    return ended


def _has_label(text: str) -> bool:
    return bool(_NUMBER_LABEL.match(text) or _BULLET.match(text))


def _may_go_on(before: Region, region: Region) -> bool:
    """Whether a paragraph can run from one region into the next: over a page break, or from column to column."""
    if before.cell or region.cell:
        return False
    if before.page != region.page:
        return True
    return bool(before.column and region.column and before.column != region.column)


def _goes_on(lines: list[Line], line: Line, before: _Margins, here: _Margins, measures: _Measures) -> bool:
    """Whether a paragraph runs on at the top of the next column or page."""
    first, last = lines[0], lines[-1]
    if last.apart or line.apart or _style_changes(last, line, measures):
        return False
    ended = _has_ended(last.text)
    if _ON_BEHALF.match(line.text):
        return False
    if _opens_lower(line.text) and not ended and not _has_label(line.text):
        return True
    if line.centred or last.centred:
        return False
    # As if the line stood in the column before.
    moved = line._replace(x0=line.x0 - here.left + before.left, second=line.second - here.left + before.left)
    short = _is_short(last, moved, before, measures)
    if _opens_item(lines, moved, before, measures) or (_WORD_LABEL.match(line.text) and not _RUNS_ON.match(line.text)):
        return False
    if short:
        return False
    tolerance = max(3.0, _tolerance(line, measures))
    if abs(moved.x0 - last.x0) > tolerance:
        hangs = len(lines) == 1 and _has_label(first.text) and abs(moved.x0 - first.second) <= tolerance
        returns = len(lines) == 1 and moved.x0 < last.x0
        if not hangs and not returns:
            return False
    if not ended:
        return True
    # A full stop at the end of a full line: the end of a sentence or of the paragraph. Where lines are justified
    # a paragraph's last one rarely fills its line; where paragraphs are numbered an unnumbered line goes on.
    if before.justified:
        return abs(last.x1 - before.right) < 1.5
    return _has_label(first.text) and not _has_label(line.text)


# -- blocks -------------------------------------------------------------------------------------------------------


def _block(paragraph: _Paragraph, measures: _Measures, words: _Words) -> Block:
    lines, region, margins = paragraph.lines, paragraph.region, paragraph.margins
    text = words.join([line.text for line in lines])
    bold = all(line.opens_bold and line.ends_bold for line in lines)
    kind, level = _kind(text, lines, bold and not measures.bold, region, measures)
    return Block(
        text=text,
        place=Place(paragraph=0, page=region.page, cell=region.cell),
        kind=kind,
        level=level,
        bold=bold,
        centred=region.cell is None and all(line.centred for line in lines),
        indent=round(max(0.0, lines[0].x0 - margins.left), 1),
    )


def _kind(
    text: str, lines: Sequence[Line], bold: bool, region: Region, measures: _Measures
) -> tuple[BlockKind, int | None]:
    if region.cell:
        return "cell", None
    if measures.rough or len(text) > 300 or not any(character.isalpha() for character in text):
        return "paragraph", None
    size = round(lines[0].size * 2) / 2
    if size > 1.1 * measures.body and len(lines) <= 6:
        return "heading", min(6, measures.heading_sizes.index(size) + 1 if size in measures.heading_sizes else 1)
    if bold and len(text) <= 150 and not text.endswith((".", ";", ",", ":")):
        return "heading", min(6, len(measures.heading_sizes) + 1)
    return "paragraph", None


class _Words:
    """Joins lines, and knows the document's words to tell a hyphen of the word from one of the line's end."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self._regions = regions
        self._known: frozenset[str] | None = None
        self._divides: bool | None = None
        self._measured = False

    def join(self, lines: Sequence[str]) -> str:
        text = lines[0]
        for line in lines[1:]:
            text = self._pair(text, line)
        if "\x02" in text or "\u00ad" in text:
            text = text.replace("\x02", "-").replace("\u00ad", "")
        return " ".join(text.split())

    def _pair(self, left: str, right: str) -> str:
        if left.endswith("/") and left[-2:-1].isalpha():
            return left + right
        if not left.endswith(_HYPHENS) or not left[-2:-1].isalpha():
            return f"{left} {right}"
        stem = left[:-1]
        if not right[:1].isalpha():
            return f"{stem}- {right}" if not right[:1].isdigit() else f"{stem}-{right}"
        if not right[:1].islower() and not (stem[-1].isupper() and right[:1].isupper()):
            return f"{stem}-{right}"
        if left.endswith("\u00ad"):
            return stem + right
        head = re.search(r"[^\W\d_]+$", stem)
        tail = re.match(r"[^\W_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*", right)
        if not head or not tail:
            return f"{stem}-{right}"
        return f"{stem}-{right}" if self._is_compound(head[0].lower(), tail[0].lower()) else stem + right

    def _is_compound(self, head: str, tail: str) -> bool:
        """Whether the hyphen between two halves belongs to the word."""
        whole = self._whole_words()
        first = tail.split("-")[0]
        if f"{head}-{first}" in whole:
            return True
        if head + tail in whole or head + first in whole:
            return False
        if head in _FIRST_PARTS or tail in _SECOND_PARTS or first in _SECOND_PARTS:
            return True
        if _COMPOUND.match(f"{head}-{tail}"):
            return True
        divides = self._divides_words()
        if divides is False:
            return True
        if head in _PREFIXES:
            return divides is None or first in whole
        return divides is None and (tail in _AFTER_VERBS or (head in whole and first in whole))

    def _whole_words(self) -> frozenset[str]:
        """The words that stand whole inside lines."""
        if self._known is None:
            found: set[str] = set()
            pattern = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
            for region in self._regions:
                for line in region.lines:
                    words = pattern.findall(line.text.lower())
                    # A line's first and last word may be halves.
                    found.update(words[1:-1] if line.text.endswith(_HYPHENS) else words[1:])
            self._known = frozenset(found)
        return self._known

    def _divides_words(self) -> bool | None:
        """Whether the document divides words at line ends; None where it is too short to tell."""
        if self._measured:
            return self._divides
        whole = self._whole_words()
        hyphens = count = rejoined = 0
        for region in self._regions:
            for line, after in pairwise(region.lines):
                count += 1
                if line.text.endswith(_HYPHENS) and after.text[:1].islower():
                    hyphens += 1
                    head = re.search(r"[^\W\d_]+(?=.$)", line.text)
                    tail = re.match(r"[^\W\d_]+", after.text)
                    rejoined += bool(head and tail and (head[0] + tail[0]).lower() in whole)
        if rejoined or (hyphens >= 3 and hyphens > 0.04 * count):
            self._divides = True
        elif count >= 100 and hyphens < 0.02 * count:
            self._divides = False
        self._measured = True
        return self._divides
