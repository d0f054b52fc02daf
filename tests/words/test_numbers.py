"""Numbers in the units of a language: exact conversion, one rule of rounding, words around the number."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import units
from geodata.languages import LANGS, Text
from layout.plan.measure import convert
from layout.plan.model import Figure
from layout.words.glossary import glossary
from layout.words.numbers import (
    converted_value,
    format_amount,
    format_figure,
    format_figure_value,
    format_number,
    format_value,
    number_and_unit,
    shown_unit_name,
    shown_value,
    unit_name,
)

_UNITS = sorted(k.removeprefix("unit.") for k in glossary() if k.startswith("unit."))
_MONEY = [u for u in _UNITS if units.dimension(u) == "元"]
_amounts = st.decimals("-1e7", "1e7", places=4, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("50", "亿元", "CNY 5 bn"), ("500", "亿元", "CNY 50 bn"), ("1062.3", "亿元", "CNY 106.2 bn"),
        ("1634.48", "亿元", "CNY 163.4 bn"), ("0.5", "亿元", "CNY 50 mn"), ("399.7", "亿元", "CNY 40.0 bn"),
        ("93.4", "亿元", "CNY 9.34 bn"), ("99.96", "亿元", "CNY 10.0 bn"), ("9.996", "亿元", "CNY 1.00 bn"),
        ("50.0", "亿元", "CNY 5.00 bn"), ("0", "亿元", "CNY 0"), ("-0.54", "亿元", "CNY \N{MINUS SIGN}54 mn"),
        ("6.5", "万元", "CNY 65,000"), ("12345", "万元", "CNY 123 mn"), ("58432", "元", "CNY 58,432"),
        ("30", "万元/亩", "CNY 300,000 per mu"), ("95", "亿元/平方公里", "CNY 9,500 mn per km²"),
        ("2831", "亩", "2,831 mu"), ("1", "家", "1 firm"), ("19", "家", "19 firms"), ("4", "个", "4"),
        ("1.5", "个百分点", "1.5 percentage points"), ("0.28", "吨标准煤/万元", "0.28 tce per CNY 10,000"),
        ("11", "立方米/万元", "11 m³ per CNY 10,000"), ("5.2", "万吨标准煤", "52,000 tce"),
        ("3", "位", "rank 3"), ("8", "%", "8 %"), ("2", "倍", "2 times"),
    ],
)  # fmt: skip
def test_an_amount_stands_in_the_units_that_english_uses(value: str, unit: str, text: str) -> None:
    assert format_amount(Decimal(value), unit, "en") == text


@pytest.mark.parametrize(
    ("value", "text", "unit"),
    [("500", "50", "CNY bn"), ("1062.3", "106.2", "CNY bn"), ("5", "0.5", "CNY bn"), ("0.4997", "0.0500", "CNY bn")],
)  # fmt: skip
def test_a_table_has_one_unit_for_all_its_numbers(value: str, text: str, unit: str) -> None:
    shown = (format_value(Decimal(value), "亿元", "en"), shown_unit_name("亿元", "en"))

    assert shown == (text, unit)


def test_a_bound_stands_before_the_amount() -> None:
    figure = Figure(Decimal(500), ">=", "亿元", 2025, "scale", "local", Text("", ""))

    assert format_figure(figure, "en") == "at least CNY 50 bn"
    assert format_figure_value(figure, "en") == "at least 50"
    assert number_and_unit(Decimal(500), "亿元", "en", ">=") == ("≥\u00a0CNY 50 bn", "")
    assert number_and_unit(Decimal(500), "亿元", "zh", ">=") == ("≥\u00a0500", "亿元")


def test_a_formula_keeps_all_digits() -> None:
    """So that a reader's recomputation closes."""
    assert format_amount(Decimal("957.4"), "亿元", "en", exact=True) == "CNY 95.74 bn"
    assert format_amount(Decimal("1382.1"), "亿元", "en", exact=True) == "CNY 138.21 bn"


@given(value=_amounts, unit=st.sampled_from(_UNITS))
def test_the_first_language_shows_the_units_of_the_data(value: Decimal, unit: str) -> None:
    assert shown_value(value, unit, LANGS[0]) == value
    assert shown_unit_name(unit, LANGS[0]) == unit_name(unit, LANGS[0]) == unit


@given(value=_amounts, unit=st.sampled_from(_UNITS))
def test_a_conversion_is_exact(value: Decimal, unit: str) -> None:
    shown = units.column_unit(unit, "en")

    assert convert(converted_value(value, unit, "en"), shown, unit) == value


@given(value=_amounts, unit=st.sampled_from(_MONEY))
def test_an_amount_is_rounded_half_up_once(value: Decimal, unit: str) -> None:
    """The difference to the exact value is at most half of the last digit shown, and of that upwards."""
    exact, shown = converted_value(value, unit, "en"), shown_value(value, unit, "en")
    half = Decimal(5).scaleb(int(shown.as_tuple().exponent) - 1)

    assert abs(shown - exact) <= half
    assert abs(shown - exact) < half or abs(shown) > abs(exact) or shown == exact


@given(value=_amounts, unit=st.sampled_from(_MONEY))
def test_no_more_digits_are_shown_than_the_rule_says(value: Decimal, unit: str) -> None:
    number = format_amount(value, unit, "en").removeprefix("CNY ").split(" ")[0].replace(",", "").lstrip("\N{MINUS SIGN}")
    whole, _, decimals = number.partition(".")

    # What is given in a unit that the language uses stands as it is given.
    if unit not in units.text_units(unit, "en"):
        assert len(decimals) <= 1 or len((whole + decimals).lstrip("0")) <= 3


@given(a=_amounts, b=_amounts, unit=st.sampled_from(_MONEY))
def test_rounding_keeps_the_order(a: Decimal, b: Decimal, unit: str) -> None:
    low, high = sorted((a, b))

    assert shown_value(low, unit, "en") <= shown_value(high, unit, "en")


@pytest.mark.parametrize("unit", sorted({*_UNITS, *units.other_names()}))
def test_every_unit_has_a_name_and_numbers_in_every_language(unit: str) -> None:
    for number in (Decimal(1), Decimal("12.5")):
        assert format_number(number) in format_amount(number, unit, LANGS[0])
        assert not re.search(r"[㐀-鿿]", format_amount(number, unit, "en"))
    assert shown_unit_name(unit, "en") and not re.search(r"[㐀-鿿]", unit_name(unit, "en"))


@pytest.mark.parametrize(
    "unit", [u for u in units.other_names() for lang in LANGS if units.text_units(u, lang)]
)
def test_the_units_of_a_language_measure_the_same(unit: str) -> None:
    for lang in LANGS:
        for other in (units.column_unit(unit, lang), *units.text_units(unit, lang)):
            assert units.dimension(other) == units.dimension(unit)
