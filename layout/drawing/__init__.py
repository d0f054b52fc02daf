"""Charts laid out, and drawn as SVG nodes for the web page; `renderer` draws them on paper.

Only what builds files may import this room: it loads matplotlib.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from layout.charts import Chart
from layout.drawing.bar_charts import dumbbell, grouped_bars, stacked_bars
from layout.drawing.scene import BODY, Scene
from layout.drawing.treemap import treemap
from layout.words.nodes import Node

ASPECT = 0.9  # of a treemap: height by width
WIDTH = 400.0  # pixels: the width of a panel or a phone, at which letters are drawn at their nominal size

_DRAWERS: Mapping[str, Callable[[Chart, Scene], None]] = {
    "treemap": treemap,
    "grouped-bars": grouped_bars,
    "stacked-bars": stacked_bars,
    "dumbbell": dumbbell,
}


def lay_out_chart(chart: Chart, width: float = WIDTH, aspect: float = ASPECT) -> Scene:
    """Lay a chart out at a width in pixels, as high as it needs.

    `aspect` is the height of a treemap's areas by its width, heads not counted; other charts ignore it. Of an
    empty chart it holds the words that say why.
    """
    scene = Scene(width, aspect=aspect)
    if chart.empty:
        for words in chart.notes:
            scene.paragraph(words, BODY)
    else:
        _DRAWERS[chart.kind](chart, scene)
    scene.height = round(scene.height + 4)
    return scene


def chart_node(chart: Chart, width: float = WIDTH, aspect: float = ASPECT) -> Node:
    """Draw a chart as SVG in plain nodes; the style sheet of the page gives the colours of the theme."""
    # The library's axes are loaded for charts alone: a map, or a sheet, is drawn without them.
    from layout.drawing.scene_figure import figure_of_scene
    from layout.drawing.svg_nodes import STAND_INS, svg_node

    scene = lay_out_chart(chart, width, aspect)
    return svg_node(scene, figure_of_scene(scene, STAND_INS))
