"""A chart as plain data: the same record is drawn for the web page, a slide and a printed page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from layout.plan.measure import UnlikeError, convert, round_half_up
from layout.plan.model import Figure, Plan, Ref
from layout.words import glossary
from layout.words.numbers import format_figure_value, has_plain_number, shown_value

Cell = str | Decimal | None
Patch = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a series. `shown` is the value as it is printed, without its unit, `amount` with it.

    `amount` is empty where the unit of the chart simply follows the value.
    `patch` is the change of the view that a click makes, as (key, value) pairs; empty for none.
    `high`, `stretch` and `open` are those of :class:`layout.charts.figure_extent.FigureExtent`. `rest` marks
    what of a whole is not listed.
    """

    id: str
    label: str
    value: Decimal | None
    shown: str
    patch: Patch = ()
    colour: str = ""
    amount: str = ""
    high: Decimal | None = None
    stretch: Decimal | None = None
    open: str = ""
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Marks of one kind. `colour` is `#rrggbb` from the data, or a role of the theme (drawing/palette.py).

    The n-th marks of all series are of the same subject, except in a treemap, where a series is a whole
    and its marks are the parts of it; `shown` and `amount` are then the value of the whole as it is printed,
    `area` is what of it is drawn, and `open` tells that it may be more or less (see Mark). Its parts share
    that area in proportion.
    """

    id: str
    label: str
    colour: str
    marks: tuple[Mark, ...]
    shown: str = ""
    patch: Patch = ()
    amount: str = ""
    area: Decimal | None = None
    open: str = ""

    @property
    def whole(self) -> Decimal:
        """Return the value that is drawn of a whole: its area, else the sum of its parts."""
        return (
            sum((m.value or Decimal(0) for m in self.marks), Decimal(0)) if self.area is None else self.area
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart before it is drawn: its words, its series, and a table of the same figures.

    `kind` is one of :data:`KINDS`. `alt` is the text alternative, with the numbers. `head` and `rows` are
    the table, `numeric` the indices of its columns that hold numbers. `notes` say what the drawing cannot
    show; a chart of which nothing can be drawn has no series, and says so there. `source` names the
    documents that the figures stand in, `refs` the places in them that a slide,
    which shows no table, is to cite.
    """

    name: str
    kind: str
    title: str
    subtitle: str
    unit: str
    alt: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[int, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    refs: tuple[Ref, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to draw, so that the notes stand alone."""
        return not self.series


# A treemap of parts; bars side by side; bars of parts; a line from one level to another.
KINDS = ("treemap", "grouped-bars", "stacked-bars", "dumbbell")


def round_to_tenth(value: Decimal) -> Decimal:
    """Round a computed number to one decimal, half away from zero."""
    return round_half_up(value, 1)


def table_cell(figure: Figure, lang: str) -> Cell:
    """Return a figure for a cell: a number where it is exact, else text with the bound or the words.

    A number is in the unit that `shown_unit_name` names.
    """
    # A number in a cell would lose its bound and what else is stated; a reader would take it for exact.
    if figure.value is None or not has_plain_number(figure):
        return format_figure_value(figure, lang)
    return shown_value(figure.value, figure.unit, lang)


def value_in_unit(figure: Figure, unit: str) -> Decimal | None:
    """Return a figure's value in `unit`, exactly; None without one, or where the dimensions differ."""
    if figure.value is None:
        return None
    try:
        return figure.value if figure.unit == unit else convert(figure.value, figure.unit, unit)
    except UnlikeError:
        return None


def convert_figure(figure: Figure, unit: str) -> Figure:
    """Return a figure converted to `unit`, or unchanged where the units differ in dimension."""
    value = value_in_unit(figure, unit)
    if value is None or figure.unit == unit:
        return figure
    high, stretch = (
        None if end is None else convert(end, figure.unit, unit) for end in (figure.high, figure.stretch)
    )
    also = tuple(convert_figure(other, unit) for other in figure.also)
    return replace(figure, value=value, unit=unit, high=high, stretch=stretch, also=also)


def source_titles(refs: Iterable[Ref], plan: Plan, lang: str) -> str:
    """Return the titles of the documents that are cited, each once; the table gives the places in them."""
    ids = dict.fromkeys(r.source for r in refs)
    return glossary.join_words((plan.source[i].title(lang) for i in ids if i in plan.source), lang)


def view_patch(cluster: str, site: str, plan: Plan) -> Patch:
    """Return the change of the view that selects a site, segment or cluster; empty where there is none."""
    if site in plan.site:
        return (("sel", site),)
    if cluster in plan.segment:
        return (("segment", cluster),)
    if cluster in plan.cluster:
        return (("cluster", cluster),)
    return ()


def empty_chart(name: str, kind: str, title: str, notes: Iterable[str]) -> Chart:
    """Return a chart of which nothing can be drawn, with the words that say why."""
    words = tuple(notes)
    return Chart(name, kind, title, "", "", " ".join(words), (), (), (), (), notes=words)
