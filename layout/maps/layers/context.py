"""Sea and neighbours: the surroundings of the district."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry

from layout.maps.canvas import Canvas


def add(canvas: Canvas) -> None:
    """Draw the sea, and name the sea and the neighbours."""
    group = canvas.add_layer("context")
    sea: list[tuple[BaseGeometry, dict[str, Any]]] = [
        (b.geometry, {}) for b in canvas.shapes.context if b.kind == "sea"
    ]
    canvas.add_paths(group, "sea", sea, "lt-ground")
    for item in canvas.shapes.context:
        if item.kind in ("neighbour", "sea-label"):
            # Unlike the centroid, this point is always on the shape.
            point = item.geometry.representative_point()
            name = item.name(canvas.lang)
            canvas.add_label(name, item.kind, [(point.y, point.x)], layer="context")
