"""The rows of one sheet below its headings: figures with year, unit, scope and source, or their faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from geodata.faults import Fault, hint, make_fault, printable

from .cell_values import (
    Amount,
    CoveredCell,
    UnreadableCell,
    cell_words,
    is_nothing,
    is_total,
    parse_amount,
    parse_decisions,
    parse_scope,
    parse_year,
    scope_words,
)
from .headings import Column, Header
from .limits import MAX_TEXT
from .sheets import SheetRow

_T = TypeVar("_T")
_WORDS = ("object", "indicator", "unit", "source")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as the file gives it; `value` as typed, in `unit`; `scope` an id or empty.

    `year` and `value` are None in a row that is at fault, and only there. `cell_unit` is the unit that stands
    beside the number or in the heading of its column; `about` tells that the number is about so much, and
    `decision` what the file says was decided of it. `heads` are the sheet's headings by field.
    """

    where: str
    object: str
    indicator: str
    year: int | None
    value: Decimal | None
    unit: str
    scope: str
    source: str
    cell_unit: str = ""
    about: bool = False
    decision: str = ""
    heads: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass
class RowCounts:
    """What became of a sheet's rows: how many gave figures, had no value, are hidden, or add up others."""

    read: int = 0
    figures: int = 0
    skipped: int = 0
    hidden: list[str] = field(default_factory=list)
    totals: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


class RowReader:
    """The reader of one sheet's rows: `rows` and `faults` grow as rows are taken."""

    def __init__(self, file: str, header: Header) -> None:
        """Read by a header; a column that stands twice is a fault."""
        self.file, self.header = file, header
        self.rows: list[FigureRow] = []
        self.broken: list[FigureRow] = []
        self.faults: list[Fault] = []
        self.counts = RowCounts()
        for word in header.twice:
            self.report(header.where, word, "repeated_column")

    def report(self, where: str, field: str, code: str, **values: object) -> None:
        """Add a fault."""
        self.faults.append(make_fault(self.file, where, printable(field), code, **values))

    def take(self, line: SheetRow) -> None:
        """Read one row; one without a value is skipped, one that adds up others is not read."""
        if line.hidden:
            self.counts.hidden.append(line.where)
            return
        figures = [
            (year, column) for year, column in self._figure_columns() if not self._is_blank(line, column)
        ]
        # The template has a row for every target, most of which may stay blank.
        if not figures:
            self.counts.skipped += 1
        elif self._is_total(line):
            self.counts.totals.append(line.where)
        else:
            self._read(line, figures)

    def _figure_columns(self) -> Iterator[tuple[int | None, Column]]:
        if self.header.years:
            yield from sorted(self.header.years.items())
        else:
            yield None, self.header.columns["value"]

    def _raw(self, line: SheetRow, column: Column | None) -> str | UnreadableCell | CoveredCell:
        at = column.at if column else len(line.cells)
        cell = line.cells[at] if at < len(line.cells) else ""
        return cell.strip() if isinstance(cell, str) else cell

    def _is_blank(self, line: SheetRow, column: Column) -> bool:
        cell = self._raw(line, column)
        if isinstance(cell, CoveredCell):
            # A remark across the whole row covers the figures too.
            return not (isinstance(cell.shown, str) and parse_amount(cell.shown))
        return isinstance(cell, str) and is_nothing(cell)

    def _is_total(self, line: SheetRow) -> bool:
        columns = self.header.columns
        name = self._raw(line, columns["indicator"])
        if isinstance(name, str) and name:
            return is_total(name)
        # “Total” stands in any column of words where there is no indicator.
        return any(isinstance(cell, str) and is_total(cell) for cell in line.cells)

    def _read(self, line: SheetRow, figures: list[tuple[int | None, Column]]) -> None:
        before = len(self.faults)
        amounts = [self._amount(line, column) for _, column in figures]
        own_unit = all(
            isinstance(a, Amount) and (a.unit or c.unit) for a, (_, c) in zip(amounts, figures, strict=True)
        )
        words = {
            name: self._text(line, name, name == "object" or (name == "unit" and own_unit)) for name in _WORDS
        }
        years = [self._year(line) if year is None else year for year, _ in figures]
        for amount, (_, column) in zip(amounts, figures, strict=True):
            if not isinstance(amount, Amount):
                self.report(line.where, column.heading, amount.code, value=amount.value)
        scope, decisions = self._scope(line), self._decisions(line)
        found_faults = len(self.faults) > before
        for year, amount, (_, column) in zip(years, amounts, figures, strict=True):
            plain = amount if isinstance(amount, Amount) else None
            row = FigureRow(
                line.where, words["object"], words["indicator"], year, plain.value if plain else None,
                words["unit"], scope, words["source"],
                cell_unit=(plain.unit if plain else "") or column.unit,
                about=bool(plain and plain.about),
                decision=decisions.get(year or 0, ""),
                heads=self._heads(column),
            )  # fmt: skip
            (self.broken if found_faults else self.rows).append(row)
        self.counts.read += not found_faults
        self.counts.figures += 0 if found_faults else len(figures)

    def _heads(self, column: Column) -> Mapping[str, str]:
        heads = {name: c.heading for name, c in self.header.columns.items()}
        years = {} if "year" in heads else {"year": column.heading}
        return {**heads, **years, "value": column.heading}

    def _amount(self, line: SheetRow, column: Column) -> Amount | UnreadableCell:
        cell = self._raw(line, column)
        if isinstance(cell, CoveredCell):
            return UnreadableCell("merged_value", str(cell.shown))
        if isinstance(cell, UnreadableCell):
            return cell
        return parse_amount(cell) or UnreadableCell("not_a_number", cell)

    def _shown(self, line: SheetRow, name: str) -> str | UnreadableCell:
        """Return what stands in a column of words; in a merged area that is what its first cell holds."""
        cell = self._raw(line, self.header.columns.get(name))
        if not isinstance(cell, CoveredCell):
            return cell
        if cell.same_row:
            return UnreadableCell("merged_missing")
        if line.where not in self.counts.merged:
            self.counts.merged.append(line.where)
        return cell.shown.strip() if isinstance(cell.shown, str) else cell.shown

    def _fault(self, line: SheetRow, name: str, code: str, **values: object) -> None:
        column = self.header.columns.get(name)
        self.report(line.where, column.heading if column else name, code, **values)

    def _text(self, line: SheetRow, name: str, optional: bool) -> str:
        cell = self._shown(line, name)
        if isinstance(cell, UnreadableCell):
            if not (optional and cell.code == "merged_missing"):
                self._fault(line, name, cell.code, value=cell.value)
            return ""
        if not cell and not optional:
            self._fault(line, name, "no_source" if name == "source" else "missing")
        if len(cell) > MAX_TEXT:
            self._fault(line, name, "text_too_long", length=len(cell), limit=MAX_TEXT)
        return cell

    def _year(self, line: SheetRow) -> int | None:
        if self.header.title_year is not None:
            return self.header.title_year
        return self._parsed(line, "year", parse_year, self._unread_year)

    def _unread_year(self, line: SheetRow, cell: str) -> None:
        self._fault(line, "year", "not_a_year" if cell else "missing", value=cell)

    def _scope(self, line: SheetRow) -> str:
        return self._parsed(line, "scope", parse_scope, self._unread_scope) or ""

    def _unread_scope(self, line: SheetRow, cell: str) -> None:
        options = [*cell_words().all_words("local"), *cell_words().all_words("all")]
        self._fault(line, "scope", "not_allowed", value=cell, options=scope_words(), **hint(cell, options))

    def _parsed(
        self,
        line: SheetRow,
        name: str,
        parse: Callable[[str], _T | None],
        unread: Callable[[SheetRow, str], None],
    ) -> _T | None:
        cell = self._shown(line, name)
        if isinstance(cell, UnreadableCell):
            self._fault(line, name, cell.code, value=cell.value)
            return None
        parsed = parse(cell)
        if parsed is None:
            unread(line, cell)
        return parsed

    def _decisions(self, line: SheetRow) -> dict[int, str]:
        cell = self._shown(line, "confirmed")
        return parse_decisions(cell) if isinstance(cell, str) else {}
