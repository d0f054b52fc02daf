"""The words of a slide: kicker and title, lines, large figures, and the foot with the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.briefing.story_model import Number
from layout.drawing.text_metrics import single_line, text_width
from layout.exports.deck.drawingml import LINE, SLACK, Para, Run, ends_lonely, lines_of, shorten
from layout.exports.deck.slide_shapes import TITLE, Rule, SlideColumn, SlideShape, TextBox
from layout.exports.rectangle import Rect
from layout.words.glossary import say

GAP = 10.0
# In this order: on one line, then large on two, then on three, then smaller.
_TITLES = [(s, 1) for s in (34.0, 32.0, 30.0, 28.0)] + [(30.0, 2), (28.0, 2), (28.0, 3), (26.0, 3)]
_TITLES += [(s, 2 if s > 22 else 3) for s in (26.0, 24.0, 22.0, 20.0, 18.0)]
_SHARED = 0.8  # of the titles, that must fit where all have a size in common
_TITLE_LINE = 1.2
_KICKER, _FOOT = 15.0, 11.0
_LABELS = (14.0, 12.0)
_AFTER = 0.32  # of the letters' size, below a line
_SHORT = 0.2  # of the width: a last line so short looks like a mistake
_UNIT, _BESIDE = 16.0, 28.0  # of a unit; the least size of a figure beside it
_FIGURE = (36.0, 34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 20.0, 16.0)
_LARGE, _STACKED = 26.0, 32.0  # the least size of figures side by side, the most one below another
_BELOW = GAP + 6  # below a row of figures
_NAMED, _BRIEF = 5, 3  # lines of a figure's name, and of one that is read at a glance
_IN = 14.0  # the width of a figure's bar
# A short name at the head of a line, up to its colon.
_LEAD = re.compile(r"^([^：:，,。;；]{1,16}[：:])\s*(.+)$")


def heading_shapes(column: SlideColumn) -> Iterator[SlideShape]:
    """Yield title and kicker, and the rule below them where they stand in the column."""
    slide, area, look = column.slide, column.area, column.theme
    title = single_line(slide.title)
    if column.title is not None:
        size, lines = _title_size(title, column.title.wide, column.title_size, column.title.high)
        text = shorten(title, size, column.title.wide, lines, True)
        run = Run(text, size, True, heading=True)
        yield TextBox("", column.title, (Para((run,), size * _TITLE_LINE),), "title", "ctr")
        if slide.kicker:
            yield _kicker(column, area.y)
        return
    size, lines = _title_size(title, area.wide, column.title_size, 3 * TITLE * _TITLE_LINE)
    high = lines * size * _TITLE_LINE
    top = area.y + _KICKER * LINE + 4
    text = shorten(title, size, area.wide, lines, True)
    rect = Rect(area.x, top, _balanced(text, size, lines, area.wide), high)
    run = Run(text, size, True, heading=True)
    yield TextBox("", rect, (Para((run,), size * _TITLE_LINE),), "title")
    if slide.kicker:
        yield _kicker(column, area.y)
    yield Rule(say("deck.rule", look.lang), Rect(area.x, rect.bottom + GAP, area.wide, 0.75), "hair")


def _kicker(column: SlideColumn, y: float) -> TextBox:
    area, look = column.area, column.theme
    text = shorten(column.slide.kicker, _KICKER, area.wide, 1, True)
    run = Run(text, _KICKER, True, look.text_colour(column.accent or "accent"))
    rect = Rect(area.x, y, area.wide, _KICKER * LINE)
    return TextBox(say("deck.kicker", look.lang), rect, (Para((run,), _KICKER * LINE),))


def shared_title_size(titles: Sequence[str], wide: float) -> float:
    """Return the size of titles in which nearly all of a deck's fit."""
    for size, limit in _TITLES:
        held = [len(lines_of(single_line(t), size, wide, True)) <= limit for t in titles]
        if sum(held) >= _SHARED * len(held):
            return size
    return TITLE


def _title_size(title: str, wide: float, most: float, high: float) -> tuple[float, int]:
    """Return the size of a title and how many lines it takes."""
    sizes = [(s, n) for s, n in _TITLES if s <= max(most, _TITLES[-1][0])]
    for size, limit in sizes:
        count = len(lines_of(title, size, wide, True))
        if count <= limit and count * size * _TITLE_LINE <= high:
            return size, max(count, 1)
    size = _TITLES[-1][0]
    return size, max(min(len(lines_of(title, size, wide, True)), int(high // (size * _TITLE_LINE))), 1)


def _balanced(text: str, size: float, lines: int, wide: float, bold: bool = True) -> float:
    """Return the least width that breaks text into as many lines, so that none is left short."""
    low, high = wide / (lines + 1), wide
    while lines > 1 and high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(lines_of(text, size, middle, bold)) <= lines else (middle, high)
    return high


def has_ragged_lines(column: SlideColumn, size: float) -> bool:
    """Tell whether any of the lines breaks badly at a size."""
    wide = column.area.wide
    return any(ends_lonely(lines_of(line, size, wide), size, _SHORT * wide) for line in column.slide.lines)


def body_text(column: SlideColumn, size: float, y: float) -> tuple[tuple[SlideShape, ...], float]:
    """Return the lines as one frame, and where it ends with the gap below it."""
    if not column.slide.lines:
        return (), y
    area = column.area
    paras, high = [], 0.0
    for line in column.slide.lines:
        count = len(lines_of(line, size, area.wide, _LEAD.match(single_line(line)) is not None)) or 1
        high += count * size * LINE + size * _AFTER
        paras.append(Para(_led(single_line(line), size, column), size * LINE, after=size * _AFTER))
    name = say("deck.lines", column.theme.lang)
    return (TextBox(name, Rect(area.x, y, area.wide, high), tuple(paras)),), y + high + GAP - size * _AFTER


def _led(line: str, size: float, column: SlideColumn) -> tuple[Run, ...]:
    """Set the name that a line begins with in the colour of what the slide is about."""
    found = _LEAD.match(line)
    if not found:
        return (Run(line, size),)
    space = "" if found[1].endswith("：") else " "
    colour = column.theme.text_colour(column.accent) if column.accent else "ink"
    return Run(found[1] + space, size, True, colour), Run(found[2], size)


@dataclass(frozen=True, slots=True)
class _Cells:
    """How figures stand: how many side by side, the sizes of number and name, where the units are."""

    across: int
    room: float
    size: float
    label: float
    beside: bool
    heights: tuple[float, ...]


def figure_shapes(column: SlideColumn, y: float) -> tuple[tuple[SlideShape, ...], float]:
    """Return the figures with their bars of colour, and where they end with the gap below them."""
    numbers, area, lang = column.slide.numbers, column.area, column.theme.lang
    if not numbers:
        return (), y
    cells = _cells(column)
    items: list[SlideShape] = []
    for n, one in enumerate(numbers):
        row, i = divmod(n, cells.across)
        high = cells.heights[row]
        top = y + sum(cells.heights[:row]) + row * _BELOW
        x, name = area.x + i * area.wide / cells.across, single_line(one.label)
        items.append(Rule(name, Rect(x, top + 2, 4, high), one.colour or column.accent or "accent"))
        items.append(TextBox(name, Rect(x + _IN, top, cells.room, high + 4), _figure(one, cells, lang)))
    return tuple(items), y + sum(cells.heights) + len(cells.heights) * _BELOW


def _cells(column: SlideColumn) -> _Cells:
    """Return figures in one row where they are large and their names brief, else in even rows.

    Beside a chart or a table a row may have longer names: it takes the least height.
    """
    numbers, wide, lang = column.slide.numbers, column.area.wide, column.theme.lang
    low = column.slide.visual is not None
    for across in (a for a in range(len(numbers), 0, -1) if len(numbers) % a == 0):
        tried = [_set(numbers, across, label, wide, lang) for label in _LABELS]
        # Larger names are worth a little height.
        found = min(tried, key=lambda t: sum(t.heights) - 4 * t.label)
        lines = _named(found, numbers, lang)
        whole = found.size >= _LARGE and (low or found.beside)
        if across == 1 or (whole and lines <= (_NAMED if low else _BRIEF)):
            break
    return found


def _named(cells: _Cells, numbers: Sequence[Number], lang: str) -> int:
    return max(len(lines_of(_under(n, cells.beside, lang), cells.label, cells.room)) for n in numbers)


def _set(numbers: Sequence[Number], across: int, label: float, wide: float, lang: str) -> _Cells:
    room = wide / across - _IN - GAP
    size, beside = _figure_size(numbers, room)
    size = min(size, _STACKED) if across == 1 < len(numbers) else size
    lines = [min(len(lines_of(_under(n, beside, lang), label, room)), _NAMED) for n in numbers]
    rows = [max(lines[i : i + across]) for i in range(0, len(lines), across)]
    heights = tuple(size * 1.15 + n * label * LINE for n in rows)
    return _Cells(across, room, size, label, beside, heights)


def _under(one: Number, beside: bool, lang: str) -> str:
    """Return the name of a figure, with its unit where that does not stand beside it."""
    unit, label = single_line(one.unit), single_line(one.label)
    return label if beside or not unit else say("deck.unit", lang, unit=unit, label=label)


def _figure_size(numbers: Sequence[Number], wide: float) -> tuple[float, bool]:
    """Return the size that all figures have, and whether their units stand beside them."""
    for beside in (True, False):
        for size in (s for s in _FIGURE if not beside or s >= _BESIDE):
            if all(_wide(n, size, beside) <= wide * SLACK for n in numbers):
                return size, beside
    return _FIGURE[-1], False


def _wide(one: Number, size: float, beside: bool) -> float:
    unit = text_width(f" {single_line(one.unit)}", _UNIT) if beside and one.unit else 0.0
    return text_width(single_line(one.shown), size, True) + unit


def _figure(one: Number, cells: _Cells, lang: str) -> tuple[Para, Para]:
    """Return a figure with its unit, and its name below it."""
    runs = [Run(shorten(one.shown, cells.size, cells.room, 1, True), cells.size, True)]
    if one.unit and cells.beside:
        runs.append(Run(f" {single_line(one.unit)}", _UNIT, colour="muted"))
    name = shorten(_under(one, cells.beside, lang), cells.label, cells.room, _NAMED)
    under = Para((Run(name, cells.label, colour="muted"),), cells.label * LINE)
    return Para(tuple(runs), cells.size * 1.15), under


def _cited(sources: Sequence[str], wide: float, lang: str) -> str:
    """Return as many whole citations as two lines hold; the notes have them all."""
    cited, stop = (
        list(dict.fromkeys(single_line(s) for s in sources if single_line(s))),
        say("text.stop", lang),
    )
    for kept in range(len(cited), 0, -1):
        text = stop.join([*cited[:kept], *(["…"] if kept < len(cited) else [])])
        if len(lines_of(text, _FOOT, wide)) <= 2:
            return text
    return shorten(stop.join(cited), _FOOT, wide, 2)


def footer_shapes(column: SlideColumn) -> Iterator[SlideShape]:
    """Yield the rule, the sources and the page's number; the rule comes first."""
    slide, area, lang = column.slide, column.area, column.theme.lang
    count = f"{slide.n} / {column.count}"
    aside = text_width(count, _FOOT) + 24
    room = area.wide - aside
    text = _cited(slide.sources, room, lang)
    broken = lines_of(text, _FOOT, room)
    if ends_lonely(broken, _FOOT, _SHORT * room):
        room = _balanced(text, _FOOT, len(broken), room, bold=False)
    high = 2 * _FOOT * LINE
    y = area.bottom - high
    yield Rule(say("deck.rule", lang), Rect(area.x, y - 7, area.wide, 0.75), "hair")
    if text:
        run = Run(text, _FOOT, colour="muted")
        rect = Rect(area.x, y, room, high)
        yield TextBox(say("deck.sources", lang), rect, (Para((run,), _FOOT * LINE),))
    run = Run(count, _FOOT, colour="muted")
    rect = Rect(area.right - aside + 8, y, aside - 8, _FOOT * LINE)
    yield TextBox(say("deck.count", lang), rect, (Para((run,), _FOOT * LINE, "r"),))
