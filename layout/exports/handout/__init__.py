"""The handout: a story as PDF on A4, one atlas sheet for each step, to be printed and left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from layout.briefing.story_model import Briefing
from layout.drawing.pdf_writer import DocumentProperties, PdfPage, PicturePlacement, write_pdf
from layout.drawing.picture import Layer, Part, Picture
from layout.drawing.scene import StraightLine
from layout.drawing.text_metrics import single_line
from layout.drawing.typesetting import place_on_page, text_line
from layout.exports.handout.slide_pages import (
    KEY_SCALE,
    MARGIN,
    RUNNING,
    HandoutPage,
    PageSetup,
    page_text_width,
    plan_source_line,
    slide_pages,
)
from layout.exports.story_options import StoryOptions
from layout.maps.static.legend_picture import legend_picture
from layout.maps.static.map_picture import map_picture
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.words.glossary import say

MAP_SCALE = 0.72  # points for one pixel of the map


def make(
    briefing: Briefing,
    plan: Plan,
    shapes: Shapes,
    options: StoryOptions,
    progress: Callable[[int, int], None],
) -> bytes:
    """Return the handout as PDF. Two calls give equal bytes.

    `progress` is told how many slides of how many are drawn.
    """
    about = DocumentProperties(briefing.title, briefing.subtitle, say("text.tag", briefing.lang))
    return write_pdf((page for _, page in handout_pages(briefing, plan, shapes, options, progress)), about)


def handout_pages(
    briefing: Briefing,
    plan: Plan,
    shapes: Shapes,
    options: StoryOptions,
    progress: Callable[[int, int], None],
) -> Iterator[tuple[int, PdfPage]]:
    """Yield the handout's pages, measured in points, each with the number of its slide.

    A slide is told to `progress` when the page after it is asked for: it is drawn by then.
    """
    across = page_text_width(options.portrait) / KEY_SCALE
    keys = legend_picture(plan, shapes, briefing.lang, across)
    paper = PageSetup(plan, briefing.title, briefing.subtitle, briefing.lang, options.portrait, keys)
    held = [slide_pages(s, paper) for s in briefing.slides]
    of, at = sum(map(len, held)), 0
    for slide, group in zip(briefing.slides, held, strict=True):
        for n, sheet in enumerate(group):
            at += 1
            _foot(sheet, paper, (at, of))
            page = _page(sheet, paper, shapes)
            yield slide.n, page if n else replace(page, bookmark=single_line(slide.title))
        progress(slide.n, len(held))


def _page(sheet: HandoutPage, paper: PageSetup, shapes: Shapes) -> PdfPage:
    """Return a page: its words in layers, and the map in its place."""
    layers = (("head", sheet.head), ("body", sheet.shapes), ("foot", sheet.foot))
    made = [Layer(n, n, (Part(n, n, tuple(place_on_page(s, 0, 0) for s in held)),)) for n, held in layers]
    own = Picture(paper.wide, paper.high, "#ffffff", tuple(made))
    at, key = sheet.map, sheet.legend
    if at is None or key is None:
        return PdfPage(own)
    size = (at.wide / MAP_SCALE, at.high / MAP_SCALE)
    drawn = map_picture(paper.plan, shapes, sheet.slide.view, size, sheet.slide.extent, "plain")
    placed = (
        PicturePlacement(drawn, at.x, at.y, MAP_SCALE),
        PicturePlacement(paper.legend, key.x, key.y, KEY_SCALE),
    )
    return PdfPage(own, placed)


def _foot(sheet: HandoutPage, paper: PageSetup, page: tuple[int, int]) -> None:
    """Write at the foot of a page which document the plan is, and the page's number."""
    left, right, top = MARGIN, paper.wide - MARGIN, paper.high - MARGIN - 10
    number = say("handout.page", paper.lang, n=page[0], of=page[1])
    sheet.foot.append(StraightLine(left, top - 4, right, top - 4, "hair", 0.5))
    sheet.foot.append(text_line(number, right, top, RUNNING, "end"))
    line = plan_source_line(paper)
    sheet.foot += [line] if line else []
