"""The one writer of spreadsheets: no text becomes a formula, no character spoils the file.

The same sheets give the same bytes: no clock and no machine shows in the file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from layout.exports.csv import flat_text

# The hidden sheet of the lists that cells are chosen from.
_LISTS = "lists"
_EPOCH = datetime(2000, 1, 1)
# What a spreadsheet forbids in the name of a sheet, and at its ends; it has 31 characters at most.
_BAD_TITLE = re.compile(r"[\[\]:*?/\\]")
_BAD_ENDS = re.compile(r"^[\s']+|[\s']+$")
_MOST_TEXT = 32_000  # a cell holds 32,767 characters
_LINE = Border(bottom=Side(style="thin", color="CFCBC0"))


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet: its title, its headings, and rows of text, numbers, lists or None.

    `lines` stand above the headings, one cell each. `choices` are what a cell may be chosen from, by the
    number of its row and of its column from 0, `formats` the number formats of columns that are filled in.
    A sheet that is a form has no filter: rows that it hides would not be read.
    """

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Any]]
    lines: Sequence[str] = ()
    choices: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    formats: Mapping[int, str] = field(default_factory=dict)
    filtered: bool = True


def workbook_bytes(sheets: Sequence[WorkbookSheet]) -> bytes:
    """Return a workbook (.xlsx) of the sheets, in their order; equal sheets give equal bytes.

    Text is cut at 32 000 characters, and titles are made fit for a spreadsheet and unique.
    """
    book = Workbook()
    # openpyxl begins a workbook with an empty sheet.
    book.remove(book.active)
    titles: set[str] = set()
    lists = dict.fromkeys(options for sheet in sheets for options in sheet.choices.values())
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.title, titles))
        _fill(page, sheet)
        _offer_choices(page, sheet, {options: n for n, options in enumerate(lists, 1)})
    if lists:
        _fill_lists(book.create_sheet(_LISTS), lists)
    # openpyxl enters its own name and the time.
    book.properties.creator = ""
    book.properties.created = book.properties.modified = _EPOCH
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_times(buffer.getvalue())


def _title(name: str, titles: set[str]) -> str:
    whole = _BAD_ENDS.sub("", _BAD_TITLE.sub(" ", _clean(name)))
    # Once more, for the cut may leave an apostrophe at the end.
    base = _BAD_ENDS.sub("", whole[:31]) or "-"
    title, n = base, 2
    # Names of sheets must differ by more than their case.
    while title.lower() in titles:
        title = f"{base[:27]} {n}"
        n += 1
    titles.add(title.lower())
    return title


def _fill(page: Worksheet, sheet: WorkbookSheet) -> None:
    start = len(sheet.lines) + 1
    for n, line in enumerate(sheet.lines, 1):
        _put(page.cell(n, 1), line)
        page.cell(n, 1).alignment = Alignment(wrap_text=False)
    for row, values in enumerate([sheet.head, *sheet.rows], start):
        for column, value in enumerate(values, 1):
            _put(page.cell(row, column), value)
    for cell in page[start]:
        cell.font = Font(bold=True)
        cell.border = _LINE
    page.freeze_panes = page.cell(start + 1, 1)
    if sheet.rows and sheet.filtered:
        page.auto_filter.ref = f"A{start}:{get_column_letter(len(sheet.head))}{start + len(sheet.rows)}"
    for column in range(1, len(sheet.head) + 1):
        cells = [str(page.cell(r, column).value or "") for r in range(start, page.max_row + 1)]
        width = max(min(_width(c), 60) for c in cells)
        page.column_dimensions[get_column_letter(column)].width = max(8, width + 2)


def _offer_choices(page: Worksheet, sheet: WorkbookSheet, lists: Mapping[tuple[str, ...], int]) -> None:
    """Let cells be chosen from lists on a sheet of their own: within a rule a comma would part them."""
    first = len(sheet.lines) + 2
    rules: dict[int, DataValidation] = {}
    for (row, column), options in sheet.choices.items():
        number = lists[options]
        if number not in rules:
            letter = get_column_letter(number)
            rules[number] = DataValidation(
                "list", f"'{_LISTS}'!${letter}$1:${letter}${len(options)}", allow_blank=True
            )
            # Several choices, another name of a place, a unit that converts may be typed as well.
            rules[number].errorStyle = "information"
            rules[number].showErrorMessage = False
        rules[number].add(page.cell(first + row, column + 1))
    for number in sorted(rules):
        page.add_data_validation(rules[number])
    for column, form in sheet.formats.items():
        for row in range(first, first + len(sheet.rows)):
            page.cell(row, column + 1).number_format = form


def _fill_lists(page: Worksheet, lists: Iterable[tuple[str, ...]]) -> None:
    page.sheet_state = "hidden"
    for column, options in enumerate(lists, 1):
        for row, option in enumerate(options, 1):
            _put(page.cell(row, column), option)


def _put(cell: Cell, value: Any) -> None:
    """Write a value; text is text even where it looks like a formula, a number or a date."""
    if value is None or value == "":
        return
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        cell.value = _clean(flat_text(value))
        # After the value: openpyxl takes text that begins with “=” for a formula.
        cell.data_type = "s"
        return
    cell.value = value
    if isinstance(value, Decimal):
        # As many decimals as are printed in the source: 93.40 keeps its last digit.
        digits = max(0, -int(value.as_tuple().exponent))
        cell.number_format = "#,##0" + ("." + "0" * digits if digits else "")


def _clean(text: str) -> str:
    # openpyxl refuses to write a workbook with one control character.
    return str(ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))[:_MOST_TEXT]


def _width(text: str) -> int:
    # Chinese characters, all of them above U+2E80, are as wide as two Latin letters.
    return max((sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in text.splitlines()), default=0)


def _without_times(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            # openpyxl sets the time of change on saving, whatever the properties say.
            if info.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(info.filename, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
