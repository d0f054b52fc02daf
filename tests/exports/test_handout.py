"""The handout: all words on their pages and whole, nothing over another, letters that can be read back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from geodata.languages import LANGS
from layout.briefing.slides import fill_story
from layout.briefing.story_file import edition_story as story_of
from layout.briefing.story_model import Briefing, Grid, Number, Slide
from layout.charts import CHARTS, Chart
from layout.drawing.blocks import PrintedTable, table_blocks
from layout.drawing.pdf_writer import PdfPage
from layout.drawing.picture import Label
from layout.drawing.scene import FilledRectangle, TextLine
from layout.drawing.text_metrics import break_lines, legible, text_width
from layout.drawing.typesetting import (
    PageBlock,
    TextStyle,
    blocks_height,
    fill_column,
    paragraph,
    place_on_page,
    printable_text,
)
from layout.exports import handout
from layout.exports.handout.slide_pages import MARGIN
from layout.exports.story_options import StoryOptions
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.unpinned import unpinned_sites
from layout.plan.model import Plan
from layout.plan.shapes import bounds_by_id
from layout.view.extent import extent
from layout.view.view import View
from layout.words.glossary import say
from tests.conftest import MINI, Case, case_of
from tests.drawing.test_drawing import HOSTILE

PARTS = ("head", "body", "foot")  # the layers of a page that are not its map's
A4 = (595.276, 841.89)
LONG = "各集群的产值、园区的级别与所在镇街，均以规划原文为准，未写明的不作推断。"


def story(case: Case, lang: str) -> Briefing:
    """Make a story that shows every chart and a table of an edition, each beside other words."""
    plan = case.plan
    charts = [c for c in (make(plan, lang) for make in CHARTS.values()) if c]
    shown: list[Chart | Grid | None] = [None, *charts, grid(plan, lang)]
    slides = tuple(slide(case, lang, n, visual) for n, visual in enumerate(shown, 1))
    return Briefing(plan.edition.name(lang) + " A", plan.edition.short(lang), lang, slides)


def slide(case: Case, lang: str, n: int, visual: Chart | Grid | None) -> Slide:
    """Make one step of it."""
    plan = case.plan
    elements = tuple(e.id for e in plan.elements[n - 1 : n] if e.id in case.shapes.elements)
    view = View(plan.district.id, plan.edition.id, lang, element=elements)
    numbers = (
        Number("a", "1,062.3", Decimal("1062.3"), "亿元", "规上工业总产值 2020", "#B23A30"),
        Number("b", "≥ 500", Decimal(500), "CNY bn", "New materials 2025"),
        Number("c", "约 7", Decimal(7), "%", "年均增速"),
    )
    return Slide(
        f"s{n}", n, view, extent(view, plan, bounds_by_id(plan, case.shapes)),
        plan.elements[0].phrase(lang), f"{plan.district.name(lang)} · {n}",
        tuple(f"{n}.{k} {LONG}" for k in range(1, n % 3 + 2)), numbers[: n % 4], visual,
        f"{n} {LONG * 2}\nA second paragraph of notes.",
        tuple(s.title(lang) + f" §{n}" for s in plan.sources[:n]),
    )  # fmt: skip


def grid(plan: Plan, lang: str) -> Grid:
    """Make a table of the parks."""
    rows = tuple(
        (p.name(lang), p.level or None, Decimal(n), LONG[:n]) for n, p in enumerate(plan.of_type("park"), 9)
    )
    return Grid(
        "parks", "表 A", ("Name", "Level", "No.", "Words"), rows, (2,), ("#0072B2", ""), 3, "source A"
    )


def handout_of(case: Case, lang: str, portrait: bool) -> list[PdfPage]:
    """Compose the pages of that story, once."""
    return _drawn((case.root, case.plan.district.id, case.plan.edition.id), lang, portrait)


@cache
def _drawn(key: tuple[Path, str, str], lang: str, portrait: bool) -> list[PdfPage]:
    case = case_of(*key)
    return compose(case, story(case, lang), portrait)


def compose(case: Case, briefing: Briefing, portrait: bool = False) -> list[PdfPage]:
    """Compose the pages of a story."""
    options = StoryOptions(portrait=portrait)
    return [p for _, p in handout.handout_pages(briefing, case.plan, case.shapes, options, lambda *_: None)]


@dataclass(frozen=True)
class PlacedText:
    """A text of a page and the box it takes."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def shapes_of(page: PdfPage) -> Iterator[tuple[str, Any]]:
    """Yield all shapes of a page at their places, with the layer that they stand in."""
    yield from ((y.id, s) for y in page.picture.layers for p in y.parts for s in p.shapes)
    for placement in page.placements:
        lines = ((y.id, s) for y in placement.picture.layers for p in y.parts for s in p.shapes)
        yield from ((y, place_on_page(s, placement.x, placement.y, placement.scale)) for y, s in lines)


def words_of(page: PdfPage) -> Iterator[tuple[str, PlacedText]]:
    """Measure every text of a page, with the layer that it stands in."""
    for layer, shape in shapes_of(page):
        if isinstance(shape, TextLine) and shape.text:
            width = text_width(shape.text, shape.size, shape.bold) / 1.04
            left = {"end": shape.x - width, "middle": shape.x - width / 2}.get(shape.anchor, shape.x)
            yield (
                layer,
                PlacedText(shape.text, left, shape.y - shape.size * 0.86, left + width, shape.y + shape.size * 0.16),
            )
        elif isinstance(shape, Label):
            a, b = shape.x - shape.width / 2, shape.y - shape.height / 2
            yield layer, PlacedText(shape.text, a, b, a + shape.width, b + shape.height)


def text_of(pages: list[PdfPage]) -> str:
    """Return all words beside the map, without spaces: all heads, then all bodies, then all feet."""
    lines = [pair for p in pages for pair in words_of(p)]
    return bare("".join(h.text for part in PARTS for layer, h in lines if layer == part))


def bare(words: str) -> str:
    """Return words without spaces, and with quotation marks of one form."""
    return re.sub(r"\s", "", legible(words)).translate(str.maketrans("‘’“”", "''\"\""))


def check(pages: list[PdfPage], portrait: bool) -> None:
    """Hold that nothing leaves the page and no text stands on another."""
    width, height = A4 if portrait else A4[::-1]
    for n, page in enumerate(pages):
        assert (page.picture.width, page.picture.height) == pytest.approx((width, height), abs=0.01)
        lines = list(words_of(page))
        lines_beside_map = [h for layer, h in lines if layer in PARTS]
        for h in lines_beside_map:
            assert h.left >= MARGIN - 0.5 and h.right <= width - MARGIN + 0.5, (n, h)
            assert h.top >= MARGIN - 8 and h.bottom <= height - MARGIN + 0.5, (n, h)
        for (_, a), (_, b) in combinations(lines, 2):
            apart = (
                a.right <= b.left or b.right <= a.left or a.bottom <= b.top + 0.3 or b.bottom <= a.top + 0.3
            )
            assert apart, f"page {n + 1}: {a} × {b}"
        for shape in (s for _, s in shapes_of(page) if isinstance(s, FilledRectangle)):
            assert shape.x >= 0 and shape.x + shape.width <= width and shape.y + shape.height <= height


@pytest.mark.parametrize("portrait", [False, True], ids=["landscape", "portrait"])
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_leaves_the_page_or_stands_on_another(case: Case, lang: str, portrait: bool) -> None:
    check(handout_of(case, lang, portrait), portrait)


@pytest.mark.parametrize("portrait", [False, True], ids=["landscape", "portrait"])
def test_all_words_of_a_step_are_on_its_page(case: Case, portrait: bool) -> None:
    for lang in LANGS:
        pages, briefing = handout_of(case, lang, portrait), story(case, lang)
        read = text_of(pages)
        assert bare(briefing.title) in text_of(pages[:1]) and bare(briefing.subtitle) in text_of(pages[:1])
        for step in briefing.slides:
            assert bare(step.title) in read and bare(step.kicker) in read
            for words in (*step.lines, *step.notes.splitlines(), *(n.value_text for n in step.numbers)):
                assert bare(words) in read, words
            for cited in step.sources:
                assert bare(cited) in read
            if step.visual:
                assert bare(step.visual.title) in read and bare(step.visual.source) in read
            for chart in [step.visual] if isinstance(step.visual, Chart) else []:
                assert all(bare(note) in read for note in chart.notes)
                assert all(bare(m.label) in read for s in chart.series for m in s.marks if m.shown)
        assert bare(say("handout.more-rows", lang, n=3)) in read
        for n in range(len(pages)):
            assert bare(say("handout.page", lang, n=n + 1, of=len(pages))) in text_of([pages[n]])


def shipped(case: Case, lang: str) -> Briefing | None:
    """Fill the story that comes with an edition."""
    layers = [str(placement["id"]) for placement in record_map(case.plan, case.shapes, lang, LAYERS).layers]
    briefing, faults = story_of(case.root, case.plan.district.id, case.plan.edition.id, case.plan, layers)
    assert not faults
    return fill_story(briefing, case.plan, lang, bounds_by_id(case.plan, case.shapes)) if briefing else None


@pytest.mark.parametrize("portrait", [False, True], ids=["landscape", "portrait"])
@pytest.mark.parametrize("lang", LANGS)
def test_the_shipped_story_has_one_page_for_each_step(case: Case, lang: str, portrait: bool) -> None:
    briefing = shipped(case, lang)
    if briefing is None:
        return
    pages = compose(case, briefing, portrait)
    read = text_of(pages)

    check(pages, portrait)
    assert len(pages) == len(briefing.slides)
    for step in briefing.slides:
        assert all(bare(w) in read for w in (step.title, *step.lines, *step.notes.splitlines()))


def test_each_page_has_a_map_with_its_stamp_and_a_legend_below(case: Case) -> None:
    for lang in LANGS:
        number = case.plan.district.review_number
        stamp = say("map.review", lang, number=number) if number else say("map.schematic", lang)
        unlocated = [s.name(lang) for s in unpinned_sites(case.plan)]
        for page in handout_of(case, lang, False):
            if not page.placements:
                continue
            lines, legend = ([h.text for _, h in words_of(PdfPage(page.picture, (p,)))] for p in page.placements)
            assert stamp in lines
            assert say("map.legend", lang) in legend and say("legend.district", lang) in legend
            assert all(bare(name) in bare("".join(legend)) for name in unlocated)
            assert page.placements[0].y + page.placements[0].picture.height * page.placements[0].scale <= page.placements[1].y


def test_letters_are_large_enough_to_read(case: Case) -> None:
    for portrait in (False, True):
        for page in handout_of(case, "zh", portrait):
            assert min(s.size for _, s in shapes_of(page) if isinstance(s, TextLine | Label)) >= 7.0


def test_very_long_texts_run_on_to_further_pages(mini: Case) -> None:
    briefing = story(mini, "zh")
    width = "一" * 119 + "题"
    rows = tuple((f"{n} {LONG}" * 3, Decimal(n)) for n in range(20))
    visuals: list[Chart | Grid | None] = [
        None,
        briefing.slides[1].visual,
        Grid("g", "G", ("甲", "乙"), rows, (1,)),
    ]
    for n, visual in enumerate(visuals, 1):
        lines = tuple((f"{k}" + LONG * 12)[:399] + "终" for k in range(6))
        notes = (LONG * 200)[:3999] + "末"
        cited = tuple(f"source {k} {LONG[:12]}" for k in range(30))
        step = replace(
            briefing.slides[0], n=n, title=width, lines=lines, notes=notes, visual=visual, sources=cited
        )
        whole = replace(briefing, title=width, slides=(step,))
        for portrait in (False, True):
            pages = compose(mini, whole, portrait)
            check(pages, portrait)
            read = text_of(pages)
            assert len(pages) > 1
            assert all(bare(words) in read for words in (*lines, notes, *cited))
            assert n < 3 or all(read.count(bare(f"{k} {LONG}")) >= 2 for k in range(20))
            assert bare(say("handout.continued", "zh")) in text_of(pages[1:])


def test_a_long_chart_goes_on_at_the_same_scale(mini: Case) -> None:
    chart = CHARTS["growth"](mini.plan, "zh")
    assert chart is not None
    long = replace(chart, series=tuple(
        replace(s, marks=tuple(replace(m, label=f"{m.label} {k}") for k in range(20) for m in s.marks)) for s in chart.series
    ))  # fmt: skip
    step = replace(story(mini, "zh").slides[0], visual=long)
    pages = compose(mini, replace(story(mini, "zh"), slides=(step,)))
    read = text_of(pages)

    check(pages, False)
    assert len(pages) > 1
    assert all(bare(m.label) in read for m in long.series[0].marks)
    assert read.count(bare(long.series[0].label)) > 1  # the key goes along
    bars = [s for _, s in shapes_of(pages[-1]) if isinstance(s, FilledRectangle) and s.height > 5]
    assert len({round(b.width, 3) for b in bars}) <= len({m.value for s in chart.series for m in s.marks})


@pytest.fixture(scope="module")
def pdf_bytes() -> bytes:
    """Make the handout of the small district once."""
    case = case_of(MINI, "mini", "2021-2025")
    return handout.make(story(case, "zh"), case.plan, case.shapes, StoryOptions(), lambda *_: None)


def test_the_file_can_be_read_back(pdf_bytes: bytes) -> None:
    case = case_of(MINI, "mini", "2021-2025")
    briefing, pages = story(case, "zh"), handout_of(case, "zh", False)
    pdf = PdfReader(io.BytesIO(pdf_bytes))

    assert len(pdf.pages) == len(pages)
    for page, drawing in zip(pdf.pages, pages, strict=True):
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4[::-1], abs=0.02)
        read = bare(page.extract_text())
        for _, h in words_of(drawing):
            assert bare(h.text) in read, h.text
    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.subject) == (briefing.title, briefing.subtitle)
    assert pdf.metadata.creation_date is None


def test_the_file_has_bookmarks_and_a_language(pdf_bytes: bytes) -> None:
    briefing = story(case_of(MINI, "mini", "2021-2025"), "zh")
    pdf = PdfReader(io.BytesIO(pdf_bytes), strict=True)
    root: Any = pdf.trailer["/Root"]

    assert [m.title for m in pdf.outline] == [s.title for s in briefing.slides]  # type: ignore[union-attr]
    pages = [pdf.get_destination_page_number(m) for m in pdf.outline]  # type: ignore[arg-type]
    assert pages[0] == 0 and all(a < b for a, b in pairwise(pages))  # type: ignore[operator]
    assert root["/Lang"] == "zh-CN"
    assert pdf.pdf_header == "%PDF-1.4"


def test_every_letter_is_in_an_embedded_font(pdf_bytes: bytes) -> None:
    for page in PdfReader(io.BytesIO(pdf_bytes)).pages:
        resources: Any = page["/Resources"]
        fonts = [f.get_object() for f in resources["/Font"].values()]
        assert fonts
        for font in fonts:
            kin = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            assert "/FontFile2" in kin["/FontDescriptor"].get_object(), font["/BaseFont"]
            assert "/ToUnicode" in font
    assert "\ufffd" not in PdfReader(io.BytesIO(pdf_bytes)).pages[0].extract_text()


def test_two_files_are_equal_and_progress_is_told(pdf_bytes: bytes) -> None:
    case = case_of(MINI, "mini", "2021-2025")
    briefing: list[tuple[int, int]] = []
    again = handout.make(
        story(case, "zh"), case.plan, case.shapes, StoryOptions(), lambda a, b: briefing.append((a, b))
    )
    many = len(story(case, "zh").slides)

    assert again == pdf_bytes
    assert briefing == [(n, many) for n in range(1, many + 1)]


def test_hostile_words_stay_words(mini: Case) -> None:
    bad = f"{HOSTILE} \U0001f600 (a\\) <<"
    briefing = story(mini, "en")
    table = Grid(bad, bad, (bad, bad), ((bad, bad),), (1,), ("#0072B2",), 0, bad)
    number = Number(bad, bad, None, bad, bad)
    step = replace(briefing.slides[0], title=bad, kicker=bad, lines=(bad, "", "x" * 300), notes=bad, sources=(bad,),
                   visual=table, numbers=(number,))  # fmt: skip
    whole = replace(briefing, title=bad, subtitle=bad, slides=(step,))
    check(compose(mini, whole), False)
    pdf = PdfReader(io.BytesIO(handout.make(whole, mini.plan, mini.shapes, StoryOptions(), lambda *_: None)))
    read = "".join(p.extract_text() for p in pdf.pages)

    assert "$x^2$" in read and "{{" in read and "<img" in read
    assert pdf.metadata is not None and "<img src=x" in str(pdf.metadata.title)
    assert "<img src=x" in pdf.outline[0].title  # type: ignore[union-attr]


def test_pieces_that_belong_together_are_not_parted() -> None:
    head, row = PageBlock(10, keep_with_next=True), PageBlock(10)
    column, left = fill_column([row, row, head, row], 35)

    assert (len(column), len(left)) == (2, 2)
    titled = replace(row, repeated_head=(head,))
    column, left = fill_column([head, titled, titled, titled], 25)
    assert (len(column), left) == (2, [head, titled, titled])
    assert fill_column([PageBlock(99), row], 10) == ([PageBlock(99)], [row])


def test_a_paragraph_keeps_its_first_and_last_two_lines() -> None:
    pieces = paragraph("字" * 60, TextStyle(10), 105)

    assert [p.keep_with_next for p in pieces] == [True, *[False] * (len(pieces) - 3), True, False]
    assert blocks_height(pieces) == pytest.approx(10 * 1.42 * len(pieces))


def test_no_last_line_is_a_lost_letter() -> None:
    words = "字" * 21
    lines = [p.shapes[0].text for p in paragraph(words, TextStyle(10), 105) if isinstance(p.shapes[0], TextLine)]

    assert "".join(lines) == words
    assert len(lines) == 3 and len(lines[-1]) > 2  # not ten, ten and one


@pytest.mark.parametrize("room", range(100, 190, 9))
def test_lines_break_where_a_reader_expects(room: int) -> None:
    lines = break_lines("甲乙（丙丁）戊“己庚”辛，约 10.4 % 与《壬癸》（abc.def.gh）子丑寅卯", 12, room)

    assert not any(line[0] in "，。）”》%" or line[-1] in "（“《" for line in lines)
    assert all(text_width(line, 12) <= room for line in lines)


def test_a_word_wider_than_its_room_is_broken_alone() -> None:
    lines = break_lines("short words and " + "x" * 60 + " then more", 10, 100)

    assert lines[0] == "short words and" and lines[-1].endswith("then more")
    assert all(text_width(line, 10) <= 100 for line in lines)


def test_quotation_marks_fit_the_words_around_them() -> None:
    assert printable_text("“not at ‘that’ growth”") == "\"not at 'that' growth\""
    assert printable_text("“十四五”规划") == "“十四五”规划"


def test_columns_of_words_share_what_numbers_leave() -> None:
    rows = (("a" * 8, Decimal(1), "words " * 30), ("b", Decimal("1234.5"), "c"))
    pieces = table_blocks(PrintedTable(("A", "No.", "Words"), rows, (1,), ("#0072B2", "")), 200, 9.0)
    lines = [s for p in pieces for s in p.shapes if isinstance(s, TextLine)]

    assert all(0 <= s.x <= 200 for s in lines)
    assert {s.x for s in lines if s.anchor == "end"} == {next(s.x for s in lines if s.text == "1,234.5")}
    assert "".join(s.text for s in lines if s.text.startswith("words")).count("words") == 30
