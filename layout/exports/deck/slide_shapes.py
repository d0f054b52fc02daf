"""The shapes of a slide's column as plain records, before they are written. Measures are points."""

from __future__ import annotations

from dataclasses import dataclass

import layout.exports.deck.native_chart as native_chart
import layout.exports.deck.native_table as native_table
from layout.briefing.story_model import Slide
from layout.charts import Chart
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import Para
from layout.exports.rectangle import Rect

TITLE = 34.0
POINT = 0.22  # how far the point of an arrow reaches, by its height


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box; `role` is `title` for the title placeholder."""

    name: str
    rect: Rect
    paras: tuple[Para, ...]
    role: str = ""
    anchor: str = "t"


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled rectangle: a hairline or a bar of colour."""

    name: str
    rect: Rect
    colour: str


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """A native chart; `size` is the type size of its labels."""

    chart: Chart
    rect: Rect
    plot: native_chart.Plot
    size: float


@dataclass(frozen=True, slots=True)
class TableFrame:
    """A native table."""

    rect: Rect
    table: native_table.MeasuredTable


@dataclass(frozen=True, slots=True)
class Arrow:
    """A filled shape with text in it: `form` is a preset of PowerPoint, such as `chevron`."""

    name: str
    rect: Rect
    paras: tuple[Para, ...]
    fill: str
    edge: str = ""
    form: str = "rect"


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture file, cropped about its middle to fill the rectangle; `size` is its own in pixels."""

    name: str
    rect: Rect
    content: bytes
    size: tuple[int, int]


SlideShape = TextBox | Rule | ChartFrame | TableFrame | Arrow | Photograph


@dataclass(frozen=True, slots=True)
class SlideColumn:
    """The slide that a column is laid out for, and the area of the column.

    `count` is the number of slides; `title` is the title's area, None for one in the column; `below_map`
    is the area of text below the map, None for text in the column.
    """

    slide: Slide
    count: int
    area: Rect
    accent: str
    theme: DeckTheme
    title: Rect | None = None
    title_size: float = TITLE
    below_map: Rect | None = None
