"""How a comparison is put in words: references, places and names that every format shows alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from blma_review.compare.messages import messages
from blma_review.compare.model import CHANGE_KINDS, MOVE_KINDS, Change, Comparison, Move, MoveKind, Rounds
from blma_review.compare.passages import Passage
from blma_review.compare.words import Piece, PieceKind
from blma_review.languages import Language, Text
from blma_review.reports.messages import Messages, localise_reference
from blma_review.reports.model import place_words
from blma_review.review.findings import Quote

_EDGE = 14  # words kept of a long stretch that did not change, on each side of it
_QUIET = ("unchanged", "renumbered", "moved")  # the words stayed


@dataclass(frozen=True, slots=True)
class View:
    """All rounds with the language they are shown in."""

    rounds: Rounds
    language: Language
    text: Messages

    def say(self, words: Text) -> str:
        """A rule's text in the reader's language, else in English."""
        return words.get(self.language) or words.get("en") or next(iter(words.values()), "")

    def ref(self, ref: str) -> str:
        """A clause's reference in the reader's language."""
        return localise_reference(ref, self.language)

    def where(self, found: Quote | Passage) -> str:
        """Reference and place of some words."""
        return f"{self.ref(found.ref)}, {place_words(found.place, self.text)}"

    def route(self, change: Change) -> str:
        """From where to where: "Article 5(3) → Article 6(3)", one reference alone where it stayed."""
        old, new = (self._refs(passages) for passages in (change.old, change.new))
        return old or new if not old or not new or old == new else f"{old} → {new}"

    def kind(self, change: Change) -> str:
        """What became of a clause: "reworded and moved; binds less"."""
        words = self.text[f"kind-{change.kind}"]
        if change.moved and change.kind != "moved":
            words += f" {self.text['and-moved']}"
        elif change.renumbered and change.kind == "reworded":
            words += f" {self.text['and-renumbered']}"
        return f"{words}; {self.text[f'force-{change.force}']}" if change.force else words

    def _refs(self, passages: Sequence[Passage]) -> str:
        suffix = f" ({self.text['heading']})" if passages and passages[0].kind == "heading" else ""
        return " + ".join(self.ref(passage.ref) for passage in passages) + suffix


def view_of(rounds: Rounds, language: Language) -> View:
    """Rounds as they are shown in a language."""
    return View(rounds, language, messages(language))


def moved(step: Comparison) -> Iterator[tuple[MoveKind, list[Move]]]:
    """The answers that moved, by what happened to them, new contrary provisions first (even where there are none)."""
    for kind in MOVE_KINDS[:-1]:
        moves = [move for move in step.moves if move.kind == kind]
        if moves or kind == "new-contrary":
            yield kind, moves


def reworded(step: Comparison) -> list[Change]:
    """The changes in which words changed, in reading order."""
    return [change for change in step.changes if change.kind not in _QUIET]


def relocated(step: Comparison) -> list[Change]:
    """The changes in which only the number or the place did; below a clause that went along, only that clause."""
    found: list[Change] = []
    done: set[tuple[str, str]] = set()
    for change in step.changes:
        if change.kind not in ("renumbered", "moved"):
            continue
        old, new = change.old[0].ref, change.new[0].ref
        if any(_rest(old, above) is not None and _rest(old, above) == _rest(new, to) for above, to in done):
            continue
        done.add((old, new))
        found.append(change)
    return found


def _rest(ref: str, above: str) -> str | None:
    """What a reference adds to that of a clause above it ("(2)(b)"); None where it is not below it."""
    rest = ref.removeprefix(above)
    return rest if rest != ref and rest[:1] in ("", "(", ",") else None


def counted(step: Comparison) -> list[tuple[str, int]]:
    """How many passages had which change."""
    counts = Counter(change.kind for change in step.changes)
    return [(kind, counts[kind]) for kind in CHANGE_KINDS if counts[kind]]


def shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces with long stretches that did not change cut to the words beside a change."""
    for number, piece in enumerate(pieces):
        words = piece.text.split()
        first, last = number == 0, number == len(pieces) - 1
        if piece.kind != "same" or len(words) <= 2 * _EDGE + 4 or (first and last):
            yield piece
            continue
        before = [] if first else words[:_EDGE]
        after = [] if last else words[-_EDGE:]
        yield Piece("same", " ".join([*before, "[…]", *after]) + " ")


def joined(pieces: Sequence[Piece], dress: Callable[[PieceKind, str], str]) -> str:
    """Pieces on one line, each dressed for a format, with the spaces between them outside."""
    return "".join(" " * space + dress(kind, words) for space, kind, words in spaced(pieces))


def spaced(pieces: Sequence[Piece]) -> Iterator[tuple[bool, PieceKind, str]]:
    """The words of each piece, and whether a space stands before them.

    It does where a word would stick to the next: between the two sides of a change, and where only one of the texts has
    the space.
    """
    before = ""
    for piece in pieces:
        words = piece.text.strip()
        if words:
            sticks = before[-1:].isalnum() or (bool(before) and piece.kind == "added")
            yield before[-1:].isspace() or (sticks and words[0].isalnum()), piece.kind, words
            before = piece.text
