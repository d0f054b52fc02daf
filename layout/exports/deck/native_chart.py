"""Native PowerPoint charts with their data embedded, from the same records as all other charts."""

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
from layout.exports.deck.bar_marks import bar_fill, open_name, part_name
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import Run, parse_fragment, run_properties
from layout.exports.deck.slide_size import EMU
from layout.exports.rectangle import Rect
from layout.exports.workbook_file import WorkbookSheet, workbook_bytes
from layout.plan.measure import round_half_up
from layout.words.numbers import format_number

# By kind: type, overlap and gap in per cent of a bar. A treemap's row has a bar of one series alone;
# overlap 100 takes the room of the others away. Stacked bars need it to stand in line.
_BAR = {
    "treemap": (XL_CHART_TYPE.BAR_CLUSTERED, 100, 34),
    "grouped-bars": (XL_CHART_TYPE.BAR_CLUSTERED, -8, 48),
    "dumbbell": (XL_CHART_TYPE.BAR_CLUSTERED, -8, 48),
    "stacked-bars": (XL_CHART_TYPE.BAR_STACKED, 100, 55),
}
# Height of a row in points: of its first bar, of each further one; and the least part of it that is legible.
_ROW, _MORE = 19.0, 13.0
TIGHT = 0.735
_LEAST_NAME = 9.0
_SWELL = 2.2  # how many times its height a row may take at most
_MOST = 0.6  # of the width, for the rows' names
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
        """Return how many bars a row has, one below the other."""
        return len(self.series) if self.kind in ("grouped-bars", "dumbbell") else 1

    @property
    def row(self) -> float:
        """Return the height of a row in points."""
        return _ROW + (self.bars - 1) * _MORE


def chart_plot(chart: Chart, lang: str) -> Plot:
    """Lay a chart out in rows; the tiles of a treemap become bars in the colour of their group."""
    if chart.kind == "treemap":
        marks = [(n, m) for n, s in enumerate(chart.series) for m in s.marks]
        rows = tuple(tuple(m if n == i else None for i in range(len(chart.series))) for n, m in marks)
        names = tuple(single_line(part_name(chart.series[n], m, lang)) for n, m in marks)
        return Plot(chart.kind, names, chart.series, rows)
    rows = tuple(zip(*(s.marks for s in chart.series), strict=True))
    names = tuple(single_line(open_name(row[0].label, row, lang)) for row in rows if row[0])
    return Plot(chart.kind, names, chart.series, rows)


def drop_rows(whole: Plot, height: float) -> tuple[Plot, int]:
    """Leave out rows for which a height in points has no room; return the plot and how many are left out.

    Of a treemap the smallest rows are left out, of other charts the last.
    """
    room = max(int(height // (whole.row * TIGHT)), 1)
    order = list(range(len(whole.rows)))
    if whole.kind == "treemap":
        order.sort(key=lambda i: -max(float(m.value or 0) for m in whole.rows[i] if m))
    shown = sorted(order[:room])
    names, rows = (tuple(seq[i] for i in shown) for seq in (whole.names, whole.rows))
    return replace(whole, names=names, rows=rows), len(order) - len(shown)  # type: ignore[arg-type]


def chart_height(whole: Plot, room: float) -> float:
    """Return the height of a chart within a height, both in points, so that few bars do not get too thick."""
    return min(room, len(whole.rows) * whole.row * _SWELL)


def series_colour(kind: str, colour: str, theme: DeckTheme) -> str:
    """Return a series' colour; a baseline's is lighter, so that it differs from the target in greyscale."""
    if theme.default and colour == "muted" and _BAR[kind][0] == XL_CHART_TYPE.BAR_CLUSTERED:
        return _LIGHTER
    return theme.series(colour)


def add_chart(shapes: Any, shown: Plot, rect: Rect, size: float, theme: DeckTheme) -> Any:
    """Add a native chart to a slide's shapes; return its graphic frame. Rectangle and type size in points."""
    kind, overlap, gap = _BAR[shown.kind]
    place = [round(v * EMU) for v in (rect.x, rect.y, rect.width, rect.height)]
    frame = shapes.add_chart(kind, *place, _data(shown))
    chart = frame.chart
    # The workbook is ours: python-pptx's would turn text that begins with = into a formula.
    chart.part.chart_workbook.update_from_xlsx_blob(_book(shown))
    chart.has_title = False
    _axes(chart, rect, shown, size, theme)
    bars = chart.plots[0]
    bars.gap_width, bars.overlap = gap, overlap
    for n, series in enumerate(shown.series):
        _paint(bars.series[n]._element, shown, n, series, size, theme)
    chart.has_legend = False
    _finish(chart._chartSpace, size, theme)
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
    # The chart's references name the sheet `Sheet1`.
    return workbook_bytes([WorkbookSheet("Sheet1", head, rows)])


def _axes(chart: Any, rect: Rect, shown: Plot, size: float, theme: DeckTheme) -> None:
    names, values = chart.category_axis, chart.value_axis
    # A bar chart has its first category at the bottom.
    names.reverse_order = True
    names.has_major_gridlines = values.has_major_gridlines = False
    values.visible = False
    low = min((float(m.value) for row in shown.rows for m in row if m and m.value is not None), default=0)
    # Bars of negative values would lie on names beside the axis.
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW if low < 0 else XL_TICK_LABEL_POSITION.NEXT_TO_AXIS
    axis = names._element
    for tag in ("c:majorTickMark", "c:minorTickMark"):
        for tick_mark in axis.findall(qn(tag)):
            tick_mark.set("val", "none")
    # The schema has an order of elements, which python-pptx keeps only for its own.
    axis.find(qn("c:noMultiLvlLbl")).addprevious(parse_fragment('<c:tickLblSkip val="1"/>'))
    names.format.line.width = round(0.75 * EMU)
    line = names._element.find(f"{qn('c:spPr')}/{qn('a:ln')}")
    line.append(parse_fragment(theme.fill("hair")))
    # Lengths of bars compare only if they begin at zero.
    values.minimum_scale = 0 if low >= 0 else None
    # An explicit angle on the axis makes PowerPoint show every name, however little room there is.
    size = _names_size(shown, rect, size)
    text = _props(Run("", size), theme).replace("<a:bodyPr ", '<a:bodyPr rot="0" vert="horz" ', 1)
    for old in axis.findall(qn("c:txPr")):
        axis.remove(old)
    axis.find(qn("c:crossAx")).addprevious(parse_fragment(f"<c:txPr>{text}</c:txPr>"))
    _inner(chart, rect, shown, size)


def _names_size(shown: Plot, rect: Rect, size: float) -> float:
    """Return the type size of the rows' names: smaller where a row has room for one line only."""
    widest = max(text_width(n, 1.0) for n in shown.names) * 1.04
    if rect.height / len(shown.names) < 2.4 * size:
        size = min(size, max((rect.width * _MOST - 12) / widest, _LEAST_NAME))
    return float(int(size * 2) / 2)


def _inner(chart: Any, rect: Rect, shown: Plot, size: float) -> None:
    """Set the plot area by hand: each program would wrap the rows' names in another way."""
    left = min(max(text_width(n, size) for n in shown.names) * 1.06 + 10, rect.width * _MOST)
    # Values stand beyond the ends of their bars.
    aside = max((text_width(m.shown, size, True) for row in shown.rows for m in row if m), default=0.0) + 10
    x, width = left / rect.width, max(rect.width - left - (aside if shown.kind != "stacked-bars" else 8), 20)
    parts = {"x": x, "y": 0.0, "w": width / rect.width, "h": 1.0}
    modes = "".join(f'<c:{k}Mode val="edge"/>' for k in ("x", "y"))
    sizes = "".join(f'<c:{k} val="{v:.4f}"/>' for k, v in parts.items())
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    inner = '<c:layoutTarget val="inner"/>'
    area.insert(
        0, parse_fragment(f"<c:layout><c:manualLayout>{inner}{modes}{sizes}</c:manualLayout></c:layout>")
    )


def _paint(ser: Any, shown: Plot, n: int, series: Series, size: float, theme: DeckTheme) -> None:
    """Write a series' colours and labels in the schema's order, in place of python-pptx's."""
    for tag in ("c:spPr", "c:invertIfNegative", "c:dPt", "c:dLbls"):
        for old in ser.findall(qn(tag)):
            ser.remove(old)
    marks = [row[n] for row in shown.rows]
    last = n == len(shown.series) - 1
    plain = series_colour(shown.kind, series.colour, theme)
    points = [(i, bar_fill(m, m.colour if last else "", plain, theme)) for i, m in enumerate(marks) if m]
    fill = theme.fill(plain)
    parts = [f"<c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr>"]
    # Otherwise PowerPoint may invert the fill of bars of negative values.
    parts.append('<c:invertIfNegative val="0"/>')
    parts += [
        f'<c:dPt><c:idx val="{i}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{own_fill}</c:spPr></c:dPt>"
        for i, own_fill in points
        if own_fill
    ]
    parts.append(_labels(marks, shown.kind, size, theme))
    at = list(ser).index(ser.find(qn("c:tx"))) + 1
    for i, xml in enumerate(parts):
        ser.insert(at + i, parse_fragment(xml))


def _labels(marks: Sequence[Mark | None], kind: str, size: float, theme: DeckTheme) -> str:
    inside = kind == "stacked-bars"
    run = Run("", size, True, "paper" if inside else "ink")
    position = f'<c:dLblPos val="{"ctr" if inside else "outEnd"}"/>'
    shows = "".join(
        f'<c:{k} val="{int(k == "showVal")}"/>'
        for k in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    labels = "".join(_label(i, m, f"{position}{shows}", run, theme) for i, m in enumerate(marks) if m)
    text = f"<c:txPr>{_props(run, theme, 'none')}</c:txPr>"
    no_fill = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    form = f'<c:numFmt formatCode="{_NUMBERS}" sourceLinked="0"/>'
    return f"<c:dLbls>{labels}{form}{no_fill}{text}{position}{shows}</c:dLbls>"


def _label(i: int, mark: Mark, end: str, run: Run, theme: DeckTheme) -> str:
    """Return the label of a value; empty where it is the value as an integer, the default."""
    index = f'<c:idx val="{i}"/>'
    if not mark.shown or mark.value is None:
        return f'<c:dLbl>{index}<c:delete val="1"/></c:dLbl>'
    places = len(mark.shown.partition(".")[2])
    # A value converted to another unit may have more decimals than are shown.
    if mark.shown == format_number(round_half_up(mark.value, places)):
        # A number stays tied to the data: who edits these sees the label change.
        if not places:
            return ""
        form = f'<c:numFmt formatCode="{_NUMBERS}.{"0" * places}" sourceLinked="0"/>'
        return f"<c:dLbl>{index}{form}<c:spPr/><c:txPr>{_props(run, theme, 'none')}</c:txPr>{end}</c:dLbl>"
    # A value with a bound is text of its own, as no number format knows its sign.
    words = f"<a:r>{run_properties(run, theme)}<a:t>{escape(single_line(mark.shown))}</a:t></a:r>"
    rich = f'<c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>{words}</a:p></c:rich>'
    return f"<c:dLbl>{index}<c:tx>{rich}</c:tx>{end}</c:dLbl>"


def _props(run: Run, theme: DeckTheme, wrap: str = "square") -> str:
    """Return the XML of the properties of text that PowerPoint generates in a chart."""
    default = run_properties(run, theme, "a:defRPr")
    return (
        f'<a:bodyPr wrap="{wrap}"/><a:lstStyle/><a:p><a:pPr>{default}</a:pPr>'
        f"{run_properties(run, theme, 'a:endParaRPr')}</a:p>"
    )


def _finish(space: Any, size: float, theme: DeckTheme) -> None:
    """Set the chart's default font, and no fill, so that the slide's background shows."""
    for old in space.findall(qn("c:txPr")):
        space.remove(old)
    text = parse_fragment(f"<c:txPr>{_props(Run('', size), theme)}</c:txPr>")
    clear = parse_fragment("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>")
    # The link to the workbook is the last element of a chart.
    data = space.find(qn("c:externalData"))
    for element in (clear, text):
        data.addprevious(element)
