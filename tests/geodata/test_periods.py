"""What exists in the time of an edition: its sites, its towns and their borders, its names."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geodata.check import list_faults
from geodata.faults import stopping
from geodata.load import load_dataset
from geodata.periods import edition_period
from layout.audit.report import audit_report
from layout.comparison.changes import compare_editions
from layout.comparison.words import change_details
from layout.lists.columns import shown_columns
from layout.lists.listings import LISTINGS
from layout.panels.site_card import full_card, tooltip_lines
from layout.plan.join import join
from layout.plan.model import Plan
from layout.plan.shapes import compute_shapes
from layout.words.nodes import text_of

OLD, NEW = "2016-2020", "2021-2025"


def edit(root: Path, file: str, change: Callable[[list[dict[str, Any]]], None]) -> None:
    """Edit the features of a file of the mini district."""
    path = root / "mini" / file
    whole = json.loads(path.read_text(encoding="utf-8"))
    change(whole["features"])
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def add_park(root: Path, since: str, until: str = "") -> None:
    """Add a park of the town level that exists for a time."""

    def change(features: list[dict[str, Any]]) -> None:
        park = json.loads(json.dumps(features[2]))
        park["properties"] |= {"id": "late-park", "name_zh": "新园", "name_en": "Late Park", "aliases": [],
                               "valid_from": since, "valid_to": until}  # fmt: skip
        features.append(park)

    edit(root, "parks.geojson", change)


def split_town(root: Path, day: str) -> None:
    """Split the town of ding into two from a day on: they bear its ground, and one its name."""

    def change(features: list[dict[str, Any]]) -> None:
        whole = features[3]
        whole["properties"]["valid_to"] = day
        for n, (name, west, east) in enumerate((("ding-west", 150.1, 150.15), ("ding-east", 150.15, 150.2))):
            part = json.loads(json.dumps(whole))
            part["properties"] |= {
                "id": name, "name_zh": "丁镇" if n else "戊镇", "name_en": "Ding Town" if n else "Wu Town",
                "aliases": [], "valid_from": day, "valid_to": "", "label_lon": (west + east) / 2,
            }  # fmt: skip
            part["geometry"]["coordinates"] = [
                [[west, 20.0], [east, 20.0], [east, 20.1], [west, 20.1], [west, 20.0]]
            ]
            features.append(part)
        # A neighbour shares the new corner.
        features[1]["geometry"]["coordinates"][0].insert(1, [150.15, 20.1])
        whole["geometry"]["coordinates"][0].insert(3, [150.15, 20.1])

    edit(root, "towns.geojson", change)

    def harbour(features: list[dict[str, Any]]) -> None:
        features[1]["properties"]["town"] = "ding"

    edit(root, "places.geojson", harbour)


def plan_of(root: Path, edition: str) -> Plan:
    assert [f.text("en") for f in stopping(list_faults(root, "mini", edition))] == []
    return join(load_dataset(root, "mini", edition))


def state_of(plan: Plan, claim: str) -> str:
    return next(f.state for group in audit_report(plan) for f in group.findings if f.claim.id == claim)


@pytest.mark.parametrize(
    ("day", "date", "expected"),
    [("2021-06", "2021-03", "2021-06-01"), ("", "2021-03", "2021-03-01"), ("", "", "2020-12-31")],
)
def test_the_day_is_its_own_or_that_of_its_source_or_the_end_of_the_base_year(
    day: str, date: str, expected: str
) -> None:
    plan = {"from_year": 2021, "to_year": 2025, "base_year": 2020, "day": day, "source": "p:1;q"}
    period = edition_period(plan, {"p": date, "q": "" if not date else "1999"})

    assert (period.first, period.end, period.day) == ("2021-01-01", "2026-01-01", expected)


def test_a_park_of_after_the_plan_is_not_in_it(root: Path) -> None:
    add_park(root, "2026-01-01")
    plan = plan_of(root, NEW)

    assert "late-park" not in plan.site
    assert state_of(plan, "parks-number") == "closes"


def test_a_park_that_begins_within_the_plan_is_shown_as_that_and_not_counted(root: Path) -> None:
    add_park(root, "2023-05-01", "2025-03")
    plan = plan_of(root, NEW)

    assert state_of(plan, "parks-number") == "closes"
    assert [len(plan.parks), len(plan.parks_on_day)] == [4, 3]
    for lang, words in (("zh", "2023-05-01 起；2025-03 起不再存在"), ("en", "since 2023-05-01; no longer from 2025-03")):
        site = plan.site["late-park"]
        assert words in text_of(full_card(site, plan, lang))
        assert any(words in line for line in tooltip_lines(site, plan, lang))
        rows = LISTINGS["parks"].rows(plan)
        cells = [
            str(c.cell(r, plan, lang))
            for r in rows
            for c in LISTINGS["parks"].columns
            if r["id"] == "late-park"
        ]
        assert any(words in cell for cell in cells)
    assert "late-park" not in plan_of(root, OLD).site


def test_an_edition_has_the_towns_and_borders_of_its_day(root: Path) -> None:
    split_town(root, "2018-01-01")
    old = load_dataset(root, "mini", OLD)
    plan = join(old)

    # Each of the three exists at some time within 2016–2020, ding alone on the day the plan is of.
    assert {"ding", "ding-west", "ding-east"} <= set(plan.site)
    assert {t.id for t in plan.towns} == {"jia", "yi", "bing", "ding"}
    assert set(compute_shapes(old, plan).towns) == {"jia", "yi", "bing", "ding"}
    assert [f.text("en") for f in list_faults(root, "mini", OLD)] == []


def test_a_town_of_another_time_is_a_fault_where_an_edition_names_it(root: Path) -> None:
    split_town(root, "2018-01-01")
    faults = [(f.file, f.field, f.text("en")) for f in list_faults(root, "mini", NEW)]

    assert [f[:2] for f in faults] == [
        ("places.geojson", "town"),
        ("plans/2021-2025/layout.csv", "member"),
    ]
    assert "'ding' exists from … to 2018-01-01 only, this edition is of 2021 to 2025" in faults[1][2]
    assert "ding does not exist in 2021–2025, when the site does" in faults[0][2]


def test_an_outline_is_cut_from_a_town_of_the_day(root: Path) -> None:
    def change(features: list[dict[str, Any]]) -> None:
        features[2]["properties"]["valid_from"] = "2022"

    edit(root, "towns.geojson", change)
    texts = [f.text("en") for f in list_faults(root, "mini", NEW)]

    assert any("it is drawn from 'bing', which there is not on 2021-03-01" in t for t in texts)


@pytest.mark.parametrize("outline", [{"union": "yi;closed"}, {"part": {"of": "yi", "side": "west", "along": "closed"}}])
def test_an_outline_is_drawn_from_sites_of_its_time(root: Path, outline: dict[str, Any]) -> None:
    def change(features: list[dict[str, Any]]) -> None:
        closed = copy.deepcopy(next(f for f in features if f["properties"]["id"] == "hall"))
        closed["geometry"]["coordinates"], closed["properties"]["town"] = [150.15, 20.16], "yi"
        later = copy.deepcopy(closed)
        closed["properties"] |= {"id": "closed", "area_km2": 2, "outline": {"disc": True}, "valid_to": "2018"}
        later["properties"] |= {"id": "made", "outline": outline}
        for feature, name in ((closed, "示旧地"), (later, "示新地")):
            feature["properties"] |= {"name_zh": name, "name_en": name, "aliases": []}
        features += [closed, later]

    edit(root, "places.geojson", change)
    texts = [f.text("en") for f in list_faults(root, "mini", NEW) if f.severity == "fault"]

    assert len(texts) == 1 and "it is drawn from 'closed', which there is not on 2021-03-01" in texts[0]


def add_zone(root: Path, since: str, until: str, **properties: Any) -> None:
    """Add a zone to the east of the district that exists for a time."""

    def change(features: list[dict[str, Any]]) -> None:
        zone = json.loads(json.dumps(features[0]))
        zone["properties"] |= {"id": "late-zone", "name_zh": "新区", "name_en": "Late Zone", "aliases": [],
                               "outline": None, "valid_from": since, "valid_to": until, **properties}  # fmt: skip
        zone["geometry"] = {"type": "Point", "coordinates": [150.25, 20.05]}
        features.append(zone)

    edit(root, "places.geojson", change)


def add_town(root: Path, since: str) -> None:
    """Add a town on new land to the east that exists from a day on."""

    def change(features: list[dict[str, Any]]) -> None:
        town = json.loads(json.dumps(features[3]))
        ring = [[150.2, 20.0], [150.3, 20.0], [150.3, 20.1], [150.2, 20.1], [150.2, 20.0]]
        town["geometry"]["coordinates"] = [ring]
        town["properties"] |= {"id": "wu", "name_zh": "戊镇", "name_en": "Wu Town", "aliases": [],
                               "label_lon": 150.25, "label_lat": 20.05, "valid_from": since}  # fmt: skip
        features.append(town)

    edit(root, "towns.geojson", change)


@pytest.mark.parametrize(
    "properties",
    [
        {"town": "wu"},
        {"town": "wu", "outline": {"cut": "wu", "side": "south", "at": 20.05}},
        {"town": "wu", "outline": {"sides": {"north": 20.08, "south": 20.02, "west": "wu", "east": "wu"}}},
    ],
    ids=["point", "cut", "sides"],
)
def test_a_place_that_is_not_there_yet_may_lie_in_a_town_that_is_not(
    root: Path, properties: dict[str, Any]
) -> None:
    add_town(root, "2023")
    add_zone(root, "2024", "", **properties)
    plan = plan_of(root, NEW)

    assert "late-zone" in plan.site
    assert {t.id for t in plan.towns} == {"jia", "yi", "bing", "ding"}


def test_a_place_on_the_day_lies_in_no_town_that_is_not_there_yet(root: Path) -> None:
    add_town(root, "2023")
    add_zone(root, "2020", "", town="wu")

    texts = [f.text("en") for f in stopping(list_faults(root, "mini", NEW))]
    assert any("feature 5 (late-zone), geometry: the point lies" in text for text in texts)


@pytest.mark.parametrize("day", ["2021-03", "2022-06"])
def test_a_place_lies_in_no_town_of_another_time_than_its_own(root: Path, day: str) -> None:
    add_town(root, "2023")
    add_zone(root, "2022-01", "2023", town="wu")
    plan = root / "mini/plans/2021-2025/plan.toml"
    plan.write_text(f'day = "{day}"\n' + plan.read_text(encoding="utf-8"), encoding="utf-8")

    texts = [f.text("en") for f in stopping(list_faults(root, "mini", NEW))]
    assert any("(late-zone), town: wu does not exist in 2022, when the site does" in text for text in texts)


def test_no_town_on_the_day_is_a_fault(root: Path) -> None:
    def change(features: list[dict[str, Any]]) -> None:
        for feature in features:
            feature["properties"]["valid_from"] = "2022"

    edit(root, "towns.geojson", change)

    assert any("no town exists on 2021-03-01" in f.text("en") for f in list_faults(root, "mini", NEW))


def test_a_gap_between_towns_of_the_day_is_a_fault(root: Path) -> None:
    def change(features: list[dict[str, Any]]) -> None:
        ring = features[0]["geometry"]["coordinates"][0]
        features[0]["geometry"]["coordinates"][0] = [[x - 0.0001 if x > 150.05 else x, y] for x, y in ring]

    edit(root, "towns.geojson", change)

    assert any(f.field == "geometry" for f in list_faults(root, "mini", NEW))


def test_a_site_bears_the_name_of_the_edition_and_is_found_by_all(root: Path) -> None:
    old, new = (plan_of(root, e).site["loom-yard"] for e in (OLD, NEW))

    assert [old.name(lang) for lang in ("zh", "en")] == ["纺织基地", "Cloth Base"]
    assert [new.name(lang) for lang in ("zh", "en")] == ["织造园", "Loom Yard"]
    for site in (old, new):
        names = {*site.name.texts, *(n for a in site.aliases for n in a.text.texts)}
        assert {"纺织基地", "Cloth Base", "织造园", "Loom Yard", "织造"} <= names


def test_a_title_counts_on_the_day_on_which_it_holds(root: Path) -> None:
    def change(features: list[dict[str, Any]]) -> None:
        spans = [("", "2020"), ("2019", ""), ("2023", ""), ("2026", "")]
        features[2]["properties"]["titles"] = [
            {"level": "upper", "name_zh": f"第{n}号", "from": since, "to": until, "source": "survey"}
            for n, (since, until) in enumerate(spans)
        ]

    edit(root, "parks.geojson", change)
    site = plan_of(root, NEW).site["bake-street"]

    assert [t.name("zh") for t in site.titles] == ["第1号", "第2号"]
    assert site.levels_on("2021-03-01") == ("lower", "upper")
    assert site.levels_on("2018-01-01") == ("lower",)


def test_a_parent_of_another_time_gives_way_to_the_next_above_it(root: Path) -> None:
    def works(features: list[dict[str, Any]]) -> None:
        part = json.loads(json.dumps(features[0]))
        part["properties"] |= {"id": "inner", "name_zh": "内片", "name_en": "Inner", "outline": None, "area_km2": 1,
                               "parent": "works", "valid_to": "2018"}  # fmt: skip
        features.append(part)

    def park(features: list[dict[str, Any]]) -> None:
        features[0]["properties"]["parent"] = "inner"

    edit(root, "places.geojson", works)
    edit(root, "parks.geojson", park)

    assert [plan_of(root, e).site["loom-yard"].parent for e in (OLD, NEW)] == ["inner", "works"]


def rise(features: list[dict[str, Any]]) -> None:
    """Let a park of the lower level rise to the upper one within the years of the older edition."""
    features[2]["properties"] |= {
        "level": "upper",
        "titles": [
            {"level": "lower", "name_zh": "", "name_en": "", "from": "", "to": "2019-05", "source": "survey"},
            {"level": "upper", "name_zh": "", "name_en": "", "from": "2019-05", "to": "", "source": "survey"},
        ],
    }


def test_a_park_that_rose_has_the_level_of_each_edition(root: Path) -> None:
    edit(root, "parks.geojson", rise)
    old, new = plan_of(root, OLD), plan_of(root, NEW)
    then, now = old.site["bake-street"], new.site["bake-street"]

    assert (then.level, now.level) == ("lower", "upper")
    assert [s.levels_on(p.edition.day) for s, p in ((then, old), (now, new))] == [("lower",), ("upper",)]
    cell = next(c.cell for c in LISTINGS["parks"].columns if c.heading == "level")
    rows = [next(r for r in LISTINGS["parks"].rows(p) if r["id"] == "bake-street") for p in (old, new)]
    words = [cell(row, plan, "en") for row, plan in zip(rows, (old, new), strict=True)]
    assert words == ["Town level (until 2019-05), Province level (since 2019-05)", "Province level (since 2019-05)"]
    moved = [c for c in compare_editions(old, new).of_kind("moved") if c.id == "bake-street"]
    assert [change_details(c, "en") for c in moved] == [["from “Town level” to “Province level”"]]


def test_a_level_of_another_time_is_a_fault_where_that_of_the_day_is_not_given(root: Path) -> None:
    def change(features: list[dict[str, Any]]) -> None:
        rise(features)
        del features[2]["properties"]["titles"][0]

    edit(root, "parks.geojson", change)

    assert any("it does not hold the level 'upper' on" in f.text("en") for f in list_faults(root, "mini", OLD))
    assert list_faults(root, "mini", NEW) == []


def test_a_site_lies_in_the_towns_of_the_day_as_on_the_map(root: Path) -> None:
    split_town(root, "2018-01-01")

    def lies_in(*towns: str) -> None:
        def change(features: list[dict[str, Any]]) -> None:
            features[1]["properties"]["town"] = ";".join(towns)

        edit(root, "places.geojson", change)

    lies_in("ding-east", "ding")
    old = plan_of(root, OLD)
    assert old.site["harbour"].towns == ("ding",)
    rows = {r["id"]: r for r in LISTINGS["towns"].rows(old)}
    exists = next(c for c in shown_columns(LISTINGS["towns"].columns, rows.values(), old) if c.heading == "exists")
    assert exists.cell(rows["ding-east"], old, "en") == "since 2018-01-01"
    assert "exists" not in {c.heading for c in shown_columns(LISTINGS["towns"].columns, [rows["jia"]], old)}

    lies_in("ding-east")
    texts = [f.text("en") for f in list_faults(root, "mini", OLD)]
    assert len(texts) == 1
    assert "ding-east does not exist on 2016-03-01, whose towns the map has" in texts[0]


def test_a_part_may_lie_in_a_town_that_was_gone_before_its_whole_began(root: Path) -> None:
    split_town(root, "2018-01-01")

    def places(features: list[dict[str, Any]]) -> None:
        features[1]["properties"] |= {"town": "ding-east;ding", "parent": "whole"}
        whole = json.loads(json.dumps(features[1]))
        whole["properties"] |= {"id": "whole", "name_zh": "大港", "name_en": "Whole", "aliases": [], "parent": "",
                                "town": "ding-east", "valid_from": "2021"}  # fmt: skip
        whole["geometry"]["coordinates"][0] += 0.001
        features.append(whole)

    edit(root, "places.geojson", places)

    assert plan_of(root, OLD).site["harbour"].parent == ""


def test_towns_are_added_and_dropped_as_on_the_maps_of_the_two_editions(root: Path) -> None:
    split_town(root, "2018-01-01")

    def change(features: list[dict[str, Any]]) -> None:
        features[1]["properties"]["town"] = "ding-east;ding"

    edit(root, "places.geojson", change)
    layout = root / "mini/plans" / NEW / "layout.csv"
    layout.write_text(layout.read_text(encoding="utf-8").replace(",ding,", ",ding-east,"), encoding="utf-8")
    comparison = compare_editions(plan_of(root, OLD), plan_of(root, NEW))
    towns = {c.id: (c.kind, change_details(c, "en")[1:2]) for c in comparison.changes if c.entity_type == "site"}

    # In the older edition's years there are the new towns, too, though its map has not got them. The one that
    # kept the name is the same.
    assert {k: v for k, v in towns.items() if k.startswith("ding")} == {
        "ding-west": ("added", ["since 2018-01-01"])
    }


def test_a_site_lies_in_the_towns_of_the_time(root: Path) -> None:
    split_town(root, "2021-02-01")

    def harbour(features: list[dict[str, Any]]) -> None:
        (place,) = (f["properties"] for f in features if f["properties"]["id"] == "harbour")
        place["town"] = "ding;ding-east"

    edit(root, "places.geojson", harbour)

    assert [plan_of(root, e).site["harbour"].towns for e in (OLD, NEW)] == [("ding",), ("ding-east",)]
