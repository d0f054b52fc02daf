"""Ranges and parts of years in the audit: a range is all that lies in it, a part of a year never a whole one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from layout.audit.finding_rows import finding_row
from layout.audit.findings import CLOSES, DIFFERS, QUESTION, Finding
from layout.audit.sentences import finding_sentence, gap_text
from layout.plan.model import Statement
from tests.audit.statements import claim, finding_of, plan_of, statement


def with_figure(stated: Statement, **rest: Any) -> Statement:
    return replace(stated, figure=replace(stated.figure, role="target", **rest))


RANGE = with_figure(statement("a", "600"), high=Decimal(700), stretch=Decimal(900))
PART = with_figure(statement("b", "100"))
HALF = with_figure(statement("a", "50"), months="1-6")


def sum_against(bundled: Any, stated: str) -> Finding:
    return finding_of(bundled, claim("sum", "a b", "s"), RANGE, PART, with_figure(statement("s", stated)))


@pytest.mark.parametrize(("stated", "state"), [("700", CLOSES), ("750", CLOSES), ("800", CLOSES), ("900", DIFFERS)])
def test_a_sum_of_ranges_closes_within_them_and_not_by_what_is_aimed_at(bundled: Any, stated: str, state: str) -> None:
    assert sum_against(bundled, stated).state == state


@pytest.mark.parametrize(("lang", "shown", "gap"), [("zh", "700–800 亿元", "100 亿元"), ("en", "CNY 70–80 bn", "CNY 10 bn")])
def test_a_result_of_ranges_is_a_range_and_its_gap_that_of_the_nearest_ends(
    bundled: Any, lang: str, shown: str, gap: str
) -> None:
    finding = sum_against(bundled, "900")

    assert shown in finding_sentence(finding, lang)
    assert gap_text(finding, lang) == gap
    assert (finding.low, finding.high) == (700, 800)


@pytest.mark.parametrize(
    ("kind", "stated", "shown"),
    [
        ("difference", statement("s", "5.5"), "4–6 亿元"),
        ("growth", statement("s", "90", unit="%", measure="rate"), "80.0–120.0 %"),
    ],
)
def test_ends_of_a_result_have_no_digits_that_rounding_leaves_open(
    bundled: Any, kind: str, stated: Statement, shown: str
) -> None:
    aimed = with_figure(statement("a", "9"), high=Decimal(11))
    base = statement("b", "5.00", 2024)
    names = "b a" if kind == "growth" else "a b"
    finding = finding_of(bundled, claim(kind, names, "s"), aimed, base, stated)

    assert shown in finding_sentence(finding, "zh")
    assert finding.result is not None and finding.result.span.low < finding.result.span.value


def test_the_formula_in_numbers_has_both_ends(bundled: Any) -> None:
    claimed, stated = claim("sum", "a b", "s"), with_figure(statement("s", "750"))
    plan = plan_of(bundled, [claimed], RANGE, PART, stated)

    assert finding_row(sum_against(bundled, "750"), plan)["formula"] == "600..700 + 100 = 700..800"


@pytest.mark.parametrize("kind", ["sum", "difference", "share", "growth", "at-least"])
def test_a_part_of_a_year_is_not_computed_with_a_whole_one(bundled: Any, kind: str) -> None:
    other = with_figure(statement("b", "100", 2024 if kind == "growth" else 2025))
    stated = "" if kind == "at-least" else "s"
    finding = finding_of(bundled, claim(kind, "a b", stated), HALF, other, statement("s", "1", unit="%", measure="share"))

    assert (finding.state, finding.impossible, finding.result) == (QUESTION, "part-year", None)
    assert "一年中的几个月" in finding_sentence(finding, "zh")
    assert "a part of one" in finding_sentence(finding, "en")


def test_like_parts_of_years_are_computed(bundled: Any) -> None:
    other, stated = (with_figure(statement(n, v), months="1-6") for n, v in (("b", "70"), ("s", "120")))

    assert finding_of(bundled, claim("sum", "a b", "s"), HALF, other, stated).state == CLOSES
    whole = with_figure(statement("s", "120"))
    assert finding_of(bundled, claim("sum", "a b", "s"), HALF, other, whole).impossible == "part-year"


def test_bounds_that_leave_both_sides_open_give_no_result(bundled: Any) -> None:
    low, high = (with_figure(statement(n, "50"), bound=b) for n, b in (("a", ">="), ("b", "<=")))

    assert finding_of(bundled, claim("sum", "a b", "s"), low, high, statement("s", "100")).impossible == "bounds"
