"""What a paragraph or run looks like once its styles, their ancestors and its own properties are laid over each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blma_review.documents.docx_package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_MAX_CHAIN = 50  # Word itself gives up long before

# Built-in styles have English names in the file, whatever Word's language; other writers translate them, and
# identifiers lose the letters that Word finds unfit ("Ttulo1", "berschrift1").
_HEADING = re.compile(
    r"^(?:heading|titre|t[ií]?tulo|[üu]?berschrift|titolo|kop|rubrik|overskrift|otsikko|nag[łl]?[óo]?wek|"
    r"заголовок|ba[şs]?l[ıi]?k|c[íi]?msor|nadpis|encabezado)[\s_-]*([1-9])$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:title|titre|t[ií]?tulo|titolo|titel|puesto)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"^(?:subtitle|sous-?titre|subt[ií]?tulo|sottotitolo|untertitel)$", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class RunFormat:
    """What a style or a run says of its characters; None where it says nothing."""

    bold: bool | None = None
    vanish: bool | None = None
    white: bool | None = None
    shaded: bool | None = None

    def over(self, base: RunFormat) -> RunFormat:
        """These properties, and the base's where these say nothing."""
        return RunFormat(
            base.bold if self.bold is None else self.bold,
            base.vanish if self.vanish is None else self.vanish,
            base.white if self.white is None else self.white,
            base.shaded if self.shaded is None else self.shaded,
        )


PLAIN = RunFormat()


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """What a style or a paragraph says of itself; None where it says nothing."""

    num_id: str | None = None
    num_level: int | None = None
    outline: int | None = None
    alignment: str | None = None
    left: int | None = None
    hanging: int | None = None
    shaded: bool | None = None

    def over(self, base: ParagraphFormat) -> ParagraphFormat:
        """These properties, and the base's where these say nothing."""
        return ParagraphFormat(
            base.num_id if self.num_id is None else self.num_id,
            base.num_level if self.num_level is None else self.num_level,
            base.outline if self.outline is None else self.outline,
            base.alignment if self.alignment is None else self.alignment,
            base.left if self.left is None else self.left,
            base.hanging if self.hanging is None else self.hanging,
            base.shaded if self.shaded is None else self.shaded,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A style with everything that it inherits."""

    ids: tuple[str, ...] = ()  # its own, then its ancestors'
    paragraph: ParagraphFormat = ParagraphFormat()
    run: RunFormat = PLAIN
    heading: int | None = None  # the level that its name or an ancestor's gives it


def number(text: str | None, default: int = 0) -> int:
    """The integer that an attribute holds; a hostile or fractional one becomes something harmless."""
    if not text or len(text) > 20:
        return default
    try:
        return max(-(10**9), min(10**9, int(float(text))))
    except (ValueError, OverflowError):
        return default


def twips(text: str | None) -> int | None:
    """A length in twentieths of a point. Strict files may write it with a unit."""
    match = re.match(r"^(-?\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm|pc|pi)$", text or "")
    if match:
        factor = {"pt": 20.0, "in": 1440.0, "cm": 566.93, "mm": 56.693, "pc": 240.0, "pi": 240.0}[match[2]]
        return int(float(match[1]) * factor)
    return number(text) if text else None


def is_on(element: Element) -> bool:
    """Whether an on-off property is on: it is when it merely stands there."""
    return element.get(VAL, "1").lower() not in _OFF


def read_run(properties: Element | None) -> RunFormat:
    """What a w:rPr says."""
    if properties is None or not len(properties):
        return PLAIN
    bold = vanish = white = shaded = None
    for child in properties:
        tag = child.tag
        if tag == W + "b":
            bold = is_on(child)
        elif tag == W + "vanish":
            vanish = is_on(child)
        elif tag == W + "color":
            white = _is_white(child.get(VAL, ""))
        elif tag == W + "shd":
            shaded = is_shading(child) or shaded
        elif tag == W + "highlight":
            shaded = child.get(VAL) not in ("none", "white") or shaded
    return RunFormat(bold, vanish, white, shaded)


def read_paragraph(properties: Element | None) -> ParagraphFormat:
    """What a w:pPr says."""
    if properties is None:
        return ParagraphFormat()
    values = ParagraphFormat()
    for child in properties:
        tag = child.tag
        if tag == W + "numPr":
            level, num_id = child.find(W + "ilvl"), child.find(W + "numId")
            values = replace(
                values,
                num_id=None if num_id is None else num_id.get(VAL),
                num_level=None if level is None else number(level.get(VAL)),
            )
        elif tag == W + "outlineLvl":
            values = replace(values, outline=number(child.get(VAL), 9))
        elif tag == W + "jc":
            values = replace(values, alignment=child.get(VAL))
        elif tag == W + "ind":
            left, hanging = read_indent(child)
            values = replace(values, left=left, hanging=hanging)
        elif tag == W + "shd":
            values = replace(values, shaded=is_shading(child))
    return values


def read_indent(indent: Element | None) -> tuple[int | None, int | None]:
    """The left indent and the hanging indent of a w:ind, in twips."""
    if indent is None:
        return None, None
    left = twips(indent.get(W + "left") or indent.get(W + "start"))
    # A first line that is set in, rather than out, ends an inherited hanging indent.
    hanging = 0 if indent.get(W + "firstLine") else None
    return left, twips(indent.get(W + "hanging")) if indent.get(W + "hanging") else hanging


def is_shading(shade: Element) -> bool:
    """Whether a w:shd colours the ground."""
    fill, pattern = shade.get(W + "fill", "auto"), shade.get(VAL, "clear")
    return (fill.lower() != "auto" and not _is_white(fill)) or pattern not in ("clear", "nil")


def _is_white(colour: str) -> bool:
    """White, or so near it that nobody reads it on paper."""
    return bool(re.match(r"^(?:f[5-9a-f]){3}$", colour, re.IGNORECASE))


@dataclass(slots=True)
class Styles:
    """The styles of a document, each worked out when first asked for."""

    root: Element | None
    _elements: dict[str, Element] = field(default_factory=dict)
    _resolved: dict[str | None, Style] = field(default_factory=dict)
    _coloured: dict[str, bool] = field(default_factory=dict)
    _default: str | None = None
    _base: Style = Style()

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for element in self.root.iterchildren(W + "style"):
            identifier = element.get(W + "styleId", "")
            self._elements[identifier] = element
            by_default = element.get(W + "default", "0").lower() not in _OFF
            if by_default and element.get(W + "type") == "paragraph" and self._default is None:
                self._default = identifier
        self._base = Style(
            paragraph=read_paragraph(self.root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")),
            run=read_run(self.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")),
        )

    @property
    def language(self) -> str:
        """The two letters of the language that text is in unless it says otherwise; "" if not given."""
        lang = None if self.root is None else self.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        return "" if lang is None else lang.get(VAL, "")[:2].lower()

    def paragraph(self, identifier: str | None) -> Style:
        """A paragraph style, or the default one, over the document's defaults."""
        wanted = identifier if identifier in self._elements else self._default
        style = self._style(wanted)
        # A style that the file names but does not define still tells a heading by its name.
        if identifier is not None and identifier not in self._elements and _named_level(identifier):
            style = replace(style, heading=_named_level(identifier))
        return style

    def run(self, paragraph: Style, properties: Element | None) -> RunFormat:
        """What a run looks like, given its paragraph's style and its own w:rPr."""
        if properties is None:
            return paragraph.run.over(self._base.run)
        own = read_run(properties)
        reference = properties.find(W + "rStyle")
        if reference is None:
            return own.over(paragraph.run).over(self._base.run)
        character = self._style(reference.get(VAL)).run if reference.get(VAL) in self._elements else PLAIN
        # Bold and hidden are switches: a character style that sets one flips what the paragraph style set.
        both = replace(
            character.over(paragraph.run),
            bold=_flip(paragraph.run.bold, character.bold),
            vanish=_flip(paragraph.run.vanish, character.vanish),
        )
        return own.over(both).over(self._base.run)

    def list_number(self, identifier: str | None) -> str | None:
        """The w:numId that a numbering style stands for."""
        style = self._elements.get(identifier or "")
        num = None if style is None else style.find(f"{W}pPr/{W}numPr/{W}numId")
        return None if num is None else num.get(VAL)

    def colours_tables(self, identifier: str | None) -> bool:
        """Whether a table style shades any of its cells."""
        name = identifier or ""
        if name not in self._coloured:
            ancestors = (self._elements[ancestor] for ancestor in self._style(name).ids)
            self._coloured[name] = any(is_shading(shade) for style in ancestors for shade in style.iter(W + "shd"))
        return self._coloured[name]

    def _style(self, identifier: str | None) -> Style:
        if identifier not in self._resolved:
            self._resolved[identifier] = self._resolve(identifier)
        return self._resolved[identifier]

    def _resolve(self, identifier: str | None) -> Style:
        style, seen = Style(), set[str]()
        while identifier in self._elements and identifier not in seen and len(seen) < _MAX_CHAIN:
            seen.add(identifier)
            element = self._elements[identifier]
            named = _named_level(_value(element, "name") or "") or _named_level(identifier)
            style = Style(
                ids=(*style.ids, identifier),
                paragraph=style.paragraph.over(read_paragraph(element.find(W + "pPr"))),
                run=style.run.over(read_run(element.find(W + "rPr"))),
                heading=style.heading or named,
            )
            identifier = _value(element, "basedOn") or ""
        return replace(style, paragraph=style.paragraph.over(self._base.paragraph))


def _value(element: Element, name: str) -> str | None:
    child = element.find(W + name)
    return None if child is None else child.get(VAL)


def _flip(paragraph: bool | None, character: bool | None) -> bool | None:
    if paragraph is None or character is None:
        return paragraph if character is None else character
    return paragraph != character


def _named_level(name: str) -> int | None:
    match = _HEADING.match(name.strip())
    if match:
        return int(match[1])
    if _TITLE.match(name.strip()):
        return 1
    return 2 if _SUBTITLE.match(name.strip()) else None
