"""Rows of a CSV file: its header, cells that only a spreadsheet adds, and what keeps it from being read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from .faults import hint
from .raw import Raw, UnreadableFileError, named_place
from .schema import TableSchema

# What is wrong: the place, the code of the message, the field, the values of the message.
Finding = tuple[str, str, str, dict[str, Any]]
_HEADER = "row 1"
_COMMA = ","
# What other programs and keyboards write for the comma, with the name that it is told by.
_DELIMITERS = {";": ";", "\t": "Tab", "|": "|", "，": "，", "；": "；", "、": "、"}


def read_csv_rows(table: TableSchema, text: str) -> tuple[list[Raw], list[Finding]]:
    """Return the rows of a table and faults of single ones; raise UnreadableFileError for the file.

    Rows without any content, and empty cells beyond the last heading, are what a spreadsheet adds.
    """
    # newline='' leaves breaks within quotes as they are and takes a lone CR for the end of a line.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = list(reader)
    except csv.Error as error:
        raise UnreadableFileError(f"line {reader.line_num}", "bad_csv", reason=error) from error
    header, numbered = _trimmed(lines)
    names = [part.name for part in table.fields]
    if other := _delimiter(header, names):
        raise UnreadableFileError(_HEADER, "wrong_delimiter", sign=_DELIMITERS[other])
    _require_one_width(header, numbered, names)
    lacking = tuple(part.name for part in table.fields if part.required and part.name not in header)
    findings = list(_header_findings(header, names, lacking))
    rows = []
    for number, cells in numbered:
        where = f"row {number}"
        if len(cells) == len(header):
            values = {name: cell for name, cell in zip(header, cells, strict=True) if name in names}
            rows.append(Raw(named_place(where, values.get("id")), values, lacking=lacking))
        else:
            findings.append(_width_finding(where, cells, len(header)))
    return rows, findings


def _trimmed(lines: list[list[str]]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header and the rows with content, numbered, without empty cells beyond the last heading."""
    header = [name.strip() for name in lines[0]] if lines else []
    filled = [(n, cells) for n, cells in enumerate(lines[1:], 2) if any(cell.strip() for cell in cells)]
    while header and not header[-1] and all(_is_empty(cells, len(header) - 1) for _, cells in filled):
        header.pop()
    return header, [(n, cells[: len(header)] if _ends(cells, header) else cells) for n, cells in filled]


def _is_empty(cells: list[str], place: int) -> bool:
    return not any(cell.strip() for cell in cells[place : place + 1])


def _ends(cells: list[str], header: list[str]) -> bool:
    return not any(cell.strip() for cell in cells[len(header) :])


def _delimiter(header: list[str], names: Iterable[str]) -> str:
    """Return the sign by which a header of one cell is parted into headings; empty where it is none."""
    known = set(names)
    for sign in _DELIMITERS if len(header) == 1 else ():
        if len({part.strip() for part in header[0].split(sign)} & known) > 1:
            return sign
    return ""


def _require_one_width(header: list[str], rows: list[tuple[int, list[str]]], names: list[str]) -> None:
    """Raise UnreadableFileError where all rows have as many cells, and the header has another number."""
    widths = {len(cells) for _, cells in rows}
    if len(rows) > 1 and len(widths) == 1 and len(header) not in widths and widths != {1}:
        lacking = [name for name in names if name not in header]
        got = widths.pop()
        code = "header_short" if got > len(header) else "header_long"
        raise UnreadableFileError(_HEADER, code, got=len(header), expected=got, options=lacking or ["–"])


def _header_findings(header: list[str], names: list[str], lacking: tuple[str, ...]) -> Iterable[Finding]:
    for number, name in enumerate(header, 1):
        if not name:
            yield _HEADER, "nameless_column", "", {"n": number}
    for name in dict.fromkeys(filter(None, header)):
        if header.count(name) > 1:
            yield _HEADER, "repeated_column", name, {}
        if name not in names:
            yield _HEADER, "unknown_field", name, {"options": names, **hint(name, names)}
    # One fault in place of one for every row, whose other cells are checked all the same.
    if lacking:
        yield _HEADER, "missing_columns", "", {"columns": lacking}


def _width_finding(where: str, cells: list[str], expected: int) -> Finding:
    delimiters = [
        sign for sign in _DELIMITERS if len(cells) == 1 and cells[0].count(sign) >= expected - 1 > 0
    ]
    if delimiters:
        return where, "row_delimiter", "", {"sign": _DELIMITERS[delimiters[0]]}
    return where, "row_width", "", {"got": len(cells), "expected": expected}
