"""The review as a briefing note in Word: one page of summary, then the details phase by phase."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from blma_review.reports.characters import one_line
from blma_review.reports.model import SHOWN, Item, PhaseReport, QuoteView, Report
from blma_review.reports.word import new_document, save
from blma_review.rules.model import AnswerKind

_MOST_CONTRARY = 8  # more would not leave the table of answers on the first page; the chapters have them all
_COLOURS: dict[AnswerKind, str] = {"contrary": "A40E26", "none": "8A4600", "partial": "6B5800", "full": "0F5323"}


def render_note(report: Report) -> dict[str, bytes]:
    """`briefing-note.docx`: facts, contrary provisions and a table of answers on the first page; a table of contents,
    which Word fills in when the file is opened; a chapter a phase with its checklist; page numbers.
    """
    document = new_document(report.title, report.language)
    _styles(document)
    _page_numbers(document)
    _summary(document, report)
    document.add_page_break()
    document.add_heading(report.text["contents"], level=1)
    # Until Word has computed it, the table of contents shows the chapters without their pages.
    chapters = "\n".join(f"{phase.number}. {phase.title}" for phase in report.phases)
    _field(document.add_paragraph(), r'TOC \o "1-2" \h \z \u', chapters)
    _ask_to_update(document)
    for phase in report.phases:
        document.add_page_break()
        _phase(document, report, phase)
    return {"briefing-note.docx": save(document)}


def _summary(document: Any, report: Report) -> None:
    text = report.text
    document.add_heading(one_line(report.title), level=0)
    _table(document, [(label, value) for label, value in report.facts if label != text["title"]], header=False)
    for notice in report.notices:
        document.add_paragraph(one_line(notice), style="List Bullet")
    document.add_heading(text["Contrary"], level=1)
    contrary = [item for item in report.items() if item.answer == "contrary"]
    if not contrary:
        document.add_paragraph(text["no-contrary"])
    for item in contrary[:_MOST_CONTRARY]:
        places = "; ".join(dict.fromkeys(quote.ref for quote in item.quotes))
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(item.question).bold = True
        paragraph.add_run(f" {places}")
    if len(contrary) > _MOST_CONTRARY:
        document.add_paragraph(text["more-places"].format(count=len(contrary) - _MOST_CONTRARY))
    document.add_heading(text["by-phase"], level=1)
    rows = [(text["phase"], *(text[answer] for answer in SHOWN))]
    for phase in report.phases:
        counts = phase.counts()
        rows.append((f"{phase.number}. {phase.title}", *(str(counts[answer]) for answer in SHOWN)))
    _table(document, rows)
    document.add_paragraph(f"{text['guidance']} {report.footer}")


def _phase(document: Any, report: Report, phase: PhaseReport) -> None:
    text = report.text
    document.add_heading(f"{phase.number}. {phase.title}", level=1)
    if phase.phase == "implementation" and report.obligations:
        document.add_heading(text["obligations"], level=2)
        document.add_paragraph(text["obligations-intro"])
        rows: list[tuple[str, ...]] = [(text["column-bearer"], text["duty"], text["what"], text["when"], text["place"])]
        rows += [
            (duty.bearer, duty.duty, duty.what, duty.when or text["no-time"], duty.ref) for duty in report.obligations
        ]
        _table(document, rows)
    for answer in SHOWN:
        items = phase.of(answer)
        if items:
            document.add_heading(f"{text[answer.capitalize()]} ({len(items)})", level=2)
        if answer == "full":  # what is there needs no advice: a table to check the words in
            found: list[tuple[str, ...]] = [(text["question"], text["words"], text["place"])]
            found += [(item.question, item.quotes[0].words, item.quotes[0].ref) for item in items if item.quotes]
            _table(document, found)
            continue
        for item in items:
            _item(document, report, item)
    document.add_heading(text["checklist"], level=2)
    checks: list[tuple[str, ...]] = [(text["question"], text["who"], text["evidence"], "")]
    checks += [(check.question, check.who, check.evidence, "☐") for check in phase.checklist]
    _table(document, checks)


def _item(document: Any, report: Report, item: Item) -> None:
    from docx.shared import RGBColor

    text = report.text
    document.add_heading(item.question, level=3)
    paragraph = document.add_paragraph()
    tag = paragraph.add_run(text[item.answer].upper())
    tag.bold = True
    tag.font.color.rgb = RGBColor.from_string(_COLOURS[item.answer])
    paragraph.add_run(f" {item.meaning}")
    for quote in item.quotes:
        _quote(document, quote)
    if item.against:
        document.add_paragraph(f"{text['against']}:")
        for quote in item.against:
            _quote(document, quote)
    for label, words in ((text["why"], item.why), (text["advice"], item.advice), (text["wording"], item.wording)):
        if words:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{label}: ").bold = True
            paragraph.add_run(words).italic = label == text["wording"]
    document.add_paragraph(f"{'; '.join(item.sources)} · {text['rule']}: {item.rule}")


def _quote(document: Any, quote: QuoteView) -> None:
    start, end = quote.marked
    paragraph = document.add_paragraph(style="Quote")
    for words, bold in ((quote.words[:start], False), (quote.words[start:end], True), (quote.words[end:], False)):
        if words:
            paragraph.add_run(_spaced(words)).bold = bold
    paragraph.add_run(f" — {quote.ref}, {quote.place}")


def _spaced(words: str) -> str:
    """On one line, the spaces at the edges kept: the pieces of a quotation are put together again."""
    left, right = " " * words[:1].isspace(), " " * words[-1:].isspace()
    return f"{left}{one_line(words)}{right}"


def _table(document: Any, rows: Sequence[Sequence[str]], *, header: bool = True) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(one_line(words))
            run.bold = header and number == 0
    document.add_paragraph()


def _styles(document: Any) -> None:
    from docx.shared import Cm, Pt

    for name, size, after in (("Normal", 10, 4), ("Title", 15, 6), ("List Bullet", 10, 2), ("Heading 3", 11, 2)):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_after = Pt(after)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)


def _page_numbers(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = 1  # centred
    _field(paragraph, "PAGE")


def _field(paragraph: Any, instruction: str, shown: str = "") -> None:
    """A field that Word computes: the page's number, the table of contents. `shown` stands there until it has."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "instruction", "separate", "end"):
        run = paragraph.add_run()
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = instruction
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
        if kind == "separate" and shown:
            paragraph.add_run(shown)


def _ask_to_update(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    setting = OxmlElement("w:updateFields")
    setting.set(qn("w:val"), "true")
    document.settings.element.append(setting)
