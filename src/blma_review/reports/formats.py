"""The formats a review can be written in, by the names that `--format` takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from blma_review.reports.model import Report
from blma_review.review.findings import Review

Render = Callable[[Review, Report], dict[str, str]]


def _markdown(_: Review, report: Report) -> dict[str, str]:
    from blma_review.reports.markdown import render_markdown

    return render_markdown(report)


def _json(review: Review, report: Report) -> dict[str, str]:
    from blma_review.reports.json_format import render_json

    return render_json(review, report)


def _tsv(_: Review, report: Report) -> dict[str, str]:
    from blma_review.reports.tabular import render_tsv

    return render_tsv(report)


FORMATS: Mapping[str, Render] = {"markdown": _markdown, "json": _json, "tsv": _tsv}
DEFAULT_FORMATS = ("markdown", "json")
