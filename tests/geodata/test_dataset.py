"""Frames as they are handed on, and files that cannot be taken in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata import read
from geodata.catalog import catalog
from geodata.check import list_faults
from geodata.faults import DataError
from geodata.load import load_dataset
from geodata.schema import table_schemas

MINI = "mini"
NOW = "2021-2025"


def test_shapes_are_indexed_by_id_in_wgs84(mini_root: Path) -> None:
    data = load_dataset(mini_root, MINI, NOW)

    assert list(data.parks.index) == ["loom-yard", "gear-hall", "bake-street"]
    assert data.parks.index.name == "id"
    assert {frame.crs.to_epsg() for frame in (data.towns, data.context, data.places)} == {4326}
    assert data.parks.geometry["bake-street"] is None


def test_silence_is_empty_text_or_nan(mini_root: Path) -> None:
    data = load_dataset(mini_root, MINI, NOW)

    assert data.parks["parent"]["bake-street"] == ""
    assert data.parks["area_km2"].isna()["gear-hall"]
    assert data.places["outline"]["hall"] is None
    assert data.figures["from_year"].isna().tolist()[0]
    assert data.figures.set_index("id")["value"].tolist()[:1] == ["50.0"]
    assert data.figures.set_index("id")["value"]["energy-2025"] == ""


def test_whole_numbers_of_the_plan_stay_whole(mini_root: Path) -> None:
    plan = load_dataset(mini_root, MINI, NOW).plan

    assert (plan["from_year"], type(plan["from_year"])) == (2021, int)
    assert [element["id"] for element in plan["elements"]] == ["axis", "belt-a", "belt-b", "hubs"]
    assert [theme["id"] for theme in plan["themes"]] == ["cloth", "gears"]


def test_two_editions_differ_in_rows_and_targets(mini_root: Path) -> None:
    old, new = (load_dataset(mini_root, MINI, edition) for edition in ("2016-2020", NOW))

    assert set(new.roles["member"]) - set(old.roles["member"]) >= {"gear-hall"}
    assert list(old.figures["value"]) != list(new.figures["value"])
    assert new.parks["aliases"]["loom-yard"][0] == {
        "name": "纺织基地",
        "name_en": "Cloth Base",
        "kind": "former",
        "from": "",
        "to": "2021",
    }


def test_optional_fields_may_be_left_out(root: Path) -> None:
    path = root / "mini/parks.geojson"
    whole = json.loads(path.read_text(encoding="utf-8"))
    needed = {field.name for field in table_schemas()["parks"].fields if field.required}
    fields = needed | {"precision_m", "position", "position_note_zh", "position_note_en", "parent"} | {"unlocated_zh", "unlocated_en"}
    for feature in whole["features"]:
        feature["properties"] = {k: v for k, v in feature["properties"].items() if k in fields}
    path.write_text(json.dumps(whole), encoding="utf-8")

    parks = load_dataset(root, MINI, NOW).parks

    assert parks["note_zh"].tolist() == ["", "", ""]
    assert parks["aliases"].tolist() == [[], [], []]


def test_a_byte_order_mark_and_blank_lines_do_no_harm(root: Path) -> None:
    for path in (root / MINI).rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    with (root / MINI / f"plans/{NOW}/layout.csv").open("a", encoding="utf-8") as file:
        file.write("\r\n\r\n")

    assert list_faults(root) == []


def test_a_file_over_the_cap_is_named_with_the_cap(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = (root / "mini/towns.geojson").stat().st_size - 1
    monkeypatch.setattr(read, "MAX_BYTES", limit)

    with pytest.raises(DataError) as caught:
        load_dataset(root, MINI, NOW)

    assert any("towns.geojson: the file has" in line and f"limit of {limit}" in line
               for line in caught.value.text("en").splitlines())  # fmt: skip


def test_a_folder_in_place_of_a_file_is_named(root: Path) -> None:
    (root / "mini/sources.toml").unlink()
    (root / "mini/sources.toml").mkdir()

    assert "sources.toml: the file cannot be read" in list_faults(root)[0].text("en")


def test_an_error_prints_every_fault(root: Path) -> None:
    (root / "mini/parks.geojson").unlink()
    (root / f"mini/plans/{NOW}/layout.csv").unlink()

    with pytest.raises(DataError) as caught:
        load_dataset(root, MINI, NOW)

    assert str(caught.value).count("the file is missing") == 2
    assert caught.value.text("zh").count("缺少此文件") == 2


def test_deep_nesting_is_a_fault_and_no_crash(root: Path) -> None:
    (root / "mini/context.geojson").write_text("[" * 100_000, encoding="utf-8")
    (root / "mini/sources.toml").write_text("a = " + "[" * 100_000, encoding="utf-8")

    lines = [fault.text("en") for fault in list_faults(root, MINI, NOW)]

    assert any(line.startswith("context.geojson: not valid JSON") for line in lines)
    assert any("not valid TOML" in line for line in lines)


def test_more_digits_than_python_reads_are_a_fault(root: Path) -> None:
    digits = "9" * 5000
    for name in ("sources.toml", "district.toml"):
        path = root / MINI / name
        path.write_text(f"number = {digits}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")

    lines = [fault.text("en") for fault in list_faults(root, MINI, NOW)]

    assert [line.split(":")[0] for line in lines if "not valid TOML" in line] == [
        "district.toml", "sources.toml",
    ]  # fmt: skip
    with pytest.raises(DataError, match=r"district\.toml: not valid TOML"):
        catalog(root)


def test_an_integer_that_python_cannot_write_is_named_all_the_same(root: Path) -> None:
    path = root / MINI / "district.toml"
    huge = "0x" + "f" * 5000
    text = path.read_text(encoding="utf-8").replace("low = 460", f"low = {huge}")
    text = text.replace('code = "990000"', f"code = {huge}")
    path.write_text(text.replace('review_number = ""', f"review_number = [{huge}]"), encoding="utf-8")

    lines = [fault.text("en") for fault in list_faults(root, MINI, NOW)]

    assert sorted(line.split(". ")[0] for line in lines) == [
        "district.toml, code: '…' is not text in quotes",
        "district.toml, official_area_km2.low: '…' is not a number",
        "district.toml, review_number: '…' is not text in quotes",
    ]


def test_dates_of_unequal_precision_may_mark_one_day(root: Path) -> None:
    path = root / MINI / "parks.geojson"
    whole = json.loads(path.read_text(encoding="utf-8"))
    first, second = (feature["properties"] for feature in whole["features"][:2])
    first |= {"valid_from": "2021-01", "valid_to": "2021"}
    first["aliases"] = [{"name": "旧名", "kind": "former", "from": "2021-01", "to": "2021"}]
    second["aliases"] = [{"name": "旧名", "kind": "former", "from": "2021-01-01", "to": ""}]
    path.write_text(json.dumps(whole), encoding="utf-8")

    # That it exists on no day is a fault of the edition that speaks of it.
    assert [f for f in list_faults(root, MINI, NOW) if not f.file.startswith("plans/")] == []


def test_numbers_beyond_all_bounds_are_faults(root: Path) -> None:
    path = root / "mini/parks.geojson"
    huge = "1" + "0" * 400
    text = path.read_text(encoding="utf-8").replace("150.05", huge, 1).replace("800", huge, 1)
    path.write_text(text, encoding="utf-8")

    lines = [fault.text("en") for fault in list_faults(root, MINI, NOW)]

    assert [line.split(":")[0] for line in lines] == [
        "parks.geojson feature 1 (loom-yard), precision_m",
        "parks.geojson feature 1 (loom-yard), geometry",
    ]


def test_a_park_that_stands_twice_is_one_fault(root: Path) -> None:
    parks = root / "mini/parks.geojson"
    whole = json.loads(parks.read_text(encoding="utf-8"))
    whole["features"].append(whole["features"][0])
    parks.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    faults = list_faults(root, "mini", "2021-2025")

    # Not one for each of its names, and none for its point.
    assert [(f.field, f.text("en").split(": ", 1)[1]) for f in faults] == [
        ("id", "'loom-yard' already stands at feature 1 (loom-yard). Keep one of the two")
    ]
