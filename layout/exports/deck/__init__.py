"""A briefing as a PowerPoint deck: editable words, the map as shapes, charts with their data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import layout.exports.deck.blank_presentation as blank_presentation
import layout.exports.deck.slide_regions as slide_regions
import layout.exports.deck.slide_text as slide_text
from layout.briefing.story_model import Briefing
from layout.exports.deck.column_layout import Flow, flow, needed
from layout.exports.deck.deck_file import saved
from layout.exports.deck.deck_theme import Look
from layout.exports.deck.drawingml import EMU
from layout.exports.deck.slide import fill, put_map, put_notes
from layout.exports.deck.slide_shapes import Column
from layout.exports.deck.template import dressed
from layout.exports.deck.template_package import TemplateError
from layout.exports.rectangle import Rect
from layout.exports.story_options import StoryOptions
from layout.maps.static.map_picture import picture
from layout.plan.model import Plan
from layout.plan.shapes import Shapes

__all__ = ["TemplateError", "make"]

# Points to a pixel of the map: its letters are read from afar, but a small map needs room for names.
_MOST, _LEAST, _PIXELS = 1.0, 0.75, 560.0


def make(
    briefing: Briefing,
    plan: Plan,
    shapes: Shapes,
    options: StoryOptions,
    progress: Callable[[int, int], None],
) -> bytes:
    """Return the deck of a briefing, one slide a step; equal input gives equal bytes.

    Raises TemplateError for a template that cannot be used.
    """
    lang = briefing.lang
    if options.template:
        deck, chosen, look = dressed(options.template, lang)
    else:
        (deck, chosen), look = blank_presentation.opened(plan, lang), Look(lang)
    blank_presentation.themed_notes(deck)
    most = slide_text.shared(
        [s.title for s in briefing.slides], slide_regions.own(slide_regions.COMMON).column.wide
    )
    for done, slide in enumerate(briefing.slides, 1):
        page = _added(deck, chosen)
        about = Column(slide, len(briefing.slides), Rect(0, 0, 0, 0), slide.colour, look)
        about = replace(about, title_size=most)
        made, place = _roomiest(about, deck, chosen)
        numbers = fill(page, made.items, look)
        scale = min(max(place.map.wide / _PIXELS, _LEAST), _MOST)
        size = (place.map.wide / scale, place.map.high / scale)
        drawn = picture(plan, shapes, slide.view, size=size, extent=slide.extent, furniture="brief")
        put_map(page, drawn, place.map, look, numbers)
        put_notes(page, slide, look)
        progress(done, len(briefing.slides))
    return saved(deck, briefing)


def _added(deck: Any, chosen: Any) -> Any:
    """Add a slide that has no place but the title's."""
    page = deck.slides.add_slide(chosen)
    for shape in list(page.placeholders):
        if not slide_regions.is_title(shape):
            shape._element.getparent().remove(shape._element)
    return page


def _roomiest(about: Column, deck: Any, chosen: Any) -> tuple[Flow, slide_regions.Places]:
    """Return the first arrangement that has room for all, else the one that loses least."""
    found: list[tuple[Flow, slide_regions.Places]] = []
    for share, below in slide_regions.tries(about.slide):
        column, place = _placed(about, share, below, (deck, chosen))
        found.append((flow(column), place))
        if not any(found[-1][0].lost):
            break
    return min(found, key=lambda one: one[0].lost)


def _placed(
    about: Column, share: float, below: bool, ground: tuple[Any, Any]
) -> tuple[Column, slide_regions.Places]:
    deck, chosen = ground
    if about.look.own:
        place = slide_regions.own(share)
    else:
        place = slide_regions.theirs(share, chosen, deck.slide_width / EMU, deck.slide_height / EMU)
        about = replace(about, title_size=slide_regions.title_size(chosen))
    column = replace(about, area=_narrow(place.column, about), title=place.title)
    if not below:
        return column, place
    inset = 36.0 if about.look.own else 0.0
    room = _narrow(replace(place.column, wide=place.map.wide - inset - 12), about)
    place = slide_regions.below(place, needed(column, room), inset)
    return replace(column, aside=_narrow(place.aside, about) if place.aside else None), place


def _narrow(room: Rect, about: Column) -> Rect:
    """Return what of a room is counted on for words."""
    return replace(room, wide=room.wide * about.look.narrow)
