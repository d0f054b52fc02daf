"""The pages of one step of the handout: an atlas sheet, and further sheets for what it cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from layout.briefing.record import Grid, Slide
from layout.drawing.flow import Face, Piece, height, paragraph, pour, stacked, written
from layout.drawing.lettering import fit, legible, width
from layout.drawing.picture import Drawn, Picture
from layout.drawing.scene import Stroke, Words
from layout.exports import handout_parts as parts
from layout.exports.handout_parts import Sizes
from layout.model import Layout
from layout.text import say

A4 = (841.89, 595.276)  # points, landscape
MARGIN = 36.0  # 12.7 mm
GUTTER = 20.0
FOOT = 16.0  # what the running foot takes within the margins
RUNNING = Face(8.0, colour="muted")
KEY_SCALE = 0.64  # points for one pixel of the legend
_SOURCES_MOST = 0.2  # of a page's height, before they go on to a further page

# From roomy to tight; the first that holds all is taken.
SIZES = (
    Sizes(11.0, 9.2, 23.0, 0.74, 0.66),
    Sizes(10.5, 9.0, 21.0, 0.7, 0.58),
    Sizes(10.0, 9.0, 19.0, 0.66, 0.5),
    Sizes(9.5, 9.0, 17.0, 0.62, 0.42),
    Sizes(9.5, 9.0, 17.0, 0.6, 0.34),
)
_SHARES = (0.6, 0.54, 0.48, 0.42)  # of a landscape page's width, for the map
_MAP_LEAST = 0.5  # of the body's height, landscape
_MAP_LEAST_UPRIGHT = 0.27
_MAP_MOST = 1.1  # of its width
_ENOUGH = 0.46  # of the body, for the map
_BROADEST = 1.7  # width by height, of a map that is not yet a strip
_SMALLER = 0.03  # what a step to smaller letters costs, beside the map's part


def room(portrait: bool) -> float:
    """Return the width within the margins of a page."""
    return A4[1 if portrait else 0] - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the page, in points from its upper left corner."""

    x: float
    y: float
    wide: float
    high: float


@dataclass(slots=True)
class Sheet:
    """One page of a slide: where its map stands, if it has one, and what is on it besides."""

    slide: Slide
    map: Area | None = None
    legend: Area | None = None
    head: list[Drawn] = field(default_factory=list)
    shapes: list[Drawn] = field(default_factory=list)
    foot: list[Drawn] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paper:
    """What all sheets share: the layout, the story's title, the language, the direction, the legend."""

    layout: Layout
    title: str
    subtitle: str
    lang: str
    portrait: bool
    legend: Picture

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
        return room(self.portrait)

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
    high = paper.legend.high * KEY_SCALE
    foot -= high + 8
    first.legend = Area(MARGIN, foot, paper.room, high)
    foot -= 6
    body = Area(MARGIN, top, paper.room, foot - top)
    if _composed(first, slide, body, paper):
        return [first, *_further(slide, left, paper)]
    if _composed(first, replace(slide, visual=None), body, paper):
        return [first, *_apart(slide, left, paper)]
    return [first, *_further(slide, [*_poured(first, body, paper), *left], paper)]


def _headed(sheet: Sheet, paper: Paper, more: str) -> float:
    """Write the running head, kicker and title; return where the body begins."""
    slide = sheet.slide
    top = _running(sheet, paper, slide.n == 1 and not more)
    kicker = Face(9.0, bold=True, colour=_colour(slide, paper.layout), leading=1.35)
    held = paragraph(slide.kicker, kicker, paper.room)
    title = slide.title + more
    size = next((s for s in (21.0, 18.0) if len(paragraph(title, Face(s, bold=True), paper.room)) == 1), 15.0)
    held += paragraph(title, Face(size, bold=True, leading=1.3), paper.room, gap=1.0)
    sheet.head += stacked(held, MARGIN, top)
    return top + height(held) + 9


def _running(sheet: Sheet, paper: Paper, first: bool) -> float:
    """Write the story's title, whole on the first page, and of what district and edition it is."""
    left, right = MARGIN, paper.wide - MARGIN
    edition = legible(paper.subtitle if first else paper.layout.edition.name(paper.lang))
    beside = fit(edition, RUNNING.size, paper.room / 2, 1)
    room = paper.room - sum(width(w, RUNNING.size) for w in beside) - 16
    if first:
        faces = [Face(size, bold=True, leading=1.3) for size in (12.0, 10.5, 9.5)]
        face = next((f for f in faces if width(legible(paper.title), f.size, True) <= room), faces[0])
        held, top = paragraph(paper.title, face, room), MARGIN + 7 - face.size
    else:
        words = fit(legible(paper.title), RUNNING.size, room, 1)
        held, top = [p for w in words for p in paragraph(w, RUNNING, room)], MARGIN
    sheet.head += stacked(held, left, top)
    sheet.head += [written(w, right, MARGIN, RUNNING, "end") for w in beside]
    rule = max(top + height(held), MARGIN + 11.4) + 2
    sheet.head.append(Stroke(left, rule, right, rule, "line", 0.6))
    return rule + 7


def _colour(slide: Slide, layout: Layout) -> str:
    """Return the colour of what a slide is about, as far as it is about one thing."""
    named = (*slide.view.element, *slide.view.cluster)
    paint = {e.id: e.colour for e in layout.elements} | {c.id: c.colour for c in layout.clusters}
    return paint.get(named[0], "") or "accent" if len(named) == 1 else "accent"


def _cited(slide: Slide, paper: Paper) -> tuple[list[Piece], list[Piece]]:
    """Return the sources for the foot of the page, and those that have no room there."""
    words = parts.sources(slide, paper.layout, paper.lang)
    if plan_line(paper) is None:
        words.append(parts.named(paper.layout, paper.lang))
    held = len(words)
    while height(parts.cited(words[:held], paper.room)) > paper.high * _SOURCES_MOST:
        held -= 1
    return parts.cited(words[:held], paper.room), parts.cited(words[held:], paper.column)


def plan_line(paper: Paper) -> Words | None:
    """Return the line at the foot that says which document “the plan” is, where it fits in a line."""
    words = parts.named(paper.layout, paper.lang)
    face = replace(RUNNING, size=7.4)
    held = bool(words) and width(words, face.size) <= paper.room - 90
    return written(words, MARGIN, paper.high - MARGIN - 10, face) if held else None


def _sources(sheet: Sheet, pieces: list[Piece], foot: float, paper: Paper) -> float:
    """Set the sources at the foot of the body, under a hairline; return how high they are."""
    held = [*paragraph(say("handout.sources", paper.lang), parts.HEADING, paper.room), *pieces]
    top = foot - height(held) - 2
    sheet.foot += stacked(held, MARGIN, top)
    sheet.foot.append(Stroke(MARGIN, top - 4, MARGIN + paper.room, top - 4, "hair", 0.5))
    return foot - top + 14


def _composed(sheet: Sheet, slide: Slide, body: Area, paper: Paper) -> bool:
    """Set the body of a page in the best way that holds all of it; tell whether there is one."""
    found: list[tuple[float, Way]] = []
    for n, sizes in enumerate(SIZES):
        ways = _upright(slide, sizes, body, paper) if paper.portrait else _across(slide, sizes, body, paper)
        found += [(_worth(way[0], body) - n * _SMALLER, way) for way in ways]
        if found and max(f[0] for f in found) >= _worth(body, body) - (n + 1) * _SMALLER:
            break
    if not found:
        return False
    sheet.map, columns = max(found, key=lambda f: f[0])[1]
    for at, pieces in columns:
        sheet.shapes += stacked(pieces, at.x, at.y)
    return True


def _worth(area: Area, body: Area) -> float:
    """Return what a map of some size is worth: up to enough of the body, and less where it is a strip."""
    part = area.wide * area.high / (body.wide * body.high)
    return min(part, _ENOUGH) * min(1.0, area.high / area.wide * _BROADEST)


Way = tuple[Area, list[tuple[Area, list[Piece]]]]


def _across(slide: Slide, sizes: Sizes, body: Area, paper: Paper) -> Iterator[Way]:
    """Yield the ways to set a landscape page: map left, words right, some of them below the map."""
    for share in _SHARES:
        wide = body.wide * share
        x = body.x + wide + GUTTER
        beside = Area(x, body.y, body.x + body.wide - x, body.high)
        for under, right in _parted(slide, (wide, beside.wide), sizes, paper):
            high = min(body.high - (height(under) + 12 if under else 0.0), wide * _MAP_MOST)
            if high >= body.high * _MAP_LEAST and height(right) <= body.high:
                below = Area(body.x, body.y + high + 12, wide, body.high - high - 12)
                yield Area(body.x, body.y, wide, high), [(beside, right), (below, under)]


def _parted(
    slide: Slide, widths: tuple[float, float], sizes: Sizes, paper: Paper
) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """Yield what may stand below the map and what beside it, the best parting first."""
    remarks = [_after(parts.notes(slide, w, sizes, paper.lang), 14.0) for w in widths]
    shown = parts.visual(slide.visual, widths[1], sizes, paper.lang)
    told = [*_told(slide, widths[1], sizes), *shown]
    yield [], [*told, *remarks[1]]
    yield remarks[0], told
    if slide.visual is not None:
        alone = _told(slide, widths[0], sizes)
        yield [*alone, *remarks[0]], shown
        yield alone, [*shown, *remarks[1]]


def _upright(slide: Slide, sizes: Sizes, body: Area, paper: Paper) -> Iterator[Way]:
    """Yield the ways to set a portrait page: map above, words below in one column or two."""
    least = paper.high * _MAP_LEAST_UPRIGHT
    half = (body.wide - GUTTER) / 2
    remarks = [parts.notes(slide, w, sizes, paper.lang) for w in (body.wide, half)]
    whole = parts.visual(slide.visual, body.wide, sizes, paper.lang)
    one = [*_told(slide, body.wide, sizes), *whole, *_after(remarks[0], 14.0)]
    words = [*_told(slide, half, sizes), *_after(remarks[1], 14.0)]
    shown = parts.visual(slide.visual, half, sizes, paper.lang)
    ways = (
        [[one], [words, shown]]
        if slide.visual is None or isinstance(slide.visual, Grid)
        else [[words, shown], [one]]
    )
    for columns in ways:
        high = min(body.high - max(map(height, columns)) - 14, body.wide * 0.8)
        if high >= least:
            y = body.y + high + 14
            areas = [
                Area(body.x + n * (half + GUTTER), y, half, body.high - high - 14)
                for n in range(len(columns))
            ]
            yield Area(body.x, body.y, body.wide, high), list(zip(areas, columns, strict=True))


def _told(slide: Slide, wide: float, sizes: Sizes) -> list[Piece]:
    """Return lines and figures as they follow each other."""
    return [*parts.said(slide, wide, sizes), *parts.figures(slide, wide, sizes)]


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
    shown = parts.visual(slide.visual, paper.column, sizes, paper.lang)
    told = [*_told(slide, paper.column, sizes), *shown]
    remarks = parts.notes(slide, paper.column, sizes, paper.lang)
    column, left = pour([*told, *_after(remarks, 14.0)], at.high)
    sheet.shapes += stacked(column, at.x, at.y)
    return left


def _apart(slide: Slide, left: list[Piece], paper: Paper) -> Iterator[Sheet]:
    """Yield the pages of a chart or table that has no room beside the map."""
    sheet = Sheet(slide)
    top = _headed(sheet, paper, say("handout.continued", paper.lang))
    for sizes in SIZES if not left else ():
        whole = parts.visual(slide.visual, paper.room, sizes, paper.lang)
        if height(whole) <= paper.high - MARGIN - FOOT - top:
            sheet.shapes += stacked(whole, MARGIN, top)
            yield sheet
            return
    shown = parts.visual(slide.visual, paper.column, SIZES[1], paper.lang)
    yield from _further(slide, [*shown, *_after(left, 14.0)], paper)


def _further(slide: Slide, left: list[Piece], paper: Paper) -> Iterator[Sheet]:
    """Yield pages without a map that hold what is left over."""
    while left:
        sheet = Sheet(slide)
        top = _headed(sheet, paper, say("handout.continued", paper.lang))
        for n in range(paper.columns):
            column, left = pour(left, paper.high - MARGIN - FOOT - top)
            sheet.shapes += stacked(column, MARGIN + n * (paper.column + GUTTER), top)
        yield sheet
