"""Where everything of a slide's column stands: laid out in the largest letters that leave room for all."""

from __future__ import annotations

from dataclasses import replace

from layout.exports.deck import visual, words
from layout.exports.deck.items import Column, Item
from layout.exports.deck.words import GAP

BODY = (22.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0)
_CALM = 20.0  # the most where a chart or a table shares the slide
_READ = 18.0  # what is still read from afar


def flow(column: Column) -> tuple[Item, ...]:
    """Lay out a slide's words, figures, chart or table."""
    foot = tuple(words.foot(column))
    head = tuple(words.head(column))
    start, floor = _start(column, head), foot[0].rect.y - GAP
    if column.aside is not None:
        spoken = replace(column, area=column.aside)
        told, _ = _told(spoken, column.aside.y, column.aside.bottom, 0.0)
        return (*head, *visual.visual(column, start, floor), *told, *foot)
    told, y = _told(column, start, floor, visual.wanted(column))
    return (*head, *told, *visual.visual(column, y, floor), *foot)


def _start(column: Column, head: tuple[Item, ...]) -> float:
    below = [i.rect.bottom for i in head if i.rect.y >= column.area.y]
    return max(below, default=column.area.y - GAP) + GAP


def crowded(column: Column) -> bool:
    """Tell whether a chart or table leaves lines and figures no room to be read from afar."""
    wanted = visual.wanted(column)
    if not wanted or not (column.slide.lines or column.slide.numbers):
        return False
    start = _start(column, tuple(words.head(column)))
    floor = next(words.foot(column)).rect.y - GAP
    return _spoken(column, _READ, start)[1] + wanted > floor


def needed(column: Column) -> float:
    """Return the height that lines and figures take in letters that are read from afar."""
    return _spoken(column, _READ, 0.0)[1]


def _spoken(column: Column, size: float, y: float) -> tuple[tuple[Item, ...], float]:
    said, y = words.said(column, size, y)
    figures, y = words.figures(column, y)
    return (*said, *figures), y


def _told(column: Column, start: float, floor: float, wanted: float) -> tuple[tuple[Item, ...], float]:
    """Return lines and figures above a floor and what else wants its room, and where they end."""
    most = _CALM if column.slide.visual is not None else BODY[0]
    for size in (s for s in BODY if s <= most):
        items, y = _spoken(column, size, start)
        if y - GAP + wanted <= floor:
            return items, y
    # Keep what fits beside the least that a chart needs: the notes of the step hold the rest.
    least = min(wanted, visual.LEAST)
    slide = column.slide
    for lines in range(len(slide.lines), -1, -1):
        for numbers in (slide.numbers, ()):
            short = replace(column, slide=replace(slide, lines=slide.lines[:lines], numbers=numbers))
            items, y = _spoken(short, BODY[-1], start)
            if y - GAP + least <= floor:
                return items, y
    return (), start
