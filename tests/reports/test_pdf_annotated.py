"""The annotated copy of a PDF draft."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
EXAMPLE = Path(__file__).resolve().parent.parent.parent / "examples" / "tamaria-norvale-mou.pdf"


@pytest.fixture
def annotated(run: Run, tmp_path: Path) -> Path:
    draft = Path(shutil.copy(EXAMPLE, tmp_path / "draft.pdf"))
    result = run(draft, "--format", "pdf", "--output", tmp_path / "out", "--quiet")
    assert result.returncode == 0, result.stderr
    return tmp_path / "out" / "draft-annotated.pdf"


def highlights(path: Path) -> Iterator[tuple[int, str, str]]:
    """The page of every highlight, its note, and the text beneath it."""
    pdf = pypdfium2.PdfDocument(path)
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage()
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
            buffer = (raw.FPDF_WCHAR * (length // 2))()
            raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, length)
            note = bytes(buffer).decode("utf-16-le").rstrip("\0")
            quad = raw.FS_QUADPOINTSF()
            raw.FPDFAnnot_GetAttachmentPoints(annotation, 0, quad)
            yield number, note, text.get_text_bounded(quad.x3, quad.y3, quad.x2, quad.y2)
            raw.FPDFPage_CloseAnnot(annotation)


def test_the_words_beneath_a_highlight_are_those_the_note_is_about(annotated: Path) -> None:
    found = list(highlights(annotated))
    notes = {note.splitlines()[0]: words for _, note, words in found}
    assert "passports shall be deposited" in notes["CONTRARY: Do workers keep their passports and documents?"]
    assert all(words.strip() for _, _, words in found)
    assert len(found) > 40


def test_the_pages_of_the_draft_stay_and_a_summary_follows(annotated: Path) -> None:
    before, after = pypdfium2.PdfDocument(EXAMPLE), pypdfium2.PdfDocument(annotated)
    assert len(after) > len(before)
    for number in range(len(before)):
        assert after[number].get_textpage().get_text_range() == before[number].get_textpage().get_text_range()
    summary = after[len(before)].get_textpage().get_text_range()
    assert "Contrary provisions" in summary
    assert "Article 9(2)" in summary


def test_a_summary_in_french_keeps_its_accents(run: Run, tmp_path: Path) -> None:
    draft = Path(shutil.copy(EXAMPLE, tmp_path / "draft.pdf"))
    run(draft, "--format", "pdf", "--language", "fr", "--output", tmp_path / "out", "--quiet")
    pdf = pypdfium2.PdfDocument(tmp_path / "out" / "draft-annotated.pdf")
    pages = [pdf[number].get_textpage().get_text_range() for number in range(6, len(pdf))]
    assert "Dispositions contraires" in pages[0]
    assert any("protégé" in page or "prévu" in page for page in pages)


def test_pdfs_tools_read_the_copy(annotated: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    check = subprocess.run(["qpdf", "--check", str(annotated)], capture_output=True, text=True, timeout=60)
    assert check.returncode == 0, check.stdout + check.stderr
