"""Tables and charts as blocks of a printed page, which may break between rows. All measures are points."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from layout.charts import Chart
from layout.charts.chart_data import Cell
from layout.drawing import lay_out_chart
from layout.drawing.picture import PictureShape
from layout.drawing.scene import Dot, FilledRectangle, Scene, Shape, StraightLine, TextLine
from layout.drawing.text_metrics import break_lines, text_width
from layout.drawing.typesetting import PageBlock, TextStyle, place_on_page, printable_text, text_line
from layout.words.numbers import format_number

_GAP = 9.0  # between columns
_MARK = 8.0  # width of a row's colour, at its left
_PAD = 2.6  # above and below the text of a row
_TOGETHER = 8  # rows of up to as many lines are not broken


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table to be printed: `numeric` are indices of columns, `colours` `#rrggbb` for each row, or empty."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[int, ...] = ()
    colours: tuple[str, ...] = ()


def table_blocks(table: PrintedTable, width: float, size: float) -> list[PageBlock]:
    """Return a table as one block for each line of its rows; each column of a page repeats the head.

    `width` and `size` (of the font) are points; the head is set a point smaller, but not below 7.5.
    """
    colour_width = _MARK if any(table.colours) else 0.0
    cells = [tuple(_shown(c) for c in row) for row in table.rows]
    style, head_style = (
        TextStyle(size, leading=1.32),
        TextStyle(max(7.5, size - 1), colour="muted", leading=1.25),
    )
    heads = tuple(printable_text(h) for h in table.head)
    columns = _columns([heads, *cells], table.numeric, width - colour_width, size)
    head = _row(heads, columns, table.numeric, head_style, colour_width)
    rule = PageBlock(3.0, (StraightLine(0, 1.5, width, 1.5, "line", 0.7),), keep_with_next=True)
    top = (*head, rule)
    blocks = list(top)
    for n, row in enumerate(cells):
        colour = table.colours[n] if n < len(table.colours) else ""
        row_blocks = _row(row, columns, table.numeric, style, colour_width)
        blocks += _bordered(row_blocks, top, colour, width)
    return blocks


def _shown(cell: Cell) -> str:
    if cell is None:
        return "–"
    return printable_text(cell) if isinstance(cell, str) else format_number(Decimal(cell))


def _columns(
    rows: Sequence[Sequence[str]], numeric: Sequence[int], width: float, size: float
) -> list[tuple[float, float]]:
    """Return left edge and width of each column: numbers take what they need, words share the rest."""
    count = max(map(len, rows))
    needs = [max(text_width(row[n], size) for row in rows if n < len(row)) + 0.5 for n in range(count)]
    total = width - _GAP * (count - 1)
    # No number takes more than an even share, so that long ones leave words their room.
    fixed = {n: min(needs[n], total / count) for n in numeric if n < count}
    free = [n for n in range(count) if n not in fixed]
    shares = _shares([needs[n] for n in free], total - sum(fixed.values()))
    widths = {**fixed, **dict(zip(free, shares, strict=True))}
    edges, x = [], 0.0
    for n in range(count):
        edges.append((x, widths[n]))
        x += widths[n] + _GAP
    return edges


def _shares(needs: Sequence[float], total: float) -> list[float]:
    """Divide a width: each gets what it needs up to a common maximum; a remainder is divided equally."""
    if not needs:
        return []
    if sum(needs) <= total:
        more = (total - sum(needs)) / len(needs)
        return [n + more for n in needs]
    # Who needs less than an even share gets just that; the others share what remains anew.
    cap, left = total / len(needs), sorted(needs)
    while left and left[0] <= cap:
        total -= left.pop(0)
        cap = total / len(left)
    return [min(n, cap) for n in needs]


def _row(
    cells: Sequence[str],
    columns: Sequence[tuple[float, float]],
    numeric: Sequence[int],
    style: TextStyle,
    colour_width: float,
) -> list[PageBlock]:
    """Return a row as one block for each of its lines."""
    # A row may have fewer cells than the table has columns.
    broken = [break_lines(c, style.size, w, style.bold) for c, (_, w) in zip(cells, columns, strict=False)]
    line_count = max([1, *map(len, broken)])
    blocks = []
    for n in range(line_count):
        words = []
        for column, (cell_lines, (x, w)) in enumerate(zip(broken, columns, strict=False)):
            if n < len(cell_lines):
                right = column in numeric
                at = colour_width + x + (w if right else 0)
                words.append(text_line(cell_lines[n], at, 0, style, "end" if right else "start"))
        blocks.append(
            PageBlock(
                style.size * style.leading,
                tuple(words),
                keep_with_next=n < line_count - 1 and line_count <= _TOGETHER,
            )
        )
    return blocks


def _bordered(
    row: Sequence[PageBlock], head: tuple[PageBlock, ...], colour: str, width: float
) -> list[PageBlock]:
    """Return a row with its padding, its colour and the hairline below it."""
    bordered = []
    for n, block in enumerate(row):
        above = _PAD if n == 0 else 0.0
        below = _PAD if n == len(row) - 1 else 0.0
        shapes: list[PictureShape] = [place_on_page(s, 0, above) for s in block.shapes]
        height = block.height + above + below
        if colour:
            shapes.append(FilledRectangle(0, above, 3, height - above - below, colour))
        if below:
            shapes.append(StraightLine(0, height, width, height, "hair", 0.4))
        bordered.append(
            PageBlock(height, tuple(shapes), keep_with_next=block.keep_with_next, repeated_head=head)
        )
    return bordered


def chart_blocks(chart: Chart, width: float, scale: float, aspect: float = 0.6) -> list[PageBlock]:
    """Return a chart as blocks: a treemap as one, other charts row by row under their legend.

    `width` is points, `scale` points to a pixel of the drawing, `aspect` the height of a treemap's areas by
    its width.
    """
    scene = lay_out_chart(chart, width / scale, aspect)
    # The transparent areas that take clicks are of no use on paper.
    shapes = [(g, s) for g, s in scene.shapes if not (isinstance(s, FilledRectangle) and not s.opacity)]
    if chart.kind == "treemap":
        return [_cut(scene, [s for _, s in shapes], 0.0, scene.height, scale)]
    tops = [min(_top(s) for g, s in shapes if g == n) for n in range(len(scene.groups))]
    key = [s for g, s in shapes if g < 0]
    blocks = [_cut(scene, key, 0.0, tops[0], scale)] if key and tops else []
    head = (PageBlock(blocks[0].height, blocks[0].shapes, keep_with_next=True),) if blocks else ()
    ends = [*tops[1:], scene.height]
    for n, (top, end) in enumerate(zip(tops, ends, strict=True)):
        block = _cut(scene, [s for g, s in shapes if g == n], top, end, scale)
        blocks.append(PageBlock(block.height, block.shapes, repeated_head=head))
    return [*head, *blocks[1:]] if head else blocks


def reading_effort(blocks: Sequence[PageBlock]) -> int:
    """Return how hard blocks are to read: their number, and that of areas named by a numbered sign only."""
    first_letters = [s.text[:1] for p in blocks for s in p.shapes if isinstance(s, TextLine)]
    # Circled numbers are in the Unicode category No.
    return len(blocks) + sum(unicodedata.category(w) == "No" for w in first_letters if w)


def _cut(scene: Scene, shapes: Sequence[Shape], top: float, end: float, scale: float) -> PageBlock:
    return PageBlock((end - top) * scale, tuple(place_on_page(s, 0, -top * scale, scale) for s in shapes))


def _top(shape: Shape) -> float:
    if isinstance(shape, Dot):
        return shape.y - shape.radius
    if isinstance(shape, StraightLine):
        return min(shape.y, shape.to_y) - shape.line_width / 2
    return shape.y if isinstance(shape, FilledRectangle) else shape.y - shape.size
