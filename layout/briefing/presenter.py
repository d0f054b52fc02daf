"""A briefing as plain data for the browser: what the presenter shows, step by step.

The server makes it for stories of its users, so nothing here draws.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from layout.briefing.story_model import Briefing, Grid, Number, Slide
from layout.charts.chart_data import Cell, Chart
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.numbers import format_number
from layout.words.widths import terminal_columns

# The sizes (width, height by width) that charts are drawn at for the presenter: narrow, so that
# letters are large beside a map; and for a panel that takes more than half of the screen.
CHART_SIZES = ((340.0, 0.9), (560.0, 0.42))
_SHORT_CELL = 14  # Latin letters; a Chinese one is as wide as two
_BUTTON_ATTRIBUTES = ("go", "role", "tabindex", "aria-pressed")


def presenter_data(briefing: Briefing) -> dict[str, Any]:
    """Return a briefing as JSON-ready values; a chart stands by its name, a grid as nodes."""
    return {
        "title": briefing.title,
        "subtitle": briefing.subtitle,
        "lang": briefing.lang,
        "steps": [_step(slide, briefing.lang) for slide in briefing.slides],
    }


def chart_data(chart: Chart, draw: Callable[[Chart, float, float], Node]) -> dict[str, Any]:
    """Return a chart and its drawings as JSON-ready values; nothing on a slide is to be pressed.

    `draw` is :func:`layout.drawing.chart_node`, which only what builds files may import. It is called with
    the width in pixels and the height as a part of it.
    """
    return {
        "trees": [_picture(chart, draw(chart, *size)) for size in CHART_SIZES],
        "title": chart.title,
        "subtitle": chart.subtitle,
        "notes": list(chart.notes),
        "source": chart.source,
        "alt": chart.alt,
    }


def _picture(chart: Chart, tree: Node) -> Node:
    # One picture with one alternative text: its marks would be stops for the keyboard otherwise.
    tag, attrs, *children = _without_buttons(tree)
    return [tag, {**attrs, "role": "img", "aria-label": chart.alt}, *children]


def _step(slide: Slide, lang: str) -> dict[str, Any]:
    west, south, east, north = slide.extent
    return {
        "id": slide.id,
        "n": slide.n,
        "view": slide.view.query(),
        # Leaflet's order: (lat, lon) of the south-west and north-east corners.
        "box": [[round(south, 5), round(west, 5)], [round(north, 5), round(east, 5)]],
        "kicker": slide.kicker,
        "colour": slide.colour,
        "title": slide.title,
        "lines": list(slide.lines),
        "numbers": [_number(n) for n in slide.numbers],
        "visual": _visual(slide.visual, lang),
        "notes": slide.notes,
        "sources": list(slide.sources),
    }


def _number(number: Number) -> dict[str, str]:
    return {"shown": number.value_text, "unit": number.unit, "label": number.label, "colour": number.colour}


def _visual(visual: Chart | Grid | None, lang: str) -> dict[str, Any] | None:
    if visual is None:
        return None
    if isinstance(visual, Chart) and visual.empty:
        return {"said": list(visual.notes), "title": visual.title}
    return {"chart": visual.name} if isinstance(visual, Chart) else {"grid": grid_node(visual, lang)}


def grid_node(grid: Grid, lang: str) -> Node:
    """Return a table of a slide as nodes, with what was left out said below it."""
    classes = ["num" if n in grid.numeric else None for n in range(len(grid.head))]
    head = [h("th", name, scope="col", cls=cls) for name, cls in zip(grid.head, classes, strict=True)]
    colours = grid.colours or ("",) * len(grid.rows)
    rows = [_row(row, classes, colour) for row, colour in zip(grid.rows, colours, strict=True)]
    rows_left = h("p", say("present.left", lang, n=grid.left), cls="present-left") if grid.left else None
    body = h("table", h("caption", grid.title), h("thead", h("tr", *head)), h("tbody", *rows))
    return h("div", body, rows_left, cls="present-grid")


def _row(row: tuple[Cell, ...], classes: list[str | None], colour: str) -> Node:
    words = [_words(cell) for cell in row]
    # A short cell stands on one line; without that a long one beside it takes its room.
    kinds = [
        c or ("short" if terminal_columns(w) <= _SHORT_CELL else None)
        for w, c in zip(words, classes, strict=True)
    ]
    mark = h("i", cls="present-dot", colour=colour) if colour else None
    cells = [h("td", cell, cls=cls) for cell, cls in zip(words[1:], kinds[1:], strict=True)]
    return h("tr", h("th", mark, words[0], scope="row", cls=kinds[0]), *cells)


def _words(cell: Cell) -> str:
    return format_number(cell) if isinstance(cell, Decimal) else cell or ""


def _without_buttons(node: Node) -> Node:
    """Return a drawing without what makes its marks buttons."""
    tag, attrs, *children = node
    still_attrs = {k: v for k, v in attrs.items() if k not in _BUTTON_ATTRIBUTES}
    return [tag, still_attrs, *(_without_buttons(c) if isinstance(c, list) else c for c in children)]
