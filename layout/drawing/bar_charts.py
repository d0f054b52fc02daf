"""Bar charts and dumbbell charts: one row for each subject, its name above its marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from layout.charts import Chart, Mark
from layout.drawing.open_marks import ARROW, arrow, light_part
from layout.drawing.scene import (
    BODY,
    LINE,
    SMALL,
    Dot,
    FilledRectangle,
    Scene,
    StraightLine,
    TextLine,
    draw_legend,
    group_title,
)
from layout.drawing.text_metrics import fit_lines, single_line, text_width
from layout.words.numbers import format_number

_THICK = 10.0
_BAR_GAP = 4.0
_ROW_GAP = 12.0
_SQUARE = 14.0  # pixels: the side of a square, where a bar is a count


def grouped_bars(chart: Chart, scene: Scene) -> None:
    """Draw, for each subject, a bar of each series from a common zero; values stand at the ends of bars."""
    if len(chart.series) > 1:
        draw_legend(scene, [(s.label, s.colour, "box") for s in chart.series])
    marks = [m for s in chart.series for m in s.marks]
    low, top = _ends_of_scale(marks)
    label_room = max((text_width(m.shown, SMALL, bold=True) for m in marks), default=0) + 8
    label_room += ARROW if any(m.open for m in marks) else 0
    # Values of negative bars stand at their left ends.
    left = label_room if low < 0 else 0.0
    # Where all values are nought any scale will do.
    scale = (scene.width - left - label_room) / ((top - low) or 1)
    zero_x = left - low * scale

    def bars(row: tuple[Mark, ...]) -> None:
        for series, mark in zip(chart.series, row, strict=True):
            if mark.value is not None:
                _bar(scene, mark, mark.colour or series.colour, (zero_x, scale))
                scene.height += _THICK + _BAR_GAP

    _each_row(chart, scene, bars)


def _ends_of_scale(marks: Iterable[Mark]) -> tuple[float, float]:
    """Return the least and the most that marks reach, with ranges, what is aimed at, and nought."""
    values = [float(v) for m in marks for v in (m.value, m.high, m.stretch) if v is not None]
    return min(0.0, *values), max(0.0, *values)


def _bar(scene: Scene, mark: Mark, colour: str, axis: tuple[float, float]) -> None:
    """Draw a bar from nought; `axis` is the x of nought, and how many pixels one is."""
    y, (zero_x, scale) = scene.height, axis
    end = zero_x + float(mark.value or 0) * scale
    # A bar of nought stays in sight as a hairline.
    scene.add(FilledRectangle(min(zero_x, end), y, max(abs(end - zero_x), 0.8), _THICK, colour))
    for further in (mark.high, mark.stretch):
        if further is not None:
            reach = zero_x + float(further) * scale
            scene.add(light_part(end, reach, y, _THICK, colour))
            end = reach
    direction = 1 if end >= zero_x else -1
    if mark.open:
        # More of what is negative goes to the right, over the bar itself.
        way = 1 if mark.open == "up" else -1
        scene.add(*arrow(end, y + _THICK / 2, colour if way == direction else "paper", way))
        end += ARROW * direction if way == direction else 0
    at, anchor = (end + 5, "start") if direction > 0 else (end - 5, "end")
    scene.add(TextLine(at, y + _THICK - 0.6, mark.shown, SMALL, True, anchor=anchor))


def stacked_bars(chart: Chart, scene: Scene) -> None:
    """Draw, for each subject, one bar whose parts are the series; the sum stands at the right of its name."""
    draw_legend(scene, [(f"{s.label} {s.shown}", s.colour, "box") for s in chart.series])
    rows = list(zip(*(s.marks for s in chart.series), strict=True))
    longest = max((_sum(row) for row in rows), default=Decimal(0)) or Decimal(1)
    whole_numbers = all(m.value == int(m.value or 0) for row in rows for m in row)
    # Small counts are drawn so that they can be counted, all others by length alone.
    counts = whole_numbers and longest <= scene.width / _SQUARE
    unit_width = _SQUARE if counts else scene.width / float(longest)

    def parts(row: tuple[Mark, ...]) -> None:
        x = 0.0
        for series, mark in zip(chart.series, row, strict=True):
            colour, value = mark.colour or series.colour, float(mark.value or 0)
            # A count is shown as squares, one for each.
            for width in [unit_width] * int(value) if counts else [unit_width * value] * bool(value):
                scene.add(FilledRectangle(x, scene.height, width, _SQUARE, colour, edge="paper"))
                x += width
        scene.height += _SQUARE + _BAR_GAP

    _each_row(chart, scene, parts, lambda row: format_number(_sum(row)))


def _sum(row: tuple[Mark, ...]) -> Decimal:
    return sum((m.value or Decimal(0) for m in row), Decimal(0))


def dumbbell(chart: Chart, scene: Scene) -> None:
    """Draw, for each subject, a line from its value in the first series to that in the second."""
    start, end = chart.series
    draw_legend(scene, [(start.label, "ink", "ring"), (end.label, "ink", "dot")])
    marks = [m for s in chart.series for m in s.marks]
    low, top = _ends_of_scale(marks)
    open_room = ARROW if any(m.open == "up" for m in marks) else 0
    # The scale takes in nought, so that distances compare as the values do.
    scale = (scene.width - 14 - open_room) / ((top - low) or 1)

    def way(row: tuple[Mark, ...]) -> None:
        y = scene.height + 6
        scene.add(StraightLine(0, y, scene.width, y, "hair"))
        ends = [7 + (float(m.value or 0) - low) * scale for m in row]
        colour = row[1].colour or end.colour
        scene.add(StraightLine(ends[0], y, ends[1], y, colour, 2.5))
        for mark, x in zip(row, ends, strict=True):
            _beyond(scene, mark, colour, x, lambda value: 7 + (float(value) - low) * scale)
        scene.add(Dot(ends[0], y, 4.5, "paper", colour), Dot(ends[1], y, 5.2, colour))
        scene.height += 14

    _each_row(chart, scene, way, lambda row: " → ".join(m.shown for m in row))


def _beyond(scene: Scene, mark: Mark, colour: str, x: float, place: Callable[[Decimal], float]) -> None:
    """Draw what goes on from the dot of a mark: its range, what it aims at, and which way it is open."""
    y = scene.height + 6
    if mark.high is not None:
        scene.add(light_part(x, place(mark.high), y - 4, 8, colour))
        scene.add(Dot(place(mark.high), y, 3.6, colour))
    if mark.stretch is not None:
        scene.add(light_part(x, place(mark.stretch), y - 2, 4, colour))
        scene.add(Dot(place(mark.stretch), y, 4.0, "paper", colour))
    if mark.open:
        start = x if mark.stretch is None else place(mark.stretch)
        scene.add(*arrow(start, y, colour, 1 if mark.open == "up" else -1))


def _each_row(
    chart: Chart,
    scene: Scene,
    draw: Callable[[tuple[Mark, ...]], None],
    right_text: Callable[[tuple[Mark, ...]], str] = lambda _: "",
) -> None:
    """Draw every row: its name, a text at the right end of that line, then its marks."""
    rows = list(zip(*(s.marks for s in chart.series), strict=True))
    for n, row in enumerate(rows):
        scene.height += _ROW_GAP if n else 3
        top = scene.height
        scene.start_group(group_title(chart, *row), row[0].patch, row[0].patch)
        first_shape = len(scene.shapes)
        _name(scene, row[0].label, right_text(row))
        draw(row)
        if row[0].patch:
            # All of the row can be clicked, not only what is painted.
            scene.shapes.insert(
                first_shape,
                (scene.open_group, FilledRectangle(0, top, scene.width, scene.height - top, "paper", 0.0)),
            )
        scene.end_group()


def _name(scene: Scene, label: str, right_text: str) -> None:
    room = scene.width - (text_width(right_text, BODY, bold=True) + 12 if right_text else 0)
    for line in fit_lines(single_line(label), BODY, room, 2):
        scene.height += BODY * LINE
        scene.add(TextLine(0, scene.height - 4, line))
    if right_text:
        scene.add(TextLine(scene.width, scene.height - 4, right_text, bold=True, anchor="end"))
    scene.height += 2
