"""Clusters without a target and in groups, on every page, list and table that shows clusters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.briefing.tables.industries import cluster_table, segment_table
from layout.briefing.visuals import step_visual, visual_choices
from layout.charts import CHARTS, Chart
from layout.comparison.changes import compare_editions
from layout.comparison.panel import comparison_panel
from layout.lists.columns import column_headings, shown_columns
from layout.lists.listings import LISTINGS
from layout.monitoring.names import NameIndex
from layout.panels.matrix import gaps_section, matrix_section
from layout.panels.overview import overview_panel
from layout.panels.provisions import services_section
from layout.panels.site_card import full_card, tooltip_lines
from layout.panels.tables import tables_panel
from layout.panels.targets import targets_panel
from layout.plan import matrix
from layout.plan.clusters import ClusterGroup, group_clusters
from layout.plan.model import Figure, Plan, Text
from layout.view.view import View
from layout.words.glossary import join_words, say
from layout.words.nodes import text_of, walk
from layout.words.numbers import shown_unit_name
from layout.words.wanting_bases import wanting_bases
from tests.conftest import MINI, case_of

GROUPS = (
    ClusterGroup("six", Text("六大", "The six"), False, Text("“6+X”", "“6+X”"), Text("", ""), ()),
    ClusterGroup("x", Text("未来产业", "Future industries"), True, Text("“6+X”", "“6+X”"), Text("", ""), ()),
    ClusterGroup("pillars", Text("支柱", "Pillars"), False, Text("", ""), Text("", ""), ()),
)


def bare(plan: Plan, *ids: str) -> Plan:
    """Take the targets of clusters and segments away; of all where none is named."""

    def without(item: Any) -> Any:
        if ids and item.id not in ids:
            return item
        return replace(item, target=None, target_statement="", target_refs=())

    clusters = (replace(without(c), segments=tuple(map(without, c.segments))) for c in plan.clusters)
    return replace(plan, clusters=tuple(clusters))


def grouped(plan: Plan) -> Plan:
    """Put the clusters in two schemes: the first stands in both, the last in none."""
    names = {"machines": ("six", "pillars"), "goods": ("six",), "energy": ("pillars",)}
    clusters = tuple(replace(c, groups=names.get(c.id, ())) for c in plan.clusters)
    return replace(plan, clusters=clusters, cluster_groups=GROUPS)


def view(plan: Plan, lang: str) -> View:
    """Return the view of the whole edition."""
    return View(plan.district.id, plan.edition.id, lang=lang)


@pytest.mark.parametrize("lang", LANGS)
def test_no_target_is_said_wherever_one_is_expected(case: Any, lang: str) -> None:
    plan, none = bare(case.plan), say("figure.none", lang)
    panels = [overview_panel, targets_panel, tables_panel, matrix_section]
    for panel in panels:
        text = text_of(panel(plan, lang))
        assert (none in text) or panel is matrix_section, panel.__name__
    gaps_section(plan, lang)
    if services := services_section(plan, lang):
        assert none in text_of(services)
    for site in (s for s in plan.sites if s.links):
        assert none in text_of(full_card(site, plan, lang))
        assert any(none in line for line in tooltip_lines(site, plan, lang))
    for name in ("clusters", "segments"):
        listing = LISTINGS[name]
        for row in listing.rows(plan):
            assert any(none == c.cell(row, plan, lang) for c in listing.columns)
            assert row[f"target_{plan.edition.target_year}"] is None and row["source"]
    for table in (cluster_table(plan, view(plan, lang), lang), segment_table(plan, view(plan, lang), lang)):
        assert table is not None or not case.is_whole
        # A row that names a group of clusters has no cell of its own for a target.
        assert table is None or {row[-1] for row in table.grid.rows} - {None} == {none}


@pytest.mark.parametrize("lang", LANGS)
def test_bars_without_a_sum_bear_their_unit(case: Any, lang: str) -> None:
    clusters = [c for c in case.plan.clusters if c.kind == "cluster"]
    units = {c.target.unit for c in clusters if c.target and c.target.value is not None}
    headings = [text_of(n) for n in walk(overview_panel(case.plan, lang)) if n[0] == "h2"]

    assert len(units) < 2 or case.is_whole
    assert all(any(shown_unit_name(unit, lang) in words for words in headings) for unit in units)


def test_what_has_no_target_is_not_said_to_have_one_without_a_place(case: Any) -> None:
    assert matrix.targets_without_site(bare(case.plan)) == ()


def test_figures_of_an_object_without_a_target_find_none(mini: Any) -> None:
    """A user's row about a cluster without a target is told so, and stops nothing else."""
    statements = tuple(s for s in mini.plan.statements if s.cluster != "goods")
    index = NameIndex(replace(bare(mini.plan, "goods"), statements=statements))

    assert ("cluster", "goods") in {s for subjects in index.objects.values() for s in subjects}
    assert not any(f.subject == ("cluster", "goods") for f in index.families)


@pytest.mark.parametrize("lang", LANGS)
def test_clusters_without_a_target_have_no_total(mini: Any, lang: str) -> None:
    plan = bare(mini.plan, "goods")
    own_sum = say("panel.clusters-unit", lang, unit="", total="").strip()

    assert own_sum in text_of(overview_panel(mini.plan, lang))
    assert own_sum not in text_of(overview_panel(plan, lang))
    assert own_sum not in CHARTS["targets"](plan, lang).subtitle


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("panel", [overview_panel, targets_panel, tables_panel])
def test_groups_head_their_clusters_and_say_what_is_open(mini: Any, panel: Any, lang: str) -> None:
    plan = grouped(mini.plan)
    text = text_of(panel(plan, lang))

    for group in GROUPS:
        assert group.name(lang) in text
    assert say("groups.open", lang) in text
    assert say("groups.also", lang, names=GROUPS[2].name(lang)) in text
    assert say("groups.elsewhere", lang, names=plan.cluster["machines"].name(lang)) in text
    assert say("groups.in-scheme", lang, name=GROUPS[0].name(lang), scheme="“6+X”") in text
    assert say("groups.open", lang) not in text_of(panel(mini.plan, lang))


def test_a_cluster_stands_once_under_its_first_group(mini: Any) -> None:
    plan = grouped(mini.plan)
    parts = [(g.id if g else "", [c.id for c in cs]) for g, cs in group_clusters(plan.clusters, GROUPS)]

    assert parts == [("six", ["machines", "goods"]), ("x", []), ("pillars", ["energy"]), ("", ["support"])]
    assert group_clusters(plan.clusters, ()) == ((None, plan.clusters),)


@pytest.mark.parametrize("lang", LANGS)
def test_lists_and_tables_of_slides_tell_the_groups(mini: Any, lang: str) -> None:
    plan = grouped(mini.plan)
    rows = {r["cluster"]: r for r in LISTINGS["clusters"].rows(plan)}
    columns = shown_columns(LISTINGS["clusters"].columns, rows.values(), plan)
    (column,) = (c for c in columns if c.heading == "groups")
    both = join_words((GROUPS[0].name(lang), GROUPS[2].name(lang)), lang)

    assert rows["machines"]["groups"] == ["six", "pillars"]
    assert column.cell(rows["machines"], plan, lang) == both
    assert say("table.groups", lang) in column_headings(columns, plan, lang)
    assert [c.heading for c in shown_columns(LISTINGS["clusters"].columns, LISTINGS["clusters"].rows(mini.plan), mini.plan)].count("groups") == 0
    open_rows = [r["group"] for r in LISTINGS["cluster-groups"].rows(plan) if r["open"]]
    assert (open_rows, LISTINGS["cluster-groups"].rows(mini.plan)) == (["x"], [])
    table = cluster_table(plan, view(plan, lang), lang)
    cells = [str(cell) for row in table.grid.rows for cell in row] if table else []
    assert any(say("groups.open", lang) in c for c in cells)
    assert any(say("groups.also", lang, names=GROUPS[2].name(lang)) in c for c in cells)
    chosen = cluster_table(plan, replace(view(plan, lang), cluster=("goods",)), lang)
    assert chosen and len(chosen.grid.rows) == 2
    assert any(say("groups.open", lang) in n for n in CHARTS["targets"](plan, lang).notes)


@pytest.mark.parametrize("lang", LANGS)
def test_the_sentence_on_bases_is_computed(mini: Any, bundled: Any, lang: str) -> None:
    """Row F3: a count of the clusters and a total of them stood there for any plan, bases or not."""
    plan = mini.plan
    aimed = [i for c in plan.industrial_clusters for i in (c, *c.segments)]
    some = wanting_bases(plan, lang)
    based = [i for i in aimed if plan.statement[i.target_statement].base]
    assert based and len(based) < len(aimed)
    assert all(i.name(lang) in some for i in aimed)

    base = next(s for s in plan.statements if s.id == plan.statement[based[0].target_statement].base)
    statements = tuple(
        replace(s, base=base.id) if any(i.target_statement == s.id for i in aimed) else s for s in plan.statements
    )
    every = replace(plan, statements=statements)
    assert wanting_bases(every, lang) == ""
    assert some in text_of(targets_panel(plan, lang))
    assert some not in text_of(targets_panel(every, lang))
    assert say("targets.bases-all", lang) not in text_of(targets_panel(every, lang))

    whole = bundled.plan.statement["clusters-2020"].name(lang)
    assert whole in wanting_bases(bundled.plan, lang)
    without = replace(bundled.plan, claims=tuple(c for c in bundled.plan.claims if "clusters-2020" not in c.of))
    assert whole not in wanting_bases(without, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_step_with_nothing_to_show_says_so(mini: Any, lang: str) -> None:
    """Row F20: a chart without data vanished from slide and page with no word."""
    plan = replace(
        mini.plan,
        statements=tuple(replace(s, base="") for s in mini.plan.statements if s.kind != "indicator"),
        claims=(),
        chains=(),
    )
    for name in ("base-to-target", "growth", "indicators", "chains"):
        shown = step_visual(name, plan, view(plan, lang), lang)
        assert isinstance(shown, Chart) and shown.empty and shown.title and shown.notes
        assert name not in [choice for choice, _, _ in visual_choices(plan, lang)]
    assert step_visual("", plan, view(plan, lang), lang) is None
    page = text_of(targets_panel(plan, lang))
    assert say("chart.no-levels", lang) in page and say("reach.none", lang) in page
    links = {n[1]["href"] for n in walk(targets_panel(plan, lang)) if n[1].get("href", "").startswith("#")}
    ids = {f"#{n[1]['id']}" for n in walk(targets_panel(plan, lang)) if "id" in n[1]}
    assert links <= ids


@pytest.mark.parametrize("lang", LANGS)
def test_a_target_that_one_edition_sets_and_the_other_does_not_is_a_change(lang: str) -> None:
    old, new = (case_of(MINI, "mini", e).plan for e in ("2016-2020", "2021-2025"))
    comparison = compare_editions(old, bare(new, "goods"))
    (change,) = (c for c in comparison.changes if c.id == "goods" and c.shift)

    assert change.shift and (change.shift.unlike, change.shift.difference) == (("target",), None)
    page = text_of(comparison_panel(comparison, [old.edition], lang))
    assert say("figure.none", lang) in page


def test_a_level_to_hold_is_no_target_of_a_cluster(bundled: Any) -> None:
    levels = [c for c in bundled.plan.clusters if isinstance(c.target, Figure) and c.target.role == "hold"]

    assert levels and not any(c.aims for c in levels)
    assert not any(c.aims for c in bare(bundled.plan).clusters)
