"""The columns of a user's file: how each may be headed, in any language and order.

A table has one column of figures and one of years, or a column of figures for each year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geodata.languages import Text
from geodata.names import name_key

from .cell_values import Cell, CoveredCell, UnreadableError, parse_year_heading
from .limits import HEAD_ROWS
from .sheets import Sheet, SheetRow
from .vocabulary import Vocabulary, read_vocabulary

# The fields that every figure needs; a table with a column for each year has neither of the second.
REQUIRED, LONG = ("indicator", "unit", "source"), ("year", "value")
_SHOWN = ("object", "indicator", "year", "value", "unit", "scope", "source")
# Columns known to stand beside the figures, and those of remarks.
_BESIDE, _REMARK = "beside", "remark"
# So many known headings in one row make it the head of the table.
_ENOUGH = 3
_MOST_UNKNOWN = 12
# A unit may follow a heading in brackets.
_BRACKETS = re.compile(r"(.+?)\s*[(（\[【]\s*(?:单位\s*[:：]?)?\s*([^()（）\[\]【】]+?)\s*[)）\]】]\s*")
_TITLE_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


@cache
def heading_vocabulary() -> Vocabulary:
    """Return the known headings by field and language."""
    return read_vocabulary(Path(__file__).with_name("headings.toml"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its index, its heading as it stands, and the unit that its heading names, or none."""

    at: int
    heading: str
    unit: str = ""


@dataclass(frozen=True)
class Header:
    """Where the columns stand, by field and by year, and headings that are twice, unknown, hidden or remarks.

    `title_year` is the year that the sheet's title names where no column does.
    """

    at: int
    where: str
    columns: Mapping[str, Column]
    years: Mapping[int, Column] = field(default_factory=dict)
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    title_year: int | None = None

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return the fields without a column that every figure needs."""
        needed = [*REQUIRED, *(() if self.years else LONG)]
        # One column of figures may have its unit in its heading, its year in the sheet's title.
        by_heading = {"unit": self._all_units, "year": self.title_year is not None}
        return tuple(f for f in _SHOWN if f in needed and f not in self.columns and not by_heading.get(f))

    @property
    def _all_units(self) -> bool:
        figures = [*self.years.values(), *(self.columns[f] for f in ("value",) if f in self.columns)]
        return bool(figures) and all(column.unit for column in figures)


def find_header(sheet: Sheet) -> Header | None:
    """Find the row of headings among the first rows of a sheet that it shows."""
    for at, line in enumerate(sheet.rows[:HEAD_ROWS]):
        if not line.hidden and count_headings(line.cells) >= _ENOUGH:
            return _header(at, line, sheet)
    return None


def count_headings(cells: Sequence[Cell]) -> int:
    """Count the kinds of columns that a row's cells head; columns of years are one kind."""
    return len(_kinds(cells))


def heading_words(fields: Sequence[str] = _SHOWN) -> list[Text]:
    """Return the headings to use for fields, in each language."""
    return [heading_vocabulary().first(name) for name in fields]


def unknown_words(sheet: Sheet) -> tuple[str, ...]:
    """Return the words of the row that looks most like headings, but for those that are known."""
    lines = [line.cells for line in sheet.rows[:HEAD_ROWS] if not line.hidden]
    # The row with most known headings, then with most words; a year may stand in a row of figures too.
    best = max(lines, key=lambda c: (len(_kinds(c) - {"years"}), len(list(heading_cells(c)))), default=())
    words = [word for _, word in heading_cells(best)]
    # A line of prose is no row of headings.
    return tuple(w for w in words if not _kind(w))[:_MOST_UNKNOWN] if len(words) >= _ENOUGH else ()


def _kinds(cells: Sequence[Cell]) -> set[str]:
    return {
        kind for _, word in heading_cells(cells) if (kind := _kind(word)) and kind not in (_BESIDE, _REMARK)
    }


def heading_cells(cells: Sequence[Cell]) -> Iterator[tuple[int, str]]:
    """Yield the words of a row with their columns; a merged heading stands over the first of its columns."""
    for at, cell in enumerate(cells):
        if isinstance(cell, CoveredCell):
            continue
        word = cell.strip() if isinstance(cell, str) else cell.value
        if word:
            yield at, word


def _kind(word: str) -> str:
    """Return the field that a heading names, `years` for a year, or nothing."""
    if parse_year_heading(heading_and_unit(word)[0]) is not None:
        return "years"
    return _field(word) or _field(heading_and_unit(word)[0])


def _field(word: str) -> str:
    return heading_vocabulary().subjects.get(name_key(word), "")


def heading_and_unit(word: str) -> tuple[str, str]:
    """Return a heading and the unit that follows it in brackets, if any."""
    match = _BRACKETS.fullmatch(word)
    return (match[1], match[2]) if match else (word, "")


def _header(at: int, line: SheetRow, sheet: Sheet) -> Header:
    columns: dict[str, Column] = {}
    years: dict[int, Column] = {}
    twice, unknown, hidden, remarks = [], [], [], []
    for index, word in heading_cells(line.cells):
        kind = _kind(word)
        column = Column(index, word, "" if _field(word) else heading_and_unit(word)[1])
        if index in sheet.hidden_columns:
            hidden.append(word)
        elif kind == "years":
            year = parse_year_heading(heading_and_unit(word)[0]) or 0
            twice += [word] if year in years else []
            years.setdefault(year, column)
        elif not kind:
            unknown.append(word)
        elif kind == _REMARK:
            remarks.append(word)
        elif kind != _BESIDE:
            twice += [word] if kind in columns else []
            columns.setdefault(kind, column)
    titled = _TITLE_YEAR.findall(sheet.title)
    title_year = int(titled[0]) if len(set(titled)) == 1 and "year" not in columns else None
    aside = (tuple(unknown), tuple(hidden), tuple(remarks))
    return Header(at, line.where, columns, years, tuple(twice), *aside, title_year)


def raise_lacking(header: Header) -> None:
    """Raise UnreadableError where columns lack, with those that are not known and those that are hidden."""
    if header.years and "value" in header.columns:
        words = [header.columns["value"].heading, *(c.heading for c in header.years.values())]
        raise UnreadableError("two_forms", header.where, columns=words)
    if not header.lacking:
        return
    # What is hidden explains more than what is not known.
    hidden, unknown = header.hidden, header.unknown[:_MOST_UNKNOWN]
    code = "lacking_columns_hidden" if hidden else "lacking_columns_unknown" if unknown else "lacking_columns"
    columns = heading_words(header.lacking)
    raise UnreadableError(code, header.where, columns=columns, words=list(hidden or unknown))
