"""Targets of industries as links to their sources, as short as the first screen needs them."""

from __future__ import annotations

from collections.abc import Iterable

from layout.panels.source_card import cite
from layout.plan.model import Cluster, Plan, Segment
from layout.words.nodes import Node
from layout.words.numbers import format_figure_value_with_sign
from layout.words.target_years import with_own_year
from layout.words.widths import terminal_columns

# So many columns of text fit the narrow column of numbers.
_NUMBER_COLUMNS = 5


def target_link(item: Cluster | Segment, plan: Plan, lang: str, year: int | None) -> Node:
    """Return a target as a link to its source; where its year is not that of the heading it bears its own."""
    return cite(plan.statement[item.target_statement], lang, _target_text(item, year, lang))


def need_room(items: Iterable[Cluster | Segment], year: int | None, lang: str) -> bool:
    """Tell whether any target is longer than a plain number, so that its column must be wide."""
    return any(terminal_columns(_target_text(i, year, lang)) > _NUMBER_COLUMNS for i in items)


def _target_text(item: Cluster | Segment, year: int | None, lang: str) -> str:
    return with_own_year(format_figure_value_with_sign(item.target, lang), item.target, year, lang)
