"""The pages of one step of the handout: an atlas sheet, and further sheets for what it cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from layout.briefing.record import Grid, Slide
from layout.drawing.flow import Face, Piece, height, paragraph, pour, stacked
from layout.drawing.picture import Drawn
from layout.drawing.scene import Stroke
from layout.exports import handout_parts as parts
from layout.exports.handout_parts import Sizes
from layout.model import Layout
from layout.text import say

A4 = (841.89, 595.276)  # points, landscape
MARGIN = 36.0  # 12.7 mm
GUTTER = 20.0
HEAD, FOOT = 20.0, 16.0  # what the running head and the foot take within the margins
_SOURCES_MOST = 0.2  # of a page's height, before they go on to a further page

# From roomy to tight; the first that holds all is taken.
SIZES = (
    Sizes(11.0, 9.2, 23.0, 0.74, 0.66),
    Sizes(10.5, 9.0, 21.0, 0.7, 0.58),
    Sizes(10.0, 9.0, 19.0, 0.66, 0.5),
    Sizes(9.5, 9.0, 17.0, 0.62, 0.44),
)
_SHARES = (0.6, 0.54, 0.48, 0.42)  # of a landscape page's width, for the map
_MAP_LEAST = 0.56  # of the body's height, landscape
_MAP_LEAST_UPRIGHT = 0.27
_MAP_MOST = 1.1  # of its width


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the page, in points from its upper left corner."""

    x: float
    y: float
    wide: float
    high: float


@dataclass(slots=True)
class Sheet:
    """One page of a slide: where its map stands, if it has one, and what else is on it."""

    slide: Slide
    map: Area | None = None
    shapes: list[Drawn] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paper:
    """What all sheets share: the direction of the page, the layout and the language."""

    layout: Layout
    lang: str
    portrait: bool

    @property
    def wide(self) -> float:
        """Return the width of a page."""
        return A4[1] if self.portrait else A4[0]

    @property
    def high(self) -> float:
        """Return the height of a page."""
        return A4[0] if self.portrait else A4[1]

    @property
    def room(self) -> float:
        """Return the width within the margins."""
        return self.wide - 2 * MARGIN

    @property
    def column(self) -> float:
        """Return the width of a column of running text."""
        return self.room if self.portrait else (self.room - GUTTER) / 2

    @property
    def columns(self) -> int:
        """Return how many columns of running text stand side by side."""
        return 1 if self.portrait else 2


def sheets(slide: Slide, paper: Paper) -> list[Sheet]:
    """Return the pages of a slide: one where it fits, else as many as it needs."""
    first = Sheet(slide)
    top = _headed(first, paper, "")
    cited, left = _cited(slide, paper)
    foot = paper.high - MARGIN - FOOT
    if cited:
        foot -= _sources(first, cited, foot, paper)
    body = Area(MARGIN, top, paper.room, foot - top)
    if _composed(first, slide, body, paper):
        return [first, *_further(slide, left, paper)]
    if _composed(first, replace(slide, visual=None), body, paper):
        return [first, *_apart(slide, left, paper)]
    return [first, *_further(slide, [*_poured(first, body, paper), *left], paper)]


def _headed(sheet: Sheet, paper: Paper, more: str) -> float:
    """Write kicker and title; return where the body begins."""
    slide = sheet.slide
    kicker = Face(9.0, bold=True, colour=_colour(slide, paper.layout), leading=1.35)
    held = paragraph(slide.kicker, kicker, paper.room)
    title = slide.title + more
    size = next((s for s in (21.0, 18.0) if len(paragraph(title, Face(s, bold=True), paper.room)) == 1), 15.0)
    held += paragraph(title, Face(size, bold=True, leading=1.3), paper.room, gap=1.0)
    top = MARGIN + HEAD
    sheet.shapes += stacked(held, MARGIN, top)
    return top + height(held) + 9


def _colour(slide: Slide, layout: Layout) -> str:
    """Return the colour of what a slide is about, as far as it is about one thing."""
    named = (*slide.view.element, *slide.view.cluster)
    paint = {e.id: e.colour for e in layout.elements} | {c.id: c.colour for c in layout.clusters}
    return paint.get(named[0], "") or "accent" if len(named) == 1 else "accent"


def _cited(slide: Slide, paper: Paper) -> tuple[list[list[Piece]], list[Piece]]:
    """Return the sources in the columns of the page's foot, and what has no room there."""
    pieces = parts.sources(slide, paper.layout, paper.column, paper.lang)
    if not pieces:
        return [], []
    high = height(pieces) / paper.columns
    while True:
        columns, left = [], pieces
        for _ in range(paper.columns):
            column, left = pour(left, high) if left else ([], left)
            columns.append(column)
        if not left or high > paper.high * _SOURCES_MOST:
            return columns, left
        high += 3.0


def _sources(sheet: Sheet, columns: Sequence[list[Piece]], foot: float, paper: Paper) -> float:
    """Set the sources at the foot of the body, under a hairline; return how high they are."""
    high = max(map(height, columns))
    top = foot - high - 2
    sheet.shapes.append(Stroke(MARGIN, top - 6, MARGIN + paper.room, top - 6, "hair", 0.5))
    for n, column in enumerate(columns):
        sheet.shapes += stacked(column, MARGIN + n * (paper.column + GUTTER), top)
    return high + 16


def _composed(sheet: Sheet, slide: Slide, body: Area, paper: Paper) -> bool:
    """Set the body of a page in the first way that holds all of it; tell whether there is one."""
    for sizes in SIZES:
        ways = _upright(slide, sizes, body, paper) if paper.portrait else _across(slide, sizes, body, paper)
        for area, columns in ways:
            sheet.map = area
            for at, pieces in columns:
                sheet.shapes += stacked(pieces, at.x, at.y)
            return True
    return False


Way = tuple[Area, list[tuple[Area, list[Piece]]]]


def _across(slide: Slide, sizes: Sizes, body: Area, paper: Paper) -> Iterator[Way]:
    """Yield the ways to set a landscape page: map left, words right, notes beside or below the map."""
    for share in _SHARES:
        wide = body.wide * share
        x = body.x + wide + GUTTER
        beside = Area(x, body.y, body.x + body.wide - x, body.high)
        right = _told(slide, beside.wide, sizes, paper)
        if height(right) > body.high:
            continue
        remarks = parts.notes(slide, beside.wide, sizes, paper.lang)
        both = [*right, *_after(remarks, 14.0)]
        if height(both) <= body.high:
            yield Area(body.x, body.y, wide, min(body.high, wide * _MAP_MOST)), [(beside, both)]
        below = parts.notes(slide, wide, sizes, paper.lang)
        high = min(body.high - height(below) - 12, wide * _MAP_MOST)
        if high >= body.high * _MAP_LEAST:
            under = Area(body.x, body.y + high + 12, wide, height(below))
            yield Area(body.x, body.y, wide, high), [(beside, right), (under, below)]


def _upright(slide: Slide, sizes: Sizes, body: Area, paper: Paper) -> Iterator[Way]:
    """Yield the ways to set a portrait page: map above, words below in one column or two."""
    least = paper.high * _MAP_LEAST_UPRIGHT
    half = (body.wide - GUTTER) / 2
    remarks = [parts.notes(slide, w, sizes, paper.lang) for w in (body.wide, half)]
    one = [*_told(slide, body.wide, sizes, paper), *_after(remarks[0], 14.0)]
    words = [*_told(replace(slide, visual=None), half, sizes, paper), *_after(remarks[1], 14.0)]
    shown = parts.visual(slide.visual, half, sizes, paper.lang)
    ways = [[one], [words, shown]] if slide.visual is None or isinstance(slide.visual, Grid) else [[words, shown], [one]]
    for columns in ways:
        high = min(body.high - max(map(height, columns)) - 14, body.wide * 0.8)
        if high >= least:
            y = body.y + high + 14
            areas = [
                Area(body.x + n * (half + GUTTER), y, half, body.high - high - 14) for n in range(len(columns))
            ]
            yield Area(body.x, body.y, body.wide, high), list(zip(areas, columns, strict=True))


def _told(slide: Slide, wide: float, sizes: Sizes, paper: Paper) -> list[Piece]:
    """Return lines, figures and the chart or table as they follow each other."""
    told = [*parts.said(slide, wide, sizes), *parts.figures(slide, wide, sizes)]
    return [*told, *parts.visual(slide.visual, wide, sizes, paper.lang)]


def _after(pieces: list[Piece], gap: float) -> list[Piece]:
    """Return pieces that stand apart from what is before them."""
    return [replace(p, gap=gap) if n == 0 else p for n, p in enumerate(pieces)]


def _poured(sheet: Sheet, body: Area, paper: Paper) -> list[Piece]:
    """Let all the words run beside or below the map; return what has no room on the page."""
    sizes, slide = SIZES[-1], sheet.slide
    if paper.portrait:
        sheet.map = Area(body.x, body.y, body.wide, paper.high * _MAP_LEAST_UPRIGHT)
        at = Area(body.x, body.y + sheet.map.high + 14, body.wide, body.high - sheet.map.high - 14)
    else:
        sheet.map = Area(body.x, body.y, paper.column, min(body.high, paper.column * _MAP_MOST))
        at = Area(body.x + paper.column + GUTTER, body.y, paper.column, body.high)
    told = _told(slide, paper.column, sizes, paper)
    remarks = parts.notes(slide, paper.column, sizes, paper.lang)
    column, left = pour([*told, *_after(remarks, 14.0)], at.high)
    sheet.shapes += stacked(column, at.x, at.y)
    return left


def _apart(slide: Slide, left: list[Piece], paper: Paper) -> Iterator[Sheet]:
    """Yield the pages of a chart or table that has no room beside the map."""
    whole = parts.visual(slide.visual, paper.room, SIZES[1], paper.lang)
    sheet = Sheet(slide)
    top = _headed(sheet, paper, say("handout.continued", paper.lang))
    if height(whole) <= paper.high - MARGIN - FOOT - top and not left:
        sheet.shapes += stacked(whole, MARGIN, top)
        yield sheet
    else:
        shown = parts.visual(slide.visual, paper.column, SIZES[1], paper.lang)
        yield from _further(slide, [*shown, *_after(left, 14.0)], paper)


def _further(slide: Slide, left: list[Piece], paper: Paper) -> Iterator[Sheet]:
    """Yield pages without a map that hold what is left over."""
    while left:
        sheet = Sheet(slide)
        top = _headed(sheet, paper, say("handout.continued", paper.lang))
        for n in range(paper.columns):
            column, left = pour(left, paper.high - MARGIN - FOOT - top) if left else ([], left)
            sheet.shapes += stacked(column, MARGIN + n * (paper.column + GUTTER), top)
        yield sheet
