"""Exports: one file per format. Those of a view give `page(layout, shapes, view)`, text or bytes
(those in DRAWN take a size as well);
those of a story give `make(briefing, layout, shapes, options, progress)`, bytes.

A new format is one file here and one line in FORMATS or in STORIES.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layout.briefing.story_model import Briefing
    from layout.exports.size import Size
    from layout.exports.story_options import StoryOptions
    from layout.plan.model import Plan
    from layout.plan.shapes import Shapes
    from layout.view.view import View

# By suffix, in the order in which they are offered. Loaded when first asked for: html needs folium.
FORMATS: Mapping[str, str] = {
    ".html": "html",
    ".geojson": "geojson",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".png": "png",
    ".svg": "svg",
    ".pdf": "pdf",
}
# Maps that are drawn; these take a size.
DRAWN = (".png", ".svg", ".pdf")
STORIES: Mapping[str, str] = {
    ".pptx": "deck",
    ".pdf": "handout",
    ".html": "slideshow",
}


def render_view(suffix: str, plan: Plan, shapes: Shapes, view: View, size: Size | None = None) -> bytes:
    """Return a view in the format of a suffix; text as UTF-8. Raises KeyError for an unknown suffix.

    `size` is for the formats that are drawn.
    """
    page = import_module(f"{__name__}.{FORMATS[suffix]}").page
    more = (size,) if suffix in DRAWN else ()
    made: str | bytes = page(plan, shapes, view, *more)
    return made.encode("utf-8") if isinstance(made, str) else made


def render_story(
    suffix: str,
    briefing: Briefing,
    plan: Plan,
    shapes: Shapes,
    options: StoryOptions,
    progress: Callable[[int, int], None],
) -> bytes:
    """Return a story in the format of a suffix; `progress(done, of)` is called after each slide.

    Raises KeyError for an unknown suffix, and what the format itself raises on a damaged template.
    """
    room = import_module(f"{__name__}.{STORIES[suffix]}")
    made: bytes = room.make(briefing, plan, shapes, options, progress)
    return made
