"""The record that map layers draw on: layers, numbered features with their facts, overlays and labels.

The interactive map and the static one are both made from it. Overlays hold no text of the data, so that
none reaches folium's templates: each has the number of its feature, whose facts are listed apart.
Geometry is shapely's with (lon, lat) axes, positions are (lat, lon) as Leaflet has them; both WGS-84.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.words.nouns import say_of

DECIMALS = 5  # of degrees: about 1 m
# Leaflet panes by z-index; symbols (600) and labels lie above them all.
PANES = {
    "lt-ground": 310,
    "lt-member": 320,
    "lt-road": 330,
    "lt-line": 340,
    "lt-link": 350,
    "lt-halo": 360,
}

Outline = tuple[BaseGeometry, dict[str, Any]]  # a shape and the facts that go with it


@dataclass(frozen=True, slots=True)
class Paths:
    """Lines and polygons of one style in one pane; `features` are (number, geometry) pairs."""

    layer: str
    style: str
    pane: str
    features: tuple[tuple[int, BaseGeometry], ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of `radius_m` metres around `at` (lat, lon)."""

    layer: str
    style: str
    pane: str
    at: tuple[float, float]
    radius_m: float
    number: int


@dataclass(frozen=True, slots=True)
class Marker:
    """A symbol at `at` (lat, lon)."""

    layer: str
    at: tuple[float, float]
    number: int


Overlay = Paths | Circle | Marker


@dataclass
class Canvas:
    """The map being recorded: its layers, features, overlays and labels."""

    plan: Plan
    shapes: Shapes
    lang: str
    features: list[dict[str, Any]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)
    layers: list[dict[str, Any]] = field(default_factory=list)
    overlays: list[Overlay] = field(default_factory=list)

    def add_layer(self, layer: str, name: str = "", colour: str = "") -> str:
        """Add a layer and return its id; its name comes from the glossary unless given."""
        words = name or say_of(self.plan, f"layer.{layer}", self.lang)
        self.layers.append({"id": layer, "name": words, "colour": colour})
        return layer

    def add_paths(
        self,
        layer: str,
        style: str,
        shapes: Iterable[Outline],
        pane: str,
    ) -> None:
        """Draw lines and polygons of one style; `shapes` are (geometry, facts) pairs.

        Geometry has (lon, lat) axes in WGS-84 degrees and is recorded with DECIMALS decimals.
        """
        # Point by point: the other modes of `set_precision` may build the shape anew.
        features = [
            (
                self._add_feature(layer, {"style": style, **facts}),
                shapely.set_precision(geometry, 10**-DECIMALS, mode="pointwise"),
            )
            for geometry, facts in shapes
        ]
        self.overlays.append(Paths(layer, style, pane, tuple(features)))

    def add_circle(
        self,
        layer: str,
        style: str,
        at: tuple[float, float],
        radius_m: float,
        facts: dict[str, Any],
    ) -> None:
        """Draw a circle of `radius_m` metres around `at` (lat, lon)."""
        number = self._add_feature(layer, {"style": style, **facts})
        self.overlays.append(Circle(layer, style, "lt-halo", at, radius_m, number))

    def add_marker(self, layer: str, at: tuple[float, float], facts: dict[str, Any]) -> None:
        """Put a symbol at `at` (lat, lon)."""
        self.overlays.append(Marker(layer, at, self._add_feature(layer, {"style": "symbol", **facts})))

    def add_label(self, text: str, kind: str, positions: Iterable[tuple[float, float]], **facts: Any) -> None:
        """Add a label of a kind; `positions` are (lat, lon) candidates in degrees, best first."""
        # Lists, not tuples: labels go into the page as JSON.
        at = [[round(y, DECIMALS), round(x, DECIMALS)] for y, x in positions]
        self.labels.append({"text": text, "kind": kind, "at": at, **facts})

    def _add_feature(self, layer: str, facts: dict[str, Any]) -> int:
        self.features.append({"layer": layer, **facts})
        return len(self.features) - 1


def record_map(plan: Plan, shapes: Shapes, lang: str, layers: Iterable[Any]) -> Canvas:
    """Return a canvas on which every layer has drawn, from the lowest up.

    `layers` are modules with `add(canvas)`, see :mod:`layout.maps.layers`.
    """
    canvas = Canvas(plan, shapes, lang)
    for layer in layers:
        layer.add(canvas)
    return canvas
