"""What the server serves: plans and assets, built once and stored on disk.

Building needs geopandas and folium and runs in a process of its own; reading needs only
the standard library, so a running server never holds them in memory.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any

from geodata import catalog
from geodata.languages import LANGS
from layout.build.exit_codes import EXIT_BUILD_FAULTS
from layout.plan.model import Plan
from layout.plan.records import record_from_plain
from layout.view.extent import Bounds
from layout.words.glossary import say

CACHE_ENV, DATA_ENV = "LAYOUT_CACHE", "LAYOUT_DATA"
INDEX = "index.json"
# Whatever the build loads of requirements.txt, and the font that it looks up.
_PACKAGES = (
    "folium", "branca", "XStatic-Leaflet", "rjsmin", "matplotlib", "squarify", "openpyxl", "zhplot",
    "shapely", "pyproj", "geopandas", "pandas", "numpy", "fonttools", "tomli-w",
)  # fmt: skip
_CODE = ("*.py", "*.js", "*.css", "*.toml")


class BuildError(Exception):
    """The data cannot be built. `texts` holds every fault, by language."""

    def __init__(self, texts: dict[str, list[str]]) -> None:
        super().__init__("\n".join(texts.get(LANGS[-1], [])))
        self.texts = texts


@dataclass(frozen=True)
class Build:
    """A build of a data root, in memory.

    `plans` are by district and edition. `assets` are the bytes of the files to serve by their hashed names,
    those that end in `.gz` packed. `story_maps` are the UTF-8 JSON of the maps that files of stories are
    filled into, by `district/edition/language`.
    """

    folder: Path
    index: dict[str, Any]
    plans: dict[tuple[str, str], Plan]
    assets: dict[str, bytes]
    story_maps: dict[str, bytes]

    @property
    def edition_ids(self) -> dict[str, tuple[str, ...]]:
        """Return the edition ids of each district."""
        ids: dict[str, tuple[str, ...]] = {}
        for district, edition in self.plans:
            ids[district] = (*ids.get(district, ()), edition)
        return ids

    @property
    def default_editions(self) -> dict[str, str]:
        """Return the edition of each district shown where a link names none; the first district is shown."""
        return dict(self.index["default_editions"])

    @property
    def default(self) -> tuple[str, str]:
        """Return the district and edition shown where a link names neither."""
        return next(iter(self.default_editions.items()))

    @property
    def script(self) -> str:
        """Return the name of the script that every page loads."""
        return str(self.index["script"])

    def map_of(self, district: str, edition: str, lang: str) -> str:
        """Return the name of a map's script."""
        return str(self.index["maps"][f"{district}/{edition}/{lang}"])

    def other_panels_of(self, district: str, edition: str, lang: str) -> str:
        """Return the name of the script with the panels and sources that do not go with a map."""
        return str(self.index["other_panels"][f"{district}/{edition}/{lang}"])

    def story_of(self, district: str, edition: str, lang: str) -> str:
        """Return the name of the script that holds a story, its charts and what an editor offers."""
        return str(self.index["stories"][f"{district}/{edition}/{lang}"])

    def story_map_of(self, district: str, edition: str, lang: str) -> tuple[str, str, dict[str, Any], str]:
        """Return what the file of a story consists of: the map's id and script, its charts, a still map."""
        map_id, script, charts, still = json.loads(self.story_maps[f"{district}/{edition}/{lang}"])
        return map_id, script, charts, still

    def bounds_of(self, district: str, edition: str) -> dict[str, Bounds]:
        """Return the bounds of elements, sites and district by id: west, south, east, north in degrees."""
        return {k: tuple(v) for k, v in self.index["bounds"][f"{district}/{edition}"].items()}

    def page_of(self, district: str, edition: str, lang: str) -> str:
        """Return the name of the offline page of a plan."""
        return str(self.index["pages"][f"{district}/{edition}/{lang}"])

    def file_of(self, kind: str, district: str, edition: str, lang: str) -> str:
        """Return the name of a file to download: `tables` or `template`."""
        return str(self.index["files"][f"{district}/{edition}/{lang}"][kind])

    def layers(self, district: str, edition: str) -> tuple[str, ...]:
        """Return the ids of the map's layers."""
        return tuple(self.index["layers"][f"{district}/{edition}"])


def data_root() -> Path:
    """Return the folder of districts: the bundled one unless LAYOUT_DATA names another."""
    return Path(os.environ.get(DATA_ENV) or catalog.DISTRICTS)


def cache_root() -> Path:
    """Return a folder of the user for built files; it is created where there is none."""
    folder = _cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="industrial-layout-"))
    return folder


def _cache_folder() -> Path:
    from_environment = os.environ.get(CACHE_ENV)
    base = (
        Path(from_environment)
        if from_environment
        else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    )
    return base if from_environment else base / "industrial-layout"


def find_build(root: Path) -> Build | None:
    """Return the build of a data root that the app has written already; nothing is built.

    It only saves time, so one that cannot be read, or is not whole, counts as none.
    """
    try:
        folder = _cache_folder() / build_key(root)
        return read_build(folder) if (folder / INDEX).is_file() else None
    # Path.home() raises RuntimeError without a home; the others are a build that is cut short or not whole.
    except (OSError, RuntimeError, ValueError, KeyError):
        return None


def build_key(root: Path) -> str:
    """Return a hash over data, code and the packages the build depends on."""
    code = hashlib.sha256(catalog.fingerprint(root).encode())
    here = Path(__file__).parents[1]
    for folder in (here, here.parent / "geodata"):
        files = {f for pattern in _CODE for f in folder.rglob(pattern)}
        # The bundled districts count as data, in the fingerprint, and only where they are the root.
        for file in sorted(f for f in files if "districts" not in f.relative_to(folder).parts):
            code.update(file.read_bytes())
    code.update(" ".join(version(p) for p in _PACKAGES).encode())
    return code.hexdigest()[:20]


def ensure_build(root: Path, cache: Path) -> Path:
    """Build a data root into the cache unless it is there; return its folder.

    Raises BuildError with every fault of the data, RuntimeError where the process of the build crashes.
    """
    folder = cache / build_key(root)
    if (folder / INDEX).is_file():
        return folder
    command = [sys.executable, "-m", "layout.build", str(root), str(folder)]
    done = subprocess.run(  # noqa: S603
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        # Drawing needs no screen, whatever backend a shell or notebook has set.
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "MPLBACKEND": "agg"},
        check=False,
    )
    if done.returncode == EXIT_BUILD_FAULTS:
        raise BuildError(json.loads(done.stdout))
    if done.returncode:
        raise RuntimeError(f"the build ended with {done.returncode}:\n{done.stderr}")
    return folder


def read_build(folder: Path) -> Build:
    """Read a built folder into memory.

    Raises OSError, ValueError or KeyError where the build is not whole.
    """
    index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    plans = {}
    for name in index["plans"]:
        plain = json.loads((folder / f"{name.replace('/', '.')}.json").read_text(encoding="utf-8"))
        district, edition = name.split("/")
        plans[district, edition] = record_from_plain(Plan, plain)
    # Only what stands here is ever served: not the index, nor the plans (.json).
    assets = {
        f.name: f.read_bytes() for f in folder.iterdir() if f.suffix in (".js", ".gz", ".html", ".xlsx")
    }
    story_maps = {key: (folder / name).read_bytes() for key, name in index["story_maps"].items()}
    return Build(folder, index, plans, assets, story_maps)


@dataclass
class BuildStore:
    """The build of a data root, renewed when its files change.

    Where new data have faults the last good build stays, and `faults` names them by language.
    """

    root: Path
    cache: Path
    faults: dict[str, list[str]] = field(default_factory=dict)
    _stamp: Any = None
    _build: Build | None = None
    _lock: Lock = field(default_factory=Lock)

    def current(self, fresh: bool = False) -> Build:
        """Return the build; `fresh` checks first whether the data have changed.

        Raises BuildError where there is no good build to fall back on.
        """
        # Requests come from several threads; one builds and the others wait for it.
        with self._lock:
            # Data that failed are not built again on every request, only once they have changed.
            untried = self._build is None and not self.faults
            check_stamp = fresh or self._build is None
            if untried or (check_stamp and catalog.data_stamp(self.root) != self._stamp):
                self._renew()
            if self._build is None:
                raise BuildError(self.faults)
            return self._build

    def _renew(self) -> None:
        # Before the build: what changes while it runs is seen as a change the next time.
        stamp = catalog.data_stamp(self.root)
        try:
            self._build = read_build(ensure_build(self.root, self.cache))
            self.faults = {}
        except BuildError as error:
            self.faults = error.texts
        except RuntimeError as error:
            if self._build is None:
                raise
            logging.getLogger(__name__).error("%s", error)
            self.faults = {lang: [say("app.build-failed", lang)] for lang in LANGS}
        self._stamp = stamp
