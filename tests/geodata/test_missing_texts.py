"""Texts that a language lacks are counted by file and field; the bundled data lack none."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from geodata.check import list_faults, read_edition
from geodata.languages import Text, mark_foreign
from geodata.load import load_dataset
from geodata.missing_texts import count_missing_texts, list_missing_texts
from layout.plan.join import join
from tests.chinese_only import chinese_only
from tests.conftest import EDITIONS, MINI

# Districts of the tests that are in Chinese only say so by their name.
COMPLETE = [e for e in EDITIONS if e[1] in ("jinshan", "mini")]


@pytest.mark.parametrize("edition", COMPLETE, ids=lambda e: f"{e[1]}-{e[2]}")
def test_the_bundled_data_lack_no_text(edition: Any) -> None:
    rows, faults = read_edition(*edition)

    assert faults == []
    assert count_missing_texts(rows) == []


def test_what_lacks_is_counted_by_file_and_field(tmp_path: Path) -> None:
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    layout = root / "mini/plans/2021-2025/layout.csv"
    layout.write_text(layout.read_text(encoding="utf-8").replace("ground_en", "ground_zz"), encoding="utf-8")
    rows, _ = read_edition(root, "mini", "2021-2025")

    counts = {(m.table, m.field, m.lang): (m.missing, m.total) for m in count_missing_texts(rows)}
    assert set(counts) == {("roles", "ground", "en")}
    missing, total = counts["roles", "ground", "en"]
    assert missing == total > 0
    lines = [fault.text("en") for fault in list_missing_texts(rows, each=True)]
    assert lines == [
        f"plans/2021-2025/layout.csv, ground: {total} of {total} text lacks in en and is shown in another language."
        " Add them, or leave them to be shown and marked as they are"
    ]


def test_a_folder_in_chinese_only_is_read_and_shown_marked(tmp_path: Path) -> None:
    root = chinese_only(MINI, tmp_path / "root")
    rows, faults = read_edition(root, "mini", "2021-2025")

    assert not any(f.is_stopping for f in faults)
    assert {m.lang for m in count_missing_texts(rows)} == {"en"}
    plan = join(load_dataset(root, "mini", "2021-2025"))
    assert plan.district.name("en") == "示例区 (zh)"
    assert plan.district.name("zh") == "示例区"


def test_a_folder_in_chinese_only_has_one_note_to_a_file(tmp_path: Path) -> None:
    root = chinese_only(MINI, tmp_path / "root")
    rows, faults = read_edition(root, "mini", "2021-2025")
    _, each = read_edition(root, "mini", "2021-2025", each_text=True)
    counted = count_missing_texts(rows)

    notes = {f.file: f.text("en") for f in faults if "in another language" in f.text("en")}
    assert len(notes) == sum("in another language" in f.text("en") for f in faults)
    assert set(notes) == {m.file for m in counted}
    for file, note in notes.items():
        of_file = [m for m in counted if m.file == file]
        assert f"{sum(m.missing for m in of_file)} of {sum(m.total for m in of_file)} text" in note
        most = max(of_file, key=lambda m: m.missing)
        assert f"({most.table}.{most.field} {most.missing}" in note or f"({most.field} {most.missing}" in note
    assert sum("in another language" in f.text("en") for f in each) == len(counted) > len(notes)


def test_a_text_that_is_needed_is_a_fault_and_no_note_as_well(root: Path) -> None:
    parks = root / "mini/parks.geojson"
    text = parks.read_text(encoding="utf-8")
    parks.write_text(text.replace('"name_zh": "织造园"', '"name_zh": ""', 1), encoding="utf-8")

    assert [(f.severity, f.field) for f in list_faults(root, "mini", "2021-2025")] == [("fault", "name_zh")]


def test_only_what_is_in_another_script_is_marked() -> None:
    assert Text("OpenStreetMap", "")("en") == "OpenStreetMap"
    assert Text("", "Park")("zh") == "Park"
    assert (Text("园", "")("en"), Text("园", "").unmarked("en")) == ("园 (zh)", "园")
    assert (Text("园", "").missing("en"), Text("", "").missing("en"), Text("园", "Park").missing("en")) == (True, False, False)
    assert mark_foreign("", "en") == ""
