#!/usr/bin/env python3
"""How long a review takes beside the libraries that it stands on, and how its memory grows with the pages.

usage: run.py [--runs N] [--check]

Every figure is a ratio of two commands timed in turn in this one run, the best of N each, so that it means the same
on a slow machine and a fast one. `--check` ends with 1 when a ratio is above its bar. The PDF is the example draft,
its six pages repeated to 32 and to 384.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DRAFT = "tamaria-norvale-mou"

PLUMBER = "import pdfplumber\nwith pdfplumber.open({!r}) as pdf:\n    for page in pdf.pages: page.extract_text(); page.close()"
PYTHON_DOCX = "import docx\nfor _ in docx.Document({!r}).iter_inner_content(): getattr(_, 'text', '')"


def repeat_pages(source: Path, pages: int, target: Path) -> None:
    """Write a PDF of so many pages by repeating those of another."""
    import pypdfium2

    pdf, made = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    made.import_pages(pdf, [number % len(pdf) for number in range(pages)])  # in one call, so that they share fonts
    made.save(target)


def measure(command: list[str]) -> tuple[float, int]:
    """Seconds that a command takes, and the most memory it held (KiB on Linux)."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the command ended with {process.returncode}: {' '.join(command)}")
    return time.perf_counter() - start, usage.ru_maxrss


def best(commands: list[list[str]], runs: int) -> list[tuple[float, int]]:
    """The best time and the highest memory of each command, the commands run in turn."""
    seen: list[list[tuple[float, int]]] = [[] for _ in commands]
    for _ in range(runs):
        for results, command in zip(seen, commands, strict=True):
            results.append(measure(command))
    return [(min(time for time, _ in results), max(memory for _, memory in results)) for results in seen]


def main() -> int:
    """Time, print, and compare with the bars."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    python = sys.executable
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages32, pages384 = folder / "32.pdf", folder / "384.pdf"
        repeat_pages(EXAMPLES / f"{DRAFT}.pdf", 32, pages32)
        repeat_pages(EXAMPLES / f"{DRAFT}.pdf", 384, pages384)
        docx = EXAMPLES / f"{DRAFT}.docx"

        def review(path: Path) -> list[str]:
            output = str(folder / f"{path.name}-review")
            return [python, "-m", "blma_review", str(path), "--quiet", "--force", "--output", output]

        pairs = (
            ("32-page PDF / pdfplumber", 0.35, review(pages32), [python, "-c", PLUMBER.format(str(pages32))]),
            ("DOCX / python-docx", 6.0, review(docx), [python, "-c", PYTHON_DOCX.format(str(docx))]),
            (
                "--version / import typer",
                1.5,
                [python, "-m", "blma_review", "--version"],
                [python, "-c", "import typer"],
            ),
        )
        failed = False
        for title, bar, ours, theirs in pairs:
            (mine, _), (other, _) = best([ours, theirs], options.runs)
            failed |= mine / other > bar
            print(f"{title:28} {mine:7.3f} s / {other:7.3f} s = {mine / other:5.2f}  (bar {bar})")
        (_, short), (_, long) = best([review(pages32), review(pages384)], 1)
        failed |= long / short > 2.0
        print(
            f"{'memory, 384 / 32 pages':28} {long // 1024:4} MiB / {short // 1024:4} MiB = {long / short:5.2f}  (bar 2.0)"
        )
    return 1 if options.check and failed else 0


if __name__ == "__main__":
    sys.exit(main())
