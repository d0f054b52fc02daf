"""A briefing as a PowerPoint deck: editable words, the map as shapes, charts with their data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from layout.briefing.record import Briefing, Slide
from layout.exports.deck import base, places
from layout.exports.deck.flow import crowded, flow, needed
from layout.exports.deck.items import Column
from layout.exports.deck.look import Look
from layout.exports.deck.package import TemplateError
from layout.exports.deck.saved import saved
from layout.exports.deck.slide import accent, fill, put_map, put_notes
from layout.exports.deck.template import dressed
from layout.exports.deck.writing import EMU
from layout.exports.options import Options
from layout.maps.still import picture
from layout.model import Layout
from layout.shapes import Shapes

__all__ = ["TemplateError", "make"]

# Points to a pixel of the map: its letters are read from afar.
_SCALE = 1.0


def make(
    briefing: Briefing,
    layout: Layout,
    shapes: Shapes,
    options: Options,
    progress: Callable[[int, int], None],
) -> bytes:
    """Return the deck of a briefing, one slide a step; equal input gives equal bytes.

    Raises TemplateError for a template that cannot be used.
    """
    lang = briefing.lang
    if options.template:
        deck, chosen, look = dressed(options.template, lang)
    else:
        (deck, chosen), look = base.opened(layout, lang), Look(lang)
    for done, slide in enumerate(briefing.slides, 1):
        page = _added(deck, chosen)
        place = _place(slide, deck, chosen, look)
        column = Column(slide, len(briefing.slides), place.column, accent(slide, layout), look, place.title)
        if place.title is not None:
            column = replace(column, title_size=places.title_size(chosen))
        column, place = _roomy(column, place)
        numbers = fill(page, flow(column), look)
        size = (place.map.wide / _SCALE, place.map.high / _SCALE)
        drawn = picture(layout, shapes, slide.view, size=size, extent=slide.extent, furniture="brief")
        put_map(page, drawn, place.map, look, numbers)
        put_notes(page, slide, look)
        progress(done, len(briefing.slides))
    base.themed_notes(deck, layout, lang, look.own)
    return saved(deck, briefing)


def _added(deck: Any, chosen: Any) -> Any:
    """Add a slide that has no place but the title's."""
    page = deck.slides.add_slide(chosen)
    for shape in list(page.placeholders):
        if not places.is_title(shape):
            shape._element.getparent().remove(shape._element)
    return page


def _roomy(column: Column, place: places.Places) -> tuple[Column, places.Places]:
    """Give a chart that leaves the lines no room all of the column, and them the foot of the map."""
    if not crowded(column):
        return column, place
    inset = 36.0 if column.look.own else 0.0
    wide = place.map.wide - inset - 12
    high = needed(replace(column, area=replace(place.column, wide=wide)))
    place = places.below(place, high, inset)
    return replace(column, aside=place.aside), place


def _place(slide: Slide, deck: Any, chosen: Any, look: Look) -> places.Places:
    if look.own:
        return places.own(slide)
    return places.theirs(slide, chosen, deck.slide_width / EMU, deck.slide_height / EMU)
