"""The commented copy of a Word draft."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from blma_review.documents.read import read_document

Run = Callable[..., "subprocess.CompletedProcess[str]"]
DATA = Path(__file__).resolve().parent.parent / "data" / "docx"


def commented(run: Run, draft: Path, *options: str) -> Path:
    result = run(draft, "--format", "comments", "--output", draft.parent / "out", "--quiet", *options)
    assert result.returncode == 0, result.stderr
    return draft.parent / "out" / f"{draft.stem}-commented.docx"


def marked_words(path: Path) -> dict[str, str]:
    """For each comment its first line, and the words between its marks."""
    document = docx.Document(str(path))
    found = {}
    for comment in document.comments:
        open_, words = False, ""
        for element in document.element.body.iter():
            if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == str(comment.comment_id):
                open_ = True
            elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == str(comment.comment_id):
                break
            elif open_ and element.tag == qn("w:t"):
                words += element.text or ""
        found[comment.paragraphs[0].text] = words
    return found


def test_a_contrary_provision_is_marked_at_the_very_words(run: Run, example: Path) -> None:
    found = marked_words(commented(run, example))
    words = next(words for first, words in found.items() if "keep their passports" in first)
    assert "passports shall be deposited" in words
    assert len(words) < 90


def test_every_finding_has_its_comment(run: Run, example: Path) -> None:
    found = marked_words(commented(run, example))
    for start in ("CONTRARY — ", "PARTIAL — ", "MISSING — "):
        assert any(first.startswith(start) for first in found)
    assert all(found.values())


@pytest.mark.parametrize("name", ["libreoffice", "pandoc", "python_docx"])
def test_nothing_of_the_draft_is_changed(run: Run, tmp_path: Path, name: str) -> None:
    draft = Path(shutil.copy(DATA / f"{name}.docx", tmp_path))
    copy = commented(run, draft, "--suggest")
    before, after = (read_document(path, tracked="original") for path in (draft, copy))
    assert [(block.label, block.text) for block in before.blocks] == [
        (block.label, block.text) for block in after.blocks
    ]
    theirs = list(docx.Document(str(draft)).comments)
    kept = [comment for comment in docx.Document(str(copy)).comments if comment.author != "blma-review"]
    assert [comment.text for comment in kept] == [comment.text for comment in theirs]


def test_suggestions_are_tracked_insertions_by_the_program(run: Run, example: Path) -> None:
    plain, suggested = commented(run, example), commented(run, example, "--suggest", "--force")
    assert plain == suggested
    insertions = docx.Document(str(suggested)).element.body.findall(f".//{qn('w:p')}/{qn('w:ins')}")
    assert insertions
    assert {insertion.get(qn("w:author")) for insertion in insertions} == {"blma-review"}
    ids = [insertion.get(qn("w:id")) for insertion in insertions]
    assert len(set(ids)) == len(ids)
    accepted = " ".join(block.text for block in read_document(suggested).blocks)
    assert "retention shall be punished by law" in accepted


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy(run: Run, example: Path) -> None:
    copy = commented(run, example, "--suggest")
    profile = f"-env:UserInstallation=file://{example.parent}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(example.parent), str(copy)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert (example.parent / f"{copy.stem}.pdf").stat().st_size > 10_000


def test_a_draft_that_is_no_word_file_gets_no_copy(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# Agreement\n\n## Article 1\n\nThe employer shall retain the passport of the worker.\n", "utf-8")
    result = run(draft, "--format", "comments,tsv", "--quiet")
    assert result.returncode == 0
    assert sorted(path.name for path in (tmp_path / "draft-review").iterdir()) == [".blma-review.json", "answers.tsv"]
