"""Treemap: areas in proportion to their values, each whole under a head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

import squarify

from layout.charts import Chart, Mark, Series
from layout.drawing.open_marks import REST_TINT, hatch_of_box, open_edge
from layout.drawing.scene import (
    BODY,
    LINE,
    SMALL,
    FilledRectangle,
    Scene,
    TextLine,
    group_title,
    value_with_unit,
)
from layout.drawing.text_metrics import single_line, text_width, wrap_words

_GAP = 1.0  # pixels of paper on each side of a tile
_PAD = 6.0
_TINT = 0.26
_BAR = 3.0  # pixels: the line in the colour of a whole under its head
_MOST_ROWS = 5
_MOST_LINES = 3  # of a head
_CIRCLED_ONE, _CIRCLED = 0x2460, 20  # numbers in a circle, and how many of them there are


@dataclass(frozen=True, slots=True)
class _Tile:
    x: float
    y: float
    width: float
    height: float


@dataclass
class _Treemap:
    chart: Chart
    scene: Scene
    unnamed: list[str] = field(default_factory=list)

    def numbered_sign(self, words: str) -> str:
        """Return a numbered sign for words that do not fit; they are written below the chart."""
        n = len(self.unnamed)
        sign = chr(_CIRCLED_ONE + n) if n < _CIRCLED else f"({n + 1})"
        self.unnamed.append(f"{sign} {words}")
        return sign


def treemap(chart: Chart, scene: Scene) -> None:
    """Draw rows of wholes, the parts squarified within each; all areas have one scale.

    The layout of the parts is that of Bruls, Huizing and van Wijk, "Squarified Treemaps".
    """
    layout = _Treemap(chart, scene)
    rows = _rows(chart.series, scene.width, scene.width * scene.aspect)
    # Heads lie outside the areas, which so keep one scale whatever room a head needs.
    heads = [_head_high(row, scene.width) for row in rows]
    height = scene.width * scene.aspect
    whole = sum(_sum(s) for s in chart.series)
    for row, head in zip(rows, heads, strict=True):
        share = sum(_sum(s) for s in row)
        row_height, x = height * share / whole, 0.0
        for series in row:
            tile_width = scene.width * _sum(series) / share
            outer = scene.start_group("", ties=series.patch)
            _whole(layout, series, _Tile(x, scene.height, tile_width, head), outer)
            _parts(layout, series, _Tile(x, scene.height + head, tile_width, row_height), outer)
            x += tile_width
        scene.height += head + row_height
    scene.height += 5 if layout.unnamed else 0
    for words in layout.unnamed:
        scene.paragraph(words, colour="ink")


def _sum(series: Series) -> float:
    return float(series.whole)


def _rows(series: Sequence[Series], width: float, height: float) -> list[Sequence[Series]]:
    """Divide the wholes, in their order, into the rows that make them most like squares."""
    whole = sum(map(_sum, series))

    def worst(rows: list[Sequence[Series]]) -> float:
        shares = [(sum(map(_sum, row)), _sum(s)) for row in rows for s in row]
        sides = [(width * part / row, height * row / whole) for row, part in shares]
        return max(max(a / b, b / a) for a, b in sides)

    return min(_partings(series), key=worst)


def _partings(series: Sequence[Series]) -> Iterator[list[Sequence[Series]]]:
    # All cuts are tried, in an order that keeps that of the wholes; few rows keep their number small.
    for n in range(min(len(series), _MOST_ROWS)):
        for cuts in combinations(range(1, len(series)), n):
            ends = (0, *cuts, len(series))
            yield [series[a:b] for a, b in pairwise(ends)]


def _head_lines(series: Series, width: float) -> list[str]:
    """Return the lines of a head; none where it does not fit."""
    lines = wrap_words(single_line(f"{series.label} {series.shown}"), BODY, width - 6, bold=True) or []
    return lines if len(lines) <= _MOST_LINES else []


def _head_high(row: Sequence[Series], width: float) -> float:
    share = sum(map(_sum, row))
    line_count = max(1, *(len(_head_lines(s, width * _sum(s) / share)) for s in row))
    return line_count * BODY * LINE + 10 + _BAR


def _whole(layout: _Treemap, series: Series, tile: _Tile, outer: int) -> None:
    """Draw the head of a whole: text at the foot of its area, over a line in its colour."""
    scene = layout.scene
    scene.start_group(
        f"{series.label} {value_with_unit(series, layout.chart)}".strip(), series.patch, parent=outer
    )
    lines = _head_lines(series, tile.width)
    if not lines:
        sign = layout.numbered_sign(f"{series.label} {series.shown}")
        lines = [sign] if text_width(sign, BODY, bold=True) <= tile.width - _GAP else []
    foot = tile.y + tile.height - _BAR
    for n, line in enumerate(lines):
        y = foot - 6 - (len(lines) - 1 - n) * BODY * LINE
        scene.add(TextLine(tile.x + _GAP, y, line, bold=True))
    scene.add(FilledRectangle(tile.x + _GAP, foot, tile.width - 2 * _GAP, _BAR, series.colour))
    scene.end_group()


def _parts(layout: _Treemap, series: Series, area: _Tile, outer: int) -> None:
    sizes = squarify.normalize_sizes([float(m.value or 0) for m in series.marks], area.width, area.height)
    tiles = squarify.squarify(sizes, area.x, area.y, area.width, area.height)
    for mark, t in zip(series.marks, tiles, strict=True):
        # A part that stands for the whole has no tie of its own, or a filter would dim it twice.
        ties = mark.patch if mark.patch != series.patch else ()
        layout.scene.start_group(group_title(layout.chart, mark), mark.patch, ties, outer)
        # The gap is an edge in the colour of paper on the tile, so that its area stays in proportion.
        tile = _Tile(t["x"], t["y"], t["dx"], t["dy"])
        colour = mark.colour or series.colour
        box = (tile.x, tile.y, tile.width, tile.height)
        layout.scene.add(FilledRectangle(*box, colour, REST_TINT if mark.rest else _TINT, "paper"))
        layout.scene.add(*(hatch_of_box(*box) if mark.rest else ()))
        # Of a single part the whole's edge is its own.
        if mark.open and len(series.marks) > 1:
            layout.scene.add(*open_edge(*box, colour))
        _label(layout, mark, tile)
        layout.scene.end_group()
    if series.open:
        # An edge of the whole, above its parts; a filter dims it with them.
        layout.scene.start_group("", parent=outer)
        layout.scene.add(*open_edge(area.x, area.y, area.width, area.height, series.colour))
        layout.scene.end_group()


def _label(layout: _Treemap, mark: Mark, tile: _Tile) -> None:
    """Draw name and value where they fit, else a numbered sign that is explained below the chart."""
    fitting = []
    for size in (BODY, SMALL):
        lines = wrap_words(single_line(mark.label), size, tile.width - 2 * _PAD)
        height = (len(lines or ()) + 1) * LINE * size
        if lines and height <= tile.height - _PAD and _fits(mark.shown, size, tile):
            fitting.append(([*((w, False) for w in lines), (mark.shown, True)], size))
    if fitting:
        # The smaller size only where it saves a line: of equals min() takes the first, the larger.
        _write(layout.scene, tile, *min(fitting, key=lambda f: len(f[0])))
        return
    lines = wrap_words(single_line(f"{mark.label} {mark.shown}"), SMALL, tile.width - 2 * _PAD)
    if lines and len(lines) * LINE * SMALL <= tile.height - _PAD:
        _write(layout.scene, tile, [(w, False) for w in lines], SMALL)
        return
    sign = layout.numbered_sign(f"{mark.label} {mark.shown}")
    words = next((w for w in (f"{sign} {mark.shown}", sign) if _fits(w, SMALL, tile)), "")
    if words and tile.height >= SMALL * LINE + 2:
        _write(layout.scene, tile, [(words, True)], SMALL)


def _fits(words: str, size: float, tile: _Tile) -> bool:
    return text_width(words, size, bold=True) <= tile.width - 2 * min(_PAD, tile.width / 8)


def _write(scene: Scene, tile: _Tile, lines: list[tuple[str, bool]], size: float) -> None:
    x, y = tile.x + min(_PAD, tile.width / 8), tile.y + min(_PAD - 2, tile.height / 12)
    for n, (words, bold) in enumerate(lines):
        scene.add(TextLine(x, y + size * (1 + n * LINE), words, size, bold))
