"""A reading of a user's file as plain values and back: each text stands once, however many rows hold it.

What comes back is from a process that read a stranger's file: it is checked while it is taken apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from geodata.faults import Fault
from geodata.guard.errors import GuardError
from geodata.languages import Text

from .figure_file import FigureFile, SheetReading
from .row_reader import FigureRow, RowCounts

# What taking apart raises where a value is of another kind than it should be.
_MALFORMED = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)


def reading_to_plain(reading: FigureFile) -> dict[str, Any]:
    """Return a reading as JSON-ready lists, its texts by their number in one list."""
    writer = _Writer()
    plain = {
        "file": writer.text(reading.file),
        "rows": writer.columns(reading.rows),
        "broken": writer.columns(reading.broken),
        "faults": [writer.fault(fault) for fault in reading.faults],
        "notices": [writer.fault(fault) for fault in reading.notices],
        "sheets": [writer.sheet(sheet) for sheet in reading.sheets],
    }
    return {**plain, "heads": writer.heads, "texts": list(writer.texts)}


def reading_from_plain(plain: Any) -> FigureFile:
    """Rebuild a reading. Raises GuardError for values that no reading has."""
    try:
        reader = _Reader(plain["texts"], plain["heads"])
        return FigureFile(
            reader.text(plain["file"]),
            reader.rows(plain["rows"]),
            tuple(map(reader.fault, plain["faults"])),
            reader.rows(plain["broken"]),
            tuple(map(reader.sheet, plain["sheets"])),
            tuple(map(reader.fault, plain["notices"])),
        )
    except _MALFORMED as error:
        raise GuardError("reading_failed") from error


class _Writer:
    """Texts and headings by their numbers, in the order in which they were met."""

    def __init__(self) -> None:
        self.texts: dict[str, int] = {}
        self.heads: list[list[int]] = []
        self._heads: dict[tuple[int, ...], int] = {}

    def text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def all_texts(self, texts: Iterable[str]) -> list[int]:
        return [self.text(text) for text in texts]

    def head(self, heads: Mapping[str, str]) -> int:
        key = tuple(self.text(text) for pair in heads.items() for text in pair)
        if key not in self._heads:
            self._heads[key] = len(self.heads)
            self.heads.append(list(key))
        return self._heads[key]

    def columns(self, rows: Iterable[FigureRow]) -> list[tuple[Any, ...]]:
        # A few long lists take less room than many short ones.
        return list(zip(*map(self.row, rows), strict=True))

    def row(self, row: FigureRow) -> list[Any]:
        words = [row.where, row.object, row.indicator, row.unit, row.scope, row.source]
        words += [row.cell_unit, row.decision]
        value = None if row.value is None else self.text(str(row.value))
        return [row.year, value, row.about, self.head(row.heads), *self.all_texts(words)]

    def fault(self, fault: Fault) -> list[list[int]]:
        parts = ((fault.file, fault.where, fault.field), fault.problem.texts, fault.remedy.texts)
        return [self.all_texts(part) for part in parts]

    def sheet(self, sheet: SheetReading) -> list[Any]:
        counts = sheet.counts
        numbers = [counts.read, counts.figures, counts.skipped]
        lists = [counts.hidden, counts.totals, counts.merged]
        lists += map(list, (sheet.unknown, sheet.hidden_columns, sheet.heads))
        return [self.text(sheet.title), self.text(sheet.state), numbers, *map(self.all_texts, lists)]


class _Reader:
    """The way back: numbers to texts and headings."""

    def __init__(self, texts: Sequence[Any], heads: Sequence[Sequence[int]]) -> None:
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("a text that is none")
        self.texts: Sequence[str] = texts
        self.heads = [dict(zip(*[iter(self.all_texts(head))] * 2, strict=True)) for head in heads]

    def text(self, number: int) -> str:
        return self.texts[number]

    def all_texts(self, numbers: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.texts[number] for number in numbers)

    def rows(self, columns: Sequence[Sequence[Any]]) -> tuple[FigureRow, ...]:
        return tuple(map(self.row, zip(*columns, strict=True)))

    def row(self, plain: Sequence[Any]) -> FigureRow:
        year, number, about, head, *words = plain
        where, subject, indicator, unit, scope, source, cell_unit, decision = self.all_texts(words)
        if not (year is None or isinstance(year, int)) or not isinstance(about, bool):
            raise TypeError("a year that is none")
        value = None if number is None else Decimal(self.text(number))
        if value is not None and not value.is_finite():
            raise ValueError("a number that is not finite")
        return FigureRow(
            where, subject, indicator, year, value, unit, scope, source, cell_unit, about, decision,
            self.heads[head],
        )  # fmt: skip

    def fault(self, plain: Sequence[Sequence[int]]) -> Fault:
        place, problem, remedy = map(self.all_texts, plain)
        file, where, field = place
        return Fault(file, where, field, Text(*problem), Text(*remedy))

    def sheet(self, plain: Sequence[Any]) -> SheetReading:
        title, state, numbers, *lists = plain
        hidden, totals, merged, unknown, hidden_columns, heads = map(self.all_texts, lists)
        read, figures, skipped = map(int, numbers)
        counts = RowCounts(read, figures, skipped, list(hidden), list(totals), list(merged))
        return SheetReading(self.text(title), self.text(state), counts, unknown, hidden_columns, heads)
