"""XLSX as Excel writes it, read as data alone: no formula is run, nothing outside is asked for."""

from __future__ import annotations

import io
import math
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import count, islice
from typing import Any

from geodata.faults import printable

from .cell_values import Cell, SheetRow, Sheets, UnreadableCell, UnreadableError
from .headings import find_header
from .limits import (
    HEAD_ROWS,
    MAX_COLUMNS,
    MAX_ELEMENTS,
    MAX_ROWS,
    MAX_SCANNED,
    MAX_SHEETS,
    MAX_UNPACKED,
)  # fmt: skip

_PART = "[Content_Types].xml"
# Entities are a way to blow a file up, and no spreadsheet program writes them.
_ENTITY = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
# A formula that no result follows, for which alone the formulas themselves are read.
_FORMULA = re.compile(
    rb"(?:</(?:[^\s<>:]+:)?f\s*>|<(?:[^\s<>:]+:)?f(?:\s[^<>]*)?/>)"
    rb"\s*(?:<(?:[^\s<>:]+:)?v\s*(?:/>|>\s*</[^<>]*>)\s*)?</(?:[^\s<>:]+:)?c\s*>"
)
_SHEET = re.compile(rb"<(?:[^\s<>:]+:)?sheet[\s/>]")
# In a number format a percent sign that is quoted or escaped is text and does not scale.
_QUOTED = re.compile(r'"[^"]*"|\\.')
# What a spoilt file makes the reader raise, which trusts what it reads.
_SPOILT = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def read_workbook(content: bytes) -> Sheets:
    """Yield the sheets of an XLSX file that have headings, in their order, each as its rows.

    Raises UnreadableError for a package that is no workbook, is damaged, or exceeds limits.py.
    """
    try:
        formulas = _guard(content)
        # Read for values, a formula without a stored result is an empty cell; only a second reading shows it.
        books = [_open(content, values=True)]
        books += [_open(content, values=False)] if formulas else []
        pages = [book.worksheets for book in books]
        scanned = count(1)
        for worksheets in zip(*pages, strict=True):
            lines = _lines(worksheets, scanned)
            first = tuple(islice(lines, HEAD_ROWS))
            # A sheet without headings is left after its first rows, however long it is.
            if find_header(first) is not None:
                yield (*first, *lines)
    except _SPOILT as error:
        reason = printable(str(error)) or type(error).__name__
        raise UnreadableError("spoilt_workbook", reason=reason) from error


def _guard(content: bytes) -> bool:
    """Check the package against the limits before it is read; tell whether it has formulas."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if _PART not in package.namelist() or not any(p.filename.startswith("xl/") for p in parts):
            raise UnreadableError("not_a_table")
        size = sum(p.file_size for p in parts)
        if size > MAX_UNPACKED:
            raise UnreadableError("unpacked_too_big", size=f"{size:,}", limit=f"{MAX_UNPACKED:,}")
        load = _Load()
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                # Without zero bytes the patterns find their marks in UTF-16 as well.
                load.add(part.filename, package.read(part).replace(b"\0", b""))
    load.hold()
    return load.formulas


@dataclass
class _Load:
    """What it takes to read a workbook's XML."""

    elements: int = 0
    sheets: int = 0
    formulas: bool = False

    def add(self, name: str, text: bytes) -> None:
        if _ENTITY.search(text):
            raise UnreadableError("spoilt_workbook", reason=f"{printable(name)}: DOCTYPE")
        self.elements += text.count(b"<") - text.count(b"</")
        # Refused later in any case; the searches below are saved.
        if self.elements > MAX_ELEMENTS:
            return
        self.sheets += len(_SHEET.findall(text))
        self.formulas |= "/worksheets/" in name and bool(_FORMULA.search(text))

    def hold(self) -> None:
        """Check the counts against the limits; a workbook with formulas is read twice."""
        if self.sheets > MAX_SHEETS:
            raise UnreadableError("too_many_sheets", size=self.sheets, limit=MAX_SHEETS)
        if self.elements * (1 + self.formulas) > MAX_ELEMENTS:
            raise UnreadableError("too_many_elements", limit=f"{MAX_ELEMENTS:,}")


def _open(content: bytes, values: bool) -> Any:
    # Loaded for a workbook only: a CSV file is read without any library.
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _lines(pages: Iterable[Any], scanned: Iterator[int]) -> Iterator[SheetRow]:
    """Yield the rows of one sheet; a second reading of it holds the formulas themselves."""
    title, filled = "", 0
    readers = []
    for page in pages:
        # Rows beyond the size that a sheet states of itself are else not read.
        page.reset_dimensions()
        title = printable(page.title)
        readers.append(page.iter_rows(max_col=MAX_COLUMNS))
    for at, rows in enumerate(zip(*readers, strict=False), 1):
        if next(scanned) > MAX_SCANNED:
            raise UnreadableError("too_many_blank", title, limit=f"{MAX_SCANNED:,}")
        cells = tuple(_cell(*pair) for pair in zip(*rows, strict=False))
        if not any(cells):
            continue
        filled += 1
        if filled > MAX_ROWS + HEAD_ROWS:
            raise UnreadableError("too_many_rows", title, limit=f"{MAX_ROWS:,}")
        yield SheetRow(f"{title} row {at}", cells)


def _cell(cell: Any, formula: Any = None) -> Cell:
    value = cell.value
    if value is None:
        return UnreadableCell("formula_cell") if formula is not None and formula.data_type == "f" else ""
    # An error is text too (#N/A), a truth an int: both are told apart before text and numbers.
    if cell.data_type == "e":
        return UnreadableCell("error_cell", str(value))
    if isinstance(value, str):
        return value
    if isinstance(value, date | time | timedelta):
        return UnreadableCell("date_cell", str(value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return UnreadableCell("not_a_number", str(value))
    # Excel stores 8.5% as 0.085: read as it is, it would be a hundredth of what the sheet shows.
    if "%" in _QUOTED.sub("", cell.number_format or ""):
        return UnreadableCell("percent_cell", number_text(value))
    return number_text(value)


def number_text(value: int | float) -> str:
    """Return a number as it was typed: Excel keeps fifteen digits, further ones are rounding.

    Raises ValueError for a number that is not finite.
    """
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        raise ValueError("a number that is not finite")
    digits = f"{Decimal(f'{value:.15g}'):f}"
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) or "0"
