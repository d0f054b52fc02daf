"""What a slide's column is made of, in points, before anything is written."""

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


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text frame; `role` is `title` for the title."""

    name: str
    rect: Rect
    paras: tuple[Para, ...]
    role: str = ""
    anchor: str = "t"


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline or a bar of colour."""

    name: str
    rect: Rect
    colour: str


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """A native chart."""

    chart: Chart
    rect: Rect
    plot: native_chart.Plot
    size: float


@dataclass(frozen=True, slots=True)
class TableFrame:
    """A native table."""

    rect: Rect
    table: native_table.MeasuredTable


SlideShape = TextBox | Rule | ChartFrame | TableFrame


@dataclass(frozen=True, slots=True)
class SlideColumn:
    """What a column is made for, and where.

    `of` counts the slides; `title` is the title's own room, None for one in the column; `aside` is
    the room of lines and figures below the map, None for those in the column.
    """

    slide: Slide
    count: int
    area: Rect
    accent: str
    theme: DeckTheme
    title: Rect | None = None
    title_size: float = TITLE
    below_map: Rect | None = None
