#!/usr/bin/env python3
"""How well drafts are split into clauses, against trees made by a reader who had not seen the program's.

usage: run.py [--wrong] [--check]

`expected/NAME.tsv` holds a row a clause: its reference, and the first and last words of its own text. A clause is found
when the program gives the same reference to a clause with the same first and last words. Figures are precision, recall
and F1 over all clauses of a format; "references" counts the reference alone, "boundaries" the words alone. The nine
agreements come from the Netherlands' treaty series (see accuracy/real); their Word files were made by pandoc, their
PDFs by LibreOffice.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from blma_review.clauses.model import Clause
from blma_review.clauses.segment import segment
from blma_review.documents.read import read_document

HERE = Path(__file__).resolve().parent
PLACES = (
    HERE / "documents",
    HERE.parent / "accuracy" / "real",
    HERE.parent / "accuracy" / "dev",
    HERE.parents[1] / "examples",
)
BARS = {"docx": 0.99, "pdf": 0.97, "md": 0.98}
_WORD = re.compile(r"\w+")

Row = tuple[str, str, str]  # reference, first words, last words


def expected_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (row["ref"].lower(), ends(f"{row['heading']} {row['first']}")[0], ends(row["last"] or row["heading"])[1])
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def found_rows(path: Path) -> list[Row]:
    return [row_of(clause) for clause in segment(read_document(path)).walk()]


def row_of(clause: Clause) -> Row:
    return clause.ref.lower(), ends(f"{clause.heading} {clause.text}")[0], ends(clause.text or clause.heading)[1]


def ends(text: str | None) -> tuple[str, str]:
    """The first and the last three words of a text, without marks and capitals."""
    words = _WORD.findall((text or "").lower())
    return " ".join(words[:3]), " ".join(words[-3:])


def matched(expected: list[Row], found: list[Row], part: slice) -> int:
    left, right = (Counter(row[part] for row in rows) for rows in (expected, found))
    return (left & right).total()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list the clauses that differ")
    parser.add_argument("--check", action="store_true", help="end with 1 when F1 is below its bar")
    options = parser.parse_args()
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted((HERE / "expected").glob("*.tsv")):
        expected = expected_rows(path)
        for document in (place / f"{path.stem}.{ending}" for ending in BARS for place in PLACES):
            if not document.exists():
                continue
            found = found_rows(document)
            counts = totals[document.suffix[1:]]
            counts["documents"] += 1
            counts["expected"] += len(expected)
            counts["found"] += len(found)
            for name, part in (("clauses", slice(0, 3)), ("references", slice(0, 1)), ("boundaries", slice(1, 3))):
                counts[name] += matched(expected, found, part)
            if options.wrong:
                print(f"{document.name}: {matched(expected, found, slice(0, 3))} of {len(expected)}")
                for mark, rows, others in (("-", expected, found), ("+", found, expected)):
                    for row in (Counter(rows) - Counter(others)).elements():
                        print(f"  {mark} {row[0]} | {row[1]} … {row[2]}")
    low = False
    for ending, counts in totals.items():
        for name in ("clauses", "references", "boundaries"):
            precision, recall = counts[name] / counts["found"], counts[name] / counts["expected"]
            f1 = 2 * counts[name] / (counts["found"] + counts["expected"])
            low |= name == "clauses" and f1 < BARS[ending]
            print(
                f"{ending:5} {counts['documents']:3} documents  {name:11} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
            )
    return 1 if options.check and low else 0


if __name__ == "__main__":
    sys.exit(main())
