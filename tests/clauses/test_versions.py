"""Documents that hold the agreement in several languages."""

from __future__ import annotations

from pathlib import Path

import docx

from blma_review.clauses.segment import segment
from blma_review.clauses.versions import versions_of
from blma_review.documents.read import read_document
from blma_review.documents.text import read_markdown

DRAFTS = Path(__file__).resolve().parent.parent.parent / "benchmarks" / "accuracy" / "dev"
ENGLISH = (DRAFTS / "en-kalundi-varesh-construction.md").read_text("utf-8")
FRENCH = (DRAFTS / "fr-keradja-ostravel-batiment.md").read_text("utf-8")
SPANISH = (DRAFTS / "es-iberanda-montecaribe-flujos.md").read_text("utf-8")


def refs(text: str) -> list[str]:
    return [clause.ref for clause in segment(read_markdown("a.md", text)).walk()]


def test_versions_one_after_the_other_are_parted_and_the_first_is_reviewed() -> None:
    agreement = segment(read_markdown("a.md", f"{FRENCH}\n\n{SPANISH}\n\n{ENGLISH}"))
    assert agreement.language == "fr"
    assert [version.language for version in agreement.others] == ["es", "en"]
    assert [clause.ref for clause in agreement.walk()] == refs(FRENCH)
    assert agreement.others[1].title.startswith("AGREEMENT BETWEEN")


def test_no_block_is_lost_or_doubled() -> None:
    document = read_markdown("a.md", f"{ENGLISH}\n\n{SPANISH}")
    kept = [block for version in versions_of(document.blocks) for block in version.blocks]
    assert kept == list(document.blocks)


def test_a_table_with_a_language_a_column_gives_two_versions(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=0, cols=2)
    pieces = [[line.strip("#* ") for line in text.splitlines() if line.strip("#* ")] for text in (ENGLISH, FRENCH)]
    for left, right in zip(*pieces, strict=False):
        row = table.add_row().cells
        row[0].text, row[1].text = left, right
    word.save(str(tmp_path / "two.docx"))
    agreement = segment(read_document(tmp_path / "two.docx"))
    assert agreement.language == "en"
    assert [version.language for version in agreement.others] == ["fr"]
    assert "Désireux" not in " ".join(clause.text for clause in agreement.walk())
    assert any(clause.kind == "article" for clause in agreement.walk())


def test_a_text_in_one_language_is_one_version() -> None:
    for text in (ENGLISH, FRENCH, SPANISH):
        assert len(versions_of(read_markdown("a.md", text).blocks)) == 1


def test_a_short_annex_in_another_language_is_no_version() -> None:
    annex = "# CONTRAT DE TRAVAIL\n\nLe travailleur est employé par la société pour une durée de deux ans."
    agreement = segment(read_markdown("a.md", f"{ENGLISH}\n\n{annex}"))
    assert agreement.others == ()
    assert "pour une durée de deux ans" in " ".join(clause.text for clause in agreement.walk())
