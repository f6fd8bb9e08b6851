"""The process checklist as a form: written, filled in, and read back by `pilot`."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from blma_review.cli.main import app

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RECORD = "pilot: P\nkind: country\ncountries: [Tamaria]\nstage: initiation\nforms: [{form}]\n"


def form(tmp_path: Path, format_: str, language: str = "en", phase: str = "initiation") -> Path:
    """A fresh form in a directory with a record that names it."""
    arguments = ["checklist", phase, "--format", format_, "--language", language, "--output", str(tmp_path)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    file = Path(result.output.strip())
    (tmp_path / "pilot.yaml").write_text(RECORD.format(form=file.name), encoding="utf-8")
    return file


def counts(run, tmp_path: Path, title: str = "Initiation") -> list[str]:
    shown = run("pilot", "show", tmp_path / "pilot.yaml")
    assert shown.returncode == 0
    row = next(line for line in shown.stdout.splitlines() if line.startswith(f"| {title} |"))
    return [cell.strip() for cell in row.strip("|").split("|")][1:]


def edit(file: Path, pattern: str, words: str) -> None:
    text, count = re.subn(pattern, words, file.read_text("utf-8"), count=1)
    assert count == 1
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("format_", ["yaml", "markdown", "docx"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_untouched_form_says_that_every_question_is_open(run, tmp_path, format_, language):
    form(tmp_path, format_, language)
    assert counts(run, tmp_path) == ["12", "·", "·", "·", "12"]
    assert run("pilot", "check", tmp_path / "pilot.yaml").returncode == 0


def test_a_form_asks_every_question_of_its_phase_and_no_other(run):
    printed = run("checklist", "monitoring").stdout
    names = re.findall(r"^## \d+\. .*`([a-z-]+)`$", printed, re.MULTILINE)
    assert names == [
        "joint-committee-met",
        "indicators-baseline",
        "worker-voice",
        "independent-evaluation",
        "results-used",
        "lessons-shared",
    ]


def test_a_markdown_form_filled_in_in_french_is_read(run, tmp_path):
    file = form(tmp_path, "markdown", "fr")
    edit(
        file,
        "- État : à faire\n- Responsable :\n- Date :\n- Remarque :",
        "- État : Fait\n- Responsable : le ministère\n- Date : 2026-03\n- Remarque : rapport\n  en deux volumes",
    )
    edit(file, "- État : à faire", "* **État :** en cours")
    assert counts(run, tmp_path) == ["10", "1", "1", "·", "12"]


def test_a_yaml_form_filled_in_is_read_and_shows_what_is_late(run, tmp_path):
    file = form(tmp_path, "yaml")
    edit(
        file,
        r'state: open\n    owner: ""\n    date: ""',
        "state: in-progress\n    owner: statistics office\n    date: 2026-03",
    )
    edit(file, "state: open", "state: not applicable")
    assert counts(run, tmp_path) == ["10", "1", "·", "1", "12"]
    shown = run("pilot", "show", tmp_path / "pilot.yaml", "--on", "2026-04-01").stdout
    assert "real need? (statistics office, 2026-03)" in shown


def test_a_word_form_filled_in_is_read(run, tmp_path):
    file = form(tmp_path, "docx", "es")
    document = docx.Document(str(file))
    rows = document.tables[0].rows
    # What choosing from the list does, and what typing over the list does.
    next(iter(rows[1].cells[1]._tc.iter(f"{W}t"))).text = "hecho"
    control = next(rows[2].cells[1]._tc.iter(f"{W}sdt"))
    control.getparent().remove(control)
    rows[2].cells[1].text = "En curso"
    rows[2].cells[2].text = "ministerio de trabajo"
    rows[2].cells[3].text = "2026-02"
    document.save(str(file))
    assert counts(run, tmp_path) == ["10", "1", "1", "·", "12"]
    assert (
        "ministerio de trabajo, 2026-02" in run("pilot", "show", tmp_path / "pilot.yaml", "--on", "2026-04-01").stdout
    )


def test_a_word_form_is_the_same_each_time_and_offers_the_states(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first, second = form(tmp_path / "a", "docx"), form(tmp_path / "b", "docx")
    assert first.read_bytes() == second.read_bytes()
    choices = [item.get(f"{W}displayText") for item in docx.Document(str(first)).element.iter(f"{W}listItem")]
    assert choices[:4] == ["open", "in progress", "done", "not applicable"]


def test_a_later_form_replaces_what_an_earlier_one_said(run, tmp_path):
    first = form(tmp_path, "yaml")
    edit(first, "state: open", "state: done")
    again = tmp_path / "later.yaml"
    again.write_text(
        "checklist: initiation\nitems:\n  - {id: needs-assessment, state: in-progress}\n", encoding="utf-8"
    )
    (tmp_path / "pilot.yaml").write_text(RECORD.format(form=f"{first.name}, later.yaml"), encoding="utf-8")
    assert counts(run, tmp_path) == ["11", "1", "·", "·", "12"]


@pytest.mark.parametrize(
    ("format_", "pattern", "words", "said"),
    [
        ("yaml", "state: open", "state: perhaps", r"checklist-initiation\.yaml:12:12: 'perhaps' is not known"),
        ("yaml", 'date: ""', "date: soon", r"checklist-initiation\.yaml:14:11: 'soon' is not a date"),
        ("yaml", "id: legal-review", "id: needs-assessment", r"'needs-assessment' is there twice"),
        ("markdown", "- State: open", "- State: perhaps", r"checklist-initiation\.md:11:1: 'perhaps' is not known"),
        ("markdown", "- Date:", "- Date: soon", r"checklist-initiation\.md:13:1: 'soon' is not a date"),
        ("markdown", "`legal-review`", "`illegal-review`", r"'illegal-review' is not a question"),
        ("markdown", "- State: open", "- State:", r"checklist-initiation\.md:11:1: "),
    ],
)
def test_what_is_not_understood_in_a_form_is_named_with_its_line(run, tmp_path, format_, pattern, words, said):
    edit(form(tmp_path, format_), pattern, words)
    checked = run("pilot", "check", tmp_path / "pilot.yaml")
    assert checked.returncode == 1
    assert re.search(rf"^\S*pilot\.yaml:5: \S*{said}" if said[0] != "'" else said, checked.stdout, re.MULTILINE), (
        checked.stdout
    )


def test_what_is_not_understood_in_word_is_named_with_its_row(run, tmp_path):
    file = form(tmp_path, "docx")
    document = docx.Document(str(file))
    document.tables[0].rows[3].cells[3].text = "soon"
    document.save(str(file))
    assert "table row:4:1: 'soon' is not a date" in run("pilot", "check", tmp_path / "pilot.yaml").stdout


@pytest.mark.parametrize("name", ["notes.md", "notes.docx", "notes.txt", "notes.yaml"])
def test_a_file_that_is_no_form_is_a_problem_and_no_traceback(run, tmp_path, name):
    (tmp_path / name).write_text("Nothing of a form.", encoding="utf-8")
    (tmp_path / "pilot.yaml").write_text(RECORD.format(form=name), encoding="utf-8")
    checked = run("pilot", "check", tmp_path / "pilot.yaml")
    assert checked.returncode == 1
    assert name in checked.stdout
    assert "Traceback" not in checked.stderr


def test_all_phases_are_written_and_edited_forms_are_kept(run, tmp_path):
    assert run("checklist", "all", "--format", "yaml", "--output", "forms").stdout.count("\n") == 6
    edit(tmp_path / "forms" / "checklist-adoption.yaml", "state: open", "state: done")
    result = run("checklist", "adoption", "--format", "yaml", "--output", "forms")
    assert result.returncode == 2
    assert "checklist-adoption.yaml" in result.stderr
    assert "state: done" in (tmp_path / "forms" / "checklist-adoption.yaml").read_text("utf-8")


@pytest.mark.parametrize(("arguments", "named"), [(["party"], "party"), (["adoption", "-f", "odt"], "odt")])
def test_wrong_words_are_named(run, arguments, named):
    result = run("checklist", *arguments)
    assert result.returncode == 2
    assert named in result.stderr
    assert result.stderr.count("\n") == 1
