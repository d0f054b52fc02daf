"""Blocks of a page of the handout: text, figures, a chart or table, notes, sources. In points."""

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
from layout.words.citations import source_date
from layout.words.glossary import join_words, say

SMALL = TextStyle(7.2, colour="muted", leading=1.36)
HEADING = TextStyle(8.0, bold=True, colour="muted")
_LABEL = TextStyle(8.2, colour="muted", leading=1.3)
_UNIT = TextStyle(8.6)
_BAR, _INSET = 2.6, 8.6  # width of the coloured bar before a figure, and x of the figure
_APART = 14.0  # between figures
_BROAD = 340.0  # treemaps broader than this get no higher


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Type sizes of lines, notes and figures; points per pixel of a chart; height to width of a treemap."""

    lines: float
    notes: float
    figure: float
    scale: float
    shape: float


def line_blocks(slide: Slide, width: float, sizes: TypeSizes) -> list[PageBlock]:
    """Return the lines of a slide as paragraphs of a width."""
    face = TextStyle(sizes.lines, leading=1.5)
    return [p for line in slide.lines for p in paragraph(line, face, width, gap=sizes.lines * 0.55)]


def figure_blocks(slide: Slide, width: float, sizes: TypeSizes) -> list[PageBlock]:
    """Return the large figures, in a row where they have room, else one below the other."""
    numbers = slide.numbers
    if not numbers:
        return []
    room = (width - _APART * (len(numbers) - 1)) / len(numbers)
    big = TextStyle(sizes.figure, bold=True, leading=1.15)
    # One too wide puts all below each other: figures of a slide have one size.
    if any(text_width(printable_text(n.value_text), big.size, bold=True) > room - _INSET for n in numbers):
        return [_figure_row((n,), width, big) for n in numbers]
    return [_figure_row(numbers, room, big)]


def _figure_row(numbers: tuple[Number, ...], room: float, big: TextStyle) -> PageBlock:
    """Return figures in a row, each with a bar in its colour before it."""
    blocks = [_figure(n, room - _INSET, big) for n in numbers]
    tall = max(p.height for p in blocks)
    shapes: list[PictureShape] = []
    for n, (number, block) in enumerate(zip(numbers, blocks, strict=True)):
        x = n * (room + _APART)
        shapes.append(FilledRectangle(x, 2, _BAR, tall - 3, number.colour or "accent"))
        shapes += [place_on_page(s, x + _INSET, 0) for s in block.shapes]
    return PageBlock(tall, tuple(shapes), gap=11.0)


def _figure(number: Number, room: float, big: TextStyle) -> PageBlock:
    """Return a figure above its name; its unit is to the right where there is room, else with the name."""
    rows = break_lines(printable_text(number.value_text), big.size, room, bold=True) or [""]
    step = big.size * big.leading
    shapes = [text_line(r, 0, n * step, big) for n, r in enumerate(rows)]
    unit, end = printable_text(number.unit), advance_width(rows[-1], big.size) + 4
    label = paragraph(number.label, _LABEL, room)
    if unit and end + text_width(unit, _UNIT.size) <= room:
        shapes.append(replace(shapes[-1], x=end, text=unit, size=_UNIT.size, bold=False))
    else:
        label = [*paragraph(number.unit, _LABEL, room), *label]
    all_shapes = [*shapes, *stack_blocks(label, 0, step * len(rows) + 1)]
    return PageBlock(step * len(rows) + 1 + blocks_height(label), tuple(all_shapes))


def visual_blocks(record: Chart | Grid | None, width: float, sizes: TypeSizes, lang: str) -> list[PageBlock]:
    """Return a chart or table below its title, with its notes and source."""
    if record is None:
        return []
    blocks = paragraph(record.title, TextStyle(10.0, bold=True), width, gap=13.0, keep_with_next=True)
    if isinstance(record, Chart) and record.empty:
        for words in record.notes:
            blocks += paragraph(words, TextStyle(sizes.notes, leading=1.46), width, gap=4.0)
        below = []
    elif isinstance(record, Chart):
        blocks += paragraph(
            record.subtitle, TextStyle(8.0, colour="muted", leading=1.3), width, keep_with_next=True
        )
        blocks += chart_blocks(record, width, sizes.scale, sizes.shape * min(1.0, _BROAD / width))
        below = list(record.notes)
    else:
        blocks.append(PageBlock(3.0, keep_with_next=True))
        blocks += table_blocks(
            PrintedTable(record.head, record.rows, record.numeric, record.colours), width, 9.0
        )
        below = [say("handout.more-rows", lang, n=record.left)] if record.left else []
    below += [say("chart.source", lang, titles=record.source)] if record.source else []
    for n, words in enumerate(below):
        blocks += paragraph(words, SMALL, width, gap=4.0 if n == 0 else 1.0)
    return blocks


def note_blocks(slide: Slide, width: float, sizes: TypeSizes, lang: str) -> list[PageBlock]:
    """Return the speaker notes below a small heading."""
    if not slide.notes.strip():
        return []
    blocks = paragraph(say("handout.notes", lang), HEADING, width, keep_with_next=True)
    for words in slide.notes.splitlines():
        blocks += paragraph(words, TextStyle(sizes.notes, leading=1.46), width, gap=2.5)
    return blocks


def full_citations(slide: Slide, plan: Plan, lang: str) -> list[str]:
    """Return the full citations of a slide's sources: pages of the plan joined in one, others each."""
    # Documents of the plan cited as a whole are left out, for the footer names them.
    known = {s.id: s.title(lang) for s in plan.sources}
    whole = {known[r.source] for r in plan.edition.refs if r.source in known}
    cited = list(dict.fromkeys(s for s in slide.sources if s.strip() and s not in whole))
    full = {c: _full(c, plan, lang) for c in cited}
    places = say("text.stop", lang).join(c for c in cited if full[c] == c)
    return [w for w in (places, *(full[c] for c in cited if full[c] != c)) if w]


def citation_blocks(citations: Sequence[str], width: float) -> list[PageBlock]:
    """Return citations as paragraphs of a width."""
    return [p for citation in citations for p in paragraph(citation, SMALL, width, gap=1.2)]


def plan_source_note(plan: Plan, lang: str) -> str:
    """Return which document “the plan” is: its title, publisher and date; empty if none is known."""
    source = next((plan.source[r.source] for r in plan.edition.refs if r.source in plan.source), None)
    if source is None:
        return ""
    publication = join_words([source.publisher(lang), source_date(source, lang) or source.as_of], lang)
    return printable_text(say("handout.plan", lang, title=source.title(lang), beside=publication))


def _full(cited: str, plan: Plan, lang: str) -> str:
    """Add publisher, date and address of the document to a citation."""
    for source in plan.sources:
        title = source.title(lang)
        if title and cited.startswith(title):
            return join_words([cited, *_published(source, cited, lang)], lang)
    return cited


def _published(source: Source, cited: str, lang: str) -> Iterator[str]:
    for part in (source.publisher(lang), source_date(source, lang) or source.as_of, source.url):
        if part and part not in cited:
            yield part
