"""Drafts that hold the agreement more than once, a language each: one after the other, or side by side in a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from blma_review.documents.model import Block
from blma_review.languages import Language, detect_language, is_clear

TITLE_WORDS = re.compile(
    r"\b(agreement|memorandum|convention|protocol|treaty|arrangement|exchange of (?:notes|letters)|contract|accord|"
    r"protocole|mémorandum|traité|arrangement|échange de (?:notes|lettres)|convenio|acuerdo|memorando|memorándum|"
    r"tratado|protocolo|canje de notas|contrato|entente|avenant)\b",
    re.IGNORECASE,
)
_ENOUGH = 1500  # characters below which a stretch in another language is a quotation or a contract form, not a version
_ENOUGH_IN_COLUMN = 300
_ALIKE = 0.25  # of the longer side's length; what follows may hold more than one further version


@dataclass(frozen=True, slots=True)
class VersionBlocks:
    """The blocks of one language version, in reading order."""

    language: Language
    blocks: tuple[Block, ...]


def versions_of(blocks: Sequence[Block]) -> tuple[VersionBlocks, ...]:
    """The language versions that a document holds; one where it is in one language."""
    versions = [version for column in _columns(blocks) or [tuple(blocks)] for version in _in_sequence(column)]
    return tuple(versions)


# -- side by side ----------------------------------------------------------------------------------------------------


def _columns(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """The versions of a text set in a table with a language a column; empty where there is no such table."""
    texts: dict[tuple[int, int], list[str]] = defaultdict(list)
    for block in blocks:
        if block.place.cell:
            texts[block.place.cell[0], block.place.cell[2]].append(block.text)
    languages: dict[tuple[int, int], Language] = {}
    for column, pieces in texts.items():
        text = " ".join(pieces)
        if len(text) >= _ENOUGH_IN_COLUMN and is_clear(text):
            languages[column] = detect_language(text)
    tables = {
        table: {column: language for (other, column), language in languages.items() if other == table}
        for table, _ in languages
    }
    bilingual = {table: columns for table, columns in tables.items() if len(set(columns.values())) > 1}
    in_tables = sum(len(block.text) for block in blocks if block.place.cell and block.place.cell[0] in bilingual)
    if not bilingual or in_tables < sum(len(block.text) for block in blocks) / 2:
        return []
    order = list(dict.fromkeys(language for columns in bilingual.values() for language in columns.values()))
    versions: dict[Language, list[Block]] = {language: [] for language in order}
    for block in blocks:
        language = _language_of(block, bilingual) or order[0]
        # A cell of such a table is a paragraph of its version, not a piece of a row.
        plain = block if block.kind != "cell" else replace(block, kind="paragraph")
        versions[language].append(replace(plain, place=replace(plain.place, cell=None)))
    return [tuple(version) for version in versions.values()]


def _language_of(block: Block, bilingual: dict[int, dict[int, Language]]) -> Language | None:
    if block.place.cell and block.place.cell[0] in bilingual:
        return bilingual[block.place.cell[0]].get(block.place.cell[2])
    known = {language for columns in bilingual.values() for language in columns.values()}
    if is_clear(block.text) and detect_language(block.text) in known:
        return detect_language(block.text)
    return None


# -- one after the other ---------------------------------------------------------------------------------------------


def _in_sequence(blocks: tuple[Block, ...]) -> Iterator[VersionBlocks]:
    """Part a text where a second title begins and the language changes for good."""
    start = 0
    for position in range(1, len(blocks)):
        if _may_be_title(blocks[position]) and _changes(blocks[start:position], blocks[position:]):
            yield _version(blocks[start:position])
            start = position
    yield _version(blocks[start:])


def _version(blocks: tuple[Block, ...]) -> VersionBlocks:
    return VersionBlocks(detect_language(_joined(blocks)), blocks)


def _may_be_title(block: Block) -> bool:
    text = block.text
    return (
        len(text) < 400
        and bool(TITLE_WORDS.search(text))
        and (block.kind == "heading" or block.bold or block.centred or text.isupper())
    )


def _changes(before: Sequence[Block], after: Sequence[Block]) -> bool:
    left, right = _joined(before), _joined(after)
    short, long = sorted((len(left), len(right)))
    if short < _ENOUGH or short < _ALIKE * long:
        return False
    head = right[: max(_ENOUGH, len(left) // 2)]
    return (
        is_clear(left)
        and is_clear(head)
        and detect_language(left[-_ENOUGH:]) == detect_language(left)
        and detect_language(head[:_ENOUGH]) == detect_language(head) != detect_language(left)
    )


def _joined(blocks: Sequence[Block]) -> str:
    return " ".join(block.text for block in blocks)
