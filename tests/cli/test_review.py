"""The main command, as negotiators and technical teams use it."""

from __future__ import annotations

import csv
import json
import os
import shutil
import zipfile
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REPORTS = [
    "1-initiation.md",
    "2-drafting.md",
    "3-negotiation.md",
    "4-adoption.md",
    "5-implementation.md",
    "6-monitoring-evaluation.md",
    "overview.md",
    "review.json",
]


def test_a_draft_gets_a_report_for_each_phase_beside_it(run, example):
    result = run(example)
    assert result.returncode == 0, result.stderr
    assert sorted(path.name for path in (example.parent / "draft-review").glob("[!.]*")) == REPORTS


def test_review_is_the_default_command(run, example):
    named = run("review", example, "--output", "a")
    unnamed = run(example, "--output", "b")
    assert named.returncode == unnamed.returncode == 0
    assert named.stdout.replace("Reports: a", "") == unnamed.stdout.replace("Reports: b", "")


def test_the_screen_says_what_the_draft_is_and_quotes_contrary_words_first(run, example):
    out = run(example).stdout
    assert "Republic of Tamaria – Kingdom of Norvale" in out
    assert out.index("Contrary provisions") < out.index("Phase")
    assert "passports shall be deposited with the Employer" in " ".join(out.split())
    assert "Article 9(2)" in out
    assert "\x1b" not in out  # plain where nobody watches


def test_the_pdf_of_a_draft_gets_the_answers_of_its_docx(run, tmp_path):
    rows = {}
    for ending in ("docx", "pdf"):
        result = run(EXAMPLES / f"tamaria-norvale-mou.{ending}", "--format", "tsv", "--output", ending)
        assert result.returncode == 0, result.stderr
        with (tmp_path / ending / "answers.tsv").open(encoding="utf-8", newline="") as file:
            rows[ending] = [(row["id"], row["answer"]) for row in csv.DictReader(file, delimiter="\t")]
    assert len(rows["docx"]) == 79
    # The model contract's table has no ruled lines in the PDF: its rows may read as paragraphs and weigh less.
    differ = [(one, two) for one, two in zip(rows["docx"], rows["pdf"], strict=True) if one != two]
    assert len(differ) <= 1, differ


def test_answers_tsv_names_the_document_without_its_ending(run, example, tmp_path):
    run(example, "--format", "tsv", "--output", "out")
    lines = (tmp_path / "out" / "answers.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "document\tid\tanswer\tquote\tplace"
    assert all(line.split("\t")[0] == "draft" and len(line.split("\t")) == 5 for line in lines[1:])
    passports = next(line.split("\t") for line in lines if "\tidentity-documents\t" in line)
    assert passports[2] == "contrary"
    assert "passports shall be deposited" in passports[3]
    assert passports[4] == "Article 9(2)"


def test_one_phase_alone_by_an_alias(run, example, tmp_path):
    result = run(example, "--phase", "Development of the text", "--output", "out")
    assert result.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.md")) == ["2-drafting.md", "overview.md"]


def test_fail_on_contrary_exits_with_one(run, example):
    assert run(example, "--fail-on", "contrary").returncode == 1


def test_quiet_says_nothing(run, example):
    result = run(example, "--quiet")
    assert (result.stdout, result.stderr) == ("", "")


def test_reports_in_french_and_spanish(run, example, tmp_path):
    for language, word, place in (
        ("fr", "Dispositions contraires", "Article 9(2)"),
        ("es", "Disposiciones contrarias", "Artículo 9(2)"),
    ):
        run(example, "--language", language, "--output", language)
        overview = (tmp_path / language / "overview.md").read_text(encoding="utf-8")
        assert word in overview
        assert place in overview


def test_the_same_draft_gives_the_same_bytes(run, example, tmp_path):
    for name in ("one", "two"):
        run(example, "--format", "all", "--output", name, env={**os.environ, "PYTHONHASHSEED": "random"})
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


class TestWhatIsThereIsNotOverwritten:
    def test_a_second_run_replaces_its_own_reports(self, run, example):
        assert run(example).returncode == 0
        assert run(example).returncode == 0

    def test_a_file_of_the_users_is_kept(self, run, example):
        directory = example.parent / "draft-review"
        directory.mkdir()
        (directory / "overview.md").write_text("my notes")
        result = run(example)
        assert result.returncode == 2
        assert "overview.md" in result.stderr
        assert "--force" in result.stderr
        assert (directory / "overview.md").read_text() == "my notes"
        assert [path.name for path in directory.iterdir()] == ["overview.md"]

    def test_a_report_that_the_user_edited_is_kept(self, run, example):
        run(example)
        report = example.parent / "draft-review" / "2-drafting.md"
        report.write_text("annotated by the delegation")
        assert run(example).returncode == 2
        assert report.read_text() == "annotated by the delegation"
        assert run(example, "--force").returncode == 0
        assert report.read_text() != "annotated by the delegation"

    @pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
    def test_a_link_is_not_followed(self, run, example, tmp_path):
        target = tmp_path / "precious.md"
        target.write_text("precious")
        directory = example.parent / "draft-review"
        directory.mkdir()
        (directory / "overview.md").symlink_to(target)
        assert run(example, "--force").returncode == 2
        assert target.read_text() == "precious"


def _bad_files(directory: Path) -> dict[str, Path]:
    files = {
        "empty": directory / "empty.docx",
        "not-a-docx": directory / "plain.docx",
        "old-word": directory / "old.docx",
        "truncated": directory / "truncated.docx",
        "no-document": directory / "other.docx",
        "truncated-pdf": directory / "truncated.pdf",
        "picture": directory / "picture.png",
        "directory": directory / "folder",
        "missing": directory / "missing.docx",
    }
    example = (EXAMPLES / "tamaria-norvale-mou.docx").read_bytes()
    files["empty"].write_bytes(b"")
    files["not-a-docx"].write_bytes(b"Just some words, and no archive.")
    files["old-word"].write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    files["truncated"].write_bytes(example[: len(example) // 2])
    with zipfile.ZipFile(files["no-document"], "w") as archive:
        archive.writestr("content.txt", "hello")
    files["truncated-pdf"].write_bytes(b"%PDF-1.7\n")
    files["picture"].write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    files["directory"].mkdir()
    return files


@pytest.mark.parametrize(
    "kind",
    ["empty", "not-a-docx", "old-word", "truncated", "no-document", "truncated-pdf", "picture", "directory", "missing"],
)
def test_bad_input_is_one_sentence_and_nothing_written(run, tmp_path, kind):
    file = _bad_files(tmp_path)[kind]
    before = sorted(path.name for path in tmp_path.iterdir())
    result = run(file)
    assert result.returncode == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1
    assert file.name in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_one_bad_file_does_not_stop_the_others(run, tmp_path, example):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"nothing")
    result = run(bad, example, "--output", "out")
    assert result.returncode == 2
    assert "bad.docx" in result.stderr
    assert (tmp_path / "out" / "draft" / "overview.md").exists()
    assert not (tmp_path / "out" / "bad").exists()


def test_drafts_of_one_name_do_not_share_a_directory(run, tmp_path):
    for ending in ("docx", "pdf"):
        shutil.copy(EXAMPLES / f"tamaria-norvale-mou.{ending}", tmp_path / f"same.{ending}")
    assert run("same.docx", "same.pdf").returncode == 0
    assert (tmp_path / "same-docx-review").is_dir()
    assert (tmp_path / "same-pdf-review").is_dir()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--format", "papyrus"], "papyrus"),
        (["--phase", "ratification-party"], "ratification-party"),
        (["--language", "tlh"], "tlh"),
        (["--fail-on", "everything"], "everything"),
        (["--rules", "nowhere"], "nowhere"),
    ],
)
def test_a_wrong_option_is_named(run, example, arguments, named):
    result = run(example, *arguments)
    assert result.returncode == 2
    assert named in result.stderr
    assert "Traceback" not in result.stderr


def test_review_json_follows_its_schema(run, example, tmp_path):
    import jsonschema

    import blma_review.reports as reports

    run(example, "--output", "out")
    schema = json.loads((Path(reports.__file__).parent / "review.schema.json").read_text(encoding="utf-8"))
    data = json.loads((tmp_path / "out" / "review.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    assert len(data["answers"]) == 79


def test_words_of_the_draft_cannot_act_in_a_report(run, tmp_path):
    draft = tmp_path / "evil.md"
    draft.write_text(
        "# AGREEMENT BETWEEN A AND B\n\n### Article 1\n\nPassports shall be kept by the employer <script>alert(1)</script> "
        "[click](http://example.org) | **bold** \x1b[31m.\n",
        encoding="utf-8",
    )
    result = run(draft, "--output", "out")
    assert "\x1b" not in result.stdout
    overview = (tmp_path / "out" / "overview.md").read_text(encoding="utf-8")
    assert "kept by the employer" in overview
    assert "<script>" not in overview
    assert "](http" not in overview
    assert "\x1b" not in overview


def test_the_checked_in_reports_are_those_of_the_example(run, tmp_path):
    formats = "markdown,html,csv,obligations,json,tsv"
    shutil.copy(EXAMPLES / "tamaria-norvale-mou.docx", tmp_path)
    run("tamaria-norvale-mou.docx", "--format", formats, "--output", "out")
    checked_in = EXAMPLES / "tamaria-norvale-mou-review"
    written = sorted(path for path in (tmp_path / "out").iterdir() if not path.name.startswith("."))
    assert [path.name for path in written] == sorted(
        path.name for path in checked_in.iterdir() if not path.name.startswith(".")
    )
    for path in written:
        assert path.read_bytes() == (checked_in / path.name).read_bytes(), (
            f"{path.name} differs; run: blma-review examples/tamaria-norvale-mou.docx --force --format {formats}"
        )
