"""The charts of a layout, by name, as data; drawn elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from layout.charts.growth import Growth, growth, growth_chart
from layout.charts.indicators import indicators
from layout.charts.levels import base_to_target, levels
from layout.charts.record import KINDS, Chart, Mark, Series
from layout.charts.targets import targets
from layout.plan.model import Plan

__all__ = [
    "CHARTS", "KINDS", "Chart", "Growth", "Mark", "Series",
    "base_to_target", "growth", "growth_chart", "indicators", "levels", "targets",
]  # fmt: skip

# In the order in which they are offered; a maker gives None where the edition lacks the figures.
CHARTS: Mapping[str, Callable[[Plan, str], Chart | None]] = {
    "targets": targets,
    "growth": growth,
    "base-to-target": base_to_target,
    "indicators": indicators,
}
