"""What every reader gives back, whatever the file's format: blocks of text, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Format = Literal["docx", "pdf", "text"]
BlockKind = Literal["paragraph", "heading", "cell", "footnote", "textbox"]
NoticeKind = Literal[
    "tracked-changes",
    "comments",
    "header-footer",
    "watermark",
    "unread-page",
    "hidden-text",
    "suspicious-characters",
    "embedded-object",
    "macro",
    "external-link",
    "converted",
    "ocr",
    "limit",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands in its document.

    `page` is 1-based and None where the format has no pages (DOCX, text); `paragraph` is the block's 1-based
    ordinal in reading order; `cell` is (table, row, column), all 1-based; `source` is the reader's own
    0-based index of the paragraph in the file (for DOCX: of the `w:p` element in document order), by which an
    annotated copy finds it again.
    """

    paragraph: int
    page: int | None = None
    cell: tuple[int, int, int] | None = None
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, table cell paragraph, footnote or text box, as the reader of the document sees it.

    `label` is the number that the word processor computed and shows before the text ("Article 5", "(a)", "•");
    it is not repeated in `text`. `level` is the outline level of a heading (1 = highest). `changed_by` names
    the authors of tracked changes inside the block.
    """

    text: str
    place: Place
    kind: BlockKind = "paragraph"
    label: str = ""
    level: int | None = None
    bold: bool = False
    centred: bool = False
    indent: float = 0.0  # points from the left margin
    changed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the file that its reader should know and that is not part of the agreement's text."""

    kind: NoticeKind
    message: str
    page: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text in reading order. `pages` is None where the format does not say."""

    name: str
    format: Format
    blocks: tuple[Block, ...]
    pages: int | None = None
    notices: tuple[Notice, ...] = field(default=())
