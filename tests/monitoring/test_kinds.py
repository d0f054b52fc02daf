"""Yearly, mid-term and final evaluations differ in what they say, exactly and in both languages."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest

from geodata.intake import FigureFile
from geodata.languages import LANGS
from layout.exports.evaluation_workbook import evaluation_workbook
from layout.monitoring import kinds, panel
from layout.monitoring.evaluation import Evaluation, Standing, evaluate
from layout.monitoring.kinds import COLUMNS, KindFigures, kind_figures, kind_sentence, tallies_by_class
from layout.monitoring.rows import evaluation_report
from layout.monitoring.words import round_to
from layout.view.view import View
from layout.words.nodes import text_of
from tests.monitoring.test_evaluation import BUNDLED_PLAN, MINI_PLAN, actual

FIGURES = (
    actual("output", 2021, "86.5"), actual("output", 2022, "940000", "万元"), actual("output", 2023, 99),
    actual("output", 2025, 115), actual("new-firms", 2021, 4, "家"), actual("new-firms", 2022, 9, "家"),
    actual("new-firms", 2023, 12, "家"), actual("new-firms", 2025, 22, "家"),
)  # fmt: skip


def evaluate_target(target: str, year: int, *figures: Any, plan: Any = MINI_PLAN) -> tuple[Standing, Evaluation]:
    """Return a standing with its evaluation."""
    evaluation = evaluate(plan, figures or FIGURES, year)
    return next(s for s in evaluation.standings if s.target.id == target), evaluation


def test_a_half_is_rounded_away_from_zero() -> None:
    assert [round_to(Decimal(n), 1) for n in ("0.25", "-0.45", "3", "0.30")] == [
        Decimal("0.3"), Decimal("-0.5"), Decimal(3), Decimal("0.3"),
    ]  # fmt: skip


def numbers(figures: KindFigures) -> dict[str, Any]:
    """Return the figures of a kind of evaluation, rounded."""
    pairs = {k: getattr(figures, k) for k in (*sum(COLUMNS.values(), ()),)}
    return {k: round(v, 1) for k, v in pairs.items() if v is not None}


@pytest.mark.parametrize(
    ("target", "year", "expected"),
    [
        ("output", 2021, {"gap": Decimal("-0.3")}),
        ("output", 2022, {"change": Decimal("8.7"), "gap": Decimal("-0.1")}),
        ("new-firms", 2022, {"change": Decimal(5), "gap": Decimal("12.5")}),
        ("output", 2023, {"elapsed": Decimal(60), "covered": Decimal("47.5")}),
        ("new-firms", 2023, {"elapsed": Decimal(60), "covered": Decimal(60)}),
        ("output", 2025, {"margin": Decimal(-5), "margin_percent": Decimal("-4.2")}),
        ("new-firms", 2025, {"margin": Decimal(2), "margin_percent": Decimal(10)}),
        ("output", 2024, {"gap": Decimal("-3.0")}),
        ("gears-2025", 2023, {}),
    ],
)
def test_each_kind_of_evaluation_looks_at_its_own(target: str, year: int, expected: Any) -> None:
    standing, evaluation = evaluate_target(target, year)
    assert numbers(kind_figures(standing, evaluation)) == expected
    assert set(expected) <= set(COLUMNS[evaluation.kind])


def test_growth_is_over_the_year_before_of_the_same_scope_alone() -> None:
    gap = evaluate_target("output", 2022, actual("output", 2020, 80), actual("output", 2022, 94))
    other = evaluate_target("output", 2022, actual("output", 2021, 86, scope=""), actual("output", 2022, 94))
    zero = evaluate_target("output", 2022, actual("output", 2021, 0), actual("output", 2022, 94))
    assert [kind_figures(*pair).change for pair in (gap, other, zero)] == [None] * 3


def test_a_rate_has_its_year_and_a_level_behind_it_its_growth() -> None:
    rates = evaluate_target(
        "output-growth", 2022, *(actual("output-growth", y, v, "%") for y, v in ((2021, 9), (2022, 5)))
    )
    assert (kind_figures(*rates).change_kind, kind_figures(*rates).change) == ("rate", 5)
    levels = [actual("output-2020", 2021, 1500), actual("output-2020", 2022, 1650)]
    figures = kind_figures(*evaluate_target("output-growth", 2022, *levels, plan=BUNDLED_PLAN))
    assert (figures.change_kind, figures.change) == ("growth", 10)
    assert figures.gap is not None and round(figures.gap, 2) == Decimal("2.26")


def test_nothing_final_is_said_of_an_older_figure() -> None:
    assert numbers(kind_figures(*evaluate_target("output", 2025, actual("output", 2023, 99)))) == {}


@pytest.mark.parametrize("lang", LANGS)
def test_the_words_say_it(lang: str) -> None:
    sentences = [kind_sentence(*evaluate_target("output", y), lang) for y in (2022, 2023, 2025)]
    assert ["+8.7 %" in sentences[0], "−0.1 %" in sentences[0], "47.5 %" in sentences[1], {"zh": "−5 亿元", "en": "−CNY 500 mn"}[lang] in sentences[2]] == [True] * 4
    half, rest = (kinds.required_pace_text(*evaluate_target("output", y), lang) for y in (2023, 2022))
    assert ("后半期" in half or "second half" in half, "后半期" in rest or "second half" in rest) == (
        True,
        False,
    )


def test_classes_count_the_plans_own_targets_once() -> None:
    for plan in (MINI_PLAN, BUNDLED_PLAN):
        evaluation = evaluate(plan, FIGURES if plan is MINI_PLAN else (), 2025)
        tallies = tallies_by_class(plan, evaluation)
        assert sum(n for g in tallies for _, n in g.counts) == sum(n for _, n in evaluation.counts)
        assert len({g.id for g in tallies}) == len(tallies)
    assert dict(tallies_by_class(MINI_PLAN, evaluate_target("output", 2025)[1])[0].counts) == {"achieved": 2, "missed": 1}


@pytest.mark.parametrize("lang", LANGS)
def test_board_book_and_json_differ_by_kind(lang: str) -> None:
    from openpyxl import load_workbook

    from layout.words.glossary import say

    heads = []
    for year in (2022, 2023, 2025):
        evaluation = evaluate_target("output", year)[1]
        text = text_of(panel.standings_panel(MINI_PLAN, evaluation, View("mini", "2021-2025", lang)))
        standing = next(s for s in evaluation.standings if s.target.id == "output")
        assert kind_sentence(standing, evaluation, lang) in text and say(f"evaluation-kind.{evaluation.kind}", lang) in text
        assert (say("evaluation-kind.classes", lang) in text) == (evaluation.kind == "final")
        book = load_workbook(io.BytesIO(evaluation_workbook(MINI_PLAN, evaluation, lang)))
        cells = [[c.value for c in row] for row in book.worksheets[1].iter_rows()]
        head = next(row for row in cells if say("board.state", lang) in row)
        line = next(row for row in cells if row[0] == "output")
        names = [name(lang) for name in kinds.kind_headings(evaluation.kind)]
        at = head.index(names[0])
        assert head[at : at + 3] == [*names, say("board.state", lang)]
        assert [Decimal(str(v)) for v in line[at : at + 2]] == kinds.kind_cells(standing, evaluation)
        row = next(r for r in evaluation_report(MINI_PLAN, evaluation, FigureFile("f"))["standings"] if r["target"] == "output")
        assert [bool(row[k]) for k in ("change", "elapsed", "margin")] == [
            evaluation.kind == k for k in ("yearly", "mid", "final")
        ]
        heads.append(tuple(head))
    assert len(set(heads)) == 3
