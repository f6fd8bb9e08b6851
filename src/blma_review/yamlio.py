"""YAML files with the place of every value, and without YAML's dangers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from blma_review.errors import BlmaReviewError
from blma_review.languages import LANGUAGES, Language, Text

MAX_BYTES = 4_000_000
MAX_DEPTH = 24


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML value and where it stands: `line` and `column` are 1-based."""

    data: Any  # str | int | float | bool | None | list[Value] | dict[str, Value]
    file: str
    line: int
    column: int

    def fail(self, problem: str) -> BlmaReviewError:
        """An error that names this value's place."""
        return BlmaReviewError(f"{self.file}:{self.line}:{self.column}: {problem}")

    def mapping(self, required: tuple[str, ...] = (), optional: tuple[str, ...] | None = None) -> dict[str, Value]:
        """This value as a mapping. Raises where it is none, lacks a required key, or holds an unknown one.

        `optional=None` allows any key.
        """
        if not isinstance(self.data, dict):
            raise self.fail("a mapping (key: value) is expected here")
        for key in required:
            if key not in self.data:
                raise self.fail(f"'{key}' is missing")
        if optional is not None:
            for key, value in self.data.items():
                if key not in required and key not in optional:
                    known = ", ".join((*required, *optional))
                    raise value.fail(f"'{key}' is not known here; known are: {known}")
        return self.data

    def items(self) -> list[Value]:
        """This value as a list. Raises where it is none."""
        if not isinstance(self.data, list):
            raise self.fail("a list is expected here")
        return self.data

    def text(self) -> str:
        """This value as a string that is not empty. Raises where it is none."""
        if isinstance(self.data, bool) or not isinstance(self.data, str | int | float):
            raise self.fail("a text is expected here (put it in quotes)")
        text = str(self.data).strip()
        if not text:
            raise self.fail("this text is empty")
        return text

    def strings(self) -> tuple[str, ...]:
        """This value as a list of strings; a lone string is a list of one."""
        if isinstance(self.data, list):
            return tuple(item.text() for item in self.data)
        return (self.text(),)

    def by_language(self) -> Text:
        """This value as one string a language. Raises for a language that is not one of ours."""
        return {cast("Language", key): item.text() for key, item in self.mapping((), LANGUAGES).items()}

    def number(self) -> int:
        """This value as a whole number of at least 1. Raises where it is none."""
        if isinstance(self.data, bool) or not isinstance(self.data, int) or self.data < 1:
            raise self.fail("a whole number of at least 1 is expected here")
        return self.data

    def choice(self, allowed: tuple[str, ...]) -> str:
        """This value as one of a few words. Raises where it is another."""
        text = self.text()
        if text not in allowed:
            raise self.fail(f"'{text}' is not one of: {', '.join(allowed)}")
        return text


def parse_yaml(data: bytes, name: str) -> Value:
    """Parse the bytes of a YAML file called `name`.

    Raises BlmaReviewError, with file, line and column, for what is not plain YAML: tags, anchors and aliases,
    duplicate keys, nesting deeper than 24, files over 4 MB.
    """
    import yaml

    if len(data) > MAX_BYTES:
        raise BlmaReviewError(f"{name}:1:1: the file is larger than {MAX_BYTES:,} bytes; split it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BlmaReviewError(f"{name}:{line}:1: the file is not UTF-8; save it as UTF-8.") from None
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _build(_events(text, loader, name), name)
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise BlmaReviewError(f"{name}:{place}: not valid YAML: {error.problem or error.context}.") from None
    except yaml.YAMLError as error:
        raise BlmaReviewError(f"{name}:1:1: not valid YAML: {str(error).splitlines()[0]}.") from None


def _events(text: str, loader: Any, name: str) -> Iterator[Any]:
    import yaml

    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _error(name, event, "anchors and aliases (& and *) are not allowed; write it out.")
        if getattr(event, "tag", None) and event.tag != "!":
            raise _error(name, event, f"tags ({event.tag}) are not allowed; remove it.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _error(name, event, f"nested more than {MAX_DEPTH} deep; flatten it.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        yield event


def _error(name: str, event: Any, problem: str) -> BlmaReviewError:
    return BlmaReviewError(f"{name}:{event.start_mark.line + 1}:{event.start_mark.column + 1}: {problem}")


def _build(events: Iterator[Any], name: str) -> Value:
    """Build the one document of a stream of parser events."""
    import yaml

    documents: list[Value] = []
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and documents:
            raise _error(name, event, "one YAML document a file; remove '---'.")
        if isinstance(event, yaml.NodeEvent):
            documents.append(_value(event, events, name))
    return documents[0] if documents else Value({}, name, 1, 1)


def _value(event: Any, events: Iterator[Any], name: str) -> Value:
    import yaml

    line, column = event.start_mark.line + 1, event.start_mark.column + 1
    if isinstance(event, yaml.ScalarEvent):
        return Value(_scalar(event), name, line, column)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        for child in events:
            if isinstance(child, yaml.SequenceEndEvent):
                break
            items.append(_value(child, events, name))
        return Value(items, name, line, column)
    mapping: dict[str, Value] = {}
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            break
        if not isinstance(key, yaml.ScalarEvent):
            raise _error(name, key, "a key must be a plain word.")
        if key.value in mapping:
            raise _error(name, key, f"'{key.value}' is there twice; keep one.")
        mapping[key.value] = _value(next(events), events, name)
    return Value(mapping, name, line, column)


def _scalar(event: Any) -> str | int | bool | None:
    """Read a plain scalar. Dates, floats, "no" and "null" stay strings: nobody who writes rules expects otherwise."""
    text: str = event.value
    if event.style is None or event.style == "":
        if text in ("true", "false"):
            return text == "true"
        if text in ("", "~"):
            return None
        if text.isascii() and text.isdigit() and len(text) < 19 and (text == "0" or not text.startswith("0")):
            return int(text)
    return text
