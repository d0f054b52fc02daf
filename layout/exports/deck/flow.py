"""Where everything of a slide's column stands: measured and laid out before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layout.briefing.record import Grid, Number, Slide
from layout.charts import Chart
from layout.drawing.lettering import plain, width
from layout.exports.deck import graph, table
from layout.exports.deck.look import Look
from layout.exports.deck.writing import LINE, SLACK, Para, Rect, Run, cut, lines_of
from layout.text import listing, say

BODY = (22.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0)
_CALM = 20.0  # the most where a chart or a table shares the column
_TITLE = (34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0)
_TITLE_LINE = 1.2
_KICKER, _FOOT, _CAPTION, _LABEL = 15.0, 11.0, 11.0, 14.0
_GAP, _AFTER = 12.0, 7.0
_FIGURE = (36.0, 32.0, 28.0, 24.0, 20.0, 16.0)
_CELL = 150.0  # the least width of a large figure
_TABLE = (16.0, 15.0, 14.0, 13.0, 12.0)
_LEAST = 120.0  # of a chart or table
# A short name at the head of a line, up to its colon.
_LEAD = re.compile(r"^([^：:，,。;；]{1,16}[：:])\s*(.+)$")


@dataclass(frozen=True, slots=True)
class Words:
    """A text frame; `role` is `title` for the title."""

    name: str
    rect: Rect
    paras: tuple[Para, ...]
    role: str = ""
    anchor: str = "t"


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline or a bar of colour."""

    name: str
    rect: Rect
    colour: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A native chart."""

    chart: Chart
    rect: Rect
    plot: graph.Plot
    size: float


@dataclass(frozen=True, slots=True)
class Table:
    """A native table."""

    rect: Rect
    sheet: table.Sheet


Item = Words | Rule | Graph | Table


@dataclass(frozen=True, slots=True)
class Column:
    """What a column is made for: its room, its title's own room (None: in the column), colours, count."""

    slide: Slide
    of: int
    area: Rect
    accent: str
    look: Look
    title: Rect | None = None
    title_size: float = _TITLE[0]


def flow(column: Column) -> tuple[Item, ...]:
    """Lay a slide's words, figures and chart out, in the largest letters that leave room for all."""
    foot = tuple(_foot(column))
    floor = foot[0].rect.y - _GAP
    head = tuple(_head(column))
    start = max((i.rect.bottom for i in head if i.rect.x >= column.area.x - 1), default=column.area.y)
    start = max(start, column.area.y) + _GAP
    visual = column.slide.visual
    for size in BODY[1:] if visual is not None else BODY:
        said, y = _said(column, size, start)
        figures, y = _figures(column, y)
        if y + (_wanted(column, visual) if visual is not None else 0) <= floor:
            break
    else:
        said, figures, y = _least(column, start, floor - (_LEAST if visual is not None else 0))
    shown = tuple(_visual(column, y, floor)) if visual is not None else ()
    return (*head, *said, *figures, *shown, *foot)


def _least(column: Column, start: float, floor: float) -> tuple[tuple[Item, ...], tuple[Item, ...], float]:
    """Keep of lines and figures what fits in the smallest letters; the notes hold the rest."""
    slide = column.slide
    for kept in range(len(slide.lines), -1, -1):
        short = replace(column, slide=replace(slide, lines=slide.lines[:kept]))
        said, y = _said(short, BODY[-1], start)
        figures, y = _figures(short, y)
        if y <= floor:
            return said, figures, y
    said, y = _said(replace(column, slide=replace(slide, lines=())), BODY[-1], start)
    return said, (), y


def _head(column: Column) -> Iterator[Item]:
    slide, area, look = column.slide, column.area, column.look
    title = plain(slide.title)
    if column.title is not None:
        size, lines = _title_size(title, column.title.wide, column.title_size, column.title.high)
        text = cut(title, size, column.title.wide, lines, True)
        run = Run(text, size, True, heading=True)
        yield Words("", column.title, (Para((run,), size * _TITLE_LINE),), "title", "ctr")
        if slide.kicker:
            yield _kicker(column, area.y)
        return
    size, lines = _title_size(title, area.wide, _TITLE[0], 3 * _TITLE[0] * _TITLE_LINE)
    high = lines * size * _TITLE_LINE
    top = area.y + _KICKER * LINE + 4
    rect = Rect(area.x, top, area.wide, high)
    run = Run(cut(title, size, area.wide, lines, True), size, True, heading=True)
    yield Words("", rect, (Para((run,), size * _TITLE_LINE),), "title")
    if slide.kicker:
        yield _kicker(column, area.y)
    yield Rule(say("deck.rule", look.lang), Rect(area.x, rect.bottom + _GAP, area.wide, 0.75), "hair")


def _kicker(column: Column, y: float) -> Words:
    area, look = column.area, column.look
    text = cut(column.slide.kicker, _KICKER, area.wide, 1, True)
    run = Run(text, _KICKER, True, look.words(column.accent))
    rect = Rect(area.x, y, area.wide, _KICKER * LINE)
    return Words(say("deck.kicker", look.lang), rect, (Para((run,), _KICKER * LINE),))


def _title_size(title: str, wide: float, most: float, high: float) -> tuple[float, int]:
    """Return the largest size for at most two lines, else three, and how many lines they are."""
    for limit in (2, 3):
        for size in (s for s in _TITLE if s <= max(most, _TITLE[-1])):
            lines = lines_of(title, size, wide, True)
            # One letter alone on the last line looks like a mistake.
            lonely = len(lines) > 1 and width(lines[-1], size, True) < 1.6 * size
            if len(lines) <= limit and len(lines) * size * _TITLE_LINE <= high and not lonely:
                return size, max(len(lines), 1)
    size = _TITLE[-1]
    return size, max(min(len(lines_of(title, size, wide, True)), int(high // (size * _TITLE_LINE))), 1)


def _said(column: Column, size: float, y: float) -> tuple[tuple[Item, ...], float]:
    if not column.slide.lines:
        return (), y
    area = column.area
    paras, high = [], 0.0
    for line in column.slide.lines:
        count = len(lines_of(line, size, area.wide)) or 1
        high += count * size * LINE + _AFTER
        paras.append(Para(_led(plain(line), size, column), size * LINE, after=_AFTER))
    name = say("deck.lines", column.look.lang)
    return (Words(name, Rect(area.x, y, area.wide, high), tuple(paras)),), y + high + _GAP - _AFTER


def _led(line: str, size: float, column: Column) -> tuple[Run, ...]:
    """Set the name that a line begins with in the colour of what the slide is about."""
    found = _LEAD.match(line)
    if not found:
        return (Run(line, size),)
    space = "" if found[1].endswith("：") else " "
    return Run(found[1] + space, size, True, column.look.words(column.accent)), Run(found[2], size)


def _figures(column: Column, y: float) -> tuple[tuple[Item, ...], float]:
    numbers, area = column.slide.numbers, column.area
    if not numbers:
        return (), y
    across = max(1, min(len(numbers), int(area.wide // _CELL)))
    step = area.wide / across
    items: list[Item] = []
    for start in range(0, len(numbers), across):
        row = [_figure(n, step - 16 - _GAP, column) for n in numbers[start : start + across]]
        high = max(sum(_height(p, step - 16 - _GAP) for p in paras) for paras in row)
        for i, (one, paras) in enumerate(zip(numbers[start : start + across], row, strict=True)):
            x = area.x + i * step
            name = plain(one.label)
            items.append(Rule(name, Rect(x, y + 2, 4, high), one.colour or column.accent or "muted"))
            items.append(Words(name, Rect(x + 16, y, step - 16 - _GAP, high + 4), paras))
        y += high + 4 + _GAP + 4
    return tuple(items), y


def _height(para: Para, wide: float) -> float:
    run = para.runs[0]
    text = "".join(r.text for r in para.runs)
    return para.line * (len(lines_of(text, run.size, wide)) if run.size <= _LABEL else 1)


def _figure(one: Number, wide: float, column: Column) -> tuple[Para, ...]:
    """Return a figure with its unit, and its name below it."""
    shown, unit, label = plain(one.shown), plain(one.unit), plain(one.label)
    size = next((s for s in _FIGURE if width(shown, s, True) <= wide * SLACK), _FIGURE[-1])
    shown = cut(shown, size, wide, 1, True)
    runs = [Run(shown, size, True)]
    beside = Run(f" {unit}", 16.0, colour="muted")
    if unit and width(shown, size, True) + width(beside.text, beside.size) <= wide * SLACK:
        runs.append(beside)
    elif unit:
        label = listing((unit, label), column.look.lang)
    under = Run(cut(label, _LABEL, wide, 2), _LABEL, colour="muted")
    return Para(tuple(runs), size * 1.15), Para((under,), _LABEL * LINE)


def _wanted(column: Column, visual: Chart | Grid) -> float:
    """Return the height that a chart or a table asks for with its heading."""
    over = 14 * LINE + 6 + _caption_room(column, visual)
    if isinstance(visual, Chart):
        shown = graph.plot(visual)
        return over + graph.KEY + len(shown.rows) * shown.least
    return over + table.measured(visual, _TABLE[2], column.area.wide).high


def _caption_room(column: Column, visual: Chart | Grid) -> float:
    lines = lines_of(_caption(visual, 1, column.look.lang), _CAPTION, column.area.wide)
    return min(len(lines), 2) * _CAPTION * LINE + 4


def _caption(visual: Chart | Grid, left: int, lang: str) -> str:
    """Return what the drawing cannot show, and how much it leaves out."""
    notes = list(visual.notes) if isinstance(visual, Chart) else []
    return say("text.stop", lang).join([*([say("deck.left", lang, n=left)] if left else []), *notes])


def _visual(column: Column, y: float, floor: float) -> Iterator[Item]:
    slide, area, lang = column.slide, column.area, column.look.lang
    visual = slide.visual
    if visual is None:
        return
    yield _heading(visual, area, y, lang)
    top = y + 14 * LINE + 6
    room = floor - top - _caption_room(column, visual)
    item, left = _chart(visual, area, top, room) if isinstance(visual, Chart) else _table(visual, area, top, room)
    yield item
    caption = _caption(visual, left, lang)
    if caption:
        rect = Rect(area.x, item.rect.bottom + 4, area.wide, _caption_room(column, visual) - 4)
        text = cut(caption, _CAPTION, area.wide, 2)
        run = Run(text, _CAPTION, colour="muted")
        yield Words(say("deck.caption", lang), rect, (Para((run,), _CAPTION * LINE),))


def _heading(visual: Chart | Grid, area: Rect, y: float, lang: str) -> Words:
    title = cut(visual.title, 14.0, area.wide, 1, True)
    runs = [Run(title, 14.0, True)]
    under = plain(visual.subtitle) if isinstance(visual, Chart) else ""
    if under and width(title, 14.0, True) + width(f"  {under}", 12.0) <= area.wide * SLACK:
        runs.append(Run(f" {under}", 12.0, colour="muted"))
    rect = Rect(area.x, y, area.wide, 14 * LINE)
    return Words(say("deck.heading", lang), rect, (Para(tuple(runs), 14 * LINE),))


def _chart(chart: Chart, area: Rect, y: float, room: float) -> tuple[Graph, int]:
    shown, left = graph.shortened(graph.plot(chart), room)
    high = graph.height(shown, room)
    size = 14.0 if high / max(len(shown.rows), 1) >= 24 * shown.bars else 12.0
    return Graph(chart, Rect(area.x, y, area.wide, high), shown, size), left


def _table(grid: Grid, area: Rect, y: float, room: float) -> tuple[Table, int]:
    sheets = (table.measured(grid, size, area.wide) for size in _TABLE)
    sheet = next((s for s in sheets if s.high <= room), None) or table.measured(grid, _TABLE[-1], area.wide)
    kept, left = table.shortened(sheet, room)
    return Table(Rect(area.x, y, area.wide, kept.high), kept), left + grid.left


def _foot(column: Column) -> Iterator[Item]:
    slide, area, lang = column.slide, column.area, column.look.lang
    count = f"{slide.n} / {column.of}"
    aside = width(count, _FOOT) + 24
    text = say("text.stop", lang).join(dict.fromkeys(plain(s) for s in slide.sources))
    text = cut(text, _FOOT, area.wide - aside, 2)
    high = 2 * _FOOT * LINE
    y = area.bottom - high
    yield Rule(say("deck.rule", lang), Rect(area.x, y - 7, area.wide, 0.75), "hair")
    if text:
        run = Run(text, _FOOT, colour="muted")
        rect = Rect(area.x, y, area.wide - aside, high)
        yield Words(say("deck.sources", lang), rect, (Para((run,), _FOOT * LINE),))
    run = Run(count, _FOOT, colour="muted")
    rect = Rect(area.right - aside + 8, y, aside - 8, _FOOT * LINE)
    yield Words(say("deck.count", lang), rect, (Para((run,), _FOOT * LINE, "r"),))
