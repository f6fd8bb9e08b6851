"""Rules and glossary as they were read before, kept in the user's cache directory."""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

_PACKAGE = Path(__file__).parent
_READERS = (
    "compiled.py",
    "yamlio.py",
    "rules/load.py",
    "rules/model.py",
    "rules/phrases.py",
    "rules/lexicon.py",
    "glossary/load.py",
)

Built = TypeVar("Built")


def compiled(name: str, files: list[tuple[str, bytes]], build: Callable[[Iterable[tuple[str, bytes]]], Built]) -> Built:
    """What `build` makes of some (path, bytes), taken from the last time when neither they nor the program changed.

    Parsing two megabytes of YAML takes longer than reviewing a draft, and the files rarely change. Nothing of a draft
    is ever kept. Where nothing can be written the files are parsed every time.
    """
    from platformdirs import user_cache_path

    key = _key(files)
    path = user_cache_path("blma-review", appauthor=False) / f"{name}-{sys.implementation.cache_tag}.pickle"
    try:
        if _is_ours(path):
            with path.open("rb") as file:
                if file.read(len(key)) == key:
                    kept: Built = pickle.load(file)
                    return kept
    except Exception:  # a damaged file may raise anything; it is written anew
        pass
    built = build(files)
    _write(path, key + pickle.dumps(built, protocol=5))
    return built


def _key(files: list[tuple[str, bytes]]) -> bytes:
    digest = hashlib.sha256()
    for reader in _READERS:
        digest.update((_PACKAGE / reader).read_bytes())
    for path, data in files:
        digest.update(f"{path} {len(data)} ".encode())
        digest.update(data)
    return digest.digest()


def _is_ours(path: Path) -> bool:
    """Whether nobody else could have written the file: unpickling runs what a file says."""
    status = path.stat()
    return not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)


def _write(path: Path, data: bytes) -> None:
    """Put a file in place in one step, so that two runs at once never see half of it."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            temporary.touch(mode=0o600)
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
