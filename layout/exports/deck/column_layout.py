"""Layout of a slide's column: the largest type that leaves room for everything. Measures are points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import layout.exports.deck.slide_text as slide_text
import layout.exports.deck.slide_visual as slide_visual
from layout.exports.deck.slide_shapes import SlideColumn, SlideShape, TableFrame, TextBox
from layout.exports.deck.slide_text import GAP
from layout.exports.rectangle import Rect

BODY = (26.0, 24.0, 22.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0)
_CALM = 24.0  # the largest type where a chart or a table shares the slide
# Least and largest type size, and the index of the height that the chart or table is given (`visual_height`).
_STEPS = ((22.0, 24.0, 0), (20.0, 22.0, 1), (18.0, 20.0, 2), (18.0, 18.0, 3), (BODY[-1], 17.0, 3))
_EASE = 10.0  # extra space above a chart or a table, where there is room
_STEP = 4.0  # by how much type may shrink for lines that break well
_READ, _READ_TABLE = 18.0, 12.0  # the smallest type that can be read from afar: of text, of tables


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """Shapes in their places. `overflow` counts what has no room, the worst first; all zero is best."""

    shapes: tuple[SlideShape, ...]
    overflow: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _TextLayout:
    """Lines and figures, the y where they end, their type size and how many of them have no room."""

    shapes: tuple[SlideShape, ...]
    end: float
    size: float
    overflow: int = 0


def lay_out_column(column: SlideColumn) -> ColumnLayout:
    """Lay out a slide's text, figures, and chart or table."""
    factor = column.theme.width_factor
    footer = tuple(slide_text.footer_shapes(column))
    heading = tuple(slide_text.heading_shapes(column))
    start, floor = _start(column, heading), footer[0].rect.y - GAP
    heights = tuple(slide_visual.visual_height(column, ease) for ease in range(slide_visual.EASES))
    below_map: tuple[SlideShape, ...] = ()
    if column.below_map is None:
        text = _lay_out_text(column, start, floor, heights)
        body, y = text.shapes, text.end
        # What is left after the ample height of the chart or table, up to a limit.
        y += min(max(floor - y - heights[0], 0.0), _EASE) if body else 0.0
    else:
        column, body, y = _figures_above(column, start, floor - heights[-1])
        text_column = replace(column, area=column.below_map or column.area)
        # Below the map there is no chart or table to leave room for: its height is 0.
        text = _lay_out_text(text_column, text_column.area.y, text_column.area.bottom, (0.0,))
        below_map = tuple(_stretch(text.shapes, text_column.area.x, factor))
    visual = tuple(slide_visual.visual_shapes(column, y, floor))
    rows_left = slide_visual.rows_left_out(column, visual)
    letters = min((i.table.size for i in visual if isinstance(i, TableFrame)), default=_READ_TABLE)
    too_small = max(_READ - text.size, 0.0) + max(_READ_TABLE - letters, 0.0)
    shapes = _stretch((*heading, *body, *visual, *footer), column.area.x, factor)
    return ColumnLayout((*shapes, *below_map), (text.overflow, rows_left, too_small))


def _stretch(shapes: Iterable[SlideShape], left: float, factor: float) -> Iterator[SlideShape]:
    """Widen shapes from the part of the width that text was measured for to all of it."""
    for shape in shapes:
        # A title has the place that the template gives it.
        if factor == 1 or (isinstance(shape, TextBox) and shape.role):
            yield shape
        else:
            rect = shape.rect
            yield replace(
                shape, rect=replace(rect, x=left + (rect.x - left) / factor, width=rect.width / factor)
            )


def _start(column: SlideColumn, head: tuple[SlideShape, ...]) -> float:
    below = [i.rect.bottom for i in head if i.rect.y >= column.area.y]
    return max(below, default=column.area.y - GAP) + GAP


def _figures_above(
    column: SlideColumn, start: float, floor: float
) -> tuple[SlideColumn, tuple[SlideShape, ...], float]:
    """Place the figures above the chart where there is room; return the column without those placed."""
    figures, y = slide_text.figure_shapes(column, start)
    if not figures or y - GAP > floor:
        return column, (), start
    return replace(column, slide=replace(column.slide, numbers=())), figures, y


def height_below_map(column: SlideColumn, room: Rect) -> float:
    """Return the height in points that the text below the map takes in type that can be read from afar."""
    heading, footer = tuple(slide_text.heading_shapes(column)), tuple(slide_text.footer_shapes(column))
    floor = footer[0].rect.y - GAP - slide_visual.visual_height(column, slide_visual.EASES - 1)
    text_column, _, _ = _figures_above(column, _start(column, heading), floor)
    return _text_shapes(replace(text_column, area=room), _READ, 0.0)[1]


def _text_shapes(column: SlideColumn, size: float, y: float) -> tuple[tuple[SlideShape, ...], float]:
    lines, y = slide_text.body_text(column, size, y)
    figures, y = slide_text.figure_shapes(column, y)
    return (*lines, *figures), y


def _lay_out_text(column: SlideColumn, start: float, floor: float, heights: tuple[float, ...]) -> _TextLayout:
    """Return lines and figures that leave one of `heights` free above `floor`, the ample ones first."""
    most = _CALM if column.slide.visual is not None else BODY[0]
    sizes = [s for s in BODY if s <= most]
    # The end of a block includes the gap below it, which nothing needs at the foot.
    ends = {s: _text_shapes(column, s, start)[1] - GAP for s in sizes}
    for least, largest, ease in _STEPS:
        visual = heights[min(ease, len(heights) - 1)]
        gap = GAP if visual else 0.0
        top = largest + max(most - _CALM, 0.0)
        # Sizes descend, so the first that fits is the largest.
        fitting = [s for s in sizes if s <= top and ends[s] + gap + visual <= floor]
        if fitting and fitting[0] >= least:
            lowest = max(fitting[0] - _STEP, min(fitting[0], _READ))
            even = (s for s in fitting if s >= lowest and not slide_text.has_ragged_lines(column, s))
            size = next(even, fitting[0])
            return _TextLayout(*_text_shapes(column, size, start), size)
    return _shorten_text(column, start, floor - min(heights[-1], slide_visual.LEAST))


def _shorten_text(column: SlideColumn, start: float, floor: float) -> _TextLayout:
    """Keep the lines and figures that fit in the smallest type; the slide's notes have them all."""
    slide = column.slide
    for lines in range(len(slide.lines), -1, -1):
        # Figures give way before lines do.
        for numbers in (slide.numbers, ()):
            short = replace(column, slide=replace(slide, lines=slide.lines[:lines], numbers=numbers))
            shapes, y = _text_shapes(short, BODY[-1], start)
            if y - GAP <= floor:
                overflow = len(slide.lines) - lines + len(slide.numbers) - len(numbers)
                return _TextLayout(shapes, y, BODY[-1], overflow)
    return _TextLayout((), start, BODY[-1], len(slide.lines) + len(slide.numbers))
