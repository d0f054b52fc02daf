"""A briefing as the browser gets it: plain values, no word of it markup, nothing left to press."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from geodata.languages import LANGS
from layout import drawing
from layout.briefing.checks import MAX_BYTES, MAX_FIGURES, MAX_STEPS, MAX_TITLE
from layout.briefing.presenter import CHART_SIZES, chart_data, grid_node, presenter_data
from layout.briefing.story_model import Briefing, Grid, Number, Slide
from layout.build import store
from layout.charts import CHARTS
from layout.exports import slideshow
from layout.plan.shapes import bounds_by_id
from layout.view.extent import extent
from layout.view.view import View
from layout.words.nodes import text_of, walk
from tests.conftest import Case


@pytest.fixture
def slide(mini: Case) -> Slide:
    """Give a slide with a chart, lines, numbers and sources."""
    plan = mini.plan
    view = View(plan.district.id, plan.edition.id, page="briefing", element=(plan.elements[0].id,))
    return Slide(
        id="first",
        n=1,
        view=view,
        extent=extent(view, plan, bounds_by_id(plan, mini.shapes)),
        kicker="K",
        title="<b>T</b>",
        lines=("one", "two"),
        numbers=(Number("a", "≥ 500", Decimal(500), "亿元", "A", "#0072b2"),),
        visual=CHARTS["targets"](plan, "en"),
        notes="say this",
        sources=("plan §4",),
    )


def test_the_extent_of_an_element_holds_its_members(case: Case) -> None:
    """A place that only stands in an element as a point is in the picture, and not at its edge."""
    bounds = bounds_by_id(case.plan, case.shapes)
    for element in case.shapes.elements:
        west, south, east, north = bounds[element]
        members = [case.plan.site[r.member] for r in case.plan.roles(element) if r.member in case.plan.site]
        for site in (m for m in members if m.id not in {**case.shapes.towns, **case.shapes.outlines}):
            if site.lon is not None and site.lat is not None:
                assert west + 0.01 < site.lon < east - 0.01 and south + 0.01 < site.lat < north - 0.01


def test_a_step_holds_what_the_slide_holds(slide: Slide) -> None:
    presenter = presenter_data(Briefing("T", "S", "en", (slide,)))
    (step,) = presenter["steps"]

    assert json.loads(json.dumps(presenter)) == presenter
    assert (presenter["title"], presenter["subtitle"], presenter["lang"]) == ("T", "S", "en")
    assert step["view"] == slide.view.query()
    (south, west), (north, east) = step["box"]
    assert [west, south, east, north] == [round(v, 5) for v in slide.extent]
    assert step["title"] == slide.title  # words stay words; the page writes them as text
    assert step["lines"] == list(slide.lines) and step["sources"] == list(slide.sources)
    assert step["numbers"] == [{"shown": "≥ 500", "unit": "亿元", "label": "A", "colour": "#0072b2"}]
    assert step["visual"] == {"chart": "targets"}
    assert (
        presenter_data(Briefing("T", "S", "en", (replace(slide, visual=None),)))["steps"][0]["visual"] is None
    )


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_has_its_caption_its_cells_and_what_it_leaves_out(lang: str) -> None:
    rows = (("a", Decimal("1234.50"), None), ("b", Decimal(2), "x"))
    table = grid_node(Grid("t", "Title", ("N", "V", "W"), rows, (1,), ("#0072b2", ""), 3), lang)
    cells = [[text_of(c) for c in row[2:]] for row in walk(table) if row[0] == "tr"]

    assert cells == [["N", "V", "W"], ["a", "1,234.50", ""], ["b", "2", "x"]]
    assert [n[1].get("class") for n in walk(table) if n[0] in ("td", "th") and n[2:] == ["1,234.50"]] == [
        "num"
    ]
    assert [n[1]["colour"] for n in walk(table) if n[0] == "i"] == ["#0072b2"]
    left = next(n for n in walk(table) if n[1].get("class") == "present-left")
    assert "3" in text_of(left)
    whole = grid_node(Grid("t", "Title", ("N", "V", "W"), rows, (1,)), lang)
    assert not [n for n in walk(whole) if n[1].get("class") == "present-left"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_of_a_slide_is_one_picture(case: Case, name: str, lang: str) -> None:
    """On the page its marks are buttons; here they would be traps for the keyboard."""
    drawing_data = CHARTS[name](case.plan, lang)
    if drawing_data is None:
        return
    picture = chart_data(drawing_data, drawing.chart_node)
    nodes = list(walk(picture["trees"][0]))

    widths = [float(t[1]["viewBox"].split()[2]) for t in picture["trees"]]
    assert widths == [w for w, _ in CHART_SIZES]
    assert nodes[0][1]["role"] == "img" and nodes[0][1]["aria-label"] == picture["alt"] == drawing_data.alt
    assert not [n for n in nodes[1:] if {"go", "role", "tabindex", "aria-pressed"} & set(n[1])]
    assert len([n for n in nodes if n[0] == "text"]) >= len(drawing_data.series)
    assert (picture["title"], picture["notes"]) == (drawing_data.title, list(drawing_data.notes))


def test_a_built_map_and_charts_make_a_file_without_geometry(mini_build: store.Build, mini: Case) -> None:
    """What a build keeps is enough for the file of any story, and no folium is needed for it."""
    plan = mini.plan
    text = mini_build.assets[mini_build.story_of(plan.district.id, plan.edition.id, "en")].decode("utf-8")
    asset = json.loads(text.removeprefix("export default ").removesuffix(";"))
    map_id, script, charts, still = mini_build.story_map_of(plan.district.id, plan.edition.id, "en")
    slide = Slide("a", 1, View("mini", plan.edition.id), (0, 0, 1, 1), "", "T", (), (), CHARTS["targets"](plan, "en"), "", ())  # fmt: skip
    page = slideshow.page(Briefing("T", "S", "en", (slide,)), map_id, script, charts, still)

    assert set(asset) == {"show", "raw", "charts", "choices", "figures", "limits", "words"}
    assert asset["limits"] == {
        "steps": MAX_STEPS,
        "figures": MAX_FIGURES,
        "title": MAX_TITLE,
        "bytes": MAX_BYTES,
    }
    assert asset["show"]["steps"] and len(asset["raw"]["steps"]) == len(asset["show"]["steps"])
    assert charts == asset["charts"] and set(charts) <= set(CHARTS)
    assert {c[0] for c in asset["choices"]} >= set(charts)
    assert [f[0] for f in asset["figures"]] == [s.id for s in plan.statements]
    assert f'<div id="{map_id}"' in page and "LayoutSite.attach" in page and '"chart":"targets"' in page
    box = mini_build.bounds_of(plan.district.id, plan.edition.id)
    assert box == bounds_by_id(plan, mini.shapes)
    other = next(e for d, e in mini_build.plans if e != plan.edition.id)
    storyless = mini_build.assets[mini_build.story_of("mini", other, "en")].decode("utf-8")
    assert '"show":null,"raw":null' in storyless
