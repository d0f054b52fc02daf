"""What may be shown as base, growth and target: one subject, and past growth told as past."""

from __future__ import annotations

from typing import Any

from layout.audit import formula_words, reach, sentences
from layout.audit.findings import DIFFERS, audit_claims


def test_unlike_populations_are_no_base_and_target(case: Any) -> None:
    """The data's own words forbid it: by the claim's reason, or by the groups that the figures are of."""
    plan = case.plan
    for finding in reach.reach_findings(plan):
        sides = [plan.statement[n] for n in (finding.claim.of[0], finding.claim.stated) if n in plan.statement]
        assert len({s.population for s in sides}) < 2, finding.claim.id
        assert "subject" not in {name for name, _ in finding.reasons}


def test_parks_are_no_base_of_featured_industries(bundled: Any) -> None:
    plan = bundled.plan
    parks, industries = plan.statement["parks-2020"], plan.statement["featured-2025"]

    assert parks.population != industries.population and not industries.base
    shown = {(f.claim.of[0], f.claim.stated) for f in reach.reach_findings(plan)}
    assert ("parks-2020", "featured-2025") not in shown
    # The rule rests on the groups too, and not on the words of the claim alone.
    silent = [f for f in audit_claims(plan) if f.claim.stated == "featured-2025"]
    for finding in silent:
        assert not reach.of_one_subject(finding, plan)


def test_past_growth_is_never_told_without_its_years(case: Any) -> None:
    for finding in reach.reach_findings(case.plan):
        rate = finding.operands[1]
        sentence = sentences.finding_sentence(finding, "zh")
        past = (rate.year or 0) <= (finding.operands[0].year or 0)
        assert past == reach.grows_at_past_rate(finding)
        assert (f"以往（{formula_words.quantity_years(rate, 'zh')}）" in sentence) == past


def test_a_start_that_the_levels_give_otherwise_is_told_with_both_numbers(bundled: Any) -> None:
    plan = bundled.plan
    other = reach.computed_otherwise("output-increase", plan)

    assert other is not None and other.state == DIFFERS
    for lang, printed, computed in (("zh", "439.6", "424.7"), ("en", "CNY 43.96 bn", "CNY 42.47 bn")):
        note = reach.start_note("output-increase", plan, lang)
        assert printed in note and computed in note and "2015–2020" in note
    assert reach.start_note("output-2020", plan, "zh") == reach.start_note("", plan, "zh") == ""
