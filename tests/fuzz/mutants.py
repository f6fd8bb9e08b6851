#!/usr/bin/env python3
"""Damage real drafts in thousands of ways and see that each is read or refused in one clear sentence.

usage: mutants.py [COUNT] [SEED]

Bits are flipped, bytes cut out or put in, files cut short; of Word files also members shuffled, dropped or damaged
inside. A mutant that raises anything but our own error is kept in `crashes/`.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from blma_review.clauses.segment import segment
from blma_review.clauses.units import units_of
from blma_review.documents.read import read_document
from blma_review.errors import BlmaReviewError

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"
SOURCES = (EXAMPLES / "tamaria-norvale-mou.docx", EXAMPLES / "tamaria-norvale-mou.pdf")


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged files, as (ending, bytes); the same for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        source = SOURCES[number % len(SOURCES)]
        data = source.read_bytes()
        if source.suffix == ".docx" and chance.random() < 0.6:
            yield source.suffix, _damaged_members(data, chance)
        else:
            yield source.suffix, _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    at = chance.randrange(len(data))
    if kind == 0:
        changed = bytearray(data)
        for _ in range(chance.choice((1, 4, 32))):
            changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(changed)
    if kind == 1:
        return data[:at]
    if kind == 2:
        return data[:at] + data[at + chance.randrange(1, 400) :]
    return data[:at] + chance.randbytes(chance.randrange(1, 400)) + data[at:]


def _damaged_members(data: bytes, chance: random.Random) -> bytes:
    """The same parts in another order, one of them dropped, doubled or damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = [(name, package.read(name)) for name in package.namelist()]
    chance.shuffle(members)
    at = chance.randrange(len(members))
    name, content = members[at]
    kind = chance.randrange(3)
    if kind == 0:
        del members[at]
    elif kind == 1:
        members[at] = (name, _damaged(content, chance) if content else b"")
    else:
        members.append((f"word/extra{at}.xml", content))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for member, part in members:
            package.writestr(member, part)
    return out.getvalue()


def outcome(path: Path) -> str:
    """ "read" or "refused"; whatever else happens is an error of ours and is raised."""
    try:
        units_of(segment(read_document(path)))
    except BlmaReviewError as error:
        sentence = str(error)
        if "\n" in sentence or not sentence.startswith(str(path)):
            raise AssertionError(f"not one sentence that names the file: {sentence!r}") from error
        return "refused"
    return "read"


def main() -> int:
    count, seed = (int(word) for word in (*sys.argv[1:3], *("2000", "1")[len(sys.argv) - 1 :]))
    counts = {"read": 0, "refused": 0, "crashed": 0}
    with tempfile.TemporaryDirectory() as name:
        for number, (ending, data) in enumerate(mutants(count, seed)):
            path = Path(name) / f"mutant{ending}"
            path.write_bytes(data)
            try:
                counts[outcome(path)] += 1
            except Exception as error:
                counts["crashed"] += 1
                kept = HERE / "crashes" / f"{seed}-{number}{ending}"
                kept.parent.mkdir(exist_ok=True)
                kept.write_bytes(data)
                print(f"{kept.name}: {type(error).__name__}: {error}")
    print(", ".join(f"{what}: {how_many}" for what, how_many in counts.items()))
    return 1 if counts["crashed"] else 0


if __name__ == "__main__":
    sys.exit(main())
