"""One slide: its title in the title's place, the column, the map, the notes with the sources."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml.ns import qn

import layout.exports.deck.native_chart as native_chart
import layout.exports.deck.native_table as native_table
from layout.briefing.story_model import Slide
from layout.drawing.picture import Picture
from layout.drawing.text_metrics import single_line
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import (
    Run,
    body_properties,
    filled_rectangle,
    parse_fragment,
    run_properties,
    text_body,
    text_box,
    xfrm,
)
from layout.exports.deck.picture_shapes import PictureFrame, picture_group
from layout.exports.deck.slide_shapes import ChartFrame, Rule, SlideShape, TableFrame, TextBox
from layout.exports.rectangle import Rect
from layout.words.glossary import say

Numbering = Callable[[], int]


def write_column(page: Any, items: tuple[SlideShape, ...], look: DeckTheme) -> Numbering:
    """Write a column's items on a slide; return what numbers the shapes that follow."""
    tree = page.shapes._spTree
    # Numbers are unique within a slide, and the library's own stay below ours.
    numbers = count(100)
    for item in items:
        if isinstance(item, TextBox) and item.role == "title":
            _title(page.shapes.title, item, look)
        elif isinstance(item, TextBox):
            tree.append(_frame(next(numbers), item, look))
        elif isinstance(item, Rule):
            tree.append(filled_rectangle(next(numbers), item.name, item.rect, item.colour, look))
        elif isinstance(item, ChartFrame):
            _graph(page, item, next(numbers), look)
        elif isinstance(item, TableFrame):
            tree.append(native_table.table_frame(next(numbers), item.table, item.rect, look))
    return lambda: next(numbers)


def _frame(number: int, item: TextBox, look: DeckTheme) -> Any:
    return text_box(number, item.name, item.rect, item.paras, look, anchor=item.anchor)


def _title(shape: Any, item: TextBox, look: DeckTheme) -> None:
    element = shape._element
    element.nvSpPr.cNvPr.set("name", single_line(item.paras[0].runs[0].text)[:250])
    for old in element.spPr.findall(qn("a:xfrm")):
        element.spPr.remove(old)
    element.spPr.insert(0, parse_fragment(xfrm(item.rect)))
    _replace(element, text_body(item.paras, look, body_properties(item.anchor)))


def _replace(element: Any, xml: str) -> None:
    old = element.find(qn("p:txBody"))
    element.replace(old, parse_fragment(xml))


def _graph(page: Any, item: ChartFrame, number: int, look: DeckTheme) -> None:
    added = native_chart.add_chart(page.shapes, item.plot, item.rect, item.size, look)
    about = added._element.nvGraphicFramePr.cNvPr
    about.set("id", str(number))
    about.set("name", single_line(item.chart.title)[:250])
    about.set("descr", single_line(item.chart.alt))


def add_map(page: Any, picture: Picture, rect: Rect, look: DeckTheme, numbers: Numbering) -> None:
    """Put a picture on a slide, edge to edge in its room."""
    easel = PictureFrame(rect, rect.wide / picture.width, look, numbers)
    name = say("deck.map", look.lang)
    about = say("deck.map-of", look.lang, title=single_line(page.shapes.title.text_frame.text))
    page.shapes._spTree.append(picture_group(picture, name, about, easel))


def write_notes(page: Any, slide: Slide, look: DeckTheme) -> None:
    """Write the notes of a slide: what is to be said, then the sources, one a line."""
    said = [single_line(line) for line in slide.notes.splitlines() if line.strip()]
    if slide.sources:
        said += ["", say("deck.sources", look.lang), *(single_line(s) for s in slide.sources)]
    frame_of = page.notes_slide.notes_text_frame
    paras = "".join(_noted(text, look) for text in said or [""])
    xml = f"<p:txBody><a:bodyPr/><a:lstStyle/>{paras}</p:txBody>"
    _replace(frame_of._txBody.getparent(), xml)


def _noted(text: str, look: DeckTheme) -> str:
    run = Run(text, 12.0)
    if not text:
        return f"<a:p>{run_properties(run, look, 'a:endParaRPr')}</a:p>"
    return f"<a:p><a:r>{run_properties(run, look)}<a:t>{escape(text)}</a:t></a:r></a:p>"
