"""A table over as many slides as it needs, each with its head. Measures are points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import layout.exports.deck.native_table as native_table
from layout.briefing.story_model import Grid
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.native_table import MeasuredTable
from layout.exports.deck.page_draft import FLOOR, IN, LEAST, TOP, PageDraft, line_box, title_box
from layout.exports.deck.slide_shapes import SlideShape, TableFrame
from layout.exports.deck.slide_size import WIDE
from layout.exports.deck.text_fitting import LINE
from layout.exports.rectangle import Rect
from layout.words.glossary import say

_SIZES = (14.0, 12.0, 11.0, LEAST)
_TITLE = 26.0
_GAP, _MOST = 10.0, 30  # lines of a cell


@dataclass(frozen=True, slots=True)
class TablePages:
    """A table with its title, what to know of it, and the places that it cites.

    `shares` are those of the width that its columns have, `lines` the most lines of a cell.
    """

    grid: Grid
    shares: tuple[float, ...]
    note: str = ""
    cited: tuple[str, ...] = ()
    lines: int = _MOST


def table_drafts(pages: TablePages, theme: DeckTheme) -> Iterator[PageDraft]:
    """Yield the slides of a table, in the largest type that needs one slide, else in the smallest."""
    head = _head(pages.grid.title, pages.note, theme)
    top = max(s.rect.bottom for s in head) + _GAP
    room = FLOOR - top
    tables = (_measured(pages, size, room) for size in _SIZES)
    one_slide = next((t for t in tables if t.height <= room), None)
    chunks = [one_slide] if one_slide else list(_chunks(_measured(pages, _SIZES[-1], room), room))
    for n, table in enumerate(chunks, 1):
        title = pages.grid.title
        if len(chunks) > 1:
            title = say("pack_slides.page-of", theme.lang, title=title, n=n, count=len(chunks))
        shown = native_table.space_rows(table, room)
        frame = TableFrame(Rect(IN, top, WIDE - 2 * IN, shown.height), shown)
        yield PageDraft((*_head(title, pages.note, theme), frame), cited=pages.cited, sources=pages.cited)


def _head(title: str, note: str, theme: DeckTheme) -> tuple[SlideShape, ...]:
    box = title_box(title, Rect(IN, TOP, WIDE - 2 * IN, 0), _TITLE)
    if not note:
        return (box,)
    place = Rect(IN, box.rect.bottom + 2, WIDE - 2 * IN, 0)
    return box, line_box(say("deck.caption", theme.lang), note, place, 12.0, "muted", 2)


def _measured(pages: TablePages, size: float, room: float) -> MeasuredTable:
    # No row may be higher than a slide, beside its head.
    most = min(pages.lines, int(room / (size * LINE)) - 3)
    return native_table.measure_shared(pages.grid, size, WIDE - 2 * IN, pages.shares, most)


def _chunks(table: MeasuredTable, room: float) -> Iterator[MeasuredTable]:
    """Yield the rows of a table, as many as a slide has room for, the heights of slides alike."""
    count = len(_cuts(table, room))
    # The lowest room that needs no more slides: the last one is not left nearly empty.
    low, high = room / 2, room
    while high - low > 4:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_cuts(table, middle)) <= count else (middle, high)
    for first, last in _cuts(table, high):
        colours = table.grid.colours[first:last]
        grid = replace(table.grid, rows=table.grid.rows[first:last], colours=colours)
        heights = (table.heights[0], *table.heights[1 + first : 1 + last])
        yield replace(table, grid=grid, rows=table.rows[first:last], heights=heights)


def _cuts(table: MeasuredTable, room: float) -> Sequence[tuple[int, int]]:
    cuts, first, used = [], 0, table.heights[0]
    for n, height in enumerate(table.heights[1:]):
        if used + height > room and n > first:
            cuts.append((first, n))
            first, used = n, table.heights[0]
        used += height
    return [*cuts, (first, len(table.rows))]
