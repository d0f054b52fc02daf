"""Build one folium map of a layout: from folium's own elements, equal on every build."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

import folium
from branca.element import Element, MacroElement
from folium.map import CustomPane
from folium.template import Template
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from layout.maps.canvas import DECIMALS, PANES, Canvas, Circle, Marker, Overlay, Paths, record_map
from layout.maps.layers import LAYERS
from layout.maps.live.shared_nodes import share_nodes
from layout.maps.map_payload import map_payload
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.web import bundle
from layout.web.payload import safe_json
from layout.words.nodes import Node

_COORDINATES = re.compile(r'"coordinates": [\[\]\d\s.,-]+')


class PlanMap(folium.Map):
    """A folium map that loads nothing from another host: Leaflet and our scripts are inlined."""

    default_js: ClassVar = [("layout_bundle", bundle.as_data_url("application/javascript", bundle.script()))]
    default_css: ClassVar = [("layout_style", bundle.as_data_url("text/css", bundle.style()))]

    canvas: Canvas
    groups: list[folium.FeatureGroup]
    elements: list[folium.elements.Element]


class Bridge(MacroElement):
    """Hand the finished map and its payload to our script in the browser."""

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

    def __init__(
        self, plan_map: PlanMap, panel_names: Collection[str] | None, extra: Mapping[str, Node]
    ) -> None:
        super().__init__()
        self._name = "Bridge"
        self.groups = plan_map.groups
        self.elements = plan_map.elements
        self.facts = safe_json(share_nodes(map_payload(plan_map.canvas, panel_names, extra)))


def build_map(
    plan: Plan,
    shapes: Shapes,
    lang: str,
    panel_names: Collection[str] | None = None,
    extra: Mapping[str, Node] = MappingProxyType({}),
) -> PlanMap:
    """Return the map of a plan in one language, with the panels of `panel_names`, or all for None.

    `extra` are panels by name that are those of one file alone.
    Two builds render byte-equal. The map may be rendered once. What it shows is recorded in WGS-84 degrees,
    see :mod:`layout.maps.canvas`.
    """
    west, south, east, north = shapes.frame
    plan_map = PlanMap(
        location=((south + north) / 2, (west + east) / 2),
        tiles=None,
        zoom_start=11,
        zoom_control=False,
        control_scale=False,
        attributionControl=False,
        trackResize=False,  # our script watches the map's element
        zoomSnap=0,  # any zoom, so that the district fills the window
        zoomDelta=0.5,
        wheelPxPerZoomLevel=120,
        minZoom=9,
        maxZoom=16,
    )
    for name, z_index in PANES.items():
        # A pane of folium ignores the pointer unless told; that of the circles, which cover sites, has to.
        CustomPane(name, z_index=z_index, pointer_events=name != "lt-halo").add_to(plan_map)
    _add_overlays(plan_map, record_map(plan, shapes, lang, LAYERS))
    # After the overlays: its script names their variables, which are declared in the order of the children.
    Bridge(plan_map, panel_names, extra).add_to(plan_map)
    # Last, when all elements are there, and before anything is rendered.
    _number_elements(plan_map.get_root())
    return plan_map


def map_script(plan_map: PlanMap) -> str:
    """Return the map's script: what folium writes between its script tags. Renders the map."""
    root: Any = plan_map.get_root()
    # Once: a second rendering would add everything again.
    root.render()
    # folium writes a blank behind each comma; within strings of the data the quotes would be escaped.
    return _COORDINATES.sub(lambda m: m[0].replace(" ", ""), str(root.script.render()))


def _add_overlays(plan_map: PlanMap, canvas: Canvas) -> None:
    """Turn the recorded overlays into folium's elements, layer by layer."""
    plan_map.canvas, plan_map.elements = canvas, []
    groups = {layer["id"]: folium.FeatureGroup(name=layer["id"], control=False) for layer in canvas.layers}
    plan_map.groups = list(groups.values())
    for group in plan_map.groups:
        group.add_to(plan_map)
    for overlay in canvas.overlays:
        element = _FOLIUM_ELEMENT[type(overlay)](overlay)
        element.add_to(groups[overlay.layer])
        plan_map.elements.append(element)


def _paths(paths: Paths) -> folium.GeoJson:
    features = [
        {"type": "Feature", "properties": {"k": number}, "geometry": _geojson_geometry(shape)}
        for number, shape in paths.features
    ]
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        # A class alone: colours are those of the style sheet, so that they follow the theme.
        style_function=lambda _: {"className": f"lt-{paths.style}"},
        # Written into the page; otherwise the page would load a file.
        embed=True,
        control=False,
        smooth_factor=0.5,
        pane=paths.pane,
    )


def _circle(overlay: Circle) -> folium.Circle:
    circle = folium.Circle(overlay.at, radius=overlay.radius_m, class_name=f"lt-{overlay.style}")
    # folium drops keywords that it knows no options of a path by, Leaflet's own `pane` among them.
    circle.options |= {"pane": overlay.pane, "k": overlay.number, "interactive": False}
    return circle


def _marker(overlay: Marker) -> folium.Marker:
    icon = folium.DivIcon(class_name="lt-symbol", icon_size=(28, 28), icon_anchor=(14, 14))
    marker = folium.Marker(overlay.at, icon=icon)
    marker.options["k"] = overlay.number
    return marker


_FOLIUM_ELEMENT: Mapping[type[Overlay], Callable[[Any], folium.elements.Element]] = {
    Paths: _paths,
    Circle: _circle,
    Marker: _marker,
}


def _geojson_geometry(geometry: BaseGeometry) -> Any:
    return _rounded(mapping(geometry))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    return round(value, DECIMALS) if isinstance(value, float) else value


def _number_elements(root: Element) -> None:
    """Number the elements in place of folium's random ids: two builds of a plan must be byte-equal."""
    queue = [root]
    # The queue grows while it is read: each element is numbered before its children.
    for n, element in enumerate(queue):
        element._id = str(n)
        queue.extend(element._children.values())
