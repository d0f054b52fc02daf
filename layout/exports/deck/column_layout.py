"""Where everything of a slide's column stands: laid out in the largest letters that leave room for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import layout.exports.deck.slide_text as slide_text
import layout.exports.deck.slide_visual as slide_visual
from layout.exports.deck.slide_shapes import SlideColumn, SlideShape, TableFrame, TextBox
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
class ColumnLayout:
    """Items in their places. `lost` says what has no room, the worst first; all nought is best."""

    shapes: tuple[SlideShape, ...]
    overflow: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _TextLayout:
    """Lines and figures, where they end, their size and how many of them have no room."""

    shapes: tuple[SlideShape, ...]
    end: float
    size: float
    overflow: int = 0


def lay_out_column(column: SlideColumn) -> ColumnLayout:
    """Lay out a slide's words, figures, chart or table."""
    narrow = column.theme.width_factor
    foot = tuple(slide_text.footer_shapes(column))
    head = tuple(slide_text.heading_shapes(column))
    start, floor = _start(column, head), foot[0].rect.y - GAP
    asked = tuple(slide_visual.visual_height(column, ease) for ease in range(slide_visual.EASES))
    below: tuple[SlideShape, ...] = ()
    if column.below_map is None:
        told = _lay_out_text(column, start, floor, asked)
        own, y = told.shapes, told.end
        y += min(max(floor - y - asked[0], 0.0), _EASE) if own else 0.0
    else:
        column, own, y = _figures_above(column, start, floor - asked[-1])
        spoken = replace(column, area=column.below_map or column.area)
        told = _lay_out_text(spoken, spoken.area.y, spoken.area.bottom, (0.0,))
        below = tuple(_stretch(told.shapes, spoken.area.x, narrow))
    shown = tuple(slide_visual.visual_shapes(column, y, floor))
    left = slide_visual.rows_left_out(column, shown)
    letters = min((i.table.size for i in shown if isinstance(i, TableFrame)), default=_READ_TABLE)
    small = max(_READ - told.size, 0.0) + max(_READ_TABLE - letters, 0.0)
    items = _stretch((*head, *own, *shown, *foot), column.area.x, narrow)
    return ColumnLayout((*items, *below), (told.overflow, left, small))


def _stretch(items: Iterable[SlideShape], left: float, narrow: float) -> Iterator[SlideShape]:
    """Give items all of the width that was counted on in part; the title has a room of its own."""
    for item in items:
        if narrow == 1 or (isinstance(item, TextBox) and item.role):
            yield item
        else:
            rect = item.rect
            yield replace(
                item, rect=replace(rect, x=left + (rect.x - left) / narrow, wide=rect.wide / narrow)
            )


def _start(column: SlideColumn, head: tuple[SlideShape, ...]) -> float:
    below = [i.rect.bottom for i in head if i.rect.y >= column.area.y]
    return max(below, default=column.area.y - GAP) + GAP


def _figures_above(
    column: SlideColumn, start: float, floor: float
) -> tuple[SlideColumn, tuple[SlideShape, ...], float]:
    """Keep the figures over the chart where there is room; return what is left to be said elsewhere."""
    figures, y = slide_text.figure_shapes(column, start)
    if not figures or y - GAP > floor:
        return column, (), start
    return replace(column, slide=replace(column.slide, numbers=())), figures, y


def height_below_map(column: SlideColumn, room: Rect) -> float:
    """Return the height that what is said below the map takes in letters that are read from afar."""
    head, foot = tuple(slide_text.heading_shapes(column)), tuple(slide_text.footer_shapes(column))
    floor = foot[0].rect.y - GAP - slide_visual.visual_height(column, slide_visual.EASES - 1)
    spoken, _, _ = _figures_above(column, _start(column, head), floor)
    return _text_shapes(replace(spoken, area=room), _READ, 0.0)[1]


def _text_shapes(column: SlideColumn, size: float, y: float) -> tuple[tuple[SlideShape, ...], float]:
    said, y = slide_text.body_text(column, size, y)
    figures, y = slide_text.figure_shapes(column, y)
    return (*said, *figures), y


def _lay_out_text(column: SlideColumn, start: float, floor: float, asked: tuple[float, ...]) -> _TextLayout:
    """Return lines and figures above a floor and what else asks for room, amply first, then tightly."""
    most = _CALM if column.slide.visual is not None else BODY[0]
    sizes = [s for s in BODY if s <= most]
    ends = {s: _text_shapes(column, s, start)[1] - GAP for s in sizes}
    for least, largest, ease in _STEPS:
        wanted = asked[min(ease, len(asked) - 1)]
        ended = GAP if wanted else 0.0
        top = largest + max(most - _CALM, 0.0)
        held = [s for s in sizes if s <= top and ends[s] + ended + wanted <= floor]
        if held and held[0] >= least:
            lowest = max(held[0] - _STEP, min(held[0], _READ))
            whole = (s for s in held if s >= lowest and not slide_text.has_ragged_lines(column, s))
            size = next(whole, held[0])
            return _TextLayout(*_text_shapes(column, size, start), size)
    return _shorten_text(column, start, floor - min(asked[-1], slide_visual.LEAST))


def _shorten_text(column: SlideColumn, start: float, floor: float) -> _TextLayout:
    """Keep what fits beside the least that a chart needs: the notes of the step hold the rest."""
    slide = column.slide
    for lines in range(len(slide.lines), -1, -1):
        for numbers in (slide.numbers, ()):
            short = replace(column, slide=replace(slide, lines=slide.lines[:lines], numbers=numbers))
            items, y = _text_shapes(short, BODY[-1], start)
            if y - GAP <= floor:
                lost = len(slide.lines) - lines + len(slide.numbers) - len(numbers)
                return _TextLayout(items, y, BODY[-1], lost)
    return _TextLayout((), start, BODY[-1], len(slide.lines) + len(slide.numbers))
