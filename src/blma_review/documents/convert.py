"""Old Word files, RTF and OpenDocument, read through LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from blma_review.errors import BlmaReviewError

_SECONDS = 120
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


@contextmanager
def as_docx(path: Path) -> Iterator[Path]:
    """A copy of a .doc, .rtf or .odt file as DOCX, gone when the reading is done.

    LibreOffice works in a profile of its own, with macros off, in a private temporary directory.
    Raises BlmaReviewError where it is not installed, takes too long or cannot read the file.
    """
    program = shutil.which("soffice") or next((place for place in _PLACES if Path(place).is_file()), None)
    if program is None:
        raise BlmaReviewError(
            f"{path}: {path.suffix or 'such'} files are read through LibreOffice, which is not installed here; "
            "install it, or open the file in Word and save it as .docx."
        )
    with tempfile.TemporaryDirectory(prefix="blma-review-") as name:
        folder = Path(name)
        # A name of our own: LibreOffice would take a draft called "-h.doc" for an option.
        source = Path(shutil.copyfile(path, folder / f"draft{path.suffix.lower() or '.doc'}"))
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            raise BlmaReviewError(
                f"{path}: LibreOffice did not finish reading it in {_SECONDS} seconds; save it as .docx and try again."
            ) from None
        converted = folder / "out" / "draft.docx"
        if not converted.is_file():
            raise BlmaReviewError(f"{path}: LibreOffice cannot read it; open it in Word and save it as .docx.")
        yield converted
