"""Years of figures in words: spans, totals without a start, and years that no source prints."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from layout.plan.model import Figure, Text
from layout.words.years import figure_years, write_months, year_mark

LEVEL = Figure(Decimal(1), "=", "亿元", 2020, "output", "", Text("", ""))
SPAN = replace(LEVEL, from_year=2015, form="rate")
CUMULATED = replace(LEVEL, form="total")


@pytest.mark.parametrize(
    ("figure", "zh", "en"),
    [
        (LEVEL, "2020", "2020"),
        (SPAN, "2015–2020", "2015–2020"),
        # 2015 is the base that growth is reckoned from, and no year that a total adds up.
        (replace(SPAN, form="total"), "2016–2020", "2016–2020"),
        (replace(SPAN, form="count"), "2016–2020", "2016–2020"),
        (replace(SPAN, form="share"), "2015–2020", "2015–2020"),
        (replace(SPAN, form="share", period="years"), "2016–2020", "2016–2020"),
        (replace(SPAN, form="total", period="ends"), "2015–2020", "2015–2020"),
        (CUMULATED, "累计，至 2020 年", "cumulated up to 2020"),
        (replace(SPAN, year_basis="inferred"), "2015–2020〔推断〕", "2015–2020, inferred"),
        (
            replace(CUMULATED, year_basis="inferred"),
            "累计，至 2020 年〔推断〕",
            "cumulated up to 2020, inferred",
        ),
        (replace(LEVEL, year=None), "", ""),
    ],
)
def test_years_say_how_they_are_known(figure: Figure, zh: str, en: str) -> None:
    assert (figure_years(figure, "zh"), figure_years(figure, "en")) == (zh, en)


def test_the_last_year_alone_is_marked_as_well() -> None:
    marked = replace(SPAN, year_basis="inferred")

    assert (year_mark(SPAN, "zh"), year_mark(marked, "zh"), year_mark(replace(LEVEL, year=None), "zh")) == (
        "2020",
        "2020〔推断〕",
        "",
    )


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ("", ("2024", "2024")),
        ("1-6", ("2024 年上半年", "first half of 2024")),
        ("1-9", ("2024 年前三季度", "first three quarters of 2024")),
        ("1-4", ("2024 年 1—4 月", "January–April 2024")),
        ("5", ("2024 年 5 月", "May 2024")),
    ],
)
def test_a_part_of_a_year_is_written_in_both_languages(months: str, words: tuple[str, str]) -> None:
    assert tuple(write_months("2024", months, lang) for lang in ("zh", "en")) == words
