"""The charts of a plan, by name, as plain data; `layout.drawing` draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from layout.charts.chart_data import KINDS, Chart, Mark, Series
from layout.charts.growth import GrowthRates, growth_chart, plan_growth_chart
from layout.charts.indicators import indicators_chart
from layout.charts.levels import base_to_target_chart, level_charts
from layout.charts.target_treemap import targets_chart
from layout.plan.model import Plan

__all__ = [
    "CHARTS",
    "KINDS",
    "Chart",
    "GrowthRates",
    "Mark",
    "Series",
    "base_to_target_chart",
    "growth_chart",
    "indicators_chart",
    "level_charts",
    "plan_growth_chart",
    "targets_chart",
]  # fmt: skip

# In the order in which they are offered; where the edition lacks the figures a chart is `empty` and says so.
CHARTS: Mapping[str, Callable[[Plan, str], Chart]] = {
    "targets": targets_chart,
    "growth": plan_growth_chart,
    "base-to-target": base_to_target_chart,
    "indicators": indicators_chart,
}
