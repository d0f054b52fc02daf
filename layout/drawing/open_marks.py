"""What is open, light or not listed, as shapes: dashed edges and arrows, hatches, parts beyond a value."""

from __future__ import annotations

from collections.abc import Iterator

from layout.drawing.scene import FilledRectangle, StraightLine

DASH = (3.0, 2.5)
REST_TINT = 0.1  # of what of a whole is not listed; its parts have more
LIGHT = 0.35  # opacity of a range beyond its lower end, and of what is aimed at
ARROW = 16.0  # pixels: how far an open end goes on
_HATCH = 9.0  # pixels from one line of a hatch to the next
_HEAD = 4.0


def hatch_of_box(x: float, y: float, width: float, height: float) -> Iterator[StraightLine]:
    """Yield pale thin lines across a box, ended by its edges: words that stand on them are read."""
    x, y, width, height = x + 1, y + 1, width - 2, height - 2
    at = _HATCH
    while at < width + height:
        start = max(at - height, 0.0), min(at, height)
        end = min(at, width), max(at - width, 0.0)
        yield StraightLine(x + start[0], y + start[1], x + end[0], y + end[1], "hair", 1.2)
        at += _HATCH


def open_edge(x: float, y: float, width: float, height: float, colour: str) -> Iterator[StraightLine]:
    """Yield the dashed right and lower edge of an area that may be larger or smaller."""
    right, foot, inset = x + width - 2.5, y + height - 2.5, min(3.0, width / 3, height / 3)
    yield StraightLine(right, y + inset, right, foot, colour, 1.6, DASH)
    yield StraightLine(x + inset, foot, right, foot, colour, 1.6, DASH)


def arrow(x: float, y: float, colour: str, direction: int, line_width: float = 2.0) -> Iterator[StraightLine]:
    """Yield a dashed arrow of ARROW pixels from (x, y); `direction` is 1 to the right, -1 to the left."""
    tip = x + direction * ARROW
    back = tip - direction * _HEAD
    yield StraightLine(x, y, tip, y, colour, line_width, DASH)
    yield StraightLine(back, y - _HEAD, tip, y, colour, line_width)
    yield StraightLine(back, y + _HEAD, tip, y, colour, line_width)


def light_part(x: float, to_x: float, y: float, height: float, colour: str) -> FilledRectangle:
    """Return the part of a bar that a range spans, or that is aimed at beyond its floor."""
    return FilledRectangle(min(x, to_x), y, abs(to_x - x), height, colour, LIGHT)
