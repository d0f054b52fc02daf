"""Exports: one file per format, each with `page(layout, shapes, view)`, which gives text or bytes.

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
    ".xlsx": "xlsx",
}


def render(suffix: str, layout: Layout, shapes: Shapes, view: View) -> bytes:
    """Return a view in the format of a suffix; text as UTF-8. Raises KeyError for an unknown suffix."""
    made: str | bytes = import_module(f"{__name__}.{FORMATS[suffix]}").page(layout, shapes, view)
    return made.encode("utf-8") if isinstance(made, str) else made
