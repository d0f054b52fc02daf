"""A user's file as a whole: what kind it is, where its table stands, and what its rows hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from geodata.faults import Fault, hint, make_fault, printable

from .cell_values import (
    SheetRow,
    Sheets,
    UnreadableCell,
    UnreadableError,
    parse_number,
    parse_scope,
    parse_year,
    scope_words,
)
from .delimited import read_csv as texts
from .headings import Header, find_header, heading_words
from .limits import MAX_BYTES, MAX_FAULTS, MAX_ROWS, MAX_TEXT
from .workbook_reader import read_workbook as workbooks

# The second begins an OLE file: an old .xls, or an .xlsx that is locked with a password.
_ZIP, _OLD = b"PK", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as the file gives it; `value` as typed, in `unit`; `scope` an id or empty.

    `year` and `value` are None in a row that is at fault, and only there.
    """

    where: str
    object: str
    indicator: str
    year: int | None
    value: Decimal | None
    unit: str
    scope: str
    source: str


@dataclass(frozen=True)
class FigureFile:
    """The rows of a file, and every fault.

    `broken` are rows with a fault of their own, which may have more when names are looked up.
    `skipped` counts the rows without a value, `ignored` are the headings of columns not read, and
    `heads` the file's own headings by field, for faults that are found later.
    """

    file: str
    rows: tuple[FigureRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    broken: tuple[FigureRow, ...] = ()
    skipped: int = 0
    ignored: tuple[str, ...] = ()
    heads: dict[str, str] = field(default_factory=dict)


def read_figure_file(content: bytes, name: str) -> FigureFile:
    """Read the bytes of an XLSX or CSV file of figures by year.

    What it is is told by its first bytes; `name` is only shown. Nothing is raised: faults are in
    what is returned. The limits are those of limits.py.
    """
    # A name may come with folders of another machine, parted by slashes of either kind.
    file = printable(name.replace("\\", "/").rpartition("/")[2]) or "?"
    try:
        lines, head = _table(content)
    except UnreadableError as error:
        return FigureFile(file, faults=(make_fault(file, error.where, "", error.code, **error.values),))
    reader = _Reader(file, head)
    if len(lines) > MAX_ROWS:
        reader.report("", "", "too_many_rows", limit=f"{MAX_ROWS:,}")
    for line in lines[:MAX_ROWS]:
        if len(reader.faults) >= MAX_FAULTS:
            reader.report(line.where, "", "too_many_faults", limit=f"{MAX_FAULTS:,}")
            break
        reader.take(line)
    heads = {name: word for name, (_, word) in head.columns.items()}
    return FigureFile(
        file,
        tuple(reader.rows),
        tuple(reader.faults),
        tuple(reader.broken),
        reader.skipped,
        tuple(map(printable, head.others)),
        heads,
    )


def _table(content: bytes) -> tuple[Sequence[SheetRow], Header]:
    """Return the filled rows below the headings, from the first sheet that has any."""
    for lines in _sheets(content):
        head = find_header(lines)
        if head is not None:
            return [line for line in lines[head.at + 1 :] if any(line.cells)], head
    raise UnreadableError("no_headings", columns=heading_words())


def _sheets(content: bytes) -> Sheets:
    """Choose the reader by what the file is, whatever its name says."""
    if not content.strip():
        raise UnreadableError("empty_file")
    if len(content) > MAX_BYTES:
        raise UnreadableError("file_too_big", size=f"{len(content):,}", limit=f"{MAX_BYTES:,}")
    if content.startswith(_OLD):
        raise UnreadableError("old_workbook")
    return workbooks(content) if content.startswith(_ZIP) else texts(content)


class _Reader:
    def __init__(self, file: str, head: Header) -> None:
        self.file, self.columns = file, head.columns
        self.rows: list[FigureRow] = []
        self.broken: list[FigureRow] = []
        self.faults: list[Fault] = []
        self.skipped = 0
        for word in head.twice:
            self.report(head.where, word, "repeated_column")

    def report(self, where: str, field: str, code: str, **values: object) -> None:
        self.faults.append(make_fault(self.file, where, printable(field), code, **values))

    def take(self, line: SheetRow) -> None:
        """Read one row; a row without a value is skipped."""
        # The template has a row for every target and year, most of which stay blank.
        if self._raw(line, "value") == "":
            self.skipped += 1
            return
        before = len(self.faults)
        words = {name: self._text(line, name) for name in ("object", "indicator", "unit", "source")}
        row = FigureRow(
            where=line.where,
            object=words["object"],
            indicator=words["indicator"],
            year=self._year(line),
            value=self._value(line),
            unit=words["unit"],
            scope=self._scope(line),
            source=words["source"],
        )
        (self.rows if len(self.faults) == before else self.broken).append(row)

    def _raw(self, line: SheetRow, name: str) -> str | UnreadableCell:
        at = self.columns[name][0] if name in self.columns else len(line.cells)
        cell = line.cells[at] if at < len(line.cells) else ""
        return cell.strip() if isinstance(cell, str) else cell

    def _fault(self, line: SheetRow, name: str, code: str, **values: object) -> None:
        self.report(line.where, self.columns[name][1], code, **values)

    def _text(self, line: SheetRow, name: str) -> str:
        cell = self._raw(line, name)
        if isinstance(cell, UnreadableCell):
            self._fault(line, name, cell.code, value=cell.value)
            return ""
        if not cell and name != "object":
            self._fault(line, name, "no_source" if name == "source" else "missing")
        if len(cell) > MAX_TEXT:
            self._fault(line, name, "text_too_long", length=len(cell), limit=MAX_TEXT)
        return cell

    def _value(self, line: SheetRow) -> Decimal | None:
        cell = self._raw(line, "value")
        if isinstance(cell, UnreadableCell):
            self._fault(line, "value", cell.code, value=cell.value)
            return None
        number = parse_number(cell)
        if number is None:
            percent = cell.endswith(("%", "％")) and parse_number(cell[:-1]) is not None
            self._fault(line, "value", "percent_cell" if percent else "not_a_number", value=cell)
        return number

    def _year(self, line: SheetRow) -> int | None:
        cell = self._raw(line, "year")
        if isinstance(cell, UnreadableCell):
            self._fault(line, "year", cell.code, value=cell.value)
            return None
        year = parse_year(cell)
        if year is None:
            self._fault(line, "year", "not_a_year" if cell else "missing", value=cell)
        return year

    def _scope(self, line: SheetRow) -> str:
        cell = self._raw(line, "scope")
        if isinstance(cell, UnreadableCell):
            self._fault(line, "scope", cell.code, value=cell.value)
            return ""
        scope = parse_scope(cell)
        if scope is None:
            options = scope_words()
            self._fault(line, "scope", "not_allowed", value=cell, options=options, **hint(cell, options))
        return scope or ""
