"""What the tests share: the example draft, and the command run as a user runs it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example draft, in a directory of its own."""
    return Path(shutil.copy(EXAMPLES / "tamaria-norvale-mou.docx", tmp_path / "draft.docx"))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs `blma-review` with some arguments in an empty directory."""

    def call(*arguments: str | Path, cwd: Path = tmp_path, **options: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "blma_review", *map(str, arguments)]
        return subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300, **options
        )  # type: ignore[call-overload]

    return call
