"""The ways to set a page of the handout: which words stand beside the map and which below, how large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import layout.exports.handout.page_pieces as page_pieces
from layout.briefing.story_model import Slide
from layout.drawing.blocks import reading_effort
from layout.drawing.typesetting import PageBlock, blocks_height, fill_column
from layout.exports.handout.page_pieces import TypeSizes
from layout.exports.rectangle import Rect

GUTTER = 20.0
_BELOW, _APART = 13.0, 14.0  # between the map and words below it, and before the notes

# From roomy to tight.
SIZES = (
    TypeSizes(11.0, 9.2, 23.0, 0.74, 0.66),
    TypeSizes(10.5, 9.0, 21.0, 0.7, 0.58),
    TypeSizes(10.0, 9.0, 19.0, 0.66, 0.5),
    TypeSizes(9.5, 9.0, 17.0, 0.62, 0.42),
    TypeSizes(9.5, 9.0, 17.0, 0.6, 0.34),
)
_SHARES = (0.6, 0.54, 0.48, 0.42)  # of a landscape page's width, for the map
_MAP_LEAST = 0.46  # of the body's height, landscape
_MAP_LEAST_UPRIGHT = 0.28  # of the body's height, portrait
_MAP_MOST = 1.1  # of its width
_ENOUGH = 0.46  # of the body, for the map
_BROADEST = 1.7  # width by height, of a map that is not yet a strip
_SMALLER = 0.03  # what a step to smaller letters costs, beside the map's part
_STRAIN = 0.008  # what a line of a narrow table costs, and an area without its name


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Where the map stands, what stands where in columns, and how hard that is to read."""

    map: Rect
    columns: tuple[tuple[Rect, list[PageBlock]], ...]
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class PageComposer:
    """Sets the words of a slide and its map into the body of a page."""

    slide: Slide
    body: Rect
    lang: str
    portrait: bool

    def best(self) -> PageLayout | None:
        """Return the best way that holds all of the slide; None where there is none."""
        found: list[tuple[float, PageLayout]] = []
        for n, sizes in enumerate(SIZES):
            ways = self._upright(sizes) if self.portrait else self._across(sizes)
            found += [(self._worth(way) - n * _SMALLER, way) for way in ways]
            if any(worth >= _ENOUGH - (n + 1) * _SMALLER for worth, _ in found):
                break  # what is smaller cannot be better
        return max(found, key=lambda f: f[0])[1] if found else None

    def _worth(self, way: PageLayout) -> float:
        """Return what a map is worth, up to enough of the body, and less for a strip, without the cost."""
        part = way.map.wide * way.map.high / (self.body.wide * self.body.high)
        return min(part, _ENOUGH) * min(1.0, way.map.high / way.map.wide * _BROADEST) - way.cost

    def _across(self, sizes: TypeSizes) -> Iterator[PageLayout]:
        """Yield the ways for a landscape page: map left, words right, some of them below the map."""
        body = self.body
        for share in _SHARES:
            wide = body.wide * share
            x = body.x + wide + GUTTER
            beside = Rect(x, body.y, body.x + body.wide - x, body.high)
            for under, right, cost in self._parted(wide, beside.wide, sizes):
                high = min(body.high - (blocks_height(under) + _BELOW if under else 0.0), wide * _MAP_MOST)
                if high >= body.high * _MAP_LEAST and blocks_height(right) <= body.high:
                    below = Rect(body.x, body.y + high + _BELOW, wide, body.high - high - _BELOW)
                    yield PageLayout(
                        Rect(body.x, body.y, wide, high), ((beside, right), (below, under)), cost
                    )

    def _parted(
        self, wide: float, narrow: float, sizes: TypeSizes
    ) -> Iterator[tuple[list[PageBlock], list[PageBlock], float]]:
        """Yield what may stand below the map, what beside it, and what that costs."""
        below, beside = (with_gap(self._notes(w, sizes), _APART) for w in (wide, narrow))
        shown = self._visual(narrow, sizes)
        cost = reading_effort(shown) * _STRAIN
        told = [*self._told(narrow, sizes), *shown]
        yield [], [*told, *beside], cost
        yield below, told, cost
        if shown:
            alone = self._told(wide, sizes)
            yield [*alone, *below], shown, cost
            yield alone, [*shown, *beside], cost

    def _upright(self, sizes: TypeSizes) -> Iterator[PageLayout]:
        """Yield the ways for a portrait page: map above, words below in one column or two."""
        body, half = self.body, (self.body.wide - GUTTER) / 2
        whole, shown = self._visual(body.wide, sizes), self._visual(half, sizes)
        one = [*self._told(body.wide, sizes), *whole, *with_gap(self._notes(body.wide, sizes), _APART)]
        words = [*self._told(half, sizes), *with_gap(self._notes(half, sizes), _APART)]
        for columns, held in (([one], whole), ([words, shown], shown)):
            high = min(body.high - max(map(blocks_height, columns)) - _BELOW, body.wide * 0.8)
            if high >= body.high * _MAP_LEAST_UPRIGHT:
                y = body.y + high + _BELOW
                rest = body.high - high - _BELOW
                areas = [Rect(body.x + n * (half + GUTTER), y, half, rest) for n in range(len(columns))]
                placed = tuple(zip(areas, columns, strict=True))
                yield PageLayout(
                    Rect(body.x, body.y, body.wide, high), placed, reading_effort(held) * _STRAIN
                )

    def pour_over(self, column: float) -> tuple[PageLayout, list[PageBlock]]:
        """Let all words run beside or below a map; return what has no room on the page as well."""
        body, sizes = self.body, SIZES[-1]
        if self.portrait:
            held = Rect(body.x, body.y, body.wide, body.high * _MAP_LEAST_UPRIGHT)
            y = body.y + held.high + _BELOW
            at = Rect(body.x, y, body.wide, body.y + body.high - y)
        else:
            held = Rect(body.x, body.y, column, min(body.high, column * _MAP_MOST))
            at = Rect(body.x + column + GUTTER, body.y, column, body.high)
        told = [*self._told(column, sizes), *self._visual(column, sizes)]
        filled, left = fill_column([*told, *with_gap(self._notes(column, sizes), _APART)], at.high)
        return PageLayout(held, ((at, filled),)), left

    def _told(self, wide: float, sizes: TypeSizes) -> list[PageBlock]:
        return [
            *page_pieces.line_pieces(self.slide, wide, sizes),
            *page_pieces.figure_pieces(self.slide, wide, sizes),
        ]

    def _notes(self, wide: float, sizes: TypeSizes) -> list[PageBlock]:
        return page_pieces.note_pieces(self.slide, wide, sizes, self.lang)

    def _visual(self, wide: float, sizes: TypeSizes) -> list[PageBlock]:
        return page_pieces.visual_pieces(self.slide.visual, wide, sizes, self.lang)


def with_gap(pieces: list[PageBlock], gap: float) -> list[PageBlock]:
    """Return pieces that stand apart from what is before them."""
    return [replace(p, gap=gap) if n == 0 else p for n, p in enumerate(pieces)]
