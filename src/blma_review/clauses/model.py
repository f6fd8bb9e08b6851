"""The clause tree: an agreement as a lawyer sees it, not as a word processor stores it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from blma_review.documents.model import Document, Place
from blma_review.languages import Language

ClauseKind = Literal[
    "title",
    "preamble",
    "chapter",
    "article",
    "section",
    "paragraph",
    "item",
    "text",
    "annex",
    "letter",
    "signature",
    "footnote",
]


@dataclass(frozen=True, slots=True)
class Clause:
    """One node of the tree.

    `ref` is stable and unique in the agreement ("Article 5(2)(b)", "Annex I, paragraph 3"); `number` is the
    number as written, without its word ("5", "2", "b"); `heading` is the clause's title, if it has one; `text`
    is what stands in this node itself, without its children.
    """

    kind: ClauseKind
    ref: str
    number: str
    heading: str
    text: str
    place: Place
    children: tuple[Clause, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """This clause and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Version:
    """Another language version of the agreement in the same document: read, shown, and not reviewed."""

    language: Language
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A document as a clause tree. `others` are language versions that are not reviewed."""

    title: str
    parties: tuple[str, ...]
    language: Language
    clauses: tuple[Clause, ...]
    document: Document
    others: tuple[Version, ...] = ()

    def walk(self) -> Iterator[Clause]:
        """Every clause in reading order."""
        for clause in self.clauses:
            yield from clause.walk()
