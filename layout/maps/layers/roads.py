"""Expressways with their shields."""

from __future__ import annotations

from layout.maps.canvas import Canvas


def add(canvas: Canvas) -> None:
    """Draw the expressways as casing and core, each with its number."""
    group = canvas.add_layer("roads")
    roads = [b for b in canvas.shapes.context if b.kind == "expressway"]
    # All casings before all cores: where roads meet, no casing lies over another road.
    for style in ("road-case", "road"):
        canvas.add_paths(
            group, style, [(b.geometry, {"name": b.name(canvas.lang)}) for b in roads], "lt-road"
        )
    for road in roads:
        # The middle of the road first, then points to either side of it.
        points = [road.geometry.interpolate(t, normalized=True) for t in (0.5, 0.35, 0.65, 0.2, 0.8)]
        canvas.add_label(
            road.ref or road.name(canvas.lang), "road", [(p.y, p.x) for p in points], layer="roads"
        )
