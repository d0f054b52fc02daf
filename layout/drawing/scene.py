"""The shapes of a chart, before any library draws them: pixels, y downwards from the upper left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from layout.charts import Chart, Mark, Series
from layout.charts.chart_data import Patch
from layout.drawing.text_metrics import fit_lines, single_line, text_width

BODY, SMALL = 13.0, 12.0
LINE = 1.25  # of a font size, from one baseline to the next


@dataclass(frozen=True, slots=True)
class FilledRectangle:
    """A filled rectangle whose upper left corner is (`x`, `y`).

    Colours are `#rrggbb` or a role of the theme; `opacity` is 0 to 1.
    """

    x: float
    y: float
    width: float
    height: float
    fill: str
    opacity: float = 1.0
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle around (`x`, `y`), filled, or hollow with an edge. Colours are those of FilledRectangle."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str = ""


@dataclass(frozen=True, slots=True)
class StraightLine:
    """A straight line from (`x`, `y`) to (`to_x`, `to_y`).

    `dash` are lengths in pixels, painted and left out in turn; a line without any is whole.
    """

    x: float
    y: float
    to_x: float
    to_y: float
    colour: str
    line_width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text; `y` is its baseline, `anchor` (`start`, `middle`, `end`) what of it is at `x`."""

    x: float
    y: float
    text: str
    size: float = BODY
    bold: bool = False
    colour: str = "ink"
    anchor: str = "start"


Shape = FilledRectangle | Dot | StraightLine | TextLine


@dataclass(frozen=True, slots=True)
class ShapeGroup:
    """Shapes of one subject.

    `patch` is the change of the view that a click makes; `filter_keys` are the (key, value) pairs of the
    view by which a filter shows or dims the group. `parent` is the number of a group, or -1.
    """

    title: str
    patch: Patch = ()
    filter_keys: Patch = ()
    parent: int = -1


@dataclass
class Scene:
    """A drawing of `width` pixels, whose height grows with its shapes.

    `shapes` are pairs of group number (-1 for none) and shape, the lowest first. `aspect` is the height of a
    treemap's areas by its width.
    """

    width: float
    height: float = 0.0
    aspect: float = 1.0
    shapes: list[tuple[int, Shape]] = field(default_factory=list)
    groups: list[ShapeGroup] = field(default_factory=list)
    open_group: int = -1

    def add(self, *shapes: Shape) -> None:
        """Add shapes to the group that is open."""
        self.shapes += [(self.open_group, s) for s in shapes]

    def start_group(self, title: str, patch: Patch = (), ties: Patch = (), parent: int = -1) -> int:
        """Start a group, which further shapes belong to; return its number."""
        self.groups.append(ShapeGroup(single_line(title), patch, ties, parent))
        self.open_group = len(self.groups) - 1
        return self.open_group

    def end_group(self) -> None:
        """End the group: further shapes belong to none."""
        self.open_group = -1

    def paragraph(self, words: str, size: float = SMALL, colour: str = "muted", most: int = 6) -> None:
        """Add a paragraph below all shapes, over the whole width, in at most `most` lines."""
        for line in fit_lines(single_line(words), size, self.width, most):
            self.height += size * LINE + 1
            self.add(TextLine(0, self.height - 4, line, size, colour=colour))


def group_title(chart: Chart, *marks: Mark) -> str:
    """Return the tooltip of one subject: its name, and its values by series."""
    many = len(chart.series) > 1 and chart.kind != "treemap"
    names = [s.label for s in chart.series] if many else [""] * len(marks)
    shown = [
        f"{name} {value_with_unit(mark, chart)}".strip()
        for name, mark in zip(names, marks, strict=True)
        if mark.shown
    ]
    return " · ".join([marks[0].label, *shown])


def value_with_unit(value: Mark | Series, chart: Chart) -> str:
    """Return the value of a mark, or of a whole of a treemap, with its unit."""
    return value.amount or f"{value.shown} {chart.unit}".strip()


def draw_legend(scene: Scene, items: Sequence[tuple[str, str, str]]) -> None:
    """Add the legend at the top: (name, colour, symbol) each, on as many lines as needed.

    The symbol is `box`, `dot` or `ring`.
    """
    x, size = 0.0, SMALL
    scene.height += 15
    for name, colour, form in items:
        words = single_line(name)
        need = 16 + text_width(words, size)
        if x and x + need > scene.width:
            x, scene.height = 0.0, scene.height + size * LINE + 3
        scene.add(_key(form, colour, x, scene.height))
        scene.add(
            TextLine(
                x + 16, scene.height, fit_lines(words, size, scene.width - 16, 1)[0], size, colour="muted"
            )
        )
        x += need + 18
    scene.height += 9


def _key(form: str, colour: str, x: float, y: float) -> Shape:
    if form == "box":
        return FilledRectangle(x, y - 9, 10, 10, colour)
    return Dot(x + 5, y - 4.5, 5, colour) if form == "dot" else Dot(x + 5, y - 4.5, 4, "paper", colour)
