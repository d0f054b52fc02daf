"""What is stated and what is ours, name by name; members apart from what is linked; a target by its own sentence."""

from __future__ import annotations

import re
from typing import Any

import pytest

from geodata.languages import LANGS
from geodata.references import Ref, write_refs
from layout.briefing.placeholders import fill_placeholders
from layout.briefing.plan_facts import PlanFacts
from layout.briefing.slide_sources import citations
from layout.briefing.tables.industries import cluster_table, segment_table
from layout.briefing.tables.roles import role_table
from layout.charts import CHARTS
from layout.exports import csv
from layout.lists.columns import column_headings
from layout.lists.listings import LISTINGS
from layout.panels import site_card
from layout.panels.chains import chains_panel
from layout.panels.overview import overview_panel
from layout.panels.tables import tables_panel
from layout.view.view import View
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import text_of, walk
from layout.words.roles import mark_inferred, shared_basis, site_elements

# The sentence of each cluster's target and of those of its segments, counted in the text of the plan.
SENTENCES = {
    "new-materials": (2, [6, 3, 4, 3]),
    "smart-equipment": (2, [5, 4, 6]),
    "life-health": (2, [8, 4, 3, 5]),
    "information-technology": (2, [4, 3, 4]),
}


def cells(plan: Any, name: str, lang: str = "zh") -> list[dict[str, str]]:
    """Return the rows of a list for people, by the words of its columns."""
    columns = LISTINGS[name].columns
    return [{c.heading: str(c.cell(r, plan, lang)) for c in columns} for r in LISTINGS[name].rows(plan)]


def view(plan: Any, lang: str, **chosen: Any) -> View:
    """Return a view of the edition."""
    return View(plan.district.id, plan.edition.id, lang=lang, **chosen)


@pytest.mark.parametrize("name", ["chains", "chain-lists"])
@pytest.mark.parametrize("lang", LANGS)
def test_each_inferred_name_of_a_link_is_marked_and_the_row_says_so(case: Any, name: str, lang: str) -> None:
    plan = case.plan
    links = [k for c in plan.chains if c.is_list == (name == "chain-lists") for k in c.links]
    for row, link in zip(cells(plan, name, lang), links, strict=True):
        for tie in link.ties:
            record = plan.industry[tie.industry] if tie.industry else plan.site[tie.site]
            shown = row["segments" if tie.industry else "parks-of"].split(say("text.comma", lang))
            assert mark_inferred(record.name(lang), tie.basis, lang) in shown
        (chain,) = (c for c in plan.chains if c.id == link.chain)
        whole = [mark_inferred(plan.site[t.site].name(lang), t.basis, lang) for t in chain.ties]
        assert row["chain-sites"] == say("text.comma", lang).join(whole)
        bases = {t.basis for t in link.ties}
        expected = "partly-inferred" if len(bases) > 1 else next(iter(bases), "")
        assert row["basis"] == (say(f"card.{expected}", lang) if expected else "")


def test_the_bundled_links_tell_the_mixed_rows(bundled: Any) -> None:
    rows = {r["link"]: r for r in cells(bundled.plan, "chains")}

    assert {k for k, r in rows.items() if r["basis"] == "部分推断"} == {
        "树脂基体生产", "终端应用", "CRO/CDMO/CMO", "新型显示装备",
    }  # fmt: skip
    assert rows["树脂基体生产"]["segments"] == "高端复合材料、高分子材料〔推断〕"
    uav = [rows[k] for k in ("无人机设计测试", "整机制造", "运营服务")]
    assert [r["basis"] for r in uav] == ["推断", "规划写明", "推断"]
    assert [r["parks-of"] for r in uav] == ["华东无人机基地〔推断〕", "", "华东无人机基地〔推断〕"]
    chains = [c for c in bundled.plan.chains if not c.is_list]
    assert sum(k.basis == "stated" for c in chains for k in c.links) == 14
    assert [sum(k.basis == "stated" for k in c.links) for c in chains if c.theme == "uav"] == [1]
    assert fill_placeholders("{count:links.named}", PlanFacts(bundled.plan), "zh")[0] == "14"
    assert "其中 14 个，" in text_of(chains_panel(bundled.plan, "zh"))


def test_a_column_that_is_all_ours_says_so(bundled: Any, mini: Any) -> None:
    columns = LISTINGS["chains"].columns
    headings = dict(zip([c.heading for c in columns], column_headings(columns, bundled.plan, "zh"), strict=True))

    assert headings["parks-of"] == "与环节相符的特色园区〔推断〕"
    assert headings["chain-sites"] == "与全链相符的特色园区、工业区与企业〔推断〕"
    assert "推断" not in headings["segments"]
    assert not any("承载" in h for h in headings.values())
    assert shared_basis(["stated", "inferred"]) == "partly-inferred"
    assert shared_basis(["located", "inferred"]) == "inferred"
    assert shared_basis([]) == ""


def test_ties_of_sites_are_marked_one_by_one(case: Any) -> None:
    plan = case.plan
    exported = csv.page(plan, case.shapes, view(plan, "zh")).splitlines()
    table = [text_of(n) for n in walk(tables_panel(plan, "zh")) if n[0] == "tr"]
    for row, park in zip(cells(plan, "parks"), plan.parks, strict=True):
        for link in park.links:
            names = [plan.cluster[link.cluster].name("zh")]
            names += [plan.part[link.segment].name("zh")] if link.segment else []
            for name in names:
                words = mark_inferred(name, link.basis, "zh")
                assert words in row["cluster"] + "、" + row["segment"]
                assert any(line.startswith(park.id) and words in line for line in exported)
                assert any(park.name("zh") in t and words in t for t in table)


@pytest.mark.parametrize("lang", LANGS)
def test_a_target_is_cited_by_the_sentence_that_sets_it(case: Any, lang: str) -> None:
    plan = case.plan
    rows = {**{r["cluster"]: r for r in LISTINGS["clusters"].rows(plan)},
            **{r["segment"]: r for r in LISTINGS["segments"].rows(plan)}}  # fmt: skip
    chart = CHARTS["targets"](plan, lang)
    charted = [row[-1] for row in chart.rows] if chart else []
    table = [n for n in walk(tables_panel(plan, lang)) if n[0] == "tr" and n[1].get("data-cluster")]
    for cluster in plan.industrial_clusters:
        for item in (i for i in (cluster, *cluster.segments) if i.target):
            refs = plan.statement[item.target_statement].refs
            assert item.target_refs == refs
            assert rows[item.id]["source"] == write_refs(refs)
            assert rows[item.id]["described_at"] == write_refs(item.refs)
            if item.target.role != "hold":
                assert citation(refs, plan, lang) in charted
            key = item.id if item is not cluster else None
            (line,) = (n for n in table if n[1]["data-cluster"] == cluster.id and n[1].get("data-segment") == key)
            places = {n[1]["go"]["place"] for n in walk(line) if "place" in n[1].get("go", {})}
            # An aim that stands beside the target stands where the plan speaks of the industry.
            assert places == {r.locator for r in (*refs, *(item.refs if item.aim else ()))}
    for make in (cluster_table, segment_table):
        cited = make(plan, view(plan, lang), lang)
        shown = [i for c in plan.industrial_clusters for i in ((c,) if make is cluster_table else c.segments)]
        aimed = [i for i in shown if i.target and i.target.role != "hold"]
        assert cited is None or {r for i in aimed[: len(cited.grid.rows)] for r in i.target_refs} <= set(cited.refs)
    for site in (s for s in plan.sites if s.links):
        carriers = [plan.segment.get(k.segment) or plan.cluster[k.cluster] for k in site.links]
        tip = site_card.tooltip_lines(site, plan, lang)[-1]
        assert all(citation(c.target_refs, plan, lang) in tip for c in carriers if c.target)


def test_the_bundled_targets_stand_in_the_sentences_of_the_plan(bundled: Any) -> None:
    clusters = {r["cluster"]: r["source"] for r in LISTINGS["clusters"].rows(bundled.plan)}
    segments = [(r["cluster"], r["source"]) for r in LISTINGS["segments"].rows(bundled.plan)]

    def sentence(source: str) -> int:
        return int(re.search(r"第(\d+)句$", source)[1])  # type: ignore[index]

    assert clusters["green-chemicals"] == "plan:四（一） 第3句"
    for cluster, (whole, parts) in SENTENCES.items():
        assert sentence(clusters[cluster]) == whole
        assert [sentence(source) for of, source in segments if of == cluster] == parts


@pytest.mark.parametrize("lang", LANGS)
def test_linked_partners_are_no_members(case: Any, lang: str) -> None:
    plan = case.plan
    for row, shown in zip(LISTINGS["elements"].rows(plan), cells(plan, "elements", lang), strict=True):
        weight = {r: plan.term[f"rank:{r}"].weight for r in {m["rank"] for m in (*row["members"], *row["linked"])}}
        assert len({weight[m["rank"]] for m in row["members"]}) <= 1
        assert all(weight[m["rank"]] < weight[row["members"][0]["rank"]] for m in row["linked"])
        assert len(row["members"]) + len(row["linked"]) == len(plan.roles(row["id"]))
        for rank in {m["rank"] for m in row["linked"]}:
            assert plan.term[f"rank:{rank}"].name(lang) + say("text.colon", lang) in shown["linked"]
    for site in plan.sites:
        for member in (m for m in site.memberships if m.rank):
            words = say("roles.as-rank", lang, element=plan.element[member.element].name(lang),
                        rank=plan.term[f"rank:{member.rank}"].name(lang))  # fmt: skip
            assert words in site_elements(site, plan, lang)
            assert member.element not in site.member_of


def test_the_south_wing_has_two_members_and_open_lists(bundled: Any) -> None:
    plan = bundled.plan
    (south,) = (r for r in cells(plan, "elements") if r["key"] == "south")
    layout = {r["key"]: r["element"] for name in ("towns", "places") for r in cells(plan, name)}

    assert south["members"] == "山阳镇、金山第二工业区"
    assert south["linked"] == "联动：上海化学工业区、上海石化、山阳镇、漕泾镇、金山卫镇等"
    assert south["industries"] == "生物医药、新材料、节能环保等〔推断〕"
    assert south["aim"] == "产业高端化、绿色化〔推断〕"
    assert {k for k, v in layout.items() if v == "南翼（联动）"} == {"caojing", "jinshanwei", "scip", "sinopec"}
    assert layout["shanyang"] == layout["jinshan-iz2"] == "南翼"
    assert layout["everdisplay"] == "节点（联动）〔推断〕"
    matrix = text_of(chains_panel(plan, "zh"))
    assert "山阳镇〔推断〕、金山第二工业区〔推断〕" in matrix
    assert matrix.count("节能环保〔推断〕") == 2
    overview = text_of(overview_panel(plan, "zh"))
    assert south["linked"] in overview
    assert f"整体方向：{south['industries']}" in overview
    assert plan.element["south"].ground("zh") in overview


def test_a_list_that_the_plan_leaves_open_ends_so(bundled: Any) -> None:
    plan = bundled.plan
    rows = {r["key"]: r["industries"] for name in ("towns", "places") for r in cells(plan, name)}
    roles = {(r["element"], r["site"]): r["industries"] for r in cells(plan, "roles")}
    facts = PlanFacts(plan)
    grid = role_table(plan, view(plan, "zh", element=("south",)), "zh")

    for key in ("fengjing", "zhujing", "jinshan-iz", "shanyang", "jinshan-iz2"):
        assert rows[key].removesuffix("〔推断〕").endswith("等")
    assert rows["tinglin"] == "智能工控、信息技术、健康食品"
    assert roles["一体", "金山工业区"].endswith("等")
    assert roles["一体", "湾区科创中心"] == "主导：战略性新兴产业研发、总部办公"
    assert site_card.tooltip_lines(plan.site["fengjing"], plan, "zh")[-2].endswith("集成服务等")
    assert "集成服务等" in text_of(site_card.full_card(plan.site["fengjing"], plan, "zh"))
    assert fill_placeholders("{names:members.south.partner}", facts, "zh")[0].endswith("金山卫镇等")
    assert fill_placeholders("{names:members.south.member}", facts, "zh")[0] == "山阳镇、金山第二工业区"
    assert fill_placeholders("{count:members.south}", facts, "zh")[0] == "2"
    assert fill_placeholders("{names:industries.south}", facts, "zh")[0].endswith("节能环保〔推断〕等")
    assert grid is not None
    assert "生物医药、新材料、节能环保等〔推断〕" in grid.grid.rows[0]
    assert "金山卫镇等" in str(grid.grid.rows[-1][0])


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_read_as_the_whole_of_an_element_is_marked_and_says_why(case: Any, lang: str) -> None:
    plan = case.plan
    tables = [n for n in walk(tables_panel(plan, lang)) if n[0] == "tr" and n[1].get("data-element")]
    for element in (e for e in plan.elements if e.industries):
        (row,) = (n for n in tables if n[1]["data-element"] == element.id and "data-site" not in n[1])
        assert say(f"card.{element.basis}", lang) in text_of(row)
        assert element.ground(lang) in text_of(row)
        for site in (s for s in plan.sites if any(c.via == element.id for c in s.carries)):
            assert element.ground(lang) in text_of(site_card.full_card(site, plan, lang))
            for carry in (c for c in site.carries if c.via == element.id and c.cluster):
                assert carry.basis == "inferred" or element.basis == "stated"
                name = plan.part[carry.segment].name(lang) if carry.segment else carry.industry(lang)
                words = f"{say('matrix.part', lang)} {mark_inferred(name, carry.basis, lang)}"
                assert any(text_of(n).startswith(words) for n in walk(chains_panel(plan, lang)) if n[0] == "span")


@pytest.mark.parametrize("lang", LANGS)
def test_a_slide_cites_where_the_targets_of_its_chart_stand(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    chart = CHARTS["targets"](plan, lang)
    items = [i for c in plan.industrial_clusters for i in (c, *c.segments)]

    assert chart is not None
    assert set(chart.refs) == {r for i in items for r in i.target_refs}
    # So many places are cited by the numbered sections that they stand in, no coarser.
    cited = citations(chart.refs, plan, lang)
    sections = {re.sub(r"\s.*$", "", r.locator) for r in chart.refs}
    assert cited == tuple(citation((Ref(plan.edition.refs[0].source, s),), plan, lang) for s in sorted(sections))
