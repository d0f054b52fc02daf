"""What is worked out of a plan once, and of another plan anew."""

from __future__ import annotations

from dataclasses import replace

from layout.audit.findings import audit_claims
from layout.panels.registry import panels
from layout.panels.source_card import source_cards
from layout.plan.derivation import once_per_plan
from layout.plan.model import Plan
from layout.plan.records import record_to_plain
from tests.conftest import Case


def test_a_plan_is_worked_on_once_and_its_copy_anew(bundled: Case) -> None:
    plan = bundled.plan
    called: list[Plan] = []

    @once_per_plan
    def count(of: Plan) -> list[int]:
        called.append(of)
        return [len(of.sites)]

    fewer = replace(plan, sites=plan.sites[1:])

    assert count(plan) is count(plan) and count(fewer) == [len(plan.sites) - 1] and called == [plan, fewer]


def test_a_plan_is_worked_on_once_for_each_language(bundled: Case) -> None:
    called: list[str] = []

    @once_per_plan
    def title(plan: Plan, lang: str) -> list[str]:
        called.append(lang)
        return [plan.edition.title(lang)]

    plan = bundled.plan

    assert title(plan, "zh") is title(plan, "zh") and title(plan, "en") != title(plan, "zh")
    assert title(plan, lang="en") == title(plan, "en") and called == ["zh", "en", "en"]


def test_what_every_map_of_a_plan_shows_is_made_once(bundled: Case) -> None:
    # The map of the app, the page that is saved and the tables of the rest ask for them, each in turn.
    for shown in (panels, source_cards):
        assert shown(bundled.plan, "zh") is shown(bundled.plan, "zh")
        assert shown(bundled.plan, "zh") != shown(bundled.plan, "en")


def test_an_audit_is_made_once_and_is_no_part_of_the_plan(bundled: Case) -> None:
    plan = bundled.plan
    # The page of the monitoring asked for it once a row: a tenth of a second of each visit.
    before = record_to_plain(plan)

    assert audit_claims(plan) is audit_claims(plan)
    assert record_to_plain(plan) == before and replace(plan) == plan
    assert audit_claims(replace(plan, claims=())) == ()
