"""Places of the name of a line, band or point on the static map, as the browser's map has them. In pixels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from layout.drawing.picture import Point
from layout.maps.label_ranks import LABELS
from layout.maps.static.label_leaders import line_meets


def side_corners(points: Sequence[Point], width: float, height: float, sides: str) -> Iterator[Point]:
    """Yield upper left corners of a name: within its band where that is wide enough, then beside it.

    `points` are threes of a spot and its two sides, `sides` is `band`, `lined` (a band with a line along its
    middle), `line` or `point`.
    """
    spots = [*zip(points[::3], points[1::3], points[2::3], strict=True)]
    middle = (len(spots) - 1) / 2
    # From the middle of a line outwards; around a point in the order given.
    order = sorted(range(len(spots)), key=lambda n: 0 if sides == "point" else abs(n - middle))
    ways = [(spots[n][0], _way(spots[n][0], end)) for n in order for end in spots[n][1:]]
    is_band = sides in ("band", "lined")
    # Rather a little over the edges of a band than beside it, where it might be read as another's.
    for over in (1.0, LABELS.over) if sides == "band" else (1.0,) if is_band else ():
        for at, (x, y, half) in ways:
            room, shift = (half, half / 2) if sides == "lined" else (2 * half, 0.0)
            across = abs(x) * width + abs(y) * height
            if room * over >= across + 2 * LABELS.padding[1]:
                yield at[0] + x * shift - width / 2, at[1] + y * shift - height / 2
    for at, (x, y, half) in ways:
        across = abs(x) * width + abs(y) * height
        reach = (half if is_band else 0.0) + LABELS.beside + across / 2
        left, top = at[0] + x * reach - width / 2, at[1] + y * reach - height / 2
        box = (left, top, left + width, top + height)
        # A line that bends runs through what stands beside it elsewhere.
        bends = sides != "point" and any(line_meets(a[0], b[0], box) for a, b in pairwise(spots))
        if not bends:
            yield left, top


def _way(start: Point, end: Point) -> tuple[float, float, float]:
    far = math.dist(start, end) or 1.0
    return (end[0] - start[0]) / far, (end[1] - start[1]) / far, far
