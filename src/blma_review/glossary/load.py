"""Reading glossary files, with errors that name file, line and column."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import cast

from blma_review.compiled import compiled
from blma_review.data import read_yaml_files
from blma_review.glossary.model import Discouraged, Entry, Glossary, Severity
from blma_review.languages import LANGUAGES, Language
from blma_review.rules.phrases import parse_phrase
from blma_review.yamlio import Value, parse_yaml


def load_glossary(extra: Sequence[Path] = ()) -> Glossary:
    """Read the shipped glossary and those of `extra` directories; a later entry takes the place of an earlier one
    with the same id.

    Raises BlmaReviewError for the first thing in a file that is not understood.
    """
    return compiled("glossary", read_yaml_files("glossary", extra), build_glossary)


def build_glossary(files: Iterable[tuple[str, bytes]]) -> Glossary:
    """Build a glossary from (name, bytes) of YAML files; see `load_glossary`."""
    digest = hashlib.sha256()
    entries: dict[str, Entry] = {}
    for name, data in files:
        digest.update(data)
        for value in parse_yaml(data, name).mapping(("terms",), ())["terms"].items():
            entry = _entry(value)
            twin = entries.get(entry.id)
            if twin and Path(twin.file).parent == Path(entry.file).parent:
                raise value.fail(f"'{entry.id}' is defined a second time; the first is at {twin.file}:{twin.line}")
            entries[entry.id] = entry
    return Glossary(tuple(entries.values()), digest.hexdigest())


def _entry(value: Value) -> Entry:
    fields = value.mapping(("id", "preferred", "definition", "sources"), ("synonyms", "discouraged", "related"))
    return Entry(
        id=fields["id"].text(),
        preferred=_forms(fields["preferred"]),
        definition=fields["definition"].by_language(),
        sources=fields["sources"].strings(),
        synonyms=_forms(fields["synonyms"]) if "synonyms" in fields else {},
        discouraged=tuple(_discouraged(item) for item in fields["discouraged"].items())
        if "discouraged" in fields
        else (),
        related=fields["related"].strings() if "related" in fields else (),
        file=value.file,
        line=value.line,
    )


def _discouraged(value: Value) -> Discouraged:
    fields = value.mapping(("forms", "reason"), ("severity", "better"))
    severity = fields["severity"].choice(("discouraged", "caution")) if "severity" in fields else "discouraged"
    return Discouraged(
        forms=_forms(fields["forms"]),
        reason=fields["reason"].by_language(),
        severity=cast("Severity", severity),
        better=fields["better"].by_language() if "better" in fields else None,
    )


def _forms(value: Value) -> Mapping[Language, tuple[str, ...]]:
    forms = {}
    for language, item in value.mapping((), LANGUAGES).items():
        for entry in item.items() if isinstance(item.data, list) else [item]:
            try:
                slots = parse_phrase(entry.text())[0]
            except ValueError as error:
                raise entry.fail(str(error)) from None
            if any(concepts for _, _, concepts, _, _ in slots):
                raise entry.fail("a term cannot speak of a <concept>; write the words")
        forms[cast("Language", language)] = item.strings()
    return forms
