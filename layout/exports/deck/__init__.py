"""A briefing as a PowerPoint deck: editable text, the map as shapes, native charts with their data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from layout.exports.deck.template_package import TemplateError

if TYPE_CHECKING:
    from layout.briefing.story_model import Briefing
    from layout.exports.story_options import StoryOptions
    from layout.plan.model import Plan
    from layout.plan.shapes import Shapes

__all__ = ["TemplateError", "make"]


def make(
    briefing: Briefing,
    plan: Plan,
    shapes: Shapes,
    options: StoryOptions,
    progress: Callable[[int, int], None],
) -> bytes:
    """Return a .pptx file with one slide for each step; equal input gives equal bytes.

    Raises TemplateError for a template that cannot be used.
    """
    # Loaded here: the child that reads a template (confined_template.py) needs neither map nor geometry.
    from layout.exports.deck.deck_slides import make as make_slides

    return make_slides(briefing, plan, shapes, options, progress)
