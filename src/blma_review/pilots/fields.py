"""What a record, a form and an entry of feedback have in common when they are read: optional texts, dates, paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

from blma_review.errors import BlmaReviewError
from blma_review.pilots.dates import When, parse_when
from blma_review.pilots.vocabulary import Word, find_word
from blma_review.reports.characters import printable
from blma_review.yamlio import MAX_BYTES, Value

Fields = Mapping[str, Value]


def text_of(fields: Fields, key: str) -> str:
    """A text that may be missing or left empty."""
    value = fields.get(key)
    if value is None or value.data is None or value.data == "":
        return ""
    return value.text()


def texts_of(fields: Fields, key: str) -> tuple[str, ...]:
    """A list of texts that may be missing or left empty; a lone text is a list of one."""
    return tuple(item.text() for item in items_of(fields, key))


def items_of(fields: Fields, key: str) -> list[Value]:
    """A list that may be missing or left empty; a lone value is a list of one."""
    value = fields.get(key)
    if value is None or value.data is None or value.data == "":
        return []
    return value.data if isinstance(value.data, list) else [value]


def when_of(fields: Fields, key: str) -> When | None:
    """A date that may be missing or left empty. Raises BlmaReviewError, with its line, for what is no date."""
    text = text_of(fields, key)
    if not text:
        return None
    try:
        return parse_when(text)
    except ValueError as error:
        raise fields[key].fail(f"{error}.") from None


def word_of(value: Value, words: Iterable[Word]) -> str:
    """The id of a word from one of the lists, written as its id or as its name in any language."""
    words = tuple(words)
    found = find_word(value.text(), words)
    if found is None:
        raise value.fail(f"'{value.text()}' is not known; choose from {', '.join(word.id for word in words)}.")
    return found


def path_of(value: Value) -> str:
    """A path below the record's own directory, so that a record and its files travel together and reach no others."""
    text = value.text()
    path = PurePosixPath(text)
    if printable(text) != text or len(text) > 1000 or any(len(part.encode()) > 255 for part in path.parts):
        raise value.fail("this is no file's name; write a path below the record's directory, with '/'.")
    if path.is_absolute() or ".." in path.parts or "\\" in text or PureWindowsPath(text).drive:
        raise value.fail(f"'{text}' leads out of the record's directory; write a path below it, with '/'.")
    return str(path)


def read_bytes(path: Path, what: str) -> bytes:
    """The bytes of a file the user named. Raises BlmaReviewError where it is missing, unreadable or too large."""
    try:
        if path.is_dir():
            raise BlmaReviewError(f"{path}: is a directory; give {what}.")
        if path.stat().st_size > MAX_BYTES:
            raise BlmaReviewError(f"{path}: is larger than {MAX_BYTES:,} bytes; give {what}.")
        return path.read_bytes()
    except FileNotFoundError:
        raise BlmaReviewError(f"{path}: does not exist; check the name.") from None
    except OSError as error:
        raise BlmaReviewError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from None
