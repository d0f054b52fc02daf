"""Charts laid out, and drawn as a tree for the page; `sheet` puts them on paper.

Only what builds files may import this room: it loads matplotlib.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from layout.charts import Chart
from layout.drawing.bar_charts import dumbbell, grouped_bars, stacked_bars
from layout.drawing.scene import Scene
from layout.drawing.scene_figure import figure_of_scene
from layout.drawing.svg_nodes import STAND_INS, svg_node
from layout.drawing.treemap import treemap
from layout.words.nodes import Node

SHAPE = 0.9
WIDTH = 400.0  # pixels: a panel's or a phone's width, at which letters have their true size

_DRAWERS: Mapping[str, Callable[[Chart, Scene], None]] = {
    "treemap": treemap,
    "grouped-bars": grouped_bars,
    "stacked-bars": stacked_bars,
    "dumbbell": dumbbell,
}


def lay_out_chart(chart: Chart, width: float = WIDTH, shape: float = SHAPE) -> Scene:
    """Lay a chart out at a width, as high as it needs; `shape` is a treemap's height by its width."""
    scene = Scene(width, aspect=shape)
    _DRAWERS[chart.kind](chart, scene)
    scene.height = round(scene.height + 4)
    return scene


def chart_node(chart: Chart, width: float = WIDTH, shape: float = SHAPE) -> Node:
    """Draw a chart as SVG in plain nodes, its colours left to the page's theme."""
    scene = lay_out_chart(chart, width, shape)
    return svg_node(scene, figure_of_scene(scene, STAND_INS))
