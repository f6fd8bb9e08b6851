#!/usr/bin/env python3
"""How far the program's answers agree with an expert's labels.

usage: run.py [dev|new|test|real|seen|unseen ...] [--by question|theme|document|language] [--wrong [ID]] [--check FLOORS.json]

`dev/` holds the drafts that rules were written on, `new/` later ones that were measured before rules were changed
for them, `test/` drafts that nobody who wrote rules has read, `real/`
agreements in force or once in force. Labels lie in `labels/`, one file a text, written before the program's answers
were seen. `passages/seen` and `passages/unseen` hold single provisions, each worded for one question by drafters who
had not read the rules; the second half was kept from those who wrote rules. Figures are those of score.py. `--wrong` lists the answers that differ. `--check` fails when a figure is
below its floor.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import score

from blma_review.documents.read import read_document
from blma_review.glossary.model import Glossary
from blma_review.review.examples import answer_example
from blma_review.review.review import review_document
from blma_review.rules.load import load_rules
from blma_review.rules.model import Example

Items = list[tuple[dict[str, str], str]]


def answers(part: str) -> tuple[Items, dict[tuple[str, str], str]]:
    """The labels of a part with the answer given to each, and the words first quoted for each answer."""
    rules = load_rules()
    items: Items = []
    words: dict[tuple[str, str], str] = {}
    if part in ("seen", "unseen"):
        alone = {rule.id: rules.only(rule) for rule in rules.rules}
        for path in sorted((HERE / "passages" / part).glob("*.tsv")):
            for line in path.read_text("utf-8").splitlines():
                document, rule, language, label, text = line.split("\t")
                found = answer_example(alone[rule], Example(language, text, label))
                row = {"document": document, "id": rule, "language": language, "theme": path.stem, "answer": label}
                items.append((row | {"words": text}, found.answer))
                words[document, rule] = found.quotes[0].words if found.quotes else ""
        return items, words
    for path in sorted((HERE / part).glob("*.md")):
        labels = HERE / "labels" / f"{path.stem}.tsv"
        if not labels.exists():
            continue
        review = review_document(read_document(path), rules, Glossary((), ""))
        given = {answer.rule: answer for answer in review.answers}
        for (document, rule), row in score.read(str(labels)).items():
            answer = given.get(rule)
            items.append((row, answer.answer if answer else "none"))
            words[document, rule] = answer.quotes[0].words if answer and answer.quotes else ""
    return items, words


def kappa(items: Items) -> float:
    return score.weighted_kappa([(score.RANK[row["answer"]], score.RANK[said]) for row, said in items])


def contrary(items: Items) -> tuple[float, float]:
    precision, recall, _, _ = score.detection(
        [(row["answer"] == "contrary", said == "contrary") for row, said in items]
    )
    return precision, recall


def grouped(items: Items, axis: str) -> dict[str, Items]:
    column = {"question": "id", "theme": "theme", "document": "document", "language": "language"}[axis]
    groups: dict[str, Items] = defaultdict(list)
    for row, said in items:
        groups[row.get(column) or "?"].append((row, said))
    return dict(sorted(groups.items()))


def overlap(items: Items, words: dict[tuple[str, str], str]) -> float:
    """The mean share of the labeller's words found in the sentence that the program quotes, where both give some."""
    shares = []
    for row, said in items:
        theirs = set((row.get("words") or "").lower().split())
        ours = set(words[row["document"], row["id"]].lower().split())
        if theirs and ours and said == row["answer"]:
            shares.append(len(theirs & ours) / len(theirs))
    return sum(shares) / len(shares) if shares else float("nan")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=["dev", "test"])
    parser.add_argument("--by", choices=["question", "theme", "document", "language"], action="append", default=[])
    parser.add_argument("--wrong", nargs="?", const="")
    parser.add_argument("--check", type=Path)
    parser.add_argument(
        "--table", type=Path, help="a page to write the figures into, between its <!-- figures --> marks"
    )
    options = parser.parse_args()
    measured: dict[str, dict[str, float]] = {}
    rows = ["| part | answers | exact | defensible | kappa | contrary P | contrary R |", "| --- " * 7 + "|"]
    for part in options.parts:
        items, words = answers(part)
        if not items:
            continue
        print(f"{part + '/all':32s} {score.figures(items)}  words {overlap(items, words):.2f}")
        rows.append(row_of(part, items))
        rows += [row_of(f"{part}, {name}", group) for name, group in grouped(items, "language").items()]
        for axis in options.by:
            for name, group in grouped(items, axis).items():
                print(f"{part + '/' + name:32s} {score.figures(group)}")
        precision, recall = contrary(items)
        measured[part] = {"kappa": kappa(items), "contrary_precision": precision, "contrary_recall": recall}
        if options.wrong is not None:
            for row, said in items:
                if said not in (row["answer"], row.get("also") or "") and options.wrong in (
                    "",
                    row["id"],
                    row["document"],
                ):
                    print(
                        f"  {row['document']} {row['id']}: label {row['answer']}, said {said}; {row.get('place', '')}: {row.get('words', '')}"
                    )
                    print(f"      quoted: {words[row['document'], row['id']][:200]}")
    if options.table:
        write_table(options.table, rows)
    return check(measured, json.loads(options.check.read_text())) if options.check else 0


def row_of(name: str, items: Items) -> str:
    """A line of the table of figures."""
    right = sum(row["answer"] == said for row, said in items) / len(items)
    defended = sum(said in (row["answer"], row.get("also") or row["answer"]) for row, said in items) / len(items)
    figures = (right, defended, kappa(items), *contrary(items))
    return (
        f"| {name} | {len(items)} | "
        + " | ".join("–" if math.isnan(figure) else f"{figure:.2f}" for figure in figures)
        + " |"
    )


def write_table(page: Path, rows: list[str]) -> None:
    """Put the table between the page's marks."""
    before, rest = page.read_text("utf-8").split("<!-- figures -->", 1)
    after = rest.split("<!-- /figures -->", 1)[1]
    table = "\n".join(rows)
    page.write_text(f"{before}<!-- figures -->\n{table}\n<!-- /figures -->{after}", "utf-8")


def check(measured: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> int:
    """0 if every measured figure is at least its floor, else 1."""
    failed = 0
    for part, figures in floors.items():
        for name, floor in figures.items():
            got = measured.get(part, {}).get(name, float("nan"))
            if not got >= floor:
                print(f"{part} {name}: {got:.3f} is below its floor of {floor:.3f}")
                failed = 1
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
