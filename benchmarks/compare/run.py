#!/usr/bin/env python3
"""How well clauses are found again in another round, and how long a comparison takes beside one review.

usage: run.py [--seeds N] [--runs N] [--check]

Alignment: F1 over the links between clauses, on rounds generated from every development draft (renumbered, moved,
split, merged, reworded, added, removed; see tests/compare/generated.py) and on two pairs of real treaties aligned by
hand (tests/compare/treaties.py). Time: the command on two drafts of some 32 pages against one review of the second,
each the best of N in this one run. `--check` ends with 1 when a figure misses its bar.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ACCURACY = ROOT / "benchmarks" / "accuracy"
sys.path.insert(0, str(ROOT / "tests" / "compare"))
sys.path.insert(0, str(ROOT / "benchmarks" / "speed"))

from generated import make_round
from measure import f1, links_found
from run import repeat_pages  # the one in benchmarks/speed, put before this directory
from treaties import PAIRS, links_of

from blma_review.clauses.model import Agreement
from blma_review.clauses.segment import segment
from blma_review.compare.changes import changes_between
from blma_review.compare.model import Change
from blma_review.compare.passages import passages_of
from blma_review.documents.read import read_document
from blma_review.documents.text import read_markdown

F1_BAR, TREATY_BAR, TIME_BAR = 0.97, 0.93, 3.0


def _between(old: Agreement, new: Agreement) -> tuple[Change, ...]:
    return changes_between(passages_of(old), passages_of(new), new.language)


def _parsed(markdown: str) -> Agreement:
    return segment(read_markdown("round.md", markdown))


def generated(drafts: list[Agreement], seeds: int) -> float:
    """F1 over all rounds; prints how it is for each kind of change."""
    found, right, kinds = set(), set(), Counter[str]()
    for number, draft in enumerate(drafts):
        other = next(each for each in [*drafts[number + 1 :], *drafts] if each.language == draft.language)
        for seed in range(seeds):
            made = make_round(draft, other, seed)
            for change in _between(_parsed(made.old), _parsed(made.new)):
                kinds[change.kind] += 1
                found |= {
                    (number, seed, " ".join(ours.text.split()), " ".join(theirs.text.split()))
                    for ours in change.old
                    for theirs in change.new
                    if ours.kind == "text" and ours.ref != "Title"
                }
            right |= {(number, seed, *link) for link in made.right}
    print(f"{len(drafts) * seeds} rounds, {len(right)} links; changes seen: {dict(kinds)}")
    return f1(found, right)


def treaties() -> float:
    """F1 over the links of all pairs read by hand."""
    found, right = set(), set()
    for number, (names, lines) in enumerate(PAIRS.items()):
        old, new = (segment(read_document(ACCURACY / "real" / name)) for name in names)
        links = links_found(_between(old, new))
        found |= {(number, *link) for link in links if all(ref.startswith("Article") for ref in link)}
        right |= {(number, *link) for link in links_of(lines)}
    print(f"{len(right)} links of real treaties")
    return f1(found, right)


def _seconds(*arguments: str | Path) -> float:
    start = time.perf_counter()
    command = [sys.executable, "-m", "blma_review", *map(str, arguments), "--quiet", "--force"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def ratio(old: Path, new: Path, runs: int, folder: Path) -> float:
    """The time of a comparison over that of one review of the newer text, the best of each, run in turn."""
    both, one = [], []
    for _ in range(runs):
        both.append(_seconds("compare", old, new, "--output", folder / "compared"))
        one.append(_seconds("review", new, "--output", folder / "reviewed"))
    print(f"  compare {min(both):.3f} s / review {min(one):.3f} s")
    return min(both) / min(one)


def _joined(drafts: list[Agreement]) -> Agreement:
    """One long agreement of several, about 32 pages."""
    clauses = tuple(
        replace(clause, ref=f"Article {number}{clause.ref}")
        for number, draft in enumerate(drafts)
        for clause in draft.clauses
    )
    return replace(drafts[0], clauses=clauses)


def main() -> int:
    """Measure, print, and compare with the bars."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    drafts = [segment(read_document(path)) for path in sorted((ACCURACY / "dev").glob("*.md"))]
    results = [("alignment F1, generated rounds", generated(drafts, options.seeds), F1_BAR, True)]
    results.append(("alignment F1, real treaties", treaties(), TREATY_BAR, True))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        old, new = folder / "old.pdf", folder / "new.pdf"
        for path, pages in ((old, 33), (new, 32)):
            repeat_pages(ROOT / "examples" / "tamaria-norvale-mou.pdf", pages, path)
        results.append(("time, 32-page PDFs / one review", ratio(old, new, options.runs, folder), TIME_BAR, False))
        english = [draft for draft in drafts if draft.language == "en"]
        made = make_round(_joined(english), english[0], 1)
        old, new = folder / "old.md", folder / "new.md"
        for path, text in ((old, made.old), (new, made.new)):
            path.write_text(text, "utf-8")
        title = f"time, {len(made.new.split())} words / one review"
        results.append((title, ratio(old, new, options.runs, folder), TIME_BAR, False))
    failed = False
    for title, value, bar, more in results:
        failed |= value < bar if more else value > bar
        print(f"{title:34} {value:6.3f}  (bar {'at least' if more else 'at most'} {bar})")
    return 1 if options.check and failed else 0


if __name__ == "__main__":
    sys.exit(main())
