"""Figures in words: nothing that the plan says of one is lost wherever it is written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.months import read_months
from geodata.printed_numbers import number_fault, year_fault
from layout.charts.chart_data import convert_figure
from layout.plan.measure import total
from layout.plan.model import Figure, Text
from layout.words.numbers import (
    figure_and_unit,
    format_figure,
    format_figure_as_held,
    format_figure_value,
    format_figure_value_with_sign,
    format_figure_with_sign,
    format_other_ways,
    format_reached,
    has_plain_number,
)
from layout.words.years import figure_years, year_mark

NONE = Text("", "")
PLAIN = Figure(Decimal(600), "=", "亿元", 2025, "output", "local", NONE)
RANGE = replace(PLAIN, high=Decimal(700))
FLOOR = replace(PLAIN, value=Decimal(9000), bound=">=", stretch=Decimal(10000))
RATE = replace(PLAIN, value=Decimal(6), unit="%", form="rate", from_year=2020)
BOTH_WAYS = replace(PLAIN, value=Decimal(6500), bound=">", also=(RATE,))
TWICE = replace(PLAIN, value=Decimal(2), unit="倍", form="ratio", from_year=2025, year=2030)
CLASS = replace(PLAIN, value=None, bound="", words=Text("千亿级", "100-billion-yuan class"))
ABOUT_OR_MORE = replace(PLAIN, bound="~>=")
WRITERS = (format_figure, format_figure_value, format_figure_with_sign, format_figure_value_with_sign,
           format_figure_as_held, format_reached, lambda f, lang: " ".join(figure_and_unit(f, lang)))  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "zh", "en"),
    [
        (RANGE, "600–700 亿元", "CNY 60–70 bn"),
        (replace(RANGE, bound="~"), "约 600–700 亿元", "about CNY 60–70 bn"),
        (FLOOR, "不低于 9,000 亿元（力争 10,000 亿元）", "at least CNY 900 bn (aiming at CNY 1,000 bn)"),
        (BOTH_WAYS, "超过 6,500 亿元（亦作年均 6 %）", "more than CNY 650 bn (also set as 6 % a year)"),
        (TWICE, "2025 年的 2 倍", "2 times that of 2025"),
        (replace(TWICE, bound=">"), "超过 2025 年的 2 倍", "more than 2 times that of 2025"),
        (replace(TWICE, based=True), "2 倍", "2 times"),
        (ABOUT_OR_MORE, "约 600 亿元以上", "about CNY 60 bn or more"),
        (CLASS, "千亿级", "100-billion-yuan class"),
    ],
)
def test_a_figure_says_all_that_the_plan_says(figure: Figure, zh: str, en: str) -> None:
    assert (format_figure(figure, "zh"), format_figure(figure, "en")) == (zh, en)


FIRMS = replace(PLAIN, value=Decimal(100), bound=">", unit="家", measure="firms", form="count")
SAID_TWICE = replace(FIRMS, also=(replace(FIRMS, bound="="),))
MORE_THAN = replace(FIRMS, bound="=", also=(FIRMS,))


@pytest.mark.parametrize(
    ("write", "figure", "zh", "en"),
    [
        (format_figure, SAID_TWICE, "超过 100 家（亦作 100 家）", "more than 100 firms (also set as 100 firms)"),
        (format_figure, MORE_THAN, "100 家（亦作超过 100 家）", "100 firms (also set as more than 100 firms)"),
        (format_figure_value, SAID_TWICE, "超过 100（亦作 100）", "more than 100 (also set as 100)"),
        (format_figure_as_held, SAID_TWICE, "超过 100（亦作 100）", "more than 100 (also set as 100)"),
        (format_figure_value_with_sign, MORE_THAN, "100（亦作超过 100）", "100 (also set as more than 100)"),
        (format_figure_value, BOTH_WAYS, "超过 6,500（亦作年均 6 %）", "more than 650 (also set as 6 % a year)"),
        (format_figure_value, replace(CLASS, also=(PLAIN,)), "千亿级（亦作 600 亿元）",
         "100-billion-yuan class (also set as CNY 60 bn)"),
        (format_other_ways, MORE_THAN, "亦作超过 100 家", "also set as more than 100 firms"),
    ],
)  # fmt: skip
def test_another_way_has_its_unit_where_the_figure_has(write: Any, figure: Figure, zh: str, en: str) -> None:
    assert (write(figure, "zh"), write(figure, "en")) == (zh, en)


def test_another_way_is_converted_with_its_figure() -> None:
    amount = replace(PLAIN, value=Decimal(6000000), unit="万元", also=(replace(PLAIN, value=Decimal(6500000), unit="万元"),))

    assert format_figure_value(convert_figure(amount, "亿元"), "zh") == "600（亦作 650）"


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("figure", "parts"),
    [
        (RANGE, (("600", "700"), ("60", "70"))),
        (FLOOR, (("9,000", "10,000"), ("900", "1,000"))),
        (BOTH_WAYS, (("6,500", "6 %"), ("650", "6 %"))),
        (TWICE, (("2", "2025"), ("2", "2025"))),
    ],
)
def test_no_writer_loses_an_end_an_aim_or_another_way(
    figure: Figure, parts: tuple[tuple[str, ...], ...], lang: str, write: Any
) -> None:
    shown = write(figure, lang)

    # A column that is not converted keeps the numbers of the data.
    assert any(all(p in shown for p in each) for each in (parts[lang == "en"], parts[0]))


@given(st.sampled_from(["~", ">=", ">", "<=", "<", "~>=", "~<="]), st.integers(1, 99999))
def test_a_sign_stays_on_the_line_of_its_number(bound: str, value: int) -> None:
    shown = format_figure_value_with_sign(replace(PLAIN, value=Decimal(value), bound=bound), "zh")
    sign, number = shown[: -len(f"{value:,}")], shown[-len(f"{value:,}") :]

    assert sign.strip() and " " not in sign and sign.endswith("\u00a0")
    assert number == f"{value:,}"


@pytest.mark.parametrize(
    ("bound", "zh"),
    [("=", "达到 600 亿元"), ("~", "达到约 600 亿元"), (">", "超过 600 亿元"), (">=", "不低于 600 亿元")],
)
def test_a_bound_takes_the_place_of_the_verb(bound: str, zh: str) -> None:
    assert format_reached(replace(PLAIN, bound=bound), "zh") == zh


def test_only_a_plain_number_may_stand_as_a_number() -> None:
    assert has_plain_number(PLAIN)
    assert not any(map(has_plain_number, (RANGE, FLOOR, BOTH_WAYS, TWICE, CLASS, replace(PLAIN, bound="~"))))


@given(st.lists(st.sampled_from(["=", "~", ">=", ">"]), min_size=1, max_size=5))
def test_a_sum_of_bounded_figures_is_written_with_its_bound(bounds: list[str]) -> None:
    whole = total(replace(PLAIN, bound=b) for b in bounds)

    assert (format_figure_value(whole, "en")[0].isdigit()) is (set(bounds) == {"="})


@pytest.mark.parametrize(
    ("months", "zh", "en"),
    [
        ("1-6", "2023 年上半年", "first half of 2023"),
        ("1-9", "2023 年前三季度", "first three quarters of 2023"),
        ("1-3", "2023 年一季度", "first quarter of 2023"),
        ("1-4", "2023 年 1—4 月", "January–April 2023"),
        ("5", "2023 年 5 月", "May 2023"),
        ("", "2023", "2023"),
    ],
)
def test_a_part_of_a_year_is_told(months: str, zh: str, en: str) -> None:
    figure = replace(PLAIN, year=2023, months=months)

    assert (figure_years(figure, "zh"), figure_years(figure, "en")) == (zh, en)
    assert (year_mark(figure, "zh"), year_mark(figure, "en")) == (zh, en)


def test_a_figure_gives_the_days_that_it_is_of() -> None:
    def days(**rest: Any) -> list[str]:
        dates = replace(PLAIN, **rest).period_dates
        return [d.isoformat() for d in dates or ()]

    assert days(months="1-6") == ["2025-01-01", "2025-06-30"]
    assert days(months="2", year=2024) == ["2024-02-01", "2024-02-29"]
    assert days() == ["2025-01-01", "2025-12-31"]
    assert days(form="total", from_year=2020) == ["2021-01-01", "2025-12-31"]
    assert days(year=None) == []


def test_a_class_of_size_is_an_amount_and_a_number_is_none() -> None:
    assert (CLASS.class_amount, PLAIN.class_amount) == (Decimal(1000), None)


_NUMBERS = st.integers(0, 10**6)


@given(_NUMBERS, st.integers(1, 10**6), st.sampled_from(["-", "—", "–", "~", "～", "至"]))
def test_a_range_in_one_cell_is_said_how_to_write(low: int, more: int, sign: str) -> None:
    fault = number_fault(f"{low:,}{sign}{low + more:,}亿元")

    assert fault == ("range_in_number", {"low": str(low), "high": str(low + more)})


@given(_NUMBERS, st.sampled_from(["%", "亿元", "万吨", " 家"]))
def test_a_unit_in_the_number_is_said_where_to_write(number: int, unit: str) -> None:
    assert number_fault(f"{number}{unit}") == ("unit_in_number", {"plain": str(number), "unit": unit.strip()})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9,000，力争10,000", ("stretch_in_number", {"low": "9000", "aim": "10000"})),
        ("at least 9,000, aiming at 10,000", ("stretch_in_number", {"low": "9000", "aim": "10000"})),
        ("≥9000（力争10000亿元）", ("stretch_in_number", {"low": "9000", "aim": "10000"})),
        # In another unit the second number is no number of the first's unit.
        ("9000亿元，力争突破1万亿元", None),
        ("1 359.2", ("thousands_blank", {"plain": "1359.2"})),
        ("—", ("dash_for_number", {"words": "—"})),
        ("暂无", ("dash_for_number", {"words": "暂无"})),
        ("千亿级", ("words_for_number", {"words": "千亿级"})),
    ],
)
def test_what_is_no_plain_number_is_said_how_to_write(text: str, expected: tuple[str, dict[str, str]] | None) -> None:
    assert number_fault(text) == expected


@given(st.text(max_size=80))
def test_any_text_is_read_or_left(text: str) -> None:
    for fault in (number_fault(text), year_fault(text)):
        assert fault is None or fault[1]


@given(st.integers(1, 12), st.integers(1, 12))
def test_months_are_written_in_one_way(first: int, last: int) -> None:
    proper = first < last and (first, last) != (1, 12)

    assert (read_months(f"{first}-{last}") is not None) is proper
    assert read_months(str(first)) == (first, first)
