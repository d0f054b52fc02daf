"""Charts as native ones, with their data inside; drawn from the same records as everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn

from layout.charts import Chart, Mark, Series
from layout.drawing.text_metrics import single_line, text_width
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import EMU, Run, parse_fragment, run_properties
from layout.exports.rectangle import Rect
from layout.exports.workbook_file import WorkbookSheet, workbook_bytes
from layout.words.numbers import format_number

_BAR = {
    "treemap": (XL_CHART_TYPE.BAR_CLUSTERED, 100, 34),
    "grouped-bars": (XL_CHART_TYPE.BAR_CLUSTERED, -8, 48),
    "dumbbell": (XL_CHART_TYPE.BAR_CLUSTERED, -8, 48),
    "stacked-bars": (XL_CHART_TYPE.BAR_STACKED, 100, 55),
}
# What a row of bars asks for, by the number of bars in it, and what it takes at the least; points.
_ROW, _MORE = 19.0, 13.0
TIGHT = 0.735
_LEAST_NAME = 9.0
_SWELL = 2.2  # a row is at most so many times what it asks for
_MOST = 0.6  # of the width, for the names of the rows
_NUMBERS = "#,##0"
_LIGHTER = "#9a9485"


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart ready for a slide: names of rows, and series with a mark or None for each row."""

    kind: str
    names: tuple[str, ...]
    series: tuple[Series, ...]
    rows: tuple[tuple[Mark | None, ...], ...]

    @property
    def bars(self) -> int:
        """Return how many bars stand in a row, one below the other."""
        return len(self.series) if self.kind in ("grouped-bars", "dumbbell") else 1

    @property
    def row(self) -> float:
        """Return how high a row asks to be."""
        return _ROW + (self.bars - 1) * _MORE


def chart_plot(chart: Chart) -> Plot:
    """Lay a chart out in rows; the parts of a treemap become bars, coloured by their wholes."""
    if chart.kind == "treemap":
        marks = [(n, m) for n, s in enumerate(chart.series) for m in s.marks]
        rows = tuple(tuple(m if n == i else None for i in range(len(chart.series))) for n, m in marks)
        return Plot(chart.kind, tuple(single_line(m.label) for _, m in marks), chart.series, rows)
    rows = tuple(zip(*(s.marks for s in chart.series), strict=True))
    names = tuple(single_line(row[0].label) for row in rows if row[0])
    return Plot(chart.kind, names, chart.series, rows)


def drop_rows(whole: Plot, high: float) -> tuple[Plot, int]:
    """Leave out rows that a height has no room for; return what is left and how many went.

    Of a treemap the smallest go, of the others the last.
    """
    room = max(int(high // (whole.row * TIGHT)), 1)
    order = list(range(len(whole.rows)))
    if whole.kind == "treemap":
        order.sort(key=lambda i: -max(float(m.value or 0) for m in whole.rows[i] if m))
    kept = sorted(order[:room])
    names, rows = (tuple(seq[i] for i in kept) for seq in (whole.names, whole.rows))
    return replace(whole, names=names, rows=rows), len(order) - len(kept)  # type: ignore[arg-type]


def chart_height(whole: Plot, room: float) -> float:
    """Return how high a chart is at its best in a room, so that few bars do not swell."""
    return min(room, len(whole.rows) * whole.row * _SWELL)


def series_colour(kind: str, colour: str, look: DeckTheme) -> str:
    """Return a series' colour; the base of two ends is lighter, so that they stay apart in grey."""
    if look.default and colour == "muted" and _BAR[kind][0] == XL_CHART_TYPE.BAR_CLUSTERED:
        return _LIGHTER
    return look.series(colour)


def add_chart(shapes: Any, shown: Plot, rect: Rect, size: float, look: DeckTheme) -> Any:
    """Put a native chart on a slide and return its frame."""
    kind, overlap, gap = _BAR[shown.kind]
    place = [round(v * EMU) for v in (rect.x, rect.y, rect.wide, rect.high)]
    frame = shapes.add_chart(kind, *place, _data(shown))
    chart = frame.chart
    # Without this the library writes the book itself, and text that looks like a formula becomes one.
    chart.part.chart_workbook.update_from_xlsx_blob(_book(shown))
    chart.has_title = False
    _axes(chart, rect, shown, size, look)
    bars = chart.plots[0]
    bars.gap_width, bars.overlap = gap, overlap
    for n, series in enumerate(shown.series):
        _paint(bars.series[n]._element, shown, n, series, size, look)
    chart.has_legend = False
    _finish(chart._chartSpace, size, look)
    return frame


def _data(shown: Plot) -> CategoryChartData:
    data = CategoryChartData(number_format=_NUMBERS)
    data.categories = shown.names
    for n, series in enumerate(shown.series):
        values = [row[n].value if row[n] else None for row in shown.rows]  # type: ignore[union-attr]
        data.add_series(_titled(series), values)
    return data


def _titled(series: Series) -> str:
    return single_line(f"{series.label} {series.shown}")


def _book(shown: Plot) -> bytes:
    head = ("", *(_titled(s) for s in shown.series))
    rows = [
        (name, *(m.value if m else None for m in row))
        for name, row in zip(shown.names, shown.rows, strict=True)
    ]
    return workbook_bytes([WorkbookSheet("Sheet1", head, rows)])


def _axes(chart: Any, rect: Rect, shown: Plot, size: float, look: DeckTheme) -> None:
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.has_major_gridlines = values.has_major_gridlines = False
    values.visible = False
    low = min((float(m.value) for row in shown.rows for m in row if m and m.value is not None), default=0)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW if low < 0 else XL_TICK_LABEL_POSITION.NEXT_TO_AXIS
    axis = names._element
    for tag in ("c:majorTickMark", "c:minorTickMark"):
        for found in axis.findall(qn(tag)):
            found.set("val", "none")
    axis.find(qn("c:noMultiLvlLbl")).addprevious(parse_fragment('<c:tickLblSkip val="1"/>'))
    names.format.line.width = round(0.75 * EMU)
    line = names._element.find(f"{qn('c:spPr')}/{qn('a:ln')}")
    line.append(parse_fragment(look.fill("hair")))
    values.minimum_scale = 0 if low >= 0 else None
    # Said of the axis itself, the angle makes every name shown, whatever the room.
    size = _names_size(shown, rect, size)
    text = _props(Run("", size), look).replace("<a:bodyPr ", '<a:bodyPr rot="0" vert="horz" ', 1)
    for old in axis.findall(qn("c:txPr")):
        axis.remove(old)
    axis.find(qn("c:crossAx")).addprevious(parse_fragment(f"<c:txPr>{text}</c:txPr>"))
    _inner(chart, rect, shown, size)


def _names_size(shown: Plot, rect: Rect, size: float) -> float:
    """Return the size of the rows' names: where a row has no room for two lines, such that one does."""
    widest = max(text_width(n, 1.0) for n in shown.names) * 1.04
    if rect.high / len(shown.names) < 2.4 * size:
        size = min(size, max((rect.wide * _MOST - 12) / widest, _LEAST_NAME))
    return float(int(size * 2) / 2)


def _inner(chart: Any, rect: Rect, shown: Plot, size: float) -> None:
    """Give the names their room: each program would wrap them in its own way."""
    left = min(max(text_width(n, size) for n in shown.names) * 1.06 + 10, rect.wide * _MOST)
    # Values stand beyond the ends of their bars.
    aside = max((text_width(m.shown, size, True) for row in shown.rows for m in row if m), default=0.0) + 10
    x, wide = left / rect.wide, max(rect.wide - left - (aside if shown.kind != "stacked-bars" else 8), 20)
    parts = {"x": x, "y": 0.0, "w": wide / rect.wide, "h": 1.0}
    modes = "".join(f'<c:{k}Mode val="edge"/>' for k in ("x", "y"))
    sizes = "".join(f'<c:{k} val="{v:.4f}"/>' for k, v in parts.items())
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    inner = '<c:layoutTarget val="inner"/>'
    area.insert(
        0, parse_fragment(f"<c:layout><c:manualLayout>{inner}{modes}{sizes}</c:manualLayout></c:layout>")
    )


def _paint(ser: Any, shown: Plot, n: int, series: Series, size: float, look: DeckTheme) -> None:
    """Write a series' colours and labels in the schema's order, in place of the library's own."""
    for tag in ("c:spPr", "c:invertIfNegative", "c:dPt", "c:dLbls"):
        for old in ser.findall(qn(tag)):
            ser.remove(old)
    marks = [row[n] for row in shown.rows]
    own = [(i, m.colour) for i, m in enumerate(marks) if m and m.colour and n == len(shown.series) - 1]
    fill = look.fill(series_colour(shown.kind, series.colour, look))
    parts = [f"<c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr>"]
    parts.append('<c:invertIfNegative val="0"/>')
    parts += [
        f'<c:dPt><c:idx val="{i}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{look.fill(colour)}<a:ln><a:noFill/></a:ln></c:spPr></c:dPt>"
        for i, colour in own
    ]
    parts.append(_labels(marks, shown.kind, size, look))
    at = list(ser).index(ser.find(qn("c:tx"))) + 1
    for i, xml in enumerate(parts):
        ser.insert(at + i, parse_fragment(xml))


def _labels(marks: Sequence[Mark | None], kind: str, size: float, look: DeckTheme) -> str:
    inside = kind == "stacked-bars"
    run = Run("", size, True, "paper" if inside else "ink")
    at = f'<c:dLblPos val="{"ctr" if inside else "outEnd"}"/>'
    shows = "".join(
        f'<c:{k} val="{int(k == "showVal")}"/>'
        for k in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    own = "".join(_label(i, m, f"{at}{shows}", run, look) for i, m in enumerate(marks) if m)
    text = f"<c:txPr>{_props(run, look, 'none')}</c:txPr>"
    nothing = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    formed = f'<c:numFmt formatCode="{_NUMBERS}" sourceLinked="0"/>'
    return f"<c:dLbls>{own}{formed}{nothing}{text}{at}{shows}</c:dLbls>"


def _label(i: int, mark: Mark, end: str, run: Run, look: DeckTheme) -> str:
    """Return the label of one value where it is not simply its number without decimals."""
    index = f'<c:idx val="{i}"/>'
    if not mark.shown or mark.value is None:
        return f'<c:dLbl>{index}<c:delete val="1"/></c:dLbl>'
    if mark.shown == format_number(mark.value):
        if mark.value == mark.value.to_integral_value():
            return ""
        places = len(mark.shown.partition(".")[2])
        formed = f'<c:numFmt formatCode="{_NUMBERS}.{"0" * places}" sourceLinked="0"/>'
        return f"<c:dLbl>{index}{formed}<c:spPr/><c:txPr>{_props(run, look, 'none')}</c:txPr>{end}</c:dLbl>"
    words = f"<a:r>{run_properties(run, look)}<a:t>{escape(single_line(mark.shown))}</a:t></a:r>"
    rich = f'<c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>{words}</a:p></c:rich>'
    return f"<c:dLbl>{index}<c:tx>{rich}</c:tx>{end}</c:dLbl>"


def _props(run: Run, look: DeckTheme, wrap: str = "square") -> str:
    """Return the XML of text in a chart that the program writes."""
    default = run_properties(run, look, "a:defRPr")
    return (
        f'<a:bodyPr wrap="{wrap}"/><a:lstStyle/><a:p><a:pPr>{default}</a:pPr>'
        f"{run_properties(run, look, 'a:endParaRPr')}</a:p>"
    )


def _finish(space: Any, size: float, look: DeckTheme) -> None:
    """Set the font of all that has none of its own, and leave the ground to the slide."""
    for old in space.findall(qn("c:txPr")):
        space.remove(old)
    text = parse_fragment(f"<c:txPr>{_props(Run('', size), look)}</c:txPr>")
    clear = parse_fragment("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    data = space.find(qn("c:externalData"))
    for element in (clear, text):
        data.addprevious(element)
