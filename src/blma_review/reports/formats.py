"""The formats a review can be written in, by the names that `--format` takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from blma_review.reports.model import Report
from blma_review.review.findings import Review

# What a format makes of a review, its report and the draft's own file: contents by file name.
Files = Mapping[str, str | bytes]
Render = Callable[[Review, Report, "Draft"], Files]


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft's own file, and whether copies of it are to hold the suggested wording as tracked insertions."""

    path: Path
    suggest: bool = False


def _markdown(_: Review, report: Report, __: Draft) -> Files:
    from blma_review.reports.markdown import render_markdown

    return render_markdown(report)


def _json(review: Review, report: Report, __: Draft) -> Files:
    from blma_review.reports.json_format import render_json

    return render_json(review, report)


def _tsv(_: Review, report: Report, __: Draft) -> Files:
    from blma_review.reports.tabular import render_tsv

    return render_tsv(report)


def _matrix(_: Review, report: Report, __: Draft) -> Files:
    from blma_review.reports.matrix import render_matrix

    return render_matrix(report)


def _obligations(_: Review, report: Report, __: Draft) -> Files:
    from blma_review.reports.matrix import render_obligations

    return render_obligations(report)


def _sarif(review: Review, report: Report, draft: Draft) -> Files:
    from blma_review.reports.sarif import render_sarif

    return render_sarif(review, report, draft.path)


def _junit(_: Review, report: Report, __: Draft) -> Files:
    from blma_review.reports.junit import render_junit

    return render_junit(report)


def _github(review: Review, report: Report, draft: Draft) -> Files:
    from blma_review.reports.github import render_github

    return render_github(review, report, draft.path)


def _html(review: Review, report: Report, _: Draft) -> Files:
    from blma_review.reports.html import render_html

    return render_html(review, report)


def _comments(review: Review, report: Report, draft: Draft) -> Files:
    from blma_review.reports.docx_comments import render_comments

    return render_comments(review, report, draft.path, suggest=draft.suggest)


def _note(_: Review, report: Report, __: Draft) -> Files:
    from blma_review.reports.docx_note import render_note

    return render_note(report)


def _annotated(review: Review, report: Report, draft: Draft) -> Files:
    from blma_review.reports.pdf_annotated import render_annotated

    return render_annotated(review, report, draft.path)


FORMATS: Mapping[str, Render] = {
    "markdown": _markdown,
    "json": _json,
    "tsv": _tsv,
    "html": _html,
    "docx": _note,
    "comments": _comments,
    "pdf": _annotated,
    "csv": _matrix,
    "obligations": _obligations,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
}
DEFAULT_FORMATS = ("markdown", "json")
