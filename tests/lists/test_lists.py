"""Rows and tables of the lists: documented keys, stable, the same in every language."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from geodata.faults import escape_hidden
from geodata.languages import LANGS
from layout.cli import console
from layout.lists.columns import column_headings, shown_columns
from layout.lists.listings import LISTINGS
from layout.words.glossary import say
from layout.words.widths import terminal_columns

PROMISED_KEYS = {
    "parks": "id name_zh name_en aliases level town lon lat precision_m area_km2 clusters elements source",
    "segments": "cluster segment unit source",
}


@pytest.mark.parametrize("name", LISTINGS)
def test_keys_are_those_documented(case: Any, name: str) -> None:
    for row in LISTINGS[name].rows(case.plan):
        keys = [re.sub(r"^target_\d{4}$", "target_<year>", key) for key in row]
        assert keys == list(LISTINGS[name].keys)
        assert json.loads(json.dumps(row)) == row
        assert row["source"]


@pytest.mark.parametrize("name", PROMISED_KEYS)
def test_keys_that_were_promised_are_there(name: str) -> None:
    assert set(PROMISED_KEYS[name].split()) <= set(LISTINGS[name].keys)


def test_parks_tell_clusters_with_segment_and_basis(case: Any) -> None:
    for row, park in zip(LISTINGS["parks"].rows(case.plan), case.plan.of_type("park"), strict=True):
        assert row["clusters"] == [
            {"id": k.cluster, "segment": k.segment, "basis": k.basis} for k in park.links
        ]
        assert (row["lon"] is None) == (not park.located)


def test_the_targets_key_names_the_editions_year(case: Any) -> None:
    key = f"target_{case.plan.edition.target_year}"
    for row in LISTINGS["segments"].rows(case.plan):
        target = case.plan.segment[row["segment"]].target
        if target and target.year not in (None, case.plan.edition.target_year):
            assert row[f"target_{target.year}"] == target.value and row.get(key) is None
            continue
        assert row[key] == (target and target.value)
        assert (row[key] is None) == bool(row["words_zh"] or not target)


def test_every_site_stands_in_one_list(case: Any) -> None:
    ids = [r["id"] for name in ("parks", "towns", "places") for r in LISTINGS[name].rows(case.plan)]

    assert sorted(ids) == sorted(case.plan.site)


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("lang", LANGS)
def test_tables_are_aligned(case: Any, name: str, lang: str) -> None:
    columns, rows = LISTINGS[name].columns, LISTINGS[name].rows(case.plan)
    cells = [[c.cell(r, case.plan, lang) for c in columns] for r in rows]
    headings = column_headings(columns, case.plan, lang)
    lines = console.text_table(headings, cells, [c.align_right for c in columns]).splitlines()
    edges = [m.start() for m in re.finditer("  ", lines[1])]

    assert len(lines) == len(rows) + 2
    for line in lines:
        wide = "".join(c + "\0" * (terminal_columns(c) - 1) for c in line)
        assert all(wide[e : e + 2].strip() == "" for e in edges)


@pytest.mark.parametrize(
    ("words", "width"), [("abc", 3), ("金山", 4), ("，", 2), ("e\u0301", 1), ("±", 1), ("ＡＢ", 4), ("", 0)]
)
def test_a_chinese_character_is_two_columns_wide(words: str, width: int) -> None:
    assert terminal_columns(words) == width


def test_what_a_terminal_would_obey_is_shown() -> None:
    assert escape_hidden("a\x1b[31m\u202eb\n\U000e0001") == "a\\u001B[31m\\u202Eb\\u000A\\U000E0001"


def test_figures_tell_years_groups_doubts_and_who_states_them(bundled: Any) -> None:
    plan = bundled.plan
    rows = {r["id"]: r for name in ("figures", "indicators") for r in LISTINGS[name].rows(plan)}

    assert sum(not r["as_of"] for r in LISTINGS["figures"].rows(plan)) == sum(
        s.kind == "figure" and not s.as_of for s in plan.statements
    )
    assert (rows["green-parks"]["from_year"], rows["green-parks"]["cumulated"]) == (None, True)
    assert (rows["featured-uav"]["year_basis"], rows["featured-2025"]["year_basis"]) == ("inferred", "stated")
    assert rows["parks-2020"]["population"] != rows["featured-2025"]["population"]
    for name in ("energy-intensity", "listed-firms"):
        assert rows[name]["question_zh"] and rows[name]["question_en"]
    when = next(c for c in LISTINGS["figures"].columns if c.heading == "when")
    assert when.cell(rows["green-parks"], plan, "zh") == "累计，至 2020 年〔推断〕"


def test_a_level_to_hold_is_no_target_of_the_year(bundled: Any) -> None:
    rows = {r["cluster"]: r for r in LISTINGS["clusters"].rows(bundled.plan)}

    for cluster in bundled.plan.industrial_clusters:
        row = rows[cluster.id]
        assert row["role"] == cluster.target.role
        assert (row["role"] == "target") or row[f"target_{bundled.plan.edition.target_year}"] is None
    assert {r["role"] for r in rows.values()} == {"target", "hold"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_place_of_which_only_the_town_is_known_is_not_said_to_be_nowhere(mini: Any, lang: str) -> None:
    plan = mini.plan
    place = next(s for s in plan.places if s.located and s.town and not s.parent)
    sites = tuple(replace(s, lat=None, lon=None) if s.id == place.id else s for s in plan.sites)
    changed = replace(plan, sites=sites)
    rows = LISTINGS["places"].rows(changed)
    texts = [c.cell(r, changed, lang) for r in rows for c in LISTINGS["places"].columns]

    assert say("card.within-only", lang, around=plan.site[place.town].name(lang)) in texts


@pytest.mark.parametrize("lang", LANGS)
def test_a_target_bears_its_year_where_the_heading_has_another_or_none(mini: Any, lang: str) -> None:
    """The half of a year of services, and the year of clusters where a segment's alone differs."""

    def years(plan: Any, name: str) -> list[str] | None:
        rows = LISTINGS[name].rows(plan)
        column = next((c for c in shown_columns(LISTINGS[name].columns, rows, plan) if c.heading == "when"), None)
        return [str(column.cell(r, plan, lang)) for r in rows] if column else None

    plan = mini.plan
    assert years(plan, "clusters") is years(plan, "services") is None
    half = {c.id: replace(c.target, months="1-6") for c in plan.clusters if c.kind == "services" and c.target}
    clusters = tuple(replace(c, target=half.get(c.id, c.target)) for c in plan.clusters)
    assert say("months.1-6", lang, year=plan.edition.target_year) in (years(replace(plan, clusters=clusters), "services") or ())

    many = {c.id: replace(c.target, form="ratio", unit="倍", from_year=2020) for c in plan.industrial_clusters if c.target}
    clusters = tuple(replace(c, target=many.get(c.id, c.target)) for c in plan.clusters)
    assert f"2020–{plan.edition.target_year}" in (years(replace(plan, clusters=clusters), "clusters") or ())

    first = next(c for c in plan.clusters if c.segments and c.segments[0].target)
    late = replace(first.segments[0], target=replace(first.segments[0].target, year=2027))
    other = replace(first, segments=(late, *first.segments[1:]))
    untold = replace(next(c for c in plan.industrial_clusters if c.id != first.id), target=None, target_statement="")
    swapped = {c.id: c for c in (other, untold)}
    shown = years(replace(plan, clusters=tuple(swapped.get(c.id, c) for c in plan.clusters)), "clusters") or []
    assert set(shown) == {str(plan.edition.target_year), ""}


def test_links_of_chains_give_grounds_only_where_there_are_any(case: Any) -> None:
    for name in ("chains", "chain-lists"):
        for row in LISTINGS[name].rows(case.plan):
            for lang in LANGS:
                grounds = [t[f"ground_{lang}"] for t in row["ties"] if t[f"ground_{lang}"]]
                assert bool(row[f"ground_{lang}"]) == bool(grounds)
                assert not row[f"ground_{lang}"].endswith(say("text.colon", lang))
