"""What reviewers say: added, listed, sent to others and brought together, exported."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from blma_review.errors import BlmaReviewError
from blma_review.feedback.candidates import candidates, render_candidates
from blma_review.feedback.entries import parse_entry, render_entry, store
from blma_review.feedback.model import KINDS, Entry
from blma_review.review.examples import run_examples
from blma_review.rules.load import build_rules, load_rules

ROOT = Path(__file__).resolve().parents[2]
REVIEW = ROOT / "examples" / "tamaria-norvale-mou-review"
KEPT = "The employer shall keep the passport of each worker in a safe."


def entry(**said: object) -> Entry:
    return Entry(**({"kind": "disagree", "by": "reviewer A", "date": "2026-06-03", "comment": "No."} | said))  # type: ignore[arg-type]


def only(directory: Path) -> Path:
    (file,) = directory.iterdir()
    return file


# -- entries --------------------------------------------------------------------------------------------------------


def test_an_entry_takes_its_finding_from_the_review(run, tmp_path):
    added = run(
        *("feedback", "add", "fb", "--kind", "disagree", "--by", "reviewer A", "--rule", "identity-documents"),
        *("--review", REVIEW, "--expected", "partial", "--comment", "At the worker's request.", "--date", "2026-06-03"),
    )
    assert added.returncode == 0, added.stderr
    file = only(tmp_path / "fb")
    assert added.stdout.strip().endswith(file.name)
    assert file.name.startswith("2026-06-03-disagree-identity-documents-")
    said = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    assert said["draft"] == "tamaria-norvale-mou.docx"
    assert said["answer"] == "contrary"
    assert "passports shall be deposited" in said["quote"]
    assert said["ref"].startswith("Article")
    schema = json.loads(files("blma_review.feedback").joinpath("entry.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(said, schema)


def test_the_same_entry_is_stored_once(run, tmp_path):
    words = (
        "feedback",
        "add",
        "fb",
        "--kind",
        "agree",
        "--by",
        "reviewer A",
        "--topic",
        "scope",
        "--date",
        "2026-06-03",
    )
    assert run(*words).returncode == 0
    assert "there already" in run(*words).stdout
    assert len(list((tmp_path / "fb").iterdir())) == 1


def test_a_file_edited_since_is_never_written_over(tmp_path):
    path = store(tmp_path, entry(topic="scope"))
    assert path
    path.write_text(path.read_text().replace('"No."', '"On second thoughts, yes."'))
    again = store(tmp_path, entry(topic="scope"))
    assert again not in (None, path)
    assert "second thoughts" in path.read_text()


TEXT = st.text(max_size=80)


@given(st.sampled_from(KINDS), TEXT, TEXT, TEXT, TEXT)
def test_what_is_written_is_read_back(kind, by, topic, quote, comment):
    first = render_entry(entry(kind=kind, by=f"r {by}", topic=f"t {topic}", quote=quote, comment=f"c {comment}"))
    read = parse_entry(first.encode(), "entry.yaml")
    assert render_entry(read) == first
    assert read.kind == kind


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("kind: grumble\nby: A\ndate: 2026-01-01\n", "1:7", "'grumble' is not one of"),
        ("kind: agree\nby: A\ndate: yesterday\ntopic: x\n", "3:7", "'yesterday' is not a day"),
        ("kind: agree\nby: A\ndate: 2026-01-01\n", "1:1", "say what it is about"),
        ("kind: unclear\nby: A\ndate: 2026-01-01\ntopic: x\n", "1:1", "needs a 'comment'"),
        ("kind: agree\nby: A\ndate: 2026-01-01\nrule: ../x\n", "4:7", "is no rule's id"),
        ("kind: agree\nby: A\ndate: 2026-01-01\ntopic: x\nmood: good\n", "5:7", "'mood' is not known here"),
        ('kind: agree\nby: "\\u200b"\ndate: 2026-01-01\ntopic: x\n', "2:5", "say who"),
    ],
)
def test_an_error_names_its_line_and_the_others_are_listed(run, tmp_path, text, place, said):
    directory = tmp_path / "fb"
    store(directory, entry(topic="scope"))
    (directory / "bad.yaml").write_text(text, encoding="utf-8")
    result = run("feedback", "list", "fb")
    assert result.returncode == 2
    assert re.search(rf"bad\.yaml:{place}: ", result.stderr), result.stderr
    assert said in result.stderr
    assert "entries: 1" in result.stdout


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--kind", "grumble", "--topic", "x"], "grumble"),
        (["--kind", "agree", "--rule", "no-such-rule"], "no-such-rule"),
        (["--kind", "agree", "--topic", "x", "--date", "soon"], "soon"),
        (["--kind", "disagree", "--rule", "identity-documents", "--expected", "maybe"], "maybe"),
        (["--kind", "disagree", "--rule", "identity-documents"], "comment"),
        (["--kind", "agree", "--topic", "x", "--review", "nowhere"], "--rule"),
        (["--kind", "agree", "--rule", "identity-documents", "--review", "nowhere"], "nowhere"),
        (
            ["--kind", "agree", "--rule", "identity-documents", "--review", str(REVIEW), "--ref", "Article 99"],
            "Article 99",
        ),
    ],
)
def test_a_wrong_word_is_named_and_nothing_is_stored(run, tmp_path, words, named):
    result = run("feedback", "add", "fb", "--by", "reviewer A", *words)
    assert result.returncode == 2
    assert named in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "fb").exists()


def test_a_list_can_be_narrowed(run, tmp_path):
    store(tmp_path / "fb", entry(rule="identity-documents", expected="none"))
    store(tmp_path / "fb", entry(kind="agree", rule="entry-into-force"))
    assert "entries: 2" in run("feedback", "list", "fb").stdout
    assert "entry-into-force" not in run("feedback", "list", "fb", "--rule", "identity-documents").stdout
    assert "identity-documents" not in run("feedback", "list", "fb", "--kind", "agree").stdout


# -- bringing together ------------------------------------------------------------------------------------------------


def test_entries_of_two_teams_come_together_once_each(run, tmp_path):
    shared, ours = entry(topic="scope"), entry(topic="fees", by="union adviser")
    for team in ("a", "b"):
        store(tmp_path / team, shared)
    store(tmp_path / "b", ours)
    loose = store(tmp_path / "mail", entry(topic="returns"))
    (tmp_path / "b" / "bad.yaml").write_text("kind: [", encoding="utf-8")
    merged = run("feedback", "merge", "a", "b", loose)
    assert merged.returncode == 2
    assert "bad.yaml" in merged.stderr
    assert merged.stdout == "added: 2; there already: 1; unreadable: 1\n"
    assert len(list((tmp_path / "a").glob("*.yaml"))) == 3
    assert run("feedback", "merge", "new", "a").returncode == 0
    assert len(list((tmp_path / "new").glob("*.yaml"))) == 3


def test_mail_that_changed_line_ends_brings_nothing_new(run, tmp_path):
    path = store(tmp_path / "a", entry(topic="scope", comment="one\ntwo"))
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "attachment.yaml").write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "added: 0" in run("feedback", "merge", "a", "b").stdout


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_two_branches_that_add_entries_merge_without_conflict(tmp_path):
    def git(*words: str) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    git("commit", "--allow-empty", "-m", "start")
    for branch, mine in (("a", entry(topic="scope")), ("b", entry(topic="scope", by="reviewer B"))):
        git("checkout", "-b", branch, "main")
        store(tmp_path / "fb", mine)
        store(tmp_path / "fb", entry(topic="both say so"))
        git("add", "fb")
        git("commit", "-m", branch)
    git("merge", "a", "-m", "together")
    assert len(list((tmp_path / "fb").iterdir())) == 3


# -- export -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "kind"), [("en", "disagree"), ("fr", "pas d’accord"), ("es", "en desacuerdo")])
def test_the_table_has_a_row_an_entry_and_runs_no_formula(run, tmp_path, language, kind):
    store(tmp_path / "fb", entry(topic="=HYPERLINK(1)", comment="@SUM(A1)\nmore"))
    result = run("feedback", "export", "fb", "--format", "csv,markdown", "--language", language)
    assert result.returncode == 0, result.stderr
    text = (tmp_path / "fb-export" / "feedback.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2
    assert kind in rows[1]
    assert not any(value[:1] in ("=", "@", "+", "-") for value in rows[1])
    assert kind in (tmp_path / "fb-export" / "feedback.md").read_text("utf-8")


def test_what_an_entry_says_cannot_act_on_the_page(run, tmp_path):
    evil = "<script>x</script> [a](http://e.org) \u202e\x1b[31m"
    store(tmp_path / "fb", entry(topic=evil, by=evil, comment=evil, quote=evil, proposal=evil, draft=evil))
    run("feedback", "export", "fb", "--format", "markdown")
    page = (tmp_path / "fb-export" / "feedback.md").read_text("utf-8")
    assert page.count("script") >= 8
    assert not re.search(r"(?<!\\)(<script|\]\(http)", page)
    assert "\x1b" not in page + run("feedback", "list", "fb").stdout
    assert "\u202e" not in page


def test_a_disagreement_becomes_an_example_that_the_rule_can_take(tmp_path):
    rules = load_rules()
    quotes = {"contrary": KEPT, "none": "Each Party shall issue passports to its nationals."}
    said = [entry(rule="identity-documents", expected=expected, quote=quote) for expected, quote in quotes.items()]
    snippet = render_candidates(candidates(said, rules))
    assert snippet.count("The rule answers") == 2
    assert "'contrary' already" in snippet
    lines = [line for line in snippet.splitlines() if line.startswith("      - ")]
    assert len(lines) == 2
    # Pasted below a rule's examples it is read, and run, as one of them.
    rule = rules.rule("identity-documents")
    text = Path(rule.file).read_text("utf-8")
    start = text.index("    examples:\n", text.index("  - id: identity-documents\n")) + len("    examples:\n")
    pasted = text[:start] + "\n".join(lines) + "\n" + text[start:]
    others = [(str(file), file.read_bytes()) for file in (ROOT / "rules").rglob("*.yaml") if str(file) != rule.file]
    built = build_rules([*others, (rule.file, pasted.encode())])
    results = list(run_examples(built.only(built.rule("identity-documents"))))
    assert [result.example.text for result in results][:2] == [one.text for one in candidates(said, rules)]
    assert next(result for result in results if result.example.text == KEPT).holds


def test_reviewers_who_differ_are_told_so_and_those_who_agree_are_counted_together():
    said = [
        entry(rule="identity-documents", expected="partial", quote=KEPT),
        entry(rule="identity-documents", expected="partial", quote=KEPT, by="reviewer B"),
        entry(rule="identity-documents", expected="none", quote=KEPT, by="reviewer C"),
        entry(rule="identity-documents", expected="none"),  # quotes nothing
        entry(rule="no-longer-there", expected="none", quote=KEPT),
    ]
    found = candidates(said, load_rules())
    assert [(one.rule, one.expected, len(one.entries), one.disputed) for one in found] == [
        ("identity-documents", "none", 1, True),
        ("identity-documents", "partial", 2, True),
        ("no-longer-there", "none", 1, False),
    ]
    text = render_candidates(found)
    assert "the example fails until the rule is mended. Reviewers differ" in text
    assert "No rule of this id" in text


def test_an_export_that_was_edited_is_kept(run, tmp_path):
    store(tmp_path / "fb", entry(topic="scope"))
    run("feedback", "export", "fb")
    page = tmp_path / "fb-export" / "feedback.md"
    page.write_text("for the meeting")
    assert run("feedback", "export", "fb").returncode == 2
    assert page.read_text() == "for the meeting"


def test_a_link_is_no_directory_of_entries(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(BlmaReviewError, match="is a link"):
        store(tmp_path / "link", entry(topic="scope"))
