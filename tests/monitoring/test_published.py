"""Actuals that the data hold: those of the edition's monitored years, and what the next edition reports of them."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geodata.check import list_faults
from geodata.load import load_dataset
from layout.cli import app
from layout.cli import compare as _compare  # noqa: F401
from layout.cli import monitoring as _monitoring  # noqa: F401
from layout.cli.compare_outcomes import OUTCOME_KEYS, outcome_rows
from layout.exports.evaluation_workbook import evaluation_workbook
from layout.monitoring.actuals import Actual
from layout.monitoring.evaluation import Standing, evaluate
from layout.monitoring.outcomes import outcome_of, outcome_panel, target_outcomes
from layout.monitoring.panel import standings_panel
from layout.monitoring.progress import Goal, is_decided
from layout.monitoring.published import combine_actuals, next_edition, published_actuals
from layout.monitoring.rows import standing_row
from layout.monitoring.words import source_texts
from layout.plan.join import join
from layout.plan.model import Plan
from layout.view.view import View
from layout.words.citations import citation
from layout.words.nodes import text_of
from tests.conftest import MINI, case_of

OLD, NEW = "2016-2020", "2021-2025"
# Within the edition's years: of the district, of a cluster, of a park; a half of a rate's years.
ACTUAL_ROWS = """output-2023,output,actual,工业产值,Industrial output,,,112.4,=,亿元,,2023,output,local,,,,,,,,,,,,plan21:第一章 第1句
gears-2023,clusters,actual,齿轮,Gears,gears,,7,=,亿元,,2023,scale,local,,,,,,,,,,,,plan21:第一章 第1句
loom-yard-2023,parks,actual,园区产值,Output of the park,,loom-yard,6,=,亿元,,2023,output,local,,,,,,,,,,,,plan21:第一章 第1句
growth-2023,output,actual,工业产值年均增长率,Growth of industrial output per year,,,9,=,%,2021,2023,output-rate,,,,,,,,,,,,,plan21:第一章 第1句
other-2023,output,actual,其他产值,Other output,,,3,=,亿元,,2023,output,local,,,,,,,,,,,,plan21:第一章 第1句
"""  # fmt: skip


def edition(root: Path, name: str) -> Plan:
    return join(load_dataset(root, "mini", name))


@pytest.fixture
def monitored(tmp_path: Path) -> Plan:
    """Give the newer mini edition with actuals of its monitored years."""
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    path = root / "mini/plans" / NEW / "figures.csv"
    rows = ACTUAL_ROWS.replace(",plan21:第一章", ",,plan21:第一章")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + rows, encoding="utf-8")
    assert [f.text("en") for f in list_faults(root, "mini", NEW) if f.is_stopping] == []
    return edition(root, NEW)


def plan_of(name: str) -> Plan:
    return case_of(MINI, "mini", name).plan


def standing(plan: Plan, target: str, *actuals: Actual, year: int = 2023) -> Standing:
    combined = combine_actuals(actuals, published_actuals(plan))
    return next(
        s for s in evaluate(plan, combined.counted, year, combined.beside).standings if s.target.id == target
    )


def test_the_figures_of_the_folder_are_actuals_of_their_targets(monitored: Plan) -> None:
    actuals = {a.where: (a.target, a.year, a.value, a.origin) for a in published_actuals(monitored)}

    # A rate of some of its years is none of a year; another output of the district is no target's.
    assert actuals == {
        "output-2023": ("output", 2023, Decimal("112.4"), "folder"),
        "gears-2023": ("gears-2025", 2023, Decimal(7), "folder"),
        "loom-yard-2023": ("loom-yard-2025", 2023, Decimal(6), "folder"),
    }
    assert published_actuals(plan_of(NEW)) == ()


@pytest.mark.parametrize(("lang", "mark"), [("zh", "本版数据"), ("en", "in the data")])
def test_a_figure_of_the_folder_says_where_it_is_from(monitored: Plan, lang: str, mark: str) -> None:
    evaluation = evaluate(monitored, published_actuals(monitored), 2023)
    judged = next(s for s in evaluation.standings if s.target.id == "output")
    shown = text_of(standings_panel(monitored, evaluation, View("mini", NEW, lang, year="2023")))

    assert (judged.value, judged.value_year, judged.state) == (Decimal("112.4"), 2023, "ahead")
    assert mark in shown
    cited = source_texts(judged, monitored, lang)["actual"]
    assert "2021-03-01" in cited
    assert "output-2023" in cited
    assert cited in shown


def test_a_loaded_figure_goes_before_and_the_other_is_told_beside_it(monitored: Plan) -> None:
    uploaded = Actual(
        "output", 2023, Decimal(1_100_000), "万元", "local", "年鉴", "", "工业产值", "a.csv", "row 2"
    )
    judged = standing(monitored, "output", uploaded)
    same = standing(monitored, "output", replace(uploaded, value=Decimal(1_124_000)))

    assert (judged.value, [a.value for a in judged.beside]) == (Decimal(110), [Decimal("112.4")])
    assert "112.4 亿元（2023）" in text_of(
        standings_panel(
            monitored, evaluate(monitored, (uploaded,), 2023, judged.beside), View("mini", NEW, "zh", year="2023")
        )
    )
    evaluation = evaluate(monitored, (uploaded,), 2023, judged.beside)
    row = standing_row(next(s for s in evaluation.standings if s.target.id == "output"), evaluation)
    assert [f["where"] for f in row["beside"]] == ["output-2023"]
    assert [f["origin"] for f in row["figures"]] == ["file"]
    assert same.beside == ()
    assert evaluation_workbook(monitored, evaluation, "zh")[:2] == b"PK"


def test_the_next_edition_reports_on_the_targets_of_the_one_before() -> None:
    old, new = plan_of(OLD), plan_of(NEW)
    reported = {(a.where, a.target, a.year, a.origin) for a in published_actuals(old, new)}

    assert next_edition(old, (new, old)) is new
    assert next_edition(new, (new, old)) is None
    # Machines are reported as output, and their target is of the scale: unlike measures are never held together.
    assert reported == {("output-base", "output", 2020, "next")}
    judged = standing_of(old, new, "output")
    assert (outcome_of(judged), judged.value) == ("reached", Decimal("80.0"))
    assert outcome_of(standing_of(old, new, "coal-use")) == "unknown"


def standing_of(old: Plan, new: Plan, target: str) -> Standing:
    return next(s for s in target_outcomes(old, new) if s.target.id == target)


@pytest.mark.parametrize(
    ("value", "bound", "result"),
    [
        ("80.0", "=", "reached"),
        ("75", "=", "reached"),
        ("74.9", "=", "missed"),
        ("80", ">", "reached"),
        ("70", ">", "unknown"),
        ("80", "<=", "unknown"),
        ("70", "<", "missed"),
    ],
)
def test_what_became_of_a_target_bears_the_bound_of_what_is_reported(
    tmp_path: Path, value: str, bound: str, result: str
) -> None:
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    path = root / "mini/plans" / NEW / "figures.csv"
    text, n = re.subn(r"(?m)^(output-base,.*?,)80\.0,=,", rf"\g<1>{value},{bound},", path.read_text("utf-8"))
    assert n == 1
    path.write_text(text, encoding="utf-8")
    old, new = (edition(root, e) for e in (OLD, NEW))

    assert outcome_of(standing_of(old, new, "output")) == result
    (row,) = (r for r in outcome_rows(old, new) if r["target"] == "output")
    assert list(row) == [*OUTCOME_KEYS]
    assert (row["result"], row["figures"][0]["bound"]) == (result, bound)
    shown = text_of(outcome_panel(old, new, "zh"))
    for refs, plan in ((old.statement["output"].refs, old), (new.statement["output-base"].refs, new)):
        assert citation(refs, plan, "zh") in shown


@pytest.mark.parametrize(
    ("value", "bound", "lower", "decided"),
    [
        (12, ">=", False, True), (8, ">=", False, False), (12, "<=", False, False), (8, "<=", False, True),
        (12, ">=", True, True), (8, ">=", True, False), (12, "<", True, False), (8, "<", True, True),
        (8, "=", False, True), (8, "~", False, True),
    ],
)  # fmt: skip
def test_a_bound_decides_where_every_value_within_it_would(
    value: int, bound: str, lower: bool, decided: bool
) -> None:
    goal = Goal("level", Decimal(10), "=", 2020, 2025, better="lower" if lower else "higher")

    assert is_decided(goal, Decimal(value), bound) == decided


def test_a_place_is_judged_in_the_years_in_which_it_is(monitored: Plan) -> None:
    sites = tuple(replace(s, valid_to="2023") if s.id == "loom-yard" else s for s in monitored.sites)
    ended = replace(monitored, sites=sites)
    states = {y: standing(ended, "loom-yard-2025", year=y).verdict.reason for y in (2022, 2023)}
    shown = text_of(
        standings_panel(ended, evaluate(ended, published_actuals(ended), 2023), View("mini", NEW))
    )

    assert states == {2022: "reason.no-actual", 2023: "reason.site-gone"}
    assert "织造园产值" not in shown


def test_the_command_needs_no_file(monitored: Plan) -> None:
    done = CliRunner().invoke(app.app, ["status", "--data", str(MINI), "--edition", OLD, "--json"])
    report = json.loads(done.stdout)

    assert (done.exit_code, report["year"], report["kind"]) == (0, 2020, "final")
    assert report["counts"]["achieved"] == 2
