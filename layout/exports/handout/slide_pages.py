"""Pages of one slide of the handout: one with the map, and further ones for what has no room. In points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import layout.exports.handout.page_blocks as page_blocks
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
MARGIN = 34.2  # 12 mm and a little
FOOTER = 16.0  # height of the footer within the margins
RUNNING_FACE = TextStyle(8.0, colour="muted")
KEY_SCALE = 0.64  # points per pixel of the legend
_SOURCES_MOST = 0.2  # of a page's height; further sources go to the next page


def page_text_width(portrait: bool) -> float:
    """Return the width within the margins of a page."""
    return A4[1 if portrait else 0] - 2 * MARGIN


@dataclass(slots=True)
class HandoutPage:
    """A page of a slide: rectangles of map and legend, if it has them, and the shapes on it."""

    slide: Slide
    map: Rect | None = None
    legend: Rect | None = None
    head: list[PictureShape] = field(default_factory=list)
    shapes: list[PictureShape] = field(default_factory=list)
    foot: list[PictureShape] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PageSetup:
    """What all pages share: plan, title of the story, language, orientation and legend."""

    plan: Plan
    title: str
    subtitle: str
    lang: str
    portrait: bool
    legend: Picture

    @property
    def width(self) -> float:
        """Return the width of a page."""
        return A4[1] if self.portrait else A4[0]

    @property
    def height(self) -> float:
        """Return the height of a page."""
        return A4[0] if self.portrait else A4[1]

    @property
    def room(self) -> float:
        """Return the width within the margins."""
        return page_text_width(self.portrait)

    @property
    def column(self) -> float:
        """Return the width of a column of text."""
        return self.room if self.portrait else (self.room - GUTTER) / 2

    @property
    def columns(self) -> int:
        """Return the number of columns of text."""
        return 1 if self.portrait else 2


def slide_pages(slide: Slide, setup: PageSetup) -> list[HandoutPage]:
    """Return the pages of a slide: one if it fits, else as many as it needs."""
    first = HandoutPage(slide)
    top = _write_heading(first, setup, "")
    citations, further = _citations(slide, setup)
    foot = setup.height - MARGIN - FOOTER
    if citations:
        foot -= _write_sources(first, citations, foot, setup)
    height = setup.legend.height * KEY_SCALE
    foot -= height + 1
    first.legend = Rect(MARGIN, foot, setup.room, height)
    foot -= 7
    body = Rect(MARGIN, top, setup.room, foot - top)
    composer = PageComposer(slide, body, setup.lang, setup.portrait)
    # All on one page; else the chart or table gets pages of its own; else the text runs on to further pages.
    layout = composer.best()
    if layout:
        _fill_page(first, layout)
        return [first, *_further_pages(slide, further, setup)]
    layout = replace(composer, slide=replace(slide, visual=None)).best()
    if layout:
        _fill_page(first, layout)
        return [first, *_visual_pages(slide, further, setup)]
    layout, rest = composer.pour_over(setup.column)
    _fill_page(first, layout)
    return [first, *_further_pages(slide, [*rest, *further], setup)]


def _fill_page(page: HandoutPage, layout: PageLayout) -> None:
    page.map = layout.map
    for at, blocks in layout.columns:
        page.shapes += stack_blocks(blocks, at.x, at.y)


def _write_heading(page: HandoutPage, setup: PageSetup, more: str) -> float:
    """Write the running head, kicker and title; return the y where the body begins."""
    slide = page.slide
    top = _write_running_head(page, setup, slide.n == 1 and not more)
    kicker = TextStyle(9.0, bold=True, colour=slide.colour or "accent", leading=1.35)
    blocks = paragraph(slide.kicker, kicker, setup.room)
    title = slide.title + more
    size = next(
        (s for s in (21.0, 18.0) if len(paragraph(title, TextStyle(s, bold=True), setup.room)) == 1), 15.0
    )
    blocks += paragraph(title, TextStyle(size, bold=True, leading=1.3), setup.room, gap=1.0)
    page.head += stack_blocks(blocks, MARGIN, top)
    return top + blocks_height(blocks) + 9


def _write_running_head(page: HandoutPage, setup: PageSetup, first: bool) -> float:
    """Write the running head: title of the story, in full on the first page, and the edition."""
    left, right = MARGIN, setup.width - MARGIN
    edition = printable_text(setup.subtitle if first else setup.plan.edition.name(setup.lang))
    edition_lines = fit_lines(edition, RUNNING_FACE.size, setup.room / 2, 1)
    room = setup.room - sum(text_width(w, RUNNING_FACE.size) for w in edition_lines) - 16
    if first:
        faces = [TextStyle(size, bold=True, leading=1.3) for size in (12.0, 10.5, 9.5)]
        face = next(
            (f for f in faces if text_width(printable_text(setup.title), f.size, True) <= room), faces[0]
        )
        blocks, top = paragraph(setup.title, face, room), MARGIN + 7 - face.size
    else:
        words = fit_lines(printable_text(setup.title), RUNNING_FACE.size, room, 1)
        blocks, top = [p for w in words for p in paragraph(w, RUNNING_FACE, room)], MARGIN
    page.head += stack_blocks(blocks, left, top)
    page.head += [text_line(w, right, MARGIN, RUNNING_FACE, "end") for w in edition_lines]
    rule = max(top + blocks_height(blocks), MARGIN + 11.4) + 2
    page.head.append(StraightLine(left, rule, right, rule, "line", 0.6))
    return rule + 7


def _citations(slide: Slide, setup: PageSetup) -> tuple[list[PageBlock], list[PageBlock]]:
    """Return the sources for the foot of the page, and those without room there."""
    citations = page_blocks.full_citations(slide, setup.plan, setup.lang)
    # Where the footer has no room for it, the plan stands among the sources.
    if plan_source_line(setup) is None:
        citations.append(page_blocks.plan_source_note(setup.plan, setup.lang))
    count = len(citations)
    while (
        blocks_height(page_blocks.citation_blocks(citations[:count], setup.room))
        > setup.height * _SOURCES_MOST
    ):
        count -= 1
    return page_blocks.citation_blocks(citations[:count], setup.room), page_blocks.citation_blocks(
        citations[count:], setup.column
    )


def plan_source_line(setup: PageSetup) -> TextLine | None:
    """Return the footer's line that says which document “the plan” is; None if it does not fit."""
    words = page_blocks.plan_source_note(setup.plan, setup.lang)
    face = replace(RUNNING_FACE, size=7.4)
    fits = bool(words) and text_width(words, face.size) <= setup.room - 90
    return text_line(words, MARGIN, setup.height - MARGIN - 10, face) if fits else None


def _write_sources(page: HandoutPage, blocks: list[PageBlock], foot: float, setup: PageSetup) -> float:
    """Write the sources at the foot of the body, below a hairline; return their height."""
    all_blocks = [*paragraph(say("handout.sources", setup.lang), page_blocks.HEADING, setup.room), *blocks]
    top = foot - blocks_height(all_blocks) - 2
    page.foot += stack_blocks(all_blocks, MARGIN, top)
    page.foot.append(StraightLine(MARGIN, top - 4, MARGIN + setup.room, top - 4, "hair", 0.5))
    return foot - top + 9


def _visual_pages(slide: Slide, further: list[PageBlock], setup: PageSetup) -> Iterator[HandoutPage]:
    """Yield the pages of a chart or table that has no room on the map's page."""
    page = HandoutPage(slide)
    top = _write_heading(page, setup, say("handout.continued", setup.lang))
    # Across the whole page only where no sources follow, which are set in columns.
    for sizes in SIZES if not further else ():
        whole = page_blocks.visual_blocks(slide.visual, setup.room, sizes, setup.lang)
        if blocks_height(whole) <= setup.height - MARGIN - FOOTER - top:
            page.shapes += stack_blocks(whole, MARGIN, top)
            yield page
            return
    visual = page_blocks.visual_blocks(slide.visual, setup.column, SIZES[1], setup.lang)
    yield from _further_pages(slide, [*visual, *with_gap(further, 14.0)], setup)


def _further_pages(slide: Slide, left: list[PageBlock], setup: PageSetup) -> Iterator[HandoutPage]:
    """Yield pages without a map for the blocks left over."""
    while left:
        page = HandoutPage(slide)
        top = _write_heading(page, setup, say("handout.continued", setup.lang))
        for n in range(setup.columns):
            column, left = fill_column(left, setup.height - MARGIN - FOOTER - top)
            page.shapes += stack_blocks(column, MARGIN + n * (setup.column + GUTTER), top)
        yield page
