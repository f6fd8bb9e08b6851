"""The record of a pilot: begun, checked, shown."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import docx
import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from blma_review.documents.read import read_document
from blma_review.errors import BlmaReviewError
from blma_review.pilots.dates import parse_when
from blma_review.pilots.load import parse_pilot
from blma_review.pilots.profile import build_profile
from blma_review.pilots.profile_docx import docx_profile
from blma_review.pilots.profile_markdown import markdown_profile
from blma_review.rules.load import load_rules

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
RULES = load_rules()
RECORD = EXAMPLES / "tamaria-norvale-pilot.yaml"
SMALL = """\
pilot: Care workers
kind: corridor
countries: [Tamaria, Norvale]
stage: negotiation
"""


def schema(name: str) -> dict[str, object]:
    return json.loads(files("blma_review.pilots").joinpath(f"{name}.schema.json").read_text("utf-8"))


def plain(file: Path) -> object:
    """A YAML file as an editor that knows the schema sees it: dates are texts."""

    def mend(value: object) -> object:
        if isinstance(value, dict):
            return {key: mend(item) for key, item in value.items()}
        if isinstance(value, list):
            return [mend(item) for item in value]
        return int(value) if str(value).isdigit() else value or None

    return mend(yaml.load(file.read_text("utf-8"), yaml.BaseLoader))


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """The example record with what is filed under it, in a directory of its own."""
    for file in EXAMPLES.glob("tamaria-norvale-*"):
        if file.is_file():
            shutil.copy(file, tmp_path)
    review = tmp_path / "tamaria-norvale-mou-review"
    review.mkdir()
    shutil.copy(EXAMPLES / "tamaria-norvale-mou-review" / "review.json", review)
    return tmp_path / RECORD.name


def written(tmp_path: Path, extra: str, base: str = SMALL) -> Path:
    file = tmp_path / "pilot.yaml"
    file.write_text(base + extra, encoding="utf-8")
    return file


# -- beginning ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_new_record_is_sound_and_shows_every_question_as_open(run, tmp_path, language):
    result = run("pilot", "init", "dossier", "--country", "Tamaria", "--country", "Côte: d'Or", "--language", language)
    assert result.returncode == 0, result.stderr
    record = tmp_path / "dossier" / "pilot.yaml"
    assert run("pilot", "check", record).returncode == 0
    shown = run("pilot", "show", record)
    assert "| Initiation | 12 | · | · | · | 12 |" in shown.stdout
    assert "Côte: d'Or" in shown.stdout
    jsonschema.validate(plain(record), schema("pilot"))
    form = tmp_path / "dossier" / "checklist-adoption.yaml"
    jsonschema.validate(plain(form), schema("checklist"))


def test_a_record_that_was_edited_is_not_begun_anew(run, tmp_path):
    run("pilot", "init", "dossier", "--country", "Tamaria")
    record = tmp_path / "dossier" / "pilot.yaml"
    record.write_text(record.read_text("utf-8") + "# ours\n", encoding="utf-8")
    result = run("pilot", "init", "dossier", "--country", "Tamaria")
    assert result.returncode == 2
    assert record.read_text("utf-8").endswith("# ours\n")


def test_the_kind_follows_from_the_countries(run, tmp_path):
    run("pilot", "init", "one", "--country", "Tamaria")
    run("pilot", "init", "many", "--country", "Tamaria", "--country", "Norvale", "--region", "The Gulf of Tam")
    assert "kind: country " in (tmp_path / "one" / "pilot.yaml").read_text("utf-8")
    assert "kind: region " in (tmp_path / "many" / "pilot.yaml").read_text("utf-8")
    assert "The Gulf of Tam" in run("pilot", "show", "many/pilot.yaml").stdout


# -- vocabularies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "shown"),
    [
        ("development of the text", "development of the text (phase: drafting)"),
        ("Development", "development (phase: implementation)"),
        ("monitoring", "monitoring (phase: monitoring and evaluation)"),
        ("Monitoring and evaluation", "monitoring and evaluation"),
        ("élaboration du texte", "development of the text (phase: drafting)"),
        ("adoption", "adoption"),
        ("preparation", "initiation"),
    ],
)
def test_every_lists_words_for_a_stage_are_understood(run, tmp_path, stage, shown):
    file = written(tmp_path, "", SMALL.replace("negotiation", stage))
    assert f"- Stage: {shown}\n" in run("pilot", "show", file).stdout


# -- errors ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "line", "said"),
    [
        ("owner: somebody\n", 5, "'owner' is not known here"),
        ("stakeholders:\n  - {category: unions, name: X}\n", 6, "'unions' is not one of"),
        ("stakeholders:\n  - {category: workers, name: X, country: Elsewhere}\n", 6, "not a country of this pilot"),
        ("stakeholders:\n  - {category: workers, name: X}\n", 6, "say on which side"),
        ("timeline:\n  - {date: 14 March, event: Talks}\n", 6, "'14 March' is not a date"),
        ("timeline:\n  - {date: 2026-02-30, event: Talks}\n", 6, "'2026-02-30' is not a date"),
        ("timeline:\n  - {date: 2026-03, until: 2026-01, event: Talks}\n", 6, "lies before"),
        ("timeline:\n  - {date: 2026-03, event: Talks, stage: party}\n", 6, "'party' is not a stage"),
        ("rounds:\n  - {round: 1}\n  - {round: 1}\n", 7, "round 1 is there twice"),
        ("rounds:\n  - round: 1\n    drafts: [../../etc/passwd]\n", 7, "leads out of the record's directory"),
        ("forms: [C:\\\\form.yaml]\n", 5, "leads out of the record's directory"),
        ("checklist:\n  - {id: needs-assessment, state: finished}\n", 6, "'finished' is not known"),
        ("checklist:\n  - {id: no-such-question, state: done}\n", 6, "is not a question of this checklist"),
        ("modality: [carrier pigeon]\n", 5, "'carrier pigeon' is not known"),
        ("sectors: [a\n", 6, "not valid YAML"),
    ],
)
def test_an_error_names_its_line(run, tmp_path, extra, line, said):
    result = run("pilot", "check", written(tmp_path, extra))
    assert result.returncode == 2
    assert re.match(rf"blma-review: \S*pilot\.yaml:{line}:\d+: ", result.stderr), result.stderr
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("kind", "countries"), [("country", "[A, B]"), ("corridor", "[A]"), ("region", "[A, B]"), ("corridor", "[A, A]")]
)
def test_kind_and_countries_must_agree(run, tmp_path, kind, countries):
    base = SMALL.replace("corridor", kind).replace("[Tamaria, Norvale]", countries)
    result = run("pilot", "check", written(tmp_path, "", base))
    assert result.returncode == 2
    assert "pilot.yaml:3:" in result.stderr


def test_what_is_not_there_is_named_with_its_line_and_the_rest_is_shown(run, dossier):
    (dossier.parent / "tamaria-norvale-mou.docx").unlink()
    (dossier.parent / "tamaria-norvale-mou-review" / "review.json").write_text('{"document": 1}')
    form = dossier.parent / "tamaria-norvale-checklist-initiation.yaml"
    form.write_text(form.read_text("utf-8").replace("state: done", "state: finished", 1), encoding="utf-8")
    checked = run("pilot", "check", dossier.name)
    assert checked.returncode == 1
    lines = dossier.read_text("utf-8").splitlines()
    for key in ("drafts:", "reviews:", "forms:"):
        number = next(number for number, line in enumerate(lines, start=1) if line.strip().startswith(key))
        assert f"{dossier.name}:{number}: " in checked.stdout
    assert "'finished' is not known" in checked.stdout
    shown = run("pilot", "show", dossier.name)
    assert shown.returncode == 0
    assert "not reviewed" in shown.stdout
    assert shown.stderr.count("\n") == 3


def test_a_link_out_of_the_dossier_is_not_followed(run, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "form.yaml").write_text("checklist: initiation\nitems:\n  - {id: needs-assessment, state: done}\n")
    (home / "form.yaml").symlink_to(tmp_path / "form.yaml")
    record = home / "pilot.yaml"
    record.write_text(SMALL + "forms: [form.yaml]\n")
    assert "leads out of the record's directory" in run("pilot", "check", record).stdout


# -- the profile ----------------------------------------------------------------------------------------------------


def test_the_example_follows_the_schema():
    jsonschema.Draft202012Validator.check_schema(schema("pilot"))
    jsonschema.validate(plain(RECORD), schema("pilot"))


def test_who_is_missing_is_said_side_by_side(run):
    shown = run("pilot", "show", RECORD).stdout
    missing = next(line for line in shown.splitlines() if line.startswith("**Missing"))
    assert "on every side: justice ministry" in missing
    assert "Norvale: recruiters" in missing
    assert "Tamaria: interior or migration authority, employers’ organisation" in missing
    assert "in the pilot as a whole: UN network on migration" in missing
    assert "migrants" not in missing  # one association stands for both sides
    assert "labour ministry" not in missing


def test_drafts_show_the_answers_of_their_reviews(run, dossier):
    answers = json.loads((dossier.parent / "tamaria-norvale-mou-review" / "review.json").read_bytes())["answers"]
    counts = [sum(one["answer"] == kind for one in answers) for kind in ("contrary", "none", "partial", "full")]
    row = f"| 1 | 2026-05 | tamaria-norvale-mou.docx | {' | '.join(map(str, counts))} |"
    assert counts[0] > 0
    assert row in run("pilot", "show", dossier).stdout


def test_states_of_forms_and_record_are_counted_and_the_record_has_the_last_word(run, dossier):
    shown = run("pilot", "show", dossier).stdout
    assert "| Initiation | 7 | 1 | 3 | 1 | 12 |" in shown
    assert "| Negotiation | 5 | 1 | 1 | · | 7 |" in shown
    with dossier.open("a", encoding="utf-8") as file:
        file.write("  - {id: mandate, state: done}\n")
    assert "| Initiation | 7 | · | 4 | 1 | 12 |" in run("pilot", "show", dossier).stdout


def test_nothing_is_late_unless_a_day_is_named(run):
    plain = run("pilot", "show", RECORD).stdout
    dated = run("pilot", "show", RECORD, "--on", "2026-10-15").stdout
    assert "Second round of talks (planned)" in plain
    assert "Due and not done" not in plain
    assert "Second round of talks (late)" in dated
    assert "Signature (planned)" in dated
    assert "(Ministry of Foreign Affairs, 2026-05-01)" in dated
    assert "past-agreements" not in dated


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_page_draws_the_timeline_and_loads_nothing(run, tmp_path):
    assert run("pilot", "show", RECORD, "--format", "html", "--output", "out").returncode == 0
    text = (tmp_path / "out" / "profile.html").read_text("utf-8")
    parser = _Elements()
    parser.feed(text)
    tags = [tag for tag, _ in parser.found]
    assert tags.count("svg") == 1
    marks = [attributes for tag, attributes in parser.found if "mark" in (attributes.get("class") or "")]
    assert len(marks) == 7
    assert not {"link", "img", "script", "iframe", "use"} & set(tags)
    assert not any(name in ("style", "src", "href") or name.startswith("on") for _, a in parser.found for name in a)
    policy = next(a["content"] for _, a in parser.found if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in (policy or "")


def test_the_timeline_stands_alone_as_svg(run, tmp_path):
    from lxml import etree

    assert run("pilot", "timeline", RECORD, "--format", "svg", "--output", "out").returncode == 0
    root = etree.parse(tmp_path / "out" / "timeline.svg").getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    places = [float(mark.get("cx")) for mark in root.iter("{http://www.w3.org/2000/svg}circle")]
    assert places == sorted(places)
    assert len(places) >= 3


@pytest.mark.parametrize(
    "days", [("1900", "2100"), ("2026-03-14", "2026-03-14"), ("9998", "9999"), ("0001", "0001-02")]
)
def test_a_timeline_of_any_length_is_drawn(run, tmp_path, days):
    first, last = days
    file = written(
        tmp_path, f'timeline:\n  - {{date: "{first}", event: Begins}}\n  - {{date: "{last}", event: Ends}}\n'
    )
    for options in ((), ("--format", "svg", "--output", "out")):
        result = run("pilot", "timeline", file, *options)
        assert result.returncode == 0, result.stderr
    rows = run("pilot", "timeline", file).stdout.splitlines()
    assert [row.split()[-2] for row in rows[1:]] == ["Begins", "Ends"]


def test_word_profile_says_the_same_and_is_the_same_each_time(run, tmp_path):
    for name in ("a", "b"):
        assert run("pilot", "show", RECORD, "--format", "docx", "--output", name).returncode == 0
    file = tmp_path / "a" / "profile.docx"
    assert file.read_bytes() == (tmp_path / "b" / "profile.docx").read_bytes()
    document = docx.Document(str(file))
    words = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "First round of talks (done)" in words
    assert "tamaria-norvale-mou.docx" in words
    assert "Care Homes Federation" in " ".join(paragraph.text for paragraph in document.paragraphs)
    assert b'w:fill="0F5323"' in zipfile.ZipFile(file).read("word/document.xml")
    assert read_document(file).blocks


@pytest.mark.parametrize(("language", "words"), [("fr", "Parties prenantes"), ("es", "Partes interesadas")])
def test_the_profile_is_in_the_language_asked_for(run, tmp_path, language, words):
    run("pilot", "show", RECORD, "--format", "all", "--language", language, "--output", "out")
    out = tmp_path / "out"
    assert f"## {words}" in (out / "profile.md").read_text("utf-8")
    assert f'<html lang="{language}">' in (out / "profile.html").read_text("utf-8")
    assert words in [paragraph.text for paragraph in docx.Document(str(out / "profile.docx")).paragraphs]


def test_words_of_a_record_cannot_act_in_a_profile(run, tmp_path):
    evil = '"<script>alert(1)</script> [x](http://e.org) \\e[31m | ``` \\u202e"'
    file = written(
        tmp_path,
        f"summary: {evil}\ntimeline:\n  - {{date: 2026, event: {evil}}}\n"
        f"stakeholders:\n  - {{category: iom, name: {evil}}}\n",
    )
    shown = run("pilot", "show", file, "--format", "all", "--output", "out")
    assert shown.returncode == 0, shown.stderr
    page = (tmp_path / "out" / "profile.html").read_text("utf-8")
    assert "<script>alert" not in page
    for text in (page, (tmp_path / "out" / "profile.md").read_text("utf-8"), run("pilot", "timeline", file).stdout):
        assert "\x1b" not in text
        assert "\u202e" not in text
    markdown = (tmp_path / "out" / "profile.md").read_text("utf-8").splitlines()
    free = [line for line in markdown if "script" in line and not line.startswith("    ")]
    assert len(free) == 2
    assert not any(re.search(r"(?<!\\)(<script|\]\(http)", line) for line in free)


@pytest.mark.parametrize("words", ["2026-00", "2026-13", "26-01-01", "0000", "2026-01-01T00:00", "٢٠٢٦"])
def test_what_is_no_date_is_refused(words):
    with pytest.raises(ValueError, match="is not a date"):
        parse_when(words)


def test_a_title_of_any_length_fits_word(run, tmp_path):
    file = written(tmp_path, "", SMALL.replace("Care workers", "Care workers " * 40))
    assert run("pilot", "show", file, "--format", "docx", "--output", "out").returncode == 0


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5000)
    | st.text(max_size=12)
    | st.sampled_from(["2026-03", "labour", "A"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["category", "name", "country", "date", "event", "round", "id", "state"]), inner
        )
    ),
    max_leaves=8,
)
KEYS = (
    "region",
    "sectors",
    "modality",
    "stakeholders",
    "timeline",
    "rounds",
    "forms",
    "checklist",
    "countries",
    "stage",
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_whatever_a_record_holds_is_read_or_refused_with_its_line(held):
    data = {"pilot": "P", "kind": "corridor", "countries": ["A", "B"], "stage": "negotiation"} | held
    try:
        pilot = parse_pilot(json.dumps(data).encode(), "pilot.yaml", RULES)
    except BlmaReviewError as error:
        assert re.match(r"pilot\.yaml:\d+:\d+: .", str(error))
    else:
        profile = build_profile(pilot, (), {}, RULES, "fr")
        assert markdown_profile(profile).startswith("# ")
        assert docx_profile(profile)[:2] == b"PK"
