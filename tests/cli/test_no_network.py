"""A draft is confidential: nothing opens a socket, and nothing of it is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Runs the command with every socket and name look-up forbidden, and its temporary files in a directory of their own.
GUARD = """
import socket, sys

def refuse(*_, **__):
    raise SystemExit("the program tried to use the network")

socket.socket.connect = socket.socket.connect_ex = socket.socket.bind = refuse
socket.getaddrinfo = socket.create_connection = socket.gethostbyname = refuse
from blma_review.cli.main import run
sys.argv[0] = "blma-review"
run()
"""


def guarded(*arguments: str | Path, temporary: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", GUARD, *map(str, arguments)],
        env=os.environ | {"TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.mark.parametrize(
    "command",
    [
        ["review", "{draft}", "--format", "all", "--force"],
        ["clauses", "{draft}"],
        ["explain", "no-worker-fees", "{draft}"],
        ["rules", "list"],
        ["glossary", "list"],
        ["batch", "{draft}", "--jobs", "1"],
        ["--help"],
    ],
)
def test_no_command_uses_the_network_or_leaves_a_copy(command: list[str], example: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    result = guarded(*(part.format(draft=example) for part in command), temporary=temporary)
    assert result.returncode == 0, result.stdout + result.stderr
    assert list(temporary.iterdir()) == []
