"""The pages of one step of the handout: an atlas sheet, and further sheets for what it cannot hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import layout.exports.handout.page_pieces as page_pieces
from layout.briefing.story_model import Slide
from layout.drawing.picture import Picture, PictureShape
from layout.drawing.scene import StraightLine, TextLine
from layout.drawing.text_metrics import fit_lines, text_width
from layout.drawing.typesetting import (
    PageBlock,
    TextStyle,
    blocks_height,
    fill_column,
    paragraph,
    printable_text,
    stack_blocks,
    text_line,
)
from layout.exports.handout.page_layout import GUTTER, SIZES, PageComposer, PageLayout, with_gap
from layout.exports.rectangle import Rect
from layout.plan.model import Plan
from layout.words.glossary import say

A4 = (841.89, 595.276)  # points, landscape
MARGIN = 34.2  # a little more than 12 mm
FOOT = 16.0  # what the running foot takes within the margins
RUNNING = TextStyle(8.0, colour="muted")
KEY_SCALE = 0.64  # points for one pixel of the legend
_SOURCES_MOST = 0.2  # of a page's height, before they go on to a further page


def page_text_width(portrait: bool) -> float:
    """Return the width within the margins of a page."""
    return A4[1 if portrait else 0] - 2 * MARGIN


@dataclass(slots=True)
class HandoutPage:
    """One page of a slide: where its map stands, if it has one, and what is on it besides."""

    slide: Slide
    map: Rect | None = None
    legend: Rect | None = None
    head: list[PictureShape] = field(default_factory=list)
    shapes: list[PictureShape] = field(default_factory=list)
    foot: list[PictureShape] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PageSetup:
    """What all sheets share: the layout, the story's title, the language, the direction, the legend."""

    plan: Plan
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
        return page_text_width(self.portrait)

    @property
    def column(self) -> float:
        """Return the width of a column of running text."""
        return self.room if self.portrait else (self.room - GUTTER) / 2

    @property
    def columns(self) -> int:
        """Return how many columns of running text stand side by side."""
        return 1 if self.portrait else 2


def slide_pages(slide: Slide, paper: PageSetup) -> list[HandoutPage]:
    """Return the pages of a slide: one where it fits, else as many as it needs."""
    first = HandoutPage(slide)
    top = _headed(first, paper, "")
    cited, left = _cited(slide, paper)
    foot = paper.high - MARGIN - FOOT
    if cited:
        foot -= _sources(first, cited, foot, paper)
    high = paper.legend.height * KEY_SCALE
    foot -= high + 1
    first.legend = Rect(MARGIN, foot, paper.room, high)
    foot -= 7
    body = Rect(MARGIN, top, paper.room, foot - top)
    setter = PageComposer(slide, body, paper.lang, paper.portrait)
    way = setter.best()
    if way:
        _set(first, way)
        return [first, *_further(slide, left, paper)]
    way = replace(setter, slide=replace(slide, visual=None)).best()
    if way:
        _set(first, way)
        return [first, *_apart(slide, left, paper)]
    way, rest = setter.pour_over(paper.column)
    _set(first, way)
    return [first, *_further(slide, [*rest, *left], paper)]


def _set(sheet: HandoutPage, way: PageLayout) -> None:
    sheet.map = way.map
    for at, pieces in way.columns:
        sheet.shapes += stack_blocks(pieces, at.x, at.y)


def _headed(sheet: HandoutPage, paper: PageSetup, more: str) -> float:
    """Write the running head, kicker and title; return where the body begins."""
    slide = sheet.slide
    top = _running(sheet, paper, slide.n == 1 and not more)
    kicker = TextStyle(9.0, bold=True, colour=slide.colour or "accent", leading=1.35)
    held = paragraph(slide.kicker, kicker, paper.room)
    title = slide.title + more
    size = next(
        (s for s in (21.0, 18.0) if len(paragraph(title, TextStyle(s, bold=True), paper.room)) == 1), 15.0
    )
    held += paragraph(title, TextStyle(size, bold=True, leading=1.3), paper.room, gap=1.0)
    sheet.head += stack_blocks(held, MARGIN, top)
    return top + blocks_height(held) + 9


def _running(sheet: HandoutPage, paper: PageSetup, first: bool) -> float:
    """Write the story's title, whole on the first page, and of what district and edition it is."""
    left, right = MARGIN, paper.wide - MARGIN
    edition = printable_text(paper.subtitle if first else paper.plan.edition.name(paper.lang))
    beside = fit_lines(edition, RUNNING.size, paper.room / 2, 1)
    room = paper.room - sum(text_width(w, RUNNING.size) for w in beside) - 16
    if first:
        faces = [TextStyle(size, bold=True, leading=1.3) for size in (12.0, 10.5, 9.5)]
        face = next(
            (f for f in faces if text_width(printable_text(paper.title), f.size, True) <= room), faces[0]
        )
        held, top = paragraph(paper.title, face, room), MARGIN + 7 - face.size
    else:
        words = fit_lines(printable_text(paper.title), RUNNING.size, room, 1)
        held, top = [p for w in words for p in paragraph(w, RUNNING, room)], MARGIN
    sheet.head += stack_blocks(held, left, top)
    sheet.head += [text_line(w, right, MARGIN, RUNNING, "end") for w in beside]
    rule = max(top + blocks_height(held), MARGIN + 11.4) + 2
    sheet.head.append(StraightLine(left, rule, right, rule, "line", 0.6))
    return rule + 7


def _cited(slide: Slide, paper: PageSetup) -> tuple[list[PageBlock], list[PageBlock]]:
    """Return the sources for the foot of the page, and those that have no room there."""
    words = page_pieces.full_citations(slide, paper.plan, paper.lang)
    if plan_source_line(paper) is None:
        words.append(page_pieces.plan_source_note(paper.plan, paper.lang))
    held = len(words)
    while blocks_height(page_pieces.citation_pieces(words[:held], paper.room)) > paper.high * _SOURCES_MOST:
        held -= 1
    return page_pieces.citation_pieces(words[:held], paper.room), page_pieces.citation_pieces(
        words[held:], paper.column
    )


def plan_source_line(paper: PageSetup) -> TextLine | None:
    """Return the line at the foot that says which document “the plan” is, where it fits in a line."""
    words = page_pieces.plan_source_note(paper.plan, paper.lang)
    face = replace(RUNNING, size=7.4)
    held = bool(words) and text_width(words, face.size) <= paper.room - 90
    return text_line(words, MARGIN, paper.high - MARGIN - 10, face) if held else None


def _sources(sheet: HandoutPage, pieces: list[PageBlock], foot: float, paper: PageSetup) -> float:
    """Set the sources at the foot of the body, under a hairline; return how high they are."""
    held = [*paragraph(say("handout.sources", paper.lang), page_pieces.HEADING, paper.room), *pieces]
    top = foot - blocks_height(held) - 2
    sheet.foot += stack_blocks(held, MARGIN, top)
    sheet.foot.append(StraightLine(MARGIN, top - 4, MARGIN + paper.room, top - 4, "hair", 0.5))
    return foot - top + 9


def _apart(slide: Slide, left: list[PageBlock], paper: PageSetup) -> Iterator[HandoutPage]:
    """Yield the pages of a chart or table that has no room beside the map."""
    sheet = HandoutPage(slide)
    top = _headed(sheet, paper, say("handout.continued", paper.lang))
    for sizes in SIZES if not left else ():
        whole = page_pieces.visual_pieces(slide.visual, paper.room, sizes, paper.lang)
        if blocks_height(whole) <= paper.high - MARGIN - FOOT - top:
            sheet.shapes += stack_blocks(whole, MARGIN, top)
            yield sheet
            return
    shown = page_pieces.visual_pieces(slide.visual, paper.column, SIZES[1], paper.lang)
    yield from _further(slide, [*shown, *with_gap(left, 14.0)], paper)


def _further(slide: Slide, left: list[PageBlock], paper: PageSetup) -> Iterator[HandoutPage]:
    """Yield pages without a map that hold what is left over."""
    while left:
        sheet = HandoutPage(slide)
        top = _headed(sheet, paper, say("handout.continued", paper.lang))
        for n in range(paper.columns):
            column, left = fill_column(left, paper.high - MARGIN - FOOT - top)
            sheet.shapes += stack_blocks(column, MARGIN + n * (paper.column + GUTTER), top)
        yield sheet
