"""What a chart may draw of a figure: its floor, the end of its range, what it aims at, its open end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from geodata.size_classes import CLASS_UNIT
from layout.plan.measure import UnlikeError, convert
from layout.plan.model import Figure
from layout.words.numbers import converted_value

_UP, _DOWN = (">=", ">", "~>="), ("<=", "<", "~<=")


@dataclass(frozen=True, slots=True)
class FigureExtent:
    """What is drawn of a figure, all in one unit.

    `value` is where it begins or ends as stated, of a range the lower end and of a class of size its least
    amount; `high` is the upper end of a range, `stretch` what is aimed at beyond. `open` is `up` where it may
    be more, `down` where it may be less, else empty.
    """

    value: Decimal
    high: Decimal | None = None
    stretch: Decimal | None = None
    open: str = ""

    @property
    def most(self) -> Decimal:
        """Return the largest number that is stated."""
        return max(v for v in (self.value, self.high, self.stretch) if v is not None)

    def shown_in(self, unit: str, lang: str) -> FigureExtent:
        """Return the same in the unit that a language shows in place of `unit`."""

        def shown(value: Decimal | None) -> Decimal | None:
            return None if value is None else converted_value(value, unit, lang)

        return FigureExtent(
            converted_value(self.value, unit, lang), shown(self.high), shown(self.stretch), self.open
        )


def open_end(bound: str) -> str:
    """Return which end a bound leaves open: `up`, `down` or none."""
    return "up" if bound in _UP else "down" if bound in _DOWN else ""


def figure_unit(figure: Figure | None) -> str:
    """Return the unit in which a figure can be drawn; empty where it is words that name no amount."""
    if figure is None:
        return ""
    if figure.value is not None:
        return figure.unit
    return CLASS_UNIT if figure.class_amount is not None else ""


def common_unit(figures: Iterable[Figure | None]) -> str:
    """Return the unit in which most figures can be drawn, of equals the first; empty where none can."""
    items = tuple(figures)
    units = dict.fromkeys(u for f in items if (u := figure_unit(f)))
    # Of equals max() takes the first.
    return max(units, key=lambda unit: sum(figure_extent(f, unit) is not None for f in items), default="")


def figure_extent(figure: Figure | None, unit: str) -> FigureExtent | None:
    """Return what is drawn of a figure in `unit`; None without an amount, or where it does not convert."""
    if figure is None:
        return None
    amount = figure.value if figure.value is not None else figure.class_amount
    stated_unit = figure_unit(figure)
    if amount is None or not unit:
        return None

    def converted(value: Decimal | None) -> Decimal | None:
        return value if value is None or stated_unit == unit else convert(value, stated_unit, unit)

    try:
        value, high, stretch = (converted(v) for v in (amount, figure.high, figure.stretch))
    except UnlikeError:
        return None
    # Whoever is of a class has reached its amount at least.
    return FigureExtent(
        value or Decimal(0), high, stretch, "up" if figure.value is None else open_end(figure.bound)
    )
