"""Lines from symbols to names that stand off, and where a name is read at its own symbol. All in pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

from layout.drawing.picture import Point
from layout.maps.label_ranks import LABELS
from layout.maps.static.projection import PixelBox

# Where the line to a label begins, in parts of the gap between symbol and label: at the symbol's edge.
_LEADER_START = 0.8


def leader_end(box: PixelBox, at: Point, others: Iterable[Point], names: Iterable[PixelBox]) -> Point | None:
    """Return where the line from a symbol meets its label, if it keeps clear of other symbols and names."""
    end = max(box[0], min(at[0], box[2])), max(box[1], min(at[1], box[3]))
    dx, dy = end[0] - at[0], end[1] - at[1]
    length = dx * dx + dy * dy or 1.0
    for x, y in others:
        share = max(0.0, min(1.0, ((x - at[0]) * dx + (y - at[1]) * dy) / length))
        if math.hypot(x - at[0] - share * dx, y - at[1] - share * dy) < LABELS.leader_clear:
            return None
    share = min(LABELS.leader_from[1], LABELS.leader_from[0] * LABELS.leader_clear / math.sqrt(length))
    start = at[0] + share * dx, at[1] + share * dy
    return None if any(line_meets(start, end, other) for other in names) else end


def line_meets(start: Point, end: Point, box: PixelBox) -> bool:
    """Tell whether a straight line runs through a box, all in pixels."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        at, way, low, high = start[axis], end[axis] - start[axis], box[axis], box[axis + 2]
        if way == 0:
            if not low <= at <= high:
                return False
            continue
        shares = (low - at) / way, (high - at) / way
        first, last = max(first, min(shares)), min(last, max(shares))
    return first <= last


def leader_boxes(start: Point, end: Point) -> Iterator[PixelBox]:
    """Yield boxes along a leader, in pixels, for the names that are placed after it."""
    ways = end[0] - start[0], end[1] - start[1]
    points = [
        (start[0] + ways[0] * i / LABELS.leader_parts, start[1] + ways[1] * i / LABELS.leader_parts)
        for i in range(LABELS.leader_parts + 1)
    ]
    for p, q in pairwise(points):
        yield min(p[0], q[0]) - 1, min(p[1], q[1]) - 1, max(p[0], q[0]) + 1, max(p[1], q[1]) + 1


def start_at_edge(at: Point, end: Point) -> Point:
    """Return where the line from a symbol to its label begins: at the symbol's edge."""
    far = math.dist(at, end) or 1.0
    share = LABELS.gap[0] * _LEADER_START / far
    return round(at[0] + (end[0] - at[0]) * share, 1), round(at[1] + (end[1] - at[1]) * share, 1)


def reads_at_own(box: PixelBox, at: Point, others: Iterable[Point]) -> bool:
    """Tell whether a label stands nearer to its own symbol than to any other, by LabelRules.margin."""
    limit = _distance(at, box) + LABELS.margin
    return all(_distance(other, box) >= limit for other in others)


def _distance(point: Point, box: PixelBox) -> float:
    (x, y), (left, top, right, bottom) = point, box
    return math.hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom))


def boxes_overlap(a: PixelBox, b: PixelBox) -> bool:
    """Tell whether two boxes (left, top, right, bottom) share any area."""
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])
