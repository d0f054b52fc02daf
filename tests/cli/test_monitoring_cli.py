"""`status` and `template` as one types them: what they print, what they write, how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner, Result

from geodata.catalog import DISTRICTS
from geodata.intake import read_figure_file
from geodata.languages import LANGS
from layout.cli.monitoring import app
from layout.monitoring.progress import STATES
from layout.monitoring.rows import REPORT_KEYS, STANDING_KEYS
from layout.words.glossary import say
from layout.words.numbers import format_figure, format_figure_value
from tests.conftest import MINI, case_of

GOOD = Path(__file__).parents[1] / "data/actuals/good.csv"


def run(*words: object) -> Result:
    """Run a command on the small district."""
    return CliRunner().invoke(app, [*map(str, words), "--data", str(MINI)])


def test_json_has_the_documented_keys_and_no_others() -> None:
    done = run("status", "--actuals", GOOD, "--json")
    report = json.loads(done.stdout)

    assert done.exit_code == 0
    assert list(report) == list(REPORT_KEYS)
    assert all(list(row) == list(STANDING_KEYS) for row in report["standings"])
    assert (report["ok"], report["year"], report["kind"], report["skipped"]) == (True, 2023, "mid", 1)
    output = next(r for r in report["standings"] if r["target"] == "output")
    assert (output["value"], output["value_year"], output["state"]) == ("99", 2023, "behind")
    assert output["figures"][0]["value"] == "99.0"
    assert sum(report["counts"].values()) == sum(r["version"] == "plan" for r in report["standings"])
    assert {r["state"] for r in report["standings"]} <= set(STATES)


@pytest.mark.parametrize(("lang", "word"), [("zh", "年度监测"), ("en", "yearly evaluation")])
def test_the_table_says_which_evaluation_it_is(lang: str, word: str) -> None:
    done = run("status", "--actuals", GOOD, "--year", 2022, "--lang", lang)

    assert done.exit_code == 0
    assert word in done.stdout.splitlines()[0]
    assert "▼" in done.stdout or "▲" in done.stdout


def csv_file(folder: Path, *rows: str) -> Path:
    """Write a file of figures."""
    file = folder / "figures.csv"
    file.write_text("对象,指标,年份,数值,单位,口径,来源\n" + "\n".join(rows), encoding="utf-8")
    return file


def test_an_unusual_figure_is_named_and_does_not_count_until_it_is_accepted(tmp_path: Path) -> None:
    file = csv_file(tmp_path, ",工业产值,2022,5300000,亿元,属地,s", ",工业产值,2021,85,亿元,属地,s")
    done = run("status", "--actuals", file, "--lang", "en")
    report = json.loads(run("status", "--actuals", file, "--json").stdout)

    assert done.exit_code == 0
    assert "Industrial output, 2022: CNY 530,000 bn is 44,166.7 times the larger" in done.stdout
    assert "output:2022=as-given" in done.stdout
    question = report["questions"][0]
    assert (question["id"], question["rule"], question["limit"], question["decision"]) == ("output:2022", "far-above", "10", None)
    output = next(r for r in report["standings"] if r["target"] == "output")
    assert (output["value"], output["value_year"]) == ("85", 2021)
    accepted = json.loads(run("status", "--actuals", file, "--json", "--accept", "all").stdout)
    output = next(r for r in accepted["standings"] if r["target"] == "output")
    assert (output["value"], accepted["questions"][0]["decision"]) == ("5300000", "as-given")
    assert "confirmed" in output["notes"]
    for words, code in ((["output:2022=left-out"], 0), (["output:2022=unit:家"], 2), (["output:2099"], 2)):
        assert run("status", "--actuals", file, *[w for x in words for w in ("--accept", x)]).exit_code == code


def test_figures_are_saved_with_decisions_and_loaded_again(tmp_path: Path) -> None:
    file = csv_file(tmp_path, ",工业产值,2022,940000,亿元,属地,s")
    saved = tmp_path / "saved.xlsx"
    assert run("status", "--actuals", file, "--accept", "output:2022=unit:万元", "--save", saved).exit_code == 0
    report = json.loads(run("status", "--actuals", saved, "--json").stdout)
    output = next(r for r in report["standings"] if r["target"] == "output")
    assert (output["value"], report["questions"]) == ("94", [])
    assert run("status", "--actuals", file, "--save", tmp_path / "saved.csv").exit_code == 2


def test_what_was_read_and_what_was_not_is_said(tmp_path: Path) -> None:
    book = Workbook()
    head = ["指标名称", "年度", "数值", "单位", "口径", "数据来源"]
    for title, state, value in (("旧稿", "hidden", 111), ("2022", "visible", 94)):
        page = book.create_sheet(title)
        page.sheet_state = state
        page.append(head)
        page.append(["工业产值", 2022, value, "亿元", "属地", "月报"])
    book.remove(book.worksheets[0])
    file = tmp_path / "b.xlsx"
    book.save(file)
    done = run("status", "--actuals", file)
    report = json.loads(run("status", "--actuals", file, "--json").stdout)

    assert "读取的工作表：2022（1 行，1 个数）" in done.stdout
    assert "b.xlsx 旧稿：这张工作表已隐藏，未读取" in done.stdout
    assert [(s["title"], s["state"], s["rows"]) for s in report["sheets"]] == [("旧稿", "hidden", 0), ("2022", "read", 1)]
    assert report["notices"][0]["where"] == "旧稿"


def test_a_faulty_file_ends_with_one_and_names_every_fault(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("对象,指标,年份,数值,单位,来源\nnowhere,x,2023,much,,\n", encoding="utf-8")
    done = run("status", "--actuals", bad, "--lang", "en")
    as_json = run("status", "--actuals", bad, "--json")

    assert (done.exit_code, as_json.exit_code) == (1, 1)
    assert len(done.stderr.splitlines()) == len(json.loads(as_json.stdout)["faults"]) == 4
    assert json.loads(as_json.stdout)["ok"] is False


@pytest.mark.parametrize(
    "words",
    [
        ["status", "--actuals", "nowhere.csv"],
        ["status", "--actuals", GOOD, "--year", "1999"],
        ["status", "--actuals", GOOD, "--out", "e.csv"],
        ["status", "--actuals", GOOD, "--lang", "fr"],
        ["template", "t.csv"],
    ],
)
def test_a_wrong_call_ends_with_two(words: list[object]) -> None:
    assert run(*words).exit_code == 2


def test_the_template_is_written_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"

    assert run("template", file, "--lang", "en", "--edition", "2016-2020").exit_code == 0
    assert read_figure_file(file.read_bytes(), "t").faults == ()
    assert run("status", "--actuals", file, "--edition", "2016-2020").exit_code == 0


def test_the_workbook_is_written_beside_the_words(tmp_path: Path) -> None:
    out = tmp_path / "e.xlsx"
    done = run("status", "--actuals", GOOD, "--out", out)

    assert done.exit_code == 0
    assert out.read_bytes().startswith(b"PK")


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    assert run("status", "--actuals", GOOD, "--out", tmp_path / "none" / "e.xlsx").exit_code == 1


@pytest.mark.parametrize("lang", LANGS)
def test_status_marks_what_is_doubted_and_says_why_once(tmp_path: Path, lang: str) -> None:
    file = tmp_path / "f.csv"
    file.write_text("指标,年份,数值,单位,来源\n19,2025,120,家,s\n", encoding="utf-8")
    plan = case_of(DISTRICTS, "jinshan", "2021-2025").plan
    done = CliRunner().invoke(app, ["status", "--actuals", str(file), "--lang", lang])
    listed, energy = plan.statement["listed-firms"], plan.statement["energy-intensity"]
    mark = say("cite.doubt", lang)
    warning = next(line for line in done.stdout.splitlines() if line.startswith(say("monitor.warnings", lang, n=1)))

    assert f"{listed.name(lang)}{mark}" in warning
    assert f"{format_figure_value(listed.figure, lang)}{mark}" in done.stdout
    for statement in (listed, energy):
        assert done.stdout.count(statement.question(lang)) == 1
    # Two targets, in two places of the plan, start from the same doubtful figure.
    rows = [line for line in done.stdout.splitlines() if format_figure(energy.figure, lang) in line]
    assert len(rows) >= 2 and all(mark in row for row in rows)
    rows_as_json = json.loads(CliRunner().invoke(app, ["status", "--actuals", str(file), "--json"]).stdout)["standings"]
    by_target = {row["target"]: row for row in rows_as_json}
    assert by_target["listed-firms"][f"question_{lang}"] == listed.question(lang)
    assert by_target["energy-cut"][f"base_question_{lang}"] == energy.question(lang)
