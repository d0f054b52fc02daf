"""An investor's conditions are read, or all that is wrong with them is named; held against places, none is lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.languages import LANGS, Text
from geodata.officer_fields import conditions
from layout.matching.condition_words import all_conditions, condition_keys, fold_words
from layout.matching.need_outcomes import exclusions, weigh_needs
from layout.matching.need_records import MET, NEED_STATES, NOT_MET, UNKNOWN, PlaceFact
from layout.matching.need_words import need_text
from layout.matching.needs import MOST_LETTERS, MOST_NEEDS, Need, parse_needs
from layout.plan.model import Plan
from layout.promotion.known_facts import known_facts
from tests.conftest import EDITIONS, case_of
from tests.promotion.facts import HEAD, matched, mini_plan

CASES = json.loads((Path(__file__).parents[1] / "data/facts/needs.json").read_text(encoding="utf-8"))
FACTS = (
    HEAD
    + "织造园,可供土地面积,60,亩,招商办,2026-05-31,\n织造园,层高,8–12,米,招商办,2020-01-01,\n"
    + "织造园,火灾危险性类别,丙类及以下,,招商办,,\n织造园,可供地块,10,亩,甲,2026-01-01,\n织造园,可供地块,40,亩,乙,2026-02-01,\n"
    + "织造园,废气,有条件,,甲,2026-01-01,\n织造园,入驻企业,织机配件与浆料公司,,甲,2026-01-01,\n"
)
LOOM, GEAR, BAKE = "loom-yard", "gear-hall", "bake-street"


def written(need: Need) -> str:
    """Return a condition as the cases have it."""
    value = " ".join(need.choices) or need.words or f"{need.value.normalize():f}" if need.value is not None else need.words
    return f"{need.condition.id} {need.sign} {' '.join(need.choices) or value}"


def states(text: str, site: str = LOOM, plan: Plan | None = None) -> list[str]:
    """Return what comes of conditions at a site of the invented district."""
    reading = parse_needs(text)
    assert reading.faults == ()
    (row,) = weigh_needs(plan or mini_plan(), reading.needs, known_facts(matched(FACTS).facts), [site])
    return [outcome.state for outcome in row.outcomes]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40] or "empty")
def test_conditions_are_read_or_named(case: dict[str, Any]) -> None:
    reading = parse_needs(case["text"])

    assert [written(need) for need in reading.needs] == case["needs"]
    assert [fault.text("en").partition(". ")[0] for fault in reading.faults] == case.get("en", [])
    assert all(fault.text("zh") != fault.text("en") for fault in reading.faults)


@given(st.text(max_size=MOST_LETTERS + 20))
def test_any_text_is_read_without_an_error(text: str) -> None:
    reading = parse_needs(text)

    assert len(reading.needs) <= MOST_NEEDS
    assert reading.needs or reading.faults or not re.search(r"[^\s,，、;；]", text) or not text.strip().isprintable()


@given(
    st.lists(
        st.tuples(st.sampled_from(["area", "层高", "荷载", "port", "rent", "hazard", "supplier"]),
                  st.sampled_from([">=", "≤", "=", "不低于", "at most", ""]),
                  st.text("0123456789.,-–亩米tkm甲乙以上a ", max_size=12)),
        max_size=8,
    ),
    st.sampled_from([";", ", ", "，", "\n"]),
)  # fmt: skip
def test_anything_like_conditions_gives_sound_ones(parts: list[tuple[str, str, str]], between: str) -> None:
    for need in parse_needs(between.join("".join(part) for part in parts)).needs:
        assert need.condition.is_number == (need.value is not None)
        assert need.value is None or (need.value.is_finite() and need.value >= 0)
        assert all(need_text(need)(lang) for lang in LANGS)


def test_too_long_and_too_many_are_named() -> None:
    assert "more than 1,000 characters" in parse_needs("a" * (MOST_LETTERS + 1)).faults[0].text("en")
    many = parse_needs(";".join(["area>=1亩"] * (MOST_NEEDS + 1)))
    assert len(many.needs) == MOST_NEEDS and "more than 20 conditions" in many.faults[0].text("en")


def test_every_field_that_says_so_is_a_condition_and_no_two_share_a_name() -> None:
    rows = all_conditions()
    assert {field.id for field in conditions()} < set(rows) and {"port", "airport", "motorway", "rail", "supplier"} < set(rows)
    for row in rows.values():
        assert all(row.name.texts[: len(LANGS)]) and not re.search(r"[㐀-鿿]", row.name("en"))
        assert all(condition_keys()[fold_words(name)] == row.id for name in row.names), row.id


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("area>=60亩", MET), ("area>=4公顷", MET), ("area>60亩", NOT_MET), ("area>=61亩", NOT_MET), ("area<=60亩", MET),
        ("层高>=8m", MET), ("层高>=9m", UNKNOWN), ("层高>=13m", NOT_MET), ("层高<=12m", MET),
        ("hazard=丙", MET), ("hazard=丙、丁", MET), ("hazard=甲", NOT_MET), ("hazard=乙、丙", NOT_MET),
        ("plot>=30亩", MET), ("plot>=50亩", NOT_MET), ("power>=1MVA", UNKNOWN), ("exhaust=可受理", UNKNOWN),
        ("supplier=浆料", MET), ("supplier=quantum widgets", UNKNOWN),
        ("motorway<=8km", MET), ("motorway<=5km", NOT_MET), ("motorway<=6km", UNKNOWN), ("port<=90km", UNKNOWN),
    ],
)  # fmt: skip
def test_each_condition_is_met_not_met_or_not_known(text: str, state: str) -> None:
    assert states(text) == [state]


def test_nothing_is_known_of_a_place_without_position_and_of_one_that_has_moved() -> None:
    assert states("motorway<=900km; area>=1亩", BAKE) == [UNKNOWN, UNKNOWN]
    # From where it was, all is within.
    assert states("motorway<=900km", GEAR) == [UNKNOWN]
    moved = weigh_needs(mini_plan(), parse_needs("motorway<=900km").needs, {}, [GEAR])[0].outcomes[0]
    assert "from the former site" in moved.text("en") and "原址" in moved.text("zh") and moved.question("en")


def test_to_be_far_a_place_has_to_be_far_from_all_hubs() -> None:
    plan = mini_plan()
    site = plan.site[LOOM]
    near = next(d for d in site.distances if d.kind == "expressway")
    far = replace(near, metres=50_000, least=49_000, most=51_000)
    both = replace(site, distances=(near, far))
    two = replace(plan, sites=tuple(both if s.id == LOOM else s for s in plan.sites))

    assert states("motorway>=20km", LOOM, two) == [NOT_MET] and states("motorway<=20km", LOOM, two) == [MET]


def test_an_outcome_says_whose_and_of_when_and_a_question_what_to_ask() -> None:
    needs = parse_needs("area>=60亩; 层高>=9m; power>=1MVA; hazard=丙").needs
    (row,) = weigh_needs(mini_plan(), needs, known_facts(matched(FACTS).facts), [LOOM])
    area, height, power, hazard = row.outcomes

    assert area.text("en") == "60 mu (招商办 (zh), 2026-05-31)" and (area.owner, area.day) == ("招商办", date(2026, 5, 31))
    assert height.stale and "old, check it before use" in height.text("en")
    assert height.question("en") == "Ask Loom Yard: Floor height: at least 9 m? Known so far: 8–12 m"
    assert power.question("zh") == "请向织造园了解：供电容量不低于 1 兆伏安，能否满足" and power.basis == ""
    assert "no date given" in hazard.text("en") and not hazard.question
    assert (row.is_excluded, row.count(MET), row.count(UNKNOWN)) == (False, 2, 2)


def test_what_would_be_dropped_is_told_before_it_is_and_the_unknown_never_is() -> None:
    needs = parse_needs("area>=61亩; power>=1MVA").needs
    rows = weigh_needs(mini_plan(), needs, known_facts(matched(FACTS).facts), [LOOM, GEAR, BAKE])

    assert [row.site for row in rows] == [LOOM, GEAR, BAKE] and [row.is_excluded for row in rows] == [True, False, False]
    assert [sites for _, sites in exclusions(needs, rows)] == [(LOOM,), ()]


@pytest.mark.parametrize(("root", "district", "edition"), EDITIONS)
def test_without_facts_nothing_is_excluded_but_by_distance(root: Path, district: str, edition: str) -> None:
    plan = case_of(root, district, edition).plan
    needs = parse_needs("area>=50亩; hazard=甲; port<=40km; motorway<=3km; rail<=9km; supplier=食品").needs
    sites = [site.id for site in plan.sites]
    rows = weigh_needs(plan, needs, {}, sites)

    assert [row.site for row in rows] == sites
    for row in rows:
        for need, outcome in zip(needs, row.outcomes, strict=True):
            assert outcome.state in NEED_STATES and all(outcome.text(lang) for lang in LANGS)
            assert bool(outcome.question) == (outcome.state == UNKNOWN)
            assert outcome.state != NOT_MET or need.condition.kind == "distance"
            assert outcome.state == UNKNOWN or outcome.basis
            assert outcome.basis != "public" or outcome.refs


def test_a_text_that_no_number_is_known_of_decides_nothing() -> None:
    fact = PlaceFact(Text("很多", "plenty"), "a", None)
    needs = parse_needs("area>=1亩").needs

    assert weigh_needs(mini_plan(), needs, {LOOM: {"land-on-offer": (fact,)}}, [LOOM])[0].outcomes[0].state == UNKNOWN
    assert needs[0].value == Decimal(1)
