"""docs/piloting.md and docs/feedback.md show what the program says: each line, in order; […] stands for what is left out."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def without_counts(line: str) -> str:
    """A line without the numbers of answers: those change whenever a rule gets better."""
    return re.sub(r"\d+", "n", line) if ".docx |" in line else line.rstrip()


def out_of_order(lines: list[str], actual: list[str]) -> str:
    """The first line that does not follow the one before it; empty where all do."""
    rest = iter(map(without_counts, actual))
    return next((line for line in lines if line != "[…]" and without_counts(line) not in rest), "")


@pytest.mark.parametrize(("name", "count"), [("piloting.md", 5), ("feedback.md", 4)])
def test_the_screens_on_the_page_are_what_the_commands_say(run, tmp_path, name, count):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    blocks = re.findall(r"```\n\$ blma-review (.*)\n((?:.*\n)*?)```", page(name))
    assert len(blocks) == count
    for command, output in blocks:
        result = run(*shlex.split(command))
        assert result.returncode == 0, result.stderr
        assert out_of_order(output.splitlines(), result.stdout.splitlines()) == ""
    if name == "feedback.md":
        (candidate,) = re.findall(r"```yaml\n(.*?)```", page(name), re.DOTALL)
        assert candidate in (tmp_path / "summary" / "candidate-examples.yaml").read_text("utf-8")


def test_the_tables_on_the_page_name_every_word_of_the_record():
    from blma_review.pilots.vocabulary import vocabulary

    text = page("piloting.md")
    words = vocabulary()
    for word in (*words.stages, *words.modalities, *words.kinds):
        assert word.id in text
