"""Many drafts at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from blma_review.cli import batch
from blma_review.cli.options import review_options
from blma_review.errors import BlmaReviewError

Run = Callable[..., "subprocess.CompletedProcess[str]"]
DRAFTS = Path(__file__).resolve().parent.parent.parent / "benchmarks" / "accuracy" / "dev"
NAMES = ("en-kalundi-varesh-construction.md", "fr-keradja-ostravel-batiment.md", "es-talasia-nuquen-tripulantes.md")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    (folder / "round 2").mkdir(parents=True)
    for name in NAMES[:2]:
        shutil.copy(DRAFTS / name, folder)
    shutil.copy(DRAFTS / NAMES[2], folder / "round 2")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing more")
    (folder / ".hidden.md").write_text("# Not a draft\n")
    return folder


def answers(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("answers.tsv"))
    }


def test_every_draft_below_a_directory_is_reviewed_and_a_broken_one_named(run: Run, archive: Path) -> None:
    result = run("batch", archive, "--format", "tsv")
    assert result.returncode == 2
    assert result.stderr.count("broken.pdf") == 1
    assert len(answers(archive)) == 3
    assert [name for name in (*NAMES, "broken.pdf") if name in result.stdout] == [*NAMES, "broken.pdf"]
    assert ".hidden" not in result.stdout


def test_the_number_of_processes_changes_nothing(run: Run, archive: Path) -> None:
    one = run("batch", archive, "--format", "tsv", "--jobs", "1", "--output", archive.parent / "one")
    many = run("batch", archive, "--format", "tsv", "--jobs", "3", "--output", archive.parent / "many")
    assert answers(archive.parent / "one") == answers(archive.parent / "many")
    assert one.stdout == many.stdout


def test_a_second_run_reviews_only_what_changed(run: Run, archive: Path) -> None:
    run("batch", archive, "--format", "tsv")
    files = sorted(archive.rglob("answers.tsv"))
    before = [path.stat().st_mtime_ns for path in files]
    draft = archive / NAMES[0]
    draft.write_text(draft.read_text("utf-8") + "\nEach worker shall keep his or her passport.\n", "utf-8")
    assert "broken.pdf" in run("batch", archive, "--format", "tsv").stderr
    after = [path.stat().st_mtime_ns for path in files]
    changed = [path.parent.name for path, old, new in zip(files, before, after, strict=True) if old != new]
    assert changed == [f"{draft.stem}-review"]


def test_reports_that_were_deleted_are_written_again(run: Run, archive: Path) -> None:
    run("batch", archive, "--format", "tsv")
    lost = archive / f"{Path(NAMES[1]).stem}-review" / "answers.tsv"
    lost.unlink()
    run("batch", archive, "--format", "tsv")
    assert lost.is_file()


def test_with_a_baseline_only_new_findings_fail(run: Run, archive: Path) -> None:
    (archive / "broken.pdf").unlink()
    base = archive.parent / "known.json"
    options = ("--format", "tsv", "--fail-on", "contrary", "--baseline", base)
    assert run("batch", archive, *options).returncode == 2
    assert run("batch", archive, *options, "--update-baseline").returncode == 0
    assert run("batch", archive, *options).returncode == 0
    draft = archive / NAMES[0]
    text = draft.read_text("utf-8")
    draft.write_text(
        text + "\n## Article 99\n\nThe agreement and its annexes are confidential and shall not be published.\n",
        "utf-8",
    )
    result = run("batch", archive, *options)
    assert result.returncode == 1
    assert f"{NAMES[0]}: transparency-publication: contrary" in " ".join(result.stdout.split())


def test_a_file_that_kills_its_reader_does_not_take_the_others_with_it(
    archive: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    honest = batch.review_one

    def deadly(file: Path, directory: Path, options: object) -> batch.Outcome:
        if file.name == "broken.pdf":
            os._exit(139)
        return honest(file, directory, options)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "review_one", deadly)
    deadly.__qualname__, deadly.__module__ = "review_one", "blma_review.cli.batch"
    options = review_options(
        output=None, phases=[], formats=["tsv"], language="en", rules=[], glossary=[], tracked="accepted",
        fail_on=[], suggest=False, force=False, quiet=True,
    )  # fmt: skip
    assert batch.run_batch([archive], options, 2, None, False) == 2
    assert len(answers(archive)) == 3
    assert "broken.pdf: its reader crashed" in capfd.readouterr().err


def test_patterns_are_understood_where_the_shell_left_them(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive)
    assert [path.name for path in batch.find_drafts([Path("*.md")])] == [".hidden.md", *NAMES[:2]]
    with pytest.raises(BlmaReviewError, match="no drafts there"):
        batch.find_drafts([Path("*.docx")])


def test_what_is_kept_beside_the_reports_holds_no_words_of_the_draft(run: Run, archive: Path) -> None:
    run("batch", archive, "--format", "tsv")
    kept = archive / f"{Path(NAMES[0]).stem}-review" / ".blma-batch.json"
    data = json.loads(kept.read_text("utf-8"))
    assert len(data["findings"]) == 79
    assert all(len(fingerprint) == 24 for _, _, fingerprint in data["findings"])
