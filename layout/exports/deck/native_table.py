"""Native PowerPoint tables: hairlines between rows, numbers right-aligned, a bar of colour for a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import permutations
from typing import Any

from layout.briefing.story_model import Grid
from layout.charts.chart_data import Cell
from layout.drawing.text_metrics import single_line, text_width, unbroken_words
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import Para, Run, parse_fragment, shape_name, text_body, xfrm
from layout.exports.deck.slide_size import EMU
from layout.exports.deck.text_fitting import LINE, ends_lonely, lines_of, shorten
from layout.exports.rectangle import Rect
from layout.words.numbers import format_number

_MARK, _THICK = 12.0, 4.0  # width of the column for the colour's bar, and of the bar
_PAD = 12.0  # right of each cell
_AIR = 3.0  # above and below the text of a row, together
_MORE_AIR = 15.0  # what may be added to it where there is room
_MOST = 7  # lines in a cell
_CAUTIOUS = 0.92
_POWERS = (0.3, 0.5, 0.7, 0.85, 1.0)
_LONG = 6.0  # of the type size: the least width of a column of Chinese text
_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's “No Style, No Grid”


@dataclass(frozen=True, slots=True)
class MeasuredTable:
    """A table measured for a width: column widths and row heights in points, cells as shown."""

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
        """Return the number of lines of the highest row."""
        return round((max(self.heights) - _AIR) / (self.size * LINE))

    @property
    def ragged(self) -> int:
        """Return how many cells end in a typographic widow."""
        rooms = [w - _PAD for w in self.columns]
        return sum(
            ends_lonely(lines_of(c, self.size, w), self.size)
            for row in self.rows
            for c, w in zip(row, rooms, strict=True)
        )

    @property
    def height(self) -> float:
        """Return the height of all rows and the head in points."""
        return sum(self.heights)


@lru_cache(maxsize=512)
def measure_table(grid: Grid, size: float, width: float, most: int = _MOST) -> MeasuredTable:
    """Share a width in points among the columns so that the table is as low as possible.

    `size` is the type size in points; cells are shortened to `most` lines.
    """
    cells = [
        tuple(single_line(c) for c in grid.head),
        *(tuple(_cell_text(c) for c in row) for row in grid.rows),
    ]
    room = width - (_MARK if any(grid.colours) else 0)
    candidates = (
        _measure(grid, size, columns, cells, most) for columns in _columns(cells, grid.numeric, size, room)
    )
    best = min(candidates, key=lambda table: table.height)
    balanced = _balance(best.columns, cells, grid.numeric, size)
    return min(_measure(grid, size, balanced, cells, most), best, key=lambda table: table.height)


def measure_shared(
    grid: Grid, size: float, width: float, shares: Sequence[float], most: int = _MOST
) -> MeasuredTable:
    """Measure a table whose columns have shares of a width in points: what compares is of one width.

    `size` is the type size in points; cells are shortened to `most` lines. The words are measured for a
    little less than the width: a long table has no room for the lines that a wider font would add.
    """
    cells = [
        tuple(single_line(c) for c in grid.head),
        *(tuple(_cell_text(c) for c in row) for row in grid.rows),
    ]
    room = width - (_MARK if any(grid.colours) else 0)
    columns = tuple(room * share / sum(shares) for share in shares)
    table = _measure(grid, size, tuple(c * _CAUTIOUS for c in columns), cells, most)
    return replace(table, columns=columns)


def _measure(
    grid: Grid, size: float, columns: tuple[float, ...], cells: Sequence[Sequence[str]], most: int
) -> MeasuredTable:
    shortened = [
        tuple(shorten(c, size, w - _PAD, most) for c, w in zip(row, columns, strict=True)) for row in cells
    ]
    lines = [
        max(len(lines_of(c, size, w - _PAD, n == 0)) or 1 for c, w in zip(row, columns, strict=True))
        for n, row in enumerate(shortened)
    ]
    heights = tuple(n * size * LINE + _AIR for n in lines)
    return MeasuredTable(grid, size, columns, shortened[0], tuple(shortened[1:]), heights)


def _cell_text(cell: Cell) -> str:
    if cell is None:
        return "–"
    return format_number(cell) if isinstance(cell, Decimal) else single_line(cell)


def _columns(
    cells: Sequence[Sequence[str]], numeric: Sequence[int], size: float, room: float
) -> Iterator[tuple[float, ...]]:
    """Yield ways to share a width: each column's natural width if all fit, else by powers of it."""
    natural = [
        max(text_width(c, size, True) for c in column) * 1.04 + _PAD for column in zip(*cells, strict=True)
    ]
    if sum(natural) <= room:
        spare = (room - sum(natural)) / len(natural)
        yield tuple(a + spare for a in natural)
        return
    words = [max(_longest_word(c, size) for c in column) + _PAD for column in zip(*cells, strict=True)]
    # A number stays on one line.
    words = [
        a if i in numeric and a < room / 3 else w for i, (a, w) in enumerate(zip(natural, words, strict=True))
    ]
    # A low power evens the widths out, 1 keeps their proportions; the text decides what makes the table low.
    for power in _POWERS:
        shares = [a**power for a in natural]
        yield _share_width(natural, words, shares, room)


def _balance(
    columns: tuple[float, ...], cells: Sequence[Sequence[str]], numeric: Sequence[int], size: float
) -> tuple[float, ...]:
    """Move width from column to column as long as that lowers the cost."""
    # No word is broken, and no number.
    least = [
        max(
            text_width(c, size) if n and i in numeric else _longest_word(c, size)
            for n, c in enumerate(column)
        )
        for i, column in enumerate(zip(*cells, strict=True))
    ]
    widths, cost = columns, _cost(columns, cells, size)
    # Coarse steps first: they leave fewer small ones to try.
    for step in (4 * size, 2 * size, size):
        better = True
        while better:
            better = False
            for wider, narrower in permutations(range(len(columns)), 2):
                if widths[narrower] - step < least[narrower] + _PAD:
                    continue
                moved = tuple(w + step * ((i == wider) - (i == narrower)) for i, w in enumerate(widths))
                moved_cost = _cost(moved, cells, size)
                if moved_cost < cost:
                    widths, cost, better = moved, moved_cost, True
    return widths


def _cost(columns: Sequence[float], cells: Sequence[Sequence[str]], size: float) -> tuple[int, int, int]:
    """Return the lines of all rows, the cells that end in a widow, the lines of all cells; less is better."""
    # In half letters, whatever the type size, so that `lines_of` finds the line breaks in its cache.
    rooms = [max(int((w - _PAD) / size * 2) / 2, 1.0) for w in columns]
    rows = [
        [lines_of(c, 1.0, w, n == 0) for c, w in zip(row, rooms, strict=True)] for n, row in enumerate(cells)
    ]
    badly = sum(ends_lonely(lines, 1.0) for row in rows for lines in row)
    return sum(max(map(len, row), default=0) for row in rows), badly, sum(len(c) for row in rows for c in row)


def _longest_word(cell: str, size: float) -> float:
    """Return the width of a cell's longest word in points, at most that of `_LONG` letters."""
    return (
        max((min(text_width(w, size, True), _LONG * size) for w in unbroken_words(cell)), default=0.0) * 1.04
    )


def _share_width(
    natural: Sequence[float], words: Sequence[float], shares: Sequence[float], room: float
) -> tuple[float, ...]:
    """Share a width by `shares`; no column gets more than its natural width, nor less than its words need."""
    widths = dict.fromkeys(range(len(natural)), 0.0)
    open_columns, left = set(widths), room
    while open_columns:
        scale = left / sum(shares[i] for i in open_columns)
        # Columns at one of their bounds are settled, and the others share what is left.
        bounded = {i: min(max(shares[i] * scale, words[i]), natural[i]) for i in open_columns}
        # Where none is at a bound all are settled, and the loop ends.
        settled = {i for i in open_columns if abs(bounded[i] - shares[i] * scale) > 1} or set(open_columns)
        for i in settled:
            widths[i] = bounded[i]
            left -= bounded[i]
        open_columns -= settled
        left = max(left, 1.0)
    # Words may need more than there is: then all columns give way alike.
    scale = min(room / sum(widths.values()), 1.0)
    return tuple(g * scale for g in widths.values())


def truncate_table(table: MeasuredTable, height: float) -> tuple[MeasuredTable, int]:
    """Leave out the last rows for which a height in points has no room; return the table and their number."""
    used, count = table.heights[0], 0
    for row in table.heights[1:]:
        if used + row > height:
            break
        used, count = used + row, count + 1
    shortened = MeasuredTable(
        table.grid, table.size, table.columns, table.head, table.rows[:count], table.heights[: count + 1]
    )
    return shortened, len(table.rows) - count


def space_rows(table: MeasuredTable, height: float) -> MeasuredTable:
    """Give rows more space where a height in points has room for it."""
    more = min(max(height - table.height, 0.0) / len(table.heights), _MORE_AIR)
    return replace(table, heights=tuple(h + more for h in table.heights))


def table_frame(number_of: int, table: MeasuredTable, rect: Rect, theme: DeckTheme) -> Any:
    """Return the graphic frame of a table, scaled to the width of a rectangle in points."""
    columns = ((_MARK,) if table.marked else ()) + table.columns
    scale = rect.width / sum(columns)
    # The width that was measured for is a part of the rectangle's in a template.
    columns = tuple(c * scale for c in columns)
    grid = "".join(f'<a:gridCol w="{round(c * EMU)}"/>' for c in columns)
    rows = "".join(
        _row(table, n, cells, height, theme)
        for n, (cells, height) in enumerate(zip((table.head, *table.rows), table.heights, strict=True))
    )
    return parse_fragment(
        f"<p:graphicFrame><p:nvGraphicFramePr>{shape_name(number_of, table.grid.title, table.grid.title)}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f"</p:nvGraphicFramePr>{xfrm(rect, 'p:xfrm')}"
        f'<a:graphic><a:graphicData uri="{_URI}">'
        f'<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _row(table: MeasuredTable, n: int, cells: Sequence[str], height: float, theme: DeckTheme) -> str:
    colours = table.grid.colours
    mark = colours[n - 1] if n and n <= len(colours) else ""
    first = _cell("", table, "l", n, theme, mark) if table.marked else ""
    rest = "".join(
        _cell(c, table, "r" if i in table.grid.numeric else "l", n, theme) for i, c in enumerate(cells)
    )
    return f'<a:tr h="{round(height * EMU)}">{first}{rest}</a:tr>'


def _cell(text: str, table: MeasuredTable, align: str, n: int, theme: DeckTheme, mark: str = "") -> str:
    run = Run(text, table.size if text else 1, n == 0, "ink" if n else "muted")
    words = text_body((Para((run,), run.size * LINE, align),), theme, "<a:bodyPr/>", "a:txBody")
    left = _edge("L", theme, mark, _THICK) if mark else _edge("L", theme, "", 0)
    sides = left + _edge("R", theme, "", 0) + _edge("T", theme, "", 0)
    below = _edge("B", theme, "hair", 0.75) if n else _edge("B", theme, "muted", 1.0)
    # Half of the least space is left to programs with a larger line height.
    air = round(_AIR / 4 * EMU)
    right = round(_PAD * EMU) if text or not table.marked else 0
    margins = f'marL="0" marR="{right}" marT="{air}" marB="{air}"'
    return f'<a:tc>{words}<a:tcPr {margins} anchor="ctr">{sides}{below}<a:noFill/></a:tcPr></a:tc>'


def _edge(side: str, theme: DeckTheme, colour: str, thick: float) -> str:
    return f'<a:ln{side} w="{round(thick * EMU)}">{theme.fill(colour)}</a:ln{side}>'
