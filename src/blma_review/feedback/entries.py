"""Entries as files: plain YAML, one a file, named after what they say, so that no two people's files collide."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

from blma_review.errors import BlmaReviewError
from blma_review.feedback.model import KINDS, Entry, Kind
from blma_review.languages import LANGUAGES, Language
from blma_review.pilots.fields import Fields, read_bytes, text_of
from blma_review.pilots.forms import quoted
from blma_review.reports.characters import one_line, printable
from blma_review.rules.model import ANSWERS, AnswerKind
from blma_review.rules.phrases import normalise
from blma_review.yamlio import Value, parse_yaml

_REQUIRED = ("kind", "by", "date")
_TEXTS = ("rule", "topic", "draft", "ref", "quote", "comment", "proposal")
_WORDS = ("answer", "expected", "language")
_RULE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def parse_entry(data: bytes, name: str) -> Entry:
    """Read an entry from the bytes of a file called `name`.

    Raises BlmaReviewError, with the line, for what is not understood or is missing.
    """
    root = parse_yaml(data, name)
    fields = root.mapping(_REQUIRED, (*_TEXTS, *_WORDS))
    entry = Entry(
        kind=cast("Kind", fields["kind"].choice(KINDS)),
        by=_name(fields["by"]),
        date=_day(fields["date"]),
        answer=cast("AnswerKind | None", _choice(fields, "answer", ANSWERS)),
        expected=cast("AnswerKind | None", _choice(fields, "expected", ANSWERS)),
        language=cast("Language | None", _choice(fields, "language", LANGUAGES)),
        **{key: printable(text_of(fields, key)).strip() for key in _TEXTS},
    )
    if entry.rule and not _RULE.fullmatch(entry.rule):
        raise fields["rule"].fail(f"'{entry.rule}' is no rule's id; 'blma-review rules list' shows them.")
    problem = lacking(entry)
    if problem:
        raise root.fail(problem)
    return entry


def lacking(entry: Entry) -> str:
    """What an entry must still say to be of use to anybody; empty where nothing is lacking."""
    if entry.kind != "missing-rule" and not entry.subject:
        return "say what it is about: 'rule' (a rule's id) or 'topic' (a part of the Guidance)."
    if entry.kind != "agree" and not (entry.comment or entry.proposal or entry.expected):
        return f"'{entry.kind}' needs a 'comment', a 'proposal' or the answer 'expected'."
    return ""


def render_entry(entry: Entry) -> str:
    """The entry as the text of its file: the same entry gives the same text."""
    lines = [f"kind: {entry.kind}", f"by: {quoted(one_line(entry.by))}", f"date: {entry.date}"]
    for key in ("rule", "topic", "draft", "ref", "language", "answer", "quote", "expected", "comment", "proposal"):
        value = printable(getattr(entry, key) or "").strip()
        if value:
            plain = key in ("rule", "language", "answer", "expected")
            lines.append(f"{key}: {value}" if plain else f"{key}: {_text(value)}")
    return "\n".join(lines) + "\n"


def entry_name(entry: Entry, letters: int = 10) -> str:
    """The entry's file name: when, what, about what, and a part of its hash, which tells two such entries apart."""
    subject = re.sub(r"[^a-z0-9]+", "-", normalise(entry.subject)).strip("-")[:40].strip("-") or "guidance"
    return f"{entry.date}-{entry.kind}-{subject}-{digest(entry)[:letters]}.yaml"


def digest(entry: Entry) -> str:
    """What two entries have in common only if they say the same."""
    return hashlib.sha256(render_entry(entry).encode()).hexdigest()


def read_entries(places: list[Path]) -> Iterator[tuple[Path, Entry | BlmaReviewError]]:
    """Every entry in some files and directories, in the order of names, or what is wrong with its file.

    Raises BlmaReviewError for a place that does not exist.
    """
    for place in places:
        try:
            if not place.exists():
                raise BlmaReviewError(f"{place}: does not exist; check the name.")
            files = sorted(file for file in place.iterdir() if _is_entry(file)) if place.is_dir() else [place]
        except OSError as error:
            raise BlmaReviewError(f"{place}: cannot be read ({error.strerror}); check its permissions.") from None
        for file in files:
            try:
                yield file, parse_entry(read_bytes(file, "an entry of feedback"), str(file))
            except BlmaReviewError as error:
                yield file, error


def store(directory: Path, entry: Entry) -> Path | None:
    """Put an entry into a directory, making it where needed. Returns its file; None if that very entry is there.

    The name holds the entry's hash, so that nothing is ever written over; where a file of that name was edited since,
    and so says something else now, the new one gets a longer name.
    Raises BlmaReviewError where it cannot be written.
    """
    try:
        if directory.is_symlink():
            raise BlmaReviewError(f"{directory}: is a link to somewhere else; give the directory itself.")
        directory.mkdir(parents=True, exist_ok=True)
        for letters in (10, 64):
            path = directory / entry_name(entry, letters)
            try:
                with path.open("xb") as file:
                    file.write(render_entry(entry).encode())
                return path
            except FileExistsError:
                if _says(path, entry):
                    return None
    except OSError as error:
        raise BlmaReviewError(f"{directory}: cannot be written ({error.strerror}); choose another directory.") from None
    raise BlmaReviewError(f"{path}: is there and says something else; move it and try again.")


def _says(path: Path, entry: Entry) -> bool:
    try:
        return digest(parse_entry(read_bytes(path, "an entry of feedback"), str(path))) == digest(entry)
    except BlmaReviewError:
        return False


def _is_entry(file: Path) -> bool:
    return file.suffix.lower() in (".yaml", ".yml") and file.is_file() and not file.name.startswith(".")


def _name(value: Value) -> str:
    name = one_line(value.text())
    if not name:
        raise value.fail("say who: a role, such as 'reviewer A'.")
    return name


def _day(value: Value) -> str:
    try:
        return date.fromisoformat(value.text()).isoformat()
    except ValueError:
        raise value.fail(f"'{value.text()}' is not a day; write it as 2026-03-14.") from None


def _choice(fields: Fields, key: str, allowed: tuple[str, ...]) -> str | None:
    return fields[key].choice(allowed) if text_of(fields, key) else None


def _text(words: str) -> str:
    """A text of several lines as a block, so that a change to one line shows as such; any other in quotes."""
    if "\n" not in words:
        return quoted(words)
    lines = [line.rstrip() for line in words.replace("\t", " ").split("\n")]
    return "\n".join(["|2-", *(f"  {line}".rstrip() for line in lines)])
