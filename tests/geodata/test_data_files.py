"""What is read of a root is what is hashed and copied: through links, and where something cannot be read."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from geodata import catalog, files
from geodata.check import list_faults
from geodata.data_files import copy_data, data_stamp, fingerprint
from geodata.faults import DataError
from geodata.read import MAX_BYTES

FILE = "mini/plans/2021-2025/clusters.csv"


def edit(root: Path, name: str = FILE) -> None:
    """Add a line to a file."""
    (root / name).write_text((root / name).read_text("utf-8") + "\n", "utf-8")


@pytest.mark.parametrize("linked", ["root", "district", "edition", "file"])
def test_links_are_followed(root: Path, tmp_path: Path, linked: str) -> None:
    place = {"root": root, "district": root / "mini", "edition": root / "mini/plans/2021-2025", "file": root / FILE}
    before = fingerprint(root)
    elsewhere = tmp_path / "elsewhere"
    place[linked].rename(elsewhere)
    place[linked].symlink_to(elsewhere)
    stamp = data_stamp(root)

    assert fingerprint(root) == before
    edit(root)
    assert fingerprint(root) != before and data_stamp(root) != stamp
    assert list_faults(root) == []


def test_a_loop_of_links_ends(root: Path) -> None:
    (root / "mini/plans/loop").symlink_to(root)
    (root / "mini/loop").symlink_to(root / "mini")
    (root / "other").symlink_to(root)
    (root / "self").symlink_to("self")

    assert len(data_stamp(root)) < 100
    assert fingerprint(root) == fingerprint(root)
    assert {fault.file.partition("/")[0] for fault in list_faults(root)} == {"mini", "other"}


def test_a_copy_has_the_same_fingerprint_and_faults(root: Path, tmp_path: Path) -> None:
    (root / "mini/parks.geojson").write_text("{", "utf-8")
    (root / "mini/plans/2016-2020/clusters.csv").unlink()
    (root / "empty/plans/none").mkdir(parents=True)
    copy = copy_data(root, tmp_path / "copy" / root.name)

    assert copy.fingerprint == fingerprint(root) == fingerprint(tmp_path / "copy" / root.name)
    assert list_faults(tmp_path / "copy" / root.name) == list_faults(root) != []


def test_what_nobody_reads_is_not_hashed(root: Path) -> None:
    before = fingerprint(root)
    (root / "mini/notes.txt").write_text("not data", "utf-8")
    (root / "mini/.#parks.geojson").symlink_to("somebody@somewhere.1234")
    (root / "mini/plans/2021-2025/document").mkdir()
    (root / "mini/plans/2021-2025/document/copy.csv").write_text("x", "utf-8")

    assert fingerprint(root) == before and list_faults(root) == []


def unreadable(path: Path, kind: str) -> None:
    """Put something in place of a file that cannot be read, whoever reads."""
    path.unlink(missing_ok=True)
    {
        "a pipe": os.mkfifo,
        "a folder": os.mkdir,
        "a link to itself": lambda p: os.symlink(p.name, p),
    }[kind](path)


@pytest.mark.parametrize("kind", ["a pipe", "a folder", "a link to itself"])
def test_a_file_that_cannot_be_read_is_named_and_nobody_waits_for_it(root: Path, tmp_path: Path, kind: str) -> None:
    before = fingerprint(root)
    unreadable(root / FILE, kind)
    copy = copy_data(root, tmp_path / "copy")
    faults = list_faults(root)

    assert copy.fingerprint == fingerprint(root) != before
    assert copy.with_reasons(list_faults(tmp_path / "copy")) == faults
    (line,) = (fault.text("en") for fault in faults if "clusters.csv" in fault.file)
    reason = "Too many levels of symbolic links" if "link" in kind else "not a plain file"
    assert line.startswith(f"plans/2021-2025/clusters.csv: the file cannot be read ({reason})")


def test_a_district_file_that_cannot_be_read_is_named_in_the_catalog(root: Path) -> None:
    unreadable(root / "mini/district.toml", "a link to itself")
    with pytest.raises(DataError, match=r"mini/district\.toml: the file cannot be read \(Too many levels"):
        catalog.catalog(root)


@pytest.mark.parametrize("folder", ["", "mini", "mini/plans", "mini/plans/2021-2025"])
def test_a_folder_that_may_not_be_listed_is_named(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    before, whole = fingerprint(root), Path.iterdir

    def refuse(path: Path) -> object:
        if path == root / folder:
            raise PermissionError(errno.EACCES, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    (tmp_path / "copy").mkdir()
    (fault,) = copy_data(root, tmp_path / "copy").faults

    assert fingerprint(root) != before
    assert fault.text("en").startswith(f"{folder or 'root'}: the folder cannot be listed (Permission denied)")
    assert "无法列出此文件夹" in fault.text("zh")
    if folder in ("", "mini/plans"):
        assert [f.problem for f in list_faults(root)] == [fault.problem]
        with pytest.raises(DataError, match="cannot be listed"):
            catalog.catalog(root)


def test_the_copy_of_a_file_that_is_too_large_takes_no_room(root: Path, tmp_path: Path) -> None:
    with (root / FILE).open("wb") as file:
        file.truncate(40 * MAX_BYTES)
    copy_data(root, tmp_path / "copy")
    state = (tmp_path / "copy" / FILE).stat()

    assert state.st_size == 40 * MAX_BYTES and state.st_blocks * 512 < 2 * MAX_BYTES
    assert list_faults(tmp_path / "copy") == list_faults(root) != []


def test_a_plain_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\r\n\x1a")
    with files.open_plain(tmp_path / "x") as file:
        assert file.readall() == b"\r\n\x1a"
    (tmp_path / "x").chmod(0)
    assert fingerprint(tmp_path) == fingerprint(tmp_path / "none")
