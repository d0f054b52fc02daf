"""Drawn charts: text stays text, labels keep apart, areas are in proportion, equal input gives equal drawings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.languages import LANGS
from layout import drawing
from layout.charts import CHARTS, Chart, GrowthRates, Mark, Series, growth_chart
from layout.drawing import palette, renderer, text_metrics
from layout.drawing.svg_nodes import STAND_INS
from layout.panels.chart_figure import chart_figure
from layout.words.nodes import Node, text_of, walk
from tests.conftest import MINI, case_of

EDITIONS = ("2016-2020", "2021-2025")
TAGS = {"svg", "g", "title", "text", "rect", "path", "circle"}
HOSTILE = "$x^2$ <img src=x onerror=1> {{ 7*7 }} & ${1} \\frac \u202e\x00\x07\ud800"
LARGE = 25_000  # bytes of JSON

# Targets as a district has them: long names beside small areas.
PLAN = {
    "New materials": [("Polymer materials", 250), ("High-performance alloys", 100), ("High-end composites", 100), ("Advanced materials", 50)],
    "Smart equipment": [("Complete sets of smart equipment", 250), ("Smart manufacturing and control equipment", 150), ("Unmanned systems", 100)],
    "生命健康": [("生物医药", 220), ("健康食品", 200), ("High-end medical devices and smart health products", 50), ("美丽产品", 30)],
    "Information technology": [("New displays", 200), ("集成电路", 50), ("Electronic communications", 50)],
    "其他": [("高端医疗器械及智能健康产品", 9), ("小", 1)],
}  # fmt: skip


def treemap(plan: dict[str, list[tuple[str, int]]] = PLAN) -> Chart:
    """Make a treemap of a plan."""
    series = tuple(
        Series(name, name, "#0072B2", tuple(
            Mark(label, label, Decimal(value), str(value), (("segment", label),)) for label, value in parts
        ), str(sum(v for _, v in parts)), (("cluster", name),))
        for name, parts in plan.items()
    )  # fmt: skip
    return Chart("t", "treemap", "T", "", "亿元", "alt", ("a",), (("x",),), (), series)


def charts() -> Iterator[Any]:
    """Yield charts to draw: of made-up figures and of the small district."""
    yield pytest.param(treemap(), id="plan")
    yield pytest.param(treemap({"one": [("only", 1)]}), id="one")
    rows = [
        GrowthRates("a", "An output of which the name is so long that no single line of it will do at all", Decimal(9), Decimal("11.12"), "~"),
        GrowthRates("b", "产值", None, Decimal("-4.2"), patch=(("sel", "x"),)),
        GrowthRates("c", "Nought", Decimal(0), None),
    ]  # fmt: skip
    yield pytest.param(growth_chart(rows, "en"), id="growth")
    for edition in EDITIONS:
        plan = case_of(MINI, "mini", edition).plan
        for lang in LANGS:
            for name, maker in CHARTS.items():
                yield pytest.param(maker(plan, lang), id=f"{edition}-{lang}-{name}")


CHART_PARAMS = list(charts())


@dataclass(frozen=True)
class Label:
    """A text of a drawing and its bounding box in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def labels(tree: Node) -> list[Label]:
    """Measure every text of a drawing."""
    measured = []
    for tag, attrs, *words in walk(tree):
        if tag == "text":
            size = float(attrs.get("font-size", 13))
            width = text_metrics.text_width(words[0], size, attrs.get("font-weight") == "700") / text_metrics._SLACK
            x, y = float(attrs["x"]), float(attrs["y"])
            left = {"end": x - width, "middle": x - width / 2}.get(attrs.get("text-anchor", ""), x)
            measured.append(Label(words[0], left, y - size * 0.8, left + width, y + size * 0.15))
    return measured


def size_of(tree: Node) -> tuple[float, float]:
    """Return width and height of a drawing."""
    _, _, width, height = map(float, tree[1]["viewBox"].split())
    return width, height


@pytest.mark.parametrize("chart", CHART_PARAMS)
@pytest.mark.parametrize("width", [320.0, drawing.WIDTH, 700.0])
def test_labels_keep_apart_and_inside(chart: Chart, width: float) -> None:
    tree = drawing.chart_node(chart, width)
    boxes = labels(tree)
    drawn_width, height = size_of(tree)

    assert boxes
    for n, a in enumerate(boxes):
        assert a.left >= -0.5 and a.right <= drawn_width + 0.5 and a.top >= 0 and a.bottom <= height, a
        for b in boxes[n + 1 :]:
            apart = a.right <= b.left or b.right <= a.left or a.bottom <= b.top or b.bottom <= a.top
            assert apart, f"{a} × {b}"


@pytest.mark.parametrize("width", [320.0, drawing.WIDTH])
def test_a_label_stays_in_its_tile(width: float) -> None:
    tiles = 0
    for group in walk(drawing.chart_node(treemap(), width)):
        if group[0] != "g" or "data-segment" not in group[1]:
            continue
        tile = next(n[1] for n in group[2:] if n[0] == "rect")
        left, top = float(tile["x"]), float(tile["y"])
        for label in labels(group):
            assert left <= label.left and label.right <= left + float(tile["width"]) + 0.1
            assert top <= label.top and label.bottom <= top + float(tile["height"])
        tiles += 1
    assert tiles == sum(map(len, PLAN.values()))


@pytest.mark.parametrize("chart", CHART_PARAMS)
def test_every_name_and_value_can_be_read(chart: Chart) -> None:
    tree = drawing.chart_node(chart)
    read = re.sub(r"\s", "", " ".join(label.text for label in labels(tree)))
    titles = [re.sub(r"\s", " ", n[2]) for n in walk(tree) if n[0] == "title"]
    for mark in (m for s in chart.series for m in s.marks if m.shown):
        if chart.kind != "stacked-bars":
            assert re.sub(r"\s", "", mark.shown) in read
        assert re.sub(r"\s", "", mark.label) in read
        amount = re.sub(r"\s", " ", mark.amount or mark.shown)
        assert any(mark.label in t and amount in t for t in titles)


@pytest.mark.parametrize("chart", CHART_PARAMS)
def test_a_drawing_is_small_and_made_of_plain_parts(chart: Chart) -> None:
    tree = drawing.chart_node(chart)

    assert {n[0] for n in walk(tree)} <= TAGS
    assert len(json.dumps(chart_figure(chart, "zh"), ensure_ascii=False).encode()) <= LARGE
    for node in walk(tree):
        for name, value in node[1].items():
            assert name in ("go", "viewBox") or not re.search(r"url|style|;|\d\.\d\d\d", str(value)), node
            assert name not in ("id", "style", "class", "href", "clip-path")
    assert not any(stand_in in json.dumps(tree) for stand_in in STAND_INS.values())


@pytest.mark.parametrize("chart", CHART_PARAMS)
def test_two_drawings_are_equal(chart: Chart) -> None:
    assert json.dumps(drawing.chart_node(chart)) == json.dumps(drawing.chart_node(chart))


def test_areas_are_as_large_as_their_values() -> None:
    for shape in (0.5, 0.9):
        scene = drawing.lay_out_chart(treemap(), 400, shape)
        tiles = [s for _, s in scene.shapes if getattr(s, "edge", "")]
        values = [m.value for s in treemap().series for m in s.marks]
        areas = [t.width * t.height for t in tiles]  # type: ignore[union-attr]
        whole = sum(areas)
        assert whole == pytest.approx(400 * 400 * shape)
        for area, value in zip(areas, values, strict=True):
            assert area / whole == pytest.approx(float(value or 0) / float(sum(v or 0 for v in values)))


def test_bars_are_as_long_as_their_values_on_either_side_of_zero() -> None:
    rows = [GrowthRates("a", "A", Decimal(10), Decimal(-5)), GrowthRates("b", "B", None, Decimal("2.5"))]
    chart = growth_chart(rows, "en")
    assert chart is not None
    rects = [n[1] for n in walk(drawing.chart_node(chart)) if n[0] == "rect" and n[1]["height"] == "10"][2:]
    widths = [float(r["width"]) for r in rects]

    assert [w / widths[0] for w in widths] == pytest.approx([1, 0.5, 0.25], abs=0.01)
    left, right = (float(rects[1]["x"]), float(rects[0]["x"]))
    assert left + widths[1] == pytest.approx(right, abs=0.2)


def test_hostile_words_stay_words() -> None:
    chart = treemap({HOSTILE: [(HOSTILE, 3), ("x" * 200, 1)], "=1+1": [("$$", 2)]})
    tree = drawing.chart_node(chart)
    read = " ".join(label.text for label in labels(tree)).replace("\ufffd", "")

    assert {n[0] for n in walk(tree)} <= TAGS
    assert "$x^2$" in read and "<img" in read and "$$" in read
    assert not re.search(r"[\x00-\x1f\u202e\ud800-\udfff]", text_of(tree))
    assert any("$x^2$ <img src=x onerror=1> {{ 7*7 }}" in n[2] for n in walk(tree) if n[0] == "title")


@given(st.text(max_size=60))
def test_any_words_can_be_drawn(words: str) -> None:
    chart = growth_chart([GrowthRates("a", words, Decimal(1), None)], "zh")
    assert chart is not None
    tree = drawing.chart_node(chart)

    assert {n[0] for n in walk(tree)} <= TAGS
    for label in labels(tree):
        assert label.right <= size_of(tree)[0] + 0.5


@given(st.text(alphabet="ab -，。中文字（）$", max_size=40), st.floats(30, 200))
def test_lines_hold_all_words_within_their_room(words: str, room: float) -> None:
    lines = text_metrics.wrap_words(words, 12, room)
    if lines is None:
        assert any(text_metrics.text_width(t, 12) > room for t in words.split())
        return
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", words)
    assert all(text_metrics.text_width(line, 12) <= room for line in lines)
    short = text_metrics.fit_lines(words, 12, room, 2)
    assert len(short) <= 2
    assert all(text_metrics.text_width(line, 12) <= room for line in short)


def test_a_line_never_starts_with_a_closing_mark() -> None:
    for room in range(30, 120, 3):
        lines = text_metrics.wrap_words("甲乙丙丁，戊己庚辛。壬癸（子丑）寅卯", 12, room)
        assert lines and not any(line[0] in "，。）" for line in lines)


def test_colours_of_the_theme_are_those_of_the_page() -> None:
    css = (Path(drawing.__file__).parents[1] / "web/core/theme.css").read_text(encoding="utf-8")
    for role, colour in palette.LIGHT_THEME.items():
        assert f"--{role}: var(--light, {colour})" in css, role
    assert {s.colour for c in CHART_PARAMS for s in c.values[0].series if s.colour[0] != "#"} <= set(palette.LIGHT_THEME)


def test_only_theme_colours_turn_with_the_theme(mini: Any) -> None:
    chart = CHARTS["targets"](mini.plan, "zh")
    assert chart is not None
    fills = {n[1].get("fill") for n in walk(drawing.chart_node(chart))}

    assert {c.colour.lower() for c in mini.plan.clusters if c.kind == "cluster"} <= fills


def test_a_chart_on_paper_has_its_size_and_a_chinese_font() -> None:
    laid = drawing.lay_out_chart(treemap(), 600)
    canvas, axes = renderer.blank_figure(laid.width, laid.height)
    renderer.draw_picture(laid, axes)

    assert canvas.get_size_inches()[0] * canvas.dpi == pytest.approx(600)
    texts = list(axes.texts)
    assert texts and not any(t.get_parse_math() for t in texts)
    assert texts[0].get_fontfamily() == list(text_metrics.font_families())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_figure_has_drawing_buttons_table_and_notes(mini: Any, name: str, lang: str) -> None:
    chart = CHARTS[name](mini.plan, lang)
    assert chart is not None
    tree = chart_figure(chart, lang)
    nodes = list(walk(tree))
    svg = next(n for n in nodes if n[0] == "svg")
    pressed = [n for n in nodes if "go" in n[1]]

    assert svg[1]["aria-label"] == chart.alt
    assert svg[1]["role"] == ("group" if pressed else "img")
    assert all(n[1]["role"] == "button" and n[1]["tabindex"] == "0" and n[2][0] == "title" for n in pressed)
    assert [n[1]["save"] for n in nodes if n[0] == "button"] == ["png", "svg", "csv"]
    table = next(n for n in nodes if n[0] == "tbody")
    assert len(table) - 3 == len(chart.rows)
    for note in (*chart.notes, chart.title, chart.subtitle, chart.source):
        assert note in text_of(tree)


def test_a_chart_without_marks_to_press_is_one_image(mini: Any) -> None:
    chart = CHARTS["indicators"](mini.plan, "zh")
    assert chart is not None

    assert next(n for n in walk(chart_figure(chart, "zh")) if n[0] == "svg")[1]["role"] == "img"


def test_marks_follow_the_filters_once() -> None:
    """A tile stands in its cluster's group and names its segment; nothing is dimmed twice."""
    tree = drawing.chart_node(treemap({"a": [("x", 2)]}))
    alone = replace(treemap({"a": [("a", 2)]}).series[0], patch=(("segment", "a"),))
    whole = drawing.chart_node(replace(treemap(), series=(alone,)))
    ties = [[n[1][k] for k in n[1] if k.startswith("data-")] for n in walk(tree)]

    assert [t for t in ties if t] == [["a"], ["x"]]
    assert sum("data-segment" in n[1] for n in walk(whole)) == 1


def test_a_number_never_leaves_the_line_of_its_sign() -> None:
    lines = text_metrics.break_lines("the target is \u2265\u00a01,000 and no less, 目标 ≈\u00a0800 亿元", 10, 60)

    assert all(not line.endswith(("\u2265", "\u2248")) for line in lines)
    assert any("\u2265\u00a01,000" in line for line in lines) and any("\u2248\u00a0800" in line for line in lines)
    assert text_metrics.single_line("\u2265\u00a01,000  亿元") == "\u2265\u00a01,000 亿元"
