"""Clauses found again in another version: on real treaties, on generated rounds, and case by case."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from generated import make_round
from measure import f1, links_found
from treaties import PAIRS, links_of

from blma_review.clauses.model import Agreement
from blma_review.clauses.segment import segment
from blma_review.compare.changes import changes_between
from blma_review.compare.model import Change
from blma_review.compare.passages import passages_of
from blma_review.documents.read import read_document
from blma_review.documents.text import read_markdown

ACCURACY = Path(__file__).resolve().parents[2] / "benchmarks" / "accuracy"


def parsed(markdown: str) -> Agreement:
    return segment(read_markdown("text.md", markdown))


def between(old: Agreement, new: Agreement) -> tuple[Change, ...]:
    return changes_between(passages_of(old), passages_of(new), new.language)


def agreement(*articles: tuple[str, str]) -> Agreement:
    body = "\n\n".join(f"## Article {n} – {head}\n\n{text}" for n, (head, text) in enumerate(articles, start=1))
    return parsed(f"# AGREEMENT BETWEEN A AND B\n\n{body}\n")


def kinds(changes: tuple[Change, ...]) -> dict[str, list[tuple[list[str], list[str]]]]:
    """The text changes by kind, as references."""
    found: dict[str, list[tuple[list[str], list[str]]]] = {}
    for change in changes:
        if (change.old or change.new)[0].kind == "text":
            refs = ([passage.ref for passage in change.old], [passage.ref for passage in change.new])
            found.setdefault(change.kind, []).append(refs)
    return found


@pytest.mark.parametrize("names", list(PAIRS), ids=lambda names: f"{names[0]}-{names[1]}")
def test_clauses_of_real_treaties_are_matched_as_a_reader_matches_them(names: tuple[str, str]) -> None:
    old, new = (segment(read_document(ACCURACY / "real" / name)) for name in names)
    right = links_of(PAIRS[names])
    assert len(right) > 40
    found = {link for link in links_found(between(old, new)) if all(ref.startswith("Article") for ref in link)}
    assert f1(found, right) >= 0.93, (sorted(found - right), sorted(right - found))


@pytest.mark.parametrize("seed", [1, 2])
def test_clauses_are_found_again_in_generated_rounds(seed: int) -> None:
    drafts = [segment(read_document(path)) for path in sorted((ACCURACY / "dev").glob("*.md"))]
    found, right = set(), set()
    for number, draft in enumerate(drafts):
        other = next(each for each in [*drafts[number + 1 :], *drafts] if each.language == draft.language)
        made = make_round(draft, other, seed)
        changes = between(parsed(made.old), parsed(made.new))
        found |= {
            (str(number), " ".join(ours.text.split()), " ".join(theirs.text.split()))
            for change in changes
            for ours in change.old
            for theirs in change.new
            if ours.kind == "text" and ours.ref != "Title"
        }
        right |= {(str(number), *link) for link in made.right}
    assert len(right) > 400
    assert f1(found, right) >= 0.97  # type: ignore[arg-type]


FEES = "No worker shall be charged any recruitment fee or related cost, directly or indirectly."
COSTS = "The employer shall bear the costs of visas, medical examinations and travel to the place of work."
WAGES = "Wages shall be paid every month into a bank account in the worker's own name."
DOCUMENTS = "Workers shall keep their passports and identity documents in their own possession."
FORCE = "This Agreement shall enter into force thirty days after the last notification."


def test_the_same_text_has_no_changes() -> None:
    text = agreement(("Fees", FEES), ("Wages", WAGES))
    assert {change.kind for change in between(text, text)} == {"unchanged"}


def test_an_article_put_in_between_renumbers_those_after_it_and_moves_none() -> None:
    old = agreement(("Fees", FEES), ("Wages", WAGES), ("Force", FORCE))
    new = agreement(("Fees", FEES), ("Documents", DOCUMENTS), ("Wages", WAGES), ("Force", FORCE))
    found = kinds(between(old, new))
    assert found["added"] == [([], ["Article 2"])]
    assert found["renumbered"] == [(["Article 2"], ["Article 3"]), (["Article 3"], ["Article 4"])]
    assert "moved" not in found


def test_an_article_put_elsewhere_moved_and_the_others_were_renumbered() -> None:
    old = agreement(("Force", FORCE), ("Fees", FEES), ("Wages", WAGES), ("Documents", DOCUMENTS))
    new = agreement(("Fees", FEES), ("Wages", WAGES), ("Documents", DOCUMENTS), ("Force", FORCE))
    found = kinds(between(old, new))
    assert found["moved"] == [(["Article 1"], ["Article 4"])]
    assert len(found["renumbered"]) == 3


def test_a_clause_in_two_is_split_and_two_in_one_are_merged() -> None:
    whole = agreement(("Fees", f"{FEES} {COSTS}"), ("Wages", WAGES))
    parts = agreement(("Fees", f"1. {FEES}\n\n2. {COSTS}"), ("Wages", WAGES))
    assert kinds(between(whole, parts))["split"] == [(["Article 1"], ["Article 1(1)", "Article 1(2)"])]
    assert kinds(between(parts, whole))["merged"] == [(["Article 1(1)", "Article 1(2)"], ["Article 1"])]


def test_a_sentence_put_into_another_article_is_known_again() -> None:
    old = agreement(("Fees", f"{FEES} {COSTS}"), ("Wages", WAGES), ("Force", FORCE))
    new = agreement(("Fees", FEES), ("Wages", WAGES), ("Force", FORCE), ("Travel", COSTS))
    assert kinds(between(old, new))["split"] == [(["Article 1"], ["Article 1", "Article 4"])]


def test_a_clause_rewritten_where_it_stood_is_reworded_not_removed() -> None:
    old = agreement(("Fees", FEES), ("Documents", DOCUMENTS), ("Wages", WAGES))
    new = agreement(
        ("Fees", FEES), ("Documents", "Passports of workers may be kept by the employer."), ("Wages", WAGES)
    )
    assert kinds(between(old, new))["reworded"] == [(["Article 2"], ["Article 2"])]


def test_clauses_on_different_matters_are_not_matched() -> None:
    found = kinds(between(agreement(("Fees", FEES)), agreement(("Force", FORCE))))
    assert found["removed"] == [(["Article 1"], [])]
    assert found["added"] == [([], ["Article 1"])]


def test_equal_clauses_are_told_apart_by_the_headings_above_them() -> None:
    same = "The provisions of the preceding Article apply here too."
    old = agreement(("Seamen", same), ("Nurses", same), ("Fees", FEES))
    new = agreement(("Nurses", same), ("Fees", FEES), ("Seamen", same))
    moved = kinds(between(old, new))
    links = [link for kind in ("moved", "renumbered") for link in moved.get(kind, [])]
    assert (["Article 1"], ["Article 3"]) in links
    assert (["Article 2"], ["Article 1"]) in links


def test_every_clause_of_both_texts_is_accounted_for_once() -> None:
    old, new = (segment(read_document(ACCURACY / "real" / name)) for name in next(iter(PAIRS)))
    changes = between(old, new)
    ours = sorted(passage.position for change in changes for passage in change.old)
    theirs = sorted(passage.position for change in changes for passage in change.new)
    assert ours == [passage.position for passage in passages_of(old)]
    assert theirs == [passage.position for passage in passages_of(new)]


def test_a_text_without_clauses_in_common_with_an_empty_one_is_all_added() -> None:
    new = passages_of(agreement(("Fees", FEES)))
    assert {change.kind for change in changes_between((), new, "en")} == {"added"}
