"""Exact conversion, honest rounding, and lists of the plan's numbers."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import units
from geodata.languages import LANGS
from layout.audit.counts import counted_quantity
from layout.briefing.plan_facts import PlanFacts
from layout.lists.listings import LISTINGS
from layout.panels.registry import panels
from layout.panels.source_card import source_cards
from layout.plan import matrix
from layout.plan.measure import Span, UnlikeError, convert, growth_rate, level_after, span, total
from layout.plan.model import Figure, Text
from layout.words.nodes import text_of, walk

VALUES = st.decimals("-99999999", "99999999", places=6)
MONEY = ("元", "万元", "百万元", "亿元")
AREA = ("平方米", "亩", "公顷", "平方公里")
COUNTED = ("bases", "clusters", "segments", "services", "embedded-services")


@given(VALUES, st.sampled_from(MONEY), st.sampled_from(MONEY))
def test_money_converts_exactly_there_and_back(value: Decimal, unit: str, to: str) -> None:
    assert convert(convert(value, unit, to), to, unit) == value
    assert convert(Decimal(1), "亿元", "万元") == 10_000


@given(VALUES)
def test_yi_and_wan_move_the_point_by_four(value: Decimal) -> None:
    assert convert(value, "亿元", "万元") == value.scaleb(4)
    assert convert(value, "万元", "亿元") == value.scaleb(-4)


def test_mu_and_hectares_are_exact_where_a_decimal_is() -> None:
    assert convert(Decimal(15), "亩", "公顷") == 1
    assert convert(Decimal("1.5"), "公顷", "亩") == Decimal("22.5")
    assert abs(convert(convert(Decimal(1), "亩", "平方公里"), "平方公里", "亩") - 1) < Decimal("1e-40")


@pytest.mark.parametrize(
    ("unit", "to"), [("亿元", "亩"), ("家", "亿元"), ("%", "亿元"), ("篇", "亿元")]
)
def test_unlike_units_do_not_convert(unit: str, to: str) -> None:
    with pytest.raises(UnlikeError):
        convert(Decimal(1), unit, to)
    assert convert(Decimal(1), unit, unit) == 1
    assert units.dimension("篇") == "篇"


def test_levels_of_unlike_spans_do_not_add() -> None:
    figure = Figure(Decimal(1), "=", "亿元", 2025, "investment", "", Text("", ""), 2020)
    assert total([figure, figure]).value == 2
    with pytest.raises(UnlikeError):
        total([figure, replace(figure, from_year=2015)])


@given(st.decimals("0.1", "9999", places=2), st.decimals("-20", "40", places=2), st.integers(1, 12))
def test_growth_and_grown_undo_each_other(start: Decimal, rate: Decimal, years: int) -> None:
    assert abs(growth_rate(start, level_after(start, rate, years), years) - rate) < Decimal("1e-15")
    assert abs(level_after(level_after(start, rate, years), rate, -years) - start) < Decimal("1e-15")


@pytest.mark.parametrize(
    ("start", "end", "years"), [("0", "5", 5), ("-1", "5", 5), ("5", "-1", 5), ("5", "6", 0)]
)
def test_growth_that_is_none_is_refused(start: str, end: str, years: int) -> None:
    with pytest.raises(UnlikeError):
        growth_rate(Decimal(start), Decimal(end), years)


@given(st.decimals("-9999", "9999", places=2))
def test_a_printed_number_spans_half_its_last_digit(value: Decimal) -> None:
    printed = span(value)
    assert (printed.low, printed.high) == (value - Decimal("0.005"), value + Decimal("0.005"))
    assert span(value, exact=True) == Span(value, value, value)
    assert span(value, ">=", exact=True).high == Decimal("Infinity")
    assert span(value, "~", exact=True) == printed


def test_lists_of_numbers_lead_to_their_source(case: Any) -> None:
    for name in ("figures", "indicators", "chains", "audit"):
        rows = LISTINGS[name].rows(case.plan)
        assert rows or name != "figures"
        for row in rows:
            assert json.loads(json.dumps(row, allow_nan=False)) == row
            assert row["source"] and row["source_zh"] and row["source_en"]


def test_figures_are_listed_as_printed(bundled: Any) -> None:
    rows = {r["id"]: r for r in LISTINGS["figures"].rows(bundled.plan)}

    assert (rows["output-2020"]["value"], rows["output-2020"]["unit"]) == (1382.1, "亿元")
    assert rows["green-chemicals-level"]["value"] is None and rows["green-chemicals-level"]["words_zh"]
    assert rows["output-2020"]["source"].startswith("plan:一（一）一是 第")
    assert "sentence" in rows["output-2020"]["source_en"] and "第" in rows["output-2020"]["source_zh"]


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_on_the_screen_leads_to_a_source(case: Any, lang: str) -> None:
    cards = source_cards(case.plan, lang)
    for panel in panels(case.plan, lang).values():
        cited = {n[1]["go"]["cite"] for n in walk(panel) if "cite" in n[1].get("go", {})}
        assert cited <= set(cards)
    for card in cards.values():
        assert card[0] and card[1] and card[3]
    targets = panels(case.plan, lang)["targets"]
    target_cites = {n[1]["go"]["cite"] for n in walk(targets) if "cite" in n[1].get("go", {})}
    assert {s.id for s in case.plan.statements} <= target_cites


def test_numbers_in_tables_beside_the_map_are_buttons(case: Any) -> None:
    panel = panels(case.plan, "en")["targets"]
    charts = [n for n in walk(panel) if n[0] == "figure"]  # a chart names its sources below
    twins = [id(n) for chart in charts for n in walk(chart)]
    assert all(any(n[1].get("class") == "chart-source" or n[0] == "details" for n in walk(c)) for c in charts)
    for cell in (n for n in walk(panel) if n[0] == "td" and n[1].get("class") == "num"):
        if id(cell) not in twins:
            plain = str(cell[2]) in ("–", *map(str, range(100))) or cell[2][0] == "b"
            assert plain or any(n[0] == "button" for n in walk(cell))


def test_a_place_with_several_roles_is_counted_once(case: Any) -> None:
    sites = [c.site.id for c in matrix.carriers(case.plan)]

    assert len(sites) == len(set(sites))
    rows = [n for n in walk(panels(case.plan, "en")["chains"]) if n[1].get("class") == "carrier"]
    assert [r[1]["data-site"] for r in rows] == sites


def test_the_bundled_matrix_counts_the_double_roles_once(bundled: Any) -> None:
    sites = [c.site.id for c in matrix.carriers(bundled.plan)]
    several = [s.id for s in bundled.plan.sites if len({r.element for r in s.roles}) > 1]

    assert {"tinglin", "sci-tech-centre"} <= set(several)
    assert sites.count("tinglin") == 1
    # Its direction, headquarters offices, belongs to a field of the producer services.
    assert not matrix.parks_without_cluster(bundled.plan)
    carried = {c.segment for c in bundled.plan.site["sci-tech-centre"].carries}
    assert "headquarters" in carried


def test_what_the_plan_places_is_no_gap(bundled: Any) -> None:
    """The base industry and the services have a place; what remains open says why."""
    plan = bundled.plan
    without_site = {i.id for i in matrix.targets_without_site(plan)}
    untied = {u.industry.industry("zh"): u.industry.ground for u in matrix.untied_industries(plan)}

    # Neither the layout nor the name of a park says where; of integrated circuits the plan names a zone only for
    # the strength of its brand.
    assert without_site == {
        "polymers", "alloys", "advanced-materials", "beauty", "integrated-circuits", "e-communications",
    }  # fmt: skip
    (near,) = matrix.near_ties("integrated-circuits", plan)
    (gaps,) = (n for n in walk(panels(plan, "zh")["chains"]) if n[1].get("key") == "gap-placeless")
    assert near.site == "e-chemicals-zone"
    assert near.ground("zh") in text_of(gaps)
    assert {"节能环保", "智能硬件"} <= set(untied) <= {"节能环保", "智能硬件", "战略性新兴产业研发"}
    assert all(ground("zh") and ground("en") for ground in untied.values())
    for site, cluster in (("scip", "green-chemicals"), ("jinshan-iz", "producer-services")):
        carried = dict(next(c for c in matrix.carriers(plan) if c.site.id == site).by_cluster)
        assert [c.basis for c in carried[cluster]] == ["stated"]



def test_services_are_counted_apart_from_clusters_and_segments(bundled: Any) -> None:
    plan = bundled.plan
    (services,) = (c for c in plan.clusters if c.kind == "services")
    base = next(c for c in plan.claims if c.kind == "count")
    counts = {k: counted_quantity(replace(base, counted=k, among=()), plan).span.value for k in COUNTED}

    assert counts == {"bases": 1, "clusters": 4, "segments": 14, "services": 4, "embedded-services": 4}
    assert [s.serves for s in services.services if s.kind == "embedded-service"] == [
        c.id for c in plan.clusters if c.kind == "cluster"
    ]
    assert all(s.makes and s.refs and s.id in plan.part for s in services.services)
    sets = PlanFacts(plan).sets
    assert {k: len(sets[k]) for k in COUNTED} == counts


def test_an_industry_without_a_row_is_outside_the_clusters(mini: Any) -> None:
    works = next(c for c in matrix.carriers(mini.plan) if c.site.id == "yi")

    assert [n("zh") for n in works.outside] == ["机床"]
    assert [c.segment for c in dict(works.by_cluster)["machines"]] == ["gears"]
    assert "tools" in {i.id for i in matrix.targets_without_site(mini.plan)}
