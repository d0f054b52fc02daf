"""The page of targets: what is a target of a year and what is not, whose figures, of which years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.audit.reach import reach_findings
from layout.charts import CHARTS
from layout.panels.growth_table import growth_table
from layout.panels.overview import overview_panel
from layout.panels.source_card import source_cards
from layout.panels.tables import tables_panel
from layout.panels.targets import targets_panel
from layout.words.glossary import say
from layout.words.nodes import Node, text_of, walk
from layout.words.nouns import say_of
from layout.words.numbers import format_figure, format_other_ways, format_years


def nodes(tree: Any, tag: str) -> Iterator[Node]:
    return (n for n in walk(tree) if n[0] == tag)


def heading(tree: Any, key: str) -> str:
    return next(text_of(n) for n in nodes(tree, "h2") if n[1].get("id") == key)


@pytest.mark.parametrize("lang", LANGS)
def test_the_plans_own_figures_are_counted_apart(case: Any, lang: str) -> None:
    figures = [s for s in case.plan.statements if s.kind == "figure"]
    of_plan = [s for s in figures if not s.as_of]
    page = targets_panel(case.plan, lang)
    shown = heading(page, "figures")
    numbers = [int(w) for w in shown.replace("，", " ").split() if w.isdigit()]

    assert numbers == [len(of_plan), *([len(figures) - len(of_plan)] if len(of_plan) < len(figures) else [])]
    summaries = [text_of(d[2]) for d in nodes(page, "details") if d[1].get("key", "").startswith("topic-")]
    by_topic = [[s for s in figures if s.group == t.id] for t in case.plan.edition.topics]
    for summary, group in zip(summaries, by_topic, strict=True):
        assert f" {sum(not s.as_of for s in group)}" in summary


@pytest.mark.parametrize("lang", LANGS)
def test_an_indicator_says_how_else_its_target_is_set(case: Any, lang: str) -> None:
    page = targets_panel(case.plan, lang)
    rows = {n[1]["go"]["cite"]: text_of(r) for r in nodes(page, "tr") for n in nodes(r, "button") if "go" in n[1]}
    for statement in case.plan.statements:
        if statement.kind == "indicator" and statement.figure.also:
            assert format_other_ways(statement.figure, lang) in rows[statement.id]


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_target_in_two_wordings_is_one(bundled: Any, lang: str) -> None:
    twice = {s.id for s in bundled.plan.statements if s.kind == "indicator" and s.figure.also}

    assert twice == {"new-firms", "new-digital-firms", "new-centres"}
    expected = {"zh": "100 家（亦作超过 100 家）", "en": "100 firms (also set as more than 100 firms)"}[lang]
    assert format_figure(bundled.plan.statement["new-firms"].figure, lang) == expected


@pytest.mark.parametrize("lang", LANGS)
def test_a_level_to_hold_stands_under_no_year(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    levels = [c for c in plan.clusters if c.target.role == "hold"]
    year = str(plan.edition.target_year)

    assert levels
    for cluster in levels:
        page = targets_panel(plan, lang)
        rows = [r for r in nodes(page, "tr") if format_figure(cluster.target, lang) in text_of(r)]
        # The only row is that of the table of all figures, which has a column for the year.
        assert [text_of(r) for r in rows if year in text_of(r)] == []
        note = say("table.no-target", lang, year=year)
        for row in nodes(tables_panel(plan, lang), "tr"):
            if format_figure(cluster.target, lang) in text_of(row):
                assert note in text_of(row)
        over = next(n for n in nodes(overview_panel(plan, lang), "p") if n[1].get("class") == "bar base")
        assert format_figure(cluster.target, lang) in text_of(over)
        assert say("panel.hold", lang, kind=say_of(plan, "panel.base", lang)) in text_of(over)


@pytest.mark.parametrize("lang", LANGS)
def test_a_doubt_stands_wherever_the_figure_is_shown(case: Any, lang: str) -> None:
    page, cards = targets_panel(case.plan, lang), source_cards(case.plan, lang)
    doubted = [s for s in case.plan.statements if s.question]
    text = text_of(page)

    for statement in doubted:
        assert text.count(statement.question(lang)) >= 1, statement.id
        assert statement.question(lang) in " ".join(cards[statement.id][:-1])
        buttons = [b for b in nodes(page, "button") if b[1].get("go") == {"cite": statement.id}]
        assert buttons
        assert all(say("cite.question-mark", lang) in text_of(b) for b in buttons)
    assert doubted or not case.is_bundled


@pytest.mark.parametrize("lang", LANGS)
def test_years_that_are_not_printed_say_so_in_the_row(case: Any, lang: str) -> None:
    rows = [text_of(r) for r in nodes(targets_panel(case.plan, lang), "tr")]

    for statement in case.plan.statements:
        if statement.figure.year_basis == "inferred":
            mark = say("years.inferred", lang, years="").strip()
            assert any(statement.name(lang) in r and mark in r for r in rows), statement.id
            assert statement.note(lang), statement.id


def test_what_a_figure_is_has_a_word_of_its_own(bundled: Any) -> None:
    """A horizon and a count of the plan's parts are neither reached nor aimed at."""
    plan = bundled.plan
    frames = {s.id for s in plan.statements if s.figure.role == "frame"}

    assert {"periods", "count-indicators", "count-classes", "city-clusters"} <= frames
    # What the plan counts of itself has no year that anything is reached in.
    assert all(s.figure.role == "frame" for s in plan.statements if s.group == "frame" and s.figure.value is not None)
    words = {say(f"role.{r}", "zh") for r in ("actual", "baseline", "target", "hold", "frame")}
    assert len(words) == 5 and "已有" not in words


@pytest.mark.parametrize("lang", LANGS)
def test_growth_of_the_past_is_called_so_with_its_years(case: Any, lang: str) -> None:
    """A reader of the column must not take it for what the plan asks of the years ahead."""
    table = growth_table(case.plan, lang)
    findings = [f for f in reach_findings(case.plan) if f.result is not None]
    rows = [r for r in nodes(table, "tr") if any(n[0] == "button" for n in walk(r))] if table else []

    assert len(rows) == len(findings)
    for finding, row in zip(findings, rows, strict=True):
        rate, base = finding.operands[1], finding.operands[0]
        past = (rate.year or 0) <= (base.year or 0)
        kind = say("reach.rate-past" if past else "reach.rate-set", lang)
        assert f"{kind} {format_years(rate.from_year, rate.year, lang)}" in text_of(row)


@pytest.mark.parametrize("lang", LANGS)
def test_the_total_of_the_clusters_is_said_to_be_ours(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    ours = say("panel.clusters-unit", lang, unit="", total={"zh": "1,800", "en": "180"}[lang])
    chart = CHARTS["targets"](plan, lang)

    assert {"zh": "本站合计", "en": "our sum"}[lang] in ours
    assert chart and ours.strip() in chart.subtitle and ours.strip() in text_of(overview_panel(plan, lang))
    levels = CHARTS["base-to-target"](plan, lang)
    assert levels and say("formula.own-sum", lang, title="") in "".join(str(row[0]) for row in levels.rows)
    assert say("formula.own-sum", lang, title="") in text_of(growth_table(plan, lang))


def test_totals_are_labelled_by_the_years_that_they_add_up(bundled: Any) -> None:
    """Of 2016 to 2020 are what was invested and added; from 2015 to 2020 is what grew."""
    cards = source_cards(bundled.plan, "zh")

    for name in ("investment-past", "clusters-investment-share", "new-firms-past", "land-redeveloped-past"):
        assert cards[name][2].startswith("2016–2020"), name
    for name in ("output-growth-past", "output-increase", "output-increase-share", "energy-cut-past"):
        assert cards[name][2].startswith("2015–2020"), name
    assert cards["investment"][2].startswith("2021–2025") and cards["output-growth"][2].startswith("2020–2025")
