"""What a layer draws on: folium elements that carry a number, facts that go beside them.

No text of the data reaches a folium template. Each feature holds only its number; what it
is stands under that number in the payload, which the bridge reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import folium
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from layout.model import Layout
from layout.shapes import Shapes
from layout.text import say

DECIMALS = 5


@dataclass
class Canvas:
    """The map being built: its groups, its numbered features and its labels."""

    map: folium.Map
    layout: Layout
    shapes: Shapes
    lang: str
    features: list[dict[str, Any]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)
    layers: list[dict[str, Any]] = field(default_factory=list)
    elements: list[folium.elements.Element] = field(default_factory=list)
    groups: list[folium.FeatureGroup] = field(default_factory=list)

    def group(self, layer: str, name: str = "", colour: str = "") -> folium.FeatureGroup:
        """Add a layer group; its name comes from the glossary unless given."""
        group = folium.FeatureGroup(name=layer, control=False)
        group.add_to(self.map)
        self.groups.append(group)
        words = name or say(f"layer.{layer}", self.lang)
        self.layers.append({"id": layer, "name": words, "colour": colour})
        return group

    def paths(
        self,
        group: folium.FeatureGroup,
        style: str,
        items: Iterable[tuple[BaseGeometry, dict[str, Any]]],
        pane: str,
    ) -> None:
        """Draw lines and polygons of one style; `items` are (geometry, facts) pairs."""
        features = []
        for geometry, facts in items:
            shape = shapely.set_precision(geometry, 10**-DECIMALS, mode="pointwise")
            number = self._number(group, {"style": style, **facts})
            features.append({"type": "Feature", "properties": {"k": number}, "geometry": _plain(shape)})
        drawn = folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            style_function=lambda _: {"className": f"lt-{style}"},
            embed=True,
            control=False,
            smooth_factor=0.5,
            pane=pane,
        )
        drawn.add_to(group)
        self.elements.append(drawn)

    def circle(
        self,
        group: folium.FeatureGroup,
        style: str,
        at: tuple[float, float],
        radius_m: float,
        facts: dict[str, Any],
    ) -> None:
        """Draw a circle of `radius_m` metres around `at` (lat, lon)."""
        number = self._number(group, {"style": style, **facts})
        drawn = folium.Circle(at, radius=radius_m, class_name=f"lt-{style}", pane="lt-halo", k=number)
        drawn.options["k"] = number
        drawn.options["interactive"] = False
        drawn.add_to(group)
        self.elements.append(drawn)

    def marker(self, group: folium.FeatureGroup, at: tuple[float, float], facts: dict[str, Any]) -> None:
        """Put a symbol at `at` (lat, lon); the bridge draws it."""
        number = self._number(group, {"style": "symbol", **facts})
        icon = folium.DivIcon(class_name="lt-symbol", icon_size=(28, 28), icon_anchor=(14, 14))
        drawn = folium.Marker(at, icon=icon)
        drawn.options["k"] = number
        drawn.add_to(group)
        self.elements.append(drawn)

    def label(self, text: str, kind: str, spots: Iterable[tuple[float, float]], **facts: Any) -> None:
        """Name something; `spots` are (lat, lon) candidates, best first."""
        at = [[round(y, DECIMALS), round(x, DECIMALS)] for y, x in spots]
        self.labels.append({"text": text, "kind": kind, "at": at, **facts})

    def _number(self, group: folium.FeatureGroup, facts: dict[str, Any]) -> int:
        self.features.append({"layer": group.layer_name, **facts})
        return len(self.features) - 1


def _plain(geometry: BaseGeometry) -> Any:
    return _rounded(mapping(geometry))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    return round(value, DECIMALS) if isinstance(value, float) else value
