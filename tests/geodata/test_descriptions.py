"""The plan in words beside a test district: whoever builds the folder from it needs no other source."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import BELTS, CORRIDOR

FOLDERS = [folder for root in (CORRIDOR, BELTS) for folder in root.iterdir() if folder.is_dir()]


def positions(shape: Any) -> Iterator[tuple[float, float]]:
    """Yield each position of nested coordinates."""
    if shape and isinstance(shape[0], int | float):
        yield shape[0], shape[1]
        return
    for part in shape:
        yield from positions(part)


def drawn(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield the name and the coordinates of what the district draws beside its towns and surroundings."""
    for file in ("places.geojson", "parks.geojson"):
        for feature in json.loads((folder / file).read_text(encoding="utf-8"))["features"]:
            yield feature["properties"]["name_zh"], (feature["geometry"] or {}).get("coordinates", [])
    for file in folder.glob("plans/*/plan.toml"):
        for element in tomllib.loads(file.read_text(encoding="utf-8"))["elements"]:
            yield element["name_zh"], element.get("course", [])


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_every_position_stands_in_the_description(folder: Path) -> None:
    rows = [r.split("|") for r in (folder / "DESCRIPTION.md").read_text(encoding="utf-8").splitlines() if r.startswith("|")]
    points: dict[str, set[tuple[float, ...]]] = {}
    for _, name, *cells in (row for row in rows if len(row) > 3):
        pairs = (re.fullmatch(r"\s*([\d.]+), ([\d.]+)\s*", part) for part in cells[0].split("；"))
        key = re.sub(r"（(?:区块 \d+|走向)）", "", name).strip()
        points.setdefault(key, set()).update((float(m[1]), float(m[2])) for m in pairs if m)
    wanting = {name: set(positions(shape)) - points.get(name, set()) for name, shape in drawn(folder)}

    assert {name for name, lacking in wanting.items() if lacking} == set()
    assert sum(map(len, points.values())) > 10


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_every_site_and_element_is_named_in_the_description(folder: Path) -> None:
    text = (folder / "DESCRIPTION.md").read_text(encoding="utf-8")

    assert {name for name, _ in drawn(folder) if name not in text} == set()
