"""A briefing as a PowerPoint deck: editable words, the map as shapes, charts with their data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import layout.exports.deck.blank_presentation as blank_presentation
import layout.exports.deck.slide_regions as slide_regions
import layout.exports.deck.slide_text as slide_text
from layout.briefing.story_model import Briefing
from layout.exports.deck.column_layout import ColumnLayout, height_below_map, lay_out_column
from layout.exports.deck.deck_file import deck_bytes
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import EMU
from layout.exports.deck.slide import add_map, write_column, write_notes
from layout.exports.deck.slide_shapes import SlideColumn
from layout.exports.deck.template import open_template
from layout.exports.deck.template_package import TemplateError
from layout.exports.rectangle import Rect
from layout.exports.story_options import StoryOptions
from layout.maps.static.map_picture import map_picture
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
        deck, chosen, look = open_template(options.template, lang)
    else:
        (deck, chosen), look = blank_presentation.blank_presentation(plan, lang), DeckTheme(lang)
    blank_presentation.theme_notes(deck)
    most = slide_text.shared_title_size(
        [s.title for s in briefing.slides], slide_regions.default_regions(slide_regions.COMMON).column.wide
    )
    for done, slide in enumerate(briefing.slides, 1):
        page = _added(deck, chosen)
        about = SlideColumn(slide, len(briefing.slides), Rect(0, 0, 0, 0), slide.colour, look)
        about = replace(about, title_size=most)
        made, place = _roomiest(about, deck, chosen)
        numbers = write_column(page, made.shapes, look)
        scale = min(max(place.map.wide / _PIXELS, _LEAST), _MOST)
        size = (place.map.wide / scale, place.map.high / scale)
        drawn = map_picture(plan, shapes, slide.view, size=size, extent=slide.extent, furniture="brief")
        add_map(page, drawn, place.map, look, numbers)
        write_notes(page, slide, look)
        progress(done, len(briefing.slides))
    return deck_bytes(deck, briefing)


def _added(deck: Any, chosen: Any) -> Any:
    """Add a slide that has no place but the title's."""
    page = deck.slides.add_slide(chosen)
    for shape in list(page.placeholders):
        if not slide_regions.is_title(shape):
            shape._element.getparent().remove(shape._element)
    return page


def _roomiest(about: SlideColumn, deck: Any, chosen: Any) -> tuple[ColumnLayout, slide_regions.SlideRegions]:
    """Return the first arrangement that has room for all, else the one that loses least."""
    found: list[tuple[ColumnLayout, slide_regions.SlideRegions]] = []
    for share, below in slide_regions.arrangements(about.slide):
        column, place = _placed(about, share, below, (deck, chosen))
        found.append((lay_out_column(column), place))
        if not any(found[-1][0].overflow):
            break
    return min(found, key=lambda one: one[0].overflow)


def _placed(
    about: SlideColumn, share: float, below: bool, ground: tuple[Any, Any]
) -> tuple[SlideColumn, slide_regions.SlideRegions]:
    deck, chosen = ground
    if about.theme.default:
        place = slide_regions.default_regions(share)
    else:
        place = slide_regions.template_regions(share, chosen, deck.slide_width / EMU, deck.slide_height / EMU)
        about = replace(about, title_size=slide_regions.title_size(chosen))
    column = replace(about, area=_narrow(place.column, about), title=place.title)
    if not below:
        return column, place
    inset = 36.0 if about.theme.default else 0.0
    room = _narrow(replace(place.column, wide=place.map.wide - inset - 12), about)
    place = slide_regions.text_below_map(place, height_below_map(column, room), inset)
    return replace(column, below_map=_narrow(place.below_map, about) if place.below_map else None), place


def _narrow(room: Rect, about: SlideColumn) -> Rect:
    """Return what of a room is counted on for words."""
    return replace(room, wide=room.wide * about.theme.width_factor)
