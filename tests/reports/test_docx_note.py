"""The briefing note."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def note(run: Run, draft: Path, *options: str) -> Path:
    result = run(draft, "--format", "docx", "--output", draft.parent / "out", "--quiet", *options)
    assert result.returncode == 0, result.stderr
    return draft.parent / "out" / "briefing-note.docx"


def test_the_summary_comes_first_and_every_question_is_there_once(run: Run, example: Path) -> None:
    document = docx.Document(str(note(run, example)))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[:3] == ["Contrary provisions", "Answers by phase", "Contents"]
    assert headings[3:] == [
        "1. Initiation",
        "2. Drafting",
        "3. Negotiation",
        "4. Adoption",
        "5. Implementation",
        "6. Monitoring and evaluation",
    ]
    questions = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 3"]
    present = sum(
        len(table.rows) - 1
        for table in document.tables
        if table.cell(0, 0).text == "Question" and len(table.columns) == 3
    )
    assert len(set(questions)) == len(questions)
    assert len(questions) + present == 79


def test_quoted_words_are_the_drafts_own(run: Run, example: Path) -> None:
    document = docx.Document(str(note(run, example)))
    quotes = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Quote"]
    assert any("passports shall be deposited with the Employer for the duration" in quote for quote in quotes)
    assert all(" — " in quote for quote in quotes)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_paper_the_summary_is_one_page(run: Run, example: Path, language: str) -> None:
    path = note(run, example, "--language", language)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{example.parent}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(path.parent),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    pdf = pypdfium2.PdfDocument(path.with_suffix(".pdf"))
    pages = [pdf[number].get_textpage().get_text_range() for number in range(3)]
    contents = {"en": "Contents", "fr": "Table des matières"}[language]
    assert contents in pages[1]
    assert contents not in pages[0]
