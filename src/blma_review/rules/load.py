"""Reading rule files, with errors that name file, line and column."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from blma_review.compiled import compiled
from blma_review.data import read_yaml_files
from blma_review.languages import LANGUAGES, Text
from blma_review.rules.lexicon import build_lexicon
from blma_review.rules.model import (
    ANSWERS,
    CONTRARY_ZONES,
    PHASES,
    AnswerKind,
    ChecklistItem,
    Concept,
    Evidence,
    Example,
    Fact,
    Phase,
    Rule,
    RuleSet,
    Scope,
)
from blma_review.rules.phrases import parse_phrase
from blma_review.yamlio import Value, parse_yaml

_SCOPES: tuple[str, ...] = get_args(Scope)
_FACTS: tuple[str, ...] = get_args(Fact)
_ZONES = ("title", "preamble", "operative", "definition", "annex", "signature", "footnote")
_RULE_KEYS = ("id", "phase", "sources", "question", "why", "answers", "advice", "wording")
_EVIDENCE_KEYS = (
    ("answer", "says"),
    (
        "all",
        "any",
        "at_least",
        "none",
        "heading",
        "near",
        "within",
        "zones",
        "negated",
        "weak",
        "may",
        "deference",
        "preamble",
        "fact",
    ),
)


def load_rules(extra: Sequence[Path] = ()) -> RuleSet:
    """Read the shipped rules and those of `extra` directories; a rule or concept read later takes the place of one
    of the same name read earlier.

    Raises BlmaReviewError for the first thing in a file that is not understood.
    """
    return compiled("rules", read_yaml_files("rules", extra), build_rules)


def build_rules(files: Iterable[tuple[str, bytes]]) -> RuleSet:
    """Build a rule set from (name, bytes) of YAML files; see `load_rules`."""
    digest = hashlib.sha256()
    rules: dict[str, Rule] = {}
    concepts: dict[str, Concept] = {}
    themes: dict[str, Text] = {}
    checklist: dict[str, ChecklistItem] = {}
    places: dict[str, Value] = {}
    for name, data in files:
        digest.update(data)
        root = parse_yaml(data, name)
        top = root.mapping((), ("theme", "title", "concepts", "rules", "phases"))
        theme = top["theme"].text() if "theme" in top else ""
        if "title" in top:
            themes[theme] = top["title"].by_language()
        for key, value in top["concepts"].mapping().items() if "concepts" in top else ():
            _refuse_twin(key, value, places, name)
            concepts[key] = _concept(key, value)
        for value in top["rules"].items() if "rules" in top else ():
            rule = _rule(value, theme)
            _refuse_twin(f"rule {rule.id}", value, places, name)
            rules[rule.id] = rule
        for phase, items in top["phases"].mapping((), PHASES).items() if "phases" in top else ():
            for item in items.items():
                entry = _checklist_item(item, cast("Phase", phase))
                checklist[entry.id] = entry
    expanded, inline = _check_references(rules.values(), concepts, places)
    concepts.update(inline)
    lexicons = {language: pickle.dumps(build_lexicon(concepts.values(), language), 5) for language in LANGUAGES}
    return RuleSet(tuple(expanded), concepts, themes, tuple(checklist.values()), digest.hexdigest(), lexicons)


def _refuse_twin(key: str, value: Value, places: dict[str, Value], name: str) -> None:
    """Two of one name in one directory are a mistake; a directory given later replaces on purpose."""
    twin = places.get(key)
    if twin and Path(twin.file).parent == Path(name).parent:
        raise value.fail(f"'{key}' is defined a second time; the first is at {twin.file}:{twin.line}")
    places[key] = value


def _concept(name: str, value: Value) -> Concept:
    phrases = {
        language: item.strings()
        for language, item in value.mapping((), (*LANGUAGES, "any", "note")).items()
        if language != "note"
    }
    for language, item in value.mapping().items():
        if language == "note":
            continue
        for entry in item.items() if isinstance(item.data, list) else [item]:
            try:
                parse_phrase(entry.text())
            except ValueError as error:
                raise entry.fail(f"in concept '{name}': {error}") from None
    return Concept(name, phrases)


def _rule(value: Value, theme: str) -> Rule:
    fields = value.mapping(_RULE_KEYS, ("evidence", "examples"))
    return Rule(
        id=fields["id"].text(),
        theme=theme,
        phase=cast("Phase", fields["phase"].choice(PHASES)),
        sources=fields["sources"].strings(),
        question=fields["question"].by_language(),
        why=fields["why"].by_language(),
        answers=_texts(fields["answers"]),
        advice=_texts(fields["advice"]),
        wording=fields["wording"].by_language(),
        evidence=tuple(_evidence(item) for item in fields["evidence"].items()) if "evidence" in fields else (),
        examples=tuple(_example(item) for item in fields["examples"].items()) if "examples" in fields else (),
        file=value.file,
        line=value.line,
    )


def _texts(value: Value) -> dict[AnswerKind, Text]:
    return {cast("AnswerKind", key): item.by_language() for key, item in value.mapping((), ANSWERS).items()}


def _groups(value: Value) -> tuple[tuple[str, ...], ...]:
    return tuple(item.strings() for item in value.items())


def _evidence(value: Value) -> Evidence:
    fields = value.mapping(*_EVIDENCE_KEYS)
    evidence = Evidence(answer=cast("AnswerKind", fields["answer"].choice(ANSWERS)), says=fields["says"].text())
    changes: dict[str, object] = {"zones": CONTRARY_ZONES} if evidence.answer == "contrary" else {}
    for key, item in fields.items():
        if key == "all":
            changes[key] = _groups(item)
        elif key in ("any", "none", "heading"):
            changes[key] = item.strings()
        elif key in ("at_least", "near"):
            changes[key] = item.number()
        elif key == "within":
            changes[key] = item.choice(_SCOPES)
        elif key == "zones":
            changes[key] = tuple(entry.choice(_ZONES) for entry in item.items())
        elif key == "negated":
            changes[key] = item.choice(("cancels", "allowed", "required"))
        elif key in ("weak", "may", "deference", "preamble"):
            changes[key] = item.choice(("lowers", "allowed"))
        elif key == "fact":
            changes[key] = item.choice(_FACTS)
    built = replace(evidence, **changes)  # type: ignore[arg-type]  # the keys were checked one by one
    if not (built.all or built.any or built.fact):
        raise value.fail("evidence needs 'all', 'any' or 'fact'")
    return built


def _example(value: Value) -> Example:
    fields = value.mapping(("answer",), (*LANGUAGES, "heading", "zone"))
    language = next((key for key in LANGUAGES if key in fields), None)
    if language is None:
        raise value.fail("an example needs its sentence under 'en', 'fr' or 'es'")
    return Example(
        language=language,
        text=fields[language].text(),
        answer=cast("AnswerKind", fields["answer"].choice(ANSWERS)),
        heading=fields["heading"].text() if "heading" in fields else "",
        zone=fields["zone"].choice(_ZONES) if "zone" in fields else "operative",
        line=value.line,
    )


def _checklist_item(value: Value, phase: Phase) -> ChecklistItem:
    fields = value.mapping(("id", "question", "who", "evidence", "sources"), ("phase",))
    return ChecklistItem(
        id=fields["id"].text(),
        phase=phase,
        question=fields["question"].by_language(),
        who=fields["who"].by_language(),
        evidence=fields["evidence"].by_language(),
        sources=fields["sources"].strings(),
    )


def _check_references(
    rules: Iterable[Rule], concepts: dict[str, Concept], places: dict[str, Value]
) -> tuple[list[Rule], dict[str, Concept]]:
    """Check that every concept named exists, and give expressions written inside evidence a concept of their own."""
    for name, concept in concepts.items():
        for expressions in concept.phrases.values():
            for expression in expressions:
                for _, _, others, _, _ in parse_phrase(expression)[0]:
                    for other in others:
                        if other not in concepts:
                            raise places[name].fail(f"concept '{name}' speaks of <{other}>, which is not defined")
    inline: dict[str, Concept] = {}
    checked: list[Rule] = []
    for rule in rules:
        place = places[f"rule {rule.id}"]
        for evidence in rule.evidence:
            groups = (*evidence.all, evidence.any, evidence.none, evidence.heading)
            for name in (name for group in groups for name in group):
                if "<" in name:
                    try:
                        slots = parse_phrase(name)[0]
                    except ValueError as error:
                        raise place.fail(f"rule '{rule.id}': {error}") from None
                    for _, _, others, _, _ in slots:
                        for other in others:
                            if other not in concepts:
                                raise place.fail(f"rule '{rule.id}' speaks of <{other}>, which is not defined")
                    inline[name] = Concept(name, {"any": (name,)})
                elif name not in concepts:
                    raise place.fail(f"rule '{rule.id}' speaks of '{name}', a concept that is not defined")
        checked.append(rule)
    return checked, inline
