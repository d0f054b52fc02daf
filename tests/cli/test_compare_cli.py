"""The command that compares two editions, as one types it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from geodata.languages import LANGS
from layout.cli import app
from layout.cli import compare as _registered  # noqa: F401
from layout.cli.compare import KEYS
from layout.comparison.changes import Comparison, compare_editions
from layout.monitoring.outcomes import target_outcomes
from layout.words.glossary import say
from layout.words.symbols import CHANGE_SIGNS
from tests.conftest import MINI, case_of

REPO = Path(__file__).parents[2]
OLD, NEW = "2016-2020", "2021-2025"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Compare the mini district's two editions."""
    return compare_editions(*(case_of(MINI, "mini", e).plan for e in (OLD, NEW)))


def run(*call: object) -> Result:
    """Call the command on the mini district."""
    return CliRunner().invoke(app.app, ["compare", *map(str, call), "--data", str(MINI)])


def test_the_module_knows_the_command_and_helps_quickly() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "layout", "--help"], capture_output=True, text=True, cwd=REPO, check=True
    )
    code = ("import sys; from layout.cli import app, compare\ntry: app.app(['compare', '--help'])\n"
            "except SystemExit: pass\n"
            "print([m for m in ('pandas', 'folium', 'shapely', 'rich') if m in sys.modules])")  # fmt: skip
    quick = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO, check=True)

    assert "compare" in done.stdout
    assert quick.stdout.splitlines()[-1] == "[]"
    assert all(word in quick.stdout for word in ("OLD", "NEW", "--json"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_change_is_a_line(comparison: Comparison, lang: str) -> None:
    done = run(OLD, NEW, "--lang", lang)
    lines = done.stdout.splitlines()
    moved = [c for c in comparison.changes if c.shift]
    others = [c for c in comparison.changes if not c.shift]

    assert (done.exit_code, done.stderr) == (0, "")
    assert comparison.old.edition.name(lang) in lines[0]
    assert comparison.new.edition.name(lang) in lines[0]
    assert say("compare.unchanged", lang) in lines[1]
    outcomes = len(target_outcomes(comparison.old, comparison.new))
    assert len(lines) == 2 + (5 + outcomes) + (3 + len(moved)) + (3 + len(others))
    line_signs = [line[0] for line in lines[-len(others) :]]
    assert line_signs == [CHANGE_SIGNS[c.kind] for c in others]
    assert all(c.side.name(lang) in line for c, line in zip(others, lines[-len(others) :], strict=True))


@pytest.mark.parametrize("lang", LANGS)
def test_no_difference_is_said(lang: str) -> None:
    done = run(NEW, NEW, "--lang", lang)

    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == say("compare.none", lang)


def test_the_older_edition_stands_first_whichever_is_named_first(comparison: Comparison) -> None:
    turned = run(NEW, OLD, "--lang", "en")

    assert turned.stdout == run(OLD, NEW, "--lang", "en").stdout
    assert turned.stderr.strip() == say("compare.reordered", "en", old=OLD, new=NEW)


def keys(name: str) -> list[str]:
    return list(KEYS[name])


def test_json_has_the_documented_keys_and_no_others(comparison: Comparison) -> None:
    output = json.loads(run(OLD, NEW, "--json").stdout)

    assert list(output) == keys("comparison")
    assert len(output["changes"]) == len(comparison.changes)
    for change in output["changes"]:
        assert list(change) == keys("change")
        assert all(list(change[side]) == keys("side") for side in ("old", "new") if change[side])
        assert (change["old"] is None) == (change["kind"] == "added")
        assert (change["new"] is None) == (change["kind"] == "dropped")
    assert all(list(m) == keys("member") for m in output["members"])
    assert output["counts"] == {"added": 16, "dropped": 1, "renamed": 3, "moved": 7}


def test_json_says_what_moved_and_by_how_much() -> None:
    output = json.loads(run(OLD, NEW, "--json").stdout)
    by_id: dict[str, Any] = {c["id"]: c for c in output["changes"] if c["kind"] == "moved"}
    goods, energy = by_id["goods"], by_id["energy"]

    assert (goods["old"]["value"], goods["new"]["value"], goods["difference"]) == (8.5, 12.5, 4)
    assert (goods["percent"], goods["differs"], goods["unlike"]) == (47.0588, ["value"], [])
    assert goods["old"]["source"] == "plan16:表 3"
    assert (energy["differs"], energy["unlike"], energy["difference"]) == (["words"], ["words"], None)
    assert energy["new"]["words_zh"] == "百亿级"
    assert output["members"][0] == {
        "site": "jia", "name_zh": "甲镇", "name_en": "Jia Town",
        "joined": [{"element": "belt-b", "basis": "stated", "via": ""}], "left": [],
    }  # fmt: skip


def test_json_is_the_same_in_both_languages() -> None:
    zh, en = (run(OLD, NEW, "--json", "--lang", lang).stdout for lang in LANGS)

    assert zh == en


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ([OLD, "2021-2052"], ["NEW", "2021-2052", NEW]),
        (["2016-2002", NEW], ["OLD", "2016-2002", OLD]),
        ([OLD, NEW, "--district", "minni"], ["minni", "mini"]),
    ],
)
def test_a_wrong_call_says_what_is_known(call: list[str], expected: list[str], lang: str) -> None:
    done = run(*call, "--lang", lang)

    assert (done.exit_code, done.stdout) == (2, "")
    assert all(word in done.stderr for word in expected)


@pytest.mark.parametrize("call", [[], [OLD], [OLD, NEW, "--colour"]])
def test_what_typer_refuses_ends_with_two(call: list[str]) -> None:
    assert run(*call).exit_code == 2


def test_a_district_that_has_both_editions_is_taken(tmp_path: Path) -> None:
    shutil.copytree(MINI / "mini", tmp_path / "mini")
    shutil.copytree(MINI / "mini", tmp_path / "alone")
    shutil.rmtree(tmp_path / "alone/plans" / OLD)
    district = tmp_path / "alone/district.toml"
    district.write_text(district.read_text(encoding="utf-8").replace('"mini"', '"alone"'), encoding="utf-8")
    call = ["compare", OLD, NEW, "--json", "--data", str(tmp_path)]

    assert json.loads(CliRunner().invoke(app.app, call).stdout)["district"] == "mini"
    alone = CliRunner().invoke(app.app, [*call, "--district", "alone"])
    assert (alone.exit_code, alone.stdout) == (2, "")


def test_faults_of_the_data_are_told(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    path = root / "mini/plans" / OLD / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",>=,", ",=>,"), encoding="utf-8")
    done = CliRunner().invoke(app.app, ["compare", OLD, NEW, "--data", str(root)])

    assert (done.exit_code, done.stdout) == (1, "")
    assert "=>" in done.stderr
