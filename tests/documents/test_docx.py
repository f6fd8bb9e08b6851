"""What a reader of a Word draft would notice if it were read wrongly."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blma_review.documents.docx import read_docx
from blma_review.documents.model import Document
from blma_review.errors import BlmaReviewError

DATA = Path(__file__).resolve().parent.parent / "data" / "docx"

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
ROOT_RELATIONSHIPS = f'{RELATIONSHIPS}<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'

Write = Callable[..., Path]
Read = Callable[..., Document]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a Word file around some body XML; other parts (`numbering=...`) go by the names of their roots."""

    def write_file(body: str, *, links: str = "", files: dict[str, str] | None = None, **parts: str) -> Path:
        path = tmp_path / "draft.docx"
        relationships = links
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("_rels/.rels", ROOT_RELATIONSHIPS)
            for name, content in parts.items():
                relationships += (
                    f'<Relationship Id="{name}" Type="{OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
                )
                root = {"header1": "hdr", "footer1": "ftr"}.get(name, name)
                archive.writestr(f"word/{name}.xml", f"<w:{root} {NAMESPACES}>{content}</w:{root}>")
            archive.writestr("word/_rels/document.xml.rels", f"{RELATIONSHIPS}{relationships}</Relationships>")
            archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
            for name, content in (files or {}).items():
                archive.writestr(name, content)
        return path

    return write_file


@pytest.fixture
def read(write: Write) -> Read:
    """Writes a Word file and reads it."""

    def read_file(body: str, *, tracked: Any = "accepted", **parts: Any) -> Document:
        return read_docx(write(body, **parts), tracked=tracked)

    return read_file


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{text if text.startswith('<') else run(text)}</w:p>"


def item(text: str, level: int = 0, num: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(index: int, text: str, style: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(*levels: str, number: int = 0, link: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{link}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int = 0, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{override}</w:num>'


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def shown(document: Document) -> list[str]:
    """Each block as the page shows it: its label, if any, and its text."""
    return [f"{block.label} {block.text}".strip() for block in document.blocks]


def notices(document: Document, kind: str) -> list[str]:
    return [notice.message for notice in document.notices if notice.kind == kind]


# -- files that real programs made --------------------------------------------------------------------------


def test_a_file_from_pandoc() -> None:
    document = read_docx(DATA / "pandoc.docx")
    assert shown(document) == [
        "Agreement on the employment of migrant workers",
        "Article 1: Definitions",
        "For the purposes of this Agreement:",
        "1 Signed in two languages.",
        "(a) “worker” means",
        "(i) a person admitted for employment;",
        "(ii) a person employed;",
        "(b) “State” means either Party.",
        "Article 2",
        "The fee is zero dollars.",
        *("Cost", "Paid by", "Passport", "Employer", "Air fare", "Employer"),
        "• a point without a number",
    ]
    assert [block.kind for block in document.blocks[:4]] == ["heading", "heading", "paragraph", "footnote"]
    assert [block.place.cell for block in document.blocks[-4:-1]] == [(1, 2, 2), (1, 3, 1), (1, 3, 2)]
    assert document.blocks[9].changed_by == ("Ana Ruiz", "Li Wei")
    assert [block.place.paragraph for block in document.blocks] == list(range(1, 18))


def test_a_file_from_libreoffice() -> None:
    document = read_docx(DATA / "libreoffice.docx")
    assert shown(document) == [
        "Article 1 Scope",
        "It lasts five years.",
        "1 Renewable once.",
        "Article 2 Fees",
        "(a) no fee is charged;",
        "(i) to the worker;",
        "(ii) to the family;",
        "(b) costs are shared.",
        "Beside the box.",
        "A remark in a frame.",
    ]
    assert document.blocks[-1].kind == "textbox"
    assert (document.blocks[0].level, document.blocks[0].bold) == (1, True)
    assert notices(document, "tracked-changes") == [
        "The file has 2 tracked changes (1 insertion, 1 deletion) by Li Wei and Ana Ruiz, made from 2024-02-01 to "
        "2024-03-05; the text was read as if all were accepted."
    ]
    assert notices(document, "hidden-text") == ["Hidden text, which was left out: “Do not show.”"]
    assert "Negotiating text of 3 May" in notices(document, "header-footer")[0]


def test_the_text_before_its_tracked_changes() -> None:
    assert "It lasts three years." in texts(read_docx(DATA / "libreoffice.docx", tracked="original"))
    assert "The fee is ten dollars." in texts(read_docx(DATA / "pandoc.docx", tracked="original"))


def test_a_file_from_python_docx() -> None:
    document = read_docx(DATA / "python_docx.docx")
    cells = {block.place.cell: block.text for block in document.blocks if block.kind == "cell"}
    assert cells == {
        (1, 1, 1): "Skill",
        (1, 1, 2): "Wage",
        (1, 2, 1): "Mason",
        (1, 2, 2): "900",
        (1, 2, 3): "per month",
        (1, 3, 2): "700",
        (1, 3, 3): "per week",
        (2, 1, 1): "inner",
    }
    title, heading, centred = document.blocks[:3]
    assert (title.kind, title.level, heading.level) == ("heading", 1, 1)
    assert (centred.text, centred.bold, centred.centred, centred.kind) == ("Article 3", True, True, "paragraph")
    comment = document.notices[1]
    assert "by Ana Ruiz" in comment.message
    assert "In which currency?" in comment.message
    assert document.blocks[(comment.paragraph or 0) - 1].text == "Wages are paid in full."
    assert "“Draft of the Ministry”; “Confidential”" in notices(document, "header-footer")[0]


def test_the_source_index_counts_every_paragraph_of_the_file() -> None:
    import docx

    document = read_docx(DATA / "python_docx.docx")
    elements = list(docx.Document(str(DATA / "python_docx.docx")).element.iter("{*}p"))
    for block in document.blocks:
        assert block.place.source is not None
        assert "".join(elements[block.place.source].itertext("{*}t")) == block.text


# -- numbers ------------------------------------------------------------------------------------------------


def test_legal_numbering_on_several_levels(read: Read) -> None:
    numbering = abstract(
        level(0, "Article %1"), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "(%4)", "lowerRoman")
    ) + num(1)
    body = "".join(item("x", depth) for depth in (0, 1, 2, 2, 3, 3, 1, 2, 0, 1))
    labels = [block.label for block in read(body, numbering=numbering).blocks]
    assert labels == ["Article 1", "1.1", "(a)", "(b)", "(i)", "(ii)", "1.2", "(a)", "Article 2", "2.1"]


@pytest.mark.parametrize(
    ("style", "labels"),
    [
        ("decimalZero", ["01", "02", "27"]),
        ("lowerLetter", ["a", "b", "aa"]),
        ("upperLetter", ["A", "B", "AA"]),
        ("lowerRoman", ["i", "ii", "xxvii"]),
        ("upperRoman", ["I", "II", "XXVII"]),
        ("ordinal", ["1st", "2nd", "27th"]),
        ("ordinalText", ["First", "Second", "Twenty-seventh"]),
        ("cardinalText", ["One", "Two", "Twenty-seven"]),
        ("arabicAbjad", ["أ", "ب", "ظ"]),
        ("none", ["", "", ""]),
        ("ideographDigital", ["1", "2", "27"]),
    ],
)
def test_number_formats(read: Read, style: str, labels: list[str]) -> None:
    document = read(item("x") * 27, numbering=abstract(level(0, "%1", style)) + num(1))
    assert [document.blocks[index].label for index in (0, 1, 26)] == labels


def test_ordinals_in_the_language_of_the_document(read: Read) -> None:
    styles = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault></w:docDefaults>'
    document = read(item("x") * 2, styles=styles, numbering=abstract(level(0, "Article %1", "ordinal")) + num(1))
    assert [block.label for block in document.blocks] == ["Article 1er", "Article 2e"]


def test_lists_of_one_kind_run_on_and_a_start_override_begins_anew(read: Read) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(level(0, "%1.")) + num(1) + num(2) + num(3, override=override)
    body = item("x", num=1) + item("x", num=2) + item("x", num=3) + item("x", num=3) + item("x", num=1)
    assert [block.label for block in read(body, numbering=numbering).blocks] == ["1.", "2.", "1.", "2.", "3."]


def test_levels_that_never_restart_or_number_in_decimal(read: Read) -> None:
    numbering = abstract(
        level(0, "Part %1", "upperRoman"),
        level(1, "Article %2", more='<w:lvlRestart w:val="0"/>'),
        level(2, "%1.%3", more="<w:isLgl/>"),
    ) + num(1)
    body = "".join(item("x", depth) for depth in (0, 1, 1, 0, 1, 2))
    labels = [block.label for block in read(body, numbering=numbering).blocks]
    assert labels == ["Part I", "Article 1", "Article 2", "Part II", "Article 3", "2.1"]


def test_a_skipped_level_counts_as_begun(read: Read) -> None:
    numbering = abstract(level(0, "%1"), level(1, "%1.%2")) + num(1)
    labels = [block.label for block in read(item("x", 1) + item("x", 0), numbering=numbering).blocks]
    assert labels == ["1.1", "2"]


def test_a_list_may_redefine_a_level(read: Read) -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "[%1]", "upperLetter")}</w:lvlOverride>'
    numbering = abstract(level(0, "%1.")) + num(1, override=override)
    assert read(item("x"), numbering=numbering).blocks[0].label == "[A]"


def test_numbers_that_come_from_styles(read: Read) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Clause"/><w:basedOn w:val="H2"/></w:style>'
    )
    numbering = abstract(
        level(0, "Article %1", more='<w:pStyle w:val="H1"/>'), level(1, "%1.%2", more='<w:pStyle w:val="H2"/>')
    ) + num(1)
    body = (
        paragraph("Aims", '<w:pStyle w:val="H1"/>')
        + paragraph("One", '<w:pStyle w:val="H2"/>')
        + paragraph("Two", '<w:pStyle w:val="Own"/>')
        + paragraph("Not numbered", '<w:pStyle w:val="H2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("Fees", '<w:pStyle w:val="H1"/>')
    )
    document = read(body, styles=styles, numbering=numbering)
    assert shown(document) == ["Article 1 Aims", "1.1 One", "1.2 Two", "Not numbered", "Article 2 Fees"]
    assert [block.level for block in document.blocks] == [1, 2, 2, 2, 1]


def test_a_list_defined_by_a_numbering_style(read: Read) -> None:
    styles = '<w:style w:type="numbering" w:styleId="Treaty"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    numbering = (
        abstract(level(0, "Art. %1"), link='<w:styleLink w:val="Treaty"/>')
        + abstract(number=1, link='<w:numStyleLink w:val="Treaty"/>')
        + num(1)
        + num(2, of=1)
    )
    assert read(item("x", num=2), styles=styles, numbering=numbering).blocks[0].label == "Art. 1"


def test_bullets_of_symbol_fonts(read: Read) -> None:
    fonts = [("\uf0b7", "Symbol"), ("\uf0a7", "Wingdings"), ("o", "Courier New"), ("–", "Calibri"), ("\uf123", "Odd")]
    numbering = "".join(
        abstract(
            f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{text}"/>'
            f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>',
            number=index,
        )
        + num(index + 1, of=index)
        for index, (text, font) in enumerate(fonts)
    )
    body = "".join(item("x", num=index + 1) for index in range(len(fonts)))
    assert [block.label for block in read(body, numbering=numbering).blocks] == ["•", "▪", "•", "–", "•"]


def test_a_number_alone_on_its_line_is_read_and_an_empty_item_still_counts(read: Read) -> None:
    numbering = abstract(level(0, "Article %1")) + abstract(level(0, "%1."), number=1) + num(1) + num(2, of=1)
    body = item("") + paragraph("Fees.") + item("", num=2) + item("x", num=2)
    assert shown(read(body, numbering=numbering)) == ["Article 1", "Fees.", "2. x"]


# -- looks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "styles", "expected"),
    [
        ('<w:outlineLvl w:val="2"/>', "", ("heading", 3)),
        ('<w:pStyle w:val="Ttulo2"/>', "", ("heading", 2)),
        ('<w:pStyle w:val="X"/>', '<w:name w:val="Titre 1"/>', ("heading", 1)),
        ('<w:pStyle w:val="X"/>', '<w:name w:val="Title"/>', ("heading", 1)),
        ('<w:pStyle w:val="X"/>', '<w:name w:val="Mine"/><w:basedOn w:val="Y"/>', ("heading", 4)),
        ('<w:pStyle w:val="X"/><w:outlineLvl w:val="9"/>', '<w:name w:val="heading 1"/>', ("paragraph", None)),
        ('<w:pStyle w:val="X"/>', '<w:name w:val="Body"/><w:basedOn w:val="X"/>', ("paragraph", None)),
    ],
)
def test_headings(read: Read, properties: str, styles: str, expected: tuple[str, int | None]) -> None:
    base = '<w:style w:type="paragraph" w:styleId="Y"><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>'
    defined = f'<w:style w:type="paragraph" w:styleId="X">{styles}</w:style>{base}' if styles else base
    block = read(paragraph("x", properties), styles=defined).blocks[0]
    assert (block.kind, block.level) == expected


def test_bold_means_that_every_letter_is_bold(read: Read) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="B"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    )
    body = (
        paragraph(run("Article 1", "<w:b/>") + run(" . "))
        + paragraph(run("Fees ", "<w:b/>") + run("are paid"))
        + paragraph("x", '<w:pStyle w:val="B"/>')
        + paragraph(run("x", '<w:b w:val="0"/>'), '<w:pStyle w:val="B"/>')
        + paragraph(run("x", '<w:rStyle w:val="Strong"/>'))
        + paragraph(run("x", '<w:rStyle w:val="Strong"/>'), '<w:pStyle w:val="B"/>')
    )
    assert [block.bold for block in read(body, styles=styles).blocks] == [True, False, True, False, True, False]


def test_indents_and_centring_come_from_lists_and_styles_too(read: Read) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="C"><w:pPr><w:jc w:val="center"/><w:ind w:left="400"/></w:pPr></w:style>'
    )
    lists = '<w:lvl w:ilvl="0"><w:lvlText w:val="-"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
    body = (
        paragraph("x", '<w:pStyle w:val="C"/>')
        + paragraph("x", '<w:pStyle w:val="C"/><w:jc w:val="left"/><w:ind w:left="100"/>')
        + item("x")
    )
    blocks = read(body, styles=styles, numbering=abstract(lists) + num(1)).blocks
    assert [(block.centred, block.indent) for block in blocks] == [(True, 20.0), (False, 5.0), (False, 18.0)]


# -- text ---------------------------------------------------------------------------------------------------


def test_special_characters(read: Read) -> None:
    runs = (
        "<w:r><w:t>1.</w:t><w:tab/><w:t>re</w:t><w:softHyphen/><w:t>cruit</w:t><w:noBreakHyphen/><w:t>ment\u00a0 fee\n"
        's</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    assert texts(read(paragraph(runs) + paragraph("e\u0301tat") + paragraph("  ") + paragraph("２"))) == [
        "1. recruit-ment fee s≥✓",
        "état",
        "２",
    ]


def test_a_line_break_parts_only_what_begins_with_a_number(read: Read) -> None:
    broken = (
        "<w:r><w:t>Article 5</w:t><w:br/><w:t>Fees</w:t><w:br/><w:t>(a) none;</w:t><w:cr/><w:t>Article 6</w:t></w:r>"
    )
    document = read(paragraph(broken))
    assert texts(document) == ["Article 5 Fees", "(a) none;", "Article 6"]
    assert [block.place.source for block in document.blocks] == [0, 0, 0]


def test_text_in_controls_links_and_equations(read: Read) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('one')}<w:sdt><w:sdtContent>{paragraph('two')}</w:sdtContent></w:sdt>"
        "</w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{run('three ')}</w:hyperlink><w:smartTag>{run('four ')}</w:smartTag>"
        f"<w:sdt><w:sdtContent>{run('five ')}</w:sdtContent></w:sdt><m:oMath><m:r><m:t>x=6</m:t></m:r></m:oMath></w:p>"
    )
    assert texts(read(body)) == ["one", "two", "three four five x=6"]


def test_a_text_box_is_read_once(read: Read) -> None:
    box = "<w:txbxContent>" + paragraph("in the box") + "</w:txbxContent>"
    body = (
        f"<w:p>{run('before ')}<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('after')}</w:p>" + paragraph("next")
    )
    document = read(body)
    assert [(block.text, block.kind) for block in document.blocks] == [
        ("before after", "paragraph"),
        ("in the box", "textbox"),
        ("next", "paragraph"),
    ]
    # The copy of the text box that is not read is counted all the same: it is a w:p of the file.
    assert [block.place.source for block in document.blocks] == [0, 1, 3]


def test_merged_cells_keep_their_columns(read: Read) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    wide, top, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr>{cell('a', wide)}{cell('b')}</w:tr>"
        f"<w:tr>{cell('c', top)}{cell('d')}{cell('e')}</w:tr>"
        f"<w:tr>{cell('', below)}{cell('f')}{cell('g')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("h")}</w:tr>'
    )
    document = read(f"<w:tbl>{rows}</w:tbl>")
    assert {block.text: block.place.cell for block in document.blocks} == {
        "a": (1, 1, 1),
        "b": (1, 1, 3),
        "c": (1, 2, 1),
        "d": (1, 2, 2),
        "e": (1, 2, 3),
        "f": (1, 3, 2),
        "g": (1, 3, 3),
        "h": (1, 4, 2),
    }


def field(instruction: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_show_their_results_except_contents_and_page_numbers(read: Read) -> None:
    contents = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("Article 1 ")}{field("PAGEREF x", "4")}</w:p>'
        f'<w:p>{run("Article 2 ")}{field("PAGEREF y", "5")}</w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Contents')}{contents}</w:sdtContent></w:sdt>"
    )
    body = (
        contents
        + control
        + f"<w:p>{run('See Article ')}{field('REF _x', '7')}{field('PAGE', '12')}"
        + f'<w:fldSimple w:instr=" SEQ n ">{run(" and 8")}</w:fldSimple></w:p>'
    )
    assert texts(read(body)) == ["See Article 7 and 8"]


def test_a_field_that_never_ends_does_not_swallow_the_text(read: Read) -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert texts(read(paragraph(broken + run("Article 1")) + paragraph("Fees"))) == ["Article 1", "Fees"]


# -- notes --------------------------------------------------------------------------------------------------


def test_notes_stand_after_the_block_that_they_belong_to(read: Read) -> None:
    def mark(kind: str, number: int, more: str = "") -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}" {more}/></w:r>'

    footnotes = (
        f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>" + run(" First."))}{paragraph("More.")}</w:footnote>'
        f'<w:footnote w:id="5">{paragraph("Second.")}</w:footnote><w:footnote w:id="6">{paragraph("Starred.")}</w:footnote>'
    )
    starred = '<w:r><w:footnoteReference w:id="6" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    body = (
        paragraph(run("Fees") + mark("footnote", 2) + run(" are") + mark("endnote", 3) + run(" paid."))
        + paragraph(run("Wages") + starred)
        + paragraph(run("Rest") + mark("footnote", 5))
    )
    document = read(body, footnotes=footnotes, endnotes=f'<w:endnote w:id="3">{paragraph("Last.")}</w:endnote>')
    assert [(block.label, block.text) for block in document.blocks] == [
        ("", "Fees are paid."),
        ("1", "First."),
        ("", "More."),
        ("i", "Last."),
        ("", "Wages"),
        ("*", "Starred."),
        ("", "Rest"),
        ("2", "Second."),
    ]
    assert [block.kind for block in document.blocks].count("footnote") == 5
    assert document.blocks[-1].place.source == 2  # where the mark is, in the body


# -- tracked changes ----------------------------------------------------------------------------------------

BY = 'w:author="Ana Ruiz" w:date="2024-02-01T10:00:00Z"'


def deleted(text: str) -> str:
    return f"<w:del {BY}><w:r><w:delText xml:space='preserve'>{text}</w:delText></w:r></w:del>"


def inserted(text: str) -> str:
    return f"<w:ins {BY}>{run(text)}</w:ins>"


def test_a_deleted_paragraph_mark_joins_two_paragraphs(read: Read) -> None:
    body = paragraph(run("Fees are"), f"<w:rPr><w:del {BY}/></w:rPr>") + paragraph(" paid.") + paragraph("End.")
    assert texts(read(body)) == ["Fees are paid.", "End."]
    assert texts(read(body, tracked="original")) == ["Fees are", "paid.", "End."]


def test_an_inserted_paragraph_mark_parts_two_paragraphs(read: Read) -> None:
    body = paragraph(run("Fees are"), f"<w:rPr><w:ins {BY}/></w:rPr>") + paragraph(" paid.")
    assert texts(read(body)) == ["Fees are", "paid."]
    assert texts(read(body, tracked="original")) == ["Fees are paid."]


def test_a_deleted_item_does_not_count(read: Read) -> None:
    numbering = abstract(level(0, "%1.")) + num(1)
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = paragraph(deleted("gone"), f"{number}<w:rPr><w:del {BY}/></w:rPr>")
    new = paragraph(inserted("new"), f"{number}<w:rPr><w:ins {BY}/></w:rPr>")
    body = item("one") + gone + new + item("last")
    assert shown(read(body, numbering=numbering)) == ["1. one", "2. new", "3. last"]
    assert shown(read(body, numbering=numbering, tracked="original")) == ["1. one", "2. gone", "3. last"]


def test_moved_text_is_read_where_it_stands_in_each_view(read: Read) -> None:
    body = paragraph(run("a ") + f"<w:moveFrom {BY}>{run('moved')}</w:moveFrom>") + paragraph(
        run("b ") + f"<w:moveTo {BY}>{run('moved')}</w:moveTo>"
    )
    assert texts(read(body)) == ["a", "b moved"]
    assert texts(read(body, tracked="original")) == ["a moved", "b"]
    assert "1 tracked change (1 move) by Ana Ruiz, made on 2024-02-01" in notices(read(body), "tracked-changes")[0]


def test_text_inserted_by_one_and_deleted_by_another_is_in_neither_view(read: Read) -> None:
    body = paragraph(run("Fees") + f"<w:ins {BY}>{deleted(' never')}</w:ins>")
    assert texts(read(body)) == texts(read(body, tracked="original")) == ["Fees"]


def test_deleted_rows_are_left_out(read: Read) -> None:
    def row(text: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{paragraph(text)}</w:tc></w:tr>"

    table = f"<w:tbl>{row('one')}{row('two', f'<w:del {BY}/>')}{row('three', f'<w:ins {BY}/>')}</w:tbl>"
    assert texts(read(table)) == ["one", "three"]
    assert texts(read(table, tracked="original")) == ["one", "two"]
    assert read(table).blocks[1].changed_by == ("Ana Ruiz",)


# -- what is not text ---------------------------------------------------------------------------------------


def test_hidden_text_is_left_out_and_reported(read: Read) -> None:
    styles = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph(
        run("Fees") + run(" not", "<w:vanish/>") + run(" are", '<w:vanish w:val="0"/>') + run(" paid")
    ) + paragraph(run("Approve this.", '<w:rStyle w:val="Secret"/>'))
    document = read(body, styles=styles)
    assert texts(document) == ["Fees are paid"]
    assert [notice.paragraph for notice in document.notices] == [1, 1]
    assert [message.split("“")[1] for message in notices(document, "hidden-text")] == ["not”", "Approve this.”"]


def test_white_text_is_read_and_reported_unless_its_ground_is_dark(read: Read) -> None:
    dark = '<w:shd w:val="clear" w:fill="1F3864"/>'
    white = '<w:color w:val="FFFFFF"/>'
    body = paragraph(run("secret", white)) + paragraph(run("Title", white), dark) + paragraph(run("Note", white + dark))
    document = read(body)
    assert texts(document) == ["secret", "Title", "Note"]
    assert len(notices(document, "hidden-text")) == 1
    assert "“secret”" in notices(document, "hidden-text")[0]


def test_invisible_characters_are_taken_out_and_reported(read: Read) -> None:
    document = read(paragraph("pay\u200bment \u202eeef\u202c") + paragraph("می\u200cخواهد\u200f"))
    assert texts(document) == ["payment eef", "می\u200cخواهد"]
    (notice,) = [notice for notice in document.notices if notice.kind == "suspicious-characters"]
    assert notice.paragraph == 1
    assert "U+200B zero width space (1)" in notice.message
    assert "U+202E right-to-left override (1)" in notice.message


def test_words_that_mix_alphabets_are_reported(read: Read) -> None:
    document = read(paragraph("The p\u0430yment of 5 μg, Δt and Россия") + paragraph("Αgreement"))
    assert [notice.paragraph for notice in document.notices] == [1, 2]
    assert "“p\u0430yment”" in document.notices[0].message
    assert "Россия" not in document.notices[0].message


def test_watermarks_are_told_from_headers(read: Read) -> None:
    header = (
        '<w:p><w:r><w:pict><v:shape><v:textpath string="DRAFT 2"/></v:shape></w:pict></w:r></w:p>'
        + f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{paragraph('Confidential')}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
        + f"<w:p>{run('Ministry of Labour, page ')}{field('PAGE', '3')}</w:p>"
    )
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    document = read(paragraph("x") + section, header1=header)
    assert [message.split("“")[1] for message in notices(document, "watermark")] == ["Confidential”.", "DRAFT 2”."]
    assert notices(document, "header-footer")[0].endswith("“Ministry of Labour, page”")


def test_many_comments_are_counted_and_not_quoted(read: Read) -> None:
    comments = "".join(f'<w:comment w:id="{n}" w:author="A">{paragraph("why?")}</w:comment>' for n in range(21))
    assert notices(read(paragraph("x"), comments=comments), "comments") == [
        "The file has 21 comments by A, not part of the text that was read."
    ]


def test_macros_embedded_files_and_outside_links_are_reported(read: Read) -> None:
    def link(kind: str, target: str) -> str:
        return f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'

    settings = f"{RELATIONSHIPS}{link('attachedTemplate', 'https://evil.example/t.dotm')}</Relationships>"
    document = read(
        paragraph("x") + paragraph(field("INCLUDETEXT \\\\server\\a.docx", "y")) + '<w:altChunk r:id="a"/>',
        links=link("hyperlink", "https://ilo.org") + link("image", "https://evil.example/i.png"),
        settings="",
        files={
            "word/vbaProject.bin": "x",
            "word/embeddings/sheet.xlsx": "x",
            "word/_rels/settings.xml.rels": settings,
        },
    )
    links = " ".join(notices(document, "external-link"))
    assert len(notices(document, "external-link")) == 3
    assert "i.png" in links
    assert "t.dotm" in links
    assert "INCLUDETEXT" in links
    assert len(notices(document, "macro")) == 1
    assert ["sheet.xlsx" in message for message in notices(document, "embedded-object")] == [True, False]


# -- other writers ------------------------------------------------------------------------------------------


def test_strict_files_read_the_same(tmp_path: Path, write: Write) -> None:
    numbering = abstract(level(0, "Article %1")) + num(1)
    path = write(item("Aims"), numbering=numbering)
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            for old, new in (("wordprocessingml/2006", "wordprocessingml"), ("officeDocument/2006", "officeDocument")):
                text = text.replace(f"schemas.openxmlformats.org/{old}", f"purl.oclc.org/ooxml/{new}")
            target.writestr(name, text)
    assert "purl.oclc.org" in zipfile.ZipFile(strict).read("word/document.xml").decode()
    assert read_docx(strict).blocks == read_docx(path).blocks


def test_the_main_part_may_have_another_name_or_encoding(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    main = f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMESPACES}><w:body>{paragraph("é")}</w:body></w:document>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", ROOT_RELATIONSHIPS.replace("word/document.xml", "/word/document2.xml"))
        archive.writestr("word/document2.xml", main.encode("utf-16"))
    assert texts(read_docx(path)) == ["é"]


# -- files that cannot be read ------------------------------------------------------------------------------


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def refuse(path: Path) -> str:
    with pytest.raises(BlmaReviewError) as error:
        read_docx(path)
    message = str(error.value)
    assert message.startswith(f"{path}: ")
    return message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"Dear Minister,", "some other kind of file, not a .docx"),
        (b"{\\rtf1 x}", "an RTF file"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument", "is an old Word .doc"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"PK\x03\x04" + b"\0" * 50, "is cut short or damaged"),
    ],
)
def test_files_that_are_no_word_document(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(content)
    assert reason in refuse(path)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"xl/workbook.xml": "<x/>"}, "is an Excel workbook"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "is an OpenDocument text"),
        ({"photo.jpg": "x"}, "is a zip archive that holds no Word document"),
        ({"word/styles.xml": "<x/>"}, "lacks its main part"),
        ({"word/document.xml": "<w:document"}, "is not well-formed XML"),
        ({"word/document.xml": "<html/>"}, "holds no Word text"),
        ({"_rels/.rels": "<", "word/document.xml": "<x/>"}, "is not well-formed XML"),
    ],
)
def test_archives_that_are_no_word_document(tmp_path: Path, members: dict[str, str], reason: str) -> None:
    assert reason in refuse(archive(tmp_path / "draft.docx", **members))


def test_a_missing_file_and_a_directory(tmp_path: Path) -> None:
    assert "does not exist" in refuse(tmp_path / "none.docx")
    assert "is a directory" in refuse(tmp_path)


def test_a_document_without_text(write: Write) -> None:
    assert "has no text; if it holds scanned pages" in refuse(write(paragraph("  ")))


def test_entities_are_refused_in_any_part(tmp_path: Path, write: Write) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert "declares XML entities" in refuse(archive(tmp_path / "a.docx", **{"word/document.xml": bomb}))
    path = write(paragraph("x"), files={"word/styles.xml": bomb})
    assert "declares XML entities in word/styles.xml" in refuse(path)
    wide = archive(tmp_path / "b.docx")
    with zipfile.ZipFile(wide, "a") as made:
        made.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-16"?>{bomb}'.encode("utf-16"))
    assert "declares XML entities" in refuse(wide)


def test_zip_bombs_are_refused(tmp_path: Path, write: Write) -> None:
    assert "as in a zip bomb" in refuse(write(paragraph("x"), files={"word/media/a.bmp": "0" * 30_000_000}))
    many = {f"word/{number}.xml": "" for number in range(5_001)}
    assert "holds more than 5000 parts" in refuse(write(paragraph("x"), files=many))


def test_deep_nesting_is_refused(write: Write) -> None:
    depth = 2_000
    tables = "<w:tbl><w:tr><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth
    assert "nests tables or other elements too deeply" in refuse(write(tables))


def test_tables_nested_as_deep_as_the_parser_allows_are_read(write: Write) -> None:
    depth = 80
    tables = "<w:tbl><w:tr><w:tc>" * depth + paragraph("x") + "</w:tc></w:tr></w:tbl>" * depth
    assert read_docx(write(tables)).blocks[0].place.cell == (depth, 1, 1)


def test_too_many_paragraphs_are_refused(write: Write) -> None:
    assert "paragraphs" in refuse(write("<w:p/>" * 400_001))


def test_hostile_numbers_and_style_loops_do_no_harm(read: Read) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("A", "B"), ("B", "A"))
    )
    numbering = abstract(level(0, "%1" * 500, "lowerLetter", start=10**15)) + num(1) + num(2, of=7)
    body = (
        item("x")
        + item("y", level=10**9)
        + item("z", num=2)
        + paragraph("w", '<w:pStyle w:val="A"/><w:ind w:left="1e999"/><w:outlineLvl w:val="x"/>')
    )
    document = read(body, styles=styles, numbering=numbering)
    assert texts(document) == ["x", "y", "z", "w"]
    assert all(len(block.label) <= 200 for block in document.blocks)


def test_damaged_files_give_a_text_or_one_clear_error(tmp_path: Path) -> None:
    chance = random.Random(1)
    path = tmp_path / "draft.docx"
    for source in sorted(DATA.glob("*.docx")):
        whole = source.read_bytes()
        for _ in range(60):
            data = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                data[chance.randrange(len(data))] = chance.randrange(256)
            path.write_bytes(data[: chance.choice([len(data), chance.randrange(1, len(data))])])
            assert outcome(path)


def outcome(path: Path) -> bool:
    """Whether reading a file ends in a text or in an error that names the file; any other error passes through."""
    try:
        return bool(read_docx(path).blocks)
    except BlmaReviewError as error:
        return str(error).startswith(f"{path}: ")
