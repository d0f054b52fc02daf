"""What the server serves is built once, wholly or not at all, and read with little in memory."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from layout.build import build
from layout.build import store as prepared
from layout.view.view import LANGS

REPO = Path(__file__).parents[2]
MINI = REPO / "tests/data/mini"
HEAVY = ("geopandas", "folium", "shapely", "pandas", "numpy.linalg", "branca", "pyproj",
         "matplotlib", "squarify", "layout.drawing")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a copy of the small district to change."""
    return Path(shutil.copytree(MINI, tmp_path / "root"))


def spoil(root: Path) -> None:
    """Make a fault in one edition."""
    path = sorted(root.rglob("clusters.csv"))[0]
    path.write_text(
        path.read_text(encoding="utf-8").replace("cluster,机械", "clutser,机械"), encoding="utf-8"
    )


def test_everything_is_there_by_name(prepared_mini: prepared.Build) -> None:
    held = prepared_mini
    assert held.script in held.assets
    assert held.default in held.plans
    for district, editions in held.known.items():
        for edition in editions:
            assert held.layers(district, edition)
            for lang in LANGS:
                for name in (held.map_of(district, edition, lang), held.page_of(district, edition, lang)):
                    assert gzip.decompress(held.assets[f"{name}.gz"]) == held.assets[name]


def test_layouts_read_are_the_layouts_joined(prepared_mini: prepared.Build, mini: Any) -> None:
    assert prepared_mini.plans[mini.plan.district.id, mini.plan.edition.id] == mini.plan


def test_the_second_time_nothing_is_built(cache_folder: Path, prepared_mini: Any, monkeypatch: Any) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr(subprocess, "run", never)
    assert prepared.prepare(MINI, cache_folder) == prepared_mini.folder


def test_two_builds_have_the_same_names_and_bytes(tmp_path: Path, prepared_mini: prepared.Build) -> None:
    build.build(MINI, tmp_path / "again")

    names = sorted(f.name for f in prepared_mini.folder.iterdir())
    assert sorted(f.name for f in (tmp_path / "again").iterdir()) == names
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (prepared_mini.folder / name).read_bytes(), name


@pytest.mark.parametrize("module", ["layout.pages.frame", "layout.server.http"])
def test_serving_needs_no_geometry_in_memory(
    cache_folder: Path, prepared_mini: prepared.Build, module: str
) -> None:
    code = (
        f"import sys, {module}\nfrom pathlib import Path\nfrom layout.build import store as prepared\n"
        f"held = prepared.read(prepared.prepare(Path({str(MINI)!r}), Path({str(cache_folder)!r})))\n"
        f"assert held.layouts\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO, check=False,
                          env={**os.environ, "PYTHONPATH": str(REPO)})  # fmt: skip

    assert done.stdout.strip().endswith("[]"), done.stdout + done.stderr[-800:]


def test_the_build_runs_in_a_process_of_its_own() -> None:
    heavy = (*HEAVY, "layout.build.build")
    code = f"import sys, layout.build.store; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO, check=True)

    assert done.stdout.strip() == "[]"


def test_faults_are_all_named_in_both_languages(root: Path, tmp_path: Path) -> None:
    spoil(root)
    with pytest.raises(prepared.BuildError) as caught:
        prepared.prepare(root, tmp_path / "cache")

    texts = caught.value.texts
    assert set(texts) == set(LANGS)
    assert len(texts["zh"]) == len(texts["en"]) >= 1
    assert any("clutser" in line and "clusters.csv" in line for line in texts["en"])
    assert not list((tmp_path / "cache").glob("*")) if (tmp_path / "cache").exists() else True


def test_the_last_good_state_stays_until_the_data_are_good_again(root: Path, tmp_path: Path) -> None:
    store = prepared.BuildStore(root, tmp_path / "cache")
    good = store.current()
    before = sorted(root.rglob("clusters.csv"))[0].read_bytes()
    spoil(root)

    assert store.current() is good
    assert store.current(fresh=True) is good
    assert store.faults["zh"]
    assert store.faults["en"]
    sorted(root.rglob("clusters.csv"))[0].write_bytes(before)
    assert store.current(fresh=True).folder == good.folder
    assert store.faults == {}


def test_without_a_good_state_the_faults_are_raised_each_time(root: Path, tmp_path: Path) -> None:
    spoil(root)
    store = prepared.BuildStore(root, tmp_path / "cache")
    for _ in range(2):
        with pytest.raises(prepared.BuildError):
            store.current()


@pytest.mark.parametrize("at", [1, 2, 4, 7])
def test_a_write_that_fails_leaves_nothing_behind(at: int, tmp_path: Path, monkeypatch: Any) -> None:
    written = 0
    whole = build._asset

    def failing(*args: Any) -> str:
        nonlocal written
        written += 1
        if written == at:
            raise OSError("disk full")
        return whole(*args)

    monkeypatch.setattr(build, "_asset", failing)
    with pytest.raises(OSError, match="disk full"):
        build.build(MINI, tmp_path / "cache" / "state")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_half_built_folder_is_built_anew(tmp_path: Path, prepared_mini: prepared.Build) -> None:
    folder = tmp_path / prepared.build_key(MINI)
    folder.mkdir()
    (folder / "left.js").write_text("half")
    build.build(MINI, folder)

    assert json.loads((folder / prepared.INDEX).read_text()) == prepared_mini.index
    assert not (folder / "left.js").exists()


def test_the_key_follows_data_and_code(root: Path, monkeypatch: Any) -> None:
    keys = {prepared.build_key(root), prepared.build_key(root)}
    path = next(root.rglob("district.toml"))
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    keys.add(prepared.build_key(root))
    monkeypatch.setattr(prepared, "version", lambda _: "0")
    keys.add(prepared.build_key(root))

    assert len(keys) == 3


def test_a_cache_that_cannot_be_made_falls_back(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(prepared.CACHE_ENV, str(tmp_path / "file" / "below"))

    assert prepared.cache_root().is_dir()
