"""The deck: everything of a briefing stands on its slides, editable, inside them and apart."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu

from geodata.languages import LANGS
from layout.briefing.story_model import Briefing, Grid, Number, Slide
from layout.charts import Chart, Mark, Series
from layout.drawing.text_metrics import single_line
from layout.exports.deck import deck_slides as deck_module
from layout.exports.deck import make, native_chart, slide_text
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.slide_shapes import Rule, SlideColumn, TextBox
from layout.exports.deck.text_fitting import ends_lonely, lines_of
from layout.exports.rectangle import Rect
from layout.exports.story_options import StoryOptions
from layout.maps.static.map_picture import map_picture
from layout.words.glossary import say
from tests.briefing.briefings import briefing_of, story_of
from tests.conftest import EDITIONS, Case, case_of

POINT = 12_700


def deck_of(case: Case, briefing: Briefing, template: bytes | None = None) -> bytes:
    """Make a deck without looking at its progress."""
    return make(briefing, case.plan, case.shapes, StoryOptions(template=template), lambda *_: None)


@cache
def _deck_bytes(dataset: tuple[Any, ...], lang: str) -> tuple[Briefing, bytes]:
    case = case_of(*dataset)
    briefing = story_of(case, lang) or briefing_of(case.plan, case.shapes, lang)
    return briefing, deck_of(case, briefing)


@pytest.fixture(params=[(h, lang) for h in EDITIONS for lang in LANGS], ids=lambda p: f"{p[0][1]}-{p[0][2]}-{p[1]}")
def deck_case(request: pytest.FixtureRequest) -> tuple[Case, Briefing, Any]:
    """Give every edition in both languages: its briefing and the deck as read back."""
    dataset, lang = request.param
    briefing, data = _deck_bytes(dataset, lang)
    return case_of(*dataset), briefing, Presentation(io.BytesIO(data))


def texts(shapes: Any) -> str:
    """Return all text of shapes, a line each."""
    paragraphs = []
    for shape in shapes:
        if shape.shape_type == 6:
            paragraphs.append(texts(shape.shapes))
        elif shape.has_text_frame:
            paragraphs.append(shape.text_frame.text)
        elif getattr(shape, "has_table", False) and shape.has_table:
            paragraphs += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(paragraphs)


def leaves(shapes: Any) -> list[Any]:
    """Return all shapes that are no groups."""
    return [s for shape in shapes for s in (leaves(shape.shapes) if shape.shape_type == 6 else [shape])]


def test_one_slide_a_step_with_its_words(deck_case: Any) -> None:
    _, briefing, deck = deck_case
    assert len(deck.slides) == len(briefing.slides)
    for slide, page in zip(briefing.slides, deck.slides, strict=True):
        page_text = texts(page.shapes)
        assert page.shapes.title.text_frame.text == single_line(slide.title)
        assert [s for s in (single_line(slide.kicker), *map(single_line, slide.lines)) if s not in page_text] == []
        assert [n.value_text for n in slide.numbers if single_line(n.value_text) not in page_text] == []
        assert f"{slide.n} / {len(briefing.slides)}" in page_text


def test_notes_hold_what_is_said_and_the_sources(deck_case: Any) -> None:
    _, briefing, deck = deck_case
    for slide, page in zip(briefing.slides, deck.slides, strict=True):
        lines = page.notes_slide.notes_text_frame.text.splitlines()
        assert [single_line(line) for line in slide.notes.splitlines()] == lines[: len(slide.notes.splitlines())]
        assert lines[len(lines) - len(slide.sources) :] == [single_line(s) for s in slide.sources]


def values(shown: native_chart.Plot) -> dict[str, list[Decimal | None]]:
    """Return what the data of a chart must hold, by the title of the series."""
    return {
        single_line(f"{s.label} {s.shown}"): [m.value if m else None for m in (row[n] for row in shown.rows)]
        for n, s in enumerate(shown.series)
    }


def test_charts_hold_the_values_of_the_record(deck_case: Any) -> None:
    _, briefing, deck = deck_case
    for slide, page in zip(briefing.slides, deck.slides, strict=True):
        charts = [s.chart for s in page.shapes if getattr(s, "has_chart", False) and s.has_chart]
        assert len(charts) == (isinstance(slide.visual, Chart) and not slide.visual.empty)
        for chart in charts:
            shown = native_chart.chart_plot(slide.visual, briefing.lang)
            assert list(chart.plots[0].categories) == list(shown.names)
            read = {
                s.name: [None if v is None else Decimal(str(v)) for v in s.values]
                for s in chart.plots[0].series
            }
            assert read == values(shown)


def test_the_book_of_a_chart_has_the_same_numbers_and_no_formula(deck_case: Any) -> None:
    _, briefing, deck = deck_case
    for slide, page in zip(briefing.slides, deck.slides, strict=True):
        for shape in (s for s in page.shapes if getattr(s, "has_chart", False) and s.has_chart):
            book = load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
            rows = list(book["Sheet1"].iter_rows())
            assert {c.data_type for row in rows for c in row} <= {"s", "n"}
            expected = values(native_chart.chart_plot(slide.visual, briefing.lang))
            assert [c.value for c in rows[0][1:]] == list(expected)
            columns = zip(*([c.value for c in row[1:]] for row in rows[1:]), strict=True)
            assert [[None if v is None else Decimal(str(v)) for v in c] for c in columns] == [
                list(v) for v in expected.values()
            ]


def test_a_value_with_a_bound_is_labelled_with_it(bundled: Case) -> None:
    deck = deck_of(bundled, briefing_of(bundled.plan, bundled.shapes, "zh"))
    dataset = briefing_of(bundled.plan, bundled.shapes, "zh").slides
    checked = 0
    for slide, page in zip(dataset, Presentation(io.BytesIO(deck)).slides, strict=True):
        for shape in (s for s in page.shapes if getattr(s, "has_chart", False) and s.has_chart):
            labels = [t.text for t in shape.chart._chartSpace.iter(qn("a:t"))]
            signed = [m.shown for s in slide.visual.series for m in s.marks if re.match(r"[≈≥>≤<]", m.shown)]
            assert sorted(labels) == sorted(signed)
            checked += len(signed)
    assert checked


def test_the_map_is_a_group_for_each_layer(deck_case: Any) -> None:
    case, briefing, deck = deck_case
    for slide, page in zip(briefing.slides, deck.slides, strict=True):
        whole = [s for s in page.shapes if s.shape_type == 6]
        assert len(whole) == 1
        # A picture of the same size shows the same.
        ground = whole[0].shapes[0]
        width, height = ground.width.pt, ground.height.pt
        scale = min(max(width / deck_module._MAP_PIXELS, deck_module._LEAST_SCALE), deck_module._MOST_SCALE)
        size = (width / scale, height / scale)
        picture = map_picture(case.plan, case.shapes, slide.view, size, slide.extent, "brief")
        groups = {s.name: s for s in whole[0].shapes if s.shape_type == 6}
        assert set(groups) == {single_line(layer.name) for layer in picture.layers}
        assert whole[0]._element.nvGrpSpPr.cNvPr.get("descr")
        assert all(g._element.nvGrpSpPr.cNvPr.get("descr") for g in groups.values())
        kinds = [e.tag for e in whole[0]._element.iter() if e.tag in (qn("p:pic"), qn("a:blip"))]
        assert kinds == []


def test_a_part_of_the_map_is_one_shape_with_its_name(bundled: Case) -> None:
    briefing = briefing_of(bundled.plan, bundled.shapes, "zh")
    slide, page = briefing.slides[0], Presentation(io.BytesIO(deck_of(bundled, briefing))).slides[0]
    (whole,) = (s for s in page.shapes if s.shape_type == 6)
    # As many pixels as the deck asks for, whatever room the map has.
    ground = whole.shapes[0]
    size = (560, 560 * ground.height / ground.width)
    picture = map_picture(bundled.plan, bundled.shapes, slide.view, size, slide.extent, "brief")
    for layer in picture.layers:
        (group,) = (s for s in whole.shapes if s.name == single_line(layer.name))
        assert [s.name for s in group.shapes] == [single_line(p.name) for p in layer.parts]
        assert {
            s.text_frame.text for s in leaves(group.shapes) if s.has_text_frame and s.text_frame.text
        } >= {single_line(x.text) for p in layer.parts for x in p.shapes if hasattr(x, "text")}


def _xml(data: bytes, pattern: str) -> list[tuple[str, Any]]:
    from pptx.oxml import parse_xml

    with zipfile.ZipFile(io.BytesIO(data)) as dataset:
        return [(n, parse_xml(dataset.read(n))) for n in dataset.namelist() if re.search(pattern, n)]


@pytest.mark.parametrize("dataset", EDITIONS, ids=lambda h: f"{h[1]}-{h[2]}")
@pytest.mark.parametrize("lang", LANGS)
def test_every_run_has_an_east_asian_font_and_a_language(dataset: Any, lang: str) -> None:
    _, data = _deck_bytes(dataset, lang)
    tag = "zh-CN" if lang == "zh" else "en-US"
    runs = 0
    for name, root in _xml(data, r"ppt/(slides/slide|notesSlides/notes|charts/chart)"):
        for props in root.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
            if (
                "notes" in name
                and props.getparent().getparent().getparent().getparent().find(f".//{qn('p:ph')}") is None
            ):
                continue
            fonts = [props.find(qn(f"a:{k}")) for k in ("latin", "ea", "cs")]
            if props.getparent().tag == qn("a:fld") or (not len(props) and "notes" in name):
                continue
            assert all(f is not None and f.get("typeface") for f in fonts), name
            assert props.get("lang") == tag
            runs += 1
        assert all(r.find(qn("a:rPr")) is not None for r in root.iter(qn("a:r")))
    assert runs > 50


def test_the_theme_names_the_fonts_and_the_colours_of_the_plan(bundled: Case) -> None:
    _, data = _deck_bytes(EDITIONS[0], "zh")
    themes = _xml(data, r"ppt/theme/theme")
    assert len(themes) == 2
    for _, root in themes:
        for kind in ("majorFont", "minorFont"):
            font = root.find(f".//{qn(f'a:{kind}')}")
            assert font.find(qn("a:ea")).get("typeface") and font.find(qn("a:latin")).get("typeface")
        colours = {e.get("val").lower() for e in root.iter(qn("a:srgbClr"))}
        dataset = {
            x.colour[1:].lower()
            for x in (*case_of(*EDITIONS[0]).plan.elements, *case_of(*EDITIONS[0]).plan.clusters)
        }
        assert dataset <= colours


# In the order that the schema asks for; PowerPoint offers to repair what has another one.
ORDERS = {
    "p:spPr": ("xfrm", "custGeom", "prstGeom", "noFill", "solidFill", "pattFill", "ln", "effectLst"),
    "a:rPr": ("ln", "noFill", "solidFill", "effectLst", "latin", "ea", "cs", "sym", "hlinkClick"),
    "a:ln": ("noFill", "solidFill", "prstDash", "custDash", "round", "bevel", "miter", "headEnd", "tailEnd"),
    "a:pPr": ("lnSpc", "spcBef", "spcAft", "buNone", "defRPr"),
    "a:tcPr": ("lnL", "lnR", "lnT", "lnB", "noFill", "solidFill"),
    "c:ser": ("idx", "order", "tx", "spPr", "invertIfNegative", "dPt", "dLbls", "cat", "val"),
    "c:dLbl": ("idx", "delete", "tx", "numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal",
               "showCatName", "showSerName", "showPercent", "showBubbleSize"),
    "c:dLbls": ("dLbl", "numFmt", "spPr", "txPr", "dLblPos", "showLegendKey", "showVal", "showCatName",
                "showSerName", "showPercent", "showBubbleSize"),
    "c:catAx": ("axId", "scaling", "delete", "axPos", "majorGridlines", "numFmt", "majorTickMark",
                "minorTickMark", "tickLblPos", "spPr", "txPr", "crossAx", "crosses", "auto", "lblAlgn",
                "lblOffset", "tickLblSkip", "noMultiLvlLbl"),
    "c:chartSpace": ("date1904", "roundedCorners", "chart", "spPr", "txPr", "externalData"),
    "c:barChart": ("barDir", "grouping", "varyColors", "ser", "dLbls", "gapWidth", "overlap", "axId"),
    "c:plotArea": ("layout", "barChart", "catAx", "valAx", "spPr"),
    "a:tbl": ("tblPr", "tblGrid", "tr"),
    "p:sp": ("nvSpPr", "spPr", "txBody"),
}  # fmt: skip


@pytest.mark.parametrize("dataset", EDITIONS, ids=lambda h: f"{h[1]}-{h[2]}")
def test_elements_stand_in_the_order_of_the_schema(dataset: Any) -> None:
    _, data = _deck_bytes(dataset, "zh")
    checked = set()
    for name, root in _xml(data, r"ppt/(slides/slide|charts/chart)"):
        for tag, order in ORDERS.items():
            for element in root.iter(qn(tag)):
                kinds = [e.tag.rpartition("}")[2] for e in element]
                assert [k for k in kinds if k not in order] == [], (name, tag)
                places = [order.index(k) for k in kinds]
                assert places == sorted(places), (name, tag, kinds)
                checked.add(tag)
    assert len(checked) > 6


@pytest.mark.parametrize("dataset", EDITIONS, ids=lambda h: f"{h[1]}-{h[2]}")
def test_shapes_have_ids_of_their_own_and_paths_have_points(dataset: Any) -> None:
    _, data = _deck_bytes(dataset, "en")
    for name, root in _xml(data, r"ppt/slides/slide"):
        ids = [e.get("id") for e in root.iter(qn("p:cNvPr"))]
        assert len(ids) == len(set(ids)), name
        assert all(e.get("name") is not None for e in root.iter(qn("p:cNvPr")))
        for path in root.iter(qn("a:path")):
            assert path.find(qn("a:lnTo")) is not None and int(path.get("w")) > 0 and int(path.get("h")) > 0
        for group in root.iter(qn("p:grpSp")):
            transform = group.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
            at = {e.tag.rpartition("}")[2]: dict(e.attrib) for e in transform}
            assert list(at["off"].values()) == list(at["chOff"].values())
            assert list(at["ext"].values()) == list(at["chExt"].values())


def box(shape: Any) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom in points."""
    return tuple(
        v / POINT for v in (shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
    )  # type: ignore[return-value]


def check_places(deck: Any) -> None:
    """Hold that nothing reaches outside its slide, no words meet others, and all have room."""
    width, height = deck.slide_width / POINT, deck.slide_height / POINT
    for page in deck.slides:
        for shape in leaves(page.shapes):
            left, top, right, bottom = box(shape)
            if not shape.has_text_frame or shape.text_frame.word_wrap is not False:
                assert min(left, top) > -1 and right < width + 1 and bottom < height + 1, shape.name
        rooms = [s for s in page.shapes if not (s.has_text_frame and not s.text_frame.text)]
        for shape, neighbour in combinations(rooms, 2):
            a, b = box(shape), box(neighbour)
            apart = a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
            assert apart, (shape.name, a, neighbour.name, b)
        for shape in (s for s in page.shapes if s.has_text_frame and s.text_frame.text):
            assert tall(shape) <= shape.height / POINT + 1, shape.text_frame.text


def tall(shape: Any) -> float:
    """Return how high the words of a frame are, by their own sizes and lines."""
    total, width = 0.0, shape.width / POINT
    for para in shape.text_frame.paragraphs:
        biggest = max(para.runs, key=lambda r: r.font.size)
        text, size = "".join(r.text for r in para.runs), biggest.font.size.pt
        # Of a figure with its unit the unit is small; it stands on one line.
        count = (
            1
            if len({r.font.size for r in para.runs}) > 1
            else len(lines_of(text, size, width, bool(biggest.font.bold)))
        )
        total += max(count, 1) * para.line_spacing.pt + (para.space_after.pt if para.space_after else 0)
    return total


def test_nothing_collides_or_reaches_outside(deck_case: Any) -> None:
    check_places(deck_case[2])


def test_figures_stand_in_rows_of_one_length() -> None:
    number = Number("n", "1,382.1", Decimal("1382.1"), "亿元", "规模以上工业总产值")
    slide = replace(_deck_bytes(EDITIONS[0], "zh")[0].slides[0], numbers=(number,) * 3)
    for width in range(180, 900, 40):
        items, _ = slide_text.figure_shapes(SlideColumn(slide, 1, Rect(0, 0, width, 500), "", DeckTheme("zh")), 0)
        assert len({i.rect.y for i in items if isinstance(i, TextBox)}) in (1, 3)
        assert {i.colour for i in items if isinstance(i, Rule)} == {"accent"}


@pytest.mark.parametrize(("lang", "below"), [("zh", 1), ("en", 5)])
def test_lines_stand_in_the_column_wherever_they_fit(lang: str, below: int) -> None:
    _, data = _deck_bytes(EDITIONS[0], lang)
    apart = 0
    for page in Presentation(io.BytesIO(data)).slides:
        (lines,) = (s for s in page.shapes if s.name == say("deck.lines", lang))
        apart += lines.left < page.shapes.title.left
        assert min(r.font.size.pt for p in lines.text_frame.paragraphs for r in p.runs) >= 18
        assert page.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt >= 28
    assert apart <= below


def test_sources_at_the_foot_are_whole_citations(deck_case: Any) -> None:
    _, briefing, deck = deck_case
    stop = say("text.stop", briefing.lang)
    for slide, page in zip(briefing.slides, deck.slides, strict=True):
        (shown,) = (
            s for s in page.shapes if s.name == say("deck.sources", briefing.lang) and s.has_text_frame
        )
        text = shown.text_frame.text
        citations = text.removesuffix("…").removesuffix(stop)
        cited = list(dict.fromkeys(map(single_line, slide.sources)))
        assert citations in [stop.join(cited[:n]) for n in range(1, len(cited) + 1)]
        size = shown.text_frame.paragraphs[0].runs[0].font.size.pt
        broken = lines_of(text, size, shown.width / POINT + 0.01)
        assert len(broken) <= 2 and not ends_lonely(broken, size), broken


def test_the_same_briefing_gives_the_same_bytes(mini: Case) -> None:
    briefing = briefing_of(mini.plan, mini.shapes, "en")
    first = deck_of(mini, briefing)
    assert first == deck_of(mini, briefing)
    assert len(first) < 1_000_000


def test_the_shipped_deck_is_small() -> None:
    for lang in LANGS:
        assert len(_deck_bytes(EDITIONS[0], lang)[1]) < 1_000_000


def test_progress_is_told_after_each_slide(mini: Case) -> None:
    progress: list[tuple[int, int]] = []
    briefing = briefing_of(mini.plan, mini.shapes, "zh")
    make(briefing, mini.plan, mini.shapes, StoryOptions(), lambda *at: progress.append(at))
    assert progress == [(n, len(briefing.slides)) for n in range(1, len(briefing.slides) + 1)]


def test_the_file_says_what_it_is_about_and_no_more(deck_case: Any) -> None:
    _, briefing, deck = deck_case
    about = deck.core_properties
    assert about.title == single_line(briefing.title)[:255]
    assert about.language == ("zh-CN" if briefing.lang == "zh" else "en-US")
    assert about.author == about.last_modified_by == ""
    kinds = {r.reltype.rpartition("/")[2] for r in deck.part.package._rels.values()}
    assert kinds == {"officeDocument", "core-properties"}
    assert len(deck.slide_layouts) == 1


HOSTILE = "{{ 1 }} <b>&amp;\x00\x0b\u202e ]]> =1+1 \ud800 $x$"


def hostile(case: Case, words: str) -> Briefing:
    """Return slides on which every text is one."""
    briefing = briefing_of(case.plan, case.shapes, "zh")
    marks = tuple(Mark(str(n), f"{words}{n}", Decimal(n + 1), f"≥ {words}") for n in range(3))
    series = (Series("a", words, "#0072b2", marks, words), Series("b", words + "2", "muted", marks))
    chart = Chart("x", "grouped-bars", words, words, words, words, (), (), (), series, (words,), words)
    grid = Grid("g", words, (words, words), ((words, Decimal(1)), (words, None)), (1,), ("#0072b2", ""))
    numbers = (Number("n", words, None, words, words, "#123456"),) * 2
    slides = tuple(
        replace(
            s,
            kicker=words,
            title=words,
            lines=(words,) * 3,
            numbers=numbers,
            visual=v,
            notes=words,
            sources=(words,),
        )
        for s, v in zip(briefing.slides, (None, chart, grid), strict=False)
    )
    return Briefing(words, words, "zh", tuple(replace(s, n=n) for n, s in enumerate(slides, 1)))


def test_hostile_words_are_words(mini: Case) -> None:
    deck = Presentation(io.BytesIO(deck_of(mini, hostile(mini, HOSTILE))))
    shown = single_line(HOSTILE)
    assert "\x00" not in shown and "\u202e" not in shown
    for page in deck.slides:
        assert page.shapes.title.text_frame.text == shown
        assert shown in page.notes_slide.notes_text_frame.text
    check_places(deck)


@pytest.mark.parametrize("words", ["长" * 300, "word " * 80, "w" * 300], ids=["zh", "en", "one"])
def test_too_many_words_are_cut_and_stay_on_the_slide(mini: Case, words: str) -> None:
    check_places(Presentation(io.BytesIO(deck_of(mini, hostile(mini, words)))))


def one_slide(case: Case, **changed: Any) -> Briefing:
    """Return a briefing of one slide with some of it changed."""
    dataset = briefing_of(case.plan, case.shapes, "en")
    slide: Slide = replace(dataset.slides[0], n=1, **changed)
    return replace(dataset, slides=(slide,))


def test_rows_without_room_are_left_out_and_counted(mini: Case) -> None:
    marks = tuple(Mark(str(n), f"Part {n}", Decimal(n), str(n)) for n in range(1, 81))
    chart = Chart("x", "treemap", "Title", "", "", "Alt", (), (), (), (Series("a", "A", "#0072b2", marks),))
    page = Presentation(io.BytesIO(deck_of(mini, one_slide(mini, visual=chart)))).slides[0]
    (shown,) = (
        list(s.chart.plots[0].categories)
        for s in page.shapes
        if getattr(s, "has_chart", False) and s.has_chart
    )
    assert 5 < len(shown) < 80
    # Of parts of a whole the smallest go.
    assert shown == [m.label for m in marks[80 - len(shown) :]]
    assert f"{80 - len(shown)} more not shown" in texts(page.shapes)


def test_rows_of_a_table_without_room_are_counted_with_those_left_before(mini: Case) -> None:
    rows = tuple((f"Row {n}", Decimal(n)) for n in range(60))
    grid = Grid("g", "Title", ("Name", "Value"), rows, (1,), (), left=7)
    page = Presentation(io.BytesIO(deck_of(mini, one_slide(mini, visual=grid)))).slides[0]
    (table,) = (s.table for s in page.shapes if getattr(s, "has_table", False) and s.has_table)
    shown = len(table.rows) - 1
    assert 5 < shown < 60
    assert f"{60 - shown + 7} more not shown" in texts(page.shapes)
    assert table.cell(1, 0).text == "Row 0"
    assert table.cell(1, 1).text_frame.paragraphs[0]._p.pPr.get("algn") == "r"


def test_a_slide_that_is_sixteen_by_nine(mini: Case) -> None:
    deck = Presentation(io.BytesIO(deck_of(mini, one_slide(mini))))
    assert (deck.slide_width, deck.slide_height) == (Emu(12192000), Emu(6858000))


def test_a_name_like_a_formula_stays_a_name_in_the_book(mini: Case) -> None:
    names = ("=1+1", "https://host.invalid", "+2")
    marks = tuple(Mark(n, n, Decimal(1), "1") for n in names)
    series = tuple(Series(n, "=2+2", "#0072b2", marks) for n in "ab")
    chart = Chart("x", "stacked-bars", "T", "", "", "A", (), (), (), series)
    page = Presentation(io.BytesIO(deck_of(mini, one_slide(mini, visual=chart)))).slides[0]
    (part,) = (s.chart.part for s in page.shapes if getattr(s, "has_chart", False) and s.has_chart)
    book = load_workbook(io.BytesIO(part.chart_workbook.xlsx_part.blob))["Sheet1"]
    assert [c.value for c in book["A"][1:]] == list(names)
    assert {c.data_type for row in book.iter_rows() for c in row if c.value is not None} == {"s", "n"}
    assert [c.hyperlink for c in book["A"]] == [None] * 4


def test_a_cell_without_letters_makes_no_row_higher(deck_case: Any) -> None:
    """Of a run without letters LibreOffice takes no size: the row becomes as high as letters of 18 points."""
    for page in deck_case[2].slides:
        assert [r for r in page._element.iter(qn("a:r")) if not r.findtext(qn("a:t"))] == []
        for cell in page._element.iter(qn("a:tc")):
            for paragraph in (p for p in cell.iter(qn("a:p")) if not list(p.iter(qn("a:r")))):
                end = paragraph.find(qn("a:endParaRPr"))
                assert end is not None and int(end.get("sz")) <= 100


def test_what_a_chart_cannot_show_is_said_to_the_end(deck_case: Any) -> None:
    _, briefing, deck = deck_case
    for slide, page in zip(briefing.slides, deck.slides, strict=True):
        if isinstance(slide.visual, Chart) and not slide.visual.empty:
            assert all(single_line(note) in texts(page.shapes) for note in slide.visual.notes), slide.n
