"""Files that leave the program: one module per format, named by a row of :mod:`layout.exports.formats`.

The module of a view's format has `page(plan, shapes, view)`, which returns text or bytes; that of a map
takes a size as well: `page(plan, shapes, view, size)`. The module of a story's format has
`make(briefing, plan, shapes, options, progress)`, which returns bytes. That of sheets of parks has
`sheets(plan, shapes, lang, options, progress)`, that of a pack `pack(…)` of the same, which return bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from layout.exports.formats import MAPS, PARK_FILES, STORIES, VIEWS

if TYPE_CHECKING:
    from layout.briefing.story_model import Briefing
    from layout.exports.formats import Format
    from layout.exports.sheet_options import SheetOptions
    from layout.exports.size import Size
    from layout.exports.story_options import StoryOptions
    from layout.plan.model import Plan
    from layout.plan.shapes import Shapes
    from layout.view.view import View

__all__ = ["MAPS", "PARK_FILES", "STORIES", "VIEWS", "render_sheets", "render_story", "render_view"]


def render_view(suffix: str, plan: Plan, shapes: Shapes, view: View, size: Size | None = None) -> bytes:
    """Return a view in the format of a suffix; text as UTF-8. Raises KeyError for an unknown suffix.

    `size` is for the formats of a map.
    """
    # Imported when needed: the HTML page needs folium, which a serving process never loads.
    page = import_module(f"{__name__}.{VIEWS[suffix].module}").page
    sizes = (size,) if suffix in MAPS else ()
    content: str | bytes = page(plan, shapes, view, *sizes)
    return content.encode("utf-8") if isinstance(content, str) else content


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
    module = import_module(f"{__name__}.{STORIES[suffix].module}")
    content: bytes = module.make(briefing, plan, shapes, options, progress)
    return content


def render_sheets(
    row: Format,
    plan: Plan,
    shapes: Shapes,
    lang: str,
    options: SheetOptions,
    progress: Callable[[int, int], None],
) -> bytes:
    """Return sheets of parks, or a pack of them, in a format of PARK_FILES.

    `progress(done, of)` is called as parks are drawn. The parks of the options are sites of the plan.
    """
    module = import_module(f"{__name__}.{row.module}")
    content: bytes = getattr(module, row.content)(plan, shapes, lang, options, progress)
    return content
