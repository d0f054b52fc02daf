"""The slides of a deck: one for each step, in the standard form or in that of a template."""

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
from layout.exports.deck.slide import add_map, write_column, write_notes
from layout.exports.deck.slide_shapes import SlideColumn
from layout.exports.deck.slide_size import EMU
from layout.exports.deck.template import open_template
from layout.exports.rectangle import Rect
from layout.exports.story_options import StoryOptions
from layout.maps.static.map_picture import map_picture
from layout.plan.model import Plan
from layout.plan.shapes import Shapes

# Points per pixel of the map: large for labels to be read from afar, smaller where the map is small.
_MOST_SCALE, _LEAST_SCALE, _MAP_PIXELS = 1.0, 0.75, 560.0


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
    lang = briefing.lang
    if options.template is not None:
        deck, slide_layout, theme = open_template(options.template, lang)
    else:
        (deck, slide_layout), theme = blank_presentation.blank_presentation(plan, lang), DeckTheme(lang)
    blank_presentation.theme_notes(deck)
    title_size = slide_text.shared_title_size(
        [s.title for s in briefing.slides], slide_regions.default_regions(slide_regions.COMMON).column.width
    )
    for done, slide in enumerate(briefing.slides, 1):
        page = _add_slide(deck, slide_layout)
        column = SlideColumn(slide, len(briefing.slides), Rect(0, 0, 0, 0), slide.colour, theme)
        column = replace(column, title_size=title_size)
        arranged, regions = _arrange(column, deck, slide_layout)
        numbers = write_column(page, arranged.shapes, theme)
        scale = min(max(regions.map.width / _MAP_PIXELS, _LEAST_SCALE), _MOST_SCALE)
        size = (regions.map.width / scale, regions.map.height / scale)
        picture = map_picture(plan, shapes, slide.view, size=size, extent=slide.extent, furniture="brief")
        add_map(page, picture, regions.map, theme, numbers)
        write_notes(page, slide.notes.splitlines(), slide.sources, theme)
        progress(done, len(briefing.slides))
    return deck_bytes(deck, briefing)


def _add_slide(deck: Any, slide_layout: Any) -> Any:
    """Add a slide that has no placeholder but the title's."""
    page = deck.slides.add_slide(slide_layout)
    # A template's layout may have further ones; left empty they show a prompt while editing.
    for shape in list(page.placeholders):
        if not slide_regions.is_title(shape):
            shape._element.getparent().remove(shape._element)
    return page


def _arrange(
    column: SlideColumn, deck: Any, slide_layout: Any
) -> tuple[ColumnLayout, slide_regions.SlideRegions]:
    """Return the first arrangement that has room for everything, else the one that leaves out least."""
    candidates: list[tuple[ColumnLayout, slide_regions.SlideRegions]] = []
    for share, below in slide_regions.arrangements(column.slide):
        placed, regions = _place_column(column, share, below, (deck, slide_layout))
        candidates.append((lay_out_column(placed), regions))
        if not any(candidates[-1][0].overflow):
            break
    # Tuples are compared from the left: text without room first, then rows, then type too small to read.
    return min(candidates, key=lambda candidate: candidate[0].overflow)


def _place_column(
    column: SlideColumn, share: float, below: bool, deck_and_layout: tuple[Any, Any]
) -> tuple[SlideColumn, slide_regions.SlideRegions]:
    deck, slide_layout = deck_and_layout
    if column.theme.default:
        regions = slide_regions.default_regions(share)
    else:
        regions = slide_regions.template_regions(
            share, slide_layout, deck.slide_width / EMU, deck.slide_height / EMU
        )
        column = replace(column, title_size=slide_regions.title_size(slide_layout))
    placed = replace(column, area=_text_area(regions.column, column), title=regions.title)
    if not below:
        return placed, regions
    inset = 36.0 if column.theme.default else 0.0
    room = _text_area(replace(regions.column, width=regions.map.width - inset - 12), column)
    regions = slide_regions.text_below_map(regions, height_below_map(placed, room), inset)
    return replace(
        placed, below_map=_text_area(regions.below_map, column) if regions.below_map else None
    ), regions


def _text_area(area: Rect, column: SlideColumn) -> Rect:
    """Return the part of an area that text is measured for."""
    return replace(area, width=area.width * column.theme.width_factor)
