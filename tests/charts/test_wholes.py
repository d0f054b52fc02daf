"""A cluster is sizes as large as the plan states it, whatever it lists, and nothing that is listed is lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.languages import LANGS
from layout.charts import CHARTS, Chart
from layout.charts.figure_extent import figure_extent, figure_unit
from layout.drawing import lay_out_chart
from layout.drawing.scene import FilledRectangle, Scene, StraightLine
from layout.exports.deck.native_chart import chart_plot
from layout.plan.clusters import Cluster, ClusterGroup, sets_target
from layout.plan.model import Figure, Plan, Text
from layout.words.glossary import say
from layout.words.numbers import converted_value, format_value
from tests.conftest import MINI, case_of

PLAN = case_of(MINI, "mini", "2021-2025").plan
BASE = next(c for c in PLAN.clusters if c.kind == "cluster")
UNIT = "亿元"


def figure(value: str | None, bound: str = "=", words: str = "", **more: Any) -> Figure:
    """Return a target of 2025."""
    number = None if value is None else Decimal(value)
    return Figure(number, bound if value else "", UNIT if value else "", 2025, "scale", "", Text(words, words), **more)


def cluster(name: str, target: Figure | None, *parts: Figure | None, groups: tuple[str, ...] = ()) -> Cluster:
    """Return a cluster with a segment for each further target."""
    segments = tuple(
        replace(BASE.segments[0], id=f"{name}-{n}", cluster=name, name=Text(f"{name} 部{n}", f"{name} part {n}"),
                target=part, target_statement=BASE.segments[0].target_statement if part else "")
        for n, part in enumerate(parts)
    )  # fmt: skip
    statement = BASE.target_statement if target else ""
    return replace(BASE, id=name, name=Text(f"产业{name}", f"Industry {name}"), target=target, segments=segments,
                   target_statement=statement, services=(), groups=groups)  # fmt: skip


def plan_with(*clusters: Cluster, groups: tuple[ClusterGroup, ...] = ()) -> Plan:
    """Return the small plan with other clusters."""
    return replace(PLAN, clusters=clusters, cluster_groups=groups)


def areas(chart: Chart, scene: Scene) -> dict[str, float]:
    """Return the area in pixels of the parts of each whole, as sizes."""
    sizes: dict[int, float] = defaultdict(float)
    for group, shape in scene.shapes:
        if isinstance(shape, FilledRectangle) and shape.edge == "paper":
            sizes[scene.groups[group].parent] += shape.width * shape.height
    return dict(zip((s.id for s in chart.series), (sizes[g] for g in sorted(sizes)), strict=True))


def check_areas(chart: Chart) -> None:
    """Hold that all wholes have one scale, in which each is as large as its value."""
    sizes, whole = areas(chart, lay_out_chart(chart, 400)), sum(s.whole for s in chart.series)
    for series in chart.series:
        assert sizes[series.id] / sum(sizes.values()) == pytest.approx(float(series.whole / whole), rel=1e-6)


def check_plan(plan: Plan, lang: str) -> None:
    """Hold that each cluster is as large as it is stated, and each that is listed is sizes or named."""
    chart = CHARTS["targets"](plan, lang)
    known = {s.id: s for s in chart.series}
    marks = {m.id for s in chart.series for m in s.marks}
    words = " ".join((*chart.notes, *(m.label for s in chart.series for m in s.marks if m.rest)))
    unit = next((u for c in plan.clusters for i in (c, *c.segments) if (u := figure_unit(i.target))), "")
    for item in (c for c in plan.clusters if c.kind == "cluster"):
        stated = figure_extent(item.target, unit) if sets_target(item.target) else None
        if item.id in known:
            series = known[item.id]
            parts = sum((m.value or Decimal(0) for m in series.marks), Decimal(0))
            assert series.whole == (converted_value(stated.value, unit, lang) if stated else parts)
            assert parts >= series.whole, "less is sizes than what is stated"
            # Only where its parts are more than it; then a note says so.
            assert parts == series.whole or any(item.name(lang) in n for n in chart.notes)
        for part in (item, *item.segments):
            sizes = part.id in marks or (part is item and item.id in known)
            assert sizes or part.name(lang) in words, part.id
    if chart.series:
        check_areas(chart)


@pytest.mark.parametrize("lang", LANGS)
def test_each_cluster_of_every_edition_is_as_large_as_it_is_stated(case: Any, lang: str) -> None:
    check_plan(case.plan, lang)


numbers = st.integers(0, 3000).map(lambda n: str(n))
targets = st.one_of(
    st.none(),
    st.builds(figure, numbers, st.sampled_from(["=", "~", ">=", ">", "<=", "<"])),
    st.builds(lambda v, more: figure(v, high=Decimal(v) + more), numbers, st.integers(1, 500)),
    st.builds(lambda v, more: figure(v, ">=", stretch=Decimal(v) + more), numbers, st.integers(1, 500)),
    st.sampled_from(["百亿级", "千亿级", "另行下达"]).map(lambda w: figure(None, words=w)),
)


@settings(max_examples=40)
@given(st.lists(st.tuples(targets, st.lists(targets, max_size=4)), min_size=1, max_size=6))
def test_whatever_a_plan_lists_a_cluster_has_the_area_that_is_stated(sizes: list[tuple[Figure | None, list[Any]]]) -> None:
    plan = plan_with(*(cluster(f"c{n}", whole, *parts) for n, (whole, parts) in enumerate(sizes)))
    check_plan(plan, "zh")
    chart = CHARTS["targets"](plan, "zh")
    if not chart.empty:
        assert len(chart_plot(chart, "zh").rows) == sum(len(s.marks) for s in chart.series)


@pytest.mark.parametrize("lang", LANGS)
def test_a_listed_part_of_a_fifth_leaves_the_whole_its_area(lang: str) -> None:
    """Row F7: 1000 with one listed segment of 200 was sizes as a fifth of its neighbour of 1000."""
    plan = plan_with(cluster("a", figure("1000", ">="), figure("200")), cluster("b", figure("1000")))
    chart = CHARTS["targets"](plan, lang)
    first, second = chart.series
    rest = first.marks[-1]

    assert first.whole == second.whole == sum(m.value or 0 for m in first.marks)
    assert (rest.rest, rest.label) == (True, say("chart.rest", lang))
    assert rest.shown.startswith("≥") and rest.label in chart.alt
    sizes = areas(chart, lay_out_chart(chart, 400))
    assert sizes["a"] == pytest.approx(sizes["b"])
    assert any(isinstance(s, StraightLine) and not s.dash for _, s in lay_out_chart(chart, 400).shapes)
    names = chart_plot(chart, lang).names
    assert all("a" in n and plan.cluster["a"].name(lang) in n for n in names[:2])
    assert rest.label in names[1]


@pytest.mark.parametrize("lang", LANGS)
def test_parts_that_exceed_their_whole_keep_its_area_and_are_told(lang: str) -> None:
    plan = plan_with(cluster("a", figure("500"), figure("300"), figure("400")), cluster("b", figure("500")))
    chart = CHARTS["targets"](plan, lang)
    sizes = areas(chart, lay_out_chart(chart, 400))

    assert sizes["a"] == pytest.approx(sizes["b"])
    assert not any(m.rest for s in chart.series for m in s.marks)
    (note,) = [n for n in chart.notes if plan.cluster["a"].name(lang) in n]
    assert format_value(Decimal(700), UNIT, lang) in note


@pytest.mark.parametrize("lang", LANGS)
def test_a_sum_of_parts_bears_their_bound_and_what_is_unlike_is_rough(lang: str) -> None:
    unlike = replace(figure("400"), scope="all")
    for parts, sign in (((figure("300", ">="), figure("400")), "≥"), ((figure("300"), unlike), "≈")):
        plan = plan_with(cluster("a", figure("500"), *parts), cluster("b", None, *parts))
        notes = CHARTS["targets"](plan, lang).notes
        number = format_value(Decimal(700), UNIT, lang)
        lines = [next(n for n in notes if plan.cluster[c].name(lang) in n and number in n) for c in "ab"]

        total = f"{sign}\N{NO-BREAK SPACE}{number}"
        assert all(total in note for note in lines)
        rough = say("chart.unlike-sum", lang, parts=total)
        assert all((rough in note) is (unlike in parts) for note in lines)


def test_the_rest_beside_a_part_of_another_year_is_rough() -> None:
    for year, sign in ((2025, "≥"), (2027, "≈")):
        part = replace(figure("200"), year=year)
        (series,) = CHARTS["targets"](plan_with(cluster("a", figure("1000", ">="), part)), "zh").series

        assert series.marks[-1].rest and series.marks[-1].shown.startswith(sign)


@pytest.mark.parametrize("lang", LANGS)
def test_a_whole_without_a_number_is_its_segments_with_an_open_edge(lang: str) -> None:
    for target in (None, figure(None, words="更大")):
        plan = plan_with(cluster("a", target, figure("150"), None), cluster("b", figure("500")))
        chart = CHARTS["targets"](plan, lang)
        series = chart.series[0]

        assert (series.open, series.whole) == ("up", converted_value(Decimal(150), UNIT, lang))
        assert any(isinstance(s, StraightLine) and s.dash for _, s in lay_out_chart(chart, 400).shapes)
        parts = format_value(Decimal(150), UNIT, lang)
        note = next(n for n in chart.notes if plan.cluster["a"].name(lang) in n and parts in n)
        assert (say("figure.none", lang) if target is None else "更大") in note
        assert any(plan.segment["a-1"].name(lang) in n and say("figure.none", lang) in n for n in chart.notes)
        assert say("figure.none", lang) not in chart.subtitle


@pytest.mark.parametrize("lang", LANGS)
def test_only_words_are_listed_below_an_empty_chart(lang: str) -> None:
    plan = plan_with(cluster("a", figure(None, words="更大")), cluster("b", None))
    chart = CHARTS["targets"](plan, lang)

    assert chart.empty
    words = " ".join(chart.notes)
    assert all(plan.cluster[k].name(lang) in words for k in "ab")
    assert "更大" in words and say("figure.none", lang) in words
    assert len(chart.rows) == 2


def test_a_range_and_a_class_are_drawn_to_their_lower_end_and_open() -> None:
    plan = plan_with(cluster("a", figure("600", high=Decimal(700))), cluster("b", figure(None, words="百亿级")))
    chart = CHARTS["targets"](plan, "zh")

    assert [(s.whole, s.open) for s in chart.series] == [(Decimal(600), "up"), (Decimal(100), "up")]
    assert "600–700" in chart.alt and "百亿级" in chart.alt
    assert say("chart.open-area", "zh") in chart.notes


def test_native_bars_say_that_they_are_limits() -> None:
    plan = plan_with(cluster("a", figure("600", ">=")), cluster("b", figure("600", "<=")), cluster("c", figure("600")))
    names = chart_plot(CHARTS["targets"](plan, "zh"), "zh").names

    assert names == ("产业a，下限", "产业b，上限", "产业c")


def test_a_part_without_a_number_is_named_in_the_rest() -> None:
    plan = plan_with(cluster("a", figure("600"), figure("200"), None))
    (series,) = CHARTS["targets"](plan, "zh").series

    assert plan.segment["a-1"].name("zh") in series.marks[-1].label


@pytest.mark.parametrize("lang", LANGS)
def test_a_whole_in_words_bears_their_unit_alone(lang: str) -> None:
    chart = CHARTS["targets"](plan_with(cluster("a", figure(None, words="千亿级")), cluster("b", None, figure("3"))), lang)
    assert chart

    assert {s.amount for s in chart.series} == {s.shown for s in chart.series}
    assert not any(s.amount.endswith(chart.unit) for s in chart.series)


@pytest.mark.parametrize(
    ("targets", "most"),
    [
        (("5", "3"), "a"),
        (("5", "5"), ""),
        (("5", ">=3"), ""),
        (("<=5", "3"), ""),
        ((">=5", "3"), "a"),
    ],
)
def test_the_largest_part_is_named_where_no_other_can_be_as_large(targets: tuple[str, str], most: str) -> None:
    def target(text: str) -> Figure:
        value = text.lstrip("<>=")
        return figure(value, text.removesuffix(value) or "=")

    clusters = [cluster(name, target(text)) for name, text in zip("ab", targets, strict=True)]
    chart = CHARTS["targets"](plan_with(*clusters), "en")
    assert chart
    largest = say("chart.largest-alt", "en", most="Industry a", value="")[:-2]

    assert (largest in chart.alt) == bool(most)


def test_a_rest_may_be_the_largest_part() -> None:
    chart = CHARTS["targets"](plan_with(cluster("a", figure("100"), figure("2"))), "en")
    assert chart

    assert say("chart.largest-alt", "en", most="a part 0", value="")[:-2] not in chart.alt


@pytest.mark.parametrize(
    ("part", "shown"),
    [(figure("150"), "450–550"), (figure("150", ">="), "≤\u00a0550"), (figure("150", "~"), "≈\u00a0450")],
)
def test_a_rest_of_a_range_says_what_range_and_parts_allow(part: Figure, shown: str) -> None:
    plan = plan_with(cluster("a", figure("600", high=Decimal(700)), part))
    rest = CHARTS["targets"](plan, "zh").series[0].marks[-1]

    # The area goes on to the lower end, as that of the whole.
    assert (rest.rest, rest.shown, rest.value) == (True, shown, Decimal(450))


@pytest.mark.parametrize("lang", LANGS)
def test_parts_of_several_years_bear_them_and_make_no_sum(lang: str) -> None:
    later = replace(figure("120"), year=2027)
    chart = CHARTS["targets"](plan_with(cluster("a", None, figure("300", ">="), later)), lang)
    marks = {m.id: m for m in chart.series[0].marks}

    assert "2025" not in chart.title
    assert all("2027" in text for text in (marks["a-1"].shown, marks["a-1"].amount))
    assert all("2025" in text for text in (marks["a-0"].shown, marks["a-0"].amount))
    assert not any(format_value(Decimal(420), UNIT, lang) in note for note in chart.notes)
    # With a target of the whole nothing is taken from it as if it were of the same year.
    whole = CHARTS["targets"](plan_with(cluster("b", figure("500"), later)), lang).series[0]
    assert "2025" in whole.shown
    assert whole.marks[-1].shown.startswith("≈")
