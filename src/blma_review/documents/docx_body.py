"""Walking the body of a Word document: paragraphs, tables, text boxes and notes, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from blma_review.documents.docx_characters import clean, disguised_words, invisible_characters, symbol
from blma_review.documents.docx_fields import FIELD_CHAR, Fields, is_skipped
from blma_review.documents.docx_numbering import Counters, Lists, format_number
from blma_review.documents.docx_styles import (
    VAL,
    ParagraphFormat,
    Style,
    Styles,
    W,
    is_on,
    is_shading,
    number,
    read_paragraph,
)
from blma_review.documents.model import Block, BlockKind, NoticeKind, Place

if TYPE_CHECKING:
    from blma_review.documents.docx_package import Element

Tracked = Literal["accepted", "original"]

MAX_TABLE_DEPTH = 100

P, R, T, TBL = W + "p", W + "r", W + "t", W + "tbl"
INSERTED = frozenset({W + "ins", W + "moveTo", W + "cellIns"})
DELETED = frozenset({W + "del", W + "moveFrom", W + "cellDel"})
AUTHOR = W + "author"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M_T = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH = frozenset(_M_T[:-1] + name for name in ("oMath", "oMathPara"))
_SDT, _ALTERNATE = W + "sdt", _MC + "AlternateContent"
_WRAPPERS = frozenset(W + name for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent"))
_BOXES = frozenset(W + name for name in ("drawing", "pict", "object"))
_BOX_TEXT = W + "txbxContent"
_NOTE_MARKS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_COMMENT_MARKS = frozenset(W + name for name in ("commentReference", "commentRangeStart"))

_LABEL = re.compile(
    r"^(?:(?:article|art\.?|artículo|clause|cláusula|chapter|chapitre|capítulo|section|sección|part|partie|title|titre|"
    r"título|annex|annexe|anexo|appendix|appendice|apéndice|schedule)\s+(?:\d|[IVXLC]+\b|[A-Z]\b|\w+$)"
    r"|\(?(?:[a-z]{1,2}|[ivxlc]{1,6}|\d{1,3})\)\s|(?:\d{1,3}|[ivx]{1,5}|[a-z])\.\s|\d{1,3}(?:\.\d{1,3})+\.?\s|[•▪◦–-]\s)",
    re.IGNORECASE,
)
_NAMED_LABEL = re.compile(r"[^\W\d_]{3}")


@dataclass(slots=True)
class Context:
    """Where the paragraphs that are being read stand."""

    kind: BlockKind = "paragraph"
    cell: tuple[int, int, int] | None = None
    source: int | None = None  # of the anchor, for notes, whose own paragraphs are in another part
    label: str = ""  # for the first block read in this context
    shaded: bool = False
    authors: tuple[str, ...] = ()
    depth: int = 0


@dataclass(slots=True)
class _NoteMark:
    kind: str
    id: str
    label: str


@dataclass(slots=True)
class _Line:
    """A paragraph, or what a line break parts from it."""

    parts: list[str] = field(default_factory=list)
    bold: bool = False  # some letter is bold
    plain: bool = False  # some letter is not
    notes: list[_NoteMark] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    def join(self, other: _Line) -> None:
        self.parts += [" ", *other.parts]
        self.bold |= other.bold
        self.plain |= other.plain
        self.notes += other.notes
        self.comments += other.comments


@dataclass(slots=True)
class _Draft:
    """A paragraph while it is being read. Tracked changes may join several w:p into one."""

    owner: Element  # the w:p whose properties the joined paragraph has
    properties: Element | None
    style: Style
    shaded: bool = False
    lines: list[_Line] = field(default_factory=lambda: [_Line()])
    boxes: list[Element] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    white: list[str] = field(default_factory=list)
    has_text: bool = False
    place: int | None = None  # the ordinal of the last block made from it

    @property
    def line(self) -> _Line:
        return self.lines[-1]


@dataclass(frozen=True, slots=True)
class NoteNumbers:
    """How footnotes or endnotes are numbered."""

    style: str = "decimal"
    start: int = 1


@dataclass(slots=True)
class Remark:
    """What a notice will say of one paragraph."""

    kind: NoticeKind
    message: str
    paragraph: int | None


class BodyReader:
    """Reads the paragraphs of one story after another into `blocks`, with remarks on what is not plain text."""

    def __init__(
        self,
        styles: Styles,
        lists: Lists,
        fields: Fields,
        tracked: Tracked,
        notes: dict[tuple[str, str], Element] | None = None,
        note_numbers: dict[str, NoteNumbers] | None = None,
    ) -> None:
        self.blocks: list[Block] = []
        self.remarks: list[Remark] = []
        self.comment_places: dict[str, int] = {}
        self.foreign_parts = 0  # places where another file's text is bound in
        self._styles = styles
        self._lists = lists
        self._fields = fields
        self._original = tracked == "original"
        self._left_out = INSERTED if self._original else DELETED
        self._notes = notes or {}
        self._note_numbers = note_numbers or {}
        self._note_counts = {"footnote": 0, "endnote": 0}
        self._counters = Counters(lists, styles.language)
        self._note_counters = Counters(lists, styles.language)
        self._sources: dict[Element, int] = {}
        self._tables = 0

    def read(self, root: Element, kind: BlockKind = "paragraph", *, shaded: bool = False) -> None:
        """Read one part: all that stands below `root`."""
        self._sources = {paragraph: index for index, paragraph in enumerate(root.iter(P))}
        self._blocks(root, Context(kind=kind, shaded=shaded))

    # -- containers -----------------------------------------------------------------------------------------

    def _blocks(self, container: Element, context: Context) -> None:
        draft: _Draft | None = None
        for child in self._flatten(container):
            if child.tag == P:
                draft = self._paragraph(child, draft, context)
                if not self._loses_mark(child):
                    self._finish(draft, context, has_mark=True)
                    draft = None
            elif child.tag == TBL:
                if draft is not None:
                    self._finish(draft, context, has_mark=False)
                    draft = None
                self._table(child, context)
            elif child.tag in (W + "altChunk", W + "subDoc"):
                self.foreign_parts += 1
            elif draft is None and child.tag in _COMMENT_MARKS:
                self.comment_places.setdefault(child.get(W + "id", ""), len(self.blocks) + 1)
        if draft is not None:
            self._finish(draft, context, has_mark=False)

    def _flatten(self, container: Element) -> Iterator[Element]:
        """The children of a container, those in content controls and the like included."""
        for child in container:
            tag = child.tag
            if tag in (P, TBL):
                yield child
            elif tag == _SDT:
                if _is_contents(child):
                    self._skip(child)
                else:
                    yield from self._flatten(child)
            elif tag in _WRAPPERS or tag == _ALTERNATE or tag in INSERTED or tag in DELETED:
                if tag in self._left_out:
                    self._skip(child)
                else:
                    yield from self._flatten(_choice(child) if tag == _ALTERNATE else child)
            else:
                yield child

    def _skip(self, element: Element) -> None:
        """Pass over an element, keeping count of the fields that begin or end in it."""
        for child in element.iter(FIELD_CHAR, W + "instrText"):
            if child.tag == FIELD_CHAR:
                self._fields.mark(child)
            else:
                self._fields.instruct(child.text or "")

    def _table(self, table: Element, context: Context) -> None:
        if context.depth >= MAX_TABLE_DEPTH:
            raise RecursionError
        self._tables += 1
        index, row_number = self._tables, 0
        style = table.find(f"{W}tblPr/{W}tblStyle")
        coloured = style is not None and self._styles.colours_tables(style.get(VAL))
        for row in self._flatten(table):
            if row.tag != W + "tr":
                continue
            properties = row.find(W + "trPr")
            if self._is_left_out(properties):
                self._skip(row)
                continue
            row_number += 1
            column = 1 + _span(properties, "gridBefore", 0)
            for cell in self._flatten(row):
                if cell.tag != W + "tc":
                    continue
                about = cell.find(W + "tcPr")
                if (
                    self._is_left_out(about)
                    or (row_number > 1 and _continues(about, "vMerge"))
                    or _continues(about, "hMerge")
                ):
                    self._skip(cell)
                else:
                    shade = None if about is None else about.find(W + "shd")
                    self._blocks(
                        cell,
                        Context(
                            kind="footnote" if context.kind == "footnote" else "cell",
                            cell=(index, row_number, column),
                            source=context.source,
                            shaded=context.shaded or coloured or (shade is not None and is_shading(shade)),
                            authors=(*context.authors, *_authors(properties), *_authors(about)),
                            depth=context.depth + 1,
                        ),
                    )
                column += _span(about, "gridSpan", 1)

    def _is_left_out(self, properties: Element | None) -> bool:
        """Whether the row or cell with these properties is not there in the view that is read."""
        return properties is not None and any(child.tag in self._left_out for child in properties)

    # -- one paragraph --------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Element, draft: _Draft | None, context: Context) -> _Draft:
        properties = self._properties(paragraph)
        named = None if properties is None else properties.find(W + "pStyle")
        style = self._styles.paragraph(None if named is None else named.get(VAL))
        shaded = context.shaded
        if not shaded:
            shade = None if properties is None else properties.find(W + "shd")
            shaded = is_shading(shade) if shade is not None else bool(style.paragraph.shaded)
        if draft is None:
            draft = _Draft(paragraph, properties, style, shaded)
        elif not draft.has_text:
            # The joined paragraph looks like the first one that has any words.
            draft.owner, draft.properties, draft.style, draft.shaded = paragraph, properties, style, shaded
        draft.authors += _authors(paragraph.find(f"{W}pPr/{W}rPr"))
        self._inline(paragraph, draft, shown=True)
        return draft

    def _properties(self, paragraph: Element) -> Element | None:
        properties = paragraph.find(W + "pPr")
        if self._original and properties is not None:
            before = properties.find(f"{W}pPrChange/{W}pPr")
            if before is not None:
                return before
        return properties

    def _loses_mark(self, paragraph: Element) -> bool:
        """Whether the paragraph runs on into the next one in the view that is read."""
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        return mark is not None and any(child.tag in self._left_out for child in mark)

    def _inline(self, parent: Element, draft: _Draft, *, shown: bool) -> None:
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child, draft, shown)
            elif tag in _WRAPPERS or tag == _SDT:
                self._inline(child, draft, shown=shown)
            elif tag in INSERTED or tag in DELETED:
                draft.authors.append(child.get(AUTHOR, ""))
                self._inline(child, draft, shown=shown and tag not in self._left_out)
            elif tag == W + "fldSimple":
                instruction = child.get(W + "instr", "")
                self._fields.note(instruction)
                self._inline(child, draft, shown=shown and not is_skipped(instruction))
            elif tag == _ALTERNATE:
                self._inline(_choice(child), draft, shown=shown)
            elif tag in _COMMENT_MARKS:
                draft.line.comments.append(child.get(W + "id", ""))
            elif tag in _MATH and shown and not self._fields.muted:
                self._say("".join(text.text or "" for text in child.iter(_M_T, T)), draft, bold=False)

    def _run(self, run: Element, draft: _Draft, shown: bool) -> None:
        properties = run.find(W + "rPr")
        look = self._styles.run(draft.style, properties)
        white = bool(look.white) and not look.shaded and not draft.shaded
        own_mark = False  # the rest of the run is the mark of a note, chosen by hand
        for child in self._flatten_run(run):
            tag = child.tag
            if tag == FIELD_CHAR:
                self._fields.mark(child)
                continue
            if tag == W + "instrText":
                self._fields.instruct(child.text or "")
                continue
            if not shown or self._fields.muted:
                continue
            text = _characters(child, self._original)
            if own_mark and text:
                draft.line.notes[-1].label += text.strip()
            elif look.vanish:
                draft.hidden.append(text)
            elif tag == W + "br" or tag == W + "cr":
                draft.lines.append(_Line())
            elif text:
                self._say(text, draft, bold=bool(look.bold))
                if white:
                    draft.white.append(text)
            elif tag in _NOTE_MARKS:
                own_mark = child.get(W + "customMarkFollows", "0") in ("1", "true", "on")
                self._anchor(_NOTE_MARKS[tag], child.get(W + "id", ""), draft, own_mark)
            elif tag in _BOXES:
                draft.boxes += _outermost(child, _BOX_TEXT)
            elif tag in _COMMENT_MARKS:
                draft.line.comments.append(child.get(W + "id", ""))
            elif tag == W + "ruby":
                for base in child.iterchildren(W + "rubyBase"):
                    self._inline(base, draft, shown=True)

    def _flatten_run(self, run: Element) -> Iterator[Element]:
        for child in run:
            if child.tag == _ALTERNATE:
                yield from self._flatten_run(_choice(child))
            else:
                yield child

    def _say(self, text: str, draft: _Draft, *, bold: bool) -> None:
        line = draft.line
        line.parts.append(text)
        draft.has_text = draft.has_text or not text.isspace()
        if not (line.bold if bold else line.plain) and any(character.isalnum() for character in text):
            line.bold |= bold
            line.plain |= not bold

    def _anchor(self, kind: str, identifier: str, draft: _Draft, own_mark: bool) -> None:
        label = ""
        if not own_mark:
            numbers = self._note_numbers.get(kind, NoteNumbers())
            label = format_number(numbers.start + self._note_counts[kind], numbers.style, self._styles.language)
            self._note_counts[kind] += 1
        draft.line.notes.append(_NoteMark(kind, identifier, label))

    # -- from a paragraph to blocks -------------------------------------------------------------------------

    def _finish(self, draft: _Draft, context: Context, *, has_mark: bool) -> None:
        look = read_paragraph(draft.properties)
        label, indent = "", (look.left, look.hanging)
        if draft.has_text or (has_mark and not _is_hidden_mark(draft)):
            label, indent = self._label(draft, look, context)
        look = look.over(draft.style.paragraph)
        block = Block(
            text="",
            place=Place(paragraph=0),
            kind=context.kind,
            label=label,
            level=_level(draft, look),
            centred=look.alignment == "center",
            indent=((indent[0] or 0) - (indent[1] or 0)) / 20,
            changed_by=unique([*context.authors, *draft.authors]),
        )
        source = self._sources.get(draft.owner) if context.source is None else context.source
        lines = _split(draft.lines)
        for position, line in enumerate(lines):
            self._emit(line, block, position == 0, draft, context, source)
        self._remark_unseen(draft)
        for box in draft.boxes:
            kind: BlockKind = "footnote" if context.kind == "footnote" else "textbox"
            # What colour a box's ground has is hard to say, so its text is never called white on white.
            self._blocks(box, Context(kind, context.cell, context.source, shaded=True, depth=context.depth + 1))

    def _label(
        self, draft: _Draft, look: ParagraphFormat, context: Context
    ) -> tuple[str, tuple[int | None, int | None]]:
        """The paragraph's automatic number, which counts from now on, and its left and hanging indents."""
        style = draft.style.paragraph
        both = look.over(style)
        num_id = None if self._original and _is_new_number(draft.properties) else both.num_id
        found = self._lists.find(num_id)
        if found is None or num_id is None:
            return "", (both.left, both.hanging)
        tied = self._lists.level_of(num_id, draft.style.ids[:1])
        index = look.num_level
        if index is None and look.num_id is None:
            index = tied if tied is not None else both.num_level
            if index is None:
                index = self._lists.level_of(num_id, draft.style.ids)
        index = index or 0
        counters = self._note_counters if context.kind == "footnote" else self._counters
        label = counters.advance(num_id, index)
        level = found.levels.get(index)
        listed = ParagraphFormat() if level is None else ParagraphFormat(left=level.left, hanging=level.hanging)
        # A list's indents go over the style's, unless it is the style that asks for the list.
        under = listed.over(style) if look.num_id is not None else style.over(listed)
        indents = look.over(under)
        return label, (indents.left, indents.hanging)

    def _emit(self, line: _Line, look: Block, first: bool, draft: _Draft, context: Context, source: int | None) -> None:
        raw = "".join(line.parts)
        text, label = clean(raw), look.label if first else ""
        if not text and label and (_NAMED_LABEL.search(label) or look.level is not None):
            # "Article 5" alone on its line is there to be read, although Word computed all of it.
            text, label = label, ""
        if text:
            kind: BlockKind = look.kind
            if kind == "paragraph" and look.level is not None:
                kind = "heading"
            if context.label:
                label, context.label = f"{context.label} {label}".strip(), ""
            self.blocks.append(
                Block(
                    text=text,
                    place=Place(len(self.blocks) + 1, cell=context.cell, source=source),
                    kind=kind,
                    label=label,
                    level=look.level,
                    bold=line.bold and not line.plain,
                    centred=look.centred,
                    indent=look.indent,
                    changed_by=look.changed_by,
                )
            )
            draft.place = len(self.blocks)
            self._remark_suspicious(raw, text)
        for comment in line.comments:
            self.comment_places.setdefault(comment, max(1, len(self.blocks)))
        for mark in line.notes:
            note = self._notes.pop((mark.kind, mark.id), None)
            if note is not None:
                self._blocks(note, Context("footnote", source=source, label=clean(mark.label), shaded=context.shaded))

    # -- remarks --------------------------------------------------------------------------------------------

    def _remark(self, kind: NoticeKind, message: str, place: int | None = None) -> None:
        self.remarks.append(Remark(kind, message, place or len(self.blocks) or None))

    def _remark_unseen(self, draft: _Draft) -> None:
        hidden, white = excerpt("".join(draft.hidden)), excerpt("".join(draft.white))
        if hidden:
            self._remark("hidden-text", f"Hidden text, which was left out: “{hidden}”", draft.place)
        if white:
            message = f"White text on a white page, which was read as part of the text: “{white}”"
            self._remark("hidden-text", message, draft.place)

    def _remark_suspicious(self, raw: str, text: str) -> None:
        invisible = invisible_characters(raw)
        if invisible:
            self._remark(
                "suspicious-characters",
                f"Invisible characters, which were taken out of the text: {invisible}",
            )
        words = disguised_words(text)
        if words:
            quoted = ", ".join(f"“{word[:60]}”" for word in unique(words)[:10])
            self._remark(
                "suspicious-characters",
                f"Words that mix Latin letters with Cyrillic or Greek ones that look the same: {quoted}",
            )


def _characters(element: Element, original: bool) -> str:
    """The text that a child of a run stands for."""
    tag = element.tag
    if tag == T or (original and tag == W + "delText"):
        return element.text or ""
    if tag == W + "tab" or tag == W + "ptab":
        return " "
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "sym":
        code = element.get(W + "char", "")
        if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
            return symbol(element.get(W + "font", ""), chr(int(code, 16)))
    return ""


def _split(lines: list[_Line]) -> list[_Line]:
    """Join the lines of a paragraph again, but for those that begin with a number of their own."""
    joined = [lines[0]]
    for line in lines[1:]:
        text = "".join(line.parts).lstrip()
        # Nothing but a label may end the line, so the pattern's white space is always at hand.
        if _LABEL.match(f"{text[:80]} ") and any(part.strip() for part in joined[-1].parts):
            joined.append(line)
        else:
            joined[-1].join(line)
    return joined


def _level(draft: _Draft, look: ParagraphFormat) -> int | None:
    """The level of a heading: what an outline level says goes before what the style's name says."""
    if look.outline is not None:
        return look.outline + 1 if 0 <= look.outline < 9 else None
    return draft.style.heading


def _is_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL, "").lower() == "table of contents"


def _choice(alternate: Element) -> Element:
    """One of the alternatives that say the same: the newer one, or the only one."""
    choice = alternate.find(_MC + "Choice")
    if choice is None:
        choice = alternate.find(_MC + "Fallback")
    return () if choice is None else choice


def _outermost(element: Element, tag: str) -> list[Element]:
    """The topmost descendants of a tag, taking one branch of every alternative."""
    found: list[Element] = []
    stack = [element]
    while stack:
        current = stack.pop()
        if current.tag == tag:
            found.append(current)
        else:
            stack.extend(reversed(_choice(current) if current.tag == _ALTERNATE else current))
    return found


def _authors(properties: Element | None) -> list[str]:
    """Who inserted or deleted the paragraph mark, row or cell with these properties."""
    if properties is None:
        return []
    return [child.get(AUTHOR, "") for child in properties if child.tag in INSERTED or child.tag in DELETED]


def unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _span(properties: Element | None, name: str, default: int) -> int:
    element = None if properties is None else properties.find(W + name)
    return default if element is None else max(default, min(1000, number(element.get(VAL), default)))


def _continues(properties: Element | None, name: str) -> bool:
    """Whether a cell is swallowed by the one above it or before it."""
    merge = None if properties is None else properties.find(W + name)
    return merge is not None and merge.get(VAL, "continue") == "continue"


def _is_hidden_mark(draft: _Draft) -> bool:
    vanish = None if draft.properties is None else draft.properties.find(f"{W}rPr/{W}vanish")
    return bool(draft.hidden) and vanish is not None and is_on(vanish)


def _is_new_number(properties: Element | None) -> bool:
    return properties is not None and properties.find(f"{W}numPr/{W}ins") is not None


def excerpt(raw: str) -> str:
    text = clean(raw)
    return text if len(text) <= 200 else f"{text[:199]}…"
