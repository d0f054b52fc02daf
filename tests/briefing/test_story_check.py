"""A faulty story is named like any fault of the data, and never shown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from geodata.catalog import catalog
from geodata.faults import DataError
from geodata.languages import LANGS
from layout.build import build, store
from layout.build.renewal import BuildStore
from layout.cli.app import app

MINI = Path(__file__).parents[1] / "data/mini"
EDITIONS = ("2016-2020", "2021-2025")
FAULT = '\n[[steps]]\nid = "more"\nview = "sel=lom-yard"\ntitle_en = "{outptu}"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a copy of the small district to change."""
    return Path(shutil.copytree(MINI, tmp_path / "root"))


def spoil(root: Path, edition: str, district: str = "mini") -> int:
    """Add a step with two faults to a story; return the line of its heading."""
    path = root / district / "plans" / edition / "story.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else 'title_en = "A story"\n'
    path.write_text(text + FAULT, encoding="utf-8")
    return text.count("\n") + 2


def check(*more: str) -> Result:
    """Call the check."""
    return CliRunner().invoke(app, ["check", *more])


def test_check_names_the_faults_of_every_story(root: Path) -> None:
    lines = {edition: spoil(root, edition) for edition in EDITIONS}
    done = check("--data", str(root), "--lang", "en")

    assert done.exit_code == 1
    expected = []
    for edition in EDITIONS:
        expected += [f"plans/{edition}/story.toml"]
        expected += [f"fault  line {lines[edition] + n}, {field}" for n, field in ((2, "view"), (3, "title_en"))]
    *printed, counts = done.stdout.splitlines()
    assert [line.partition(": ")[0].strip() for line in printed] == expected
    assert str(2 * len(EDITIONS)) in counts
    assert "did you mean loom-yard?" in done.stdout
    assert "did you mean output?" in done.stdout


def test_check_keeps_to_the_edition_asked_for_and_speaks_chinese(root: Path) -> None:
    for edition in EDITIONS:
        spoil(root, edition)
    done = check("--data", str(root), "--edition", EDITIONS[0], "--lang", "zh")

    head, *faults, counts = done.stdout.splitlines()
    assert head == f"plans/{EDITIONS[0]}/story.toml"
    assert len(faults) == 2 and all("第 " in line for line in faults)
    assert "2" in counts


def test_faults_of_the_data_come_first(root: Path) -> None:
    """A story is held against the data, so they must be sound."""
    spoil(root, EDITIONS[0])
    path = root / "mini/plans" / EDITIONS[0] / "clusters.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("cluster,机械", "clutser,机械"), encoding="utf-8"
    )
    report = json.loads(check("--data", str(root), "--json").stdout)

    assert not report["ok"]
    assert [fault["file"] for fault in report["faults"] if fault["file"].endswith("story.toml")] == []


def test_the_build_tells_the_faults_of_every_district_and_builds_nothing(root: Path, tmp_path: Path) -> None:
    other = shutil.copytree(root / "mini", root / "other")
    district_file = other / "district.toml"
    district_file.write_text(
        district_file.read_text(encoding="utf-8").replace('id = "mini"', 'id = "other"'), encoding="utf-8"
    )
    shutil.rmtree(other / "plans" / EDITIONS[0])
    spoil(root, EDITIONS[1])
    spoil(root, EDITIONS[1], "other")
    with pytest.raises(DataError) as caught:
        build.write_build(root, tmp_path)

    assert [e.id for e in catalog(root)] == ["mini", "other"]
    assert [i.file for i in caught.value.faults] == [
        f"{name}/plans/{EDITIONS[1]}/story.toml" for name in ("mini", "mini", "other", "other")
    ]
    assert [p for p in tmp_path.iterdir() if p != root] == []


def test_the_last_good_state_stays_and_the_faults_are_told(
    root: Path, cache_folder: Path, mini_build: store.Build
) -> None:
    build_store = BuildStore(root, cache_folder)
    good = build_store.ready()
    line = spoil(root, EDITIONS[1])

    assert build_store.ready() is good
    assert set(build_store.faults) == set(LANGS)
    assert build_store.faults["en"][0].startswith(f"plans/{EDITIONS[1]}/story.toml line {line + 2}, view: ")
