"""Charts are data first: their values, words and table twins, before anything is drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.audit.reach import base_caveats
from layout.briefing.tables import CitedGrid
from layout.briefing.visuals import step_visual
from layout.charts import CHARTS, KINDS, Chart, GrowthRates, growth_chart, level_charts
from layout.charts.chart_data import convert_figure, round_to_tenth, value_in_unit
from layout.plan.measure import growth_rate as compounded
from layout.plan.model import Figure, Plan, Text
from layout.view.query import parse_view
from layout.view.view import View
from layout.words.numbers import converted_value, format_number, format_with_sign
from layout.words.numbers import format_figure as words_of
from tests.conftest import MINI, case_of

EDITIONS = ("2016-2020", "2021-2025")
NOTHING = Figure(None, "", "亿元", 2025, "scale", "", Text("另定", "later"))


@pytest.fixture(params=EDITIONS)
def plan(request: pytest.FixtureRequest) -> Plan:
    """Give each edition of the small district."""
    return case_of(MINI, "mini", request.param).plan


def chart_of(plan: Plan, name: str, lang: str = "en") -> Chart:
    """Return a chart that the edition has."""
    chart = CHARTS[name](plan, lang)
    assert not chart.empty
    return chart


def statement(plan: Plan, key: str, **figure: Any) -> Plan:
    """Change the figure of one statement."""
    statements = (replace(s, figure=replace(s.figure, **figure)) if s.id == key else s for s in plan.statements)
    return replace(plan, statements=tuple(statements))


def segments(plan: Plan, cluster: str, *targets: Figure) -> Plan:
    """Give the segments of one cluster other targets."""
    changed = [
        replace(c, segments=tuple(replace(s, target=t) for s, t in zip(c.segments, targets, strict=True)))
        if c.id == cluster
        else c
        for c in plan.clusters
    ]
    return replace(plan, clusters=tuple(changed))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_whole(plan: Plan, name: str, lang: str) -> None:
    chart = chart_of(plan, name, lang)

    assert chart.name == name
    assert chart.kind in KINDS
    assert chart.title and chart.alt and chart.source and chart.head
    assert {len(row) for row in chart.rows} == {len(chart.head)}
    if chart.kind != "treemap":
        assert len({tuple(m.id for m in s.marks) for s in chart.series}) == 1
    colours = [s.colour for s in chart.series] + [m.colour for s in chart.series for m in s.marks]
    assert [c for c in colours if not re.fullmatch(r"#[0-9A-Fa-f]{6}|[a-z]+|", c)] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHARTS)
def test_the_table_and_the_words_hold_every_value(plan: Plan, name: str, lang: str) -> None:
    chart = chart_of(plan, name, lang)
    cells = [str(cell) for row in chart.rows for cell in row]
    for mark in (
        m for s in chart.series for m in s.marks if m.value is not None and (m.shown or name != "indicators")
    ):
        assert any(str(mark.value) in cell.replace(",", "") for cell in cells), mark
        if name not in ("targets", "indicators"):
            assert mark.shown in chart.alt
    for series in chart.series if name in ("targets", "indicators") else ():
        assert series.shown in chart.alt


@pytest.mark.parametrize("name", CHARTS)
def test_what_a_click_changes_is_a_view_that_exists(plan: Plan, name: str) -> None:
    chart = chart_of(plan, name)
    patches = {m.patch for s in chart.series for m in s.marks} | {s.patch for s in chart.series}
    for patch in patches:
        view, faults = parse_view("&".join(f"{k}={v}" for k, v in patch), plan, ())
        assert faults == ()
        assert patch == () or view != View(plan.district.id, plan.edition.id)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_without_figures_says_so(plan: Plan, name: str, lang: str) -> None:
    chart = CHARTS[name](replace(plan, statements=(), claims=(), clusters=()), lang)

    assert chart.empty and chart.title
    assert chart.notes and chart.alt == chart.notes[0]


def test_targets_are_areas_of_their_clusters(plan: Plan) -> None:
    chart = chart_of(plan, "targets")
    for series in chart.series:
        cluster = plan.cluster[series.id]
        targets = {s.id: s.target for s in cluster.segments if s.target.value is not None}
        known = {key: converted_value(t.value or Decimal(0), t.unit, "en") for key, t in targets.items()}
        assert {m.id: m.value for m in series.marks} == known
        assert series.colour == cluster.colour
        assert [m.value for m in series.marks] == sorted(known.values(), reverse=True)


@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_in_words_has_no_area_and_is_named(plan: Plan, lang: str) -> None:
    chart = chart_of(plan, "targets", lang)
    bare = [i for c in plan.clusters for i in (c, *c.segments) if i.target and i.target.value is None]

    assert bare
    ids = {m.id for s in chart.series for m in s.marks}
    for item in bare:
        assert item.id not in ids
        assert any(item.name(lang) in n and item.target.words(lang) in n for n in chart.notes)
        assert any(item.target.words(lang) in row for row in chart.rows)


def test_a_cluster_without_numbers_for_its_segments_is_one_area(mini: Any) -> None:
    chart = chart_of(segments(mini.plan, "machines", NOTHING, NOTHING), "targets")
    whole = mini.plan.cluster["machines"].target

    assert [(m.id, m.value) for m in chart.series[0].marks] == [("machines", converted_value(whole.value, whole.unit, "en"))]
    assert chart.series[0].marks[0].patch == (("cluster", "machines"),)


def test_other_units_are_converted_or_left_to_the_note(mini: Any) -> None:
    target = mini.plan.segment["gears"].target
    money = replace(target, value=Decimal(100000), unit="万元", bound="=")
    land = replace(target, value=Decimal(3), unit="亩", bound="=")
    chart = chart_of(segments(mini.plan, "machines", money, land), "targets", "zh")

    assert {m.id: m.value for m in chart.series[0].marks} == {"gears": Decimal(10), "machines-rest": Decimal(20)}
    assert mini.plan.segment["tools"].name("zh") in chart.series[0].marks[1].label
    assert any(words_of(land, "zh") in note for note in chart.notes)


def test_a_note_names_parts_that_differ_from_their_whole(mini: Any) -> None:
    target = mini.plan.segment["tools"].target
    chart = chart_of(segments(mini.plan, "machines", target, target), "targets", "en")
    plain = chart_of(mini.plan, "targets", "en")

    assert any("is 3," in n and "add up to 4 (our sum);" in n for n in chart.notes), chart.notes
    assert len(chart.notes) == len(plain.notes) + 1


def test_growth_is_what_base_and_target_need(plan: Plan) -> None:
    chart = chart_of(plan, "growth")
    stated, needed = chart.series
    with_rates = 0
    for mark, stated_mark in zip(needed.marks, stated.marks, strict=True):
        target = plan.statement[mark.id]
        base = plan.statement[target.base].figure
        years = target.figure.year - base.year
        assert mark.value == round_to_tenth(compounded(base.value, target.figure.value, years))
        rates = [s for s in plan.statements if s.base == target.base and s.figure.unit == "%"]
        assert stated_mark.value == (rates[0].figure.value if rates else None)
        with_rates += bool(rates)
    assert with_rates


def test_a_stated_growth_without_a_target_stands_alone(mini: Any) -> None:
    chart = chart_of(statement(mini.plan, "output", value=None, words=Text("待定", "open")), "growth")
    stated, needed = chart.series
    at = [m.id for m in stated.marks].index("output-growth")

    assert (stated.marks[at].value, needed.marks[at].value) == (Decimal(8), None)


def test_a_growth_chart_takes_any_rows() -> None:
    rows = [
        GrowthRates("a", "A", Decimal("9"), Decimal("11.123"), "~", ">="),
        GrowthRates("b", "B", None, Decimal("-2.05")),
        GrowthRates("c", "C", None, None),
    ]
    chart = growth_chart(rows, "en", "a book")

    assert chart is not None
    assert chart.rows == (("A", "≈\u00a09", "≥\u00a011.1", ""), ("B", None, Decimal("-2.1"), ""))
    assert "A, set ≈\u00a09, needed ≥\u00a011.1" in chart.alt
    assert growth_chart(rows[2:], "en") is None


def test_levels_stand_in_one_unit_a_chart(mini: Any) -> None:
    plan = statement(mini.plan, "loom-yard-2025", value=Decimal(90000), unit="万元")
    (chart,) = level_charts(plan, "zh")
    target = {m.id: m.value for m in chart.series[1].marks}

    assert chart.unit == "亿元" or target["loom-yard-2025"] == Decimal(90000)
    scale = Decimal(1) if chart.unit == "亿元" else Decimal(10000)
    assert target["loom-yard-2025"] == 9 * scale
    assert target["machines-2025"] == 30 * scale
    land = statement(statement(mini.plan, "loom-yard-2025", unit="亩"), "loom-yard-base", unit="公顷")
    two = level_charts(land, "zh")
    assert sorted(len(c.rows) for c in two) == [1, len(chart.rows) - 1]
    assert len({c.name for c in two}) == 2
    assert CHARTS["base-to-target"](land, "zh").unit == "亿元"


def test_a_note_names_base_and_target_of_unlike_measures(mini: Any) -> None:
    notes = chart_of(mini.plan, "base-to-target", "zh").notes

    assert len(notes) == 1
    assert "机械规模" in notes[0] and "工业产值" not in notes[0]


def test_indicators_are_counted_by_class_and_attribute(plan: Plan) -> None:
    chart = chart_of(plan, "indicators", "zh")
    indicator_statements = [s for s in plan.statements if s.kind == "indicator"]

    assert sum(m.value or 0 for s in chart.series for m in s.marks) == len(indicator_statements)
    for row in chart.rows:
        assert row[-1] == sum(v for v in row[1:-1] if isinstance(v, Decimal))
    assert sum(row[-1] for row in chart.rows) == len(indicator_statements)  # type: ignore[misc]


def test_an_indicator_without_attribute_is_counted_apart(mini: Any) -> None:
    chart = chart_of(statement(mini.plan, "output", attribute=""), "indicators", "en")

    assert [s.label for s in chart.series] == ["Anticipatory", "Binding", "Not stated"]


@pytest.mark.parametrize(("lang", "words"), [("zh", "不低于 12.5"), ("en", "at least 1.25")])
def test_a_bound_is_text_in_the_table_and_a_bare_number_stays_a_number(mini: Any, lang: str, words: str) -> None:
    cells = {row[1]: row[2] for row in chart_of(mini.plan, "targets", lang).rows}

    assert cells[mini.plan.segment["cloth"].name(lang)] == words
    assert cells[mini.plan.segment["tools"].name(lang)] == {"zh": Decimal(20), "en": Decimal(2)}[lang]


@pytest.mark.parametrize(
    ("value", "bound", "expected"),
    [("1062.3", "=", "1,062.3"), ("500", ">=", "≥\u00a0500"), ("10.0", "~", "≈\u00a010.0"), ("3", "<", "<\u00a03")],
)
def test_a_bound_is_a_sign_where_room_is_short(value: str, bound: str, expected: str) -> None:
    assert format_with_sign(Decimal(value), bound) == expected


def test_figures_convert_only_where_they_measure_the_same() -> None:
    figure = replace(NOTHING, value=Decimal("12.5"))

    assert value_in_unit(figure, "万元") == Decimal(125000)
    assert value_in_unit(figure, "亩") is None and value_in_unit(NOTHING, "亿元") is None
    assert convert_figure(figure, "亩") == figure
    assert format_number(convert_figure(figure, "万元").value) == "125,000"


@pytest.mark.parametrize("lang", LANGS)
def test_no_chart_pairs_levels_of_unlike_groups(case: Any, lang: str) -> None:
    """The featured parks are not the featured industries, whatever sentence of the plan stands beside which."""
    by_id = case.plan.statement
    for chart in level_charts(case.plan, lang):
        for base, target in zip(*(s.marks for s in chart.series), strict=True):
            if base.id in by_id:
                base_id = by_id[base.id].base
                # A pair out of a finding has no base of its own; those are held by layout/audit/reach.py.
                assert not base_id or by_id[base_id].population == by_id[target.id].population


def test_the_parks_are_no_start_of_the_featured_industries(bundled: Any) -> None:
    for name in ("base-to-target", "growth"):
        chart = chart_of(bundled.plan, name, "zh")
        values = {m.value for s in chart.series for m in s.marks}
        assert not {Decimal("491.5"), Decimal("800")} <= values
        assert bundled.plan.statement["featured-2025"].name("zh") not in chart.alt


def test_unlike_measures_of_a_computed_target_are_pointed_out(bundled: Any) -> None:
    chart = chart_of(bundled.plan, "base-to-target", "zh")

    assert any("四个集群" in note for note in chart.notes)


@pytest.mark.parametrize("lang", LANGS)
def test_past_growth_has_bars_of_its_own_with_their_years(lang: str) -> None:
    rows = [
        GrowthRates("a", "A", Decimal("9"), Decimal("11")),
        GrowthRates("b", "B", None, Decimal("18.9"), past=Decimal("7.9"), past_years="2015–2020"),
    ]
    chart = growth_chart(rows, lang)
    assert chart is not None
    stated, past, needed = chart.series

    assert [m.value for m in stated.marks] == [Decimal("9"), None]
    assert ([m.value for m in past.marks], "2015–2020" in past.label) == ([None, Decimal("7.9")], True)
    assert [m.value for m in needed.marks] == [Decimal("11.0"), Decimal("18.9")]
    assert "2015–2020" in chart.alt and len(chart.head) == len(chart.rows[0]) == 5
    without = growth_chart(rows[:1], lang)
    assert without is not None and len(without.series) == 2


def test_what_others_published_is_no_growth_that_the_plan_sets(case: Any) -> None:
    chart = CHARTS["growth"](case.plan, "zh")
    others = {s.id for s in case.plan.statements if s.as_of}

    assert not others & {m.id for s in chart.series for m in s.marks}
    labels = [] if chart.empty else [m.label for m in chart.series[0].marks]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("lang", LANGS)
def test_a_level_to_hold_is_in_no_table_of_targets_and_in_a_note(bundled: Any, lang: str) -> None:
    chart = chart_of(bundled.plan, "targets", lang)
    levels = [c for c in bundled.plan.clusters if c.target.role == "hold"]

    assert levels
    for cluster in levels:
        assert all(row[0] != cluster.name(lang) for row in chart.rows)
        assert any(cluster.name(lang) in n and words_of(cluster.target, lang) in n for n in chart.notes)


@pytest.mark.parametrize("name", ["growth", "base-to-target"])
def test_a_chart_says_what_is_to_be_borne_in_mind_of_a_start(bundled: Any, name: str) -> None:
    for lang in LANGS:
        (note,) = base_caveats("services-2020", bundled.plan, lang)
        assert note in chart_of(bundled.plan, name, lang).notes


@pytest.mark.parametrize("lang", LANGS)
def test_a_target_of_another_year_bears_it(case: Any, lang: str) -> None:
    years = {s.id: s.figure.year for s in case.plan.statements}
    for chart in level_charts(case.plan, lang):
        base, target = chart.series
        for mark, row in zip(target.marks, chart.rows, strict=True):
            year = str(years.get(mark.id) or "")
            assert year in f"{target.label} {mark.label}" and year in f"{chart.head[2]} {row[0]}"
        bases = {years[case.plan.statement[m.id].base] for m in base.marks if m.id in case.plan.statement}
        assert len(bases) < 2 or all(any(str(y) in m.label for y in bases) for m in base.marks)
    table = step_visual("indicator-table", case.plan, View(case.plan.district.id, case.plan.edition.id, lang), lang)
    if not isinstance(table, CitedGrid):
        return
    by_name = {s.name(lang): s.figure.year for s in case.plan.statements if s.kind == "indicator"}
    for name, aim, *_ in table.grid.rows:
        assert str(by_name[str(name)]) in f"{table.grid.head[1]} {aim}", name
