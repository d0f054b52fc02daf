"""What the server serves, as it reads it: plans and assets, built once and stored on disk.

Building needs geopandas and folium and runs in a process of its own; reading needs only
the standard library, so a running server never holds them in memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata import catalog
from geodata.data_files import fingerprint
from geodata.languages import LANGS
from layout.build.assets import PACKED, Assets
from layout.build.build_name import build_name
from layout.build.cache import cache_root
from layout.build.sums import SUMS, SpoiltError, read_files, set_aside
from layout.plan.model import Plan
from layout.plan.records import record_from_plain
from layout.view.extent import Bounds

DATA_ENV = "LAYOUT_DATA"
INDEX = "index.json"
# Only what ends so is ever served: not the index, nor the plans (.json).
_SERVED = (".js", ".gz", ".html", ".xlsx")
# How many digits of its sum are in the name of an asset.
_DIGITS = 16
_ASSET = re.compile(rf"-([0-9a-f]{{{_DIGITS}}})\.[a-z]+")


class BuildError(Exception):
    """There is no build of the data. `texts` says why, by language: with `kind` data, every fault of them."""

    def __init__(self, texts: Mapping[str, Sequence[str]], kind: str = "data") -> None:
        super().__init__("\n".join(texts.get(LANGS[-1], [])))
        self.texts, self.kind = texts, kind


class PendingError(BuildError):
    """There is no build yet: the first is being prepared."""

    def __init__(self) -> None:
        super().__init__({}, "pending")


@dataclass(frozen=True)
class Build:
    """A build of a data root, in memory.

    `plans` are by district and edition. `assets` are the bytes of the files to serve by their hashed names,
    those that end in `.gz` packed. `story_maps` are the UTF-8 JSON of the maps that files of stories are
    filled into, by `district/edition/language`. `made_at` is when it was built, in seconds since 1970.
    """

    folder: Path
    index: dict[str, Any]
    plans: dict[tuple[str, str], Plan]
    assets: Assets
    story_maps: dict[str, bytes]
    made_at: float

    @property
    def name(self) -> str:
        """Return the name of the build, which says what it was made by and of."""
        return self.folder.name

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

    def match_of(self, district: str, edition: str, lang: str) -> str:
        """Return the name of the script with the index that requests are held against."""
        return str(self.index["matches"][f"{district}/{edition}/{lang}"])

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


def find_build(root: Path) -> Build | None:
    """Return the build of a data root that the app has written already; nothing is built.

    It only saves time, so one that cannot be read counts as none; one that is spoilt is taken away too.
    """
    cache = cache_root()
    return load_build(cache / build_name(fingerprint(root))) if cache else None


def load_build(folder: Path) -> Build | None:
    """Return the build in a folder; None where there is none. One that is spoilt is taken out of the way."""
    try:
        return read_build(folder)
    except SpoiltError:
        with suppress(OSError):
            set_aside(folder)
    except OSError:
        pass
    return None


def read_build(folder: Path) -> Build:
    """Read a built folder into memory, each file held against its sum.

    Raises SpoiltError where it is not what was built, OSError where it is not there or may not be read.
    """
    made_at = (folder / SUMS).stat().st_mtime if (folder / SUMS).exists() else 0.0
    contents: dict[str, bytes] = {}
    assets = Assets()
    for name, digest, content in read_files(folder):
        match = _ASSET.search(name)
        if match and not name.endswith(PACKED) and match[1] != digest[:_DIGITS]:
            raise SpoiltError(f"{folder.name}/{name}")
        if name.endswith(_SERVED):
            assets.put(name, content)
        else:
            contents[name] = content
    try:
        index = json.loads(contents[INDEX])
        plans = {}
        for name in index["plans"]:
            plain = json.loads(contents[f"{name.replace('/', '.')}.json"])
            district, edition = name.split("/")
            plans[district, edition] = record_from_plain(Plan, plain)
        story_maps = {key: contents[name] for key, name in index["story_maps"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise SpoiltError(f"{folder.name}: {error!r}") from error
    return Build(folder, index, plans, assets, story_maps, made_at)


def asset_name(stem: str, suffix: str, content: bytes) -> str:
    """Return the name of an asset, which carries a hash of its content."""
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:_DIGITS]}{suffix}"
