"""Where everything of a slide's column stands: laid out in the largest letters that leave room for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import layout.exports.deck.slide_text as slide_text
import layout.exports.deck.slide_visual as slide_visual
from layout.exports.deck.slide_shapes import Column, Item, Table, Words
from layout.exports.deck.slide_text import GAP
from layout.exports.rectangle import Rect

BODY = (26.0, 24.0, 22.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0)
_CALM = 24.0  # the most where a chart or a table shares the slide
# The least and the most size of lines, beside a chart or a table that has more and more modest a room.
_STEPS = ((22.0, 24.0, 0), (20.0, 22.0, 1), (18.0, 20.0, 2), (18.0, 18.0, 3), (BODY[-1], 17.0, 3))
_EASE = 10.0  # more room above a chart or a table, where there is plenty
_STEP = 4.0  # smaller letters at the most, for lines that break well
_READ, _READ_TABLE = 18.0, 12.0  # what is still read from afar


@dataclass(frozen=True, slots=True)
class Flow:
    """Items in their places. `lost` says what has no room, the worst first; all nought is best."""

    items: tuple[Item, ...]
    lost: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """Lines and figures, where they end, their size and how many of them have no room."""

    items: tuple[Item, ...]
    end: float
    size: float
    lost: int = 0


def flow(column: Column) -> Flow:
    """Lay out a slide's words, figures, chart or table."""
    narrow = column.look.narrow
    foot = tuple(slide_text.foot(column))
    head = tuple(slide_text.head(column))
    start, floor = _start(column, head), foot[0].rect.y - GAP
    asked = tuple(slide_visual.wanted(column, ease) for ease in range(slide_visual.EASES))
    below: tuple[Item, ...] = ()
    if column.aside is None:
        told = _told(column, start, floor, asked)
        own, y = told.items, told.end
        y += min(max(floor - y - asked[0], 0.0), _EASE) if own else 0.0
    else:
        column, own, y = _parted(column, start, floor - asked[-1])
        spoken = replace(column, area=column.aside or column.area)
        told = _told(spoken, spoken.area.y, spoken.area.bottom, (0.0,))
        below = tuple(_stretched(told.items, spoken.area.x, narrow))
    shown = tuple(slide_visual.visual(column, y, floor))
    left = slide_visual.left_out(column, shown)
    letters = min((i.sheet.size for i in shown if isinstance(i, Table)), default=_READ_TABLE)
    small = max(_READ - told.size, 0.0) + max(_READ_TABLE - letters, 0.0)
    items = _stretched((*head, *own, *shown, *foot), column.area.x, narrow)
    return Flow((*items, *below), (told.lost, left, small))


def _stretched(items: Iterable[Item], left: float, narrow: float) -> Iterator[Item]:
    """Give items all of the width that was counted on in part; the title has a room of its own."""
    for item in items:
        if narrow == 1 or (isinstance(item, Words) and item.role):
            yield item
        else:
            rect = item.rect
            yield replace(
                item, rect=replace(rect, x=left + (rect.x - left) / narrow, wide=rect.wide / narrow)
            )


def _start(column: Column, head: tuple[Item, ...]) -> float:
    below = [i.rect.bottom for i in head if i.rect.y >= column.area.y]
    return max(below, default=column.area.y - GAP) + GAP


def _parted(column: Column, start: float, floor: float) -> tuple[Column, tuple[Item, ...], float]:
    """Keep the figures over the chart where there is room; return what is left to be said elsewhere."""
    figures, y = slide_text.figures(column, start)
    if not figures or y - GAP > floor:
        return column, (), start
    return replace(column, slide=replace(column.slide, numbers=())), figures, y


def needed(column: Column, room: Rect) -> float:
    """Return the height that what is said below the map takes in letters that are read from afar."""
    head, foot = tuple(slide_text.head(column)), tuple(slide_text.foot(column))
    floor = foot[0].rect.y - GAP - slide_visual.wanted(column, slide_visual.EASES - 1)
    spoken, _, _ = _parted(column, _start(column, head), floor)
    return _spoken(replace(spoken, area=room), _READ, 0.0)[1]


def _spoken(column: Column, size: float, y: float) -> tuple[tuple[Item, ...], float]:
    said, y = slide_text.said(column, size, y)
    figures, y = slide_text.figures(column, y)
    return (*said, *figures), y


def _told(column: Column, start: float, floor: float, asked: tuple[float, ...]) -> _Told:
    """Return lines and figures above a floor and what else asks for room, amply first, then tightly."""
    most = _CALM if column.slide.visual is not None else BODY[0]
    sizes = [s for s in BODY if s <= most]
    ends = {s: _spoken(column, s, start)[1] - GAP for s in sizes}
    for least, largest, ease in _STEPS:
        wanted = asked[min(ease, len(asked) - 1)]
        ended = GAP if wanted else 0.0
        top = largest + max(most - _CALM, 0.0)
        held = [s for s in sizes if s <= top and ends[s] + ended + wanted <= floor]
        if held and held[0] >= least:
            lowest = max(held[0] - _STEP, min(held[0], _READ))
            whole = (s for s in held if s >= lowest and not slide_text.ragged(column, s))
            size = next(whole, held[0])
            return _Told(*_spoken(column, size, start), size)
    return _shortened(column, start, floor - min(asked[-1], slide_visual.LEAST))


def _shortened(column: Column, start: float, floor: float) -> _Told:
    """Keep what fits beside the least that a chart needs: the notes of the step hold the rest."""
    slide = column.slide
    for lines in range(len(slide.lines), -1, -1):
        for numbers in (slide.numbers, ()):
            short = replace(column, slide=replace(slide, lines=slide.lines[:lines], numbers=numbers))
            items, y = _spoken(short, BODY[-1], start)
            if y - GAP <= floor:
                lost = len(slide.lines) - lines + len(slide.numbers) - len(numbers)
                return _Told(items, y, BODY[-1], lost)
    return _Told((), start, BODY[-1], len(slide.lines) + len(slide.numbers))
