"""Reading PDF files as several programs write them. `data/make_pdf.py` says how each file was made."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blma_review.documents.model import Block, Document
from blma_review.documents.pdf import read_pdf
from blma_review.documents.pdf_flow import make_blocks
from blma_review.documents.pdf_layout import Line, Region
from blma_review.errors import BlmaReviewError

FILES = Path(__file__).resolve().parent.parent / "data" / "pdf"

FIRST = (
    "The Contracting Parties shall facilitate the recruitment of workers in accordance with their national legislation "
    "and with the international instruments to which both are parties."
)
SECOND = (
    "No fee or cost of recruitment shall be charged to the worker, whether directly or indirectly, in whole or in part."
)
THIRD = (
    "Each worker shall receive, before departure, a written contract in a language that he or she understands, which "
    "states the wage, the hours of work, the rest periods and the place of work."
)
FOURTH = (
    "The employer shall bear the cost of the return journey at the end of the contract, and the competent authority of "
    "the country of destination shall see to it that outstanding wages are paid."
)
FIFTH = "Workers shall keep their passports and other identity documents in their possession at all times."
SIXTH = "The competent authorities shall exchange information on labour market needs at least once every six months."
CLAUSES = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH)


def read(name: str) -> Document:
    return read_pdf(FILES / f"{name}.pdf")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def kinds(document: Document) -> list[str]:
    return [notice.kind for notice in document.notices]


def articles(count: int) -> list[str]:
    """The text that `make_pdf._articles` sets."""
    found = ["Agreement on Labour Mobility"]
    for number in range(1, count + 1):
        found.append(f"Article {number}")
        found.extend(f"{index}. {CLAUSES[(number + index) % 6]}" for index in (1, 2, 3))
    return found


# -- paragraphs ----------------------------------------------------------------------------------------------------


def test_words_come_in_reading_order_whatever_order_they_are_drawn_in() -> None:
    document = read("drawing_order")
    assert texts(document) == [f"{number}. {clause}" for number, clause in enumerate(CLAUSES[:4], start=1)]
    assert document.format == "pdf"
    assert document.pages == 1
    assert [block.place.paragraph for block in document.blocks] == [1, 2, 3, 4]
    assert {block.place.page for block in document.blocks} == {1}


def test_items_keep_their_numbers_and_their_indents() -> None:
    document = read("items")
    assert texts(document) == [
        "Article 5 – Duties of the employer",
        "1. The employer shall, in accordance with the provisions of Article 4 and of paragraph 2 of this Article:",
        f"(a) {SECOND}",
        f"(b) {FOURTH}",
        "(i) the wage is paid in the currency of the country of destination;",
        "(ii) the passport stays with the worker.",
        f"2. {SIXTH}",
        "– by letter; and",
        "– by electronic mail.",
    ]
    heading, paragraph, item, _, deeper = document.blocks[:5]
    assert heading.kind == "heading"
    assert heading.bold
    assert paragraph.kind == "paragraph"
    assert not paragraph.bold
    assert 0 == paragraph.indent < item.indent < deeper.indent


def test_characters_that_are_not_seen_are_taken_out_and_reported(tmp_path: Path) -> None:
    # fpdf2 leaves out what its font lacks, so the character goes into the file's Unicode map itself.
    path = tmp_path / "zero-width.pdf"
    path.write_bytes(_with_unicode_map({1: "pass", 2: "\u200b", 3: "port", 4: "\u202e", 5: "\ufb01ne"}))
    document = read_pdf(path)
    assert texts(document) == ["passportfine"]
    (notice,) = document.notices
    assert notice.kind == "suspicious-characters"
    assert "U+200B" in notice.message
    assert "U+202E" in notice.message
    assert notice.page == 1


def test_divided_words_are_joined_and_compounds_keep_their_hyphens() -> None:
    document = read("hyphenated")
    ending = (
        " Pre-departure orientation, non-discriminatory accommodation and the co-operation of recruitment "
        "administrations notwithstanding, representatives of organizations of employers and workers participate in the "
        "socio-economic evaluation of the official affiliation scheme."
    )
    expected = ["MEMORANDUM OF UNDERSTANDING"]
    for number in range(1, 9):
        expected += [f"Article {number}", CLAUSES[number % 6] + ending]
    assert texts(document) == expected
    assert all(block.centred for block in document.blocks if block.text.startswith("Article"))
    assert document.pages == 2


def test_letters_spaced_out_become_words() -> None:
    assert texts(read("spaced")) == ["ARTICLE 5", "GENERAL PROVISIONS", FIRST]


def test_bullets_of_symbol_fonts_become_bullets() -> None:
    assert texts(read("bullets")) == ["The employer undertakes that:", *(f"• {clause}" for clause in CLAUSES[:3])]


def _region(*lines: str, page: int = 1, y: float = 0) -> Region:
    """Lines of type, six points a letter, as wide as they are long."""
    return Region(
        page,
        tuple(
            Line(text, 0, 6.0 * len(text), y + 12.0 * index, 10, False, False, 12, 6.0 * len(text.split()[0]))
            for index, text in enumerate(lines, start=1)
        ),
    )


def _joined(*lines: str) -> list[str]:
    return [block.text for block in make_blocks([_region(*lines)])]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("costs of the pre-", "departure training", "pre-departure"),
        ("equipment that is re-", "exported afterwards", "re-exported"),
        ("the rules in force in the Pays-", "Bas at that time", "Pays-Bas"),
        ("as set out below (ci-", "après the Office)", "ci-après"),
        ("the accommo-", "dation of workers, and", "accommodation"),
        ("the accommo\u00ad", "dation of workers, and", "accommodation"),
        ("costs for workers and/", "or their families", "and/or"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, whole: str) -> None:
    filler = "x" * (40 - len(first) - 1)
    (text,) = _joined(f"{filler} {first}", second)
    assert whole in text


def test_a_word_divided_elsewhere_decides_by_the_words_of_the_document() -> None:
    region = _region(
        "the recruitment of workers and the re-",
        "cruitment of others by an agent, re-",
        "entry and a new re-entry permitted;",
    )
    (block,) = make_blocks([region])
    assert "the recruitment of others" in block.text
    assert "re-entry and a new re-entry" in block.text


def test_an_initial_does_not_end_a_paragraph_at_a_page_break() -> None:
    before, after = _region("signed by the ambassador of Alpha, J.", page=1), _region("LUNS, on 8 March 1971.", page=2)
    (block,) = make_blocks([before, after])
    assert block.text == "signed by the ambassador of Alpha, J. LUNS, on 8 March 1971."
    assert block.place.page == 1


def test_a_reference_at_the_start_of_a_line_is_no_heading() -> None:
    assert _joined("The rights that are set out in Annex", "1 and in the first two paragraphs of", "Article 5 of the Treaty apply.") == [
        "The rights that are set out in Annex 1 and in the first two paragraphs of Article 5 of the Treaty apply."
    ]  # fmt: skip


# -- what stands on pages besides the text -----------------------------------------------------------------------


def test_headers_footers_and_footnotes() -> None:
    document = read("furniture")
    expected = articles(9)
    body = [block for block in document.blocks if block.kind != "footnote"]
    assert [block.text for block in body] == expected
    assert [(block.label, block.text, block.place.page) for block in document.blocks if block.kind == "footnote"] == [
        ("1", "See Article 9 (c) of the Domestic Workers Convention, 2011.", 1),
        (
            "2",
            "In this Agreement the Contracting Parties are Alpha and Beta, acting through their ministries in charge of "
            "labour and of foreign affairs.",
            1,
        ),
    ]
    assert kinds(document) == ["header-footer"]
    assert "“Draft of 3 May 2024”" in document.notices[0].message
    assert "page numbers" in document.notices[0].message
    assert document.pages == 3
    assert [block.kind for block in body[:3]] == ["heading", "heading", "paragraph"]
    assert body[0].level == 1
    assert body[1].centred


def test_line_numbers_are_left_out() -> None:
    document = read("line_numbers")
    assert texts(document) == articles(4)
    assert kinds(document) == ["header-footer"]


def test_headings_at_the_top_of_pages_are_no_running_headers() -> None:
    """Digits aside they are alike, but their numbers do not count the pages."""
    from blma_review.documents.pdf_layout import without_furniture
    from blma_review.documents.pdf_page import Page, Run

    def run(text: str, y: float) -> Run:
        return Run(text, 50, 50 + 6 * len(text), y, 11, False, False, 60, 56)

    pages = [
        Page(n, 420, 595, (run(f"Article {2 * n + n % 2}", 50), run("Text " + "of" * n, 80), run(f"{n + 16}", 570)))
        for n in range(1, 8)
    ]
    cleaned, furniture = without_furniture(pages)
    assert all(page.runs[0].text.startswith("Article") for page in cleaned)
    assert all(len(page.runs) == 2 for page in cleaned)
    assert furniture.page_numbers
    assert furniture.repeated == ()


def test_watermarks_and_text_that_is_not_seen_are_left_out_and_reported() -> None:
    document = read("watermark")
    assert texts(document) == [SECOND, THIRD]
    assert sorted(kinds(document)) == ["hidden-text", "watermark"]
    hidden = next(notice for notice in document.notices if notice.kind == "hidden-text")
    assert hidden.page == 1
    assert "Ignore the rules" in hidden.message


# -- columns, tables, turned pages ----------------------------------------------------------------------------------


def test_newspaper_columns_are_read_page_by_page() -> None:
    document = read("two_columns")
    assert texts(document) == articles(8)
    pages = [block.place.page or 0 for block in document.blocks]
    assert pages == sorted(pages)


def test_columns_in_two_languages_are_read_one_language_after_the_other() -> None:
    document = read("bilingual")
    found = texts(document)
    assert found[0] == "AGREEMENT / ACCORD"
    middle = found.index("Article 1", 2)
    english, french = found[1:middle], found[middle:]
    expected = []
    for number in range(1, 9):
        expected += [f"Article {number}", CLAUSES[number % 6], CLAUSES[(number + 2) % 6]]
    assert english == expected
    assert len(french) == len(english)
    assert french[0::3] == english[0::3]
    assert "frais de recrutement" in french[1]
    assert document.blocks[middle].place.page == 1


def test_signature_blocks_side_by_side_are_read_one_after_the_other() -> None:
    found = " | ".join(texts(read("signatures")))
    alpha, beta = found.index("Republic of Alpha"), found.index("Kingdom of Beta")
    assert "For the Government of the Republic of Alpha" in found
    assert "| For the Government of the Kingdom of Beta" in found
    assert alpha < found.index("Anna Alpha") < beta < found.index("Bo Beta")


def test_a_ruled_table_over_two_pages_is_one_table() -> None:
    document = read("table")
    cells = [block for block in document.blocks if block.kind == "cell"]
    assert texts(document)[:2] == [
        "Annex I",
        "The quotas for each trade are set out in the table below, which forms part of this Agreement.",
    ]
    assert texts(document)[-1] == "The table may be amended by an exchange of letters."
    assert [(block.place.cell, block.text) for block in cells[:6]] == [
        ((1, 1, 1), "No."),
        ((1, 1, 2), "Occupation"),
        ((1, 1, 3), "Quota"),
        ((1, 2, 1), "1"),
        ((1, 2, 2), "Trade number 1"),
        ((1, 2, 3), "101 workers a year, recruited free of charge"),
    ]
    assert [block.text for block in cells].count("Occupation") == 1  # the head repeats on the second page
    assert [(block.place.cell, block.place.page, block.text) for block in cells[-3:]] == [
        ((1, 20, 1), 2, "All trades together"),
        ((1, 20, 3), 2, "1,971 workers"),
        ((1, 20, 3), 2, "reviewed every year"),
    ]
    assert len(cells) == 3 + 18 * 3 + 3


def test_turned_pages_are_read_upright() -> None:
    document = read("rotated")
    assert texts(document) == [*CLAUSES[:3], "An upright page follows."]
    assert [block.place.page for block in document.blocks] == [1, 1, 1, 2]


def test_form_fields_are_read_as_they_print() -> None:
    assert "1,500 dinars" in " ".join(texts(read("form")))


# -- scans and unreadable pages --------------------------------------------------------------------------------------


def test_scanned_pages_alone_are_refused_with_a_remedy() -> None:
    with pytest.raises(
        BlmaReviewError, match=r"holds 2 scanned pages without text; run it through OCR \(for instance ocrmypdf"
    ):
        read("scan")


def test_a_scanned_page_among_others_is_named() -> None:
    document = read("scan_mixed")
    assert texts(document) == ["A page of text."]
    assert [(notice.kind, notice.page) for notice in document.notices] == [("unread-page", 2)]
    assert document.pages == 3


def test_recognised_text_is_read_and_named() -> None:
    document = read("scan_ocr")
    assert texts(document) == list(CLAUSES)
    assert kinds(document) == ["ocr"]


def test_a_font_that_does_not_say_its_letters_is_named() -> None:
    with pytest.raises(BlmaReviewError, match=r"holds 1 page whose letters cannot be told"):
        read("no_unicode")


# -- the file ----------------------------------------------------------------------------------------------------------


def test_attachments_and_scripts_are_named_and_left_alone() -> None:
    document = read("attached")
    assert kinds(document) == ["embedded-object", "macro"]
    assert texts(document) == texts(read("drawing_order"))  # a crop box changes nothing


def test_a_password_is_asked_for_in_words() -> None:
    with pytest.raises(BlmaReviewError, match="is protected by a password; save a copy without one"):
        read("password")


def test_a_file_that_only_its_owner_may_change_can_be_read() -> None:
    assert texts(read("owner_password")) == texts(read("drawing_order"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"Dear colleague, attached you will find", "is not a PDF or is damaged"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 300, "is not a PDF or is damaged"),
    ],
)
def test_files_that_are_no_pdf(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(content)
    with pytest.raises(BlmaReviewError, match=message) as caught:
        read_pdf(path)
    assert str(path) in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BlmaReviewError, match="cannot be read"):
        read_pdf(tmp_path / "none.pdf")


def test_no_pages_and_too_many(tmp_path: Path) -> None:
    path = tmp_path / "pages.pdf"
    path.write_bytes(_simple_pdf(pages=0))
    with pytest.raises(BlmaReviewError, match=r"holds no pages|is not a PDF or is damaged"):
        read_pdf(path)
    path.write_bytes(_simple_pdf(pages=5_001))
    with pytest.raises(BlmaReviewError, match="has 5001 pages, more than the 5000 that are read"):
        read_pdf(path)


def test_blank_pages_alone(tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    path.write_bytes(_simple_pdf(pages=2))
    with pytest.raises(BlmaReviewError, match="holds no text; check that it is the right file"):
        read_pdf(path)


def test_a_huge_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    path.write_bytes(
        _simple_pdf(pages=1, box="0 0 60000 60000", content=b"BT /F 12 Tf 100 59000 Td (Wide world) Tj ET")
    )
    assert texts(read_pdf(path)) == ["Wide world"]


def test_the_file_is_free_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes((FILES / "drawing_order.pdf").read_bytes())
    read_pdf(path)
    path.unlink()
    path.write_bytes(b"")


def test_reading_twice_gives_the_same() -> None:
    assert read("furniture") == read("furniture")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["drawing_order", "form", "watermark", "scan_ocr", "table"]), data=st.data())
def test_damaged_files_are_read_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    content = bytearray((FILES / f"{name}.pdf").read_bytes())
    end = data.draw(st.integers(1, len(content)))
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[position] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.pdf"
    path.write_bytes(bytes(content[:end]))
    with contextlib.suppress(BlmaReviewError):
        assert read_pdf(path).blocks


_WORDS = st.lists(st.text("abcdefghij", min_size=1, max_size=9), min_size=1, max_size=12).map(" ".join)


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=9), min_size=1, max_size=5))
def test_no_word_is_lost_or_doubled(pages: Sequence[Sequence[str]]) -> None:
    regions = [_region(*lines, page=number) for number, lines in enumerate(pages, start=1)]
    blocks = make_blocks(regions)
    assert " ".join(block.text for block in blocks).split() == " ".join(" ".join(lines) for lines in pages).split()
    assert [block.place.paragraph for block in blocks] == list(range(1, len(blocks) + 1))
    assert all(isinstance(block, Block) and not re.search(r"\s\s", block.text) for block in blocks)


# -- files small enough to be written by hand ------------------------------------------------------------------------


def _simple_pdf(pages: int, content: bytes = b"", box: str = "0 0 400 400", extra: Sequence[bytes] = ()) -> bytes:
    """A PDF of equal pages in Helvetica, or in what `extra` defines as objects 5 and following."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>" if not extra else extra[0]
    kids = b" ".join(b"%d 0 R" % (100 + number) for number in range(pages))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] /MediaBox [%s] >>" % (pages, kids, box.encode()),
        3: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        4: font,
        **{5 + index: value for index, value in enumerate(extra[1:])},
    }
    for number in range(pages):
        objects[100 + number] = b"<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>"
    body = b"%PDF-1.7\n"
    offsets = {}
    for number, value in objects.items():
        offsets[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, offset)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, len(body))
    return body + table + trailer


def _with_unicode_map(characters: dict[int, str]) -> bytes:
    """A page whose one word is made of these characters, by their codes."""
    rows = b"\n".join(
        b"<%02X> <%s>" % (code, text.encode("utf-16-be").hex().encode()) for code, text in characters.items()
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n%d beginbfchar\n%s\nendbfchar endcmap end end"
        % (len(characters), rows)
    )
    widths = b" ".join([b"600"] * 256)
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Helvetica /FirstChar 0 /LastChar 255 /Widths [%s] /ToUnicode 5 0 R >>"
        % widths
    )
    codes = b"".join(b"%02X" % code for code in characters)
    content = b"BT /F 12 Tf 40 300 Td <%s> Tj ET" % codes
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)
    return _simple_pdf(1, content, extra=[font, stream])
