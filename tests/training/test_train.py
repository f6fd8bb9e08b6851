"""Workshop material, and marks for redrafted clauses."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

Run = Callable[..., "subprocess.CompletedProcess[str]"]
FILES = ["annotated-example.md", "answer-key.md", "answers.yaml", "exercises.md", "facilitator-guide.md", "quiz.html"]


def material(run: Run, draft: Path, *options: str) -> dict[str, str]:
    result = run("train", draft, "--output", draft.parent / "out", "--force", *options)
    assert result.returncode == 0, result.stderr
    return {name: (draft.parent / "out" / name).read_text("utf-8") for name in FILES}


def test_the_same_seed_gives_the_same_exercises_and_another_gives_others(run: Run, example: Path) -> None:
    first, again, other = (material(run, example, "--seed", seed) for seed in ("3", "3", "4"))
    assert first == again
    assert first["exercises.md"] != other["exercises.md"]


def test_the_exercises_hold_no_answers_and_the_key_holds_them_all(run: Run, example: Path) -> None:
    files = material(run, example)
    asked = re.findall(r"^### (\S+)", files["exercises.md"], re.MULTILINE)
    assert {name.split("-")[0] for name in asked} == {"find", "missing", "match", "redraft"}
    assert re.findall(r"^### (\S+)", files["answer-key.md"], re.MULTILINE) == asked
    assert "Right:" not in files["exercises.md"]
    assert files["answer-key.md"].count("Right:") >= sum(not name.startswith("redraft") for name in asked)


def test_clauses_are_shown_in_the_drafts_own_order(run: Run, example: Path) -> None:
    articles = re.findall(r"^## Article (\d+)", material(run, example)["annotated-example.md"], re.MULTILINE)
    assert articles
    assert [int(number) for number in articles] == sorted(int(number) for number in articles)


@pytest.mark.parametrize(("language", "word"), [("fr", "Corrigé"), ("es", "Soluciones")])
def test_in_french_and_spanish(run: Run, example: Path, language: str, word: str) -> None:
    files = material(run, example, "--language", language)
    assert files["answer-key.md"].startswith(f"# {word}")
    assert f'<html lang="{language}">' in files["quiz.html"]


def test_redrafted_clauses_are_marked_by_the_rules(run: Run, tmp_path: Path) -> None:
    answers = {
        "answers": [
            {"id": "redraft-1", "rule": "identity-documents", "wording": "Workers shall keep their passports. No employer shall retain them."},
            {"id": "redraft-2", "rule": "identity-documents", "wording": "The employer shall retain the passport of each worker."},
            {"id": "redraft-3", "rule": "entry-into-force", "wording": ""},
        ]
    }  # fmt: skip
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.safe_dump(answers, sort_keys=False), "utf-8")
    result = run("train", "check", file)
    assert result.returncode == 1
    lines = [line for line in result.stdout.splitlines() if line.startswith("redraft")]
    assert lines == [
        "redraft-1: answers the question",
        "redraft-2: is contrary",
        "redraft-3: has no wording yet",
    ]


def test_a_form_that_names_no_rule_of_ours_is_refused_with_its_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("answers:\n  - id: a\n    rule: no-such-rule\n    wording: x\n", "utf-8")
    result = run("train", "check", file)
    assert result.returncode == 2
    assert "answers.yaml:3" in result.stderr
    assert "no-such-rule" in result.stderr


def test_what_a_draft_holds_cannot_act_in_the_quiz(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "# Agreement on workers\n\n## Article 1\n\nThe employer shall retain the passport </script><script>alert(1)</script> of each worker.\n\n"
        "## Article 2\n\nWages shall be paid monthly into a bank account of the worker.\n\n## Article 3\n\nThis Agreement enters into force on signature.\n",
        "utf-8",
    )
    assert material(run, draft)["quiz.html"].count("<script>") == 1
