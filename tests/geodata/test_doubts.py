"""What is well-formed and probably wrong: told by the check, and no reason to stop a build."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from typer.testing import CliRunner

from geodata.catalog import DISTRICTS
from geodata.check import list_faults
from geodata.crs import bd09_to_wgs84, gcj02_to_wgs84, wgs84_to_bd09, wgs84_to_gcj02
from geodata.faults import SEVERITIES, Fault, stopping
from geodata.languages import Text
from geodata.load import load_dataset
from layout.build import build
from layout.cli import export

Shift = Callable[[float, float], tuple[float, float]]
SOURCE = '[sources.borders]\ntitle_zh = "界"\ntitle_en = "Borders"\nkind = "data"\npublisher = "P"\nlicence = "L"\n'


@pytest.fixture
def jinshan(tmp_path: Path) -> Path:
    """Give a copy of the first bundled district, its towns from a source of their own; return its folder."""
    bundled = min(path for path in DISTRICTS.iterdir() if path.is_dir())
    folder = Path(shutil.copytree(bundled, tmp_path / "root" / bundled.name))
    (folder / "sources.toml").write_text(
        (folder / "sources.toml").read_text("utf-8") + "\n" + SOURCE, "utf-8"
    )
    for town in _features(folder, "towns.geojson", lambda properties: properties.update(source="borders")):
        assert town
    return folder


def _features(folder: Path, name: str, change: Callable[[dict[str, Any]], None]) -> list[Any]:
    whole = json.loads((folder / name).read_text(encoding="utf-8"))
    for feature in whole["features"]:
        change(feature["properties"])
    (folder / name).write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return list(whole["features"])


def move_towns(folder: Path, shift: Shift) -> None:
    """Give the towns of a district in another datum."""

    def moved(part: Any) -> Any:
        return [moved(each) for each in part] if isinstance(part[0], list) else list(shift(*part))

    path = folder / "towns.geojson"
    whole = json.loads(path.read_text(encoding="utf-8"))
    for feature in whole["features"]:
        feature["geometry"]["coordinates"] = moved(feature["geometry"]["coordinates"])
        label = feature["properties"]
        label["label_lon"], label["label_lat"] = shift(label["label_lon"], label["label_lat"])
    path.write_text(json.dumps(whole), encoding="utf-8")


def warnings_of(folder: Path) -> list[str]:
    """Return the warnings of a district in English."""
    faults = list_faults(folder.parent, folder.name)
    return [fault.text("en") for fault in faults if fault.severity == "warning"]


def test_good_districts_raise_no_doubt(jinshan: Path) -> None:
    assert list_faults(jinshan.parent) == list_faults(DISTRICTS) == []


def test_borders_in_another_datum_than_the_sea_are_doubted_with_their_shift(jinshan: Path) -> None:
    move_towns(jinshan, wgs84_to_gcj02)
    (warning,) = warnings_of(jinshan)

    assert "towns and sea have no coast in common" in warning
    assert 'datum = "GCJ-02"' in warning and " m apart" in warning


@pytest.mark.parametrize(
    ("shift", "words"),
    [
        (gcj02_to_wgs84, "the points seem to be in GCJ-02 (Amap, Tencent)"),
        (wgs84_to_gcj02, "the borders seem to be in GCJ-02 (DataV, Amap)"),
    ],
)
def test_points_in_another_datum_than_their_towns_are_doubted(
    jinshan: Path, shift: Shift, words: str
) -> None:
    place = jinshan / "places.geojson"
    whole = json.loads(place.read_text(encoding="utf-8"))
    towns = json.loads((jinshan / "towns.geojson").read_text(encoding="utf-8"))["features"]
    for number, town in enumerate(towns[:3]):
        border = shapely.geometry.shape(town["geometry"])
        point = _just_outside(border, shift)
        properties = {
            "id": f"point-{number}",
            "kind": "enterprise",
            "name_zh": f"点{number}",
            "name_en": f"P{number}",
        }
        properties |= {"town": town["properties"]["id"], "position": "address", "precision_m": 900}
        properties |= {"in_scope": True, "source": "borders"}
        whole["features"].append(
            {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": point}}
        )
    place.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    (warning,) = warnings_of(jinshan)

    assert warning.startswith("towns.geojson feature 1") and "3 points (point-0, point-1, point-2)" in warning
    assert words in warning and " m off" in warning


def _just_outside(border: Any, shift: Shift) -> list[float]:
    """Return a point that lies outside a border, and in it once it is shifted."""
    steps = [(x, y) for x in (-0.002, 0.002, -0.004, 0.004) for y in (-0.001, 0.001)]
    for lon, lat in shapely.get_coordinates(border):
        for east, north in steps:
            point = (float(lon) + east, float(lat) + north)
            if border.covers(shapely.Point(shift(*point))) and not border.covers(shapely.Point(point)):
                return list(point)
    raise AssertionError("the border runs along no such point")


@pytest.mark.parametrize(
    ("datum", "there", "back"),
    [("GCJ-02", wgs84_to_gcj02, gcj02_to_wgs84), ("BD-09", wgs84_to_bd09, bd09_to_wgs84)],
)
def test_a_declared_datum_is_converted_as_it_is_read(
    jinshan: Path, datum: str, there: Shift, back: Shift
) -> None:
    edition = next(iter(path.name for path in (jinshan / "plans").iterdir()))
    before = load_dataset(jinshan.parent, jinshan.name, edition).towns
    move_towns(jinshan, there)
    sources = jinshan / "sources.toml"
    sources.write_text(sources.read_text("utf-8") + f'datum = "{datum}"\n', "utf-8")
    after = load_dataset(jinshan.parent, jinshan.name, edition).towns

    assert warnings_of(jinshan) == []
    pairs = zip(before.geometry, after.geometry, strict=True)
    assert max(shapely.hausdorff_distance(*pair) for pair in pairs) < 1e-6  # degrees, a tenth of a metre
    assert abs(before["label_lon"] - after["label_lon"]).max() < 1e-6


def test_missing_towns_are_told_by_their_area(jinshan: Path) -> None:
    district = jinshan / "district.toml"
    text = district.read_text(encoding="utf-8").replace("low = 586, high = 613", "low = 740, high = 745")
    district.write_text(text, encoding="utf-8")
    (warning,) = warnings_of(jinshan)

    assert "610.6 km²" in warning and "129.4 km² are missing" in warning


def test_warnings_and_notes_stop_no_build_and_no_reader(root: Path, tmp_path: Path) -> None:
    district = root / "mini" / "district.toml"
    district.write_text(
        district.read_text("utf-8").replace("low = 460, high = 465", "low = 600, high = 601"), "utf-8"
    )
    with (root / "mini" / "sources.toml").open("a", encoding="utf-8") as sources:
        sources.write("\n" + SOURCE.replace("borders", "nobody-cites-it"))
    faults = list_faults(root)
    done = CliRunner().invoke(export.app, ["check", "--data", str(root), "--lang", "en"])
    row = json.loads(CliRunner().invoke(export.app, ["check", "--data", str(root), "--json"]).stdout)

    assert [fault.severity for fault in faults] == ["warning", "note"] and stopping(faults) == []
    assert done.exit_code == 0 and done.stdout.splitlines()[-1] == "Faults: 0, warnings: 1, notes: 1"
    assert row["ok"] is True and [fault["severity"] for fault in row["faults"]] == ["warning", "note"]
    load_dataset(root, "mini", "2021-2025")
    cache = tmp_path / "cache"
    cache.mkdir()
    assert build.write_build(root, cache, draw=lambda _data, _writer: [])


def test_a_source_is_not_cited_only_where_no_edition_cites_it(root: Path) -> None:
    assert list_faults(root, "mini") == list_faults(root, "mini", "2016-2020") == []


def test_only_a_fault_stops() -> None:
    words = Text("甲", "a")
    faults = [Fault("f", "", "", words, words, name) for name in SEVERITIES]

    assert [fault.is_stopping for fault in faults] == [True, False, False]
