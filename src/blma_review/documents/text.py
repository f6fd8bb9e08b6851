"""Plain text, Markdown and HTML, as treaty databases give them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from blma_review.documents.model import Block, BlockKind, Document, Place

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|?\s*$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)")  # an address may hold parentheses
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_FRONT_TITLE = re.compile(r"^title:\s*(.+)$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")  # pandoc's, as in "# Preamble {.unnumbered}"
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_STARTS_ITEM = re.compile(r"^\s*(?:[-*+•–—]\s+|\(?[0-9]{1,3}[.)]\s|\(?[a-zA-Z]{1,4}[.)]\s)")
_SPACE = re.compile(r"\s+")


def read_markdown(name: str, text: str) -> Document:
    """Read Markdown into blocks: headings, paragraphs, list items and table cells, inline marks removed."""
    return _document(name, _markdown_blocks(text))


def read_plain(name: str, text: str) -> Document:
    """Read plain text: blank lines part paragraphs, and so does a line that begins with a number or bullet."""
    pieces: list[_Piece] = []
    for chunk in re.split(r"\n\s*\n", _newlines(text)):
        pieces.extend(_Piece(line) for line in _join_lines(chunk.split("\n")))
    return _document(name, pieces)


def read_html(name: str, text: str) -> Document:
    """Read an HTML page: block elements become blocks; scripts, styles and hidden elements are left out."""
    parser = _HtmlBlocks()
    parser.feed(text)
    parser.close()
    return _document(name, parser.finish())


class _Piece:
    """A block before it has its ordinal."""

    __slots__ = ("bold", "cell", "kind", "level", "text")

    def __init__(
        self,
        text: str,
        kind: BlockKind = "paragraph",
        level: int | None = None,
        cell: tuple[int, int, int] | None = None,
        bold: bool = False,
    ) -> None:
        self.text = _SPACE.sub(" ", text.replace("\u00ad", "")).strip()
        self.kind = kind
        self.level = level
        self.cell = cell
        self.bold = bold


def _document(name: str, pieces: list[_Piece]) -> Document:
    kept = [piece for piece in pieces if piece.text]
    blocks = tuple(
        Block(
            text=piece.text,
            place=Place(paragraph=number, cell=piece.cell),
            kind=piece.kind,
            level=piece.level,
            bold=piece.bold,
        )
        for number, piece in enumerate(kept, start=1)
    )
    return Document(name=name, format="text", blocks=blocks)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _join_lines(lines: list[str]) -> list[str]:
    """Join the lines of one paragraph, starting a new one at each line that begins with a number or bullet."""
    joined: list[str] = []
    for line in lines:
        stripped = line.strip()
        if not stripped:
            continue
        if joined and not _STARTS_ITEM.match(line):
            joined[-1] = _rejoin(joined[-1], stripped)
        else:
            joined.append(stripped)
    return joined


def _rejoin(left: str, right: str) -> str:
    """Put a broken line together again; a word divided at the line's end becomes one word."""
    if re.search(r"[^\W\d_]-$", left) and right[:1].islower():
        return left[:-1] + right
    return f"{left} {right}"


def _strip_marks(text: str) -> tuple[str, bool]:
    """Remove Markdown's inline marks. Returns the text and whether all of it was bold."""
    stripped = text.strip()
    bold = bool(re.fullmatch(r"(\*\*|__).+\1", stripped)) and stripped.count(stripped[:2]) == 2
    plain = _EMPHASIS.sub(lambda match: match[2], stripped)
    plain = _ITALIC.sub(lambda match: match[1] or match[2], plain)
    plain = _LINK.sub(lambda match: match[1], plain)
    plain = re.sub(r"<br\s*/?>", " ", plain)
    return _ESCAPE.sub(lambda match: match[1], plain), bold


def _markdown_blocks(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    paragraph: list[str] = []
    table = row = 0

    def flush() -> None:
        for line in _join_lines(paragraph):
            plain, bold = _strip_marks(line)
            pieces.append(_Piece(re.sub(r"^[*+]\s+", "• ", plain), bold=bold))
        paragraph.clear()

    front = _FRONT_MATTER.match(_newlines(text))
    title = _FRONT_TITLE.search(front[0]) if front else None
    if title:
        pieces.append(_Piece(title[1].strip("\"' "), "heading", level=1))
    for line in _FRONT_MATTER.sub("", _newlines(text)).split("\n"):
        if "|" in line and line.lstrip().startswith("|"):
            flush()
            if row == 0:
                table += 1
            if not _TABLE_RULE.match(line):
                row += 1
                for column, cell in enumerate(re.split(r"(?<!\\)\|", line.strip().strip("|")), start=1):
                    plain, bold = _strip_marks(cell)
                    pieces.append(_Piece(plain, "cell", cell=(table, row, column), bold=bold))
            continue
        row = 0
        heading = _HEADING.match(line)
        if heading:
            flush()
            pieces.append(_Piece(_strip_marks(_ATTRIBUTES.sub("", heading[2]))[0], "heading", level=len(heading[1])))
        elif not line.strip() or _RULE.match(line):
            flush()
        else:
            # Two spaces or a backslash at the end of a line mean that the author wanted the break.
            paragraph.append(re.sub(r"^\s*>\s?", "", line.rstrip("\\")))
            if line.endswith(("  ", "\\")):
                flush()
    flush()
    return pieces


class _HtmlBlocks(HTMLParser):
    """Collects the text of block elements; what a browser would not show is not read."""

    _SKIPPED = frozenset({"script", "style", "noscript", "template", "head", "nav", "svg"})
    _BREAKS = frozenset(
        {"p", "div", "br", "li", "tr", "section", "article", "header", "footer", "blockquote", "ul", "ol", "table"}
        | {"dl", "dt", "dd", "hr", "main", "body", "pre", "center"}
    )
    _BOLD = frozenset({"b", "strong"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[_Piece] = []
        self._text: list[str] = []
        self._bold_text = 0
        self._bold = 0
        self._skip = 0
        self._level: int | None = None
        self._table = self._row = self._column = 0
        self._lists: list[int | None] = []
        self._label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SKIPPED:
            self._skip += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._flush()
            self._level = int(tag[1])
        elif tag in ("td", "th"):
            self._flush()
            self._column += 1
        elif tag in self._BOLD:
            self._bold += 1
        elif tag in self._BREAKS:
            self._flush()
            if tag == "table":
                self._table += 1
                self._row = 0
            elif tag == "tr":
                self._row += 1
                self._column = 0
            elif tag in ("ul", "ol"):
                self._lists.append(0 if tag == "ol" else None)
            elif tag == "li" and self._lists:
                count = self._lists[-1]
                if count is None:
                    self._label = "• "
                else:
                    self._lists[-1] = count + 1
                    self._label = f"{count + 1}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SKIPPED:
            self._skip = max(0, self._skip - 1)
        elif tag in self._BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in ("td", "th") or tag in self._BREAKS or (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()):
            self._flush()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            elif tag == "table":
                self._row = self._column = 0

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._text.append(data)
            if self._bold:
                self._bold_text += len(data.strip())

    def finish(self) -> list[_Piece]:
        self._flush()
        return self._pieces

    def _flush(self) -> None:
        text = "".join(self._text)
        bare = text.strip()
        if bare:
            cell = (self._table, self._row, self._column) if self._row and self._column else None
            kind: BlockKind = "heading" if self._level else "cell" if cell else "paragraph"
            bold = self._bold_text >= 0.9 * len(re.sub(r"\s+", " ", bare))
            self._pieces.append(_Piece(self._label + text, kind, self._level, cell, bold))
            self._label = ""
        self._text.clear()
        self._bold_text = 0
        self._level = None
