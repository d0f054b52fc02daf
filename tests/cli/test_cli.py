"""The command line as one types it: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from geodata.catalog import DISTRICTS, catalog
from geodata.check import list_faults
from geodata.languages import LANGS
from layout import exports
from layout.cli import app, export
from layout.cli.fault_text import fault_counts
from layout.exports.size import Size
from layout.lists.listings import LISTINGS
from layout.view.view import View
from layout.words.glossary import say
from tests.chinese_only import chinese_only
from tests.conftest import ROOTS

REPO = Path(__file__).parents[2]
MINI = REPO / "tests/data/mini"
COMMANDS = REPO / "docs/command-line.md"
# A park or place is a point, or has an outline of one piece or several.
PLACED = {"Point", "Polygon", "MultiPolygon"}


def run(*call: object) -> Result:
    """Call the program."""
    return CliRunner().invoke(export.app, [str(part) for part in call])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Give a root with faults in two files."""
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    for name, old, new in (
        ("parks.geojson", '"lower"', '"lowly"'),
        ("plan.toml", "target_year = 2", "target_year = 9"),
    ):
        for path in root.rglob(name):
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return root


def test_help_is_quick_and_names_the_commands() -> None:
    code = ("import sys; from layout.cli.app import app\ntry: app(['list', '--help'])\nexcept SystemExit: pass\n"
            "print([m for m in ('pandas', 'folium', 'shapely', 'rich') if m in sys.modules])")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
    row = next(r for r in COMMANDS.read_text(encoding="utf-8").splitlines() if r.startswith("| `list` |"))
    assert all(name in done.stdout for name in LISTINGS)
    assert [name for name in LISTINGS if not re.search(rf"\b{name}\b", row)] == []
    assert all(word in run("--help").stdout for word in ("check", "list", "export"))


def test_the_module_runs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "layout", "list", "nothing"], capture_output=True, cwd=REPO, check=False
    )

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("lang", LANGS)
def test_check_of_good_data_is_one_line(lang: str) -> None:
    for extra in ([], ["--data", MINI]):
        done = run("check", "--lang", lang, *extra)
        assert (done.exit_code, len(done.stdout.splitlines()), done.stderr) == (0, 1, "")
    assert json.loads(run("check", "--json").stdout) == {"ok": True, "faults": []}


@pytest.mark.parametrize("lang", LANGS)
def test_check_names_every_fault(broken: Path, lang: str) -> None:
    faults = list_faults(broken)
    done = run("check", "--data", broken, "--lang", lang)
    output = json.loads(run("check", "--data", broken, "--json").stdout)

    assert len(faults) >= 3
    assert done.exit_code == 1
    assert all(i.file in done.stdout for i in faults)
    assert all(replace(i, file="").text(lang) in done.stdout for i in faults)
    assert done.stdout.splitlines()[-1] == fault_counts(faults, lang)
    assert output["ok"] is False
    assert [f["field"] for f in output["faults"]] == [i.field for i in faults]
    assert set(output["faults"][0]) == {
        "severity",
        "file",
        "where",
        "field",
        "problem_zh",
        "problem_en",
        "remedy_zh",
        "remedy_en",
    }


@pytest.mark.parametrize("lang", LANGS)
def test_other_commands_tell_faults_on_stderr(broken: Path, tmp_path: Path, lang: str) -> None:
    for call in (("list", "parks"), ("export", tmp_path / "x.csv")):
        done = run(*call, "--data", broken, "--lang", lang)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "lowly" in done.stderr
    assert not (tmp_path / "x.csv").exists()


USAGE = [
    (["list", "parcs"], ["parcs", "parks", "editions"]),
    (["list", "parks", "--format", "jsn"], ["jsn", "json", "geojson"]),
    (["list", "parks", "--district", "jinshn"], ["jinshn", "jinshan"]),
    (["list", "parks", "--edition", "2021-2052"], ["2021-2052", "2021-2025"]),
    (["check", "--district", "jinshn"], ["jinshn", "jinshan"]),
    (["check", "--data", "no/such/folder"], ["no/such/folder"]),
    (["export", "x.htm"], [".htm", ".html"]),
    (["export", "x"], [".html", ".csv"]),
    (["export", "x.csv", "--edition", "1999"], ["1999", "2021-2025"]),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("call", "expected"), USAGE, ids=[" ".join(call) for call, _ in USAGE])
def test_a_wrong_call_says_what_is_known(call: list[str], expected: list[str], lang: str) -> None:
    done = run(*call, "--lang", lang)

    assert (done.exit_code, done.stdout) == (2, "")
    assert all(word in done.stderr for word in expected)
    assert "Traceback" not in done.stderr


def test_the_nearest_name_is_offered() -> None:
    assert "did you mean parks?" in run("list", "parcs", "--lang", "en").stderr
    assert "是否指 parks？" in run("list", "parcs").stderr


def test_an_unknown_language_is_a_wrong_call() -> None:
    done = run("list", "parks", "--lang", "fr")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "zh, en" in done.stderr


@pytest.mark.parametrize("call", [["list"], ["export"], ["list", "parks", "--colour"], ["nothing"]])
def test_what_typer_refuses_ends_with_two(call: list[str]) -> None:
    assert run(*call).exit_code == 2


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("root", ROOTS[:-1], ids=["bundled", *(r.name for r in ROOTS[1:-1])])
def test_every_list_prints_in_every_format(name: str, root: Path) -> None:
    done = {form: run("list", name, "--format", form, "--data", root) for form in app.FORMATS}
    rows = json.loads(done["json"].stdout)

    assert {d.exit_code for d in done.values()} == {0}
    # Not every plan has rows of every kind: the bundled one and the small one have.
    assert rows or LISTINGS[name].optional or root not in (DISTRICTS, MINI)
    assert not rows or len(done["table"].stdout.splitlines()) == len(rows) + 2
    assert len(list(csv.DictReader(io.StringIO(done["csv"].stdout, newline="")))) == len(rows)
    output = json.loads(done["geojson"].stdout)
    assert [f["properties"] for f in output["features"]] == rows
    kinds = {f["geometry"]["type"] for f in output["features"] if f["geometry"]}
    assert kinds <= {"towns": {"Polygon", "MultiPolygon"}, "parks": PLACED, "places": PLACED}.get(name, kinds)


def test_json_is_the_same_in_both_languages() -> None:
    zh, en = (run("list", "parks", "--format", "json", "--lang", lang).stdout for lang in LANGS)

    assert zh == en


def test_editions_are_listed_of_all_districts_or_of_one() -> None:
    (entry,) = catalog(MINI)
    every = json.loads(run("list", "editions", "--data", MINI, "--format", "json").stdout)
    editions = json.loads(
        run("list", "editions", "--data", MINI, "--edition", entry.editions[0], "--format", "json").stdout
    )

    assert [r["id"] for r in every] == list(entry.editions)
    assert [r["id"] for r in editions] == [entry.editions[0]]


def test_another_edition_has_its_own_rows() -> None:
    counts = {
        edition: len(
            json.loads(run("list", "roles", "--data", MINI, "--edition", edition, "--format", "json").stdout)
        )
        for edition in catalog(MINI)[0].editions
    }
    assert len(set(counts.values())) == 2


@pytest.mark.parametrize("suffix", exports.VIEWS)
def test_an_export_replaces_the_file_and_says_so(tmp_path: Path, suffix: str, mini: Any) -> None:
    file = tmp_path / f"plan{suffix.upper()}"
    file.write_text("old")
    file.chmod(0o640)
    drawn = suffix in exports.MAPS
    done = run("export", file, "--data", MINI, "--lang", "en", *(["--size", "480x320"] if drawn else []))
    view = View(mini.plan.district.id, mini.plan.edition.id, "en")

    assert (done.exit_code, done.stderr) == (0, "")
    size = Size(480, 320) if drawn else None
    assert file.read_bytes() == exports.render_view(suffix, mini.plan, mini.shapes, view, size)
    assert file.stat().st_mode & 0o777 == 0o640
    assert [f.name for f in tmp_path.iterdir()] == [file.name]


def test_an_export_takes_district_edition_and_language_from_a_link(tmp_path: Path) -> None:
    district, edition = catalog(MINI)[0].id, catalog(MINI)[0].editions[0]
    link = f"http://localhost:8501/parks?district={district}&edition={edition}&lang=en"
    done = run("export", tmp_path / "x.geojson", "--data", MINI, "--view", link)

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("Written to")
    assert json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))["edition"] == edition


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_view_gets_wrong_is_named_and_left_out(tmp_path: Path, mini: Any, lang: str) -> None:
    query = "off=parks,moon&colour=red&level=upper,none&edition=1900"
    done = run("export", tmp_path / "x.csv", "--data", MINI, "--view", query, "--lang", lang)
    output = done.stderr.splitlines()

    assert done.exit_code == 0
    assert output[0] == say("link.heading", lang)
    assert len(output) == 5
    assert all(any(word in line for line in output) for word in ("moon", "colour", "none", "1900"))
    records = csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text(encoding="utf-8-sig"), newline=""))
    assert {r["level"] for r in records if r["type"] == "park"} == {mini.plan.term["level:upper"].name(lang)}


def test_an_export_into_nowhere_fails_in_words(tmp_path: Path) -> None:
    for file in (tmp_path / "none" / "x.csv", tmp_path / "folder.csv"):
        (tmp_path / "folder.csv").mkdir(exist_ok=True)
        done = run("export", file, "--data", MINI, "--lang", "en")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith("Could not write")
        assert "Traceback" not in done.stderr
    assert [f.name for f in tmp_path.iterdir()] == ["folder.csv"]


@pytest.mark.parametrize("failing", ["write", "replace"])
def test_a_write_that_fails_keeps_the_old_file(tmp_path: Path, monkeypatch: Any, failing: str) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "x.csv"
    file.write_text("old")
    if failing == "write":
        monkeypatch.setattr(Path, "write_bytes", full)
    else:
        monkeypatch.setattr(os, "replace", full)
    done = run("export", file, "--data", MINI, "--lang", "en")

    assert done.exit_code == 1
    assert "no room left on the disk" in done.stderr
    assert file.read_text() == "old"
    assert [f.name for f in tmp_path.iterdir()] == ["x.csv"]


def test_output_is_utf8_whatever_the_terminal_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "layout", "list", "parks", "--data", str(MINI), "--format", "json"],
        capture_output=True, cwd=REPO, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip

    assert "织造园" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_a_list_that_goes_to_a_file_has_the_mark_that_excel_needs_and_a_pipe_has_none(tmp_path: Path, form: str) -> None:
    words = [sys.executable, "-m", "layout", "list", "parks", "--format", form, "--data", str(MINI)]
    file, appended, named = tmp_path / "x.csv", tmp_path / "y.csv", tmp_path / "z.csv"
    appended.write_text("before", encoding="utf-8")
    piped = subprocess.run(words, cwd=REPO, capture_output=True, check=True).stdout
    with file.open("wb") as out:
        subprocess.run(words, cwd=REPO, stdout=out, check=True)
    with appended.open("ab") as out:
        subprocess.run(words, cwd=REPO, stdout=out, check=True)
    subprocess.run([*words, "--out", str(named)], cwd=REPO, check=True)

    mark = "\ufeff".encode() if form == "csv" else b""
    assert not piped.startswith("\ufeff".encode())
    assert file.read_bytes() == mark + piped
    assert appended.read_bytes() == b"before" + piped
    assert named.read_bytes().rstrip() == (mark + piped).rstrip()
    assert form != "csv" or named.read_bytes().endswith(b"\r\n")


def test_check_notes_lacking_texts_by_file_and_on_request_by_field(tmp_path: Path) -> None:
    root = chinese_only(MINI, tmp_path / "root")
    by_file, by_field = (run("check", "--data", root, "--lang", "en", *more).stdout for more in ((), ("--texts",)))

    assert by_file.count("lack in en") < by_field.count("lack in en")
    assert "kinds.name: 4 of 4 texts lack in en" in by_field


@pytest.mark.parametrize("lang", LANGS)
def test_check_warns_of_a_unit_that_has_no_word_in_a_language(tmp_path: Path, lang: str) -> None:
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    figures = root / "mini/plans/2021-2025/figures.csv"
    text = figures.read_text(encoding="utf-8")
    assert ",>=,万元,," in text
    figures.write_text(text.replace(",>=,万元,,", ",>=,艘/月,,", 1), encoding="utf-8")
    done = run("check", "--data", root, "--lang", lang)
    (warning,) = json.loads(run("check", "--data", root, "--json").stdout)["faults"]

    assert done.exit_code == 0
    assert (warning["severity"], warning["file"], warning["field"]) == ("warning", "plans/2021-2025/figures.csv", "unit")
    assert all(word in done.stdout for word in ("艘/月", "gear-hall-2025", "layout/words/units.toml"))
    # All in one go: a fault elsewhere hides no warning.
    layout = root / "mini/plans/2021-2025/layout.csv"
    layout.write_text(layout.read_text(encoding="utf-8").replace(",lead,", ",chief,", 1), encoding="utf-8")
    broken = run("check", "--data", root, "--lang", lang)
    assert broken.exit_code == 1
    assert "艘/月" in broken.stdout and "chief" in broken.stdout


def test_check_warns_of_an_element_that_is_drawn_with_another_area_than_is_published(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINI.parent / "corridor", tmp_path / "root"))
    plan = next(root.glob("*/plans/*/plan.toml"))
    before = json.loads(run("check", "--data", root, "--json").stdout)["faults"]
    text = plan.read_text(encoding="utf-8")
    assert "width_m = 5000" in text
    plan.write_text(text.replace("width_m = 5000", "width_m = 5"), encoding="utf-8")
    after = json.loads(run("check", "--data", root, "--json").stdout)["faults"]
    (warning,) = [fault for fault in after if fault not in before]

    assert (warning["severity"], warning["field"]) == ("warning", "area_km2")
    assert warning["where"].startswith("[[elements]] ") and "published as 158 km²" in warning["problem_en"]
