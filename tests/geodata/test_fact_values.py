"""Cells of an officer's workbook: numbers and ranges, choices, days, phones; or that they are none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.intake.fact_values import is_email, is_phone, parse_choices, parse_day, parse_range, plain_text
from geodata.officer_fields import officer_fields

HAZARD, EXHAUST = officer_fields()["hazard"], officer_fields()["exhaust"]


@pytest.mark.parametrize(
    ("text", "values", "unit", "about"),
    [
        ("1,200", ["1200"], "", False), ("20–50亩", ["20", "50"], "亩", False), ("20亩-50 亩", ["20", "50"], "亩", False),
        ("20至50", ["20", "50"], "", False), ("20 to 50 mu", ["20", "50"], "mu", False), ("约30", ["30"], "", True),
        ("about 20-50 mu", ["20", "50"], "mu", True), ("25-35元/㎡·月", ["25", "35"], "元/㎡·月", False),
        ("1.5t/m2", ["1.5"], "t/m²", False), ("５００m3/d", ["500"], "m³/d", False), ("10MVA", ["10"], "MVA", False),
        ("-5", ["-5"], "", False),
    ],
)  # fmt: skip
def test_an_amount_or_a_range_is_read(text: str, values: list[str], unit: str, about: bool) -> None:
    amount = parse_range(text)

    assert amount is not None
    assert ([*map(str, amount.values)], amount.unit, amount.about) == (values, unit, about)


@pytest.mark.parametrize("text", ["", "much", "50-20", "3 mu - 5 ha", "1-2-3", "10²", "1 2", "9" * 90, "2026-05-01"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert parse_range(text) is None


@given(st.text(max_size=120))
def test_any_cell_is_a_finite_amount_in_order_or_none(text: str) -> None:
    amount = parse_range(text)

    if amount is not None:
        assert all(isinstance(v, Decimal) and v.is_finite() for v in amount.values)
        assert list(amount.values) == sorted(amount.values) and 1 <= len(amount.values) <= 2


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2), st.sampled_from(["–", "-", "~", "至", " to "]))
def test_the_ends_of_a_range_are_read_as_written(a: Decimal, b: Decimal, sign: str) -> None:
    low, high = sorted((a, b))
    amount = parse_range(f"{low:,f}{sign}{high:,f}亩")

    assert amount is not None and (amount.values, amount.unit) == ((low, high), "亩")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("丙", "c"), ("丙类、丁类，戊类", "cde"), ("丙类及以下", "cde"), ("class C and below", "cde"),
        ("乙类及以上", "ab"), ("甲乙丙类", "abc"), ("Class A, B", "ab"), ("a/b", "ab"), ("丁 和 丙类", "cd"),
        ("", ""), ("己类", ""), ("及以下", ""), ("bad", ""), ("丙类，其他", ""), ("classy", ""),
    ],
)  # fmt: skip
def test_choices_are_read_wholly_or_not_at_all(text: str, ids: str) -> None:
    assert parse_choices(text, HAZARD.choices, True) == tuple(ids)


def test_only_an_ordered_list_has_choices_below() -> None:
    assert parse_choices("丙类及以下", HAZARD.choices, False) == ()
    assert parse_choices("accepted with conditions", EXHAUST.choices, False) == ("limited",)
    assert parse_choices("可受理", EXHAUST.choices, False) == ("accepted",)


@given(st.text(max_size=80), st.booleans())
def test_any_text_gives_choices_of_the_list_in_its_order(text: str, ordered: bool) -> None:
    ids = [choice.id for choice in HAZARD.choices]
    chosen = parse_choices(text, HAZARD.choices, ordered)

    assert [ids.index(c) for c in chosen] == sorted({ids.index(c) for c in chosen})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-31", date(2026, 5, 31)), ("2026/5/3", date(2026, 5, 3)), ("2026年5月31日", date(2026, 5, 31)),
        ("2026.5.31", date(2026, 5, 31)), ("2026-05-31 10:00:00", date(2026, 5, 31)), ("46022", date(2025, 12, 31)),
        ("２０２６－０５－３１", date(2026, 5, 31)),
        ("2026-05", None), ("2026", None), ("2026-02-30", None), ("yesterday", None), ("36000", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_is_whole_or_none(text: str, day: date | None) -> None:
    assert parse_day(text) == day


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat()) == parse_day(f"{day.year}年{day.month}月{day.day}日") == day


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none_a_phone_or_not(text: str) -> None:
    parse_day(text)
    assert not is_phone(text) or sum(c.isdigit() for c in text) >= 7
    assert not is_email(text) or "@" in text
    assert "\n" not in plain_text(text) and "\u202e" not in plain_text(text + "\u202e")


@pytest.mark.parametrize("text", ["021-57921234", "138 0000 0000", "+86 (21) 5792 1234 转 801", "021—57921234、13800000000"])
def test_phones_as_offices_write_them(text: str) -> None:
    assert is_phone(text) and not is_phone(f"电话 {text}") and not is_phone(text[:4])
