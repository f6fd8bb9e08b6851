"""Where the rule and glossary files lie: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from blma_review.errors import BlmaReviewError

_PACKAGE = Path(__file__).parent


def data_directory(name: str) -> Path:
    """The directory of the shipped `rules` or `glossary` files."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent.parent / name


def yaml_files(directory: Path) -> list[Path]:
    """Every YAML file below a directory, in an order that does not depend on the system."""
    found = [path for pattern in ("*.yaml", "*.yml") for path in directory.rglob(pattern)]
    return sorted(found, key=lambda path: path.relative_to(directory).as_posix())


def read_yaml_files(name: str, extra: Sequence[Path] = ()) -> list[tuple[str, bytes]]:
    """The shipped files of `name` ("rules" or "glossary") and then those of `extra` directories, as (path, bytes).

    Raises BlmaReviewError where one of `extra` is not a directory.
    """
    files: list[tuple[str, bytes]] = []
    for directory in (data_directory(name), *extra):
        if not directory.is_dir():
            raise BlmaReviewError(f"{directory}: is not a directory; give --{name} a directory of YAML files.")
        files.extend((str(path), path.read_bytes()) for path in yaml_files(directory))
    return files
