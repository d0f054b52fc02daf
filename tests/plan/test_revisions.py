"""A revised target: what repeats it elsewhere in the plan goes with it, in monitoring and comparison."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from layout.comparison.changes import compare_editions
from layout.monitoring.evaluation import evaluate
from layout.monitoring.names import NameIndex
from layout.monitoring.outcomes import outcome_of, target_outcomes
from layout.monitoring.published import published_actuals
from layout.plan.model import Plan, Statement
from layout.plan.revisions import repeated_targets
from layout.words.revisions import revision_lines
from tests.conftest import case_of

BELTS = Path(__file__).parents[1] / "data/belts"


def edition(name: str) -> Plan:
    return case_of(BELTS, "shidai", name).plan


def test_what_repeats_a_revised_target_is_revised_with_it() -> None:
    plan = edition("2021-2025")
    indicator = plan.statement["ind-output"]

    assert not plan.is_current(indicator)
    assert [s.id for s in plan.revisions(indicator)] == ["output-2025-late", "output-2025-midterm", "ind-output"]
    assert revision_lines(indicator, plan, "zh")[0].startswith("已被取代：现为 不低于 1,850 亿元")
    standings = {s.target.id: s for s in evaluate(plan, published_actuals(plan, edition("2026-2030")), 2025).standings}
    assert "ind-output" not in standings
    assert standings["output-2025-late"].state == "achieved"


def test_a_revised_target_is_still_found_by_what_it_was_called() -> None:
    names = NameIndex(edition("2021-2025"))

    # A file may have been begun before the revision, by the id that its template gave then.
    for name in ("ind-output", "output-target", "output-2025-midterm"):
        assert names.find_target("", name).target.id == "output-2025-late"


def test_what_became_of_a_revised_target_is_held_against_the_latest() -> None:
    outcomes = {s.target.id: outcome_of(s) for s in target_outcomes(edition("2021-2025"), edition("2026-2030"))}

    assert outcomes["output-2025-late"] == "reached"
    assert "ind-output" not in outcomes


def test_a_revised_target_is_compared_as_it_stands_and_never_added() -> None:
    comparison = compare_editions(edition("2021-2025"), edition("2026-2030"))
    output = [c for c in comparison.changes if c.side.name("zh") == "工业产值"]

    moved = {(c.entity_type, c.old.id, c.new.id): c for c in output if c.old and c.new}
    # The targets for the last year of each edition pair, though another year has one of the same name.
    assert set(moved) == {
        ("indicator", "ind-output", "ind-output"), ("figure", "output-2025-late", "output-target"),
    }  # fmt: skip
    assert {c.shift.difference for c in moved.values() if c.shift} == {Decimal(650)}
    assert [(c.kind, c.id) for c in output if not (c.old and c.new)] == [("added", "output-2035")]


def repeats(plan: Plan, *statements: Statement) -> set[str]:
    return set(repeated_targets([s for s in plan.statements if s.id != "ind-output"] + [*statements]))


def test_only_the_same_target_goes_with_a_revised_one() -> None:
    plan = edition("2021-2025")
    again = plan.statement["ind-output"]

    assert repeats(plan, again) == {"ind-output"}
    for other in (
        replace(again, as_of="2022"),
        replace(again, site="chou"),
        replace(again, name=plan.statement["output-growth"].name, base=""),
        *(
            replace(again, figure=replace(again.figure, **{key: value}))
            for key, value in (("year", 2024), ("value", Decimal(2001)), ("measure", "invest"), ("months", "1-6"))
        ),
    ):
        assert repeats(plan, other) == set()


def test_a_number_that_was_set_anew_is_current() -> None:
    plan = edition("2021-2025")
    late = plan.statement["output-2025-late"]
    # The first number comes back: what prints it elsewhere is right again.
    back = replace(late, figure=replace(plan.statement["output-target"].figure))
    known = [back if s is late else s for s in plan.statements]

    assert dict(repeated_targets(known)) == {}
