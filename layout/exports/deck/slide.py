"""Writing a slide: title placeholder, column, map, and speaker notes with the sources."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml.ns import qn

import layout.exports.deck.native_chart as native_chart
import layout.exports.deck.native_table as native_table
from layout.drawing.picture import Picture
from layout.drawing.text_metrics import single_line
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import (
    Run,
    body_properties,
    filled_rectangle,
    parse_fragment,
    run_properties,
    shape_name,
    text_body,
    text_box,
    xfrm,
)
from layout.exports.deck.picture_shapes import PictureFrame, picture_group
from layout.exports.deck.slide_shapes import (
    POINT,
    Arrow,
    ChartFrame,
    Photograph,
    Rule,
    SlideShape,
    TableFrame,
    TextBox,
)
from layout.exports.deck.slide_size import EMU
from layout.exports.rectangle import Rect
from layout.words.glossary import say

Numbering = Callable[[], int]
_POINTED = ("chevron", "homePlate")  # presets with a point, whose length is set


def write_column(page: Any, shapes: tuple[SlideShape, ...], theme: DeckTheme) -> Numbering:
    """Write a column's shapes on a slide; return the function that numbers further shapes."""
    tree = page.shapes._spTree
    # Shape ids are unique within a slide; python-pptx numbers its own from 1.
    numbers = count(100)
    for shape in shapes:
        if isinstance(shape, TextBox) and shape.role == "title":
            _title(page.shapes.title, shape, theme)
        elif isinstance(shape, TextBox):
            tree.append(_frame(next(numbers), shape, theme))
        elif isinstance(shape, Rule):
            tree.append(filled_rectangle(next(numbers), shape.name, shape.rect, shape.colour, theme))
        elif isinstance(shape, ChartFrame):
            _chart(page, shape, next(numbers), theme)
        elif isinstance(shape, TableFrame):
            tree.append(native_table.table_frame(next(numbers), shape.table, shape.rect, theme))
        elif isinstance(shape, Arrow):
            tree.append(_arrow(next(numbers), shape, theme))
        elif isinstance(shape, Photograph):
            _photograph(page, shape, next(numbers))
    return lambda: next(numbers)


def _frame(number: int, box: TextBox, theme: DeckTheme) -> Any:
    return text_box(number, box.name, box.rect, box.paras, theme, anchor=box.anchor)


def _arrow(number: int, arrow: Arrow, theme: DeckTheme) -> Any:
    line = f'<a:ln w="9525">{theme.fill(arrow.edge)}</a:ln>' if arrow.edge else "<a:ln><a:noFill/></a:ln>"
    point = f'<a:gd name="adj" fmla="val {round(POINT * 100_000)}"/>' if arrow.form in _POINTED else ""
    words = text_body(arrow.paras, theme, body_properties("ctr"))
    return parse_fragment(
        f"<p:sp><p:nvSpPr>{shape_name(number, arrow.name)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{xfrm(arrow.rect)}<a:prstGeom prst="{arrow.form}"><a:avLst>{point}</a:avLst></a:prstGeom>'
        f"{theme.fill(arrow.fill)}{line}</p:spPr>{words}</p:sp>"
    )


def _photograph(page: Any, photo: Photograph, number: int) -> None:
    """Add a photograph that fills its rectangle: what juts out beyond it is cropped on both sides alike."""
    rect, (wide, high) = photo.rect, photo.size
    place = [round(v * EMU) for v in (rect.x, rect.y, rect.width, rect.height)]
    added = page.shapes.add_picture(io.BytesIO(photo.content), *place)
    shown, whole = rect.width / rect.height, wide / high
    aside = max(1 - shown / whole, 0.0) / 2
    above = max(1 - whole / shown, 0.0) / 2
    added.crop_left = added.crop_right = aside
    added.crop_top = added.crop_bottom = above
    properties = added._element.nvPicPr.cNvPr
    properties.set("id", str(number))
    properties.set("name", single_line(photo.name)[:250])
    properties.set("descr", single_line(photo.name))


def _title(shape: Any, box: TextBox, theme: DeckTheme) -> None:
    element = shape._element
    element.nvSpPr.cNvPr.set("name", single_line(box.paras[0].runs[0].text)[:250])
    for old in element.spPr.findall(qn("a:xfrm")):
        element.spPr.remove(old)
    element.spPr.insert(0, parse_fragment(xfrm(box.rect)))
    _replace(element, text_body(box.paras, theme, body_properties(box.anchor)))


def _replace(element: Any, xml: str) -> None:
    old = element.find(qn("p:txBody"))
    element.replace(old, parse_fragment(xml))


def _chart(page: Any, chart: ChartFrame, number: int, theme: DeckTheme) -> None:
    graphic_frame = native_chart.add_chart(page.shapes, chart.plot, chart.rect, chart.size, theme)
    properties = graphic_frame._element.nvGraphicFramePr.cNvPr
    # python-pptx has given the chart's frame a number of its own.
    properties.set("id", str(number))
    properties.set("name", single_line(chart.chart.title)[:250])
    properties.set("descr", single_line(chart.chart.alt))


def add_map(page: Any, picture: Picture, rect: Rect, theme: DeckTheme, numbers: Numbering) -> None:
    """Add a picture to a slide, filling a rectangle in points."""
    frame = PictureFrame(rect, rect.width / picture.width, theme, numbers)
    name = say("deck.map", theme.lang)
    description = say("deck.map-of", theme.lang, title=single_line(page.shapes.title.text_frame.text))
    page.shapes._spTree.append(picture_group(picture, name, description, frame))


def write_notes(page: Any, notes: Sequence[str], sources: Sequence[str], theme: DeckTheme) -> None:
    """Write the speaker notes of a slide: what is to be said, then the sources, one a line."""
    lines = [single_line(line) for line in notes if line.strip()]
    if sources:
        lines += ["", say("deck.sources", theme.lang), *(single_line(s) for s in sources)]
    frame_of = page.notes_slide.notes_text_frame
    paras = "".join(_noted(text, theme) for text in lines or [""])
    xml = f"<p:txBody><a:bodyPr/><a:lstStyle/>{paras}</p:txBody>"
    _replace(frame_of._txBody.getparent(), xml)


def _noted(text: str, theme: DeckTheme) -> str:
    run = Run(text, 12.0)
    # An empty paragraph has no run; its properties stand at its end.
    if not text:
        return f"<a:p>{run_properties(run, theme, 'a:endParaRPr')}</a:p>"
    return f"<a:p><a:r>{run_properties(run, theme)}<a:t>{escape(text)}</a:t></a:r></a:p>"
