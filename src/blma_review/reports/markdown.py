"""Reports as Markdown: an overview, and a file for each phase."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from blma_review.reports.characters import one_line
from blma_review.reports.model import SHOWN, Item, ObligationView, PhaseReport, QuoteView, Report, TermView
from blma_review.rules.model import AnswerKind

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def render_markdown(report: Report) -> dict[str, str]:
    """The report's files, by name."""
    files = {"overview.md": _page(_overview(report))}
    for phase in report.phases:
        files[f"{phase.number}-{phase.phase}.md"] = _page(_phase(report, phase))
    return files


def escape(text: str) -> str:
    """Text of a draft made harmless: no mark-up, no control characters, one line."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line(text)))


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


# -- overview ---------------------------------------------------------------------------------------------------


def _overview(report: Report) -> Iterator[str]:
    text = report.text
    items = report.items()
    yield f"# {text['overview']}: {escape(report.title)}"
    yield ""
    yield from _table(("", ""), ((label, escape(value)) for label, value in report.facts))
    if report.notices:
        yield f"## {text['notices']}"
        yield ""
        yield text["notices-intro"]
        yield ""
        yield from (f"- {escape(notice)}" for notice in report.notices)
        yield ""
    yield f"## {text['Contrary']}"
    yield ""
    contrary = [item for item in items if item.answer == "contrary"]
    if not contrary:
        yield text["no-contrary"]
        yield ""
    for item in contrary:
        yield f"- **{item.question}** — {item.meaning}"
        yield from (f"  > {_words(quote)}" for quote in item.quotes)
    if contrary:
        yield ""
    yield f"## {text['by-phase']}"
    yield ""
    yield from _counts(report, ((f"{phase.number}. {phase.title}", phase.counts()) for phase in report.phases), "phase")
    yield f"## {text['by-theme']}"
    yield ""
    yield from _counts(report, _theme_counts(items), "theme")
    yield f"## {text['all-answers']}"
    yield ""
    yield from _table(
        (text["question"], text["answer"], text["place"], text["rule"]),
        (
            (
                item.question,
                text[item.answer],
                "; ".join(dict.fromkeys(escape(quote.ref) for quote in item.quotes)),
                f"`{item.rule}`",
            )
            for item in items
        ),
    )
    yield from _form_and_terms(report)
    yield from _footer(report)


def _theme_counts(items: Iterable[Item]) -> Iterator[tuple[str, Counter[AnswerKind]]]:
    themes: dict[str, Counter[AnswerKind]] = {}
    for item in items:
        themes.setdefault(item.theme, Counter())[item.answer] += 1
    yield from themes.items()


def _counts(report: Report, rows: Iterable[tuple[str, Counter[AnswerKind]]], axis: str) -> Iterator[str]:
    text = report.text
    yield from _table(
        (text[axis], *(text[answer] for answer in SHOWN)),
        ((name, *(str(counts[answer] or "·") for answer in SHOWN)) for name, counts in rows),
    )


def _form_and_terms(report: Report) -> Iterator[str]:
    text = report.text
    yield f"## {text['structure']}"
    yield ""
    for view in report.structure:
        yield f"- {escape(view.message)}"
        yield from (f"  > {_words(quote)}" for quote in view.quotes)
    if not report.structure:
        yield text["no-structure"]
    yield ""
    yield f"## {text['terms']}"
    yield ""
    if not report.terms:
        yield text["no-terms"]
        yield ""
        return
    yield text["terms-intro"]
    yield ""
    kinds: dict[str, list[TermView]] = {}
    for term in report.terms:
        kinds.setdefault(term.kind, []).append(term)
    for kind, views in kinds.items():
        yield f"### {kind}"
        yield ""
        yield from _table(
            (text["term"], text["better"], text["times"], text["place"], text["reason"]),
            (
                (
                    escape(view.found),
                    escape(view.better),
                    str(view.count),
                    "; ".join(dict.fromkeys(escape(quote.ref) for quote in view.quotes)),
                    escape(view.reason),
                )
                for view in views
            ),
        )


# -- one phase ---------------------------------------------------------------------------------------------------


def _phase(report: Report, phase: PhaseReport) -> Iterator[str]:
    text = report.text
    counts = phase.counts()
    yield f"# {phase.number}. {phase.title}: {escape(report.title)}"
    yield ""
    yield " · ".join(f"{text[answer]}: {counts[answer]}" for answer in SHOWN)
    yield ""
    if phase.phase == "implementation":
        yield from _obligations(report)
    for answer in SHOWN:
        items = phase.of(answer)
        yield f"## {text[answer.capitalize()]} ({len(items)})"
        yield ""
        if not items:
            yield text["nothing"]
            yield ""
            continue
        yield text[f"{answer}-intro"]
        yield ""
        for item in items:
            yield from _item(report, item)
    if phase.phase == "drafting":
        yield from _form_and_terms(report)
    yield f"## {text['checklist']}"
    yield ""
    yield text["checklist-intro"]
    yield ""
    for check in phase.checklist:
        yield f"- [ ] **{check.question}**"
        yield f"  {text['who']}: {check.who}. {text['evidence']}: {check.evidence}. {text['sources']}: {'; '.join(check.sources)}."
    yield ""
    yield from _footer(report)


def _obligations(report: Report) -> Iterator[str]:
    """The register from which the implementation plan is made: by bearer, in the order of the text."""
    text = report.text
    yield f"## {text['obligations']} ({len(report.obligations)})"
    yield ""
    yield text["obligations-intro"]
    yield ""
    bearers: dict[str, list[ObligationView]] = {}
    for duty in report.obligations:
        bearers.setdefault(duty.bearer, []).append(duty)
    for bearer, duties in bearers.items():
        yield f"### {bearer} ({len(duties)})"
        yield ""
        yield from _table(
            (text["duty"], text["what"], text["when"], text["place"]),
            ((duty.duty, escape(duty.what), escape(duty.when) or text["no-time"], escape(duty.ref)) for duty in duties),
        )


def _item(report: Report, item: Item) -> Iterator[str]:
    text = report.text
    yield f"### {item.question}"
    yield ""
    about = [f"**{text[item.answer]}**"]
    if item.meaning:
        about.append(item.meaning)
    yield " — ".join(about)
    yield ""
    for quote in item.quotes:
        yield f"> {_words(quote)}"
        yield ""
    if item.more:
        yield text["more-places"].format(count=item.more)
        yield ""
    if item.against:
        yield f"{text['against']}:"
        yield ""
        for quote in item.against:
            yield f"> {_words(quote)}"
            yield ""
    for reason in item.weighed:
        yield f"- {text['weighed']}: {reason}"
    if item.answer != "full":
        yield f"- {text['why']}: {item.why}"
        if item.advice:
            yield f"- {text['advice']}: {item.advice}"
        if item.wording:
            yield f"- {text['wording']}: *{item.wording}*"
    yield f"- {text['sources']}: {'; '.join(item.sources)} · {text['rule']}: `{item.rule}` · {text['confidence']}: {item.confidence}"
    yield ""


def _words(quote: QuoteView) -> str:
    """The quoted words, the matching stretch in bold, and their place."""
    start, end = quote.marked
    left, middle, right = quote.words[:start], quote.words[start:end], quote.words[end:]
    marked = escape(middle)
    inner = f"**{marked}**" if marked and (left.strip() or right.strip()) else marked
    before = " " if left[-1:].isspace() else ""
    after = " " if right[:1].isspace() else ""
    joined = f"{escape(left)}{before}{inner}{after}{escape(right)}"
    return f"{joined.strip()} — {escape(quote.ref)}, {quote.place}"


# -- pieces -------------------------------------------------------------------------------------------------------


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table. Cells from the draft must be escaped already."""
    yield "| " + " | ".join(header) + " |"
    yield "|" + " --- |" * len(header)
    for row in rows:
        yield "| " + " | ".join(cell or " " for cell in row) + " |"
    yield ""


def _footer(report: Report) -> Iterator[str]:
    yield "---"
    yield ""
    yield f"{report.text['guidance']} {report.footer}"
