"""A web page that is named as a workbook: its tables, as systems of offices export them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .cell_values import Cell, CoveredCell, UnreadableError
from .limits import HEAD_ROWS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from .sheets import Sheet, SheetRow, Sheets

_SILENT = ("script", "style")
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MOST_SPAN = 1_000


def read_web_page(text: str) -> Sheets:
    """Yield the tables of a web page, each as a sheet.

    Raises UnreadableError for a page without a table, or with more tables or rows than limits.py allows.
    """
    page = _Page()
    page.feed(text)
    page.close()
    if not page.tables:
        raise UnreadableError("page_without_table")
    for number, table in enumerate(page.tables, 1):
        title = f"table {number}"
        lines = (
            SheetRow(f"{title} row {at}", cells, hidden) for at, cells, hidden in table.rows if any(cells)
        )
        yield Sheet(title, tuple(lines), table.hidden)


@dataclass
class _Table:
    hidden: bool
    rows: list[tuple[int, tuple[Cell, ...], bool]] = field(default_factory=list)
    # By column: what a cell further up spans, and over how many rows to come.
    spans: dict[int, tuple[str, int]] = field(default_factory=dict)
    cells: list[tuple[str, int, int]] | None = None
    row_hidden: bool = False
    count: int = 0

    def end_row(self) -> None:
        """Put the cells of a row in their columns, those that others span as covered."""
        if self.cells is None:
            return
        self.count += 1
        if self.count > MAX_ROWS + HEAD_ROWS:
            raise UnreadableError("too_many_rows", limit=f"{MAX_ROWS:,}")
        cells, self.cells = self.cells, None
        placed: dict[int, Cell] = {
            at: CoveredCell(text, False) for at, (text, _) in self.spans.items() if text
        }
        spans = {at: (text, left - 1) for at, (text, left) in self.spans.items() if left > 1}
        at = 0
        for text, across, down in cells:
            while at in self.spans:
                at += 1
            for column in range(at, min(at + across, MAX_COLUMNS)):
                placed[column] = text if column == at else CoveredCell(text, True) if text else ""
                if down > 1:
                    spans[column] = (text, down - 1)
            at += across
        self.spans = spans
        width = min(max(placed, default=-1) + 1, MAX_COLUMNS)
        self.rows.append((self.count, tuple(placed.get(n, "") for n in range(width)), self.row_hidden))


class _Page(HTMLParser):
    """The tables of a page; one within another stands for itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.text: list[str] | None = None
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row or cell."""
        attributes = {name: value or "" for name, value in attrs}
        unshown = "hidden" in attributes or bool(_UNSHOWN.search(attributes.get("style", "")))
        if tag in _SILENT:
            self.silent += 1
        elif tag == "table":
            self._open_table(unshown)
        elif tag == "br" and self.text is not None:
            self.text.append(" ")
        elif self.open:
            self._open_part(tag, attributes, unshown)

    def _open_table(self, unshown: bool) -> None:
        if len(self.tables) == MAX_SHEETS:
            raise UnreadableError("too_many_sheets", size=MAX_SHEETS + 1, limit=MAX_SHEETS)
        self.tables.append(_Table(unshown))
        self.open.append(self.tables[-1])
        self.text = None

    def _open_part(self, tag: str, attributes: dict[str, str], unshown: bool) -> None:
        table = self.open[-1]
        if tag == "tr":
            self._end_cell(table)
            table.end_row()
            table.cells, table.row_hidden = [], unshown
        elif tag in ("td", "th"):
            self._end_cell(table)
            table.cells = [] if table.cells is None else table.cells
            table.cells.append(("", _span(attributes, "colspan"), _span(attributes, "rowspan")))
            self.text = []

    def _end_cell(self, table: _Table) -> None:
        if self.text is not None and table.cells:
            _, across, down = table.cells[-1]
            table.cells[-1] = (" ".join("".join(self.text).split()), across, down)
        self.text = None

    def handle_endtag(self, tag: str) -> None:
        """Close a table, row or cell."""
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif self.open and tag in ("td", "th", "tr", "table"):
            self._end_cell(self.open[-1])
            if tag in ("tr", "table"):
                self.open[-1].end_row()
            if tag == "table":
                self.open.pop()

    def handle_data(self, data: str) -> None:
        """Add text to the open cell."""
        if self.text is not None and not self.silent:
            self.text.append(data)

    def close(self) -> None:
        """End what the page leaves open."""
        super().close()
        for table in self.open:
            self._end_cell(table)
            table.end_row()


def _span(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "").strip()
    return max(1, min(int(text), _MOST_SPAN)) if text.isascii() and text.isdigit() else 1
