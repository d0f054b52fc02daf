"""The columns of a user's file: how each may be headed, in Chinese or English, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geodata.names import name_key

from .cell_values import Cell, SheetRow, UnreadableError
from .limits import HEAD_ROWS

# The first two of each are what the template says, in Chinese and English.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "object": ("对象", "Object", "园区", "对象/园区", "Park", "Object/park"),
    "indicator": ("指标", "Indicator"),
    "year": ("年份", "Year", "年度"),
    "value": ("数值", "Value"),
    "unit": ("单位", "Unit"),
    "scope": ("口径", "Scope"),
    "source": ("来源", "Source"),
}
OPTIONAL = frozenset({"scope"})
_FIELDS = {name_key(word): field for field, words in HEADINGS.items() for word in words}
# So many known headings in one row make it the head of the table.
_ENOUGH = 3


@dataclass(frozen=True)
class Header:
    """Where the columns stand: index and heading by field, and the headings that are not known."""

    at: int
    where: str
    columns: Mapping[str, tuple[int, str]]
    twice: tuple[str, ...]
    others: tuple[str, ...]


def find_header(lines: Sequence[SheetRow]) -> Header | None:
    """Find the row of headings among the first rows of a sheet."""
    for at, line in enumerate(lines[:HEAD_ROWS]):
        if count_headings(line.cells) >= _ENOUGH:
            return _head(at, line)
    return None


def count_headings(cells: Sequence[Cell]) -> int:
    """Count the columns that a row's cells head."""
    return len({_FIELDS[name_key(c)] for c in cells if isinstance(c, str) and name_key(c) in _FIELDS})


def heading_words() -> list[str]:
    """Return the headings to use, each in both languages."""
    return [f"{words[0]} {words[1]}" for words in HEADINGS.values()]


def _head(at: int, line: SheetRow) -> Header:
    columns: dict[str, tuple[int, str]] = {}
    twice, others = [], []
    for index, cell in enumerate(line.cells):
        word = cell.strip() if isinstance(cell, str) else cell.value
        field = _FIELDS.get(name_key(word))
        if field is None:
            others += [word] if word else []
        elif field in columns:
            twice.append(word)
        else:
            columns[field] = (index, word)
    lacking = [f"{w[0]} {w[1]}" for f, w in HEADINGS.items() if f not in columns and f not in OPTIONAL]
    if lacking:
        raise UnreadableError("lacking_columns", line.where, columns=lacking)
    return Header(at, line.where, columns, tuple(twice), tuple(others))
