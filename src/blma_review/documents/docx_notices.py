"""What a Word file holds besides the agreement's text: changes, comments, headers, macros, links."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from blma_review.documents.docx_body import AUTHOR, P, T, Tracked, excerpt, unique
from blma_review.documents.docx_characters import clean
from blma_review.documents.docx_styles import W
from blma_review.documents.model import Notice, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from blma_review.documents.docx_body import Remark
    from blma_review.documents.docx_package import Element, Package

_MAX_COMMENTS = 20
_MAX_REMARKS = 50
_DATE = W + "date"
_CHANGES = {
    W + "ins": "insertion",
    W + "cellIns": "insertion",
    W + "del": "deletion",
    W + "cellDel": "deletion",
    W + "moveFrom": "move",
    **{W + name: "change of format" for name in ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange")},
    **{W + name: "change of format" for name in ("trPrChange", "tcPrChange", "tblGridChange", "numberingChange")},
}
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_WATERMARK = re.compile(
    r"\b(?:draft|confidential|copy|sample|specimen|do not (?:copy|distribute)|not for distribution|restricted|secret|"
    r"brouillon|projet|confidentiel|copie|borrador|proyecto|anteproyecto|confidencial|copia|watermark)\b",
    re.IGNORECASE,
)


def tracked_changes(roots: Iterable[Element], tracked: Tracked) -> Iterator[Notice]:
    """How many tracked changes there are, by whom, from when to when, and which view of them was read."""
    kinds: Counter[str] = Counter()
    authors: list[str] = []
    dates: list[str] = []
    changed: dict[Element, frozenset[str]] = {}
    for root in roots:
        for change in root.iter(*_CHANGES):
            if _repeats(change, changed):
                continue
            kinds[_CHANGES[change.tag]] += 1
            authors.append(change.get(AUTHOR, ""))
            dates.append(change.get(_DATE, "")[:10])
    if not kinds:
        return
    counts = ", ".join(_count(kinds[kind], kind) for kind in dict.fromkeys(_CHANGES.values()) if kinds[kind])
    view = "as if all were accepted" if tracked == "accepted" else "as if none had been made"
    yield Notice(
        "tracked-changes",
        f"The file has {_count(kinds.total(), 'tracked change')} ({counts}){_by(authors)}{_between(dates)}; "
        f"the text was read {view}.",
    )


def comments(root: Element | None, places: dict[str, int]) -> Iterator[Notice]:
    """How many comments there are and by whom, and, unless they are too many, what each says and where."""
    found = [] if root is None else list(root.iter(W + "comment"))
    if not found:
        return
    writers = [comment.get(AUTHOR, "") for comment in found]
    yield Notice(
        "comments",
        f"The file has {_count(len(found), 'comment')}{_by(writers)}, not part of the text that was read.",
    )
    if len(found) > _MAX_COMMENTS:
        return
    for comment in found:
        words = clean(" ".join("".join(text.text or "" for text in line.iter(T)) for line in comment.iter(P)))
        date = comment.get(_DATE, "")[:10]
        yield Notice(
            "comments",
            f"Comment{_by([comment.get(AUTHOR, '')])}{f' on {date}' if date else ''}: “{words[:1000]}”",
            paragraph=places.get(comment.get(W + "id", "")),
        )


def margins(texts: Iterable[tuple[str, bool]]) -> Iterator[Notice]:
    """What headers and footers say. `texts` are their paragraphs, each with whether it is in a text box."""
    plain: list[str] = []
    marks: list[str] = []
    for text, in_box in texts:
        (marks if in_box and len(text) <= 60 and _WATERMARK.search(text) else plain).append(text)
    if plain:
        quoted = "; ".join(f"“{excerpt(text)}”" for text in unique(plain)[:12])
        yield Notice("header-footer", f"Headers and footers, which are not part of the text that was read: {quoted}")
    for text in unique(marks):
        yield _watermark(text)


def watermarks(roots: Iterable[Element]) -> Iterator[Notice]:
    """Words drawn across the page."""
    words = [clean(path.get("string", "")) for root in roots for path in root.iter(_TEXT_PATH)]
    for text in unique(words):
        yield _watermark(text)


def contents(package: Package, links: Iterable[str], foreign_parts: int) -> Iterator[Notice]:
    """Macros, embedded files and pointers to things outside. None of them is opened or fetched."""
    embedded = [name for name in package.names if "/embeddings/" in name or "/activex/" in name]
    files = sorted(name for name in embedded if not name.endswith(".rels"))
    if files:
        shown = ", ".join(name.rsplit("/", 1)[-1] for name in files[:5])
        yield Notice("embedded-object", f"The file holds {_count(len(files), 'embedded object')}, not read: {shown}")
    if foreign_parts:
        yield Notice(
            "embedded-object",
            f"The text binds in {_count(foreign_parts, 'other file')}, not read; open it in Word and save it to make "
            "them part of the text.",
        )
    if any(name.endswith("vbaproject.bin") for name in package.names):
        yield Notice("macro", "The file holds macros; they were not run.")
    for kind, target in _external(package, links):
        yield Notice("external-link", f"The file points to something outside it ({kind}), not fetched: {target[:300]}")


def remarks(found: Iterable[Remark]) -> Iterator[Notice]:
    """The remarks on single paragraphs, up to a number of each kind that a reader can take in."""
    counts: Counter[NoticeKind] = Counter()
    for remark in found:
        counts[remark.kind] += 1
        if counts[remark.kind] <= _MAX_REMARKS:
            yield Notice(remark.kind, remark.message, paragraph=remark.paragraph)
    for kind, count in counts.items():
        if count > _MAX_REMARKS:
            yield Notice(kind, f"The same in {_count(count - _MAX_REMARKS, 'more place')}.")


def _external(package: Package, links: Iterable[str]) -> list[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {("field", link): None for link in links}
    parts = (name for name in package.names if name.startswith("word/_rels/") and name.endswith(".rels"))
    for name in sorted(parts):
        for link in package.relationships(f"word/{name[len('word/_rels/') : -len('.rels')]}"):
            # Hyperlinks wait to be clicked, and a template on the writer's own disk is every template.
            local = link.kind == "attachedTemplate" and not re.match(r"^(?:https?|ftp|file://\w|\\\\)", link.target)
            if link.external and link.kind != "hyperlink" and not local:
                found[link.kind, link.target] = None
    return list(found)[:20]


def _repeats(change: Element, changed: dict[Element, frozenset[str]]) -> bool:
    """Whether a change of a paragraph's mark goes with a change of its words, which is counted for itself.

    `changed` remembers the kinds of element in each paragraph that was asked about.
    """
    parent = change.getparent()
    if parent is None or parent.tag == W + "numPr":
        return True
    paragraph = parent.getparent() if parent.tag == W + "rPr" else None
    paragraph = paragraph.getparent() if paragraph is not None and paragraph.tag == W + "pPr" else None
    if paragraph is None:
        return False
    if paragraph not in changed:
        changed[paragraph] = frozenset(child.tag for child in paragraph)
    return change.tag in changed[paragraph]


def _watermark(text: str) -> Notice:
    return Notice("watermark", f"The pages bear the watermark “{text[:200]}”.")


def _count(number: int, what: str) -> str:
    return (
        f"{number} {what if number == 1 else what.replace('change of', 'changes of') if ' of ' in what else what + 's'}"
    )


def _by(authors: Iterable[str]) -> str:
    names = unique(list(authors))
    if not names:
        return ""
    shown = [clean(name)[:80] for name in names[:10]]
    if len(names) > 10:
        shown.append(f"{len(names) - 10} more")
    return " by " + (shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}")


def _between(dates: Iterable[str]) -> str:
    known = sorted(date for date in dates if re.fullmatch(r"\d{4}-\d\d-\d\d", date))
    if not known:
        return ""
    return f", made on {known[0]}" if known[0] == known[-1] else f", made from {known[0]} to {known[-1]}"
