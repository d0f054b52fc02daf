"""A chart or a table on a slide, with its heading, its key and what it cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import layout.exports.deck.graph as graph
import layout.exports.deck.table as table
from layout.briefing.record import Grid
from layout.charts import Chart, Series
from layout.drawing.lettering import plain, width
from layout.exports.deck.items import Column, Graph, Item, Rule, Table, Words
from layout.exports.deck.look import Look
from layout.exports.deck.writing import LINE, SLACK, Para, Rect, Run, cut, lines_of
from layout.text import say

LEAST = 120.0  # the least height of a chart or a table
_CAPTION, _HEADING, _UNDER, _KEY = 11.0, 14.0, 12.0, 12.0
_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0)  # of a table's letters
# A row of many lines of large letters is read worse than one of few in smaller ones.
_DEEP = {16.0: 2, 15.0: 2, 14.0: 3, 13.0: 3}
_AIRY = 1.25  # a row that has so much more than it asks for has larger letters
_MARK, _SQUARE, _APART = 9.0, 15.0, 14.0  # of a key: its squares, their room, the gap


def wanted(column: Column, tight: bool = False) -> float:
    """Return the height that a slide's chart or table asks for, with all around it; 0 for none.

    `tight` is for the least that shows all of it and can be read.
    """
    visual, wide = column.slide.visual, column.area.wide
    if visual is None:
        return 0.0
    over = _HEADING * LINE + 6 + _caption_room(column, visual)
    if isinstance(visual, Chart):
        shown = graph.plot(visual)
        return over + _key_room(visual, wide) + len(shown.rows) * shown.row * (graph.TIGHT if tight else 1)
    return over + table.measured(visual, _SIZES[4 if tight else 2], wide).high


def visual(column: Column, y: float, floor: float) -> Iterator[Item]:
    """Yield a slide's chart or table between two heights; what has no room is counted below it."""
    shown, area, lang = column.slide.visual, column.area, column.look.lang
    if shown is None:
        return
    yield _heading(shown, area, y, lang)
    y += _HEADING * LINE + 6
    if isinstance(shown, Chart) and _keyed(shown):
        yield from _key(shown.series, area, y, column.look)
        y += _key_room(shown, area.wide)
    room = floor - y - _caption_room(column, shown)
    item, left = _chart(shown, area, y, room) if isinstance(shown, Chart) else _table(shown, area, y, room)
    yield item
    caption = _caption(shown, left, lang)
    if caption:
        rect = Rect(area.x, item.rect.bottom + 4, area.wide, _caption_room(column, shown) - 4)
        run = Run(cut(caption, _CAPTION, area.wide, 2), _CAPTION, colour="muted")
        yield Words(say("deck.caption", lang), rect, (Para((run,), _CAPTION * LINE),))


def left_out(column: Column, items: Sequence[Item]) -> int:
    """Return how many rows of a chart or table had no room."""
    shown = column.slide.visual
    for item in items:
        if isinstance(item, Graph):
            return len(graph.plot(item.chart).rows) - len(item.plot.rows)
        if isinstance(item, Table) and isinstance(shown, Grid):
            return len(shown.rows) - len(item.sheet.rows)
    return 0


def _caption_room(column: Column, shown: Chart | Grid) -> float:
    lines = lines_of(_caption(shown, 1, column.look.lang), _CAPTION, column.area.wide)
    return min(len(lines), 2) * _CAPTION * LINE + 4


def _caption(shown: Chart | Grid, left: int, lang: str) -> str:
    """Return what the drawing cannot show, and how much it leaves out."""
    notes = list(shown.notes) if isinstance(shown, Chart) else []
    return say("text.stop", lang).join([*([say("deck.left", lang, n=left)] if left else []), *notes])


def _heading(shown: Chart | Grid, area: Rect, y: float, lang: str) -> Words:
    title = cut(shown.title, _HEADING, area.wide, 1, True)
    runs = [Run(title, _HEADING, True)]
    under = plain(shown.subtitle) if isinstance(shown, Chart) else ""
    if under and width(title, _HEADING, True) + width(f"  {under}", _UNDER) <= area.wide * SLACK:
        runs.append(Run(f"  {under}", _UNDER, colour="muted"))
    rect = Rect(area.x, y, area.wide, _HEADING * LINE)
    return Words(say("deck.heading", lang), rect, (Para(tuple(runs), _HEADING * LINE),))


def _keyed(chart: Chart) -> bool:
    return len(chart.series) > 1


def _key_places(series: Sequence[Series], wide: float) -> list[tuple[str, float, int, float]]:
    """Return, for each series, its name, where it begins, on which line, and how wide it is."""
    found: list[tuple[str, float, int, float]] = []
    x, line = 0.0, 0
    for one in series:
        name = cut(f"{one.label} {one.shown}", _KEY, wide - _SQUARE - 10, 1)
        need = _SQUARE + width(name, _KEY) / SLACK + 4
        if x and x + need > wide:
            x, line = 0.0, line + 1
        found.append((name, x, line, need))
        x += need + _APART
    return found


def _key_room(chart: Chart, wide: float) -> float:
    return (_key_places(chart.series, wide)[-1][2] + 1) * _KEY * LINE + 5 if _keyed(chart) else 0.0


def _key(series: Sequence[Series], area: Rect, y: float, look: Look) -> Iterator[Item]:
    """Yield a chart's key as shapes: a native one has another order and place in every program."""
    high = _KEY * LINE
    for one, (name, x, line, need) in zip(series, _key_places(series, area.wide), strict=True):
        top = y + line * high
        square = Rect(area.x + x, top + (high - _MARK) / 2, _MARK, _MARK)
        yield Rule(say("deck.key", look.lang), square, look.series(one.colour))
        rect = Rect(area.x + x + _SQUARE, top, need - _SQUARE, high)
        yield Words(name, rect, (Para((Run(name, _KEY, colour="muted"),), high),))


def _chart(chart: Chart, area: Rect, y: float, room: float) -> tuple[Graph, int]:
    shown, left = graph.shortened(graph.plot(chart), room)
    high = graph.height(shown, room)
    airy = high / max(len(shown.rows), 1) / shown.row
    size = 14.0 if airy >= _AIRY else 12.0 if airy >= 1 else 11.0
    return Graph(chart, Rect(area.x, y, area.wide, high), shown, size), left


def _table(grid: Grid, area: Rect, y: float, room: float) -> tuple[Table, int]:
    sheets = (table.measured(grid, size, area.wide) for size in _SIZES)
    fits = (s for s in sheets if s.high <= room and s.deepest <= _DEEP.get(s.size, s.deepest))
    sheet = next(fits, None) or table.measured(grid, _SIZES[-1], area.wide)
    if sum(sheet.heights[:2]) > room:
        # Cells so long that not one row has room are cut.
        sheet = table.measured(grid, _SIZES[-1], area.wide, 2)
    kept, left = table.shortened(sheet, room)
    return Table(Rect(area.x, y, area.wide, kept.high), kept), left + grid.left
