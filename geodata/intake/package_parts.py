"""What an XLSX package says of itself beside its cells: its size, its dialect, what is hidden or merged."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree

from geodata.faults import printable
from geodata.guard.archive import ArchiveLimits, GuardedArchive, write_archive
from geodata.guard.errors import ArchiveError

from .cell_values import UnreadableError
from .limits import MAX_COLUMNS, MAX_ELEMENTS, MAX_PARTS, MAX_SHEETS, MAX_UNPACKED

_PART, _BOOK = "[Content_Types].xml", "xl/workbook.xml"
# Entities are a way to blow a file up, and no spreadsheet program writes them.
ENTITY = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
# A formula that no result follows, for which alone the formulas themselves are read.
_FORMULA = re.compile(
    rb"(?:</(?:[^\s<>:]+:)?f\s*>|<(?:[^\s<>:]+:)?f(?:\s[^<>]*)?/>)"
    rb"\s*(?:<(?:[^\s<>:]+:)?v\s*(?:/>|>\s*</[^<>]*>)\s*)?</(?:[^\s<>:]+:)?c\s*>"
)
_SHEET = re.compile(rb"<(?:[^\s<>:]+:)?sheet[\s/>]")
# The names of Strict Open XML (ISO/IEC 29500-1) and those of the Transitional form, which libraries read.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)  # fmt: skip
# Packages that are no workbook of this kind, by a part that only they have.
_OTHERS = (
    ("word/document.xml", "word_document"), ("ppt/presentation.xml", "slides"),
    ("xl/workbook.bin", "binary_workbook"), ("content.xml", "open_document"),
    ("Index/Document.iwa", "numbers_document"),
)  # fmt: skip


@dataclass
class SheetLayout:
    """What a sheet does not show, and its merged areas as (first row, first column, last row, last column).

    Rows are counted from 1 as in the file, columns from 0.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def check_package(content: bytes) -> tuple[bytes, bool]:
    """Check a package against the limits before any library reads it.

    Returns the package written anew, of its XML alone and with the names of the Transitional form, and
    whether a formula has no result. Raises UnreadableError for one that is no workbook or not to be read.
    """
    try:
        return _rewritten(GuardedArchive(content, ArchiveLimits(MAX_PARTS, MAX_UNPACKED)))
    except ArchiveError as error:
        code, values = error.code, error.values
    if code == "archive_encrypted":
        raise UnreadableError("locked_workbook")
    raise UnreadableError("spoilt_workbook" if code == "archive_damaged" else code, "", **values)


def _rewritten(package: GuardedArchive) -> tuple[bytes, bool]:
    if _PART not in package.names or _BOOK not in package.names:
        raise UnreadableError(next((code for part, code in _OTHERS if part in package.names), "not_a_table"))
    load = _Load()
    content = write_archive(_counted(package, load))
    load.hold()
    return content, load.formulas


def _counted(package: GuardedArchive, load: _Load) -> Iterator[tuple[str, bytes]]:
    for part in package.parts():
        # Pictures and settings of printers are not read; left out they cannot be reached as a sheet.
        if part.xml is not None:
            load.add(part.xml)
            yield part.name, _transitional(part.content)


@dataclass
class _Load:
    """What it takes to read a workbook's XML."""

    elements: int = 0
    sheets: int = 0
    formulas: bool = False

    def add(self, text: bytes) -> None:
        self.elements += text.count(b"<") - text.count(b"</")
        # Refused later in any case; the searches below are saved.
        if self.elements > MAX_ELEMENTS:
            return
        self.sheets += len(_SHEET.findall(text))
        self.formulas |= b"sheetData" in text and bool(_FORMULA.search(text))

    def hold(self) -> None:
        """Check the counts against the limits; a workbook with formulas is read twice."""
        if self.sheets > MAX_SHEETS:
            raise UnreadableError("too_many_sheets", size=self.sheets, limit=MAX_SHEETS)
        if self.elements * (1 + self.formulas) > MAX_ELEMENTS:
            raise UnreadableError("too_many_elements", limit=f"{MAX_ELEMENTS:,}")


def _transitional(text: bytes) -> bytes:
    """Return XML with the names of the Strict form written as those of the Transitional form."""
    for old, new in _TRANSITIONAL if _STRICT in text else ():
        text = text.replace(old, new)
    return text


def sheet_layouts(content: bytes) -> dict[str, SheetLayout]:
    """Return the layout of each worksheet of a checked package by its title.

    Raises what a spoilt package makes the readers of ZIP and XML raise.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        targets = {
            _last(r.attrib, "Id"): r.attrib.get("Target", "")
            for r in _elements(package, "xl/_rels/workbook.xml.rels", "Relationship")
        }
        layouts: dict[str, SheetLayout] = {}
        read_parts: set[str] = set()
        for sheet in _elements(package, _BOOK, "sheet"):
            target = targets.get(_last(sheet.attrib, "id"), "")
            # A target is relative to the workbook, unless it begins at the package's root.
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            # A part that stands for several sheets would be read as often.
            if path in read_parts:
                raise ValueError(f"{printable(path)}: 2 × sheet")
            if path in package.namelist():
                read_parts.add(path)
                layouts[sheet.attrib.get("name", "")] = _layout(package, path)
        return layouts


def _last(attributes: dict[str, str], name: str) -> str:
    # Attributes of relationships have a namespace in the workbook and none in its list.
    return next((v for k, v in attributes.items() if k.rpartition("}")[2] == name), "")


def _elements(package: zipfile.ZipFile, path: str, name: str) -> Iterator[ElementTree.Element]:
    if path not in package.namelist():
        return
    # No entity is declared in it: `check_package` has refused such parts.
    with package.open(path) as part:
        for _, element in ElementTree.iterparse(part):  # noqa: S314
            if element.tag.rpartition("}")[2] == name:
                yield element


def _layout(package: zipfile.ZipFile, path: str) -> SheetLayout:
    layout, at = SheetLayout(), 0
    with package.open(path) as part:
        for _, element in ElementTree.iterparse(part):  # noqa: S314
            name, values = element.tag.rpartition("}")[2], element.attrib
            if name == "row":
                at = int(values.get("r", at + 1))
                if _is_hidden(values, "ht"):
                    layout.hidden_rows.add(at)
                # The cells are not needed here, and a sheet may have very many.
                element.clear()
            elif name == "col" and _is_hidden(values, "width"):
                last = min(int(values["max"]), MAX_COLUMNS)
                layout.hidden_columns |= set(range(int(values["min"]) - 1, last))
            elif name == "mergeCell":
                layout.merged.append(_area(values.get("ref", "A1")))
    return layout


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    # Dragged to nothing is hidden too.
    return attributes.get("hidden") in ("1", "true") or attributes.get(size) in ("0", "0.0")


def _area(ref: str) -> tuple[int, int, int, int]:
    first, _, last = ref.partition(":")
    (row, column), (last_row, last_column) = _place(first), _place(last or first)
    return row, column, last_row, last_column


def _place(ref: str) -> tuple[int, int]:
    match = re.fullmatch(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", ref)
    if match is None:
        raise ValueError(f"no cell {printable(ref)}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1
