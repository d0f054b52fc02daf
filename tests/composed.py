"""One root of all districts: the bundled one with an invented second edition, and those of the tests."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
from pathlib import Path

from geodata.catalog import DISTRICTS, catalog

DATA = Path(__file__).parent / "data"
PART = DATA / "jinshan-2030"
OTHERS = tuple(DATA / name for name in ("mini", "corridor", "belts"))
_ROOT_ENV = "LAYOUT_TESTS_COMPOSED"


def composed_root() -> Path:
    """Give the root that is put together once in a run; its workers inherit where it is."""
    inherited = os.environ.get(_ROOT_ENV)
    if inherited and Path(inherited).is_dir():
        return Path(inherited)
    folder = Path(tempfile.mkdtemp(prefix="layout-composed-"))
    # Only who made it takes it away: a worker that ends early must leave it to the others.
    atexit.register(_remove, folder, os.getpid())
    compose(folder / "root")
    os.environ[_ROOT_ENV] = str(folder / "root")
    return folder / "root"


def compose(root: Path) -> None:
    """Write the bundled district with the invented edition, its sources and parks, and the others beside it."""
    for other in OTHERS:
        shutil.copytree(other, root, dirs_exist_ok=True)
    district = root / catalog(DISTRICTS)[0].id
    shutil.copytree(DISTRICTS / district.name, district)
    shutil.copytree(PART / "plans", district / "plans", dirs_exist_ok=True)
    with (district / "sources.toml").open("a", encoding="utf-8") as sources:
        sources.write("\n" + (PART / "sources.toml").read_text(encoding="utf-8"))
    parks = district / "parks.geojson"
    bundled, invented = (json.loads(file.read_text(encoding="utf-8")) for file in (parks, PART / parks.name))
    bundled["features"] += invented["features"]
    parks.write_text(json.dumps(bundled, ensure_ascii=False, indent=1), encoding="utf-8")


def _remove(folder: Path, maker: int) -> None:
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)
