"""The handout: a briefing as a PDF on A4 with a page for each step, to be printed."""

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
    RUNNING_FACE,
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

MAP_SCALE = 0.72  # points per pixel of the map


def make(
    briefing: Briefing,
    plan: Plan,
    shapes: Shapes,
    options: StoryOptions,
    progress: Callable[[int, int], None],
) -> bytes:
    """Return the handout as a PDF file; equal input gives equal bytes.

    `progress` is called with the number of slides done and of all.
    """
    document_record = DocumentProperties(briefing.title, briefing.subtitle, say("text.tag", briefing.lang))
    return write_pdf(
        (page for _, page in handout_pages(briefing, plan, shapes, options, progress)), document_record
    )


def handout_pages(
    briefing: Briefing,
    plan: Plan,
    shapes: Shapes,
    options: StoryOptions,
    progress: Callable[[int, int], None],
) -> Iterator[tuple[int, PdfPage]]:
    """Yield the number of a slide and a page of it, measured in points, for all pages.

    `progress` is called for a slide when the page after it is requested: it is drawn by then.
    """
    width = page_text_width(options.portrait) / KEY_SCALE
    legend = legend_picture(plan, shapes, briefing.lang, width)
    setup = PageSetup(plan, briefing.title, briefing.subtitle, briefing.lang, options.portrait, legend)
    # All pages are laid out before the first is drawn: the footer gives their number.
    pages_by_slide = [slide_pages(s, setup) for s in briefing.slides]
    total, number = sum(map(len, pages_by_slide)), 0
    for slide, group in zip(briefing.slides, pages_by_slide, strict=True):
        for n, handout_page in enumerate(group):
            number += 1
            _foot(handout_page, setup, (number, total))
            page = _page(handout_page, setup, shapes)
            yield slide.n, page if n else replace(page, bookmark=single_line(slide.title))
        progress(slide.n, len(pages_by_slide))


def _page(handout_page: HandoutPage, setup: PageSetup, shapes: Shapes) -> PdfPage:
    """Return a page: text in layers, with the map and the legend in their rectangles."""
    contents = (("head", handout_page.head), ("body", handout_page.shapes), ("foot", handout_page.foot))
    layers = [
        Layer(n, n, (Part(n, n, tuple(place_on_page(s, 0, 0) for s in content)),)) for n, content in contents
    ]
    picture = Picture(setup.width, setup.height, "#ffffff", tuple(layers))
    map_rect, legend_rect = handout_page.map, handout_page.legend
    if map_rect is None or legend_rect is None:
        return PdfPage(picture)
    size = (map_rect.width / MAP_SCALE, map_rect.height / MAP_SCALE)
    plan_map = map_picture(
        setup.plan, shapes, handout_page.slide.view, size, handout_page.slide.extent, "plain"
    )
    placed_pictures = (
        PicturePlacement(plan_map, map_rect.x, map_rect.y, MAP_SCALE),
        PicturePlacement(setup.legend, legend_rect.x, legend_rect.y, KEY_SCALE),
    )
    return PdfPage(picture, placed_pictures)


def _foot(handout_page: HandoutPage, setup: PageSetup, page: tuple[int, int]) -> None:
    """Write the footer: which document the plan is, and the page number."""
    left, right, top = MARGIN, setup.width - MARGIN, setup.height - MARGIN - 10
    number = say("handout.page", setup.lang, n=page[0], of=page[1])
    handout_page.foot.append(StraightLine(left, top - 4, right, top - 4, "hair", 0.5))
    handout_page.foot.append(text_line(number, right, top, RUNNING_FACE, "end"))
    line = plan_source_line(setup)
    handout_page.foot += [line] if line else []
