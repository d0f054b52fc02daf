"""The plan held against itself: what closes, what does not, what is a question."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout.audit import sentences
from layout.audit.finding_rows import finding_row
from layout.audit.findings import CLOSES, DIFFERS, QUESTION, audit_claims
from layout.audit.reasons import REMARKS
from layout.charts.chart_data import round_to_tenth
from layout.plan.model import Text
from layout.words.numbers import format_number
from tests.audit.statements import claim, finding_of, findings_of, statement

A, B = statement("a", "957.4", 2015), statement("b", "1382.1", 2020)
RATE = {"measure": "rate", "unit": "%", "start": 2015}


@pytest.mark.parametrize(
    ("stated", "state"),
    [("7.6", CLOSES), ("7.62", CLOSES), ("8", CLOSES), ("7.5", DIFFERS), ("8.0", DIFFERS)],
)
def test_growth_is_compounded_and_rounds_as_printed(bundled: Any, stated: str, state: str) -> None:
    finding = finding_of(bundled, claim("growth", "a b", "s"), A, B, statement("s", stated, 2020, **RATE))

    assert finding.state == state
    assert round(finding.computed or 0, 2) == Decimal("7.62")


def test_operands_bring_their_own_rounding(bundled: Any) -> None:
    part, whole = statement("a", "1291.6"), statement("b", "1382.1")
    close = finding_of(
        bundled, claim("share", "a b", "s"), part, whole, statement("s", "93.4", measure="share", unit="%")
    )
    exact = [replace(x, figure=replace(x.figure, role="target")) for x in (part, whole)]
    apart = finding_of(bundled, claim("share", "a b", "s"), *exact, statement("s", "93.4", measure="share", unit="%"))

    assert (close.state, apart.state) == (CLOSES, DIFFERS)


def test_a_figure_used_more_exactly_than_printed_is_a_question(bundled: Any) -> None:
    eight = statement("s", "8", 2020, **RATE)
    why = Text("因", "because")
    finding = finding_of(bundled, claim("growth", "a b", "s", decimals=1, why=why), A, B, eight)

    assert finding.state == QUESTION
    assert [name for name, _ in finding.reasons] == ["finer"]
    assert finding_of(bundled, claim("growth", "a b", "s", decimals=0, why=why), A, B, eight).state == CLOSES


@pytest.mark.parametrize(
    ("scopes", "closing", "differing"),
    [
        (("local", "local"), CLOSES, DIFFERS),
        (("local", ""), CLOSES, QUESTION),
        (("local", "all"), QUESTION, QUESTION),
    ],
)
def test_scopes_are_checked_before_figures_are_compared(
    bundled: Any, scopes: tuple[str, str], closing: str, differing: str
) -> None:
    parts = [statement("a", "2", scope=scopes[0]), statement("b", "3", scope=scopes[0])]
    for value, state in (("5", closing), ("7", differing)):
        assert (
            finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", value, scope=scopes[1])).state == state
        )


def test_unlike_measures_make_a_difference_a_question(bundled: Any) -> None:
    parts = [statement("a", "2"), statement("b", "3")]
    finding = finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", "7", measure="scale"))

    assert finding.state == QUESTION
    assert finding.reasons == (("measure", ("output", "scale")),)


def test_units_of_one_kind_are_brought_together(bundled: Any) -> None:
    parts = [statement("a", "2"), statement("b", "30000", unit="万元")]

    assert finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", "5")).state == CLOSES
    assert finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", "7")).state == DIFFERS
    assert finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", "50000", unit="万元")).unit == "万元"
    assert finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", "50000", unit="万元")).state == CLOSES
    assert finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", "70000", unit="万元")).state == DIFFERS
    assert finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", "5", unit="亩")).computed is None


def test_targets_and_counts_are_exact(bundled: Any) -> None:
    parts = [statement("a", "250", role="target"), statement("b", "249", role="target")]
    assert finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", "500", role="target")).state == DIFFERS
    measured = [statement("a", "250"), statement("b", "249")]
    assert finding_of(bundled, claim("sum", "a b", "s"), *measured, statement("s", "500")).state == CLOSES
    counts = [statement("a", "3", measure="count", unit="个"), statement("b", "6", measure="count", unit="个")]
    ten = statement("s", "10", measure="count", unit="个")
    assert finding_of(bundled, claim("sum", "a b", "s"), *counts, ten).state == DIFFERS


def test_what_stated_growth_reaches_and_what_the_target_needs(bundled: Any) -> None:
    base = statement("a", "1062.3", 2020)
    rate = statement("r", "9", 2025, measure="rate", unit="%", start=2020, role="target", bound="~")
    finding = finding_of(
        bundled, claim("consequence", "a r", "s", by="reach"), base, rate, statement("s", "1800", role="target")
    )

    assert finding.state == DIFFERS
    assert round(finding.computed or 0, 1) == Decimal("1634.5")
    assert round(finding.needed_growth or 0, 1) == Decimal("11.1")


def test_growth_of_the_past_makes_a_consequence_a_question(bundled: Any) -> None:
    base, past = statement("a", "420", 2020), statement("r", "7.9", 2020, **RATE)
    finding = finding_of(bundled, claim("consequence", "a r", "s", by="reach"), base, past, statement("s", "1000"))

    assert (finding.state, [n for n, _ in finding.reasons]) == (QUESTION, ["past-rate"])


def test_a_lower_bound_that_does_not_get_there_is_a_question(bundled: Any) -> None:
    base = statement("a", "491.5", 2020)
    rate = statement("r", "10", measure="rate", unit="%", start=2020, role="target", bound=">=")
    finding = finding_of(bundled, claim("consequence", "a r", "s", by="reach"), base, rate, statement("s", "983"))

    assert (finding.state, finding.high) == (QUESTION, Decimal("Infinity"))
    assert [n for n, _ in finding.reasons] == ["one-sided"]


def test_what_is_left_for_the_rest_is_a_question(bundled: Any) -> None:
    finding = finding_of(bundled, claim("consequence", "a b", by="rest"), statement("a", "10"), statement("b", "4"))

    assert (finding.state, finding.computed, finding.stated) == (QUESTION, Decimal(6), None)


def test_a_claim_may_use_anothers_result(bundled: Any) -> None:
    base = claim("difference", "b i", id="base", year=2015)
    growth = claim("growth", "base b", "s", id="g")
    increase = statement("i", "439.6", 2020, "change", start=2015)
    finding = findings_of(bundled, [base, growth], B, increase, statement("s", "8.0", 2020, **RATE))[0]

    assert finding.state == CLOSES
    assert [q.span.value for q in finding.workings] == [Decimal("942.5")]
    assert {r.locator for r in finding.refs} == {"row b", "row i", "row s"}


def test_claims_in_layers_are_worked_out_once(bundled: Any) -> None:
    names = [(f"a{n}", f"b{n}") for n in range(30)]
    layers = [claim("sum", " ".join(below), id=n) for below, above in pairwise(names) for n in above]
    ground = [statement(n, "1") for n in names[0]]
    top = claim("sum", " ".join(names[-1]), "s", id="top")
    finding = findings_of(bundled, [top, *layers], *ground, statement("s", str(2**30)))[0]

    assert finding.state == CLOSES
    assert [q.id for q in finding.workings] == [n for pair in names[1:] for n in pair]


def test_a_doubling_is_a_multiple_of_two(bundled: Any) -> None:
    two = statement("s", "2", measure="multiple", unit="倍", start=2020, role="target")
    for later, state in (("982.9", CLOSES), ("983.1", CLOSES), ("900", DIFFERS)):
        finding = finding_of(bundled, claim("doubling", "a b", "s"), statement("a", "491.5", 2020), statement("b", later), two)
        assert finding.state == state
    assert round(finding.needed_growth or 0, 1) == Decimal("14.9")


def test_what_cannot_be_computed_says_so(bundled: Any) -> None:
    finding = finding_of(bundled, claim("growth", "a b", "s"), statement("a", "0", 2015), B, statement("s", "8", 2020, **RATE))

    assert (finding.state, finding.computed) == (QUESTION, None)
    assert sentences.finding_sentence(finding, "en") and finding_row(finding, bundled.plan)["computed"] is None


def test_the_growth_needed_is_told_in_one_unit_with_the_target(bundled: Any) -> None:
    base = statement("a", "491.5", 2020)
    rate = statement("r", "10", measure="rate", unit="%", start=2020, role="target", bound=">=")
    target = statement("s", "8000000", unit="万元", role="target")
    finding = finding_of(bundled, claim("consequence", "a r", "s", by="reach"), base, rate, target)

    assert round(finding.needed_growth or 0, 1) == Decimal("10.2")
    assert finding.unit == "万元"
    percent = statement("s", "200", measure="multiple", unit="%", start=2020, role="target")
    double = finding_of(bundled, claim("doubling", "a b", "s"), statement("a", "5", 2020), statement("b", "10"), percent)
    assert (double.state, double.computed, double.unit) == (CLOSES, Decimal(200), "%")
    assert round(double.needed_growth or 0, 1) == Decimal("14.9")


def test_a_sentence_rounds_as_a_chart_does(bundled: Any) -> None:
    finding = next(f for f in audit_claims(bundled.plan) if f.needed_growth is not None)
    for value in (Decimal("10.25"), Decimal("-0.45"), Decimal("0.00005")):
        halved = replace(finding, needed_growth=value)
        assert sentences.needed_growth_text(halved) == f"{format_number(round_to_tenth(value))} %"
    assert finding_row(halved, bundled.plan)["needed_growth"] == 0.0001


def test_a_result_keeps_its_own_unit(bundled: Any) -> None:
    amount = statement("s", "439.6", 2020, "change", start=2015)
    finding = finding_of(bundled, claim("growth", "a b", "s"), A, B, amount)

    assert (finding.computed, finding.state, finding.stated) == (None, QUESTION, Decimal("439.6"))
    assert finding_row(finding, bundled.plan)["sources"]


def test_figures_of_unlike_years_or_measures_do_not_close(bundled: Any) -> None:
    added = [statement("a", "957.4", 2015), statement("b", "300", 2015, "scale")]
    assert finding_of(bundled, claim("sum", "a b", "s"), *added, statement("s", "1257.4", 2015)).state == QUESTION
    later = finding_of(
        bundled, claim("sum", "a b", "s"), statement("a", "2", 2015), statement("b", "3", 2015), statement("s", "5", 2020)
    )
    assert (later.state, later.reasons) == (QUESTION, (("period", ()),))
    mixed = finding_of(bundled, claim("share", "a b", "s"), statement("a", "5", 2020), statement("b", "10", 2015),
                statement("s", "50", 2020, "share", unit="%"))  # fmt: skip
    assert (mixed.state, mixed.reasons) == (QUESTION, (("period", ()),))
    past = finding_of(
        bundled, claim("growth", "a b", "s"), A, B, statement("s", "7.6", 2025, "rate", unit="%", start=2020)
    )
    assert [n for n, _ in past.reasons] == ["period"]


def test_a_number_and_a_bound_are_not_the_same_figure(bundled: Any) -> None:
    exact, bound = statement("a", "100", role="target"), statement("s", "100", role="target", bound=">")

    assert finding_of(bundled, claim("repeat", "a", "s"), exact, bound).reasons == (("bounds", ()),)
    assert finding_of(bundled, claim("repeat", "a", "s"), exact, statement("s", "100", role="target")).state == CLOSES


def test_formulas_stand_in_one_unit(bundled: Any) -> None:
    parts = [statement("a", "2"), statement("b", "30000", unit="万元")]
    finding = finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", "50000", unit="万元"))

    assert finding_row(finding, bundled.plan)["formula"] == "20000 + 30000 = 50000"


def test_growth_back_in_time_has_its_range(bundled: Any) -> None:
    base = statement("a", "100", 2020)
    rate = statement("r", "10", 2020, bound=">=", role="target", **RATE)
    back = claim("consequence", "a r", "s", by="reach", year=2015)
    fits = finding_of(bundled, back, base, rate, statement("s", "50", 2015))
    apart = finding_of(bundled, back, base, rate, statement("s", "70", 2015))

    assert (fits.low, round(fits.high or 0)) == (Decimal(0), Decimal(62))
    assert fits.result and fits.stated_quantity and fits.result.span.meets(fits.stated_quantity.span)
    assert apart.result and apart.stated_quantity and not apart.result.span.meets(apart.stated_quantity.span)
    assert "{" not in sentences.finding_sentence(apart, "en")


BOUNDS = st.sampled_from(["=", "~", ">=", ">", "<=", "<"])


@given(BOUNDS, BOUNDS, BOUNDS, st.sampled_from([2015, 2018, 2022, 2025]))
def test_no_bound_breaks_the_audit(bundled: Any, first: str, second: str, third: str, year: int) -> None:
    base = statement("a", "100", 2020, bound=first)
    rate = statement("r", "10", 2025, measure="rate", unit="%", start=2020, bound=second)
    stated = statement("s", "150", year, bound=third)
    finding = finding_of(bundled, claim("consequence", "a r", "s", by="reach", year=year), base, rate, stated)

    assert finding.state in (CLOSES, DIFFERS, QUESTION)
    assert all(v is None or not v.is_nan() for v in (finding.low, finding.high, finding.computed))
    for kind in ("growth", "share", "doubling", "difference", "sum"):
        assert finding_of(bundled, claim(kind, "a s", "t"), base, stated, statement("t", "5", 2025, unit="%")).state


PART = st.decimals("0.1", "9999", places=1)


@given(parts=st.lists(PART, min_size=2, max_size=5))
def test_a_sum_stated_right_always_closes_and_one_off_by_more_than_rounding_never(
    bundled: Any, parts: list[Decimal]
) -> None:
    parts_stated = [statement(f"p{n}", str(v)) for n, v in enumerate(parts)]
    names = " ".join(s.id for s in parts_stated)
    right, off = sum(parts), Decimal("0.1") * (len(parts) + 1)

    assert finding_of(bundled, claim("sum", names, "s"), *parts_stated, statement("s", str(right))).state == CLOSES
    assert finding_of(bundled, claim("sum", names, "s"), *parts_stated, statement("s", str(right + off))).state == DIFFERS


@given(start=PART, rate=st.decimals("-5", "30", places=1), years=st.integers(1, 9))
def test_growth_undoes_itself_within_rounding(
    bundled: Any, start: Decimal, rate: Decimal, years: int
) -> None:
    end = (start * (1 + rate / 100) ** years).quantize(Decimal("0.0001"))
    figures = [statement("a", str(start), 2020), statement("b", str(end), 2020 + years)]
    stated = statement("s", str(rate), 2020 + years, "rate", unit="%", start=2020)

    assert finding_of(bundled, claim("growth", "a b", "s"), *figures, stated).state == CLOSES


# The bundled edition: what it must and must not flag.
EXPECTED = {
    "audit-new-materials": (CLOSES, "500", "500"),
    "audit-smart-equipment": (CLOSES, "500", "500"),
    "audit-life-health": (CLOSES, "500", "500"),
    "audit-information-technology": (CLOSES, "300", "300"),
    "audit-clusters-growth": (CLOSES, "10.4", "10.4"),
    "audit-clusters-reach": (QUESTION, "1800", "1634.5"),
    "audit-output-growth": (QUESTION, "8", "7.6"),
    "audit-output-increase": (DIFFERS, "439.6", "424.7"),
    "audit-clusters-share": (CLOSES, "76.9", "76.9"),
    "audit-zones-share": (CLOSES, "93.4", "93.5"),
    "audit-clusters-investment-share": (CLOSES, "85.6", "85.6"),
    "audit-service-made-share": (CLOSES, "35.4", "35.4"),
    "audit-clusters-lead": (CLOSES, "2.4", "2.4"),
    "audit-clusters-share-change": (DIFFERS, "8.1", "9.1"),
    "audit-parks": (CLOSES, "9", "9"),
    "audit-indicators-count": (CLOSES, "20", "20"),
    # On the base that the stated increase implies, three other figures of the plan close.
    "audit-implied-growth": (CLOSES, "8", "8.0"),
    "audit-implied-share-change": (CLOSES, "8.1", "8.1"),
    "audit-implied-service-made-change": (CLOSES, "6.3", "6.3"),
    "audit-implied-lead": (CLOSES, "2.4", "2.4"),
    # The scope that is not stated is that of a rate: no reading of it brings the sides together.
    "audit-double-increase": (DIFFERS, "2", "1.3"),
    "audit-large-firms": (CLOSES, "190", "411.9"),
    "audit-green-factories": (CLOSES, "12", "18"),
    "audit-past-firms": (QUESTION, "100", "306"),
    "audit-past-headquarters": (QUESTION, "10", "10"),
    "audit-past-parks": (QUESTION, "10", "18.4"),
    "audit-past-land-output": (QUESTION, "8", "8.7"),
    "audit-chemicals-and-clusters": (QUESTION, "2800", "1938.5"),
    "audit-ladder-city": (QUESTION, "4", "3"),
    "audit-services-pace": (CLOSES, "8", "7.9"),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_bundled_edition(bundled: Any, name: str) -> None:
    finding = {f.claim.id: f for f in audit_claims(bundled.plan)}[name]
    state, stated, computed = EXPECTED[name]

    assert finding.state == state
    assert finding.stated == Decimal(stated)
    assert round(finding.computed or 0, 1) == Decimal(computed)


def test_a_target_has_one_start_wherever_it_is_computed(case: Any) -> None:
    """The start is the `base` that the target names; a recomputed one stays a finding of its own."""
    plan = case.plan
    multiples = [c for c in plan.claims if c.kind == "doubling" and plan.statement[c.stated].base]
    for claim_of in multiples:
        assert claim_of.of[0] == plan.statement[claim_of.stated].base, claim_of.id


def test_the_doubled_increase_starts_from_the_printed_one(bundled: Any) -> None:
    findings = {f.claim.id: f for f in audit_claims(bundled.plan)}
    doubled = findings["audit-double-increase-reach"].stated_quantity

    assert doubled is not None and doubled.span.value == Decimal("2261.3")
    assert {q.id for q in doubled.of} == {"output-2020", bundled.plan.statement["double-increase"].base}
    assert round(findings["audit-double-increase"].computed or 0, 2) == Decimal("1.27")
    # The levels give 424.7: told as what does not close, and used nowhere as a start.
    assert round(findings["audit-output-increase"].computed or 0, 1) == Decimal("424.7")
    # A level with changes added to it is no level of another measure.
    assert "measure" not in {name for name, _ in findings["audit-double-increase-reach"].reasons}


def test_clusters_need_eleven_per_cent(bundled: Any) -> None:
    finding = {f.claim.id: f for f in audit_claims(bundled.plan)}["audit-clusters-reach"]

    assert round(finding.needed_growth or 0, 1) == Decimal("11.1")
    assert "CNY 163.4 bn" in sentences.finding_sentence(finding, "en") and "11.1 %" in sentences.finding_sentence(finding, "zh")


def test_nothing_is_flagged_that_closes_when_rounded_as_printed(case: Any) -> None:
    for finding in audit_claims(case.plan):
        if finding.state == DIFFERS:
            places = max(0, -int((finding.stated or Decimal(0)).as_tuple().exponent))
            assert round(finding.computed or 0, places) != finding.stated
            assert {name for name, _ in finding.reasons} <= REMARKS


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_is_told_with_formula_reasons_and_both_sources(case: Any, lang: str) -> None:
    for finding in audit_claims(case.plan):
        row = finding_row(finding, case.plan)
        assert row[f"text_{lang}"] and "{" not in row[f"text_{lang}"]
        assert row[f"formula_{lang}"] and "{" not in row[f"formula_{lang}"]
        assert all(s["source"] and s[lang] for s in row["sources"])
        if finding.state == QUESTION and finding.claim.by != "rest":
            assert sentences.reason_sentences(finding, case.plan, lang)
        if finding.stated_quantity and finding.claim.stated and not finding.claim.counted:
            assert {s["of"] for s in row["sources"]} >= {finding.claim.stated, *finding.claim.of}


def test_what_is_left_for_the_rest_is_not_held_to_printed_digits(bundled: Any) -> None:
    """It stands beside a number of ours, which the plan does not print."""
    rests = [f for f in audit_claims(bundled.plan) if f.claim.by == "rest"]

    assert rests and not [f.claim.id for f in rests if "edge" in {name for name, _ in f.reasons}]
