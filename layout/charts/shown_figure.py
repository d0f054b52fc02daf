"""A figure as a chart writes it beside its mark: with its bound as a sign, in the unit of the chart."""

from __future__ import annotations

from layout.charts.chart_data import convert_figure, value_in_unit
from layout.plan.model import Figure
from layout.words.cluster_words import target_words
from layout.words.numbers import format_figure_value_with_sign, format_figure_with_sign


def value_with_sign(figure: Figure | None, unit: str, lang: str) -> str:
    """Return a figure without its unit; one that has no number in the unit in words, with its own."""
    if figure is None or value_in_unit(figure, unit) is None:
        return target_words(figure, lang)
    return format_figure_value_with_sign(convert_figure(figure, unit), lang)


def amount_with_sign(figure: Figure | None, unit: str, lang: str) -> str:
    """Return a figure with its unit; one that has no number in the unit in words, with its own."""
    if figure is None or value_in_unit(figure, unit) is None:
        return target_words(figure, lang)
    return format_figure_with_sign(convert_figure(figure, unit), lang)
