"""A chart or a table on a slide, with its heading, its key and what it cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from layout.briefing.record import Grid
from layout.charts import Chart, Series
from layout.drawing.lettering import plain, width
from layout.exports.deck import graph, table
from layout.exports.deck.items import Column, Graph, Item, Table, Words
from layout.exports.deck.writing import LINE, SLACK, Para, Rect, Run, cut, lines_of, wide_of
from layout.text import say

LEAST = 120.0  # the least height of a chart or a table
_CAPTION, _HEADING, _UNDER, _KEY = 11.0, 14.0, 12.0, 12.0
_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0)  # of a table's letters
_AIRY = 24.0  # a row as high as this has larger letters
_SQUARE = "\u25a0 "


def wanted(column: Column) -> float:
    """Return the height that a slide's chart or table asks for, with all around it; 0 for none."""
    visual, wide = column.slide.visual, column.area.wide
    if visual is None:
        return 0.0
    over = _HEADING * LINE + 6 + _caption_room(column, visual)
    if isinstance(visual, Chart):
        shown = graph.plot(visual)
        return over + _key_room(visual, wide) + len(shown.rows) * shown.least
    return over + table.measured(visual, _SIZES[2], wide).high


def visual(column: Column, y: float, floor: float) -> Iterator[Item]:
    """Yield a slide's chart or table between two heights; what has no room is counted below it."""
    shown, area, lang = column.slide.visual, column.area, column.look.lang
    if shown is None:
        return
    yield _heading(shown, area, y, lang)
    y += _HEADING * LINE + 6
    if isinstance(shown, Chart) and _keyed(shown):
        yield _key(shown.series, area, y, lang)
        y += _key_room(shown, area.wide)
    room = floor - y - _caption_room(column, shown)
    item, left = _chart(shown, area, y, room) if isinstance(shown, Chart) else _table(shown, area, y, room)
    yield item
    caption = _caption(shown, left, lang)
    if caption:
        rect = Rect(area.x, item.rect.bottom + 4, area.wide, _caption_room(column, shown) - 4)
        run = Run(cut(caption, _CAPTION, area.wide, 2), _CAPTION, colour="muted")
        yield Words(say("deck.caption", lang), rect, (Para((run,), _CAPTION * LINE),))


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


def _key_lines(series: Sequence[Series], wide: float) -> list[list[Run]]:
    """Break a key into lines: a square of each series' colour, and its name."""
    lines: list[list[Run]] = [[]]
    for one in series:
        name = cut(f"{one.label} {one.shown}", _KEY, wide - 24, 1)
        pair = [Run(_SQUARE, _KEY, colour=one.colour), Run(f"{name}   ", _KEY, colour="muted")]
        if lines[-1] and wide_of((*lines[-1], *pair)) > wide * SLACK:
            lines.append([])
        lines[-1] += pair
    return lines


def _key_room(chart: Chart, wide: float) -> float:
    return len(_key_lines(chart.series, wide)) * _KEY * LINE + 5 if _keyed(chart) else 0.0


def _key(series: Sequence[Series], area: Rect, y: float, lang: str) -> Words:
    """Return a chart's key as words: a native one has another order and place in every program."""
    lines = _key_lines(series, area.wide)
    paras = tuple(Para(tuple(runs), _KEY * LINE) for runs in lines)
    return Words(say("deck.key", lang), Rect(area.x, y, area.wide, len(lines) * _KEY * LINE), paras)


def _chart(chart: Chart, area: Rect, y: float, room: float) -> tuple[Graph, int]:
    shown, left = graph.shortened(graph.plot(chart), room)
    high = graph.height(shown, room)
    size = 14.0 if high / max(len(shown.rows), 1) >= _AIRY * (1 + (shown.bars - 1) * 0.6) else 12.0
    return Graph(chart, Rect(area.x, y, area.wide, high), shown, size), left


def _table(grid: Grid, area: Rect, y: float, room: float) -> tuple[Table, int]:
    sheets = (table.measured(grid, size, area.wide) for size in _SIZES)
    sheet = next((s for s in sheets if s.high <= room), None) or table.measured(grid, _SIZES[-1], area.wide)
    kept, left = table.shortened(sheet, room)
    return Table(Rect(area.x, y, area.wide, kept.high), kept), left + grid.left
