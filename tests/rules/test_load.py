"""Rule files: what is wrong with one is said with file, line and column."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from blma_review.data import data_directory, yaml_files
from blma_review.errors import BlmaReviewError
from blma_review.rules.load import build_rules, load_rules

RULE = """\
theme: test
title: {en: Test}
concepts:
  fee: {en: [fee]}
rules:
  - id: one
    phase: drafting
    sources: [C181]
    question: {en: "Is it?"}
    why: {en: "Because."}
    answers: {none: {en: "No."}}
    advice: {none: {en: "Do."}}
    wording: {en: "It is."}
    evidence:
      - {answer: full, says: "a fee", all: [[fee]]}
"""


def problem(text: str) -> str:
    with pytest.raises(BlmaReviewError) as caught:
        build_rules([("r.yaml", text.encode())])
    return str(caught.value)


def test_a_rule_is_read():
    rule = build_rules([("r.yaml", RULE.encode())]).rule("one")
    assert (rule.theme, rule.phase, rule.line) == ("test", "drafting", 6)


@pytest.mark.parametrize(
    ("old", "new", "place", "named"),
    [
        ("phase: drafting", "phase: dreaming", "r.yaml:7:12", "dreaming"),
        ("all: [[fee]]", "all: [[fees]]", "r.yaml:6", "'fees'"),
        ("answer: full", "answer: maybe", "r.yaml:15:18", "maybe"),
        ("    sources: [C181]\n", "", "r.yaml:6:5", "'sources'"),
        ("sources: [C181]", "sources: [C181]\n    colour: red", "r.yaml:9:13", "'colour'"),
        ("{en: [fee]}", "{en: [fee ..]}", "r.yaml:4:14", "cannot end with a gap"),
        ("theme: test", "theme: &anchor test", "r.yaml:1:8", "anchors"),
        ("theme: test", "theme: !!python/name:os.system test", "r.yaml:1:8", "tags"),
        ("theme: test", "theme: test\ntheme: twice", "r.yaml:2:1", "twice"),
        ("theme: test", "theme: [test", "r.yaml:", "not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_its_place(old, new, place, named):
    message = problem(RULE.replace(old, new))
    assert message.startswith(place)
    assert named in message


def test_a_rule_given_twice_is_a_mistake():
    twice = RULE + RULE[RULE.index("  - id: one") :]
    assert "second time" in problem(twice)


def test_deep_nesting_and_giant_files_are_refused():
    assert "nested" in problem("theme: " + "[" * 100)
    assert "larger" in problem("theme: " + "x" * 5_000_000)


def test_rules_of_ones_own_replace_shipped_ones(tmp_path):
    own = (
        RULE.replace("id: one", "id: no-worker-fees")
        .replace("fee: {en", "my-fee: {en")
        .replace("[[fee]]", "[[my-fee]]")
    )
    (tmp_path / "mine.yaml").write_text(own)
    rules = load_rules([tmp_path])
    assert rules.rule("no-worker-fees").theme == "test"
    assert len(rules.rules) == 79


def test_all_79_questions_are_asked_in_three_languages():
    rules = load_rules()
    assert len(rules.rules) == 79
    for rule in rules.rules:
        for text in (rule.question, rule.why, rule.wording, *rule.answers.values(), *rule.advice.values()):
            assert set(text) == {"en", "fr", "es"}, rule.id
        assert rule.evidence, rule.id
        assert rule.sources, rule.id


def test_the_shipped_files_follow_the_published_schema():
    import yaml

    schema = json.loads((data_directory("rules") / "rules.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in yaml_files(data_directory("rules")):
        jsonschema.validate(yaml.load(path.read_bytes(), Loader=yaml.BaseLoader), schema)


def test_every_phase_has_its_checklist():
    assert {item.phase for item in load_rules().checklist} == {
        "initiation",
        "drafting",
        "negotiation",
        "adoption",
        "implementation",
        "monitoring-evaluation",
    }
    for item in load_rules().checklist:
        assert set(item.question) == set(item.who) == set(item.evidence) == {"en", "fr", "es"}, item.id


def test_an_edited_rule_is_taken_up_at_once(tmp_path):
    path = Path(tmp_path / "mine.yaml")
    path.write_text(RULE)
    before = load_rules([tmp_path]).rule("one")
    path.write_text(RULE.replace("Is it?", "Is it really?"))
    assert before.question["en"] == "Is it?"
    assert load_rules([tmp_path]).rule("one").question["en"] == "Is it really?"
