"""The words of a slide: kicker and title, lines, large figures, and the foot with the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from layout.briefing.record import Number
from layout.drawing.lettering import plain, width
from layout.exports.deck.items import TITLE, Column, Item, Rule, Words
from layout.exports.deck.writing import LINE, SLACK, Para, Rect, Run, cut, lines_of
from layout.text import listing, say

GAP = 12.0
# In this order: large on two lines, then on three, then smaller.
_TITLES = [(s, 2) for s in (34.0, 32.0, 30.0)] + [(s, 3) for s in (30.0, 28.0, 26.0)]
_TITLES += [(s, 2 if s > 22 else 3) for s in (28.0, 26.0, 24.0, 22.0, 20.0, 18.0)]
_TITLE_LINE = 1.2
_KICKER, _FOOT, _LABEL = 15.0, 11.0, 14.0
_AFTER = 7.0
_FIGURE = (36.0, 32.0, 28.0, 24.0, 20.0, 16.0)
_CELL, _IN = 128.0, 16.0  # the least width of a large figure, and its bar's
# A short name at the head of a line, up to its colon.
_LEAD = re.compile(r"^([^：:，,。;；]{1,16}[：:])\s*(.+)$")


def head(column: Column) -> Iterator[Item]:
    """Yield title and kicker, and the rule below them where they stand in the column."""
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
    size, lines = _title_size(title, area.wide, TITLE, 3 * TITLE * _TITLE_LINE)
    high = lines * size * _TITLE_LINE
    top = area.y + _KICKER * LINE + 4
    rect = Rect(area.x, top, area.wide, high)
    run = Run(cut(title, size, area.wide, lines, True), size, True, heading=True)
    yield Words("", rect, (Para((run,), size * _TITLE_LINE),), "title")
    if slide.kicker:
        yield _kicker(column, area.y)
    yield Rule(say("deck.rule", look.lang), Rect(area.x, rect.bottom + GAP, area.wide, 0.75), "hair")


def _kicker(column: Column, y: float) -> Words:
    area, look = column.area, column.look
    text = cut(column.slide.kicker, _KICKER, area.wide, 1, True)
    run = Run(text, _KICKER, True, look.words(column.accent))
    rect = Rect(area.x, y, area.wide, _KICKER * LINE)
    return Words(say("deck.kicker", look.lang), rect, (Para((run,), _KICKER * LINE),))


def _title_size(title: str, wide: float, most: float, high: float) -> tuple[float, int]:
    """Return the size of a title and how many lines it takes."""
    for size, limit in ((s, n) for s, n in _TITLES if s <= max(most, _TITLES[-1][0])):
        lines = lines_of(title, size, wide, True)
        # One letter alone on the last line looks like a mistake.
        lonely = len(lines) > 1 and width(lines[-1], size, True) < 1.6 * size
        if len(lines) <= limit and len(lines) * size * _TITLE_LINE <= high and not lonely:
            return size, max(len(lines), 1)
    size = _TITLES[-1][0]
    return size, max(min(len(lines_of(title, size, wide, True)), int(high // (size * _TITLE_LINE))), 1)


def said(column: Column, size: float, y: float) -> tuple[tuple[Item, ...], float]:
    """Return the lines as one frame, and where it ends with the gap below it."""
    if not column.slide.lines:
        return (), y
    area = column.area
    paras, high = [], 0.0
    for line in column.slide.lines:
        count = len(lines_of(line, size, area.wide, _LEAD.match(plain(line)) is not None)) or 1
        high += count * size * LINE + _AFTER
        paras.append(Para(_led(plain(line), size, column), size * LINE, after=_AFTER))
    name = say("deck.lines", column.look.lang)
    return (Words(name, Rect(area.x, y, area.wide, high), tuple(paras)),), y + high + GAP - _AFTER


def _led(line: str, size: float, column: Column) -> tuple[Run, ...]:
    """Set the name that a line begins with in the colour of what the slide is about."""
    found = _LEAD.match(line)
    if not found:
        return (Run(line, size),)
    space = "" if found[1].endswith("：") else " "
    return Run(found[1] + space, size, True, column.look.words(column.accent)), Run(found[2], size)


def figures(column: Column, y: float) -> tuple[tuple[Item, ...], float]:
    """Return the figures with their bars of colour, and where they end with the gap below them."""
    numbers, area = column.slide.numbers, column.area
    if not numbers:
        return (), y
    across = max(1, min(len(numbers), int(area.wide // _CELL)))
    step = area.wide / across
    room = step - _IN - GAP
    size = min(_figure_size(plain(n.shown), room) for n in numbers)
    items: list[Item] = []
    for start in range(0, len(numbers), across):
        row = [_figure(n, size, room, column) for n in numbers[start : start + across]]
        high = max(sum(_height(p, room) for p in paras) for paras in row)
        for i, (one, paras) in enumerate(zip(numbers[start : start + across], row, strict=True)):
            x = area.x + i * step
            name = plain(one.label)
            items.append(Rule(name, Rect(x, y + 2, 4, high), one.colour or column.accent or "muted"))
            items.append(Words(name, Rect(x + _IN, y, room, high + 4), paras))
        y += high + 4 + GAP + 4
    return tuple(items), y


def _height(para: Para, wide: float) -> float:
    run = para.runs[0]
    text = "".join(r.text for r in para.runs)
    return para.line * (len(lines_of(text, run.size, wide)) if run.size <= _LABEL else 1)


def _figure_size(shown: str, wide: float) -> float:
    return next((s for s in _FIGURE if width(shown, s, True) <= wide * SLACK), _FIGURE[-1])


def _figure(one: Number, size: float, wide: float, column: Column) -> tuple[Para, ...]:
    """Return a figure with its unit, and its name below it."""
    shown, unit, label = plain(one.shown), plain(one.unit), plain(one.label)
    shown = cut(shown, size, wide, 1, True)
    runs = [Run(shown, size, True)]
    beside = Run(f" {unit}", 16.0, colour="muted")
    if unit and width(shown, size, True) + width(beside.text, beside.size) <= wide * SLACK:
        runs.append(beside)
    elif unit:
        label = listing((unit, label), column.look.lang)
    under = Run(cut(label, _LABEL, wide, 2), _LABEL, colour="muted")
    return Para(tuple(runs), size * 1.15), Para((under,), _LABEL * LINE)


def foot(column: Column) -> Iterator[Item]:
    """Yield the rule, the sources and the page's number; the rule comes first."""
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
