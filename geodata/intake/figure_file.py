"""A user's file as a whole: what kind it is, which of its sheets are read, and what their rows hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from geodata.faults import Fault, make_fault, printable

from .cell_values import UnreadableError, is_help
from .file_kinds import read_sheets
from .headings import Header, find_header, heading_words, raise_lacking, unknown_words
from .limits import MAX_FAULTS, MAX_ROWS
from .row_reader import FigureRow, RowCounts, RowReader
from .sheets import Sheet

# What a message names of many rows.
_MOST_NAMED = 5
READ, HIDDEN, NO_HEADINGS = "read", "hidden", "no-headings"


@dataclass(frozen=True)
class SheetReading:
    """What was read of a sheet: `state` is read, hidden (not read) or no-headings (not read).

    `counts` tells what became of its rows, `unknown` and `hidden_columns` are headings that were not read.
    """

    title: str
    state: str
    counts: RowCounts = field(default_factory=RowCounts)
    unknown: tuple[str, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class FigureFile:
    """The figures of a file, every fault, and what a reader has to know of how it was read.

    `broken` are rows with a fault of their own, which may have more when names are looked up. `notices` say
    what was not read and why: hidden sheets, rows and columns, rows that add up others, unknown headings.
    """

    file: str
    rows: tuple[FigureRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    broken: tuple[FigureRow, ...] = ()
    sheets: tuple[SheetReading, ...] = ()
    notices: tuple[Fault, ...] = ()

    @property
    def skipped(self) -> int:
        """Return the number of rows without a value."""
        return sum(s.counts.skipped for s in self.sheets)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Return the headings of visible columns that were not read."""
        return tuple(dict.fromkeys(word for s in self.sheets for word in s.unknown))

    @property
    def read_sheets(self) -> tuple[SheetReading, ...]:
        """Return the sheets that were read."""
        return tuple(s for s in self.sheets if s.state == READ)


def read_figure_file(content: bytes, name: str) -> FigureFile:
    """Read the bytes of a user's file of figures by year.

    What it is is told by its content; `name` is only shown. All visible sheets with headings are read, and
    nothing that is hidden. Nothing is raised: faults are in what is returned. limits.py has the limits.
    """
    reading = _Reading(shown_name(name))
    try:
        for sheet in read_sheets(content):
            reading.take(sheet)
        reading.end()
    except UnreadableError as error:
        # What stands in other sheets may be right, but a part of a file is not the file.
        reading.fail(error)
    return reading.result()


def shown_name(name: str) -> str:
    """Return what faults call a file."""
    # A name may come with folders of another machine, parted by slashes of either kind.
    return printable(name.replace("\\", "/").rpartition("/")[2]) or "?"


class _Reading:
    """One file being read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.rows: list[FigureRow] = []
        self.broken: list[FigureRow] = []
        self.faults: list[Fault] = []
        self.notices: list[Fault] = []
        self.sheets: list[SheetReading] = []
        self.unheaded: list[Sheet] = []
        self.lines = 0
        self.full = False

    def fail(self, error: UnreadableError) -> None:
        self.faults.append(make_fault(self.file, error.where, "", error.code, **error.values))

    def take(self, sheet: Sheet) -> None:
        """Read one sheet if it is to be read."""
        header = find_header(sheet)
        if header is None:
            self.unheaded += [] if sheet.hidden else [sheet]
            self.sheets.append(SheetReading(sheet.title, NO_HEADINGS))
        elif sheet.hidden:
            self.sheets.append(SheetReading(sheet.title, HIDDEN, heads=tuple(header.columns)))
        else:
            try:
                raise_lacking(header)
            except UnreadableError as error:
                # Each sheet's faults are named at once.
                self.fail(error)
                return
            self._read(sheet, header)

    def _read(self, sheet: Sheet, header: Header) -> None:
        reader = RowReader(self.file, header)
        for line in sheet.rows[header.at + 1 :]:
            if self.full or not any(line.cells):
                continue
            self.lines += 1
            if self.lines > MAX_ROWS:
                self._stop(reader, "", "too_many_rows", f"{MAX_ROWS:,}")
            elif len(self.faults) + len(reader.faults) >= MAX_FAULTS:
                self._stop(reader, line.where, "too_many_faults", f"{MAX_FAULTS:,}")
            else:
                reader.take(line)
        self.rows += reader.rows
        self.broken += reader.broken
        self.faults += reader.faults
        unread = (*header.unknown, *header.remarks)
        unknown, hidden = (tuple(map(printable, words)) for words in (unread, header.hidden))
        heads = tuple(header.columns)
        self.sheets.append(SheetReading(sheet.title, READ, reader.counts, unknown, hidden, heads))
        self._notice_rows(sheet.title, header, reader.counts)

    def _stop(self, reader: RowReader, where: str, code: str, limit: str) -> None:
        reader.report(where, "", code, limit=limit)
        self.full = True

    def notice(self, where: str, field: str, code: str, **values: object) -> None:
        self.notices.append(make_fault(self.file, where, printable(field), code, **values))

    def _notice_rows(self, title: str, header: Header, counts: RowCounts) -> None:
        """Say of a sheet that was read what of it was not."""
        for word in header.unknown:
            self.notice(header.where, word, "unknown_heading", columns=heading_words())
        for word in header.remarks:
            self.notice(header.where, word, "remark_column")
        for word in header.hidden:
            self.notice(header.where, word, "hidden_column")
        for where in counts.totals:
            self.notice(where, "", "total_row")
        if counts.hidden:
            self.notice(title, "", "hidden_rows", n=len(counts.hidden), rows=_named(counts.hidden))
        if counts.merged:
            self.notice(title, "", "merged_rows", n=len(counts.merged), rows=_named(counts.merged))
        if header.title_year is not None and not header.years:
            self.notice(title, "", "title_year", value=header.title_year)

    def end(self) -> None:
        """Say which sheets were not read; a file without any sheet that is read is a fault."""
        hidden = [s.title for s in self.sheets if s.state == HIDDEN]
        if any(s.state == READ for s in self.sheets) or self.faults:
            for title in hidden:
                self.notice(title, "", "hidden_sheet")
            others = [s.title for s in self.unheaded if s.rows and s.title and not is_help(s.title)]
            if others:
                self.notice("", "", "other_sheets", sheets=others)
        elif hidden:
            raise UnreadableError("only_hidden_sheets", sheets=hidden)
        else:
            words = [w for sheet in self.unheaded for w in unknown_words(sheet)]
            code = "no_headings_unknown" if words else "no_headings"
            raise UnreadableError(code, columns=heading_words(), words=list(dict.fromkeys(words))[:12])

    def result(self) -> FigureFile:
        rows, faults, broken = tuple(self.rows), tuple(self.faults), tuple(self.broken)
        return FigureFile(self.file, rows, faults, broken, tuple(self.sheets), tuple(self.notices))


def _named(places: Iterable[str]) -> list[str]:
    """Return the numbers of rows, some of them where they are many."""
    numbers = [place.rpartition(" ")[2] for place in places]
    return numbers if len(numbers) <= _MOST_NAMED else [*numbers[:_MOST_NAMED], "…"]
