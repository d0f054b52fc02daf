"""Text of a slide: kicker, title, lines, large figures, footer with the sources. Measures are points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layout.briefing.story_model import Number
from layout.drawing.text_metrics import single_line, text_width
from layout.exports.deck.drawingml import Para, Run
from layout.exports.deck.slide_shapes import TITLE, Rule, SlideColumn, SlideShape, TextBox
from layout.exports.deck.text_fitting import LINE, SLACK, ends_lonely, lines_of, shorten
from layout.exports.rectangle import Rect
from layout.words.glossary import say

GAP = 10.0
# Type sizes of a title with the lines that it may take, in the order in which they are tried.
_TITLES = [(s, 1) for s in (34.0, 32.0, 30.0, 28.0)] + [(30.0, 2), (28.0, 2), (28.0, 3), (26.0, 3)]
_TITLES += [(s, 2 if s > 22 else 3) for s in (26.0, 24.0, 22.0, 20.0, 18.0)]
_SHARED = 0.8  # of the titles: that many must fit in the size that all share
_TITLE_LINE = 1.2
_KICKER, _FOOT = 15.0, 11.0
_LABELS = (14.0, 12.0)
_AFTER = 0.32  # of the type size, below a line of text
_SHORT = 0.2  # of the width: a shorter last line is a typographic widow
_UNIT, _LEAST_WITH_UNIT = (
    16.0,
    28.0,
)  # type size of a unit; the least size of a figure with its unit to the right
_FIGURE = (36.0, 34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 20.0, 16.0)
_LARGE, _STACKED = 26.0, 32.0  # least size of figures in a row, largest of figures in a column
_BELOW = GAP + 6  # below a row of figures
_NAMED, _BRIEF = 5, 3  # most lines of a figure's name, and of a brief one
_IN = 14.0  # the width of a figure's bar
# A short name at the start of a line, up to its colon.
_LEAD = re.compile(r"^([^：:，,。;；]{1,16}[：:])\s*(.+)$")


def heading_shapes(column: SlideColumn) -> Iterator[SlideShape]:
    """Yield title and kicker, and the rule below them if they are in the column."""
    slide, area, theme = column.slide, column.area, column.theme
    title = single_line(slide.title)
    if column.title is not None:
        size, lines = _title_size(title, column.title.width, column.title_size, column.title.height)
        text = shorten(title, size, column.title.width, lines, True)
        run = Run(text, size, True, heading=True)
        yield TextBox("", column.title, (Para((run,), size * _TITLE_LINE),), "title", "ctr")
        if slide.kicker:
            yield _kicker(column, area.y)
        return
    size, lines = _title_size(title, area.width, column.title_size, 3 * TITLE * _TITLE_LINE)
    height = lines * size * _TITLE_LINE
    top = area.y + _KICKER * LINE + 4
    text = shorten(title, size, area.width, lines, True)
    rect = Rect(area.x, top, _balanced(text, size, lines, area.width), height)
    run = Run(text, size, True, heading=True)
    yield TextBox("", rect, (Para((run,), size * _TITLE_LINE),), "title")
    if slide.kicker:
        yield _kicker(column, area.y)
    yield Rule(say("deck.rule", theme.lang), Rect(area.x, rect.bottom + GAP, area.width, 0.75), "hair")


def _kicker(column: SlideColumn, y: float) -> TextBox:
    area, theme = column.area, column.theme
    text = shorten(column.slide.kicker, _KICKER, area.width, 1, True)
    run = Run(text, _KICKER, True, theme.text_colour(column.accent or "accent"))
    rect = Rect(area.x, y, area.width, _KICKER * LINE)
    return TextBox(say("deck.kicker", theme.lang), rect, (Para((run,), _KICKER * LINE),))


def shared_title_size(titles: Sequence[str], width: float) -> float:
    """Return the type size in which nearly all titles of a deck fit a width."""
    for size, limit in _TITLES:
        fitting = [len(lines_of(single_line(t), size, width, True)) <= limit for t in titles]
        if sum(fitting) >= _SHARED * len(fitting):
            return size
    return TITLE


def _title_size(title: str, width: float, most: float, height: float) -> tuple[float, int]:
    """Return the type size of a title and how many lines it takes."""
    sizes = [(s, n) for s, n in _TITLES if s <= max(most, _TITLES[-1][0])]
    for size, limit in sizes:
        count = len(lines_of(title, size, width, True))
        if count <= limit and count * size * _TITLE_LINE <= height:
            return size, max(count, 1)
    size = _TITLES[-1][0]
    return size, max(min(len(lines_of(title, size, width, True)), int(height // (size * _TITLE_LINE))), 1)


def _balanced(text: str, size: float, lines: int, width: float, bold: bool = True) -> float:
    """Return the least width that breaks text into as many lines, so that they are of similar length."""
    # Bisection to a point; `high` always keeps the number of lines.
    low, high = width / (lines + 1), width
    while lines > 1 and high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(lines_of(text, size, middle, bold)) <= lines else (middle, high)
    return high


def has_ragged_lines(column: SlideColumn, size: float) -> bool:
    """Tell whether any of the lines ends in a typographic widow at a type size."""
    width = column.area.width
    return any(ends_lonely(lines_of(line, size, width), size, _SHORT * width) for line in column.slide.lines)


def body_text(column: SlideColumn, size: float, y: float) -> tuple[tuple[SlideShape, ...], float]:
    """Return the lines as one text box at `y`, and the y below it with a gap."""
    if not column.slide.lines:
        return (), y
    area = column.area
    paras, height = [], 0.0
    for line in column.slide.lines:
        # A line with a name in bold is measured as bold throughout: rather too wide than too narrow.
        count = len(lines_of(line, size, area.width, _LEAD.match(single_line(line)) is not None)) or 1
        height += count * size * LINE + size * _AFTER
        paras.append(Para(_led(single_line(line), size, column), size * LINE, after=size * _AFTER))
    name = say("deck.lines", column.theme.lang)
    return (
        TextBox(name, Rect(area.x, y, area.width, height), tuple(paras)),
    ), y + height + GAP - size * _AFTER


def _led(line: str, size: float, column: SlideColumn) -> tuple[Run, ...]:
    """Set the name that a line begins with in the slide's accent colour."""
    lead = _LEAD.match(line)
    if not lead:
        return (Run(line, size),)
    space = "" if lead[1].endswith("：") else " "
    colour = column.theme.text_colour(column.accent) if column.accent else "ink"
    return Run(lead[1] + space, size, True, colour), Run(lead[2], size)


@dataclass(frozen=True, slots=True)
class _Cells:
    """A grid of figures: number in a row, width of each, type sizes of figure and name, position of units."""

    across: int
    room: float
    size: float
    label: float
    beside: bool
    heights: tuple[float, ...]


def figure_shapes(column: SlideColumn, y: float) -> tuple[tuple[SlideShape, ...], float]:
    """Return the figures with their bars of colour at `y`, and the y below them with a gap."""
    numbers, area, lang = column.slide.numbers, column.area, column.theme.lang
    if not numbers:
        return (), y
    cells = _cells(column)
    shapes: list[SlideShape] = []
    for n, number in enumerate(numbers):
        row, i = divmod(n, cells.across)
        height = cells.heights[row]
        top = y + sum(cells.heights[:row]) + row * _BELOW
        x, name = area.x + i * area.width / cells.across, single_line(number.label)
        shapes.append(Rule(name, Rect(x, top + 2, 4, height), number.colour or column.accent or "accent"))
        shapes.append(TextBox(name, Rect(x + _IN, top, cells.room, height + 4), _figure(number, cells, lang)))
    return tuple(shapes), y + sum(cells.heights) + len(cells.heights) * _BELOW


def _cells(column: SlideColumn) -> _Cells:
    """Return a grid of one row where figures are large and their names brief, else of even rows.

    Beside a chart or a table a row may have longer names: it takes the least height.
    """
    numbers, width, lang = column.slide.numbers, column.area.width, column.theme.lang
    low = column.slide.visual is not None
    # Divisors only, so that all rows have as many figures.
    for across in (a for a in range(len(numbers), 0, -1) if len(numbers) % a == 0):
        tried = [_set(numbers, across, label, width, lang) for label in _LABELS]
        # Larger names are worth a little height.
        cells = min(tried, key=lambda t: sum(t.heights) - 4 * t.label)
        lines = _named(cells, numbers, lang)
        whole = cells.size >= _LARGE and (low or cells.beside)
        if across == 1 or (whole and lines <= (_NAMED if low else _BRIEF)):
            break
    return cells


def _named(cells: _Cells, numbers: Sequence[Number], lang: str) -> int:
    return max(len(lines_of(_under(n, cells.beside, lang), cells.label, cells.room)) for n in numbers)


def _set(numbers: Sequence[Number], across: int, label: float, width: float, lang: str) -> _Cells:
    room = width / across - _IN - GAP
    size, unit_beside = _figure_size(numbers, room)
    size = min(size, _STACKED) if across == 1 < len(numbers) else size
    lines = [min(len(lines_of(_under(n, unit_beside, lang), label, room)), _NAMED) for n in numbers]
    rows = [max(lines[i : i + across]) for i in range(0, len(lines), across)]
    heights = tuple(size * 1.15 + n * label * LINE for n in rows)
    return _Cells(across, room, size, label, unit_beside, heights)


def _under(number: Number, unit_beside: bool, lang: str) -> str:
    """Return the name of a figure, with its unit unless that is to the right of the figure."""
    unit, label = single_line(number.unit), single_line(number.label)
    return label if unit_beside or not unit else say("deck.unit", lang, unit=unit, label=label)


def _figure_size(numbers: Sequence[Number], width: float) -> tuple[float, bool]:
    """Return the type size of all figures, and whether their units are to the right of them."""
    # A unit beside its figure needs width, so it goes below before figures get too small.
    for unit_beside in (True, False):
        for size in (s for s in _FIGURE if not unit_beside or s >= _LEAST_WITH_UNIT):
            if all(_wide(n, size, unit_beside) <= width * SLACK for n in numbers):
                return size, unit_beside
    return _FIGURE[-1], False


def _wide(number: Number, size: float, unit_beside: bool) -> float:
    unit = text_width(f" {single_line(number.unit)}", _UNIT) if unit_beside and number.unit else 0.0
    return text_width(single_line(number.value_text), size, True) + unit


def _figure(number: Number, cells: _Cells, lang: str) -> tuple[Para, Para]:
    """Return the paragraphs of a figure with its unit, and of its name."""
    runs = [Run(shorten(number.value_text, cells.size, cells.room, 1, True), cells.size, True)]
    if number.unit and cells.beside:
        runs.append(Run(f" {single_line(number.unit)}", _UNIT, colour="muted"))
    name = shorten(_under(number, cells.beside, lang), cells.label, cells.room, _NAMED)
    under = Para((Run(name, cells.label, colour="muted"),), cells.label * LINE)
    return Para(tuple(runs), cells.size * 1.15), under


def _cited(sources: Sequence[str], width: float, lang: str) -> str:
    """Return as many whole citations as fit in two lines; the speaker notes have them all."""
    cited, stop = (
        list(dict.fromkeys(single_line(s) for s in sources if single_line(s))),
        say("text.stop", lang),
    )
    for count in range(len(cited), 0, -1):
        text = stop.join([*cited[:count], *(["…"] if count < len(cited) else [])])
        if len(lines_of(text, _FOOT, width)) <= 2:
            return text
    return shorten(stop.join(cited), _FOOT, width, 2)


def footer_shapes(column: SlideColumn) -> Iterator[SlideShape]:
    """Yield the rule (first), the sources and the slide number."""
    slide, area, lang = column.slide, column.area, column.theme.lang
    count = f"{slide.n} / {column.count}"
    aside = text_width(count, _FOOT) + 24
    room = area.width - aside
    text = _cited(slide.sources, room, lang)
    broken = lines_of(text, _FOOT, room)
    if ends_lonely(broken, _FOOT, _SHORT * room):
        # A narrower box breaks earlier: the last line gets more than a word.
        room = _balanced(text, _FOOT, len(broken), room, bold=False)
    height = 2 * _FOOT * LINE
    y = area.bottom - height
    yield Rule(say("deck.rule", lang), Rect(area.x, y - 7, area.width, 0.75), "hair")
    if text:
        run = Run(text, _FOOT, colour="muted")
        rect = Rect(area.x, y, room, height)
        yield TextBox(say("deck.sources", lang), rect, (Para((run,), _FOOT * LINE),))
    run = Run(count, _FOOT, colour="muted")
    rect = Rect(area.right - aside + 8, y, aside - 8, _FOOT * LINE)
    yield TextBox(say("deck.count", lang), rect, (Para((run,), _FOOT * LINE, "r"),))
