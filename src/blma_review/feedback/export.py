"""Feedback as a table for a spreadsheet, and as Markdown for a meeting."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from blma_review.feedback.messages import Messages, answer_words, messages
from blma_review.feedback.model import KINDS, Entry
from blma_review.languages import Language
from blma_review.reports.markdown import escape
from blma_review.reports.matrix import cell

_COLUMNS = (
    "date",
    "by",
    "kind",
    "about",
    "subject",
    "draft",
    "ref",
    "language",
    "answer",
    "expected",
    "quote",
    "comment",
    "proposal",
)


def csv_feedback(entries: Sequence[Entry], language: Language) -> str:
    """A row an entry; opens in Excel and LibreOffice as UTF-8, every cell harmless."""
    text = messages(language)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([text[column] for column in _COLUMNS])
    for entry in entries:
        writer.writerow([cell(value) for value in _row(entry, text)])
    return "\ufeff" + out.getvalue()


def markdown_feedback(entries: Sequence[Entry], language: Language) -> str:
    """The entries by rule and by topic, those with most disagreement first."""
    return "\n".join(_lines(entries, messages(language))).rstrip() + "\n"


def _row(entry: Entry, text: Messages) -> list[str]:
    return [
        entry.date,
        entry.by,
        text[entry.kind],
        _about(entry, text),
        entry.subject,
        entry.draft,
        entry.ref,
        entry.language or "",
        answer_words(entry.answer, text),
        answer_words(entry.expected, text),
        entry.quote,
        entry.comment,
        entry.proposal,
    ]


def _about(entry: Entry, text: Messages) -> str:
    return text["about-guidance" if entry.about == "guidance" else entry.about]


def _lines(entries: Sequence[Entry], text: Messages) -> Iterator[str]:
    yield f"# {text['title']}"
    yield ""
    if not entries:
        yield text["none"]
        return
    yield text["counts"].format(count=len(entries), people=len({entry.by for entry in entries}))
    for heading, those in (
        ("rules", [entry for entry in entries if entry.rule]),
        ("guidance", [entry for entry in entries if not entry.rule]),
    ):
        if those:
            yield ""
            yield f"## {text[heading]}"
            yield from _by_subject(those, text)


def _by_subject(entries: Sequence[Entry], text: Messages) -> Iterator[str]:
    subjects: dict[str, list[Entry]] = {}
    for entry in entries:
        subjects.setdefault(entry.subject, []).append(entry)
    for subject in sorted(subjects, key=lambda name: (-_against(subjects[name]), name)):
        those = subjects[subject]
        counts = Counter(entry.kind for entry in those)
        said = ", ".join(f"{text[kind]} {counts[kind]}" for kind in KINDS if counts[kind])
        yield ""
        yield f"### {escape(subject or text['missing-rule'])} ({said})"
        yield ""
        for entry in those:
            yield from _entry(entry, text)


def _against(entries: Sequence[Entry]) -> int:
    return sum(entry.kind != "agree" for entry in entries)


def _entry(entry: Entry, text: Messages) -> Iterator[str]:
    where = ", ".join(filter(None, (entry.draft, entry.ref)))
    yield f"- **{text[entry.kind]}**, {escape(entry.by)}, {entry.date}{text['colon']}{escape(entry.comment)}".rstrip(
        " :"
    )
    if where or entry.quote:
        words = f" “{escape(entry.quote)}”" if entry.quote else ""
        yield f"  - {text['finding']}{text['colon']}{escape(where)}{words}"
    if entry.answer or entry.expected:
        given, wanted = answer_words(entry.answer, text) or "—", answer_words(entry.expected, text) or "—"
        yield f"  - {text['answer']}{text['colon']}{given}; {text['expected']}{text['colon']}{wanted}"
    if entry.proposal:
        yield f"  - {text['proposal']}{text['colon']}{escape(entry.proposal)}"
