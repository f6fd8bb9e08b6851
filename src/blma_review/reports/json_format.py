"""A review as JSON, for programs. The schema is in `review.schema.json` beside this file; `schema` is its version."""

from __future__ import annotations

import json
from typing import Any

from blma_review import __version__
from blma_review.clauses.model import Clause
from blma_review.documents.model import Place
from blma_review.reports.model import Report
from blma_review.review.findings import Answer, Quote, Review

SCHEMA_VERSION = "1.0"


def render_json(review: Review, report: Report) -> dict[str, str]:
    """`review.json`: the same facts as the other reports, and the evidence behind each answer."""
    return {"review.json": _lines(_review(review, report))}


def _lines(data: dict[str, Any]) -> str:
    """JSON with a line for each member, and one for each entry of a member that is a list: short, and good to compare."""
    members = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            entries = ",\n  ".join(json.dumps(entry, ensure_ascii=False) for entry in value)
            members.append(f" {json.dumps(key)}: [\n  {entries}\n ]")
        else:
            members.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(members) + "\n}\n"


def clause_data(clause: Clause) -> dict[str, Any]:
    """A clause and what is below it, as JSON data."""
    return {
        "kind": clause.kind,
        "ref": clause.ref,
        "number": clause.number,
        "heading": clause.heading,
        "text": clause.text,
        "place": _place(clause.place),
        "children": [clause_data(child) for child in clause.children],
    }


def _review(review: Review, report: Report) -> dict[str, Any]:
    agreement = review.agreement
    answers = {answer.rule: answer for answer in review.answers}
    return {
        "schema": SCHEMA_VERSION,
        "program": {
            "name": "blma-review",
            "version": __version__,
            "rules": review.rules.digest,
            "glossary": review.glossary.digest,
        },
        "document": {
            "name": agreement.document.name,
            "format": agreement.document.format,
            "title": agreement.title,
            "parties": list(agreement.parties),
            "language": agreement.language,
            "pages": agreement.document.pages,
            "other_versions": [{"language": version.language, "title": version.title} for version in agreement.others],
            "notices": [
                {"kind": notice.kind, "message": notice.message, "page": notice.page, "paragraph": notice.paragraph}
                for notice in agreement.document.notices
            ],
        },
        "report_language": report.language,
        "answers": [
            {
                "id": item.rule,
                "phase": item.phase,
                "theme": review.rules.rule(item.rule).theme,
                "question": item.question,
                "answer": item.answer,
                "confidence": answers[item.rule].confidence,
                "meaning": item.meaning,
                "evidence": _evidence(answers[item.rule]),
                "why": item.why,
                "advice": item.advice,
                "suggested_wording": item.wording,
                "sources": list(item.sources),
            }
            for item in report.items()
        ],
        "checklists": {
            phase.phase: [
                {
                    "id": check.id,
                    "question": check.question,
                    "who": check.who,
                    "evidence": check.evidence,
                    "sources": list(check.sources),
                }
                for check in phase.checklist
            ]
            for phase in report.phases
        },
        "terms": [
            {
                "kind": finding.kind,
                "found": finding.found,
                "better": finding.better,
                "entry": finding.entry,
                "count": finding.count,
                "quotes": [_quote(quote) for quote in finding.quotes],
            }
            for finding in review.terms
        ],
        "obligations": [
            {
                "bearer": duty.bearer,
                "who": duty.who,
                "duty": duty.duty,
                "what": duty.what,
                "when": duty.when,
                "ref": duty.ref,
                "place": _place(duty.place),
            }
            for duty in review.obligations
        ],
        "structure": [
            {"kind": finding.kind, "detail": finding.detail, "quotes": [_quote(quote) for quote in finding.quotes]}
            for finding in review.structure
        ],
    }


def _evidence(answer: Answer) -> list[dict[str, Any]]:
    return [
        {
            "answer": match.answer,
            "says": match.says,
            "weighed": list(match.weighed),
            "concepts": [{"concept": concept, "words": words} for concept, words in match.why],
            "quotes": [_quote(quote) for quote in match.quotes],
        }
        for match in answer.matches
    ]


def _quote(quote: Quote) -> dict[str, Any]:
    return {"words": quote.words, "marked": list(quote.marked), "ref": quote.ref, "place": _place(quote.place)}


def _place(place: Place) -> dict[str, Any]:
    return {"page": place.page, "paragraph": place.paragraph, "cell": list(place.cell) if place.cell else None}
