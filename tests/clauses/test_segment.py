"""Clause trees as a lawyer would number them."""

from __future__ import annotations

from blma_review.clauses.segment import segment
from blma_review.documents.text import read_markdown

AGREEMENT = """# Accord entre le Royaume d'Avelines et la République de Brémoise

Le Gouvernement d'Avelines et le Gouvernement de Brémoise sont convenus de ce qui suit :

# Dispositions générales

# Article 1

Le présent Accord s'applique aux travailleurs.

# Conditions de travail

# Article 2

1. Les travailleurs jouissent des mêmes droits.

2. Ils bénéficient de la sécurité sociale.

# Article 3

Le présent Accord entrera en vigueur le jour de sa signature.

FAIT à Avelines, le 3 mai 1971, en deux exemplaires.
"""

LETTERS = """
# Nr. I

# MINISTÈRE

# DES AFFAIRES ÉTRANGÈRES

Avelines, le 3 mai 1971. Monsieur l'Ambassadeur, Me référant à l'Accord signé ce jour, j'ai l'honneur de préciser :

A. Les employeurs paient le voyage.

# Nr. II

Avelines, le 3 mai 1971. Monsieur le Ministre, J'ai l'honneur d'accuser réception de votre lettre.
"""


def refs(text: str) -> dict[str, str]:
    return {clause.ref: clause.heading or clause.text for clause in segment(read_markdown("a.md", text)).walk()}


def test_a_heading_above_articles_is_their_chapter_and_not_a_paragraph_of_the_preamble() -> None:
    found = refs(AGREEMENT)
    assert found["Section “Dispositions générales”"] == "Dispositions générales"
    assert found["Article 2(2)"] == "Ils bénéficient de la sécurité sociale."
    assert not any("Dispositions" in text for ref, text in found.items() if ref.startswith("Preamble"))


def test_letters_after_the_signatures_are_parts_of_their_own() -> None:
    found = refs(AGREEMENT + LETTERS)
    assert found["Letter I"] == "MINISTÈRE DES AFFAIRES ÉTRANGÈRES"
    assert found["Letter I, item A"] == "Les employeurs paient le voyage."
    assert "accuser réception" in found["Letter II"]
    assert found["Signature block"].startswith("FAIT")


def test_an_exchange_of_letters_without_numbers_gives_a_letter_for_each_salutation() -> None:
    found = refs(
        "# Exchange of letters between the Government of Kalundi and the Government of Varesh\n\n"
        "Kalundi City, 4 March 2025\n\nExcellency,\n\nI have the honour to propose the following.\n\n"
        "1. Workers shall keep their passports.\n\n"
        "Accept, Excellency, the assurances of my highest consideration.\n\nDone at Kalundi City on 4 March 2025\n\n"
        "Your Excellency,\n\nI have the honour to confirm that this is acceptable.\n"
    )
    assert found["Letter 1, paragraph 1"] == "Workers shall keep their passports."
    assert any(ref.startswith("Letter 2") and "acceptable" in text for ref, text in found.items())


def test_the_salutation_inside_a_text_opens_no_letter() -> None:
    found = refs(AGREEMENT.replace("Ils bénéficient", "Monsieur l'Ambassadeur, ils bénéficient"))
    assert not any(ref.startswith("Letter") for ref in found)


def test_a_row_of_a_table_is_one_clause_and_one_sentence() -> None:
    from blma_review.clauses.units import units_of

    table = "| Cost | Paid by |\n| --- | --- |\n| Air ticket | Employer |\n| Medical examination | Worker |\n"
    agreement = segment(read_markdown("a.md", f"{AGREEMENT}\n\n# Annexe I\n\n# Frais\n\n{table}\n\nNote au tableau.\n"))
    found = {clause.ref: clause.text for clause in agreement.walk()}
    assert found["Annex I, table row 2"] == "Air ticket | Employer"
    assert found["Annex I, paragraph 1"] == "Note au tableau."
    assert "Medical examination | Worker" in {unit.text for unit in units_of(agreement)}


def test_a_contract_laid_out_as_a_table_keeps_its_numbered_clauses() -> None:
    table = "| 1. Duration | The contract runs for two years. |\n| 2. Wages | Wages are paid monthly. |\n"
    agreement = segment(read_markdown("a.md", f"{AGREEMENT}\n\n# Annexe I\n\n# Contrat\n\n{table}"))
    refs_found = [clause.ref for clause in agreement.walk() if clause.ref.startswith("Annex I,")]
    assert any("1" in ref for ref in refs_found)
    assert not any("table row" in ref for ref in refs_found)
