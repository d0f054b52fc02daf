"""Grids as native tables, calm: hairlines between rows, numbers to the right, a mark of colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import permutations
from typing import Any

from layout.briefing.story_model import Grid
from layout.charts.chart_data import Cell
from layout.drawing.text_metrics import single_line, text_width
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import (
    EMU,
    LINE,
    Para,
    Run,
    ends_lonely,
    lines_of,
    parse_fragment,
    shape_name,
    shorten,
    text_body,
    xfrm,
)
from layout.exports.rectangle import Rect
from layout.words.numbers import format_number

_MARK, _THICK = 12.0, 4.0  # the column of the colour's mark, and the mark
_PAD = 12.0  # right of each cell
_AIR = 3.0  # above and below the words of a row, together
_MORE_AIR = 15.0  # at the most, where there is plenty of room
_MOST = 7  # lines in a cell
_POWERS = (0.3, 0.5, 0.7, 0.85, 1.0)
_LONG = 6.0  # letters that a column holds at the least
_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, slots=True)
class MeasuredTable:
    """A table measured for a width: columns and rows in points, cells as they are written."""

    grid: Grid
    size: float
    columns: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]

    @property
    def marked(self) -> bool:
        """Tell whether rows carry colours."""
        return any(self.grid.colours)

    @property
    def deepest(self) -> int:
        """Return how many lines the highest row has."""
        return round((max(self.heights) - _AIR) / (self.size * LINE))

    @property
    def ragged(self) -> int:
        """Return how many cells break badly."""
        rooms = [w - _PAD for w in self.columns]
        return sum(
            ends_lonely(lines_of(c, self.size, w), self.size)
            for row in self.rows
            for c, w in zip(row, rooms, strict=True)
        )

    @property
    def high(self) -> float:
        """Return the height of all rows with the head."""
        return sum(self.heights)


@lru_cache(maxsize=512)
def measure_table(grid: Grid, size: float, wide: float, most: int = _MOST) -> MeasuredTable:
    """Share a width among the columns so that the table is lowest, and give each row its lines."""
    cells = [
        tuple(single_line(c) for c in grid.head),
        *(tuple(_written(c) for c in row) for row in grid.rows),
    ]
    room = wide - (_MARK if any(grid.colours) else 0)
    tried = (
        _sheet(grid, size, columns, cells, most) for columns in _columns(cells, grid.numeric, size, room)
    )
    best = min(tried, key=lambda sheet: sheet.high)
    shared = _shared(best.columns, cells, grid.numeric, size)
    return min(_sheet(grid, size, shared, cells, most), best, key=lambda sheet: sheet.high)


def _sheet(
    grid: Grid, size: float, columns: tuple[float, ...], cells: Sequence[Sequence[str]], most: int
) -> MeasuredTable:
    held = [
        tuple(shorten(c, size, w - _PAD, most) for c, w in zip(row, columns, strict=True)) for row in cells
    ]
    lines = [
        max(len(lines_of(c, size, w - _PAD, n == 0)) or 1 for c, w in zip(row, columns, strict=True))
        for n, row in enumerate(held)
    ]
    heights = tuple(n * size * LINE + _AIR for n in lines)
    return MeasuredTable(grid, size, columns, held[0], tuple(held[1:]), heights)


def _written(cell: Cell) -> str:
    if cell is None:
        return "–"
    return format_number(cell) if isinstance(cell, Decimal) else single_line(cell)


def _columns(
    cells: Sequence[Sequence[str]], numeric: Sequence[int], size: float, room: float
) -> Iterator[tuple[float, ...]]:
    """Yield ways to share a width: as asked for where that fits, else by more or less of what is asked."""
    asked = [
        max(text_width(c, size, True) for c in column) * 1.04 + _PAD for column in zip(*cells, strict=True)
    ]
    if sum(asked) <= room:
        spare = (room - sum(asked)) / len(asked)
        yield tuple(a + spare for a in asked)
        return
    words = [max(_longest(c, size) for c in column) + _PAD for column in zip(*cells, strict=True)]
    # A number stays on one line.
    words = [
        a if i in numeric and a < room / 3 else w for i, (a, w) in enumerate(zip(asked, words, strict=True))
    ]
    for power in _POWERS:
        parts = [a**power for a in asked]
        yield _filled(asked, words, parts, room)


def _shared(
    columns: tuple[float, ...], cells: Sequence[Sequence[str]], numeric: Sequence[int], size: float
) -> tuple[float, ...]:
    """Move width from column to column for as long as that makes the rows lower."""
    # No word is broken, and no number.
    least = [
        max(text_width(c, size) if n and i in numeric else _longest(c, size) for n, c in enumerate(column))
        for i, column in enumerate(zip(*cells, strict=True))
    ]
    held, worth = columns, _worth(columns, cells, size)
    for step in (4 * size, 2 * size, size):
        better = True
        while better:
            better = False
            for one, other in permutations(range(len(columns)), 2):
                if held[other] - step < least[other] + _PAD:
                    continue
                moved = tuple(w + step * ((i == one) - (i == other)) for i, w in enumerate(held))
                found = _worth(moved, cells, size)
                if found < worth:
                    held, worth, better = moved, found, True
    return held


def _worth(columns: Sequence[float], cells: Sequence[Sequence[str]], size: float) -> tuple[int, int, int]:
    """Return the lines of all rows, the cells that break badly, the lines of all cells: fewer are better."""
    # In half letters, whatever their size, so that lines once broken are not broken again.
    rooms = [max(int((w - _PAD) / size * 2) / 2, 1.0) for w in columns]
    rows = [
        [lines_of(c, 1.0, w, n == 0) for c, w in zip(row, rooms, strict=True)] for n, row in enumerate(cells)
    ]
    badly = sum(ends_lonely(lines, 1.0) for row in rows for lines in row)
    return sum(max(map(len, row), default=0) for row in rows), badly, sum(len(c) for row in rows for c in row)


def _longest(cell: str, size: float) -> float:
    """Return the width of a cell's longest word, of Chinese that of four letters."""
    return max((min(text_width(w, size, True), _LONG * size) for w in cell.split()), default=0.0) * 1.04


def _filled(
    asked: Sequence[float], words: Sequence[float], parts: Sequence[float], room: float
) -> tuple[float, ...]:
    """Share a width by parts; no column gets more than it asks for, nor less than its words need."""
    given = dict.fromkeys(range(len(asked)), 0.0)
    waiting, left = set(given), room
    while waiting:
        scale = left / sum(parts[i] for i in waiting)
        # One that is bound is given its due, and the others share again.
        bound = {i: min(max(parts[i] * scale, words[i]), asked[i]) for i in waiting}
        fixed = {i for i in waiting if abs(bound[i] - parts[i] * scale) > 1} or set(waiting)
        for i in fixed:
            given[i] = bound[i]
            left -= bound[i]
        waiting -= fixed
        left = max(left, 1.0)
    scale = min(room / sum(given.values()), 1.0)
    return tuple(g * scale for g in given.values())


def truncate_table(sheet: MeasuredTable, high: float) -> tuple[MeasuredTable, int]:
    """Leave out the last rows that a height has no room for; return how many went."""
    used, kept = sheet.heights[0], 0
    for row in sheet.heights[1:]:
        if used + row > high:
            break
        used, kept = used + row, kept + 1
    held = MeasuredTable(
        sheet.grid, sheet.size, sheet.columns, sheet.head, sheet.rows[:kept], sheet.heights[: kept + 1]
    )
    return held, len(sheet.rows) - kept


def space_rows(sheet: MeasuredTable, high: float) -> MeasuredTable:
    """Give rows more air where a height has room for it."""
    more = min(max(high - sheet.high, 0.0) / len(sheet.heights), _MORE_AIR)
    return replace(sheet, heights=tuple(h + more for h in sheet.heights))


def table_frame(number_of: int, sheet: MeasuredTable, rect: Rect, look: DeckTheme) -> Any:
    """Return the XML of a table that fills the width of a room."""
    columns = ((_MARK,) if sheet.marked else ()) + sheet.columns
    scale = rect.wide / sum(columns)
    columns = tuple(c * scale for c in columns)
    grid = "".join(f'<a:gridCol w="{round(c * EMU)}"/>' for c in columns)
    rows = "".join(
        _row(sheet, n, cells, high, look)
        for n, (cells, high) in enumerate(zip((sheet.head, *sheet.rows), sheet.heights, strict=True))
    )
    return parse_fragment(
        f"<p:graphicFrame><p:nvGraphicFramePr>{shape_name(number_of, sheet.grid.title, sheet.grid.title)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f"</p:nvGraphicFramePr>{xfrm(rect, 'p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{_URI}">'
        f'<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _row(sheet: MeasuredTable, n: int, cells: Sequence[str], high: float, look: DeckTheme) -> str:
    colours = sheet.grid.colours
    mark = colours[n - 1] if n and n <= len(colours) else ""
    first = _cell("", sheet, "l", n, look, mark) if sheet.marked else ""
    rest = "".join(
        _cell(c, sheet, "r" if i in sheet.grid.numeric else "l", n, look) for i, c in enumerate(cells)
    )
    return f'<a:tr h="{round(high * EMU)}">{first}{rest}</a:tr>'


def _cell(text: str, sheet: MeasuredTable, align: str, n: int, look: DeckTheme, mark: str = "") -> str:
    run = Run(text, sheet.size if text else 1, n == 0, "ink" if n else "muted")
    words = text_body((Para((run,), run.size * LINE, align),), look, "<a:bodyPr/>", "a:txBody")
    left = _edge("L", look, mark, _THICK) if mark else _edge("L", look, "", 0)
    sides = left + _edge("R", look, "", 0) + _edge("T", look, "", 0)
    below = _edge("B", look, "hair", 0.75) if n else _edge("B", look, "muted", 1.0)
    # Half of the least air is kept for programs that set lines higher.
    air = round(_AIR / 4 * EMU)
    right = round(_PAD * EMU) if text or not sheet.marked else 0
    margins = f'marL="0" marR="{right}" marT="{air}" marB="{air}"'
    return f'<a:tc>{words}<a:tcPr {margins} anchor="ctr">{sides}{below}<a:noFill/></a:tcPr></a:tc>'


def _edge(side: str, look: DeckTheme, colour: str, thick: float) -> str:
    return f'<a:ln{side} w="{round(thick * EMU)}">{look.fill(colour)}</a:ln{side}>'
