"""The story as it is written, and the briefing that it becomes when it is filled from the data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from layout.charts.chart_data import Cell, Chart
from layout.plan.model import Text
from layout.view.view import View


@dataclass(frozen=True, slots=True)
class Step:
    """One step as written: a view, words with fields in braces, figures and one chart or table.

    `view` is the query of a link without district, edition and language. `lines` hold fields such
    as `{name:ID}` that are filled from the data. `figures` are ids of the plan's figures, to
    be shown large. `show` names a chart or a table; empty for none. `line` is where the step begins
    in its file; 0 for a step that came from no file.
    """

    id: str
    view: str
    title: Text
    lines: tuple[Text, ...]
    notes: Text
    figures: tuple[str, ...] = ()
    show: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """An ordered list of steps under a title."""

    title: Text
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table small enough for a slide. `numeric` are the columns that hold numbers.

    `colours` holds `#rrggbb` for each row, or an empty text. `left` says how many rows there are
    besides those shown; `source` names where the facts stand.
    """

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[int, ...] = ()
    colours: tuple[str, ...] = ()
    left: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure to be read from afar: its value with its bound (`≥ 500`), unit and name."""

    id: str
    value_text: str
    value: Decimal | None
    unit: str
    label: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Slide:
    """One step filled in one language. `n` counts from 1.

    `kicker` says what the view is about. `colour` is that of the one element or cluster it is about,
    empty for several or none. `extent` is what the map must show, as west, south, east, north in
    WGS-84 degrees. `sources` are citations of all that is shown.
    """

    id: str
    n: int
    view: View
    extent: tuple[float, float, float, float]
    kicker: str
    title: str
    lines: tuple[str, ...]
    numbers: tuple[Number, ...]
    visual: Chart | Grid | None
    notes: str
    sources: tuple[str, ...]
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Briefing:
    """A story filled in one language, ready to be shown or written to a file."""

    title: str
    subtitle: str
    lang: str
    slides: tuple[Slide, ...]
