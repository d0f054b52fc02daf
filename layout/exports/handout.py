"""The handout: a story as PDF on A4, one atlas sheet for each step, to be printed and left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from layout.briefing.record import Briefing
from layout.drawing.document import Document, Mark, document
from layout.drawing.flow import Face, moved, written
from layout.drawing.lettering import fit, plain, width
from layout.drawing.picture import Drawn, Layer, Part, Picture
from layout.drawing.scene import Box, Stroke
from layout.exports.handout_page import MARGIN, Paper, Sheet, sheets
from layout.exports.handout_parts import described, plan_of
from layout.exports.options import Options
from layout.maps.still import picture
from layout.model import Layout
from layout.shapes import Shapes
from layout.text import say

MAP_SCALE = 0.72  # points for one pixel of the map
_LEGEND_FROM = (300.0, 240.0)  # points: a map smaller than this has no room for its legend
_LANGS = {"zh": "zh-CN", "en": "en"}
_RUNNING = Face(8.0, colour="muted")


def make(
    briefing: Briefing,
    layout: Layout,
    shapes: Shapes,
    options: Options,
    progress: Callable[[int, int], None],
) -> bytes:
    """Return the handout as PDF. Two calls give equal bytes.

    `progress` is told how many slides of how many are drawn.
    """
    drawn: list[Picture] = []
    marks: list[Mark] = []
    paper = Paper(layout, briefing.lang, options.portrait)
    held = [(s, sheets(s, paper)) for s in briefing.slides]
    of = sum(len(group) for _, group in held)
    for n, (slide, group) in enumerate(held):
        marks.append(Mark(plain(slide.title), len(drawn)))
        for sheet in group:
            _run(sheet, briefing, paper, (len(drawn) + 1, of))
            drawn.append(_page(sheet, paper, shapes))
        progress(n + 1, len(held))
    about = Document(plain(briefing.title), plain(briefing.subtitle), _LANGS[briefing.lang], tuple(marks))
    return document(drawn, about)


def _page(sheet: Sheet, paper: Paper, shapes: Shapes) -> Picture:
    """Return a page as one picture, in points: its map first, then its words."""
    layers = list(_map(sheet, paper, shapes))
    words = tuple(moved(s, 0, 0) for s in sheet.shapes)
    layers.append(Layer("page", plain(sheet.slide.title), (Part("page", "", words),)))
    return Picture(paper.wide, paper.high, "#ffffff", tuple(layers))


def _map(sheet: Sheet, paper: Paper, shapes: Shapes) -> Iterator[Layer]:
    """Yield the layers of a sheet's map, scaled to its place, within a thin frame."""
    at, slide = sheet.map, sheet.slide
    if at is None:
        return
    size = (round(at.wide / MAP_SCALE), round(at.high / MAP_SCALE))
    full = at.wide >= _LEGEND_FROM[0] and at.high >= _LEGEND_FROM[1]
    drawn = picture(
        paper.layout, shapes, slide.view, size=size, extent=slide.extent, furniture="full" if full else "brief"
    )
    scale = at.wide / drawn.wide
    ground = Box(at.x, at.y, at.wide, drawn.high * scale, drawn.ground)
    yield Layer("ground", "", (Part("ground", "", (ground,)),))
    for layer in drawn.layers:
        parts = (replace(p, shapes=tuple(moved(s, at.x, at.y, scale) for s in p.shapes)) for p in layer.parts)
        yield replace(layer, parts=tuple(parts))


def _run(sheet: Sheet, briefing: Briefing, paper: Paper, page: tuple[int, int]) -> None:
    """Write what stands at the head and foot of every page: story, edition, plan, page number."""
    left, right, lang = MARGIN, paper.wide - MARGIN, paper.lang
    first = page[0] == 1
    head = Face(11.0, bold=True) if first else _RUNNING
    edition = plain(paper.layout.edition.name(lang))
    beside = right - width(edition, _RUNNING.size)
    title = " · ".join(t for t in (briefing.title, briefing.subtitle if first else "") if t)
    words = fit(plain(title), head.size, beside - left - 16, 1, head.bold)
    sheet.shapes += [written(w, left, MARGIN - (4 if first else 0), head) for w in words]
    sheet.shapes.append(written(edition, right, MARGIN, _RUNNING, "end"))
    sheet.shapes.append(Stroke(left, MARGIN + 13, right, MARGIN + 13, "line", 0.6))
    foot = paper.high - MARGIN - 10
    number = say("handout.page", lang, n=page[0], of=page[1])
    sheet.shapes.append(Stroke(left, foot - 4, right, foot - 4, "hair", 0.5))
    sheet.shapes.append(written(number, right, foot, _RUNNING, "end"))
    plan = plan_of(paper.layout)
    if plan is not None:
        room = right - left - width(number, _RUNNING.size) - 16
        cited = plain(say("handout.edition", lang, title=described(plan, lang)))
        sheet.shapes += [written(w, left, foot, _RUNNING) for w in fit(cited, 7.5, room, 1)]
