"""Reading a checklist form back, in whichever of the three formats it was filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from blma_review.errors import BlmaReviewError
from blma_review.pilots.fields import items_of, read_bytes
from blma_review.pilots.forms import FORM_FIELDS
from blma_review.pilots.load import read_states
from blma_review.pilots.messages import in_every_language
from blma_review.pilots.model import Form
from blma_review.rules.model import PHASES, RuleSet
from blma_review.rules.phrases import normalise
from blma_review.yamlio import Value, parse_yaml

_HEADING = re.compile(r"#{1,6}\s.*`([a-z0-9-]+)`\s*#*\s*")
_FIELD = re.compile(r"\s*[-*+]\s+\**([^:*]+?)\**\s*:\**\s*(.*)")


def load_form(path: Path, rules: RuleSet) -> Form:
    """Read a form filled in as `.yaml`, `.md` or `.docx`.

    Raises BlmaReviewError, with the line (or, in Word, the row), for what is not understood.
    """
    ending = path.suffix.lower()
    known = {item.id for item in rules.checklist}
    if ending in (".yaml", ".yml"):
        root = parse_yaml(read_bytes(path, "a checklist form"), str(path))
        fields = root.mapping(("checklist", "items"), ())
        fields["checklist"].choice(PHASES)
        return Form(str(path), read_states(items_of(fields, "items"), known))
    if ending in (".md", ".markdown"):
        return Form(str(path), read_states(_markdown_items(read_bytes(path, "a checklist form"), str(path)), known))
    if ending == ".docx":
        from blma_review.pilots.forms_docx import docx_items

        return Form(str(path), read_states(docx_items(path), known))
    raise BlmaReviewError(f"{path}: is not a checklist form; forms are .yaml, .md or .docx.")


def field_named(label: str) -> str | None:
    """The field of a form that a label in any of the languages stands for."""
    wanted = normalise(label)
    for field in FORM_FIELDS:
        if wanted in {normalise(name) for name in in_every_language(field)}:
            return field
    return None


def form_item(question: str, filled: Iterable[tuple[str, str]], at: Value, lines: Mapping[str, int]) -> Value:
    """A form's question as the YAML form would give it, so that every format is checked by the same code.

    `lines` says where each field stands in the file.
    """
    fields = {"id": Value(question, at.file, at.line, at.column)}
    for field, words in filled:
        if words or field == "state":
            fields[field] = Value(words, at.file, lines.get(field, at.line), 1)
    return Value(fields, at.file, at.line, at.column)


def _markdown_items(data: bytes, name: str) -> list[Value]:
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        bad = data[: error.start].count(b"\n") + 1
        raise BlmaReviewError(f"{name}:{bad}:1: the file is not UTF-8; save it as UTF-8.") from None
    items: list[tuple[str, int, dict[str, str], dict[str, int]]] = []
    field = None
    for number, line in enumerate(lines, start=1):
        if heading := _HEADING.fullmatch(line):
            items.append((heading[1], number, {}, {}))
            field = None
        elif items and (entry := _FIELD.fullmatch(line)) and (found := field_named(entry[1])):
            field = found
            items[-1][2][field], items[-1][3][field] = entry[2].strip(), number
        elif items and field and line.startswith("  ") and line.strip():
            # A note that runs over several lines is indented under its field.
            items[-1][2][field] = f"{items[-1][2][field]} {line.strip()}".strip()
    if not items:
        raise BlmaReviewError(
            f"{name}:1:1: holds no questions of a checklist; start from 'blma-review checklist PHASE --format markdown'."
        )
    return [
        form_item(question, fields.items(), Value(None, name, start, 1), places)
        for question, start, fields, places in items
    ]
