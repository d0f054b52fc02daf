"""XLSX as Excel and WPS write it, read as data alone: no formula is run, nothing outside is asked for."""

from __future__ import annotations

import io
import math
import re
import warnings
import zipfile
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import count, islice
from typing import Any

from geodata.faults import printable
from geodata.guard.errors import is_out_of_memory

from .cell_values import Cell, CoveredCell, UnreadableCell, UnreadableError
from .headings import count_headings
from .limits import HEAD_ROWS, MAX_COLUMNS, MAX_ROWS, MAX_SCANNED
from .package_parts import SheetLayout, check_package, sheet_layouts
from .sheets import HeadCounter, Sheet, SheetRow, Sheets

# In a number format a percent sign that is quoted or escaped is text and does not scale.
_QUOTED = re.compile(r'"[^"]*"|\\.')
# What a spoilt file makes the reader raise, which trusts what it reads.
_SPOILT = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
# As many kinds of headings make a row the head of a table.
_HEADED = 3


def read_workbook(content: bytes, count_heads: HeadCounter = count_headings) -> Sheets:
    """Yield the sheets of an XLSX file in their order, each as its rows.

    Of a sheet without headings, and of a hidden one, only the first rows are read; `count_heads` counts the
    headings of a row. Raises UnreadableError for a package that is no workbook, is damaged, or exceeds
    limits.py.
    """
    try:
        content, formulas = check_package(content)
        layouts = sheet_layouts(content)
        # Read for values, a formula without a stored result is an empty cell; only a second reading shows it.
        books = [_open(content, values=True)]
        books += [_open(content, values=False)] if formulas else []
        pages = [book.worksheets for book in books]
        scanned = count(1)
        for worksheets in zip(*pages, strict=True):
            yield _sheet(worksheets, layouts.get(worksheets[0].title, SheetLayout()), scanned, count_heads)
    except _SPOILT as error:
        if is_out_of_memory(error):
            raise MemoryError from error
        reason = printable(str(error)) or type(error).__name__
        raise UnreadableError("spoilt_workbook", reason=reason) from error


def _open(content: bytes, values: bool) -> Any:
    # Loaded for a workbook only: a CSV file is read without any library.
    import openpyxl

    # It warns of styles, rules and signatures that are not read here, with the path of its own file.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)


def _sheet(
    pages: Sequence[Any], layout: SheetLayout, scanned: Iterator[int], count_heads: HeadCounter
) -> Sheet:
    lines = _lines(pages, layout, scanned)
    rows = tuple(islice(lines, HEAD_ROWS))
    hidden = pages[0].sheet_state != "visible"
    # A sheet without headings is left after its first rows, however long it is.
    if not hidden and any(count_heads(line.cells) >= _HEADED for line in rows):
        rows += tuple(lines)
    return Sheet(printable(pages[0].title), rows, hidden, frozenset(layout.hidden_columns))


def _lines(pages: Iterable[Any], layout: SheetLayout, scanned: Iterator[int]) -> Iterator[SheetRow]:
    """Yield the rows of one sheet; a second reading of it holds the formulas themselves."""
    title, filled = "", 0
    readers = []
    for page in pages:
        # Rows beyond the size that a sheet states of itself are else not read.
        page.reset_dimensions()
        title = printable(page.title)
        readers.append(page.iter_rows(max_col=MAX_COLUMNS))
    covers = _Covers(layout)
    for at, rows in enumerate(zip(*readers, strict=False), 1):
        if next(scanned) > MAX_SCANNED:
            raise UnreadableError("too_many_blank", title, limit=f"{MAX_SCANNED:,}")
        cells = covers.fill(at, tuple(_cell(*pair) for pair in zip(*rows, strict=False)))
        if not any(cells):
            continue
        filled += 1
        if filled > MAX_ROWS + HEAD_ROWS:
            raise UnreadableError("too_many_rows", title, limit=f"{MAX_ROWS:,}")
        yield SheetRow(f"{title} row {at}", cells, at in layout.hidden_rows)


class _Covers:
    """The merged areas of a sheet while its rows go by: covered cells are given what the first one holds."""

    def __init__(self, layout: SheetLayout) -> None:
        self.areas = deque(sorted(layout.merged))
        self.open: list[tuple[tuple[int, int, int, int], Cell]] = []

    def fill(self, at: int, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Return the cells of row `at` with those that are covered marked as such."""
        while self.areas and self.areas[0][0] <= at:
            area = self.areas.popleft()
            self.open.append((area, cells[area[1]] if area[1] < len(cells) else ""))
        self.open = [pair for pair in self.open if pair[0][2] >= at]
        if not self.open:
            return cells
        filled = [*cells, *[""] * (MAX_COLUMNS - len(cells))]
        for (row, column, _, last_column), first in self.open:
            if first == "" or isinstance(first, CoveredCell):
                continue
            for index in range(column, min(last_column + 1, MAX_COLUMNS)):
                if (at, index) != (row, column):
                    # What some programs leave under a merged area is not shown, and so not read.
                    filled[index] = CoveredCell(first, at == row)
        return tuple(filled)


def _cell(cell: Any, formula: Any = None) -> str | UnreadableCell:
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
    return shown_number(value, cell.number_format or "")


def shown_number(value: int | float, number_format: str) -> str:
    """Return a number as a sheet shows it: one in a percent format is stored as its hundredth.

    Raises ValueError for a number that is not finite.
    """
    if "%" not in _QUOTED.sub("", number_format):
        return number_text(value)
    return f"{number_text(float(Decimal(number_text(value)) * 100))}%"


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
