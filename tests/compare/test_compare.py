"""`blma-review compare`, run as a negotiator runs it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIRST = ROOT / "examples" / "tamaria-norvale-mou.docx"
SECOND = ROOT / "examples" / "rounds" / "2-tamaria.md"
THIRD = ROOT / "examples" / "rounds" / "3-norvale.md"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def data(run: Run, out: Path, *files: Path, code: int = 0, options: tuple[str, ...] = ()) -> dict[str, Any]:
    result = run("compare", *files, "--output", out, "--format", "json", "--quiet", "--force", *options)
    assert result.returncode == code, result.stderr
    loaded: dict[str, Any] = json.loads((out / "compare.json").read_text("utf-8"))
    return loaded


def move(step: dict[str, Any], rule: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in step["moves"] if each["id"] == rule)
    return found


def change(step: dict[str, Any], ref: str) -> dict[str, Any]:
    """The change that a clause of the new text comes from."""
    found: dict[str, Any] = next(
        each for each in step["changes"] for part in each["new"] if part["ref"] == ref and part["part"] == "text"
    )
    return found


def test_a_contrary_provision_that_came_in_is_first_with_the_words_of_both_texts(run: Run, tmp_path: Path) -> None:
    (step,) = data(run, tmp_path, SECOND, THIRD)["steps"]
    first = step["moves"][0]
    assert (first["id"], first["move"]) == ("identity-documents", "new-contrary")
    assert "in their own possession" in " ".join(quote["words"] for quote in first["old_words"])
    assert "may keep the passports" in first["new_words"][0]["words"]
    assert first["changes"] == [{"kind": "reworded", "old": ["Article 10(2)"], "new": ["Article 10(2)"]}]


def test_a_contrary_provision_that_went_out_is_told(run: Run, tmp_path: Path) -> None:
    (step,) = data(run, tmp_path, FIRST, SECOND)["steps"]
    assert move(step, "identity-documents")["move"] == "contrary-removed"
    assert not [each for each in step["moves"] if each["move"] == "new-contrary"]


def test_another_contrary_clause_for_a_question_answered_so_before_is_new(run: Run, tmp_path: Path) -> None:
    text = FIRST.with_suffix(".md").read_text("utf-8")
    worse = tmp_path / "worse.md"
    worse.write_text(
        text.replace("# Article 10 ", "3. Employers shall keep the passports of all Workers.\n\n# Article 10 ", 1)
    )
    old = tmp_path / "old.md"
    old.write_text(text)
    (step,) = data(run, tmp_path / "out", old, worse)["steps"]
    found = move(step, "identity-documents")
    assert (found["old_answer"], found["new_answer"], found["move"]) == ("contrary", "contrary", "new-contrary")
    assert [quote["ref"] for quote in found["new_words"]] == ["Article 9(3)"]


def test_shall_that_became_may_is_weakened_though_the_answer_stays(run: Run, tmp_path: Path) -> None:
    (step,) = data(run, tmp_path, SECOND, THIRD)["steps"]
    assert change(step, "Article 8(4)")["force"] == "weakened"
    assert move(step, "osh-protection")["move"] == "weakened"


def test_a_clause_taken_out_loses_its_answer(run: Run, tmp_path: Path) -> None:
    text = SECOND.read_text("utf-8")
    shorter = tmp_path / "shorter.md"
    shorter.write_text(re.sub(r"1\. This Memorandum shall enter into force.*?\n\n", "", text))
    (step,) = data(run, tmp_path / "out", SECOND, shorter)["steps"]
    found = move(step, "entry-into-force")
    assert (found["old_answer"], found["move"]) == ("full", "lost")
    (back,) = data(run, tmp_path / "out", shorter, SECOND)["steps"]
    assert move(back, "entry-into-force")["move"] == "gained"


def test_moved_split_and_merged_articles_are_followed(run: Run, tmp_path: Path) -> None:
    first, second = data(run, tmp_path, FIRST, SECOND, THIRD)["steps"]
    fees = change(first, "Article 5(4)")
    assert (fees["kind"], [part["ref"] for part in fees["old"]]) == ("split", ["Article 5(3)"])
    orientation = change(first, "Article 6(1)")
    assert orientation["moved"]
    assert [part["ref"] for part in orientation["old"]] == ["Article 12(1)"]
    final = change(second, "Article 19(1)")
    assert (final["kind"], [part["ref"] for part in final["old"]]) == ("merged", ["Article 19(1)", "Article 19(2)"])


def test_word_and_pdf_of_one_text_differ_in_nothing_that_matters(run: Run, tmp_path: Path) -> None:
    (step,) = data(run, tmp_path, FIRST, FIRST.with_suffix(".pdf"))["steps"]
    assert not {each["move"] for each in step["moves"]} & {"new-contrary", "lost", "weakened", "contrary-removed"}
    operative = [
        each for each in step["changes"] if all(p["ref"].startswith("Article") for p in each["old"] + each["new"])
    ]
    assert len(operative) > 60
    assert {each["kind"] for each in operative} == {"unchanged"}


def test_texts_in_two_languages_are_compared_by_their_answers(run: Run, tmp_path: Path) -> None:
    french = ROOT / "benchmarks" / "accuracy" / "dev" / "fr-keradja-ostravel-batiment.md"
    (step,) = data(run, tmp_path, SECOND, french)["steps"]
    assert step["clauses_aligned"] is False
    assert step["changes"] == []
    result = run("compare", SECOND, french, "--output", tmp_path)
    assert "different languages" in " ".join(result.stdout.split())


def test_each_step_of_several_rounds_and_how_the_answers_moved(run: Run, tmp_path: Path) -> None:
    found = data(run, tmp_path, FIRST, SECOND, THIRD)
    assert [(step["old"], step["new"]) for step in found["steps"]] == [
        (FIRST.name, SECOND.name),
        (SECOND.name, THIRD.name),
    ]
    answers = {each["id"]: each["answers"] for each in found["answers"]}
    assert answers["identity-documents"] == ["contrary", "full", "contrary"]
    assert answers["entry-into-force"] == ["full", "full", "full"]
    result = run("compare", FIRST, SECOND, THIRD, "--output", tmp_path, "--force")
    summary = (tmp_path / "compare.md").read_text("utf-8").split("## How the answers moved")[1].split("\n## ")[0]
    assert "| Do workers keep their passports and documents? | contrary | present | contrary |" in summary
    assert "enter into force" not in summary
    assert "Step 2: 2-tamaria.md → 3-norvale.md" in result.stdout


@pytest.mark.parametrize(
    ("files", "fail_on", "code"),
    [
        ((SECOND, THIRD), "new-contrary", 1),
        ((FIRST, SECOND), "new-contrary", 0),
        ((SECOND, THIRD), "weakened,lost", 1),
        ((FIRST, SECOND, THIRD), "new-contrary", 1),  # came in with the last round
        ((SECOND, THIRD, SECOND), "new-contrary", 0),  # came in and went out again
    ],
)
def test_fail_on_names_what_the_newest_text_must_not_hold(
    run: Run, tmp_path: Path, files: tuple[Path, ...], fail_on: str, code: int
) -> None:
    data(run, tmp_path, *files, code=code, options=("--fail-on", fail_on))


def test_the_position_table_has_both_texts_words_advice_and_room_for_a_decision(run: Run, tmp_path: Path) -> None:
    run("compare", SECOND, THIRD, "--output", tmp_path, "--format", "positions", "--quiet")
    content = (tmp_path / "positions.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    first = rows[0]
    assert (first["Rule"], first["Answer before"], first["Answer after"]) == (
        "identity-documents",
        "present",
        "contrary",
    )
    assert "may keep the passports" in first["Words after"]
    assert "in their own possession" in first["Fallback: words of the other text"]
    assert first["Suggested wording"]
    assert first["Advice following the Guidance"]
    assert {row["Who decides"] for row in rows} == {""}
    assert "entry-into-force" not in {row["Rule"] for row in rows}  # both answer it in full: not open
    assert {row["Answer after"] for row in rows} >= {"contrary", "missing", "partial"}


@pytest.mark.parametrize(
    ("language", "heading"),
    [("fr", "## Nouvelles dispositions contraires (1)"), ("es", "## Nuevas disposiciones contrarias (1)")],
)
def test_reports_in_french_and_spanish(run: Run, tmp_path: Path, language: str, heading: str) -> None:
    run("compare", SECOND, THIRD, "--output", tmp_path, "--language", language, "--quiet")
    text = (tmp_path / "compare.md").read_text("utf-8")
    assert heading in text
    assert "What to do" not in text
    assert f'lang="{language}"' in (tmp_path / "compare.html").read_text("utf-8")


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_loads_nothing_runs_nothing_and_its_links_lead_somewhere(run: Run, tmp_path: Path) -> None:
    run("compare", FIRST, SECOND, THIRD, "--output", tmp_path, "--format", "html", "--quiet")
    text = (tmp_path / "compare.html").read_text("utf-8")
    parser = _Elements()
    parser.feed(text)
    ids = [attributes["id"] for _, attributes in parser.found if attributes.get("id")]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] or "" for tag, attributes in parser.found if tag == "a"]
    assert len(links) > 15
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in parser.found}
    assert "<del>shall</del>" in text
    assert "<ins>should, where possible,</ins>" in text


def test_what_a_draft_says_is_no_markup(run: Run, tmp_path: Path) -> None:
    base = (
        "# AGREEMENT BETWEEN A AND B\n\n## Article 1 – Scope\n\n1. It applies to seamen and nurses of both Parties.\n"
    )
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(base)
    new.write_text(base + '\n2. Zeta <script>alert(1)</script> *bold* | =cmd "quote" shall apply.\n')
    result = run("compare", old, new, "--output", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    assert "<script>" not in (tmp_path / "out" / "compare.html").read_text("utf-8")
    markdown = (tmp_path / "out" / "compare.md").read_text("utf-8")
    assert "\\<script\\>" in markdown
    assert "\\*bold\\*" in markdown


def test_reports_lie_beside_the_newest_text_and_a_changed_one_is_kept(run: Run, tmp_path: Path) -> None:
    old, new = (Path(shutil.copy(file, tmp_path)) for file in (SECOND, THIRD))
    assert run("compare", old.name, new.name, "--quiet").stdout == ""
    directory = tmp_path / "3-norvale-compared"
    names = {"compare.md", "compare.html", "compare.json", "compare.docx", "positions.csv"}
    assert names <= {path.name for path in directory.iterdir()}
    before = json.loads((directory / "compare.json").read_text("utf-8"))
    assert run("compare", old.name, new.name, "--quiet").returncode == 0
    again = json.loads((directory / "compare.json").read_text("utf-8"))
    assert again["steps"][0]["changes"] == before["steps"][0]["changes"]
    (directory / "compare.md").write_text("my notes")
    refused = run("compare", old.name, new.name, "--quiet")
    assert refused.returncode == 2
    assert "compare.md: was changed" in refused.stderr
    assert (directory / "compare.md").read_text() == "my notes"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([str(SECOND)], "needs two texts or more"),
        ([str(SECOND), "nowhere.docx"], "nowhere.docx: does not exist"),
        ([str(SECOND), str(THIRD), "--format", "word"], "--format word: is not known"),
        ([str(SECOND), str(THIRD), "--fail-on", "gained"], "--fail-on gained: is not known"),
        ([str(SECOND), str(THIRD), "--language", "de"], "--language de: is not known"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(run: Run, arguments: list[str], words: str) -> None:
    result = run("compare", *arguments)
    assert result.returncode == 2
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_texts_of_one_name_are_told_apart_by_their_folders(run: Run, tmp_path: Path) -> None:
    for folder, file in (("a", SECOND), ("b", THIRD)):
        (tmp_path / folder).mkdir()
        shutil.copy(file, tmp_path / folder / "draft.md")
    run("compare", "a/draft.md", "b/draft.md", "--output", "out", "--format", "json", "--quiet")
    texts = json.loads((tmp_path / "out" / "compare.json").read_text("utf-8"))["texts"]
    assert [text["name"] for text in texts] == ["a/draft.md", "b/draft.md"]


def test_the_word_file_marks_words_and_is_the_same_each_time(run: Run, tmp_path: Path) -> None:
    import docx

    for out in ("one", "two"):
        run("compare", SECOND, THIRD, "--output", tmp_path / out, "--format", "docx", "--quiet")
    path = tmp_path / "one" / "compare.docx"
    assert path.read_bytes() == (tmp_path / "two" / "compare.docx").read_bytes()
    document = docx.Document(str(path))
    runs = [
        run_
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for run_ in cell.paragraphs[0].runs
    ]
    assert "free of charge" in {run_.text for run_ in runs if run_.font.strike}
    assert "should, where possible," in {run_.text for run_ in runs if run_.font.underline}
    headings = [each.text for each in document.paragraphs if each.style and each.style.name.startswith("Heading")]
    assert headings[1] == "New contrary provisions (1)"
