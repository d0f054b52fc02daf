"""The columns of an officer's workbook of places: one row for each place and field, or a column for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geodata.faults import printable
from geodata.languages import Text
from geodata.names import name_key
from geodata.officer_fields import field_named

from .cell_values import Cell, UnreadableError
from .headings import Column, heading_and_unit, heading_cells
from .limits import HEAD_ROWS
from .sheets import Sheet, SheetRow
from .vocabulary import Vocabulary, read_vocabulary

FACT_COLUMNS = ("place", "field", "value", "unit", "owner", "day", "note")
PHOTO_COLUMNS = ("place", "file", "caption", "owner", "day")
# So many known headings in one row make it the head of a table.
_ENOUGH = 3
_BESIDE = "beside"


@cache
def fact_headings() -> Vocabulary:
    """Return the known headings by column and language."""
    return read_vocabulary(Path(__file__).with_name("fact_headings.toml"))


@dataclass(frozen=True)
class FactHeader:
    """Where the columns stand: `columns` by what they hold, `fields` those that are each of one field.

    `twice`, `unknown` and `hidden` are headings that stand twice, are not known, and are not shown.
    """

    at: int
    where: str
    columns: Mapping[str, Column]
    fields: Mapping[str, Column] = field(default_factory=dict)
    twice: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def is_of_photos(self) -> bool:
        """Tell whether the rows name photographs."""
        return "file" in self.columns and "field" not in self.columns and not self.fields

    def require_columns(self, title: str) -> None:
        """Raise UnreadableError where columns lack; the title of a sheet may stand for that of the place."""
        needed = {"owner"} | (set() if title else {"place"})
        if not self.is_of_photos and not self.fields:
            needed |= {"field", "value"}
        lacking = [c for c in (*FACT_COLUMNS, *PHOTO_COLUMNS) if c in needed - set(self.columns)]
        if lacking:
            columns = [fact_headings().first(c) for c in dict.fromkeys(lacking)]
            raise UnreadableError("lacking_columns", self.where, columns=columns)


def count_fact_headings(cells: Sequence[Cell]) -> int:
    """Count the kinds of columns that a row's cells head."""
    return len({kind for _, word in heading_cells(cells) if (kind := _kind(word)) and kind != _BESIDE})


def find_fact_header(sheet: Sheet) -> FactHeader | None:
    """Find the row of headings among the first rows of a sheet that it shows."""
    for at, line in enumerate(sheet.rows[:HEAD_ROWS]):
        if not line.hidden and count_fact_headings(line.cells) >= _ENOUGH:
            return _header(at, line, sheet)
    return None


def fact_heading_words(columns: Sequence[str] = FACT_COLUMNS) -> list[Text]:
    """Return the headings to use for columns, in each language."""
    return [fact_headings().first(name) for name in columns]


def _kind(word: str) -> str:
    """Return the column that a heading names, `field:ID` for one of a field, or nothing."""
    for text in (word, heading_and_unit(word)[0]):
        if kind := fact_headings().subjects.get(name_key(text), ""):
            return kind
        if named := field_named(text):
            return f"field:{named.id}"
    return ""


def _header(at: int, line: SheetRow, sheet: Sheet) -> FactHeader:
    columns: dict[str, Column] = {}
    twice, unknown, hidden = [], [], []
    for index, word in heading_cells(line.cells):
        kind = _kind(word)
        if index in sheet.hidden_columns:
            hidden.append(printable(word))
        elif not kind:
            unknown.append(printable(word))
        elif kind in columns:
            twice.append(printable(word))
        elif kind != _BESIDE:
            columns[kind] = Column(index, word, _unit(word))
    # A table with a column of fields has none for each.
    long = "field" in columns
    fields = {k.removeprefix("field:"): c for k, c in columns.items() if k.startswith("field:") and not long}
    plain = {k: c for k, c in columns.items() if not k.startswith("field:")}
    return FactHeader(at, line.where, plain, fields, tuple(twice), tuple(unknown), tuple(hidden))


def _unit(word: str) -> str:
    whole = name_key(word)
    return "" if whole in fact_headings().subjects or field_named(word) else heading_and_unit(word)[1]
