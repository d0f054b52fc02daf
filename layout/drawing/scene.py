"""What is to be drawn, in pixels from the upper left corner, before any library draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from layout.charts import Chart, Mark
from layout.charts.record import Patch
from layout.drawing.lettering import fit, plain, width

BODY, SMALL = 13.0, 12.0
LINE = 1.25  # of a font size, from one line to the next


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle. Colours are `#rrggbb` or a role of the theme; `strength` is its opacity."""

    x: float
    y: float
    wide: float
    high: float
    fill: str
    strength: float = 1.0
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle, filled, or hollow with an edge."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    colour: str
    thick: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is its base line, `anchor` what of it stands at `x`."""

    x: float
    y: float
    text: str
    size: float = BODY
    bold: bool = False
    colour: str = "ink"
    anchor: str = "start"


Shape = Box | Dot | Stroke | Words


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that are one thing to the reader.

    `patch` is what a click on it changes; `ties` are the parts of the view that it follows.
    """

    title: str
    patch: Patch = ()
    ties: Patch = ()
    parent: int = -1


@dataclass
class Scene:
    """A drawing of `wide` pixels, as high as what is put on it.

    `shape` is the height that areas take for one of width.
    """

    wide: float
    high: float = 0.0
    shape: float = 1.0
    shapes: list[tuple[int, Shape]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    at: int = -1

    def put(self, *shapes: Shape) -> None:
        """Add shapes to the group that is open."""
        self.shapes += [(self.at, s) for s in shapes]

    def open(self, title: str, patch: Patch = (), ties: Patch = (), parent: int = -1) -> int:
        """Start a group; what is put from now on belongs to it. Return its number."""
        self.groups.append(Group(plain(title), patch, ties, parent))
        self.at = len(self.groups) - 1
        return self.at

    def close(self) -> None:
        """End the group: what is put from now on belongs to none."""
        self.at = -1

    def paragraph(self, words: str, size: float = SMALL, colour: str = "muted", most: int = 6) -> None:
        """Write a paragraph below all that is there, over the whole width."""
        for line in fit(plain(words), size, self.wide, most):
            self.high += size * LINE + 1
            self.put(Words(0, self.high - 4, line, size, colour=colour))


def title(chart: Chart, *marks: Mark) -> str:
    """Return what the reader is told of one thing: its name, and its values by series."""
    many = len(chart.series) > 1 and chart.kind != "treemap"
    names = [s.label for s in chart.series] if many else [""] * len(marks)
    shown = [f"{n} {m.shown}".strip() for n, m in zip(names, marks, strict=True) if m.shown]
    return " · ".join([marks[0].label, *(f"{s} {chart.unit}".strip() for s in shown)])


def legend(scene: Scene, items: Sequence[tuple[str, str, str]]) -> None:
    """Write the key of a drawing at its top: (name, colour, form) each, on as many lines as needed.

    The form is `box`, `dot` or `ring`.
    """
    x, size = 0.0, SMALL
    scene.high += 15
    for name, colour, form in items:
        words = plain(name)
        need = 16 + width(words, size)
        if x and x + need > scene.wide:
            x, scene.high = 0.0, scene.high + size * LINE + 3
        scene.put(_key(form, colour, x, scene.high))
        scene.put(Words(x + 16, scene.high, fit(words, size, scene.wide - 16, 1)[0], size, colour="muted"))
        x += need + 18
    scene.high += 9


def _key(form: str, colour: str, x: float, y: float) -> Shape:
    if form == "box":
        return Box(x, y - 9, 10, 10, colour)
    return Dot(x + 5, y - 4.5, 5, colour) if form == "dot" else Dot(x + 5, y - 4.5, 4, "paper", colour)
