"""A chart or a table on a slide, with heading, legend and caption. Measures are points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import layout.exports.deck.native_chart as native_chart
import layout.exports.deck.native_table as native_table
from layout.briefing.story_model import Grid
from layout.charts import Chart, Series
from layout.drawing.text_metrics import single_line, text_width
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import Para, Run
from layout.exports.deck.slide_shapes import ChartFrame, Rule, SlideColumn, SlideShape, TableFrame, TextBox
from layout.exports.deck.text_fitting import LINE, SLACK, line_room, lines_of, shorten
from layout.exports.rectangle import Rect
from layout.words.glossary import say

_CAPTION_LINES = 7  # what a chart cannot draw is named in them
LEAST = 120.0  # the least height of a chart or a table
_CAPTION, _HEADING, _UNDER, _KEY, _REASON = 11.0, 15.0, 12.0, 12.0, 14.0
_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0)  # type sizes of a table
# Most lines of a row by type size: many lines in large type read worse than few in smaller type.
_DEEP = {16.0: 2, 15.0: 3, 14.0: 4, 13.0: 5}
_STEP = 2.0  # by how much type may shrink for cells that break well
# From ample to tight: the type size of a table, the share of their height that a chart's rows get.
_PREFERRED = ((16.0, 1.5), (14.0, 1.0), (13.0, 0.85), (12.0, native_chart.TIGHT))
EASES = len(_PREFERRED)
_AIRY = 1.25  # rows with so many times their height have larger type
_MARK, _SQUARE, _APART = 9.0, 15.0, 14.0  # of a legend: its squares, their room, the gap


def visual_height(column: SlideColumn, ease: int) -> float:
    """Return the height of a slide's chart or table with heading, legend and caption; 0 for none.

    `ease` counts from 0, the most that is good for it, to the least that shows all and can be read.
    """
    visual, width = column.slide.visual, column.area.width
    if visual is None:
        return 0.0
    if isinstance(visual, Chart) and visual.empty:
        return _heading_room(visual, width) + sum(p.line for p in _reasons(visual, width))
    letters, part = _PREFERRED[ease]
    left = visual.left if isinstance(visual, Grid) else 0
    over = _heading_room(visual, width) + _caption_room(column, visual, left)
    if isinstance(visual, Chart):
        shown = native_chart.chart_plot(visual, column.theme.lang)
        return over + _key_room(visual, width) + len(shown.rows) * shown.row * part
    return over + native_table.measure_table(visual, letters, width).height


def visual_shapes(column: SlideColumn, y: float, floor: float) -> Iterator[SlideShape]:
    """Yield the shapes of a chart or table between two y; the caption counts the rows without room."""
    shown, area, lang = column.slide.visual, column.area, column.theme.lang
    if shown is None:
        return
    yield _heading(shown, area, y, lang)
    y += _heading_room(shown, area.width)
    if isinstance(shown, Chart) and shown.empty:
        paras = _reasons(shown, area.width)
        rect = Rect(area.x, y, area.width, max(min(sum(p.line for p in paras), floor - y), _UNDER))
        yield TextBox(shown.title, rect, paras)
        return
    if isinstance(shown, Chart) and _keyed(shown):
        yield from _key(shown, area, y, column.theme)
        y += _key_room(shown, area.width)
    item, left = _fitted(column, shown, y, floor)
    yield item
    caption = _caption(shown, left, lang)
    if caption:
        rect = Rect(area.x, item.rect.bottom + 4, area.width, _caption_room(column, shown, left) - 4)
        run = Run(shorten(caption, _CAPTION, area.width, _CAPTION_LINES), _CAPTION, colour="muted")
        yield TextBox(say("deck.caption", lang), rect, (Para((run,), _CAPTION * LINE),))


def _reasons(chart: Chart, width: float) -> tuple[Para, ...]:
    """Return the words of a chart of which nothing can be drawn, a paragraph for each line."""
    lines = [line for note in chart.notes for line in lines_of(note, _REASON, width)]
    return tuple(Para((Run(line, _REASON),), _REASON * LINE) for line in lines)


def rows_left_out(column: SlideColumn, items: Sequence[SlideShape]) -> int:
    """Return the number of rows of a chart or table that had no room."""
    shown = column.slide.visual
    for item in items:
        if isinstance(item, ChartFrame):
            return len(native_chart.chart_plot(item.chart, column.theme.lang).rows) - len(item.plot.rows)
        if isinstance(item, TableFrame) and isinstance(shown, Grid):
            return len(shown.rows) - len(item.table.rows)
    return 0


def _fitted(
    column: SlideColumn, shown: Chart | Grid, y: float, floor: float
) -> tuple[ChartFrame | TableFrame, int]:
    """Return a chart or a table with room for its caption, which counts the rows left out."""
    item: ChartFrame | TableFrame
    left = shown.left if isinstance(shown, Grid) else 0
    # The caption counts the rows left out and takes room from the rest: the first try is without its words.
    for reckoned in (left, left + 1):
        room = floor - y - _caption_room(column, shown, reckoned)
        if isinstance(shown, Chart):
            item, lacking = _chart(shown, column, y, room)
        else:
            item, lacking = _table(shown, column.area, y, room)
        if lacking <= reckoned:
            break
    return item, lacking


def _caption_room(column: SlideColumn, shown: Chart | Grid, left: int) -> float:
    caption = _caption(shown, left, column.theme.lang)
    lines = lines_of(caption, _CAPTION, column.area.width) if caption else ()
    return min(len(lines), _CAPTION_LINES) * _CAPTION * LINE + 4 if lines else 0.0


def _caption(shown: Chart | Grid, left: int, lang: str) -> str:
    """Return the notes of a chart, and how many rows are left out."""
    notes = list(shown.notes) if isinstance(shown, Chart) else []
    return say("text.stop", lang).join([*([say("deck.left", lang, n=left)] if left else []), *notes])


def _heading(shown: Chart | Grid, area: Rect, y: float, lang: str) -> TextBox:
    runs = [Run(shorten(shown.title, _HEADING, area.width, 1, True), _HEADING, True)]
    paras = [Para(tuple(runs), _HEADING * LINE)]
    under = _under(shown)
    if under and _beside(shown, area.width):
        paras = [Para((*runs, Run(f"  {under}", _UNDER, colour="muted")), _HEADING * LINE)]
    elif under:
        run = Run(shorten(under, _UNDER, area.width, 1), _UNDER, colour="muted")
        paras.append(Para((run,), _UNDER * LINE))
    rect = Rect(area.x, y, area.width, _heading_room(shown, area.width) - 6)
    return TextBox(say("deck.heading", lang), rect, tuple(paras))


def _under(shown: Chart | Grid) -> str:
    return single_line(shown.subtitle) if isinstance(shown, Chart) else ""


def _beside(shown: Chart | Grid, width: float) -> bool:
    """Tell whether a subtitle fits on the line of the heading."""
    title = shorten(shown.title, _HEADING, width, 1, True)
    return text_width(title, _HEADING, True) + text_width(f"  {_under(shown)}", _UNDER) <= width * SLACK


def _heading_room(shown: Chart | Grid, width: float) -> float:
    more = _UNDER * LINE if _under(shown) and not _beside(shown, width) else 0.0
    return _HEADING * LINE + more + 6


def _keyed(chart: Chart) -> bool:
    return len(chart.series) > 1


def _key_places(series: Sequence[Series], width: float) -> list[tuple[str, float, int, float]]:
    """Return, for each series, its name, x, line and width in the legend."""
    places: list[tuple[str, float, int, float]] = []
    x, line = 0.0, 0
    for record in series:
        name = shorten(f"{record.label} {record.shown}", _KEY, width - _SQUARE - 10, 1)
        need = _SQUARE + line_room(name, _KEY) + 4
        if x and x + need > width:
            x, line = 0.0, line + 1
        places.append((name, x, line, need))
        x += need + _APART
    return places


def _key_room(chart: Chart, width: float) -> float:
    return (_key_places(chart.series, width)[-1][2] + 1) * _KEY * LINE + 5 if _keyed(chart) else 0.0


def _key(chart: Chart, area: Rect, y: float, theme: DeckTheme) -> Iterator[SlideShape]:
    """Yield a chart's legend as shapes: order and position of a native one differ between programs."""
    height = _KEY * LINE
    places = _key_places(chart.series, area.width)
    for record, (name, x, line, need) in zip(chart.series, places, strict=True):
        top = y + line * height
        square = Rect(area.x + x, top + (height - _MARK) / 2, _MARK, _MARK)
        yield Rule(
            say("deck.key", theme.lang), square, native_chart.series_colour(chart.kind, record.colour, theme)
        )
        rect = Rect(area.x + x + _SQUARE, top, need - _SQUARE, height)
        yield TextBox(name, rect, (Para((Run(name, _KEY, colour="muted"),), height),))


def _chart(chart: Chart, column: SlideColumn, y: float, room: float) -> tuple[ChartFrame, int]:
    area = column.area
    shown, left = native_chart.drop_rows(native_chart.chart_plot(chart, column.theme.lang), room)
    height = native_chart.chart_height(shown, room)
    airy = height / max(len(shown.rows), 1) / shown.row
    size = 14.0 if airy >= _AIRY else 12.0
    return ChartFrame(chart, Rect(area.x, y, area.width, height), shown, size), left


def _table(grid: Grid, area: Rect, y: float, room: float) -> tuple[TableFrame, int]:
    tables = (native_table.measure_table(grid, size, area.width) for size in _SIZES)
    fits = [s for s in tables if s.height <= room and s.deepest <= _DEEP.get(s.size, s.deepest)]
    least = max(fits[0].size - _STEP, _SIZES[-2]) if fits else 0.0
    # Sizes descend, and min() takes the first of equals: the largest that breaks best.
    well = [s for s in fits if s.size >= least]
    table = min(well, key=lambda s: s.ragged, default=None) or native_table.measure_table(
        grid, _SIZES[-1], area.width
    )
    if sum(table.heights[:2]) > room:
        # Where not even one row has room, its cells are shortened.
        table = native_table.measure_table(grid, _SIZES[-1], area.width, 2)
    shown, left = native_table.truncate_table(table, room)
    shown = native_table.space_rows(shown, room)
    return TableFrame(Rect(area.x, y, area.width, shown.height), shown), left + grid.left
