"""SARIF 2.1.0, for code-scanning views and the tools that compare two runs (OASIS standard, 2020)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent

from blma_review import __version__
from blma_review.reports.characters import printable
from blma_review.reports.model import Item, Report
from blma_review.review.findings import Quote, Review
from blma_review.rules.model import AnswerKind

LEVELS: dict[AnswerKind, str] = {"contrary": "error", "none": "warning", "partial": "note", "full": "none"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render_sarif(review: Review, report: Report, source: Path) -> dict[str, str]:
    """`review.sarif`: a result a question; `full` answers are results of kind "pass".

    A draft has no lines, so `startLine` is the paragraph; the article is the result's logical location.
    """
    items = report.items()
    answers = {answer.rule: answer for answer in review.answers}
    uri = percent(source.as_posix())
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "blma-review",
                        "version": __version__,
                        "informationUri": "https://migrationnetwork.un.org/resources/global-guidance-bilateral-labour-migration-agreements",
                        "rules": [_rule(item) for item in items],
                    }
                },
                "artifacts": [{"location": {"uri": uri}}],
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(item, number, answers[item.rule].quotes, uri, report) for number, item in enumerate(items)
                ],
            }
        ],
    }
    return {"review.sarif": json.dumps(log, ensure_ascii=False, indent=1) + "\n"}


def _rule(item: Item) -> dict[str, Any]:
    return {
        "id": item.rule,
        "shortDescription": {"text": item.question},
        "fullDescription": {"text": item.why},
        "help": {"text": " ".join(filter(None, (item.why, "; ".join(item.sources))))},
        "properties": {"tags": [item.phase, item.theme]},
    }


def _result(item: Item, number: int, quotes: tuple[Quote, ...], uri: str, report: Report) -> dict[str, Any]:
    words = (
        f" {report.text['quoted'].format(words=printable(quotes[0].words), ref=item.quotes[0].ref)}" if quotes else ""
    )
    advice = f" {item.advice}" if item.advice else ""
    return {
        "ruleId": item.rule,
        "ruleIndex": number,
        "kind": "pass" if item.answer == "full" else "fail",
        "level": LEVELS[item.answer],
        "message": {"text": f"{item.question} {report.text[item.answer]}: {item.meaning}{words}{advice}"},
        "locations": [_location(quote, uri) for quote in quotes[:10]] or [{"physicalLocation": _file(uri, 1)}],
        "partialFingerprints": {"answer/v1": _fingerprint(item, quotes)},
        "properties": {"answer": item.answer, "confidence": item.confidence},
    }


def _location(quote: Quote, uri: str) -> dict[str, Any]:
    return {
        "physicalLocation": _file(uri, quote.place.paragraph, quote.words),
        "logicalLocations": [{"fullyQualifiedName": quote.ref, "kind": "clause"}],
    }


def _file(uri: str, paragraph: int, words: str = "") -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": max(1, paragraph)}
    if words:
        region["snippet"] = {"text": printable(words)}
    return {"artifactLocation": {"uri": uri, "index": 0}, "region": region}


def _fingerprint(item: Item, quotes: tuple[Quote, ...]) -> str:
    """The same for the same answer on the same words, wherever these move to in the draft."""
    words = sorted(" ".join(quote.words.split()) for quote in quotes)
    return hashlib.sha256("\n".join((item.rule, item.answer, *words)).encode()).hexdigest()[:32]
