"""XML Spreadsheet 2003 (SpreadsheetML), the XML that older Excel saved and that is often named `.xls`."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from geodata.faults import printable
from geodata.guard.errors import is_out_of_memory

from .cell_values import Cell, CoveredCell, UnreadableCell, UnreadableError
from .limits import HEAD_ROWS, MAX_COLUMNS, MAX_ELEMENTS, MAX_ROWS, MAX_SCANNED, MAX_SHEETS
from .package_parts import ENTITY
from .sheets import Sheet, SheetRow, Sheets
from .workbook_reader import shown_number

_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_PERCENT = "Percent"


def read_xml_spreadsheet(content: bytes) -> Sheets:
    """Yield the worksheets of an XML Spreadsheet 2003 file.

    Raises UnreadableError for XML that is damaged or declares entities, and beyond limits.py.
    """
    if ENTITY.search(content.replace(b"\0", b"")):
        raise UnreadableError("spoilt_workbook", reason="DOCTYPE")
    if content.count(b"<") > 2 * MAX_ELEMENTS:
        raise UnreadableError("too_many_elements", limit=f"{MAX_ELEMENTS:,}")
    try:
        # No entity is declared in it, see above.
        book = ElementTree.parse(io.BytesIO(content)).getroot()  # noqa: S314
        sheets = book.findall(f"{_SPACE}Worksheet")
        if len(sheets) > MAX_SHEETS:
            raise UnreadableError("too_many_sheets", size=len(sheets), limit=MAX_SHEETS)
        formats = _formats(book)
        yield from (_sheet(sheet, formats) for sheet in sheets)
    except (ElementTree.ParseError, ValueError, ArithmeticError) as error:
        if is_out_of_memory(error):
            raise MemoryError from error
        raise UnreadableError("spoilt_workbook", reason=printable(str(error))) from error


def _formats(book: ElementTree.Element) -> dict[str, str]:
    """Return the number format of each style."""
    formats = {}
    for style in book.iter(f"{_SPACE}Style"):
        number = style.find(f"{_SPACE}NumberFormat")
        name = "" if number is None else number.get(f"{_SPACE}Format", "")
        formats[style.get(f"{_SPACE}ID", "")] = "0%" if name == _PERCENT else name
    return formats


def _sheet(sheet: ElementTree.Element, formats: Mapping[str, str]) -> Sheet:
    title = printable(sheet.get(f"{_SPACE}Name", ""))
    visible = sheet.find(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible")
    table = sheet.find(f"{_SPACE}Table")
    if table is None:
        return Sheet(title, ())
    lines = _Lines(title, formats)
    for row in table.findall(f"{_SPACE}Row"):
        lines.add(row)
    hidden = visible is not None and (visible.text or "").startswith("Sheet")
    return Sheet(title, tuple(lines.rows), hidden, frozenset(_hidden_columns(table)))


def _hidden_columns(table: ElementTree.Element) -> list[int]:
    at = 0
    hidden: list[int] = []
    for column in table.findall(f"{_SPACE}Column"):
        at = _number(column, "Index", at + 1)
        span = min(_number(column, "Span", 0), MAX_COLUMNS)
        if column.get(f"{_SPACE}Hidden") == "1" or column.get(f"{_SPACE}Width") == "0":
            hidden += range(at - 1, at + span)
        at += span
    return hidden


def _number(element: ElementTree.Element, name: str, otherwise: int) -> int:
    return int(element.get(f"{_SPACE}{name}", otherwise))


@dataclass
class _Lines:
    """The rows of a sheet as they go by, with the merged areas that reach into rows to come."""

    title: str
    formats: Mapping[str, str]
    rows: list[SheetRow] = field(default_factory=list)
    covered: dict[int, tuple[str | UnreadableCell, int]] = field(default_factory=dict)
    at: int = 0

    def add(self, row: ElementTree.Element) -> None:
        """Read one row; one that stands alone far below is at its place."""
        at = _number(row, "Index", self.at + 1)
        if at > MAX_SCANNED:
            raise UnreadableError("too_many_blank", self.title, limit=f"{MAX_SCANNED:,}")
        placed: dict[int, Cell] = {
            n: CoveredCell(c, False) for n, (c, last) in self.covered.items() if last >= at
        }
        self.at, column = at, 0
        for cell in row.findall(f"{_SPACE}Cell"):
            column = self._free(_number(cell, "Index", column + 1) - 1, placed)
            column = self._place(cell, column, placed)
        cells = tuple(placed.get(n, "") for n in range(min(max(placed, default=-1) + 1, MAX_COLUMNS)))
        hidden = row.get(f"{_SPACE}Hidden") == "1" or row.get(f"{_SPACE}Height") == "0"
        if any(cells):
            self.rows.append(SheetRow(f"{self.title} row {at}", cells, hidden))
        if len(self.rows) > MAX_ROWS + HEAD_ROWS:
            raise UnreadableError("too_many_rows", self.title, limit=f"{MAX_ROWS:,}")

    def _free(self, column: int, placed: Mapping[int, Cell]) -> int:
        while isinstance(placed.get(column), CoveredCell):
            column += 1
        return column

    def _place(self, cell: ElementTree.Element, column: int, placed: dict[int, Cell]) -> int:
        """Put a cell and those that it covers in their columns; return the number of columns so far."""
        value = _cell(cell, self.formats)
        across = min(_number(cell, "MergeAcross", 0), MAX_COLUMNS)
        down = _number(cell, "MergeDown", 0)
        for index in range(column, column + across + 1):
            placed[index] = value if index == column or not value else CoveredCell(value, True)
            if down and value:
                self.covered[index] = (value, self.at + down)
        return column + across + 1


def _cell(cell: ElementTree.Element, formats: Mapping[str, str]) -> str | UnreadableCell:
    data = cell.find(f"{_SPACE}Data")
    if data is None:
        return UnreadableCell("formula_cell") if cell.get(f"{_SPACE}Formula") else ""
    kind, text = data.get(f"{_SPACE}Type", "String"), "".join(data.itertext())
    if kind == "Number":
        return shown_number(float(text), formats.get(cell.get(f"{_SPACE}StyleID", ""), ""))
    codes = {"DateTime": "date_cell", "Error": "error_cell", "Boolean": "not_a_number"}
    return UnreadableCell(codes[kind], text) if kind in codes else text
