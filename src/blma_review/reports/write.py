"""Putting reports on disk: whole or not at all, and never over something that somebody else wrote."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from blma_review.errors import BlmaReviewError

# Beside the reports lies a list of what was written with its hashes: what still has its hash is ours to replace.
MANIFEST = ".blma-review.json"


def write_reports(directory: Path, files: Mapping[str, str | bytes], *, force: bool = False) -> list[Path]:
    """Write files into a directory, making it where needed. Returns their paths, in the order given.

    A file that is there already is replaced only if this program wrote it and nobody changed it since, or with
    `force`. Everything is checked before anything is written; each file appears whole or not at all.
    Raises BlmaReviewError where the directory or a file cannot be written, or would be overwritten.
    """
    try:
        if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
            raise BlmaReviewError(f"{directory}: is not a plain directory; choose another with --output.")
        directory.mkdir(parents=True, exist_ok=True)
        written = _manifest(directory)
        for name in files:
            _check(directory / name, written.get(name), force)
        paths = []
        for name, content in files.items():
            data = content.encode("utf-8") if isinstance(content, str) else content
            _replace(directory / name, data)
            written[name] = hashlib.sha256(data).hexdigest()
            paths.append(directory / name)
        _replace(directory / MANIFEST, (json.dumps(written, indent=1, sort_keys=True) + "\n").encode())
    except OSError as error:
        raise BlmaReviewError(
            f"{directory}: the reports cannot be written ({error.strerror}); choose another place with --output."
        ) from None
    return paths


def _manifest(directory: Path) -> dict[str, str]:
    try:
        known = json.loads((directory / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in known.items()} if isinstance(known, dict) else {}


def _check(path: Path, digest: str | None, force: bool) -> None:
    if path.is_symlink():
        raise BlmaReviewError(f"{path}: is a link to somewhere else; remove it or choose another place with --output.")
    if not path.exists() or force:
        return
    if digest is None:
        raise BlmaReviewError(
            f"{path}: is there already and was not written by blma-review; move it, choose another place with --output, or add --force."
        )
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        raise BlmaReviewError(
            f"{path}: was changed since blma-review wrote it; keep it elsewhere, choose another place with --output, or add --force."
        )


def _replace(path: Path, data: bytes) -> None:
    """Write beside the target and rename, so that a reader sees the old file or the new one and nothing between."""
    handle, name = tempfile.mkstemp(prefix=".blma-review-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _use_umask(name)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _use_umask(name: str) -> None:
    """A temporary file is private; a report has the permissions that the user gives new files."""
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(name, 0o666 & ~mask)
