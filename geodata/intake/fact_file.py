"""An officer's workbook of places as rows of texts: what each says of which place, and what is unreadable.

What names mean and whether values are right is looked up by who knows the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from geodata.faults import Fault, make_fault, printable

from .cell_values import CoveredCell, UnreadableCell, UnreadableError, cell_words
from .fact_headings import FactHeader, count_fact_headings, fact_heading_words, find_fact_header
from .figure_file import shown_name
from .file_kinds import read_sheets
from .headings import Column
from .limits import MAX_FAULTS, MAX_ROWS, MAX_TEXT
from .sheets import Sheet, SheetRow

# A dash or dots say that there is nothing; a word such as 无 may be what is said of a place.
_BLANK = re.compile(r"[\s\-\u2013\u2014\uff0d\u2026./]*")
# A date cell, as the reader of workbooks tells it, without the time of midnight.
_MIDNIGHT = " 00:00:00"
_REASON = "date_cell"
_WORDS = ("unit", "owner", "day", "note", "caption")


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row: its place in the file, and its texts by column; `heads` are their headings.

    A photograph's has a `file`. A row that is `broken` has a fault of its own, and may have more.
    """

    where: str
    cells: Mapping[str, str]
    heads: Mapping[str, str] = field(default_factory=dict)
    broken: bool = False


@dataclass(frozen=True)
class FactFile:
    """The rows of a file, every fault, and notices of what was not read."""

    file: str
    facts: tuple[FactRow, ...] = ()
    photos: tuple[FactRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()


def read_fact_file(content: bytes, name: str) -> FactFile:
    """Read the bytes of an officer's workbook of places; `name` is only shown.

    All visible sheets with headings are read, but for examples. Nothing is raised: faults are in what is
    returned. limits.py has the limits.
    """
    reading = _Reading(shown_name(name))
    try:
        for sheet in read_sheets(content, count_fact_headings):
            reading.take(sheet)
        reading.end()
    except UnreadableError as error:
        reading.report(error.where, "", error.code, **error.values)
    return FactFile(
        reading.file,
        tuple(reading.facts),
        tuple(reading.photos),
        tuple(dict.fromkeys(reading.faults)),
        tuple(reading.notices),
    )


def is_blank(text: str) -> bool:
    """Tell whether a cell is empty, or holds a dash."""
    return _BLANK.fullmatch(text) is not None


class _Reading:
    """One file being read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.facts: list[FactRow] = []
        self.photos: list[FactRow] = []
        self.faults: list[Fault] = []
        self.notices: list[Fault] = []
        self.sheets = 0
        self.lines = 0

    def report(self, where: str, head: str, code: str, **values: object) -> None:
        self.faults.append(make_fault(self.file, where, printable(head), code, **values))

    def notice(self, where: str, head: str, code: str, **values: object) -> None:
        self.notices.append(make_fault(self.file, where, printable(head), code, **values))

    def take(self, sheet: Sheet) -> None:
        """Read one sheet if it is to be read."""
        header = find_fact_header(sheet)
        if header is None or cell_words().is_word("example-sheet", sheet.title):
            return
        if sheet.hidden:
            self.notice(sheet.title, "", "hidden_sheet")
            return
        self.sheets += 1
        try:
            header.require_columns(sheet.title)
        except UnreadableError as error:
            # Each sheet's faults are named at once.
            self.report(error.where, "", error.code, **error.values)
            return
        for word in header.twice:
            self.report(header.where, word, "repeated_column")
        for word in header.unknown:
            self.notice(header.where, word, "unknown_heading", columns=fact_heading_words())
        for word in header.hidden:
            self.notice(header.where, word, "hidden_column")
        self._rows(sheet, header)

    def _rows(self, sheet: Sheet, header: FactHeader) -> None:
        hidden = []
        for line in sheet.rows[header.at + 1 :]:
            if line.hidden:
                hidden.append(line.where.rpartition(" ")[2])
                continue
            self.lines += 1
            if self.lines > MAX_ROWS:
                raise UnreadableError("too_many_rows", limit=f"{MAX_ROWS:,}")
            if len(self.faults) >= MAX_FAULTS:
                raise UnreadableError("too_many_faults", line.where, limit=f"{MAX_FAULTS:,}")
            self._row(line, header, sheet.title)
        if hidden:
            rows = hidden if len(hidden) <= 5 else [*hidden[:5], "…"]
            self.notice(sheet.title, "", "hidden_rows", n=len(hidden), rows=rows)

    def _row(self, line: SheetRow, header: FactHeader, title: str) -> None:
        cells = _Cells(line, header, title)
        place = cells.text("place")
        if cell_words().is_word("example-sheet", place):
            return
        if header.is_of_photos:
            if not is_blank(cells.text("file")):
                self._keep(cells, self.photos, cells.words("place", "file", *_WORDS))
            return
        for name, column in _values(cells, header):
            value = cells.at(column, value=True)
            if isinstance(value, UnreadableCell) or not is_blank(value):
                words = cells.words("place", *_WORDS)
                unit = {"unit": column.unit} if column.unit else {}
                self._keep(cells, self.facts, {**words, **unit, "field": name}, column)

    def _keep(
        self,
        cells: _Cells,
        rows: list[FactRow],
        words: dict[str, str],
        column: Column | None = None,
    ) -> None:
        """Add a row, and report the cells of it that cannot be read."""
        value = cells.at(column, value=True) if column else ""
        heads = dict(cells.heads)
        if column:
            heads |= {"value": column.heading, "field": heads.get("field", column.heading)}
            words |= {"value": value if isinstance(value, str) else ""}
        unread = {**cells.unread, **({"value": value} if isinstance(value, UnreadableCell) else {})}
        for key, cell in unread.items():
            self.report(cells.line.where, heads.get(key, key), cell.code, value=cell.value)
        long = {key: text for key, text in words.items() if len(text) > MAX_TEXT}
        for key, text in long.items():
            self.report(
                cells.line.where, heads.get(key, key), "text_too_long", length=len(text), limit=MAX_TEXT
            )
            words[key] = ""
        rows.append(FactRow(cells.line.where, words, heads, bool(unread or long)))

    def end(self) -> None:
        """Raise UnreadableError for a file without a sheet that is read."""
        if not self.sheets and not self.faults:
            raise UnreadableError("no_headings", columns=fact_heading_words())


class _Cells:
    """The cells of one row by column; a merged area over several rows is what its first cell holds."""

    def __init__(self, line: SheetRow, header: FactHeader, title: str) -> None:
        self.line, self.header, self.title = line, header, title
        self.heads = {name: column.heading for name, column in header.columns.items()}
        self.unread: dict[str, UnreadableCell] = {}

    def at(self, column: Column, value: bool = False) -> str | UnreadableCell:
        cell = self.line.cells[column.at] if column.at < len(self.line.cells) else ""
        if isinstance(cell, CoveredCell):
            if value and not (isinstance(cell.shown, str) and is_blank(cell.shown)):
                return UnreadableCell("merged_fact", str(cell.shown)) if not cell.same_row else ""
            cell = "" if cell.same_row or value else cell.shown
        if isinstance(cell, UnreadableCell) and cell.code == _REASON:
            return cell.value.removesuffix(_MIDNIGHT)
        return cell.strip() if isinstance(cell, str) else cell

    def text(self, name: str) -> str:
        """Return the text of a column, empty where it cannot be read; of the place also the sheet's title."""
        column = self.header.columns.get(name)
        if column is None:
            return self.title if name == "place" else ""
        cell = self.at(column)
        if isinstance(cell, UnreadableCell):
            self.unread[name] = cell
            return ""
        return cell

    def words(self, *names: str) -> dict[str, str]:
        return {name: text for name in names if (text := self.text(name))}


def _values(cells: _Cells, header: FactHeader) -> Iterator[tuple[str, Column]]:
    """Yield the fields that a row speaks of, by name or id, with the columns of their values."""
    if header.fields:
        yield from header.fields.items()
    else:
        yield cells.text("field"), header.columns["value"]
