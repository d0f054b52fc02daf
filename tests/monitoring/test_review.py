"""What is waiting before it counts: orders of magnitude, units, jumps, signs, wholes, totals that fall."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.catalog import DISTRICTS
from geodata.intake import read_figure_file
from layout.monitoring.actuals import Actual, match_actuals
from layout.monitoring.plausibility import (
    FAR,
    JUMP,
    Expectation,
    YearValue,
    doubt_alone,
    doubts_by_year,
    likely_readings,
)
from layout.monitoring.review import Review, review_actuals
from tests.conftest import case_of

PLAN = case_of(DISTRICTS, "jinshan", "2021-2025").plan
HEAD = "对象,指标,年份,数值,单位,口径,来源\n"


def reviewed(*rows: str, decisions: dict[str, str] | None = None) -> Review:
    """Review rows of CSV on the bundled plan; the figures are invented."""
    actuals, faults = match_actuals(read_figure_file((HEAD + "\n".join(rows)).encode(), "f.csv"), PLAN)
    assert faults == ()
    return review_actuals(PLAN, actuals, decisions or {})


def rules(review: Review) -> list[tuple[str, str]]:
    """Return what is waiting and by which rule."""
    return [(q.id, q.doubt.rule if q.doubt else "several") for q in review.questions]


OUTPUT = ",规模以上工业总产值,{year},{value},{unit},属地,s"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # Ten thousand yuan in a row of hundred millions: 5,300,000 for 530.
        ([",工业固定资产投资（累计）,2023,5300000,亿元,,s"], [("investment:2023", "far-above")]),
        ([OUTPUT.format(year=2023, value=16500000, unit="亿元")], [("output-2020:2023", "far-above")]),
        ([OUTPUT.format(year=2023, value=1650, unit="万元")], [("output-2020:2023", "far-below")]),
        # A fraction for a percentage.
        ([",规模以上工业产值年均增长率,2023,0.064,%,属地,s"], [("output-growth:2023", "far-below")]),
        ([",工业战略性新兴产业总产值占规模以上工业总产值比重,2023,0.29,%,,s"], [("emerging-share:2023", "far-below")]),
        ([",工业战略性新兴产业总产值占规模以上工业总产值比重,2023,129,%,,s"], [("emerging-share:2023", "share")]),
        ([",工业固定资产投资（累计）,2022,-5,亿元,,s"], [("investment:2022", "negative")]),
        ([",规模以上工业产值年均增长率,2023,150,%,属地,s"], [("output-growth:2023", "growth")]),
        # A cumulated total falls.
        ([",工业固定资产投资（累计）,2022,180,亿元,,s", ",工业固定资产投资（累计）,2023,95,亿元,,s"], [("investment:2023", "falls")]),
        # What there are at the end of a year may become less.
        ([",挂牌上市企业数量（累计）,2022,150,家,,s", ",挂牌上市企业数量（累计）,2023,140,家,,s"], []),
        # A level that jumps and comes back is one wrong figure, by the base before it.
        ([OUTPUT.format(year=y, value=v, unit="亿元") for y, v in ((2021, 1450), (2022, 4500), (2023, 1600))],
         [("output-2020:2022", "jump-up")]),
        ([OUTPUT.format(year=2021, value=0, unit="亿元")], [("output-2020:2021", "vanished")]),
        # One figure of one year with two values.
        ([OUTPUT.format(year=2021, value=1450, unit="亿元"), OUTPUT.format(year=2021, value=1460, unit="亿元")],
         [("output-2020:2021", "several")]),
        # What is plain is not asked.
        ([OUTPUT.format(year=2021, value=1450, unit="亿元"), OUTPUT.format(year=2021, value=14500000, unit="万元")], []),
        ([OUTPUT.format(year=2021, value=1250, unit="亿元"), ",规模以上工业产值年均增长率,2022,-3.2,%,属地,s"], []),
        ([",工业固定资产投资（累计）,2021,2,亿元,,s", ",新增规模以上工业企业数量（累计）,2021,0,家,,s"], []),
        (["新材料,产业规模,2021,60,亿元,,s"], []),
    ],
)  # fmt: skip
def test_what_is_unusual_is_asked(rows: list[str], expected: list[tuple[str, str]]) -> None:
    review = reviewed(*rows)
    assert rules(review) == expected
    waiting = {q.id for q in review.open_questions}
    assert not {f"{a.target}:{a.year}" for a in review.actuals} & waiting


def test_a_likely_unit_is_offered_and_taken() -> None:
    row = ",工业固定资产投资（累计）,2023,5300000,亿元,,s"
    question = reviewed(row).questions[0]

    assert question.readings == (("万元", Decimal(530)),)
    assert question.choices == ("unit:万元", "as-given", "left-out")
    as_unit = reviewed(row, decisions={question.id: "unit:万元"})
    assert [(a.value, a.unit, a.flags) for a in as_unit.actuals] == [(5300000, "万元", ("re-read",))]
    assert as_unit.open_questions == () and len(as_unit.questions) == 1
    given_back = reviewed(row, decisions={question.id: "as-given"})
    assert [(a.unit, a.flags) for a in given_back.actuals] == [("亿元", ("confirmed",))]
    assert reviewed(row, decisions={question.id: "left-out"}).actuals == ()
    assert reviewed(row, decisions={question.id: "unit:家"}).open_questions


def test_a_fraction_is_offered_as_its_percentage() -> None:
    question = reviewed(",规模以上工业产值年均增长率,2023,0.064,%,属地,s").questions[0]
    assert question.readings == (("倍", Decimal("6.4")),)


def test_of_two_values_one_is_chosen() -> None:
    rows = [OUTPUT.format(year=2021, value=v, unit="亿元") for v in (1450, 1460)]
    assert reviewed(*rows).actuals == ()
    chosen = reviewed(*rows, decisions={"output-2020:2021": "choice:2"})
    assert [a.value for a in chosen.actuals] == [1460]
    assert reviewed(*rows, decisions={"output-2020:2021": "choice:9"}).actuals == ()


def test_a_decision_changes_what_other_years_are_compared_with() -> None:
    rows = [
        "新型显示,产业规模,2021,40,亿元,,s",
        "新型显示,产业规模,2022,170,亿元,,s",
        "新型显示,产业规模,2023,180,亿元,,s",
    ]
    first = reviewed(*rows)
    # Nothing tells which of the two is wrong: without a base both are waiting about.
    assert rules(first) == [("new-displays-2025:2021", "jump-down"), ("new-displays-2025:2022", "jump-up")]
    decided = reviewed(*rows, decisions={"new-displays-2025:2022": "as-given"})
    assert [q.id for q in decided.open_questions] == ["new-displays-2025:2021"]


values = st.decimals("0.01", 10**6, places=2)


@given(st.lists(st.tuples(st.integers(2021, 2025), values), unique_by=lambda p: p[0], max_size=5), st.randoms())
def test_the_order_of_years_does_not_matter(pairs: list[tuple[int, Decimal]], rng: Any) -> None:
    expected = Expectation("level", Decimal(100), Decimal(150))
    figures = [YearValue(y, v) for y, v in pairs]
    shuffled = list(figures)
    rng.shuffle(shuffled)
    assert doubts_by_year(figures, expected) == doubts_by_year(shuffled, expected)


@given(st.decimals(1, 10**6, places=2), st.decimals("1.0", 2, places=3), st.integers(0, 4))
def test_what_grows_as_plans_do_is_never_doubted(base: Decimal, factor: Decimal, lacking: int) -> None:
    expected = Expectation("level", base, base * factor**5)
    figures = [YearValue(2021 + n, base * factor ** (n + 1)) for n in range(5) if n != lacking]
    assert doubts_by_year([YearValue(2020, base, True), *figures], expected) == {}


@given(values, st.decimals("1.01", 1000, places=2))
def test_beyond_its_threshold_a_figure_is_doubted_and_within_it_is_not(base: Decimal, over: Decimal) -> None:
    expected = Expectation("level", base, base)
    beyond = doubt_alone(YearValue(2023, base * FAR * over), expected)
    assert beyond is not None and (beyond.rule, beyond.limit) == ("far-above", FAR)
    assert doubt_alone(YearValue(2023, base * FAR), expected) is None
    jump = doubts_by_year([YearValue(2020, base, True), YearValue(2021, base * JUMP * min(over, Decimal(3)))], expected)
    assert [d.rule for d in jump.values()] == ["jump-up"]


@given(values, st.sampled_from([Decimal(10000), Decimal("0.0001"), Decimal(100), Decimal("0.01")]))
def test_a_reading_is_near_base_and_target_or_none(value: Decimal, factor: Decimal) -> None:
    expected = Expectation("level", Decimal(100), Decimal(150))
    figure = YearValue(2023, value, readings=(("x", value * factor),))
    assert all(Decimal(100) / 3 <= r <= 450 for _, r in likely_readings(figure, expected))


@given(st.lists(st.tuples(st.integers(2021, 2025), values), unique_by=lambda p: p[0], min_size=1, max_size=5))
def test_a_question_that_is_decided_never_stays_open(pairs: list[tuple[int, Decimal]]) -> None:
    actuals = [Actual("output-2020", y, v, "亿元", "local", "s", "", "i", "f", "row 2") for y, v in pairs]
    first = review_actuals(PLAN, actuals, {})
    decided = review_actuals(PLAN, actuals, {f"output-2020:{y}": "as-given" for y, _ in pairs})

    assert {a.year for a in first.actuals} | {q.year for q in first.open_questions} == {y for y, _ in pairs}
    assert decided.open_questions == ()
    assert {a.year for a in decided.actuals} == {y for y, _ in pairs}
