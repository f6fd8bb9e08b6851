"""From links between passages to changes a reader understands: moved, renumbered, reworded, split, merged ..."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from blma_review.compare.align import Link, align
from blma_review.compare.model import Change, ChangeKind
from blma_review.compare.passages import Passage
from blma_review.compare.words import Piece, force_of, same_words, word_changes
from blma_review.languages import Language


def changes_between(old: Sequence[Passage], new: Sequence[Passage], language: Language) -> tuple[Change, ...]:
    """What became of every passage, in the order of the new text; what was removed comes where it stood."""
    links = align(old, new)
    kept = _in_order(links)
    changes = [_change(old, new, link, link not in kept, language) for link in links]
    linked_old = {index for link in links for index in link.old}
    linked_new = {index for link in links for index in link.new}
    changes += [_alone("removed", passage) for index, passage in enumerate(old) if index not in linked_old]
    changes += [_alone("added", passage) for index, passage in enumerate(new) if index not in linked_new]
    return tuple(sorted(changes, key=_reading_order(kept)))


def text_of(passages: Sequence[Passage]) -> str:
    """The words of passages in reading order, as one text."""
    return " ".join(passage.text.strip() for passage in passages)


def _change(old: Sequence[Passage], new: Sequence[Passage], link: Link, moved: bool, language: Language) -> Change:
    ours, theirs = tuple(old[index] for index in link.old), tuple(new[index] for index in link.new)
    before, after = text_of(ours), text_of(theirs)
    renumbered = [passage.ref for passage in ours] != [passage.ref for passage in theirs]
    kind: ChangeKind
    if len(theirs) > 1:
        kind = "split"
    elif len(ours) > 1:
        kind = "merged"
    elif not same_words(before, after):
        kind = "reworded"
    else:
        kind = "moved" if moved else "renumbered" if renumbered else "unchanged"
    if kind in ("unchanged", "renumbered", "moved"):
        return Change(kind, ours, theirs, renumbered, moved, (Piece("same", after),), "")
    pieces = word_changes(before, after)
    return Change(kind, ours, theirs, renumbered, moved, pieces, force_of(pieces, language))


def _alone(kind: ChangeKind, passage: Passage) -> Change:
    if kind == "removed":
        return Change(kind, (passage,), (), False, False, (Piece("removed", passage.text),), "")
    return Change(kind, (), (passage,), False, False, (Piece("added", passage.text),), "")


def _in_order(links: Sequence[Link]) -> set[Link]:
    """The most links that keep their order (the longest rising run of old places); all others moved."""
    ends: list[int] = []  # the last old place of the best run of each length
    best: list[int] = []  # the link that ends it
    before: list[int] = []
    for number, link in enumerate(links):
        place = link.old[0]
        length = bisect_left(ends, place)
        before.append(best[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        best[length : length + 1] = [number]
    kept: set[Link] = set()
    number = best[-1] if best else -1
    while number >= 0:
        kept.add(links[number])
        number = before[number]
    return kept


def _reading_order(kept: set[Link]) -> Callable[[Change], tuple[int, int, int]]:
    """Where a change is shown: at its new place; a removed one after what stood before it and is still in order."""
    anchors = sorted((link.old[-1], link.new[-1]) for link in kept)

    def order(change: Change) -> tuple[int, int, int]:
        if change.new:
            return change.new[0].position, 0, 0
        place = change.old[0].position
        at = bisect_left(anchors, (place, 0))
        return (anchors[at - 1][1] if at else -1), 1, place

    return order
