"""Exports: one file per format, each with `page(layout, shapes, view) -> str`.

A new format is one file here and one line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layout.model import Layout
    from layout.shapes import Shapes
    from layout.view import View

# By suffix, in the order in which they are offered. Loaded when first asked for: html needs folium.
FORMATS: Mapping[str, str] = {
    ".html": "html",
    ".geojson": "geojson",
    ".csv": "csv",
}


def render(suffix: str, layout: Layout, shapes: Shapes, view: View) -> bytes:
    """Return a view in the format of a suffix, as UTF-8. Raises KeyError for an unknown suffix."""
    text: str = import_module(f"{__name__}.{FORMATS[suffix]}").page(layout, shapes, view)
    return text.encode("utf-8")
