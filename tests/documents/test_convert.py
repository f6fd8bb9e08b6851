"""Old Word files, RTF and OpenDocument, through LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from blma_review.documents.convert import as_docx
from blma_review.documents.read import read_document
from blma_review.errors import BlmaReviewError

Run = Callable[..., "subprocess.CompletedProcess[str]"]
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def convert(example: Path, ending: str) -> Path:
    profile = f"-env:UserInstallation=file://{example.parent}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(example.parent), str(example)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return example.with_suffix(f".{ending}")


@needs_libreoffice
@pytest.mark.parametrize("ending", ["rtf", "odt"])
def test_the_same_text_and_numbers_as_in_word(example: Path, ending: str) -> None:
    ours = read_document(convert(example, ending))
    assert ours.name == f"draft.{ending}"
    assert [(block.label, block.text) for block in ours.blocks] == [
        (block.label, block.text) for block in read_document(example).blocks
    ]
    assert [notice.kind for notice in ours.notices if notice.kind == "converted"] == ["converted"]


@needs_libreoffice
def test_an_old_word_file_is_reviewed(run: Run, example: Path) -> None:
    result = run(convert(example, "doc"), "--format", "tsv")
    assert result.returncode == 0, result.stderr
    assert "Memorandum of Understanding".upper() in result.stdout


def test_a_word_file_with_an_old_ending_is_read_as_what_it_is(example: Path) -> None:
    renamed = example.rename(example.with_suffix(".doc"))
    assert read_document(renamed).format == "docx"


def test_without_libreoffice_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    draft = tmp_path / "draft.rtf"
    draft.write_text(r"{\rtf1 Article 1}")
    with pytest.raises(
        BlmaReviewError, match=r"draft\.rtf: \.rtf files are read through LibreOffice.*save it as \.docx"
    ):
        read_document(draft)


@needs_libreoffice
def test_nothing_of_the_draft_stays_behind(example: Path) -> None:
    with as_docx(convert(example, "rtf")) as converted:
        assert converted.is_file()
    assert not converted.parent.parent.exists()
