"""Where the rule and glossary files lie: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_directory(name: str) -> Path:
    """The directory of the shipped `rules` or `glossary` files."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent.parent / name


def yaml_files(directory: Path) -> list[Path]:
    """Every YAML file below a directory, in an order that does not depend on the system."""
    found = [path for pattern in ("*.yaml", "*.yml") for path in directory.rglob(pattern)]
    return sorted(found, key=lambda path: path.relative_to(directory).as_posix())
