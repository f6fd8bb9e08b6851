"""JUnit XML, which every CI system shows as test results."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from blma_review.reports.characters import one_line, printable
from blma_review.reports.model import Item, Report


def render_junit(report: Report) -> dict[str, str]:
    """`review.junit.xml`: a test a question, a suite a phase. Contrary and missing fail; partial passes with a remark."""
    total = report.items()
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name={_attribute(report.document)} tests="{len(total)}" failures="{_failures(total)}">',
    ]
    for phase in report.phases:
        lines.append(
            f'  <testsuite name={_attribute(phase.title)} tests="{len(phase.items)}" failures="{_failures(phase.items)}">'
        )
        for item in phase.items:
            lines.extend(_case(item, report))
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return {"review.junit.xml": "\n".join(lines) + "\n"}


def _failures(items: tuple[Item, ...]) -> int:
    return sum(item.answer in ("contrary", "none") for item in items)


def _case(item: Item, report: Report) -> list[str]:
    opening = f"    <testcase classname={_attribute(item.theme)} name={_attribute(f'{item.rule}: {item.question}')}"
    if item.answer == "full":
        return [opening + "/>"]
    quotes = [f"{printable(quote.words)} ({quote.ref}, {quote.place})" for quote in item.quotes]
    body = escape(printable("\n".join([*quotes, item.advice])))
    if item.answer == "partial":
        return [opening + ">", f"      <system-out>{body}</system-out>", "    </testcase>"]
    message = _attribute(f"{report.text[item.answer]}: {item.meaning}")
    return [
        opening + ">",
        f"      <failure type={_attribute(item.answer)} message={message}>{body}</failure>",
        "    </testcase>",
    ]


def _attribute(text: str) -> str:
    return quoteattr(one_line(text))
