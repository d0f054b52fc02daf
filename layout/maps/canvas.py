"""What a layer draws on: a plain record of layers, numbered features, facts and labels.

The living map and the static one are made from the same record. No text of the data is in what
is drawn: each feature holds only its number; what it is stands under that number in the facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.words.glossary import say

DECIMALS = 5
# What lies over what: panes of drawn shapes by height; symbols and labels stand above them all.
PANES = {
    "lt-ground": 310,
    "lt-member": 320,
    "lt-road": 330,
    "lt-line": 340,
    "lt-link": 350,
    "lt-halo": 360,
}


@dataclass(frozen=True, slots=True)
class Paths:
    """Lines and polygons of one style in one pane; `items` are (number, geometry) pairs."""

    layer: str
    style: str
    pane: str
    items: tuple[tuple[int, BaseGeometry], ...]


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


Item = Paths | Circle | Marker


@dataclass
class Canvas:
    """The map being recorded: its layers, its numbered features and its labels."""

    plan: Plan
    shapes: Shapes
    lang: str
    features: list[dict[str, Any]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)
    layers: list[dict[str, Any]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def group(self, layer: str, name: str = "", colour: str = "") -> str:
        """Add a layer and return its id; its name comes from the glossary unless given."""
        words = name or say(f"layer.{layer}", self.lang)
        self.layers.append({"id": layer, "name": words, "colour": colour})
        return layer

    def paths(
        self,
        group: str,
        style: str,
        items: Iterable[tuple[BaseGeometry, dict[str, Any]]],
        pane: str,
    ) -> None:
        """Draw lines and polygons of one style; `items` are (geometry, facts) pairs."""
        held = [
            (
                self._number(group, {"style": style, **facts}),
                shapely.set_precision(geometry, 10**-DECIMALS, mode="pointwise"),
            )
            for geometry, facts in items
        ]
        self.items.append(Paths(group, style, pane, tuple(held)))

    def circle(
        self,
        group: str,
        style: str,
        at: tuple[float, float],
        radius_m: float,
        facts: dict[str, Any],
    ) -> None:
        """Draw a circle of `radius_m` metres around `at` (lat, lon)."""
        number = self._number(group, {"style": style, **facts})
        self.items.append(Circle(group, style, "lt-halo", at, radius_m, number))

    def marker(self, group: str, at: tuple[float, float], facts: dict[str, Any]) -> None:
        """Put a symbol at `at` (lat, lon)."""
        self.items.append(Marker(group, at, self._number(group, {"style": "symbol", **facts})))

    def label(self, text: str, kind: str, spots: Iterable[tuple[float, float]], **facts: Any) -> None:
        """Name something; `spots` are (lat, lon) candidates, best first."""
        at = [[round(y, DECIMALS), round(x, DECIMALS)] for y, x in spots]
        self.labels.append({"text": text, "kind": kind, "at": at, **facts})

    def _number(self, group: str, facts: dict[str, Any]) -> int:
        self.features.append({"layer": group, **facts})
        return len(self.features) - 1


def record(plan: Plan, shapes: Shapes, lang: str, layers: Iterable[Any]) -> Canvas:
    """Return a canvas on which every layer has drawn, from the ground up."""
    canvas = Canvas(plan, shapes, lang)
    for layer in layers:
        layer.add(canvas)
    return canvas
