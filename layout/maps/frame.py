"""Build one folium map of a layout: from folium's own elements, equal on every build."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

import folium
from branca.element import Element, MacroElement
from folium.map import CustomPane
from folium.template import Template

from layout.maps import assets
from layout.maps.canvas import Canvas
from layout.maps.facts import payload
from layout.maps.layers import LAYERS
from layout.maps.payload import safe_json
from layout.model import Layout
from layout.shapes import Shapes

PANES = {
    "lt-ground": 310,
    "lt-member": 320,
    "lt-road": 330,
    "lt-line": 340,
    "lt-link": 350,
    "lt-halo": 360,
}


class LayoutMap(folium.Map):
    """A folium map that asks no outside host: Leaflet and the bridge come inside it."""

    default_js: ClassVar = [("layout_bundle", assets.as_data_url("application/javascript", assets.script()))]
    default_css: ClassVar = [("layout_style", assets.as_data_url("text/css", assets.style()))]

    canvas: Canvas


class Bridge(MacroElement):
    """Hand the finished map and its facts to the bridge in the browser."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        LayoutSite.attach({{ this._parent.get_name() }},
            [{% for e in this.canvas.groups %}{{ e.get_name() }},{% endfor %}],
            [{% for e in this.canvas.elements %}{{ e.get_name() }},{% endfor %}],
            {{ this.facts }});
        {% endmacro %}
        """
    )

    def __init__(self, canvas: Canvas, beside: Collection[str] | None) -> None:
        super().__init__()
        self._name = "Bridge"
        self.canvas = canvas
        self.facts = safe_json(payload(canvas, beside))


def build(layout: Layout, shapes: Shapes, lang: str, beside: Collection[str] | None = None) -> LayoutMap:
    """Return the map of a layout in one language, with the sheets named in `beside`, else with all.

    Two builds render byte-equal.
    """
    west, south, east, north = shapes.district.bounds
    built = LayoutMap(
        location=((south + north) / 2, (west + east) / 2),
        tiles=None,
        zoom_start=11,
        zoom_control=False,
        control_scale=False,
        attributionControl=False,
        trackResize=False,  # the bridge watches the map's own box
        zoomSnap=0,
        zoomDelta=0.5,
        wheelPxPerZoomLevel=120,
        minZoom=9,
        maxZoom=16,
    )
    for name, z_index in PANES.items():
        CustomPane(name, z_index=z_index, pointer_events=name != "lt-halo").add_to(built)
    built.canvas = Canvas(built, layout, shapes, lang)
    for layer in LAYERS:
        layer.add(built.canvas)
    Bridge(built.canvas, beside).add_to(built)
    _number(built.get_root())
    return built


def script(built: LayoutMap) -> str:
    """Return the map's own script: what folium writes between its script tags."""
    root: Any = built.get_root()
    root.render()
    return str(root.script.render())


def _number(root: Element) -> None:
    """Give every element a number in place of folium's random id."""
    waiting = [root]
    for n, element in enumerate(waiting):
        element._id = str(n)
        waiting.extend(element._children.values())
