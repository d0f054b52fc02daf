"""What the server serves is built once, wholly or not at all, and read with little in memory."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from geodata.data_files import fingerprint
from geodata.languages import LANGS
from layout.build import build, build_name, store
from layout.build.renewal import BuildStore

REPO = Path(__file__).parents[2]
MINI = REPO / "tests/data/mini"
HEAVY = ("geopandas", "folium", "shapely", "pandas", "numpy.linalg", "branca", "pyproj",
         "matplotlib", "squarify", "pypdf", "openpyxl", "lxml", "pptx", "pypdfium2", "layout.drawing")


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


def test_everything_is_there_by_name(mini_build: store.Build) -> None:
    assert mini_build.script in mini_build.assets
    assert mini_build.default in mini_build.plans
    for district, editions in mini_build.edition_ids.items():
        for edition in editions:
            assert mini_build.layers(district, edition)
            for lang in LANGS:
                place = (district, edition, lang)
                for name in (mini_build.map_of(*place), mini_build.page_of(*place)):
                    assert gzip.decompress(mini_build.assets[f"{name}.gz"]) == mini_build.assets[name]


def test_layouts_read_are_the_layouts_joined(mini_build: store.Build, mini: Any) -> None:
    assert mini_build.plans[mini.plan.district.id, mini.plan.edition.id] == mini.plan


def test_the_second_time_nothing_is_built(cache_folder: Path, mini_build: Any, monkeypatch: Any) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr(subprocess, "Popen", never)
    build_store = BuildStore(MINI, cache_folder)
    build_store.open()
    assert build_store.current().folder == mini_build.folder
    assert BuildStore(MINI, cache_folder).ready().folder == mini_build.folder


def test_two_builds_have_the_same_names_and_bytes(tmp_path: Path, mini_build: store.Build) -> None:
    again = tmp_path / build.write_build(MINI, tmp_path)

    names = sorted(f.name for f in mini_build.folder.iterdir())
    assert again.name == mini_build.name
    assert sorted(f.name for f in again.iterdir()) == names
    for name in names:
        assert (again / name).read_bytes() == (mini_build.folder / name).read_bytes(), name


@pytest.mark.parametrize("module", ["layout.pages.frame", "layout.server.http", "layout.server.assets"])
def test_serving_needs_no_geometry_in_memory(
    cache_folder: Path, mini_build: store.Build, module: str
) -> None:
    code = (
        f"import sys, {module}\nfrom pathlib import Path\nfrom layout.build.renewal import BuildStore\n"
        f"build = BuildStore(Path({str(MINI)!r}), Path({str(cache_folder)!r})).ready()\n"
        f"assert build.plans\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO, check=False,
                          env={**os.environ, "PYTHONPATH": str(REPO)})  # fmt: skip

    assert done.stdout.strip().endswith("[]"), done.stdout + done.stderr[-800:]


def test_the_build_runs_in_a_process_of_its_own() -> None:
    heavy = (*HEAVY, "layout.build.build")
    code = f"import sys, layout.build.renewal; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO, check=True)

    assert done.stdout.strip() == "[]"


def test_faults_are_all_named_in_both_languages(root: Path, tmp_path: Path) -> None:
    spoil(root)
    with pytest.raises(store.BuildError) as caught:
        BuildStore(root, tmp_path / "cache").ready()

    texts = caught.value.texts
    assert set(texts) == set(LANGS)
    assert len(texts["zh"]) == len(texts["en"]) >= 1
    assert any("clutser" in line and "clusters.csv" in line for line in texts["en"])
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_name_follows_data_and_code(root: Path, monkeypatch: Any) -> None:
    def name() -> str:
        build_name.program_hash.cache_clear()
        return build_name.build_name(fingerprint(root))

    names = {name(), name()}
    path = next(root.rglob("district.toml"))
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    names.add(name())
    monkeypatch.setattr(build_name, "version", lambda _: "0")
    names.add(name())
    monkeypatch.undo()
    build_name.program_hash.cache_clear()

    assert len(names) == 3


def test_the_name_follows_every_package_that_the_build_loads(monkeypatch: Any) -> None:
    code = (
        "import sys, layout.build.build\nfrom importlib.metadata import packages_distributions\n"
        "by_module = packages_distributions()\n"
        "print(*{d for m in {m.partition('.')[0] for m in sys.modules} for d in by_module.get(m, ())})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True)
    required = re.findall(r"^[\w-]+", (REPO / "requirements.txt").read_text(encoding="utf-8"), re.M)
    build_packages = {name.lower().replace("_", "-") for name in done.stdout.split()}
    key_packages: set[str] = set()

    def version(name: str) -> str:
        key_packages.add(name)
        return "0"

    monkeypatch.setattr(build_name, "version", version)
    build_name.program_hash.cache_clear()
    build_name.program_hash()
    build_name.program_hash.cache_clear()

    assert {"shapely", "folium"} <= build_packages
    assert [name for name in required if name.lower() in build_packages and name not in key_packages] == []
