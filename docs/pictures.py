#!/usr/bin/env python3
"""Make the README's pictures from the example draft.

usage: pictures.py [DIRECTORY]   (docs/pictures unless told)

`terminal.svg` is the terminal's own output, drawn by rich. Where Chromium is installed, `page.png` is the HTML page.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console

from blma_review.cli.screen import show_report
from blma_review.documents.read import read_document
from blma_review.glossary.load import load_glossary
from blma_review.reports.html import render_html
from blma_review.reports.model import build_report
from blma_review.review.review import review_document
from blma_review.rules.load import load_rules

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "examples" / "tamaria-norvale-mou.docx"
SIZE = "1280,900"


def main() -> int:
    """Write the pictures."""
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "pictures"
    directory.mkdir(parents=True, exist_ok=True)
    review = review_document(read_document(EXAMPLE), load_rules(), load_glossary())
    report = build_report(review, "en")
    screen = Console(
        record=True, width=110, file=StringIO(), force_terminal=True, color_system="truecolor", markup=False
    )
    show_report(report, Path("tamaria-norvale-mou-review"), [], out=screen)
    drawn = screen.export_svg(title=f"blma-review {EXAMPLE.name}", unique_id="screen")
    # The reader's own typeface serves: a picture in a README fetches nothing.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    (directory / "terminal.svg").write_text(drawn, encoding="utf-8")
    browser = shutil.which("chromium")
    if browser:
        _photograph(browser, render_html(review, report)["review.html"], directory / "page.png")
    return 0


def _photograph(browser: str, page: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "review.html"
        source.write_text(page, encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
        subprocess.run(
            [
                browser,
                *flags,
                f"--user-data-dir={name}/profile",
                f"--window-size={SIZE}",
                f"--screenshot={target}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


if __name__ == "__main__":
    sys.exit(main())
