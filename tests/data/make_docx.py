"""Makes the Word files of tests/data/docx with three programs that ministries and their partners use.

Run it from the repository's root, with pandoc and LibreOffice installed: python tests/data/make_docx.py
The tests only read what it made. Word files for rare constructs are written by the tests themselves.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import docx
import docx.document

HERE = Path(__file__).parent / "docx"

PANDOC = """\
---
title: Agreement on the employment of migrant workers
---

# Article 1: Definitions

For the purposes of this Agreement[^1]:

(a) "worker" means
    (i) a person admitted for employment;
    (ii) a person [formerly]{.deletion author="Ana Ruiz" date="2024-02-01T10:00:00Z"} employed;
(b) "State" means either Party.

# Article 2

The fee is [ten]{.deletion author="Ana Ruiz" date="2024-02-01T10:00:00Z"}[zero]{.insertion author="Li Wei" date="2024-03-05T10:00:00Z"} dollars.

| Cost      | Paid by  |
|-----------|----------|
| Passport  | Employer |
| Air fare  | Employer |

- a point without a number

[^1]: Signed in two languages.
"""

# A flat OpenDocument text: an outline of "Article 1" and "1.1", a tracked insertion and deletion, hidden text,
# a footnote, a text box and a header. LibreOffice turns it into .docx.
FODT = """\
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
 <office:styles>
  <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
   style:default-outline-level="1"><style:text-properties fo:font-weight="bold"/></style:style>
  <text:outline-style style:name="Outline">
   <text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="Article "/>
   <text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
  </text:outline-style>
  <text:list-style style:name="Letters">
   <text:list-level-style-number text:level="1" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
   <text:list-level-style-number text:level="2" style:num-format="i" style:num-prefix="(" style:num-suffix=")"/>
  </text:list-style>
 </office:styles>
 <office:automatic-styles>
  <style:page-layout style:name="pm1"><style:page-layout-properties/>
   <style:header-style/></style:page-layout>
  <style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
  <style:style style:name="Frame" style:family="graphic"/>
 </office:automatic-styles>
 <office:master-styles>
  <style:master-page style:name="Standard" style:page-layout-name="pm1">
   <style:header><text:p>Negotiating text of 3 May</text:p></style:header>
  </style:master-page>
 </office:master-styles>
 <office:body><office:text>
  <text:tracked-changes>
   <text:changed-region text:id="c1"><text:insertion><office:change-info>
    <dc:creator>Ana Ruiz</dc:creator><dc:date>2024-02-01T10:00:00</dc:date></office:change-info></text:insertion>
   </text:changed-region>
   <text:changed-region text:id="c2"><text:deletion><office:change-info>
    <dc:creator>Li Wei</dc:creator><dc:date>2024-03-05T10:00:00</dc:date></office:change-info>
    <text:p>three</text:p></text:deletion></text:changed-region>
  </text:tracked-changes>
  <text:h text:style-name="Heading_20_1" text:outline-level="1">Scope</text:h>
  <text:p>It lasts <text:change text:change-id="c2"/><text:change-start text:change-id="c1"/>five<text:change-end
   text:change-id="c1"/> years<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>
   <text:note-body><text:p>Renewable once.</text:p></text:note-body></text:note>.</text:p>
  <text:h text:style-name="Heading_20_1" text:outline-level="1">Fees</text:h>
  <text:list text:style-name="Letters">
   <text:list-item><text:p>no fee is charged;</text:p>
    <text:list><text:list-item><text:p>to the worker;</text:p></text:list-item>
     <text:list-item><text:p>to the family;</text:p></text:list-item></text:list></text:list-item>
   <text:list-item><text:p>costs are shared.<text:span text:style-name="Hidden"> Do not show.</text:span></text:p>
   </text:list-item>
  </text:list>
  <text:p>Beside the box.<draw:frame draw:style-name="Frame" text:anchor-type="char" svg:width="5cm" svg:height="1cm">
   <draw:text-box><text:p>A remark in a frame.</text:p></draw:text-box></draw:frame></text:p>
 </office:text></office:body>
</office:document>
"""


def by_pandoc() -> None:
    options = ["--from=markdown+fancy_lists", "--track-changes=all", f"--output={HERE / 'pandoc.docx'}"]
    subprocess.run(["pandoc", *options], input=PANDOC.encode(), check=True)


def by_libreoffice() -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "libreoffice.fodt"
        source.write_text(FODT, encoding="utf-8")
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", str(HERE), str(source)]
        subprocess.run(command, check=True, capture_output=True)


def by_python_docx() -> None:
    document = docx.Document()
    document.add_heading("Memorandum of Understanding", 0)
    document.add_heading("Wages", 1)
    centred = document.add_paragraph()
    centred.alignment = 1
    centred.add_run("Article 3").bold = True
    table = document.add_table(3, 3)
    for row, words in enumerate((("Skill", "Wage", ""), ("Mason", "900", "per month"), ("", "700", "per week"))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    inner = table.cell(2, 2).add_table(1, 1)
    inner.cell(0, 0).text = "inner"
    last = document.add_paragraph("Wages are paid in full.")
    document.add_comment(last.runs, text="In which currency?", author="Ana Ruiz", initials="AR")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Draft of the Ministry"
    section.footer.paragraphs[0].text = "Confidential"
    slim(document)
    document.save(str(HERE / "python_docx.docx"))


def slim(document: docx.document.Document) -> None:
    """Leave the picture of the first page and the unused styles of the template out of the file."""
    package = document.part.package
    for identifier, relationship in list(package.rels.items()):
        if relationship.reltype.endswith("/thumbnail"):
            package.rels.pop(identifier)
    for identifier, relationship in list(document.part.rels.items()):
        if relationship.reltype.endswith(("/stylesWithEffects", "/theme", "/customXml")):
            document.part.rels.pop(identifier)
    styles = document.styles.element
    for style in list(styles):
        if style.tag.endswith("}latentStyles") or style.get(f"{{{style.nsmap['w']}}}type") == "table":
            styles.remove(style)


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    by_pandoc()
    by_libreoffice()
    by_python_docx()
