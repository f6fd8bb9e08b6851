"""From the blocks of a document to its clause tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from blma_review.clauses.model import Agreement, Clause, ClauseKind, Version
from blma_review.clauses.numbering import Label, read_label, roman_value
from blma_review.clauses.parties import find_parties
from blma_review.clauses.tables import BETWEEN, join_rows
from blma_review.clauses.versions import TITLE_WORDS, VersionBlocks, versions_of
from blma_review.documents.model import Block, Document

_CLOSING = re.compile(
    r"^(?:in witness where?of|in (?:faith|testimony) (?:where)?of|(?:done|signed|made|executed|concluded)\s+(?:and\s+\w+\s+)?(?:at|in|on|this|by)\b|"
    r"for and on behalf of|for the government|en foi de quoi|(?:fait|signé|conclu)(?:e|s)?\s+(?:à|a|en|le|au|aux)\b|"
    r"pour le gouvernement|en fe de lo (?:cual|anterior)|en testimonio de lo cual|(?:hecho|hecha|firmado|firmada|suscrito|dado|otorgado|extendido)"
    r"\s+(?:en|a los|el|por|y)\b|leído que fue|leida que fue|(?:signatures?|signed|signée?s?|firmas?|firmado)\s*:)",
    re.IGNORECASE,
)
_SIGNATURE_HEADING = re.compile(
    r"^(?:signatures?|firmas?|signature block|bloc de signature|cláusula final|final clause)\s*:?$", re.IGNORECASE
)
_PREAMBLE_HEADING = re.compile(
    r"^(?:preamble|préambule|preámbulo|recitals|considerandos?|exposé des motifs|antecedentes|whereas)\s*:?$",
    re.IGNORECASE,
)
_RECITAL = re.compile(
    r"^(?:considering|recalling|recogni[sz]ing|desir(?:ous|ing)|having|noting|bearing|convinced|mindful|aware|reaffirming|"
    r"acknowledging|whereas|wishing|guided|conscious|taking|in (?:pursuance|accordance|view|order)|with a view|the government|"
    r"considérant|rappelant|reconnaissant|désireu|soucieu|conscient|convaincu|ayant|notant|animés|prenant|vu |se référant|affirmant|"
    r"considerando|recordando|reconociendo|desead?o|desean?do|deseos|conscientes?|teniendo|convencid|tomando|animad|visto|en adelante|reafirmando|"
    r"le gouvernement|el gobierno|la república|la république)",
    re.IGNORECASE,
)
_ENACTING = re.compile(
    r"(?:as follows|the following|ce qui suit|lo siguiente|les dispositions suivantes|siguientes)\b.{0,40}[:;.]?\s*$",
    re.IGNORECASE,
)
# How letters between governments begin, after a place and date or a reference at most.
_SALUTATION = re.compile(
    r"^(?!accept|please accept|veuillez|je vous prie|aprovecho|ruego|le ruego|sírvase)(?:.{0,120}?[\s,.])??(?:your excellency|excellency|(?:dear )?(?:sir|madam)|dear (?:mr|ms|mrs|minister|ambassador)"
    r"|(?:monsieur|madame) (?:l['’]|le |la )?(?:ambassad|ministre|secrétaire|président|directeur|chargé)\w*[^,:.;]{0,40}|monsieur|excellence"
    r"|excelencia|excelentísim[oa] señora?|señora? (?:embajador|ministr|secretari|canciller|director)\w*[^,:.;]{0,40}|muy señora? mí[oa])\s*[,:]",
    re.IGNORECASE,
)
_LETTER_NUMBER = re.compile(
    r"^(?:n[ro]s?\.?|n[°º]\.?|num\.?|núm\.?)\s*(?P<number>[IVX]{1,4}|[0-9]{1,2})\.?$", re.IGNORECASE
)
_EXCHANGE = re.compile(
    r"\b(?:exchange of (?:notes|letters)|échange de (?:notes|lettres)|(?:canje|intercambio) de (?:notas|cartas))\b",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^(?P<number>[IVX]{1,4}|[0-9])\.?$")
_PARENTHESIS = re.compile(r"^\([^()]{3,100}\)$")
_QUOTE_OPEN, _QUOTE_CLOSE = '«“„"', '»”"'
_AMENDS = re.compile(
    r"(?:shall be (?:amended|replaced|substituted|read|inserted)|is (?:replaced|amended|inserted)|est (?:remplacé|modifié|inséré|complété)|"
    r"sera (?:remplacé|modifié)|queda (?:redactad|modificad|sustituid)|se (?:sustituye|modifica|inserta|añade))[^:]*:\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Node:
    """A clause while it is being built."""

    kind: ClauseKind
    block: Block
    number: str = ""
    heading: str = ""
    text: list[str] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)
    value: int | None = None
    style: str = ""
    word: str = ""


def segment(document: Document) -> Agreement:
    """Number and nest the blocks of a document.

    Every block's text ends up in exactly one clause. Where the document holds the agreement in several languages the
    first version is the one that is reviewed.
    """
    first, *others = versions_of(document.blocks)
    builder = _Builder(first.blocks)
    roots = builder.build()
    preamble = " ".join(piece for root in roots if root.kind in ("title", "preamble") for piece in _texts(root))
    return Agreement(
        title=builder.title,
        parties=find_parties(builder.title, preamble),
        language=first.language,
        clauses=_freeze(roots),
        document=document,
        others=tuple(map(_other, others)),
    )


def _other(version: VersionBlocks) -> Version:
    builder = _Builder(version.blocks)
    return Version(version.language, clauses=_freeze(builder.build()), title=builder.title)


def _texts(node: _Node) -> list[str]:
    return [*node.text, *(text for child in node.children for text in _texts(child))]


class _Builder:
    """Walks the blocks once, keeping the stack of open clauses."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = join_rows(blocks)
        self._roots: list[_Node] = []
        self._part: _Node | None = None  # the open annex or letter
        self._chapter: _Node | None = None
        self._article: _Node | None = None  # the open article or section
        self._items: list[_Node] = []  # open paragraphs and items, outermost first
        self._front: _Node | None = None  # the open title or preamble
        self._signature: _Node | None = None
        self._quoting = False
        self._has_articles = sum(_is_article(block) for block in blocks) >= 2
        self._notes: list[_Node] = []
        self.title = ""

    def build(self) -> list[_Node]:
        for index, block in enumerate(self._blocks):
            self._place(block, self._blocks[index + 1] if index + 1 < len(self._blocks) else None)
        return [*self._roots, *self._notes]

    # -- one block ------------------------------------------------------------------------------------------

    def _place(self, block: Block, after: Block | None) -> None:
        text = block.text.strip()
        if block.kind == "footnote":
            self._notes.append(_Node("footnote", block, number=block.label, text=[text]))
            return
        full = f"{block.label} {text}".strip() if block.label else text
        if self._front is not None and self._front.kind == "preamble" and not self._has_articles:
            before = self._front.children[-1].text if self._front.children else []
            if before and _ENACTING.search(before[-1]):
                self._front = None  # what the parties agreed on begins here, articles or none
        if self._quoted_amendment(text):
            self._continue(block, text)
            return
        label = read_label(full)
        looks_like_heading = _is_heading(block, text)
        letter = self._opens_letter(text)
        if letter:
            self._open_part("letter", block, letter)
            if _SALUTATION.match(text):
                self._continue(block, full)
        elif label and label.kind == "annex" and self._opens_annex(block, label, after):
            self._open_part("annex", block, label)
        elif label and label.kind == "letter-part" and (looks_like_heading or block.kind == "heading"):
            self._open_part("letter", block, label)
        elif self._body_started and self._opens_signature(block, text):
            self._open_signature(block, text)
        elif label and label.kind == "chapter" and (looks_like_heading or len(text) < 120):
            self._open_chapter(block, label)
        elif label and label.kind == "article" and self._opens_article(block, label):
            self._open_article(block, label)
        elif self._signature is not None:
            self._signature.children.append(_Node("signature", block, text=[full]))
        elif (
            label
            and label.kind not in ("annex", "chapter", "article", "letter-part")
            and self._may_number(block, label)
        ):
            self._open_item(block, label, looks_like_heading)
        elif looks_like_heading and self._heading(block, full, after):
            pass
        else:
            self._continue(block, full)

    @property
    def _body_started(self) -> bool:
        return any(root.kind not in ("title", "preamble") for root in self._roots)

    def _quoted_amendment(self, text: str) -> bool:
        """Whether this block belongs to another text that is quoted to amend it."""
        if self._quoting:
            if text.rstrip(" .;").endswith(tuple(_QUOTE_CLOSE)):
                self._quoting = False
            return True
        if text[:1] in _QUOTE_OPEN and text[:1] and read_label(text[1:].lstrip()) and self._last_text_amends():
            self._quoting = not text.rstrip(" .;").endswith(tuple(_QUOTE_CLOSE))
            return True
        return False

    def _last_text_amends(self) -> bool:
        node = self._items[-1] if self._items else self._article
        return bool(node and node.text and _AMENDS.search(node.text[-1]))

    # -- parts ----------------------------------------------------------------------------------------------

    def _opens_annex(self, block: Block, label: Label, after: Block | None) -> bool:
        if not self._body_started:
            return False
        if block.kind == "cell" and block.place.cell and block.place.cell[2] > 1:
            return False
        return (
            _is_heading(block, block.text)
            or (len(block.text) < 60 and after is not None)
            or self._signature is not None
        )

    def _opens_letter(self, text: str) -> Label | None:
        """The label of a letter that begins here: letters follow what was signed, or one another."""
        after_letter = self._part is not None and self._part.kind == "letter"
        exchange = bool(_EXCHANGE.search(self.title))
        if self._signature is None and not after_letter and not exchange:
            return None
        numbered = _LETTER_NUMBER.match(text) or (exchange and _BARE_NUMBER.match(text))
        if numbered:
            number = numbered["number"]
            return Label("letter-part", "letter", number, roman_value(number), "", "letter-part")
        if not _SALUTATION.match(text):
            return None
        if after_letter and self._signature is None and not self._part_is_addressed:
            return None  # the salutation of the letter that is open
        if exchange and not after_letter and self._signature is None and self._body_started:
            return None
        number = str(1 + sum(root.kind == "letter" for root in self._roots))
        return Label("letter-part", "letter", number, int(number), "", "letter-part")

    @property
    def _part_is_addressed(self) -> bool:
        """Whether the open letter already has its salutation."""
        return self._part is not None and any(
            _SALUTATION.match(text) for child in self._part.children for text in _texts(child)
        )

    def _open_part(self, kind: ClauseKind, block: Block, label: Label) -> None:
        self._part = _Node(kind, block, number=label.number, heading=label.rest, value=label.value, word=label.word)
        self._roots.append(self._part)
        self._chapter = self._article = self._front = self._signature = None
        self._items.clear()

    def _opens_signature(self, block: Block, text: str) -> bool:
        if self._signature is not None:
            return False
        if _SIGNATURE_HEADING.match(text) and (block.kind == "heading" or len(text) < 30):
            return True
        return bool(_CLOSING.match(text)) and not (block.kind == "cell" and self._article is None)

    def _open_signature(self, block: Block, text: str) -> None:
        self._signature = _Node("signature", block)
        if _SIGNATURE_HEADING.match(text):
            self._signature.heading = text
        else:
            self._signature.text.append(text)
        (self._part.children if self._part else self._roots).append(self._signature)
        self._chapter = self._article = None
        self._items.clear()

    # -- chapters, articles, sections -------------------------------------------------------------------------

    def _open_chapter(self, block: Block, label: Label) -> None:
        self._front = self._signature = None
        self._chapter = _Node(
            "chapter", block, number=label.number, heading=label.rest, value=label.value, word=label.word
        )
        (self._part.children if self._part else self._roots).append(self._chapter)
        self._article = None
        self._items.clear()

    def _opens_article(self, block: Block, label: Label) -> bool:
        if label.style == "ordinal":
            return not self._article_is_worded or self._part is not None
        # In a text whose articles are headed, "Clause 3" in the middle of a long paragraph is a reference.
        return True

    @property
    def _article_is_worded(self) -> bool:
        return self._has_articles and self._article is not None and bool(self._article.word)

    def _open_article(self, block: Block, label: Label) -> None:
        self._front = self._signature = None
        node = _Node("article", block, number=label.number, value=label.value, word=label.word)
        heading, rest = _split_heading(label.rest, block)
        node.heading = heading
        self._home().append(node)
        self._article = node
        self._items.clear()
        if rest:
            inner = read_label(rest)
            if inner and inner.kind in ("decimal", "number", "letter") and inner.value == 1:
                self._open_item(block, inner, False)
            else:
                node.text.append(rest)

    def _home(self) -> list[_Node]:
        parent = self._chapter or self._part
        return parent.children if parent else self._roots

    def _heading(self, block: Block, text: str, after: Block | None) -> bool:
        """Place a heading that has no number. Returns False when it is better read as text."""
        if not self._roots and not self._body_started:
            self._front = _Node("title", block, text=[text])
            self._roots.append(self._front)
            self.title = text
            return True
        if _PREAMBLE_HEADING.match(text):
            self._front = _Node("preamble", block, heading=text)
            self._roots.append(self._front)
            return True
        if self._front is not None and self._front.kind == "title":
            if _RECITAL.match(text) and not text.isupper():
                return False
            if self._has_articles or not _is_section_heading(block, text) or len(self._front.text) < 2:
                if not self._has_articles and block.kind == "heading" and (block.level or 1) > 1:
                    return self._open_section(block, text)
                self._front.text.append(text)
                self.title = " ".join(self._front.text)
                return True
        last = self._article or self._chapter or self._part
        if last is not None and not last.heading and not last.text and not last.children and last.kind != "section":
            last.heading = text
            return True
        if (
            last is not None
            and last.kind in ("chapter", "annex", "letter")
            and not last.children
            and not last.text
            and last is (self._article or self._chapter or self._part)
        ):
            last.heading = f"{last.heading} {text}"
            return True
        if after is not None and _is_article(after) and not _RECITAL.match(text) and not _ENACTING.search(text):
            self._open_chapter(block, Label("chapter", "", "", None, text.rstrip(":"), ""))
            return True
        if self._front is not None and self._has_articles:
            return False
        if after is None or (self._items and block.kind != "heading"):
            return False
        return self._open_section(block, text)

    def _open_section(self, block: Block, text: str) -> bool:
        self._front = None
        self._article = _Node("section", block, heading=text.rstrip(":"))
        self._home().append(self._article)
        self._items.clear()
        return True

    # -- paragraphs and items -----------------------------------------------------------------------------------

    def _may_number(self, block: Block, label: Label) -> bool:
        """Whether a number opens a clause here: not in the front matter of a text that has articles."""
        if self._front is not None and self._has_articles:
            return self._front.kind == "preamble" and label.kind in ("letter", "number", "roman", "bullet")
        return not (label.kind == "number" and label.value is not None and label.value > 250)

    def _open_item(self, block: Block, label: Label, looks_like_heading: bool) -> None:
        in_preamble = self._front is not None and self._front.kind == "preamble"
        if not in_preamble:
            self._front = None
        label = self._as_roman(label)
        level = self._level_of(label)
        del self._items[level:]
        parent = self._items[-1] if self._items else None
        siblings = (
            parent.children
            if parent
            else self._front.children
            if in_preamble and self._front
            else self._article.children
            if self._article
            else self._home()
        )
        kind: ClauseKind = (
            "paragraph" if label.kind in ("decimal", "number", "roman") and level <= label.number.count(".") else "item"
        )
        node = _Node(kind, block, number=label.number, value=label.value, style=label.style)
        if (
            looks_like_heading
            and label.rest
            and len(label.rest) < 120
            and not label.rest.rstrip().endswith((".", ";", ",", ":"))
        ):
            node.heading = label.rest
            if parent is None and self._article is None:
                node.kind = "section"
        elif label.rest:
            self._append_text(node, block, label.rest)
        siblings.append(node)
        self._items.append(node)

    def _append_text(self, node: _Node, block: Block, rest: str) -> None:
        """Add an item's text; "1. (a) The employer ..." opens two clauses on one line."""
        inner = read_label(rest)
        if inner and inner.kind == "letter" and inner.style.startswith("(") and inner.value == 1 and inner.rest:
            node.children.append(
                _Node("item", block, number=inner.number, value=1, style=inner.style, text=[inner.rest])
            )
        else:
            node.text.append(rest)

    def _as_roman(self, label: Label) -> Label:
        """Decide whether "(i)", "(v)", "(x)" is a letter or a roman numeral, by what stands before it."""
        if label.kind != "letter":
            return label
        value = roman_value(label.number)
        if value is None:
            return label
        roman_style = label.style.replace("a", "i").replace("A", "I")
        for node in reversed(self._items):
            if node.style == roman_style and node.value is not None and value == node.value + 1:
                return replace(label, kind="roman", value=value, style=roman_style)
            if node.style == label.style and node.value is not None and label.value == node.value + 1:
                return label
        if value == 1 or label.value is None:
            return replace(label, kind="roman", value=value, style=roman_style)
        return label

    def _level_of(self, label: Label) -> int:
        """How many open items the new one stands under."""
        if label.kind == "decimal":
            prefix = label.number.rsplit(".", 1)[0]
            for level, node in enumerate(self._items):
                if node.number == prefix:
                    return level + 1
            for level, node in enumerate(self._items):
                if node.style == label.style:
                    return level
            return 0
        for level, node in enumerate(self._items):
            if node.style == label.style and (
                label.value is None or node.value is None or label.value > node.value or label.value == 1
            ):
                # A list that starts again at 1 under a deeper item is that item's own.
                if label.value == 1 and node.value is not None and level < len(self._items) - 1 and node.value >= 1:
                    continue
                return level
        if label.kind in ("number", "roman") and label.value == 1 and self._items and self._items[-1].kind == "item":
            # "1." after "(a)": a list inside the item where the item leads it in, else a new run of paragraphs.
            tail = self._items[-1].text[-1] if self._items[-1].text else ":"
            return len(self._items) if tail.rstrip().endswith((":", "—", "-")) else 0
        return len(self._items)

    # -- text without a number -----------------------------------------------------------------------------------

    def _continue(self, block: Block, text: str) -> None:
        if not self._roots:
            self._front = _Node("title", block, text=[text])
            self._roots.append(self._front)
            self.title = text
            return
        if self._front is not None:
            self._front_text(block, text)
            return
        if self._part is not None and not (self._part.children or self._part.text) and _PARENTHESIS.match(text):
            self._part.heading = f"{self._part.heading} {text}".strip()  # "(referred to in Article 7)"
            return
        if self._items:
            deepest = self._items[-1]
            if (not deepest.text and not deepest.children) or _unfinished(deepest):
                deepest.text.append(text)
                return
            # Text after the items of a list belongs to what leads the list in.
            while self._items and self._items[-1].kind == "item":
                self._items.pop()
            owner = self._items[-1] if self._items else (self._article or self._chapter or self._part)
        else:
            owner = self._article or self._chapter or self._part
        node = _Node("text", block, text=[text])
        if owner is None:
            self._roots.append(node)
        else:
            owner.children.append(node)

    def _front_text(self, block: Block, text: str) -> None:
        assert self._front is not None
        if self._front.kind == "title":
            more_title = (
                len(self._front.text) < 4
                and not _RECITAL.match(text)
                and len(text) < 200
                and (block.bold or block.centred or text.isupper())
                and not text.endswith((".", ";", ":"))
            )
            if more_title:
                self._front.text.append(text)
                self.title = " ".join(self._front.text)
                return
            self._front = _Node("preamble", block)
            self._roots.append(self._front)
        self._front.children.append(_Node("text", block, text=[text]))


def _unfinished(node: _Node) -> bool:
    """Whether a clause's text visibly goes on in the next block."""
    if node.children or not node.text:
        return False
    return bool(re.search(r"[\w,–—-]$", node.text[-1].rstrip())) and node.kind == "item"


def _is_article(block: Block) -> bool:
    label = read_label(f"{block.label} {block.text}".strip())
    return label is not None and label.kind == "article" and bool(label.word)


def _is_heading(block: Block, text: str) -> bool:
    """Whether a block looks like a heading: by style, or short and set apart."""
    if block.kind == "heading":
        return True
    if block.kind == "cell" or not text or len(text) > 150 or not any(character.isalpha() for character in text):
        return False
    if text.endswith((".", ";", ",")) and not block.bold:
        return False
    if text.isupper() and len(text) > 3:
        return True
    return (block.bold or block.centred) and not text.endswith((".", ";", ",", ":"))


def _is_section_heading(block: Block, text: str) -> bool:
    return block.kind == "heading" and not TITLE_WORDS.search(text)


def _split_heading(rest: str, block: Block) -> tuple[str, str]:
    """Part an article's heading from text that follows on the same line."""
    if not rest:
        return "", ""
    whole_is_heading = block.kind == "heading" or block.bold or len(rest) <= 90
    if whole_is_heading and not rest.rstrip().endswith((".", ";", ":", ",")):
        return rest, ""
    # "Article 5 – Wages. The employer shall ..." and "Article 5: Wages - 1. The employer"
    match = re.match(r"^([^.;:]{3,80}?)\s*(?:\.\s*[-–—]?\s*|\s+[-–—]\s+|:\s+)(?=[A-ZÀ-Þ0-9(«“])(.*)$", rest, re.DOTALL)
    if (
        match
        and len(match[1].split()) <= 10
        and not re.match(r"(?i)(the|each|both|les?|la|los?|las|el|chaque|cada|every|any|all)\s", match[1])
    ):
        return match[1], match[2]
    words = rest.rstrip(".").split()
    if block.kind == "heading" or (len(words) <= 7 and not _has_verb(rest)):
        return rest.rstrip("."), ""
    return "", rest


def _has_verb(text: str) -> bool:
    return bool(
        re.search(
            r"\b(shall|will|may|must|is|are|has|have|est|sont|peut|doit|sera|seront|será|serán|podrá|deberá|es|son|entrará)\b",
            text,
            re.IGNORECASE,
        )
    )


# -- references ------------------------------------------------------------------------------------------------


def _freeze(roots: Sequence[_Node]) -> tuple[Clause, ...]:
    """Give every node its reference and make the tree immutable."""
    seen: dict[str, int] = {}
    return tuple(_freeze_node(root, "", seen, 0) for root in roots)


def _freeze_node(node: _Node, parent: str, seen: dict[str, int], ordinal: int, mixed: bool = False) -> Clause:
    """`ordinal` counts the siblings without a number; `mixed` says that there are some with one, too."""
    _settle(node)
    ref = _unique(_reference(node, parent, ordinal, mixed), seen)
    scope = parent if node.kind == "chapter" else ref
    children = []
    unnumbered = 0
    numbered = any(child.kind in ("paragraph", "item") and child.number for child in node.children)
    for child in node.children:
        if not child.number and child.kind != "chapter" and (child.kind == "signature" or not _is_row(child)):
            unnumbered += 1
        children.append(_freeze_node(child, scope, seen, unnumbered, numbered))
    return Clause(
        kind=node.kind,
        ref=ref,
        number=node.number,
        heading=node.heading,
        text="\n".join(node.text),
        place=node.block.place,
        children=tuple(children),
    )


def _settle(node: _Node) -> None:
    """Move text that only looks like a child to where it belongs: a lone paragraph, or the words before a list."""
    lone = node.kind == "preamble" and len(node.children) == 1
    if not (lone or node.kind in ("article", "section", "paragraph", "item", "letter")) or not node.children:
        return
    if node.kind == "letter" and any(child.kind == "section" for child in node.children):
        return  # a letter that is an agreement of its own keeps its paragraphs apart
    texts = [child for child in node.children if child.kind == "text"]
    first = node.children[0]
    if (
        first.kind == "text"
        and not _is_row(first)
        and not node.text
        and (len(texts) == 1 or len(texts) < len(node.children))
    ):
        node.text.extend(first.text)
        del node.children[0]


def _is_row(node: _Node) -> bool:
    return node.block.kind == "cell" and bool(node.text) and BETWEEN in node.text[0]


def _unique(ref: str, seen: dict[str, int]) -> str:
    seen[ref] = seen.get(ref, 0) + 1
    return ref if seen[ref] == 1 else f"{ref} [{seen[ref]}]"


_PART_WORDS = {
    "annexe": "Annex", "anexo": "Annex", "anejo": "Annex", "annex": "Annex", "appendix": "Appendix", "appendice": "Appendix",
    "apéndice": "Appendix", "apendice": "Appendix", "schedule": "Schedule", "attachment": "Attachment", "adjunto": "Attachment",
}  # fmt: skip
_LETTER_WORDS = {"letter": "Letter", "lettre": "Letter", "carta": "Letter", "note": "Note", "nota": "Note"}


def _reference(node: _Node, parent: str, ordinal: int, mixed: bool) -> str:
    if node.kind == "title":
        return "Title"
    if node.kind == "preamble":
        return "Preamble"
    if node.kind == "footnote":
        return f"Footnote {node.number}".strip()
    if _is_row(node) and node.block.place.cell and node.kind != "signature":
        where = f"table row {node.block.place.cell[1]}"
        return f"{parent}, {where}" if parent else where.capitalize()
    if node.kind == "signature":
        own = "Signature block"
        if parent.endswith("Signature block"):
            return f"{parent}, line {ordinal}"
        return f"{parent}, {own.lower()}" if parent else own
    if node.kind in ("annex", "letter"):
        word = node.word.split()[0].lower()
        name = (_PART_WORDS if node.kind == "annex" else _LETTER_WORDS).get(word)
        name = name or (
            "Protocol" if word.startswith("proto") or "proto" in node.word.lower() else node.word.capitalize()
        )
        return f"{name} {node.number}".strip()
    prefix = f"{parent}, " if parent else ""
    if node.kind == "chapter" and not node.number:
        return f"{prefix}Section “{_short(node.heading)}”"
    if node.kind == "chapter":
        return f"{prefix}{node.word.capitalize()} {node.number}"
    if node.kind == "article":
        number = str(node.value) if node.value is not None and not re.match(r"[0-9]", node.number) else node.number
        number = re.sub(r"(?i)^([0-9]+)(?:er|ère|re|e|º|°|ª|o|th|st|nd|rd)$", r"\1", number)
        word = "Clause" if node.word.lower() in ("", "clause", "cláusula", "clausula") else "Article"
        return f"{prefix}{word} {number}"
    if node.kind == "section" and not node.number:
        return f"{prefix}Section “{_short(node.heading)}”"
    if node.kind == "section":
        return f"{prefix}Section {node.number}"
    if node.number:
        return _numbered_reference(node, parent)
    if node.kind == "item":
        return f"{parent}, item {ordinal}" if parent else f"Item {ordinal}"
    word = "unnumbered paragraph" if mixed else "paragraph"  # "paragraph 1" is the one that the text numbers so
    return f"{prefix}{word if parent else word.capitalize()} {ordinal or 1}"


_TAKES_PARENTHESES = re.compile(r"(?:Article|Clause|[Pp]aragraph|Section) [\w.º ]+(?:\([^)]*\))*$|\)$")


def _numbered_reference(node: _Node, parent: str) -> str:
    number = node.number
    if "." in number:
        article = re.search(r"(?:Article|Clause|Section|[Pp]aragraph) ([0-9.]+)$", parent)
        if article and number.startswith(f"{article[1]}."):
            return f"{parent[: article.start(1)]}{number}"
    if not parent:
        return f"Paragraph {number}"
    if _TAKES_PARENTHESES.search(parent):
        return f"{parent}({number})"
    return f"{parent}, {'paragraph' if node.kind == 'paragraph' else 'item'} {number}"


def _short(heading: str) -> str:
    return heading if len(heading) <= 60 else heading[:57].rstrip() + "…"
