"""Build one folium map of a layout: from folium's own elements, equal on every build."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar

import folium
from branca.element import Element, MacroElement
from folium.map import CustomPane
from folium.template import Template
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from layout.maps.canvas import DECIMALS, PANES, Canvas, Circle, Item, Marker, Paths, record
from layout.maps.layers import LAYERS
from layout.maps.map_payload import payload
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.web import bundle
from layout.web.payload import safe_json


class PlanMap(folium.Map):
    """A folium map that asks no outside host: Leaflet and the bridge come inside it."""

    default_js: ClassVar = [("layout_bundle", bundle.as_data_url("application/javascript", bundle.script()))]
    default_css: ClassVar = [("layout_style", bundle.as_data_url("text/css", bundle.style()))]

    canvas: Canvas
    groups: list[folium.FeatureGroup]
    elements: list[folium.elements.Element]


class Bridge(MacroElement):
    """Hand the finished map and its facts to the bridge in the browser."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        LayoutSite.attach({{ this._parent.get_name() }},
            [{% for e in this.groups %}{{ e.get_name() }},{% endfor %}],
            [{% for e in this.elements %}{{ e.get_name() }},{% endfor %}],
            {{ this.facts }});
        {% endmacro %}
        """
    )

    def __init__(self, built: PlanMap, beside: Collection[str] | None) -> None:
        super().__init__()
        self._name = "Bridge"
        self.groups = built.groups
        self.elements = built.elements
        self.facts = safe_json(payload(built.canvas, beside))


def build(plan: Plan, shapes: Shapes, lang: str, beside: Collection[str] | None = None) -> PlanMap:
    """Return the map of a layout in one language, with the sheets named in `beside`, else with all.

    Two builds render byte-equal.
    """
    west, south, east, north = shapes.district.bounds
    built = PlanMap(
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
    _draw(built, record(plan, shapes, lang, LAYERS))
    Bridge(built, beside).add_to(built)
    _number(built.get_root())
    return built


def script(built: PlanMap) -> str:
    """Return the map's own script: what folium writes between its script tags."""
    root: Any = built.get_root()
    root.render()
    return str(root.script.render())


def _draw(built: PlanMap, canvas: Canvas) -> None:
    """Turn what was recorded into folium's elements, layer by layer."""
    built.canvas, built.elements = canvas, []
    groups = {one["id"]: folium.FeatureGroup(name=one["id"], control=False) for one in canvas.layers}
    built.groups = list(groups.values())
    for group in built.groups:
        group.add_to(built)
    for item in canvas.items:
        made = _MAKE[type(item)](item)
        made.add_to(groups[item.layer])
        built.elements.append(made)


def _paths(item: Paths) -> folium.GeoJson:
    features = [
        {"type": "Feature", "properties": {"k": number}, "geometry": _plain(shape)}
        for number, shape in item.items
    ]
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda _: {"className": f"lt-{item.style}"},
        embed=True,
        control=False,
        smooth_factor=0.5,
        pane=item.pane,
    )


def _circle(item: Circle) -> folium.Circle:
    made = folium.Circle(
        item.at, radius=item.radius_m, class_name=f"lt-{item.style}", pane=item.pane, k=item.number
    )
    made.options["k"] = item.number
    made.options["interactive"] = False
    return made


def _marker(item: Marker) -> folium.Marker:
    icon = folium.DivIcon(class_name="lt-symbol", icon_size=(28, 28), icon_anchor=(14, 14))
    made = folium.Marker(item.at, icon=icon)
    made.options["k"] = item.number
    return made


_MAKE: Mapping[type[Item], Callable[[Any], folium.elements.Element]] = {
    Paths: _paths,
    Circle: _circle,
    Marker: _marker,
}


def _plain(geometry: BaseGeometry) -> Any:
    return _rounded(mapping(geometry))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    return round(value, DECIMALS) if isinstance(value, float) else value


def _number(root: Element) -> None:
    """Give every element a number in place of folium's random id."""
    waiting = [root]
    for n, element in enumerate(waiting):
        element._id = str(n)
        waiting.extend(element._children.values())
