"""Counts of anything against what a plan says, and wholes that a part and its share come to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from geodata.catalog import catalog
from geodata.count_limits import LIMITS
from geodata.languages import LANGS
from layout.audit import formula_words, sentences
from layout.audit.counts import counted_names
from layout.audit.findings import CLOSES, DIFFERS, QUESTION
from layout.plan.belonging import split_roles
from layout.plan.model import Plan
from tests.audit.statements import claim, finding_of, statement
from tests.conftest import CORRIDOR, case_of

SHARE = {"measure": "share", "unit": "%"}


def counted(plan: Plan, what: str, *among: str) -> int:
    """Count what a claim of the kind count counts."""
    return len(counted_names(claim("count", "", "s", counted=what, among=among), plan))


@pytest.mark.parametrize("what", LIMITS)
def test_everything_that_may_be_counted_is_counted(bundled: Any, what: str) -> None:
    if what != "members":
        assert counted(bundled.plan, what) >= 0


def test_members_of_an_element_are_counted_once_and_without_what_is_only_linked(bundled: Any) -> None:
    plan = bundled.plan
    for element in plan.elements:
        leading, linked = split_roles(element, plan)
        assert counted(plan, "members", element.id) == len({r.member for r in leading})
        for rank in {r.rank for r in linked}:
            members = {r.member for r in linked if r.rank == rank}
            assert counted(plan, "members", element.id, rank) == len(members)


def test_members_of_levels_chains_classes_kinds_and_sites_are_counted(bundled: Any) -> None:
    plan = bundled.plan
    for level in plan.district.levels:
        assert counted(plan, "parks", level.id) == sum(p.level == level.id for p in plan.parks)
    for chain in plan.chains:
        assert counted(plan, "members", chain.id) == counted(plan, "links", chain.id) == len(chain.links)
    for group in plan.edition.classes:
        of_class = [s for s in plan.statements if s.kind == "indicator" and s.group == group.id]
        assert counted(plan, "members", group.id) == len(of_class)
    for kind in plan.district.kinds:
        in_scope = [s for s in plan.sites if s.kind == kind.id and s.in_scope]
        assert counted(plan, "members", kind.id) == len(in_scope)
    for town in plan.towns:
        zones = [z.id for z in plan.places if z.town == town.id and not (z.outline and z.outline.kind == "cut")]
        parks = [p for p in plan.parks if town.id in p.towns or (not p.towns and p.parent in zones)]
        assert counted(plan, "parks", town.id) == len(parks)


@pytest.mark.parametrize(
    ("among", "names"),
    [
        (("featured",), ["示廊经开板块", "四至园", "示廊综合园", "未详基地"]),
        (("plates", "featured"), ["示廊经开板块"]),
        (("smart-plate",), ["三区块园", "园中示园", "四至园"]),
        (("blocks-park",), ["园中示园"]),
        (("pillars",), ["电子信息", "高端装备", "新材料", "生物医药", "智能汽车", "低空装备"]),
        (("future",), ["量子示业"]),
        (("making",), ["示廊经开板块", "智造板块", "新材板块"]),
    ],
)
def test_titles_parents_themes_and_groups_have_members(among: tuple[str, ...], names: list[str]) -> None:
    """Of a park within a park, of several levels at once, and of a cluster in two schemes: the corridor's plan."""
    (entry,) = catalog(CORRIDOR)
    plan = case_of(CORRIDOR, entry.id, entry.default_edition).plan
    members = counted_names(claim("count", "", "s", counted="members", among=among), plan)

    assert sorted(n("zh") for n in members) == sorted(names)


def test_ids_of_one_sort_widen_and_of_several_narrow(bundled: Any) -> None:
    plan = bundled.plan
    levels = [t.id for t in plan.district.levels]
    town = next(p.town for p in plan.parks if p.town and p.level)
    both = [p for p in plan.parks if p.town == town and p.level in levels[:2]]

    assert counted(plan, "parks", *levels) == sum(p.level in levels for p in plan.parks)
    assert counted(plan, "parks", *levels[:2], town) == len(both)


@pytest.mark.parametrize(("stated", "state"), [(0, CLOSES), (1, DIFFERS)])
def test_a_number_of_members_is_held_against_what_the_plan_says(
    bundled: Any, stated: int, state: str
) -> None:
    element = bundled.plan.elements[0]
    members = {r.member for r in split_roles(element, bundled.plan)[0]}
    words = statement("s", str(len(members) + stated), measure="count", unit="个")
    audited = claim("count", "", "s", counted="members", among=(element.id,))
    finding = finding_of(bundled, audited, words)

    assert (finding.state, finding.computed) == (state, len(members))
    for lang in LANGS:
        formula = formula_words.formula_text(finding.result, lang) if finding.result else ""
        assert all(bundled.plan.site[name].name(lang) in formula for name in members)


def test_a_part_and_its_share_come_to_a_whole(bundled: Any) -> None:
    part, share = statement("a", "1359.24"), statement("b", "36.6", **SHARE)
    follows = finding_of(bundled, claim("consequence", "a b", by="whole"), part, share)

    assert follows.state == QUESTION and ("unstated", ()) in follows.reasons
    assert round(follows.computed or Decimal(0)) == 3714 and follows.unit == "亿元"
    assert (follows.low or 0) < 3709 and (follows.high or 0) > 3718
    words = {lang: sentences.finding_sentence(follows, lang) for lang in LANGS}
    assert "3,713.8" in words["zh"] and "36.6 %" in words["zh"] and "规划没有写出" in words["zh"]
    assert "CNY 371.4 bn" in words["en"] and "36.6 %" in words["en"] and "does not state" in words["en"]
    result = follows.result
    assert result and formula_words.formula_in_numbers(result) == "1359.24 / 36.6 = 3713.8"


@pytest.mark.parametrize(("whole", "state"), [("3714", CLOSES), ("3800", DIFFERS)])
def test_a_whole_is_held_against_a_stated_total(bundled: Any, whole: str, state: str) -> None:
    part, share = statement("a", "1359.24"), statement("b", "36.6", **SHARE)
    for kind, by in (("whole", ""), ("consequence", "whole")):
        finding = finding_of(bundled, claim(kind, "a b", "s", by=by), part, share, statement("s", whole))
        assert finding.state == state
        assert whole[1:] in sentences.finding_sentence(finding, "zh")


def test_figures_of_parts_of_a_district_are_summed(bundled: Any) -> None:
    sites = [site.id for site in bundled.plan.sites[:2]]
    parts = [replace(statement(f"p{n}", "10"), site=site) for n, site in enumerate(sites)]
    finding = finding_of(bundled, claim("sum", "p0 p1", "s"), *parts, statement("s", "20"))

    assert (finding.state, finding.computed) == (CLOSES, 20)
