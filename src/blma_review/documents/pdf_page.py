"""One page of a PDF as pdfium sees it: runs of words with their places, and what else is drawn there.

Calls into pdfium cost more than everything Python does with the answer, so a page is asked once for all of its
characters, once for the place of each word, and only once a run for type, colour and angle.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from blma_review.documents.pdf_tables import Table

MAX_CHARACTERS = 400_000  # a page; a closely printed one has 10,000
_MAX_OBJECTS = 20_000  # drawn objects of a page that are looked at
_MAX_SEGMENTS = 4_000  # line segments of a page that are looked at for rulings
_MAX_NESTING = 4

# For a hyphen at a line's end pdfium writes U+FFFE (older ones U+0002) and leaves the line break out.
_WORD = re.compile(r"[^\s\x02]+\x02?|\x02")
_ENDS_RAISED = re.compile(r"[0-9*†‡]{1,3}[.,;:)\]»”’]?$")
_STARTS_RAISED = re.compile(r"[0-9*†‡]{1,3}(?=[^\W\d_])")
_UNIT = re.compile(r"^(?:\d+(?:[.,]\d+)?)?(?:[kcdm]?m)$", re.IGNORECASE)
_BOLD_NAME = re.compile(r"bold|black|heavy|demi(?!-?(?:light|serif))|[-,]bd|CMBX|SFBX|\bBX", re.IGNORECASE)
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c]")
_CONTROL = re.compile(r"[\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x9f\uffff]")
_UNMAPPED = re.compile(r"[\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ufffd\uffff\ue000-\uefff\uf100-\uf8ff]")
_TRANSLATED = str.maketrans(
    {
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
        "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ",
        "\uf0b7": "•", "\uf0a7": "•", "\uf0a8": "•", "\uf0d8": "•", "\uf076": "•", "\uf06e": "•", "\uf0fc": "•",
        "\uf02d": "–", "\uf02a": "•", "\uf0e8": "•", "\uf06c": "•", "\uf071": "•", "\uf075": "•", "\uf0be": "–",
    }
)  # fmt: skip
_LONE_BULLETS = frozenset("·§¨Øv")  # what bullets of Symbol and Wingdings turn into without their font's map
_SYMBOL_FONT = re.compile(r"symbol|wingdings|dingbats", re.IGNORECASE)


class Run(NamedTuple):
    """Words that stand on one baseline close together. Measures are points in the reader's frame: x to the
    right, y down, whichever way the page or its text is turned."""

    text: str
    x0: float
    x1: float
    y: float  # the baseline
    size: float
    opens_bold: bool
    ends_bold: bool
    second: float  # where its second word begins, x1 if it has only one
    first_end: float  # where its first word ends
    anchor: str = ""  # a raised footnote mark before the text
    pale: bool = False
    starts: tuple[float, ...] = ()  # where each word begins


class Ruling(NamedTuple):
    """A drawn line, horizontal or vertical, in the reader's frame."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def upright(self) -> bool:
        return self.bottom - self.top > self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds. `sideways` are runs that read in another direction than most of the page."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    sideways: tuple[Run, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    tables: tuple[Table, ...] = ()  # filled by `pdf_tables.take_tables`
    oblique: tuple[str, ...] = ()  # texts at an angle: watermarks and stamps
    hidden: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()  # zero-width and direction characters that were taken out
    ocr: bool = False
    unread: Literal["", "picture", "font", "damage"] = ""
    cut: bool = False  # the page holds more text than is read


class _Style(NamedTuple):
    size: float
    quadrant: int  # 0 to 3 quarter turns anticlockwise; -1 at any other angle
    bold: bool
    unseen: bool
    white: bool
    pale: bool
    symbol: bool


class _Drawn(NamedTuple):
    """What is drawn on a page besides text, in the page's own coordinates."""

    texts: int
    images: int
    picture: float  # share of the page that the largest image covers
    lines: tuple[tuple[float, float, float, float], ...]  # left, bottom, right, top
    fills: bool  # whether areas are filled, on which white text could be seen


def read_page(document: Any, index: int) -> Page:
    """Read page `index` (0-based) of an open pdfium document and close it again."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise ValueError(f"page {index + 1} cannot be loaded")
    try:
        if _prints_annotations(page):
            # Form fields, stamps and typed-on text become part of the page; what they show is what prints.
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            pdfium.FPDF_ClosePage(page)
            page = pdfium.FPDF_LoadPage(document, index)
        textpage = pdfium.FPDFText_LoadPage(page)
        if not textpage:
            raise ValueError(f"the text of page {index + 1} cannot be loaded")
        try:
            return _Reader(page, textpage, index + 1).read()
        finally:
            pdfium.FPDFText_ClosePage(textpage)
    finally:
        pdfium.FPDF_ClosePage(page)


def _prints_annotations(page: Any) -> bool:
    """Whether a page holds annotations whose appearance is text that prints."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), 500)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if annotation:
            subtype = pdfium.FPDFAnnot_GetSubtype(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
            if subtype in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP):
                return True
    return False


class _Building:
    """A run while its words are being collected."""

    __slots__ = ("anchor", "last_end", "last_start", "start", "starts", "style", "words", "y")

    def __init__(self, start: int, style: _Style, y: float) -> None:
        self.start = start
        self.style = style
        self.y = y
        self.words: list[str] = []
        self.starts: list[float] = []
        self.last_start = self.last_end = start
        self.anchor = ""


class _Reader:
    """Asks pdfium about one page; holds the variables it writes its answers to."""

    def __init__(self, page: Any, textpage: Any, number: int) -> None:
        self._page = page
        self._text = textpage
        self._number = number
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._fonts: dict[bytes, tuple[bool, bool]] = {}
        self._oblique: list[str] = []
        self._hidden: list[str] = []
        self._unseen: list[str] = []
        self._left, self._bottom, self._right, self._top = self._bounds()

    def read(self) -> Page:
        content, cut = self._characters()
        drawn = self._drawn()
        unread = self._why_unread(content, drawn)
        if unread:
            return Page(self._number, self._right - self._left, self._top - self._bottom, (), unread=unread)
        ocr = False
        by_quadrant: dict[int, list[Run]] = {}
        unseen: dict[int, list[Run]] = {}
        for run, style in self._runs(content):
            if style.unseen:
                unseen.setdefault(max(style.quadrant, 0), []).append(run)
            elif style.quadrant < 0:
                self._oblique.append(run.text)
            elif self._is_hidden(run, style, drawn):
                self._hidden.append(run.text)
            else:
                by_quadrant.setdefault(style.quadrant, []).append(run)
        if unseen:
            # Unseen text over a picture of the page is what text recognition left there.
            if drawn.picture > 0.3:
                ocr = True
                for quadrant, runs in unseen.items():
                    by_quadrant.setdefault(quadrant, []).extend(runs)
            else:
                self._hidden.extend(run.text for runs in unseen.values() for run in runs)
        main = max(by_quadrant, key=lambda key: sum(len(run.text) for run in by_quadrant[key]), default=0)
        width, height = self._right - self._left, self._top - self._bottom
        if main % 2:
            width, height = height, width
        return Page(
            number=self._number,
            width=width,
            height=height,
            runs=tuple(by_quadrant.pop(main, ())),
            sideways=tuple(run for runs in by_quadrant.values() for run in runs),
            rulings=self._rulings(drawn.lines, main),
            oblique=tuple(self._oblique),
            hidden=tuple(self._hidden),
            unseen=tuple(self._unseen),
            ocr=ocr,
            cut=cut,
        )

    # -- characters -----------------------------------------------------------------------------------------

    def _bounds(self) -> tuple[float, float, float, float]:
        if pdfium.FPDF_GetPageBoundingBox(self._page, self._box):
            left, right = sorted((self._box.left, self._box.right))
            bottom, top = sorted((self._box.bottom, self._box.top))
            if right > left and top > bottom:
                return left, bottom, right, top
        return 0.0, 0.0, 612.0, 792.0

    def _characters(self) -> tuple[str, bool]:
        """All characters of the page, one for each of pdfium's, and whether there are more than are read."""
        count = pdfium.FPDFText_CountChars(self._text)
        cut = count > MAX_CHARACTERS
        count = max(0, min(count, MAX_CHARACTERS))
        buffer = (ctypes.c_ushort * (count + 1))()
        pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        content = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
        if "\x00" in content or max(content, default="") > "\uffff":
            # Characters without Unicode, or outside its first plane: text and characters do not run in step.
            content = "".join(self._character(index) for index in range(count))
        return content.replace("\ufffe", "\x02"), cut

    def _character(self, index: int) -> str:
        code = pdfium.FPDFText_GetUnicode(self._text, index)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"

    def _why_unread(self, content: str, drawn: _Drawn) -> Literal["", "picture", "font"]:
        letters = len(re.sub(r"\s+", "", content))
        if not letters:
            return "picture" if drawn.images else "font" if drawn.texts else ""
        return "font" if len(_UNMAPPED.findall(content)) > 0.4 * letters else ""

    # -- runs -----------------------------------------------------------------------------------------------

    def _runs(self, content: str) -> list[tuple[Run, _Style]]:
        """Divide the page's characters into runs: at line ends, wide gaps, steps back and changes of level."""
        found: list[tuple[Run, _Style]] = []
        origin, text = pdfium.FPDFText_GetCharOrigin, self._text
        x_value, y_value = self._x, self._y
        x_at, y_at = ctypes.byref(x_value), ctypes.byref(y_value)
        left, top = self._left, self._top
        run: _Building | None = None
        word_x = size = y = 0.0
        quadrant = word_end = 0
        for match in _WORD.finditer(content):
            start, end = match.span()
            origin(text, start, x_at, y_at)
            if run is not None:
                if quadrant == 0:
                    x, y = x_value.value - left, top - y_value.value
                else:
                    x, y = self._turn(x_value.value, y_value.value, quadrant)
                same = start - word_end == 1 and content[word_end] not in "\r\n"
                if same and abs(y - run.y) < 0.3 * size and x >= word_x:
                    # Most words end about where their length says; only of the others is the end asked for.
                    slack = x - word_x - 0.5 * size * (word_end - run.last_start)
                    first = len(run.words) == 1
                    if slack < (0.1 if first else 0.8) * size or not self._parts(run, x, word_end):
                        run.words.append(self._word(match[0], start, end, run))
                        run.starts.append(x)
                        run.last_start, word_x, word_end = start, x, end
                        continue
                run.last_end = word_end
                found.append(self._close(run))
            style = self._style(start)
            quadrant = max(style.quadrant, 0)
            x, y = self._turn(x_value.value, y_value.value, quadrant)
            size = style.size
            run = _Building(start, style, y)
            run.words.append(self._word(match[0], start, end, run))
            run.starts.append(x)
            word_x, word_end = x, end
        if run is not None:
            run.last_end = word_end
            found.append(self._close(run))
        return [pair for pair in found if pair[0].text or pair[0].anchor]

    def _parts(self, run: _Building, x: float, end: int) -> bool:
        """Whether the gap before the word at `x` is wider than between words of one run."""
        gap = x - self._end(end - 1, run.style.quadrant)
        # A number stands apart from the text it numbers by less than columns stand apart.
        number = len(run.words) == 1 and run.words[0].isdigit()
        return gap > (0.45 if number else 0.9) * run.style.size

    def _turn(self, x: float, y: float, quadrant: int) -> tuple[float, float]:
        """From the page's coordinates to the frame of somebody who reads text turned by so many quarters."""
        if quadrant == 0:
            return x - self._left, self._top - y
        if quadrant == 1:
            return y - self._bottom, x - self._left
        if quadrant == 2:
            return self._right - x, y - self._bottom
        return self._top - y, self._right - x

    def _end(self, index: int, quadrant: int) -> float:
        """Where a character ends in reading direction."""
        pdfium.FPDFText_GetLooseCharBox(self._text, index, self._box)
        if quadrant <= 0:
            return float(self._box.right - self._left)
        if quadrant == 1:
            return float(self._box.top - self._bottom)
        return float(self._right - self._box.left) if quadrant == 2 else float(self._top - self._box.bottom)

    def _style(self, index: int) -> _Style:
        text = self._text
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
        bold, symbol = self._font(index)
        mode = _render_mode(text, index)
        red, green, blue, alpha = self._colour
        white = pale = False
        if mode in (0, 4) and pdfium.FPDFText_GetFillColor(text, index, red, green, blue, alpha):
            darkest = min(red.value, green.value, blue.value)
            white = darkest >= 250 or alpha.value < 8
            pale = darkest >= 140 or alpha.value < 128
        return _Style(
            size=abs(size) or 10.0,
            quadrant=_quadrant(matrix.a, matrix.b),
            bold=bold or mode == 2,  # outlined and filled: how bold type is made up where the font has none
            unseen=mode in (3, 7),
            white=white,
            pale=pale,
            symbol=symbol,
        )

    def _font(self, index: int) -> tuple[bool, bool]:
        """Whether a character is bold, and whether its font is one of symbols."""
        length = pdfium.FPDFText_GetFontInfo(self._text, index, self._name, 128, self._flags)
        name = self._name.value if 0 < length <= 128 else b""
        known = self._fonts.get(name)
        if known is None:
            readable = name.decode("utf-8", errors="replace")
            forced = bool(self._flags.value & (1 << 18))
            heavy = pdfium.FPDFText_GetFontWeight(self._text, index) >= 700
            known = (
                bool(_BOLD_NAME.search(readable)) or forced or heavy,
                bool(_SYMBOL_FONT.search(readable)),
            )
            if name:
                self._fonts[name] = known
        return known

    def _effective_size(self, index: int) -> float:
        pdfium.FPDFText_GetMatrix(self._text, index, self._matrix)
        size: float = pdfium.FPDFText_GetFontSize(self._text, index)
        return size * (math.hypot(self._matrix.c, self._matrix.d) or 1.0)

    def _word(self, word: str, start: int, end: int, run: _Building) -> str:
        """A word without raised footnote marks, its characters as they are written elsewhere."""
        if word[-1] in "0123456789*†‡.,;:)]»”’" and len(word) > 1:
            word = self._without_mark(word, start, end)
        if not run.words and word[0] in "0123456789*†‡":
            mark = _STARTS_RAISED.match(word)
            if mark and self._effective_size(start) < 0.85 * self._effective_size(end - 1):
                run.anchor = mark[0]
                run.style = self._style(end - 1)
                pdfium.FPDFText_GetCharOrigin(self._text, end - 1, self._x, self._y)
                run.y = self._turn(self._x.value, self._y.value, max(run.style.quadrant, 0))[1]
                word = word[mark.end() :]
        return word if word.isascii() and "\x02" not in word[:-1] else self._clean(word, run.style.symbol)

    def _without_mark(self, word: str, start: int, end: int) -> str:
        tail = _ENDS_RAISED.search(word)
        if not tail or len(word) < 2:
            return word
        mark_end = tail.end() - (not (tail[0][-1].isdigit() or tail[0][-1] in "*†‡"))
        full = self._effective_size(start)
        first = mark_end
        while first > 1 and word[first - 1] in "0123456789*†‡":
            if self._effective_size(start + first - 1) >= 0.85 * full:
                break
            first -= 1
        if first == mark_end or _UNIT.match(word[:first]):
            return word
        return word[:first] + word[mark_end:]

    def _clean(self, word: str, symbol: bool) -> str:
        word = word.translate(_TRANSLATED)
        if _UNSEEN.search(word):
            self._unseen.extend(sorted({f"U+{ord(character):04X}" for character in _UNSEEN.findall(word)}))
            word = _UNSEEN.sub("", word)
        if symbol and word in _LONE_BULLETS:
            word = "•"
        if "\u00ad" in word or "\x02" in word:
            # Only at a word's end do these stand for a hyphen that is seen.
            word = re.sub("[\u00ad\x02](?!$)", "", word)
        return unicodedata.normalize("NFC", _CONTROL.sub("", word))

    def _close(self, run: _Building) -> tuple[Run, _Style]:
        """Finish a run: spaced-out letters become words, and its end is measured."""
        style, words, starts = run.style, run.words, run.starts
        last = run.last_end - 1
        ends_bold = self._font(last)[0] or (style.bold and run.last_end - run.start < 3)
        if len(words) >= 4 and sum(len(word) == 1 for word in words) >= 4:
            words, starts = self._close_up(run)
        x1 = self._end(last, style.quadrant)
        first_end = x1 if len(words) == 1 else min(starts[1] - 0.2 * style.size, starts[0] + style.size * len(words[0]))
        return (
            Run(
                text=" ".join(words).strip(),
                x0=starts[0],
                x1=x1,
                y=run.y,
                size=style.size,
                opens_bold=style.bold,
                ends_bold=ends_bold,
                second=starts[1] if len(starts) > 1 else x1,
                first_end=first_end,
                anchor=run.anchor,
                pale=style.pale,
                starts=tuple(starts),
            ),
            style,
        )

    def _close_up(self, run: _Building) -> tuple[list[str], list[float]]:
        """Join letters that are spaced out ("A R T I C L E  5"); wider gaps part the words."""
        words, starts = run.words, run.starts
        if sum(len(word) == 1 for word in words) < 0.8 * len(words):
            return words, starts
        gaps = [later - earlier for earlier, later in pairwise(starts)]
        usual = median(gaps)
        joined, places = [words[0]], [starts[0]]
        for word, start, gap in zip(words[1:], starts[1:], gaps, strict=True):
            if gap > usual + 0.3 * run.style.size or word.isdigit() != joined[-1][-1:].isdigit():
                joined.append(word)
                places.append(start)
            else:
                joined[-1] += word
        return joined, places

    def _is_hidden(self, run: Run, style: _Style, drawn: _Drawn) -> bool:
        if style.size < 2.0:
            return True
        if style.white and not drawn.fills and not drawn.images:
            return True
        width, height = self._right - self._left, self._top - self._bottom
        if style.quadrant % 2:
            width, height = height, width
        return run.x1 < 0 or run.x0 > width or run.y < 0 or run.y - style.size > height

    # -- what else is drawn -----------------------------------------------------------------------------------

    def _drawn(self) -> _Drawn:
        texts = images = 0
        picture = 0.0
        fills = False
        lines: list[tuple[float, float, float, float]] = []
        area = (self._right - self._left) * (self._top - self._bottom)
        budget = [_MAX_OBJECTS, _MAX_SEGMENTS]
        for thing, kind, place in _objects(self._page, budget):
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                texts += 1
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                images += 1
                left, bottom, right, top = place(_bounds(thing))
                picture = max(picture, (right - left) * (top - bottom) / area)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                fills = fills or _fills(thing)
                lines.extend(place(line) for line in _lines(thing, budget))
        return _Drawn(texts, images, picture, tuple(lines), fills)

    def _rulings(self, lines: tuple[tuple[float, float, float, float], ...], quadrant: int) -> tuple[Ruling, ...]:
        rulings = []
        for left, bottom, right, top in lines:
            xa, ya = self._turn(left, bottom, quadrant)
            xb, yb = self._turn(right, top, quadrant)
            rulings.append(Ruling(min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)))
        return tuple(rulings)


def _render_mode(textpage: Any, index: int) -> int:
    """How a character is painted: 0 filled, 1 outlined, 2 both, 3 not at all, 4 to 7 the same as clipping paths."""
    thing = pdfium.FPDFText_GetTextObject(textpage, index)
    return int(pdfium.FPDFTextObj_GetTextRenderMode(thing)) if thing else 0


if not hasattr(pdfium, "FPDFText_GetTextObject"):  # pdfium before 2024-07

    def _render_mode(textpage: Any, index: int) -> int:
        return int(pdfium.FPDFText_GetTextRenderMode(textpage, index))


def _quadrant(a: float, b: float) -> int:
    if abs(b) <= 0.05 * abs(a):
        return 0 if a >= 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return -1


class _Placing:
    """From a form's coordinates to its page's."""

    __slots__ = ("_m",)

    def __init__(self, m: tuple[float, float, float, float, float, float] = (1, 0, 0, 1, 0, 0)) -> None:
        self._m = m

    def __call__(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        a, b, c, d, e, f = self._m
        if (a, b, c, d, e, f) == (1, 0, 0, 1, 0, 0):
            return box
        xs = [a * x + c * y + e for x, y in ((box[0], box[1]), (box[2], box[3]))]
        ys = [b * x + d * y + f for x, y in ((box[0], box[1]), (box[2], box[3]))]
        return min(xs), min(ys), max(xs), max(ys)

    def inside(self, form: Any) -> _Placing:
        matrix = pdfium.FS_MATRIX()
        if not pdfium.FPDFPageObj_GetMatrix(form, matrix):
            return self
        a, b, c, d, e, f = self._m
        return _Placing(
            (
                matrix.a * a + matrix.b * c,
                matrix.a * b + matrix.b * d,
                matrix.c * a + matrix.d * c,
                matrix.c * b + matrix.d * d,
                matrix.e * a + matrix.f * c + e,
                matrix.e * b + matrix.f * d + f,
            )
        )


def _objects(page: Any, budget: list[int]) -> list[tuple[Any, int, _Placing]]:
    """The objects of a page and of the forms on it, as many as the budget allows."""
    found: list[tuple[Any, int, _Placing]] = []
    get, kind_of = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
    place = _Placing()
    for index in range(min(pdfium.FPDFPage_CountObjects(page), budget[0])):
        thing = get(page, index)
        kind = kind_of(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            _form_objects(thing, place.inside(thing), found, budget, 1)
        else:
            found.append((thing, kind, place))
    return found


def _form_objects(
    form: Any, place: _Placing, found: list[tuple[Any, int, _Placing]], budget: list[int], depth: int
) -> None:
    for index in range(min(pdfium.FPDFFormObj_CountObjects(form), budget[0] - len(found))):
        thing = pdfium.FPDFFormObj_GetObject(form, index)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_NESTING:
            _form_objects(thing, place.inside(thing), found, budget, depth + 1)
        else:
            found.append((thing, kind, place))


def _bounds(thing: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, bottom.value, right.value, top.value


def _fills(path: Any) -> bool:
    """Whether a path fills an area large enough to stand behind text."""
    left, bottom, right, top = _bounds(path)
    return right - left > 20 and top - bottom > 6


_THIN = 3.0
_SHORT = 6.0


def _lines(path: Any, budget: list[int]) -> list[tuple[float, float, float, float]]:
    """The horizontal and vertical lines that a path draws, as boxes without thickness."""
    left, bottom, right, top = _bounds(path)
    width, height = right - left, top - bottom
    if width < _THIN and height < _THIN:
        return []
    if width < _THIN or height < _THIN:
        if max(width, height) < _SHORT:
            return []
        if width < _THIN:
            return [((left + right) / 2, bottom, (left + right) / 2, top)]
        return [(left, (bottom + top) / 2, right, (bottom + top) / 2)]
    count = pdfium.FPDFPath_CountSegments(path)
    if count < 2 or count > budget[1]:
        return []
    budget[1] -= count
    return _segments(path, count)


def _segments(path: Any, count: int) -> list[tuple[float, float, float, float]]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(path, matrix):
        return []
    x, y = ctypes.c_float(), ctypes.c_float()
    polygons: list[list[tuple[float, float]]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return []
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not polygons:
            polygons.append([])
        polygons[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            polygons[-1].append(polygons[-1][0])
    return [line for polygon in polygons for line in _sides(polygon, bool(stroke.value))]


def _sides(polygon: list[tuple[float, float]], stroked: bool) -> list[tuple[float, float, float, float]]:
    """The lines of one polygon: its sides where they are drawn, itself where it is a thin filled bar."""
    xs, ys = [point[0] for point in polygon], [point[1] for point in polygon]
    box = (min(xs), min(ys), max(xs), max(ys))
    if not stroked:
        if box[2] - box[0] < _THIN and box[3] - box[1] >= _SHORT:
            return [((box[0] + box[2]) / 2, box[1], (box[0] + box[2]) / 2, box[3])]
        if box[3] - box[1] < _THIN and box[2] - box[0] >= _SHORT:
            return [(box[0], (box[1] + box[3]) / 2, box[2], (box[1] + box[3]) / 2)]
        return []
    sides = []
    for (xa, ya), (xb, yb) in pairwise(polygon):
        if max(abs(xa - xb), abs(ya - yb)) >= _SHORT and min(abs(xa - xb), abs(ya - yb)) < 1.0:
            sides.append((min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))
    return sides
