"""A chart on a page: drawing, notes, source, buttons to save it, and a table of its figures."""

from __future__ import annotations

from decimal import Decimal

from layout.charts import Chart
from layout.charts.chart_data import Cell
from layout.drawing import chart_node
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.numbers import format_number

SAVES = ("png", "svg", "csv")


def chart_figure(chart: Chart, lang: str) -> Node:
    """Return a chart as a figure; the browser makes the files to save from its nodes.

    One of which nothing can be drawn is its title and the words that say why.
    """
    if chart.empty:
        words = [h("p", note, cls="chart-note") for note in chart.notes]
        return h(
            "figure", h("figcaption", h("b", chart.title)), *words, *_table_alone(chart, lang), cls="chart"
        )
    return h(
        "figure",
        h("figcaption", h("b", chart.title), h("small", chart.subtitle)),
        _drawing(chart),
        *[h("p", note, cls="chart-note") for note in chart.notes],
        h("p", say("chart.source", lang, titles=chart.source), cls="chart-source") if chart.source else None,
        _saves(chart, lang),
        _data_table(chart, lang),
        cls="chart",
        data_chart=chart.name,
    )


def _table_alone(chart: Chart, lang: str) -> list[Node]:
    """Return the table of a chart that cannot be drawn, if it has one."""
    return [_data_table(chart, lang)] if chart.rows else []


def _drawing(chart: Chart) -> Node:
    """Return the drawing: a group of buttons where marks can be pressed, else one image."""
    tag, attrs, *children = chart_node(chart)
    # An image hides its parts from a screen reader, and buttons with them.
    can_press = any(m.patch for s in chart.series for m in s.marks)
    return [tag, {**attrs, "role": "group" if can_press else "img", "aria-label": chart.alt}, *children]


def _saves(chart: Chart, lang: str) -> Node:
    buttons = [
        h(
            "button",
            kind.upper(),
            save=kind,
            aria_label=say("chart.save", lang, title=chart.title, kind=kind.upper()),
        )
        for kind in SAVES
    ]
    label = h("span", say("chart.save-as", lang), aria_hidden="true")
    return h("div", label, *buttons, cls="chart-saves")


def _data_table(chart: Chart, lang: str) -> Node:
    classes = ["num" if n in chart.numeric else None for n in range(len(chart.head))]
    head = [(name, cls) if cls else name for name, cls in zip(chart.head, classes, strict=True)]
    rows = [h("tr", *map(_cell, row, range(len(row)), classes)) for row in chart.rows]
    return h(
        "details",
        h("summary", say("chart.table", lang)),
        table_node(chart.title, head, rows, say("table.empty", lang)),
        key=f"chart-{chart.name}",
    )


def _cell(value: Cell, column: int, cls: str | None) -> Node:
    words = format_number(value) if isinstance(value, Decimal) else value
    return h("td", words, cls=cls) if column else h("th", words, scope="row", cls=cls)
