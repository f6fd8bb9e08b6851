"""The formats that other programs read."""

from __future__ import annotations

import csv
import json
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

HOSTILE = """# Agreement between the Republic of Aba and the Republic of Bebo on workers

## Article 1

=HYPERLINK("http://x") & <b>Workers</b> shall pay a recruitment fee of %0A::error::fake to the agency \x1b[31mred.

## Article 2

The employer shall retain the passport of each worker ]]> for safe-keeping.
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "dräft one.md"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


def review(run: Run, draft: Path, name: str) -> Path:
    result = run(draft, "--format", name, "--output", draft.parent / "out", "--quiet")
    assert result.returncode == 0, result.stderr
    return draft.parent / "out"


def test_sarif_holds_a_rule_and_a_result_for_every_question(run: Run, example: Path) -> None:
    log = json.loads((review(run, example, "sarif") / "review.sarif").read_text("utf-8"))
    driver = log["runs"][0]["tool"]["driver"]
    results = log["runs"][0]["results"]
    assert len(driver["rules"]) == len(results) == 79
    assert all(driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    passport = next(result for result in results if result["ruleId"] == "identity-documents")
    assert (passport["level"], passport["kind"]) == ("error", "fail")
    location = passport["locations"][0]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "Article 9(2)"
    assert "passports shall be deposited" in location["physicalLocation"]["region"]["snippet"]["text"]
    assert {result["level"] for result in results if result["kind"] == "pass"} == {"none"}


def test_sarif_names_the_file_as_a_uri(run: Run, hostile: Path) -> None:
    log = json.loads((review(run, hostile, "sarif") / "review.sarif").read_text("utf-8"))
    assert log["runs"][0]["artifacts"][0]["location"]["uri"].endswith("dr%C3%A4ft%20one.md")


def test_junit_counts_contrary_and_missing_as_failures(run: Run, example: Path) -> None:
    root = ET.parse(review(run, example, "junit") / "review.junit.xml").getroot()
    assert len(list(root.iter("testcase"))) == int(root.attrib["tests"]) == 79
    failures = list(root.iter("failure"))
    assert len(failures) == int(root.attrib["failures"]) > 0
    assert {failure.attrib["type"] for failure in failures} == {"contrary", "none"}
    assert [len(suite) for suite in root] == [int(suite.attrib["tests"]) for suite in root]


def test_junit_survives_what_a_draft_holds(run: Run, hostile: Path) -> None:
    text = (review(run, hostile, "junit") / "review.junit.xml").read_text("utf-8")
    assert "\x1b" not in text
    words = " ".join(failure.text or "" for failure in ET.fromstring(text).iter("failure"))
    assert "]]>" in words
    assert "<b>Workers</b>" in words


def test_the_matrix_has_a_row_a_question_and_no_formula(run: Run, hostile: Path) -> None:
    text = (review(run, hostile, "csv") / "matrix.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 79
    assert rows[0]["Answer"] == "contrary"
    assert not any(cell and cell[0] in "=+-@" for row in rows for cell in row.values())
    assert any("HYPERLINK" in row["Words of the text"] for row in rows)
    assert {row["Responsible"] for row in rows} == {""}


def test_annotations_cannot_be_forged_from_the_draft(run: Run, hostile: Path) -> None:
    lines = (review(run, hostile, "github") / "annotations.txt").read_text("utf-8").splitlines()
    assert lines
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines)
    assert any("%250A" in line for line in lines)


def test_the_register_says_who_does_what_until_when(run: Run, example: Path) -> None:
    text = (review(run, example, "obligations") / "obligations.csv").read_text("utf-8-sig")
    rows = {(row["Place"].split(", ")[0], row["Bearer"]): row for row in csv.DictReader(text.splitlines())}
    assert rows["Article 5(3)", "Employers"]["Duty"] == "shall"
    assert rows["Article 5(3)", "Workers"]["Duty"] == "receives or undergoes"
    assert rows["Article 16(3)", "Joint committee"]["By when"] == "every two years"
    assert rows["Article 17", "Nobody named: who is to do it?"]["By when"] == ""


def test_every_format_together_in_every_language(run: Run, example: Path) -> None:
    for language in ("en", "fr", "es"):
        out = example.parent / language
        result = run(example, "--format", "all", "--language", language, "--output", out, "--quiet")
        assert result.returncode == 0, result.stderr
        assert {"review.sarif", "review.junit.xml", "matrix.csv", "obligations.csv", "overview.md"} <= {
            path.name for path in out.iterdir()
        }
