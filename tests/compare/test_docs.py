"""docs/compare.md shows what the program says: each line of its examples, in that order; […] stands for what is left out."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "compare.md").read_text("utf-8")


def shown() -> list[tuple[list[str], list[str]]]:
    """Each command of the page with the lines shown under it."""
    blocks = re.findall(r"```\n\$ blma-review (.*)\n((?:.*\n)*?)```", PAGE)
    return [(shlex.split(command), output.splitlines()) for command, output in blocks]


def in_order(lines: list[str], actual: list[str]) -> str:
    """The first line that does not follow the one before it; empty where all do."""
    rest = iter(line.rstrip() for line in actual)
    return next((line for line in lines if line != "[…]" and line.rstrip() not in rest), "")


def test_the_screens_on_the_page_are_what_the_command_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    examples = shown()
    assert len(examples) == 2
    for arguments, lines in examples:
        command = [sys.executable, "-m", "blma_review", *arguments]
        result = subprocess.run(
            command, cwd=tmp_path, capture_output=True, encoding="utf-8", env={"COLUMNS": "80", "PYTHONUTF8": "1"}
        )
        assert result.returncode == 0, result.stderr
        assert in_order(lines, result.stdout.splitlines()) == ""


def test_the_changed_clause_on_the_page_is_what_the_report_says(tmp_path: Path) -> None:
    rounds = ROOT / "examples" / "rounds"
    command = [sys.executable, "-m", "blma_review", "compare", rounds / "2-tamaria.md", rounds / "3-norvale.md"]
    subprocess.run([*command, "--output", tmp_path, "--quiet"], check=True)
    (block,) = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)
    assert block in (tmp_path / "compare.md").read_text("utf-8")
