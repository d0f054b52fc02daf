"""Layout of a page of the handout: sizes of map and type, text beside or below the map. In points."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import layout.exports.handout.page_blocks as page_blocks
from layout.briefing.story_model import Slide
from layout.drawing.blocks import reading_effort
from layout.drawing.typesetting import PageBlock, blocks_height, fill_column
from layout.exports.handout.page_blocks import TypeSizes
from layout.exports.rectangle import Rect

GUTTER = 20.0
_BELOW, _APART = 13.0, 14.0  # between the map and text below it, and before the notes

# From large to small.
SIZES = (
    TypeSizes(11.0, 9.2, 23.0, 0.74, 0.66),
    TypeSizes(10.5, 9.0, 21.0, 0.7, 0.58),
    TypeSizes(10.0, 9.0, 19.0, 0.66, 0.5),
    TypeSizes(9.5, 9.0, 17.0, 0.62, 0.42),
    TypeSizes(9.5, 9.0, 17.0, 0.6, 0.34),
)
_SHARES = (0.6, 0.54, 0.48, 0.42)  # of a landscape page's width, for the map
_MAP_LEAST = 0.42  # of the body's height, landscape
_MAP_LEAST_UPRIGHT = 0.24  # of the body's height, portrait
_MAP_MOST = 1.1  # of the map's width
_ENOUGH = 0.46  # of the body's area: a larger map is worth no more
_BROADEST = 1.7  # width by height: a flatter map is worth less
_SMALLER = 0.03  # cost of the next smaller type sizes, as a share of the body's area
_STRAIN = 0.008  # cost of each unit of `reading_effort`, as a share of the body's area


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Rectangles of the map and of columns with their blocks, and a cost: how hard that is to read."""

    map: Rect
    columns: tuple[tuple[Rect, list[PageBlock]], ...]
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class PageComposer:
    """Composes a slide's text and map within the body of a page, a rectangle in points."""

    slide: Slide
    body: Rect
    lang: str
    portrait: bool

    def best(self) -> PageLayout | None:
        """Return the best layout that has room for all of the slide; None where there is none."""
        # A long table takes the width of an upright page, and the map goes beside the words.
        ways = (self._portrait, self._portrait_beside) if self.portrait else (self._landscape,)
        return next((layout for layout in map(self._best_of, ways) if layout), None)

    def _best_of(self, layouts: Callable[[TypeSizes], Iterator[PageLayout]]) -> PageLayout | None:
        scored: list[tuple[float, PageLayout]] = []
        for n, sizes in enumerate(SIZES):
            # Larger type first; smaller type must win more map than it costs.
            scored += [(self._score(layout) - n * _SMALLER, layout) for layout in layouts(sizes)]
            if any(worth >= _ENOUGH - (n + 1) * _SMALLER for worth, _ in scored):
                break  # smaller type cannot score higher
        return max(scored, key=lambda f: f[0])[1] if scored else None

    def _score(self, layout: PageLayout) -> float:
        """Return the score of a layout: the map's share of the body, less if it is flat, minus the cost."""
        share = layout.map.width * layout.map.height / (self.body.width * self.body.height)
        return min(share, _ENOUGH) * min(1.0, layout.map.height / layout.map.width * _BROADEST) - layout.cost

    def _landscape(self, sizes: TypeSizes) -> Iterator[PageLayout]:
        """Yield layouts of a landscape page: map left, text right, some of it below the map."""
        body = self.body
        for share in _SHARES:
            width = body.width * share
            x = body.x + width + GUTTER
            column = Rect(x, body.y, body.x + body.width - x, body.height)
            for under, right, cost in self._distributions(width, column.width, sizes):
                height = min(
                    body.height - (blocks_height(under) + _BELOW if under else 0.0), width * _MAP_MOST
                )
                if height >= body.height * _MAP_LEAST and blocks_height(right) <= body.height:
                    below = Rect(body.x, body.y + height + _BELOW, width, body.height - height - _BELOW)
                    yield PageLayout(
                        Rect(body.x, body.y, width, height), ((column, right), (below, under)), cost
                    )

    def _distributions(
        self, width: float, narrow: float, sizes: TypeSizes
    ) -> Iterator[tuple[list[PageBlock], list[PageBlock], float]]:
        """Yield (blocks below the map, blocks beside it, cost)."""
        notes_below, notes_beside = (with_gap(self._notes(w, sizes), _APART) for w in (width, narrow))
        visual = self._visual(narrow, sizes)
        cost = reading_effort(visual) * _STRAIN
        column = [*self._text(narrow, sizes), *visual]
        yield [], [*column, *notes_beside], cost
        yield notes_below, column, cost
        if visual:
            text_below = self._text(width, sizes)
            yield [*text_below, *notes_below], visual, cost
            yield text_below, [*visual, *notes_beside], cost

    def _portrait(self, sizes: TypeSizes) -> Iterator[PageLayout]:
        """Yield layouts of a portrait page: map above, text below in one column or two."""
        body, half = self.body, (self.body.width - GUTTER) / 2
        full_visual, half_visual = self._visual(body.width, sizes), self._visual(half, sizes)
        single = [
            *self._text(body.width, sizes),
            *full_visual,
            *with_gap(self._notes(body.width, sizes), _APART),
        ]
        text = [*self._text(half, sizes), *with_gap(self._notes(half, sizes), _APART)]
        for columns, visual in (([single], full_visual), ([text, half_visual], half_visual)):
            height = min(body.height - max(map(blocks_height, columns)) - _BELOW, body.width * 0.8)
            if height >= body.height * _MAP_LEAST_UPRIGHT:
                y = body.y + height + _BELOW
                room = body.height - height - _BELOW
                areas = [Rect(body.x + n * (half + GUTTER), y, half, room) for n in range(len(columns))]
                placed = tuple(zip(areas, columns, strict=True))
                yield PageLayout(
                    Rect(body.x, body.y, body.width, height), placed, reading_effort(visual) * _STRAIN
                )

    def _portrait_beside(self, sizes: TypeSizes) -> Iterator[PageLayout]:
        """Yield the layout of a portrait page with the words beside the map, chart or table below both."""
        body, half = self.body, (self.body.width - GUTTER) / 2
        visual = self._visual(body.width, sizes)
        words = [*self._text(half, sizes), *with_gap(self._notes(half, sizes), _APART)]
        height = min(body.height - blocks_height(visual) - _BELOW, half * _MAP_MOST)
        if visual and height >= max(body.height * _MAP_LEAST_UPRIGHT, blocks_height(words)):
            beside = Rect(body.x + half + GUTTER, body.y, half, height)
            y = body.y + height + _BELOW
            below = Rect(body.x, y, body.width, body.height - height - _BELOW)
            at = Rect(body.x, body.y, half, height)
            yield PageLayout(at, ((beside, words), (below, visual)), reading_effort(visual) * _STRAIN)

    def pour_over(self, column: float) -> tuple[PageLayout, list[PageBlock]]:
        """Return a layout filled with text beside or below the map, and the blocks left for further pages."""
        body, sizes = self.body, SIZES[-1]
        if self.portrait:
            map_rect = Rect(body.x, body.y, body.width, body.height * _MAP_LEAST_UPRIGHT)
            y = body.y + map_rect.height + _BELOW
            column_rect = Rect(body.x, y, body.width, body.y + body.height - y)
        else:
            map_rect = Rect(body.x, body.y, column, min(body.height, column * _MAP_MOST))
            column_rect = Rect(body.x + column + GUTTER, body.y, column, body.height)
        blocks = [*self._text(column, sizes), *self._visual(column, sizes)]
        column_blocks, left = fill_column(
            [*blocks, *with_gap(self._notes(column, sizes), _APART)], column_rect.height
        )
        return PageLayout(map_rect, ((column_rect, column_blocks),)), left

    def _text(self, width: float, sizes: TypeSizes) -> list[PageBlock]:
        return [
            *page_blocks.line_blocks(self.slide, width, sizes),
            *page_blocks.figure_blocks(self.slide, width, sizes),
        ]

    def _notes(self, width: float, sizes: TypeSizes) -> list[PageBlock]:
        return page_blocks.note_blocks(self.slide, width, sizes, self.lang)

    def _visual(self, width: float, sizes: TypeSizes) -> list[PageBlock]:
        return page_blocks.visual_blocks(self.slide.visual, width, sizes, self.lang)


def with_gap(blocks: list[PageBlock], gap: float) -> list[PageBlock]:
    """Return blocks with a gap in points above the first."""
    return [replace(p, gap=gap) if n == 0 else p for n, p in enumerate(blocks)]
