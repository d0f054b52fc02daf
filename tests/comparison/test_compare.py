"""Two editions side by side: what is found, what is not, and that it reads the same both ways."""

from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.check import list_faults
from geodata.faults import stopping
from geodata.languages import LANGS
from geodata.load import load_dataset
from layout.briefing.plan_facts import PlanFacts
from layout.charts import CHARTS
from layout.comparison.changes import (
    CHANGE_KINDS,
    ENTITY_TYPES,
    Change,
    Comparison,
    compare_editions,
    counterpart,
    in_order,
)
from layout.comparison.pairing import Candidate, pair_candidates, shared_keys
from layout.comparison.shift import Shift, figure_shift
from layout.monitoring.outcomes import target_outcomes
from layout.panels.targets import targets_panel
from layout.plan.join import join
from layout.plan.model import Alias, Figure, Plan, Text
from layout.plan.site_names import name_on_day
from layout.words.nodes import text_of, walk
from tests.conftest import BELTS, MINI, case_of

DATA = Path(__file__).parents[1] / "data"
CASES = tomllib.loads((DATA / "compare.toml").read_text(encoding="utf-8"))["case"]
OLD, NEW = "2016-2020", "2021-2025"


def edition(name: str) -> Plan:
    """Give one of the mini district's two editions."""
    return case_of(MINI, "mini", name).plan


def with_revision(plan: Plan) -> tuple[Plan, str]:
    """Give a plan whose first indicator was revised, under another id and name."""
    first = plan.indicators[0]
    revised = replace(first, id="set-anew", name=Text("中期调整后的数", "As set anew"), aliases=(), replaces=first.id)
    fields = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    return Plan(**fields | {"statements": (*plan.statements, revised)}), first.id


def test_a_revised_indicator_is_compared_as_one() -> None:
    plan, _ = with_revision(edition(NEW))
    before, after = (compare_editions(edition(OLD), p) for p in (edition(NEW), plan))

    for kind in ("added", "dropped"):
        ids = [[c.id for c in compared.of_kind(kind) if c.entity_type == "indicator"] for compared in (before, after)]
        assert ids[0] == ids[1]
    # The other way round the former name leads to it too.
    assert not [c for c in compare_editions(edition(NEW), plan).of_kind("added") if c.entity_type == "indicator"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_revised_indicator_is_counted_as_one(lang: str) -> None:
    (plan, name), unrevised = with_revision(edition(NEW)), edition(NEW)
    assert name not in {s.id for s in plan.indicators}

    for chart in (CHARTS["indicators"](p, lang) for p in (plan, unrevised)):
        assert str(len(unrevised.indicators)) in chart.subtitle
    headings = [text_of(n) for n in walk(targets_panel(plan, lang)) if n[0] == "h2" and n[1].get("id") == "indicators"]
    assert [w for w in headings[0].split() if w.isdigit()] == [str(len(unrevised.indicators))]
    for facts in (PlanFacts(plan), PlanFacts(unrevised)):
        assert len(facts.sets["indicators"]) == len(unrevised.indicators)
        assert len(facts.sets["figures.target"]) == len(PlanFacts(unrevised).sets["figures.target"])


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    """Compare the two."""
    return compare_editions(edition(OLD), edition(NEW))


def edited_edition(folder: Path, edits: list[list[str]]) -> Plan:
    """Join a copy of the newer mini edition after some edits, each of which must find its place."""
    root = Path(shutil.copytree(MINI, folder / "root"))
    plans = root / "mini/plans" / NEW
    for file, old, new in edits:
        path = plans / file
        text, n = re.subn(old, new, path.read_text(encoding="utf-8"), flags=re.M)
        assert n, f"{file}: no {old}"
        path.write_text(text, encoding="utf-8")
    assert [i.text("en") for i in stopping(list_faults(root, "mini", NEW))] == []
    return join(load_dataset(root, "mini", NEW))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_an_edit_is_found_and_nothing_else(case: dict[str, Any], tmp_path: Path) -> None:
    sides = [edition(NEW), edited_edition(tmp_path, case["edits"])]
    result = compare_editions(*(sides[::-1] if case.get("side") == "old" else sides))
    shifts = [c.shift for c in result.changes if c.shift]
    members = [
        f"{m.site} +{','.join(k.element for k in m.joined)} -{','.join(k.element for k in m.left)}"
        for m in result.members
    ]

    assert sorted(f"{c.entity_type} {c.kind} {c.id}" for c in result.changes) == sorted(case["changes"])
    assert members == case.get("members", [])
    if "unlike" in case:
        (shift,) = shifts
        assert (list(shift.unlike), shift.difference, shift.percent) == (case["unlike"], None, None)
    if "difference" in case:
        (shift,) = shifts
        percent = None if shift.percent is None else f"{round(shift.percent, 1).normalize() + 0:f}"
        assert (f"{shift.difference:f}", percent) == (case["difference"], case.get("percent"))


@pytest.mark.parametrize("name", [OLD, NEW])
def test_an_edition_does_not_differ_from_itself(name: str) -> None:
    result = compare_editions(edition(name), edition(name))

    assert (result.changes, result.members) == ((), ())
    assert sum(n for _, n in result.unchanged) > 25


def mirrored(change: Change) -> tuple[Any, ...]:
    """Return what a change is when the two editions are swapped."""
    kind = {"added": "dropped", "dropped": "added"}.get(change.kind, change.kind)
    return (change.entity_type, kind, change.new, change.old)


def as_is(change: Change) -> tuple[Any, ...]:
    return (change.entity_type, change.kind, change.old, change.new)


def assert_swaps(old: Plan, new: Plan) -> None:
    there, back = compare_editions(old, new), compare_editions(new, old)

    def unplaced(rows: list[tuple[Any, ...]]) -> list[str]:
        # The shared word of a place names the old edition's id first.
        return sorted(re.sub(r"place_key='[^']*'", "", repr(r)) for r in rows)

    assert unplaced([mirrored(c) for c in there.changes]) == unplaced([as_is(c) for c in back.changes])
    assert there.unchanged == back.unchanged
    assert {(m.site, m.joined, m.left) for m in there.members} == {
        (m.site, m.left, m.joined) for m in back.members
    }


def test_swapped_editions_swap_what_was_added_and_dropped() -> None:
    assert_swaps(edition(OLD), edition(NEW))


@given(st.data())
def test_any_part_of_an_edition_compares_with_any_other(data: st.DataObject) -> None:
    def part(name: str) -> Plan:
        whole = edition(name)
        some = {
            "elements": whole.elements,
            **{
                key: tuple(data.draw(st.lists(st.sampled_from(getattr(whole, key)), unique=True)))
                for key in ("statements", "chains")
            },
        }
        return replace(whole, **some)

    old, new = part(data.draw(st.sampled_from([OLD, NEW]))), part(data.draw(st.sampled_from([OLD, NEW])))
    assert compare_editions(old, old).changes == ()
    assert_swaps(old, new)


def test_every_change_names_both_sides_and_their_sources(comparison: Comparison) -> None:
    for change in comparison.changes:
        sides = [s for s in (change.old, change.new) if s is not None]
        assert len(sides) == (1 if change.kind in ("added", "dropped") else 2)
        assert (change.old is None, change.new is None) == (change.kind == "added", change.kind == "dropped")
        assert all(side.refs and side.name for side in sides)
        assert change.kind in CHANGE_KINDS
        assert change.entity_type in ENTITY_TYPES
        assert not change.shift or change.kind == "moved"


def test_a_target_is_counted_once_by_its_cluster(comparison: Comparison) -> None:
    of_clusters = {c.id for c in comparison.changes if c.entity_type in ("cluster", "segment")}
    figures = {c.id for c in comparison.changes if c.entity_type == "figure"}

    assert {"machines", "gears"} <= of_clusters
    assert figures == {"double-increase", "loom-yard-2025", "gear-hall-2025"}


def test_a_site_is_renamed_by_a_name_that_held_when_the_older_plan_came_out(comparison: Comparison) -> None:
    (change,) = (c for c in comparison.changes if (c.entity_type, c.kind) == ("site", "renamed"))

    assert change.old is not None
    assert change.new is not None
    assert (change.old.name("zh"), change.new.name("zh")) == ("纺织基地", "织造园")


@pytest.mark.parametrize(
    ("kind", "since", "until", "in_use"),
    [
        ("former", "", "2021", True),
        ("former", "", "2016-03", False),
        ("former", "", "2016-03-01", False),
        ("former", "2016-03-01", "2021", True),
        ("former", "2010", "2021", True),
        ("former", "2017", "2021", False),
        ("former", "", "", False),
        ("official", "", "2021", True),
        ("short", "", "2021", False),
        ("english", "", "2021", False),
    ],
)
def test_only_a_full_name_that_has_ended_since_was_the_name_then(
    kind: str, since: str, until: str, in_use: bool
) -> None:
    now, old = Text("今名", "Now"), Alias("旧名", kind, since, until, "Then")
    later = Alias("今名", "later", until, "", "Now")

    expected = (Text("旧名", "Then"), (later,)) if in_use else (now, (old,))
    assert name_on_day(now, (old,), edition(OLD).edition.day) == expected


@pytest.mark.parametrize(
    ("editions", "of", "other"),
    [
        (("a", "b", "c"), "b", "a"),
        (("c", "a", "b"), "c", "b"),
        (("a", "b"), "a", "b"),
        (("a",), "a", ""),
        ((), "a", ""),
    ],
)
def test_the_counterpart_is_the_edition_before_or_else_after(
    editions: tuple[str, ...], of: str, other: str
) -> None:
    # By years, whatever the ids.
    first = edition(OLD).edition
    dated = [replace(first, id=e, from_year=2000 + ord(e), day="") for e in editions]
    assert counterpart(dated, of) == other


@pytest.mark.parametrize("names", [(OLD, NEW), (NEW, OLD)])
def test_the_older_edition_stands_first(names: tuple[str, str]) -> None:
    first, second = in_order(*map(edition, names))

    assert (first.edition.id, second.edition.id) == (OLD, NEW)


def test_a_town_is_added_only_where_there_was_none_before(comparison: Comparison) -> None:
    sites = {(c.kind, c.id) for c in comparison.changes if c.entity_type == "site"}

    # The hall of gears begins in 2021; the towns and the harbour merely get roles.
    assert sites == {("added", "gear-hall"), ("renamed", "loom-yard")}


def candidate(key: str, name: str, *aliases: str, category: str = "", short_ids: tuple[str, ...] = ()) -> Candidate[str]:
    return Candidate(key, name, key, aliases, category, short_ids)


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([candidate("a", "x")], [candidate("a", "y")], [("a", "a")]),
        ([candidate("a", "x")], [candidate("b", "Ｘ ")], [("a", "b")]),
        ([candidate("a", "x")], [candidate("b", "y", "x")], [("a", "b")]),
        ([candidate("a", "x", "z")], [candidate("b", "y", "Z")], [("a", "b")]),
        ([candidate("a", "xy")], [candidate("b", "x")], [(None, "b"), ("a", None)]),
        ([candidate("a", "x", category="s")], [candidate("b", "x", category="t")], [(None, "b"), ("a", None)]),
        # A name comes before an alias, an id before both.
        ([candidate("a", "x"), candidate("b", "y")], [candidate("c", "x"), candidate("d", "y", "x")], [("a", "c"), ("b", "d")]),
        ([candidate("a", "x"), candidate("b", "y")], [candidate("a", "y"), candidate("b", "x")], [("a", "a"), ("b", "b")]),
        # What could be either of two is neither.
        ([candidate("a", "x"), candidate("b", "x")], [candidate("c", "x")], [(None, "c"), ("a", None), ("b", None)]),
        ([candidate("a", "x")], [candidate("c", "y", "x"), candidate("d", "z", "x")], [(None, "c"), (None, "d"), ("a", None)]),
        ([candidate("a-1", "x", short_ids=("a",))], [candidate("a-2", "y", short_ids=("a",))], [("a-1", "a-2")]),
        ([candidate("a", "")], [candidate("b", "")], [(None, "b"), ("a", None)]),
    ],
)  # fmt: skip
def test_entities_pair_by_id_name_and_alias_only(
    old: list[Candidate[str]], new: list[Candidate[str]], pairs: list[tuple[str | None, str | None]]
) -> None:
    assert pair_candidates(old, new) == pairs


NAMES = st.sampled_from(["", "x", "X", "y", "z", "xy"])
CANDIDATES = st.lists(
    st.builds(
        candidate, st.sampled_from("abcdef"), NAMES, NAMES, category=st.sampled_from("st"),
        short_ids=st.sampled_from([(), ("q",), ("r",)]),
    ),
    max_size=6, unique_by=lambda t: t.id,
)  # fmt: skip


@given(CANDIDATES, CANDIDATES)
def test_pairs_have_each_entity_once_and_read_the_same_both_ways(
    old: list[Candidate[str]], new: list[Candidate[str]]
) -> None:
    there, back = pair_candidates(old, new), pair_candidates(new, old)

    assert sorted(a for a, _ in there if a) == sorted(t.id for t in old)
    assert [b for _, b in there if b] == [t.id for t in new]
    assert {(b, a) for a, b in there} == set(back)
    words = shared_keys(old, new)
    assert all(words.old[a] == words.new[b] for a, b in there if a and b)
    assert len({*words.old.values(), *words.new.values()}) == len(there) + 1


VALUES = st.decimals(-10_000, 10_000, places=2)
MONEY = ("元", "万元", "亿元")
FIGURES = st.builds(
    Figure,
    value=st.none() | VALUES,
    bound=st.sampled_from(["=", "~", ">="]),
    unit=st.sampled_from([*MONEY, "%", "家", "亩", "公顷"]),
    year=st.sampled_from([2020, 2025]),
    measure=st.sampled_from(["output", "scale"]),
    scope=st.sampled_from(["local", "all", ""]),
    words=st.sampled_from([Text("甲级", "a"), Text("乙级", "b")]),
    attribute=st.sampled_from(["expected", "binding", ""]),
)


@given(FIGURES, FIGURES)
def test_a_shift_turns_round_with_its_figures(old: Figure, new: Figure) -> None:
    there, back = figure_shift(old, new), figure_shift(new, old)

    assert figure_shift(old, old) is None
    assert (there is None) == (back is None)
    if there and back:
        assert set(there.differs) == set(back.differs)
        assert set(there.unlike) <= set(there.differs)
        uncomputed = bool(there.unlike) or old.value is None
        assert (there.difference is None) == (back.difference is None) == uncomputed
        if there.difference is not None and old.unit == new.unit:
            assert there.difference == -(back.difference or Decimal(0))


@given(VALUES, st.sampled_from(MONEY), st.sampled_from(MONEY), FIGURES)
def test_the_same_amount_in_another_unit_is_the_same(
    value: Decimal, unit: str, to: str, base: Figure
) -> None:
    from layout.plan.measure import convert

    old = replace(base, value=value, unit=unit)
    assert figure_shift(old, replace(old, value=convert(value, unit, to), unit=to)) is None


def test_areas_convert_exactly() -> None:
    old = Figure(Decimal(15), "=", "亩", 2020, "area", "", Text("", ""))
    new = replace(old, value=Decimal(1), unit="公顷")

    assert figure_shift(old, new) is None
    assert figure_shift(new, old) is None
    assert figure_shift(replace(old, value=Decimal(14)), new) is not None


def test_what_comes_from_nought_has_no_per_cent() -> None:
    old = Figure(Decimal(0), "=", "家", 2020, "count", "", Text("", ""))

    assert figure_shift(old, replace(old, value=Decimal(3))) == Shift(("value",), (), Decimal(3), None)


def test_a_target_that_was_replaced_is_replaced_in_each_place_of_the_plan() -> None:
    """The table of indicators still prints the first target; what became of it is judged by the one in force."""
    old, new = (case_of(BELTS, "shidai", edition).plan for edition in ("2021-2025", "2026-2030"))
    repeated, latest = old.statement["ind-output"], old.statement["output-2025-late"]
    assert not old.is_current(repeated) and old.successor[repeated.id].id != repeated.id
    assert old.revisions(repeated)[0] is latest and old.revisions(repeated)[-1] is repeated

    (outcome,) = [s for s in target_outcomes(old, new) if s.target.name == repeated.name]
    assert (outcome.target.figure.value, outcome.target.figure.bound, outcome.state) == (1850, ">=", "achieved")
    changed = [c for c in compare_editions(old, new).changes if c.entity_type == "indicator" and c.id == "ind-output"]
    assert [c.old.figure.value for c in changed if c.old and c.old.figure] == [1850]
    # A value that was returned to is in force.
    back = tuple(
        replace(s, figure=replace(s.figure, value=repeated.figure.value, bound="=")) if s is latest else s
        for s in old.statements
    )
    assert replace(old, statements=back).is_current(replace(old, statements=back).statement[latest.id])
