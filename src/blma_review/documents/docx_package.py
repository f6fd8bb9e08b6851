"""Opening the zip that a Word document is: what is inside, safely parsed, and nothing fetched from elsewhere."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lxml import etree

from blma_review.errors import BlmaReviewError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

Element = Any  # lxml ships no types

MAX_FILE_BYTES = 200_000_000
MAX_MEMBERS = 5_000
MAX_MEMBER_BYTES = 200_000_000
MAX_READ_BYTES = 400_000_000  # of all parts of one document together
BOMB_RATIO, BOMB_BYTES = 200, 20_000_000
MAX_TAGS = 10_000_000  # a parsed tag costs a hundred times its bytes in memory
MAX_PARAGRAPHS = 400_000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_STRICT = b"http://purl.oclc.org/ooxml/"
_OPEN = b"http://schemas.openxmlformats.org/"
_STRICT_NAMES = {
    _STRICT + strict: _OPEN + transitional
    for strict, transitional in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
        (b"officeDocument/math", b"officeDocument/2006/math"),
        (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
        (b"drawingml/main", b"drawingml/2006/main"),
    )
}
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet (.ods)",
    b"application/vnd.oasis.opendocument.presentation": "an OpenDocument presentation (.odp)",
    b"application/epub+zip": "an e-book (.epub)",
}
_OTHER_KINDS = (
    ("xl/", "an Excel workbook (.xlsx)"),
    ("ppt/", "a PowerPoint presentation (.pptx)"),
    ("index/document.iwa", "a Pages document (.pages)"),
    ("index.zip", "a Pages document (.pages)"),
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A pointer from one part of the package to another part, or to something outside the file."""

    id: str
    kind: str  # the last word of the relationship's type: "footnotes", "hyperlink" ...
    target: str
    external: bool


class Package:
    """The parts of a Word document. Use it as a context manager.

    Raises BlmaReviewError where the file is no Word document, is damaged, or is made to exhaust the reader.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parsed = 0
        try:
            self._check_head(path)
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise self.error("does not exist; check the name.") from None
        except OSError as error:
            raise self.error(
                f"cannot be read ({error.strerror}); close it in other programs and check its permissions."
            ) from None
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            raise self.error("is cut short or damaged; copy or download it again, or save it anew in Word.") from None
        try:
            # Part names are case-insensitive, and some writers begin them with a slash.
            self._members = {_part_name(info.filename): info for info in self._zip.infolist()}
            self._check_members()
            self.main = self._main_part()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return frozenset(self._members)

    def error(self, what: str) -> BlmaReviewError:
        """The error that says `what` is wrong with this file."""
        return BlmaReviewError(f"{self._path}: {what}")

    def parse(self, name: str) -> Element | None:
        """The root element of an XML part, in transitional namespaces; None if there is no such part."""
        if _part_name(name) not in self._members:
            return None
        data = self._utf8(self._bytes(name))
        # A Word document never declares a document type; one that does is an attempt to expand entities.
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self._entities(name)
        if data.count(b"<") > MAX_TAGS or data.count(b":p>") > 2 * MAX_PARAGRAPHS:
            raise self.error("has too many paragraphs to be an agreement; give the agreement alone.")
        if _STRICT in data:
            for strict, transitional in _STRICT_NAMES.items():
                data = data.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self._malformed(name, str(error)) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._entities(name)
        return root

    def relationships(self, name: str) -> list[Relationship]:
        """The pointers of a part (the package's own for the empty name), targets as part names."""
        folder, base = posixpath.split(name)
        root = self.parse(posixpath.join(folder, "_rels", f"{base}.rels"))
        return [] if root is None else [_relationship(element, folder) for element in root if element.get("Target")]

    @cached_property
    def main_relationships(self) -> list[Relationship]:
        """The pointers of the main part."""
        return self.relationships(self.main)

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main part names as its `kind` ("styles", "footnotes" ...), if any."""
        for relationship in self.main_relationships:
            if relationship.kind == kind and not relationship.external:
                root = self.parse(relationship.target)
                if root is not None:
                    return root
        return self.parse(posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"))

    # -- what the file is -----------------------------------------------------------------------------------

    def _check_head(self, path: Path) -> None:
        if path.is_dir():
            raise self.error("is a directory; give the draft itself.")
        size = path.stat().st_size
        if size == 0:
            raise self.error("is empty; check that it was saved or copied whole.")
        if size > MAX_FILE_BYTES:
            raise self.error(
                f"is larger than {MAX_FILE_BYTES // 1_000_000} MB; take pictures and attachments out and try again."
            )
        with path.open("rb") as file:
            head = file.read(1024)
        if head.startswith(_OLE):
            raise self._ole(path)
        if not head.startswith(_ZIP):
            raise self.error(f"is {_kind_of(head)}, not a .docx; open it in a word processor and save it as .docx.")

    def _ole(self, path: Path) -> BlmaReviewError:
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            return self.error("is protected by a password; open it in Word, take the password off and save it again.")
        return self.error("is an old Word .doc (or an encrypted .docx): open it and save it as .docx.")

    def _check_members(self) -> None:
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise self.error(f"holds more than {MAX_MEMBERS} parts, which no agreement needs; save it anew in Word.")
        for info in members:
            ratio = info.file_size / max(1, info.compress_size)
            if info.file_size > MAX_MEMBER_BYTES or (info.file_size > BOMB_BYTES and ratio > BOMB_RATIO):
                raise self.error(
                    f"its part {info.filename} unpacks to {info.file_size // 1_000_000} MB, as in a zip bomb; "
                    "save the text into a new document."
                )

    def _main_part(self) -> str:
        for relationship in self.relationships(""):
            if relationship.kind == "officeDocument" and _part_name(relationship.target) in self._members:
                kind = self._other_kind(relationship.target)
                if kind:
                    raise self.error(f"is {kind}, not a Word document; save its text as .docx.")
                return relationship.target
        if "word/document.xml" in self._members:
            return "word/document.xml"
        kind = self._other_kind("")
        if kind:
            raise self.error(f"is {kind}, not a Word document; open it and save it as .docx.")
        if any(name.startswith("word/") for name in self._members):
            raise self.error("lacks its main part, word/document.xml; copy it again, or save it anew in Word.")
        raise self.error("is a zip archive that holds no Word document; unpack it and give the draft itself.")

    def _other_kind(self, main: str) -> str:
        if "mimetype" in self._members:
            kind = _MIMETYPES.get(self._bytes("mimetype")[:200].strip())
            if kind:
                return kind
        names = [_part_name(main)] if main else list(self._members)
        return next((kind for start, kind in _OTHER_KINDS if any(name.startswith(start) for name in names)), "")

    # -- reading a part -------------------------------------------------------------------------------------

    def _bytes(self, name: str) -> bytes:
        info = self._members[_part_name(name)]
        if info.flag_bits & 1:
            raise self.error("is protected by a password; open it in Word, take the password off and save it again.")
        self._parsed += info.file_size
        if self._parsed > MAX_READ_BYTES:
            raise self.error("unpacks to far more text than an agreement holds; give the agreement alone.")
        try:
            return self._zip.read(info)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ):
            raise self.error(
                f"is damaged in its part {info.filename}; copy it again, or save it anew in Word."
            ) from None

    def _utf8(self, data: bytes) -> bytes:
        """The part in UTF-8, so that the checks above see every byte as the parser will."""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16", errors="replace")
        elif data.startswith((b"<\0", b"\0<")):
            text = data.decode("utf-16-le" if data[1] == 0 else "utf-16-be", errors="replace")
        else:
            return data
        return re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1).encode()

    def _malformed(self, name: str, reason: str) -> BlmaReviewError:
        if "depth" in reason.lower():
            return self.error(
                f"nests tables or other elements too deeply in {name}; save the text into a new document."
            )
        if "huge" in reason.lower() or "too long" in reason.lower():
            return self.error(f"holds a text too long to be read in one piece in {name}; save it anew in Word.")
        return self.error(
            f"is damaged ({name} is not well-formed XML); open it in Word, let it repair the file and save it."
        )

    def _entities(self, name: str) -> BlmaReviewError:
        return self.error(
            f"declares XML entities in {name}, which Word never writes; save the text into a new document."
        )


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relationship(element: Element, folder: str) -> Relationship:
    target = element.get("Target").strip()
    external = element.get("TargetMode") == "External"
    if not external:
        # An absolute target begins at the package's root, whatever the folder.
        target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
    return Relationship(element.get("Id", ""), element.get("Type", "").rsplit("/", 1)[-1], target, external)


def _kind_of(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{\\rtf"):
        return "an RTF file"
    if start.startswith(b"%pdf"):
        return "a PDF"
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if start.startswith(b"<"):
        return "an XML file"
    return "some other kind of file"
