"""What stands on a page of the handout beside the map: words, figures, a chart or table, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layout.briefing.story_model import Grid, Number, Slide
from layout.charts import Chart
from layout.drawing.blocks import PrintedTable, chart_blocks, table_blocks
from layout.drawing.picture import PictureShape
from layout.drawing.scene import FilledRectangle
from layout.drawing.text_metrics import advance_width, break_lines, text_width
from layout.drawing.typesetting import (
    PageBlock,
    TextStyle,
    blocks_height,
    paragraph,
    place_on_page,
    printable_text,
    stack_blocks,
    text_line,
)
from layout.plan.model import Plan, Source
from layout.words.glossary import join_words, say

SMALL = TextStyle(7.2, colour="muted", leading=1.36)
HEADING = TextStyle(8.0, bold=True, colour="muted")
_LABEL = TextStyle(8.2, colour="muted", leading=1.3)
_UNIT = TextStyle(8.6)
_BAR, _INSET = 2.6, 8.6  # the coloured line before a figure, and where the figure begins
_APART = 14.0  # between figures
_BROAD = 340.0  # points: areas broader than this get no higher


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """How large a page is set: running words, figures, a drawing's points for a pixel, its shape."""

    lines: float
    notes: float
    figure: float
    scale: float
    shape: float


def line_pieces(slide: Slide, wide: float, sizes: TypeSizes) -> list[PageBlock]:
    """Return the lines of a slide."""
    face = TextStyle(sizes.lines, leading=1.5)
    return [p for line in slide.lines for p in paragraph(line, face, wide, gap=sizes.lines * 0.55)]


def figure_pieces(slide: Slide, wide: float, sizes: TypeSizes) -> list[PageBlock]:
    """Return the large figures, side by side where they have room, else one below the other."""
    numbers = slide.numbers
    if not numbers:
        return []
    room = (wide - _APART * (len(numbers) - 1)) / len(numbers)
    big = TextStyle(sizes.figure, bold=True, leading=1.15)
    if any(text_width(printable_text(n.shown), big.size, bold=True) > room - _INSET for n in numbers):
        return [_beside((n,), wide, big) for n in numbers]
    return [_beside(numbers, room, big)]


def _beside(numbers: tuple[Number, ...], room: float, big: TextStyle) -> PageBlock:
    """Return figures in a row, each with a line in its colour before it."""
    made = [_figure(n, room - _INSET, big) for n in numbers]
    tall = max(p.height for p in made)
    shapes: list[PictureShape] = []
    for n, (number, piece) in enumerate(zip(numbers, made, strict=True)):
        x = n * (room + _APART)
        shapes.append(FilledRectangle(x, 2, _BAR, tall - 3, number.colour or "accent"))
        shapes += [place_on_page(s, x + _INSET, 0) for s in piece.shapes]
    return PageBlock(tall, tuple(shapes), gap=11.0)


def _figure(number: Number, room: float, big: TextStyle) -> PageBlock:
    """Return a figure over its name; its unit stands beside it where there is room, else with the name."""
    rows = break_lines(printable_text(number.shown), big.size, room, bold=True) or [""]
    step = big.size * big.leading
    shapes = [text_line(r, 0, n * step, big) for n, r in enumerate(rows)]
    unit, end = printable_text(number.unit), advance_width(rows[-1], big.size) + 4
    label = paragraph(number.label, _LABEL, room)
    if unit and end + text_width(unit, _UNIT.size) <= room:
        shapes.append(replace(shapes[-1], x=end, text=unit, size=_UNIT.size, bold=False))
    else:
        label = [*paragraph(number.unit, _LABEL, room), *label]
    found = [*shapes, *stack_blocks(label, 0, step * len(rows) + 1)]
    return PageBlock(step * len(rows) + 1 + blocks_height(label), tuple(found))


def visual_pieces(held: Chart | Grid | None, wide: float, sizes: TypeSizes, lang: str) -> list[PageBlock]:
    """Return a chart or table under its title, with what it cannot show below it."""
    if held is None:
        return []
    found = paragraph(held.title, TextStyle(10.0, bold=True), wide, gap=13.0, keep=True)
    if isinstance(held, Chart):
        found += paragraph(held.subtitle, TextStyle(8.0, colour="muted", leading=1.3), wide, keep=True)
        found += chart_blocks(held, wide, sizes.scale, sizes.shape * min(1.0, _BROAD / wide))
        below = list(held.notes)
    else:
        found.append(PageBlock(3.0, keep_with_next=True))
        found += table_blocks(PrintedTable(held.head, held.rows, held.numeric, held.colours), wide, 9.0)
        below = [say("handout.more-rows", lang, n=held.left)] if held.left else []
    below += [say("chart.source", lang, titles=held.source)] if held.source else []
    for n, words in enumerate(below):
        found += paragraph(words, SMALL, wide, gap=4.0 if n == 0 else 1.0)
    return found


def note_pieces(slide: Slide, wide: float, sizes: TypeSizes, lang: str) -> list[PageBlock]:
    """Return the speaker's notes for the reader, under a small heading."""
    if not slide.notes.strip():
        return []
    found = paragraph(say("handout.notes", lang), HEADING, wide, keep=True)
    for words in slide.notes.splitlines():
        found += paragraph(words, TextStyle(sizes.notes, leading=1.46), wide, gap=2.5)
    return found


def full_citations(slide: Slide, plan: Plan, lang: str) -> list[str]:
    """Return the full citations of all that a slide shows: places in the plan in one, others each."""
    known = {s.id: s.title(lang) for s in plan.sources}
    whole = {known[r.source] for r in plan.edition.refs if r.source in known}
    cited = list(dict.fromkeys(s for s in slide.sources if s.strip() and s not in whole))
    full = {c: _full(c, plan, lang) for c in cited}
    places = say("text.stop", lang).join(c for c in cited if full[c] == c)
    return [w for w in (places, *(full[c] for c in cited if full[c] != c)) if w]


def citation_pieces(words: Sequence[str], wide: float) -> list[PageBlock]:
    """Return citations one below the other."""
    return [p for one in words for p in paragraph(one, SMALL, wide, gap=1.2)]


def plan_source_note(plan: Plan, lang: str) -> str:
    """Return which document “the plan” is: its title, publisher and date; empty if none is known."""
    source = next((plan.source[r.source] for r in plan.edition.refs if r.source in plan.source), None)
    if source is None:
        return ""
    beside = join_words([source.publisher(lang), source.date or source.as_of], lang)
    return printable_text(say("handout.plan", lang, title=source.title(lang), beside=beside))


def _full(cited: str, plan: Plan, lang: str) -> str:
    """Add to a citation who published the document, when, and where it can be read."""
    for source in plan.sources:
        title = source.title(lang)
        if title and cited.startswith(title):
            return join_words([cited, *_published(source, cited, lang)], lang)
    return cited


def _published(source: Source, cited: str, lang: str) -> Iterator[str]:
    for part in (source.publisher(lang), source.date or source.as_of, source.url):
        if part and part not in cited:
            yield part
