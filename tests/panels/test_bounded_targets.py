"""Targets with bounds, ranges, aims, years of their own and revisions, as the pages and lists show them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geodata.languages import LANGS
from geodata.load import load_dataset
from layout.briefing.tables.industries import cluster_table
from layout.charts import CHARTS
from layout.lists.listings import LISTINGS
from layout.monitoring.aims import aims_of, part_year_figures
from layout.monitoring.evaluation import evaluate
from layout.monitoring.words import part_year_texts
from layout.panels import site_card
from layout.panels.overview import overview_panel
from layout.panels.provisions import services_section
from layout.panels.source_card import source_cards
from layout.panels.tables import tables_panel
from layout.panels.targets import targets_panel
from layout.plan.join import join
from layout.plan.model import Plan
from layout.view.view import View, evaluation_years
from layout.words.glossary import say
from layout.words.nodes import text_of
from layout.words.numbers import format_reached
from layout.words.site_figures import site_figure_lines
from tests.conftest import MINI

Make = Callable[..., Plan]


@pytest.fixture
def plan_with(tmp_path: Path) -> Make:
    """Give a maker of the small district's plan with cells of figures.csv changed, and rows added."""

    def make(changes: dict[str, dict[str, str]], *rows: dict[str, str]) -> Plan:
        root = Path(shutil.copytree(MINI, tmp_path / "root"))
        path = root / "mini/plans/2021-2025/figures.csv"
        with path.open(encoding="utf-8", newline="") as file:
            known = list(csv.DictReader(file))
        known += [{**next(r for r in known if r["id"] == row["like"]), **row} for row in rows]
        for row in known:
            row.pop("like", None)
            row.update(changes.get(row["id"], {}))
        head = list(dict.fromkeys(key for row in known for key in row))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, head, restval="")
            writer.writeheader()
            writer.writerows(known)
        return join(load_dataset(root, "mini", "2021-2025"))

    return make


BOUNDED = {"machines-2025": {"value": "1000", "bound": ">="}, "goods-2025": {"value": "800", "bound": "~"}}


@pytest.mark.parametrize(("lang", "whole"), [("zh", "约 1,800 以上"), ("en", "about 180 or more")])
def test_the_first_screen_keeps_the_bounds_of_targets_and_of_their_sum(plan_with: Make, lang: str, whole: str) -> None:
    shown = text_of(overview_panel(plan_with(BOUNDED), lang))

    assert whole in shown
    assert ("≥\u00a01,000" if lang == "zh" else "≥\u00a0100") in shown
    assert ("≈\u00a0800" if lang == "zh" else "≈\u00a080") in shown


def test_a_range_and_an_aim_stand_on_every_page_and_in_every_list(plan_with: Make) -> None:
    plan = plan_with({"machines-2025": {"value": "600", "high": "700", "stretch": "900"}})
    view = View(plan.district.id, plan.edition.id, "zh")
    grid = cluster_table(plan, view, "zh")
    chart = CHARTS["targets"](plan, "zh")
    row = next(r for r in LISTINGS["clusters"].rows(plan) if r["cluster"] == "machines")

    assert grid and chart
    pages = [text_of(panel(plan, "zh")) for panel in (overview_panel, tables_panel, targets_panel)]
    for shown in (*pages, str(grid.grid.rows), str(chart.rows), source_cards(plan, "zh")["machines-2025"][1]):
        assert "600–700" in shown and "力争 900" in shown
    assert (row["target_2025"], row["high"], row["stretch"]) == (600, 700, 900)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_target_of_another_year_bears_it_and_no_heading_claims_another(plan_with: Make, lang: str) -> None:
    plan = plan_with({"machines-2025": {"year": "2027"}, "goods-2025": {"year": "2030"}})
    grid = cluster_table(plan, View(plan.district.id, plan.edition.id, lang), lang)
    chart = CHARTS["targets"](plan, lang)

    assert grid and chart
    assert "2025" not in grid.grid.title + "".join(grid.grid.head) + chart.title + "".join(chart.head)
    for shown in (text_of(overview_panel(plan, lang)), str(grid.grid.rows), str(chart.rows)):
        assert "2027" in shown and "2030" in shown
    assert evaluation_years(plan)[-2:] == ("2027", "2030")


def test_a_heading_takes_the_year_that_all_figures_share(plan_with: Make) -> None:
    plan = plan_with({f"{name}-2025": {"year": "2029"} for name in ("machines", "gears", "tools", "goods", "cloth",
                                                                      "bakery", "energy")})  # fmt: skip
    chart = CHARTS["targets"](plan, "zh")

    assert chart and "2029" in chart.title
    assert "2029" in text_of(overview_panel(plan, "zh")) and "2025 年目标" not in text_of(overview_panel(plan, "zh"))


def test_a_revised_target_tells_all_it_was_and_only_the_latest_counts(plan_with: Make) -> None:
    plan = plan_with(
        {"loom-yard-2025": {"replaces": "second"}},
        {"like": "loom-yard-2025", "id": "first", "value": "5", "replaces": ""},
        {"like": "loom-yard-2025", "id": "second", "value": "6", "replaces": "first"},
    )
    latest = plan.statement["loom-yard-2025"]
    cards = source_cards(plan, "zh")
    lines = site_figure_lines(plan.site["loom-yard"], plan, "zh")

    assert [s.id for s in plan.revisions(plan.statement["first"])] == ["loom-yard-2025", "second", "first"]
    assert cards["loom-yard-2025"][5].index("原为 6 亿元") < cards["loom-yard-2025"][5].index("原为 5 亿元")
    assert "现为 8 亿元" in cards["first"][5] and "现为 8 亿元" in cards["second"][5]
    assert sum("原为 6 亿元" in line for line in lines) == 1
    assert {s.target.id for s in evaluate(plan, (), 2023).standings}.isdisjoint({"first", "second"})
    rows = {r["id"]: r for r in LISTINGS["figures"].rows(plan)}
    assert (rows["first"]["replaced_by"], rows["second"]["replaces"]) == ("second", "first")
    assert "原为 6 亿元" in text_of(targets_panel(plan, "zh")) and latest.replaces == "second"


def test_alternatives_stand_with_each_other_whichever_names_the_other(plan_with: Make) -> None:
    plan = plan_with({"goods-2025": {"also": "cloth-growth"}},
                     {"like": "output-growth-past", "id": "cloth-growth", "cluster": "goods", "value": "6",
                      "role": "target", "from_year": "2020", "year": "2025"})  # fmt: skip

    assert "亦作年均 6 %" in text_of(overview_panel(plan, "zh"))
    # The other way stands without its own other ways, or the two would hold each other without end.
    assert plan.statement["cloth-growth"].figure.also == (replace(plan.statement["goods-2025"].figure, also=()),)


def test_a_part_of_a_year_is_shown_and_never_held_against_the_year(plan_with: Make) -> None:
    half = {"like": "loom-yard-base", "id": "half", "role": "actual", "year": "2023", "months": "1-6", "value": "3"}
    plan = plan_with({"loom-yard-2025": {}}, half)
    standings = {s.target.id: s for s in evaluate(plan, (), 2023).standings}

    assert standings["loom-yard-2025"].state == "unmeasured"
    assert part_year_texts(standings["loom-yard-2025"], "zh") == ["2023 年上半年：3 亿元（不足一年，不与全年目标相比）"]
    assert part_year_figures(plan.statement["loom-yard-2025"], plan, 2022, 2020) == ()
    # Of a year that has a figure of the whole, its half says nothing more.
    assert part_year_figures(plan.statement["loom-yard-2025"], plan, 2023, 2023) == ()


def test_reaching_the_floor_is_told_from_reaching_what_is_aimed_at(plan_with: Make) -> None:
    figure = plan_with({"machines-2025": {"value": "600", "high": "700", "stretch": "900"}}).statement[
        "machines-2025"
    ].figure

    def reached(value: int) -> list[Any]:
        return [(a.kind, a.reached) for a in aims_of(figure, lower=False, value=figure.value.__class__(value))]

    assert reached(650) == [("range-end", False), ("stretch", False)]
    assert reached(700) == [("range-end", True), ("stretch", False)]
    assert reached(950) == [("range-end", True), ("stretch", True)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_target_for_a_part_of_a_year_is_no_target_of_the_year_on_cards_and_pages(plan_with: Make, lang: str) -> None:
    plan = plan_with({"support-2025": {"months": "1-6"}, "cloth-2025": {"months": "1-9"}})
    half, nine = (say(f"months.{m}", lang, year=2025) for m in ("1-6", "1-9"))
    park = next(p for p in plan.parks if any(k.segment == "cloth" for k in p.links))
    lines = [t for t in site_card.summary_lines(park, plan, lang) if format_reached(plan.segment["cloth"].target, lang) in t]
    section = services_section(plan, lang)

    assert lines and all(nine in t and say("card.due", lang, year=2025) not in t.replace(nine, "") for t in lines)
    assert section and half in text_of(section)
    assert say("table.target", lang, year=2025) not in text_of(section)


def test_what_was_replaced_is_drawn_in_no_chart_whichever_place_states_it(plan_with: Make) -> None:
    plan = plan_with(
        {"loom-yard-2025": {"value": "120", "base": "output-base", "site": ""}},
        {"like": "loom-yard-2025", "id": "later", "value": "130", "base": "output-base", "site": "", "replaces": "loom-yard-2025"},
    )  # fmt: skip
    drawn = {mark.id for c in (CHARTS["base-to-target"](plan, "en"), CHARTS["growth"](plan, "en")) if c for s in c.series for mark in s.marks}

    assert plan.statement["output"].figure.value == plan.statement["loom-yard-2025"].figure.value == 120
    assert "later" in drawn and not {"output", "loom-yard-2025"} & drawn
