"""What a root holds, and names that are refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.catalog import DISTRICTS, catalog
from geodata.check import list_faults
from geodata.data_files import data_stamp, fingerprint
from geodata.faults import DataError
from geodata.load import load_dataset

HEAVY = ("numpy", "pandas", "shapely", "geopandas", "pyproj", "folium", "streamlit")


def test_a_district_is_listed_with_its_editions(mini_root: Path) -> None:
    (entry,) = catalog(mini_root)

    assert (entry.id, *entry.name.texts) == ("mini", "示例区", "Mini District")
    assert entry.editions == ("2016-2020", "2021-2025")
    assert entry.default_edition == "2021-2025"
    assert entry.path == mini_root / "mini"


def test_the_catalog_needs_no_heavy_library() -> None:
    code = f"import sys, geodata.catalog; print([m for m in {HEAVY} if m in sys.modules])"
    process = subprocess.run(
        [sys.executable, "-c", code],
        cwd=DISTRICTS.parents[1],
        capture_output=True,
        text=True,
        check=True,
    )

    assert process.stdout.strip() == "[]"


def test_bundled_data_have_no_fault() -> None:
    assert list_faults(DISTRICTS) == []


def test_the_small_district_has_no_fault(mini_root: Path) -> None:
    assert list_faults(mini_root) == []


def test_a_root_without_districts_says_so(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(DataError, match="no district folder"):
            catalog(root)
        assert "没有任何区" in list_faults(root)[0].text("zh")
        with pytest.raises(DataError, match="no district folder"):
            load_dataset(root, "mini", "2021-2025")


def test_a_folder_too_low_or_too_high_says_which_is_meant(mini_root: Path) -> None:
    low, high = mini_root / "mini", mini_root.parent
    for folder, words, meant in ((low, "folder of a district", mini_root), (high, "one folder further", mini_root)):
        with pytest.raises(DataError, match=words):
            catalog(folder)
        (fault,) = list_faults(folder)
        assert words in fault.problem("en")
        if folder == low:
            assert str(meant)[:60] in fault.remedy("en")


def test_a_folder_with_another_line_than_a_hyphen_is_said_how_to_name(root: Path) -> None:
    (root / "mini" / "plans" / "2021-2025").rename(root / "mini" / "plans" / "2021—2025")

    texts = [fault.text("en") for fault in list_faults(root)]
    assert any("'2021—2025' is no name of a folder" in text and "Rename it 2021-2025" in text for text in texts)


def test_a_district_that_cannot_be_read_is_named(root: Path) -> None:
    (root / "mini/district.toml").write_text("id = ", encoding="utf-8")

    with pytest.raises(DataError, match=r"mini/district\.toml: not valid TOML"):
        catalog(root)


def test_unknown_names_come_with_a_hint(mini_root: Path) -> None:
    with pytest.raises(DataError, match=r"no district 'minni'.*did you mean mini\?"):
        load_dataset(mini_root, "minni", "2021-2025")
    with pytest.raises(DataError, match=r"no edition '2021-2026'.*did you mean 2021-2025\?"):
        load_dataset(mini_root, "mini", "2021-2026")


@pytest.mark.parametrize("name", ["../mini", "mini/..", ".", "", "/etc", "a\\b", "mini\n", "Mini"])
def test_names_like_paths_are_refused(mini_root: Path, name: str) -> None:
    for district, edition in ((name, "2021-2025"), ("mini", name)):
        with pytest.raises(DataError, match="looks like a path"):
            load_dataset(mini_root, district, edition)


def test_a_district_without_editions_says_so(root: Path) -> None:
    shutil.rmtree(root / "mini/plans")

    assert [fault.text("en").split(".")[0] for fault in list_faults(root)] == [
        "plans: there is no edition"
    ]


def test_faults_of_several_districts_name_their_folder(root: Path) -> None:
    shutil.copytree(root / "mini", root / "other")

    assert [fault.file for fault in list_faults(root)] == ["other/district.toml"]


def test_a_change_of_content_changes_the_fingerprint(root: Path) -> None:
    before = fingerprint(root), data_stamp(root)
    path = root / "mini/parks.geojson"
    (root / "mini/notes.txt").write_text("not data", encoding="utf-8")
    assert (fingerprint(root), data_stamp(root)) == before

    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert fingerprint(root) != before[0]
    assert data_stamp(root) != before[1]


def test_a_renamed_file_changes_the_fingerprint(root: Path) -> None:
    before = fingerprint(root)
    (root / "mini/plans/2016-2020").rename(root / "mini/plans/2016-2021")

    assert fingerprint(root) != before


def test_a_copy_has_the_same_fingerprint(root: Path, mini_root: Path) -> None:
    assert fingerprint(root) == fingerprint(mini_root)
