"""What stands on a page of the handout beside the map: words, figures, a chart or table, sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layout.briefing.record import Grid, Number, Slide
from layout.charts import Chart
from layout.drawing.flow import Face, Piece, paragraph, written
from layout.drawing.lettering import lines, plain, width
from layout.drawing.picture import Drawn
from layout.drawing.scene import Box
from layout.drawing.tabular import Table, chart, table
from layout.model import Layout, Source
from layout.text import listing, say

SMALL = Face(7.2, colour="muted", leading=1.36)
_HEADING = Face(8.0, bold=True, colour="muted")
_BAR = 2.6  # the coloured line before a figure


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a page is set: running words, figures, a drawing's points for a pixel, its shape."""

    lines: float
    notes: float
    figure: float
    scale: float
    shape: float


def said(slide: Slide, wide: float, sizes: Sizes) -> list[Piece]:
    """Return the lines of a slide."""
    face = Face(sizes.lines, leading=1.5)
    return [p for line in slide.lines for p in paragraph(line, face, wide, gap=sizes.lines * 0.55)]


def figures(slide: Slide, wide: float, sizes: Sizes) -> list[Piece]:
    """Return the large figures, side by side where they have room, else one below the other."""
    numbers = slide.numbers
    if not numbers:
        return []
    gap = 12.0
    room = (wide - gap * (len(numbers) - 1)) / len(numbers)
    if any(_needs(n, sizes.figure) > room for n in numbers):
        return [_figures((n,), wide, 0.0, sizes) for n in numbers]
    return [_figures(numbers, room, gap, sizes)]


def _needs(number: Number, size: float) -> float:
    unit = width(plain(number.unit), size * 0.42) + 4
    return _BAR + 6 + width(plain(number.shown), size, bold=True) + unit


def _figures(numbers: tuple[Number, ...], room: float, gap: float, sizes: Sizes) -> Piece:
    shapes: list[Drawn] = []
    label = Face(8.2, colour="muted", leading=1.3)
    tall = 0.0
    for n, number in enumerate(numbers):
        x = n * (room + gap)
        inner = room - _BAR - 6
        most = sizes.figure * min(1.0, inner / max(_needs(number, sizes.figure) - _BAR - 6, 1))
        big = Face(max(most, 7.5), bold=True, leading=1.15)
        value = plain(number.shown)
        rows = lines(value, big.size, inner, bold=True)
        shapes += [written(r, x + _BAR + 6, big.size * 1.15 * k, big) for k, r in enumerate(rows)]
        y = big.size * 1.15 * len(rows)
        end = x + _BAR + 6 + width(rows[-1] if rows else "", big.size, bold=True) + 3
        unit = Face(max(big.size * 0.42, 7.5), colour="ink")
        named, words = plain(number.label), plain(number.unit)
        if width(words, unit.size) <= x + room - end:
            base = y - big.size * 1.15 + big.size * (1.02 - 0.135)
            shapes.append(written(words, end, base - unit.size * 1.02, unit))
        else:
            named = f"{words} · {named}"
        for k, row in enumerate(lines(named, label.size, inner)):
            shapes.append(written(row, x + _BAR + 6, y + 2 + k * label.size * 1.3, label))
            tall = max(tall, y + 2 + (k + 1) * label.size * 1.3)
    bars = [
        Box(n * (room + gap), 1, _BAR, tall - 2, number.colour or "accent")
        for n, number in enumerate(numbers)
    ]
    return Piece(tall, (*bars, *shapes), gap=11.0)


def visual(held: Chart | Grid | None, wide: float, sizes: Sizes, lang: str) -> list[Piece]:
    """Return a chart or table under its title, with what it cannot show below it."""
    if held is None:
        return []
    found = paragraph(held.title, Face(10.0, bold=True), wide, gap=13.0, keep=True)
    if isinstance(held, Chart):
        found += paragraph(held.subtitle, Face(8.0, colour="muted", leading=1.3), wide, keep=True)
        found += chart(held, wide, sizes.scale, sizes.shape)
        below = list(held.notes)
    else:
        found.append(Piece(3.0, keep=True))
        found += table(Table(held.head, held.rows, held.numeric, held.colours), wide, 9.0)
        below = [say("handout.more-rows", lang, n=held.left)] if held.left else []
    below += [say("chart.source", lang, titles=held.source)] if held.source else []
    for n, words in enumerate(below):
        found += paragraph(words, SMALL, wide, gap=4.0 if n == 0 else 1.0)
    return found


def notes(slide: Slide, wide: float, sizes: Sizes, lang: str) -> list[Piece]:
    """Return the speaker's notes for the reader, under a small heading."""
    if not slide.notes.strip():
        return []
    found = paragraph(say("handout.notes", lang), _HEADING, wide, keep=True)
    for words in slide.notes.splitlines():
        found += paragraph(words, Face(sizes.notes, leading=1.46), wide, gap=2.5)
    return found


def sources(slide: Slide, layout: Layout, wide: float, lang: str) -> list[Piece]:
    """Return the full citations of all that a slide shows, one below the other."""
    cited = list(dict.fromkeys(_full(s, layout, lang) for s in slide.sources if s.strip()))
    plan = plan_of(layout)
    if plan is not None and any(words for words in slide.sources):
        cited.append(say("handout.plan", lang, title=described(plan, lang)))
    if not cited:
        return []
    found = paragraph(say("handout.sources", lang), _HEADING, wide, keep=True)
    return found + [p for words in cited for p in paragraph(words, SMALL, wide, gap=1.2)]


def plan_of(layout: Layout) -> Source | None:
    """Return the document that the edition was taken from."""
    return next((layout.source[r.source] for r in layout.edition.refs if r.source in layout.source), None)


def described(source: Source, lang: str) -> str:
    """Return a source as a reader finds it: title, publisher, date."""
    parts = [source.title(lang), source.publisher, source.date or source.held]
    return listing(parts, lang)


def _full(cited: str, layout: Layout, lang: str) -> str:
    """Add to a citation who published the document, when, and where it can be read."""
    for source in layout.sources:
        title = source.title(lang)
        if title and cited.startswith(title):
            return listing([cited, *_beside(source, cited)], lang)
    return cited


def _beside(source: Source, cited: str) -> Iterator[str]:
    for part in (source.publisher, source.date or source.held, source.url):
        if part and part not in cited:
            yield part
