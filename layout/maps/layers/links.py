"""Links: the reach of an element over the towns, couplings along the themes."""

from __future__ import annotations

from layout.maps.canvas import Canvas


def add(canvas: Canvas) -> None:
    """Draw rays and couplings in the colour of their element."""
    group = canvas.group("links")
    for style, themed in (("ray", False), ("coupling", True)):
        items = [
            (line.geometry, {"element": line.element, "theme": line.theme, "ends": [line.start, line.end]})
            for line in canvas.shapes.lines
            if bool(line.theme) is themed
        ]
        if items:
            canvas.paths(group, style, items, "lt-link")
