"""No reader waits for a build, and a build is of the data that it is named by, whatever happens meanwhile."""

from __future__ import annotations

import errno
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from geodata.data_files import data_stamp, is_settled
from geodata.faults import Fault
from geodata.languages import LANGS
from geodata.read import Reader
from geodata.schema import table_schemas
from layout.build import build, build_process, cache, locks, sums
from layout.build.build_process import BuildProcess
from layout.build.cache import Cache
from layout.build.renewal import BuildStore
from layout.build.store import BuildError, PendingError
from layout.words.glossary import say
from tests.build.light import FAULT, FILE, LightBuilder, check_name, light, light_root, text_in, write


@pytest.fixture(autouse=True)
def light_checks() -> Iterator[None]:
    """Look for faults by a word."""
    with light():
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a small root to change."""
    return light_root(tmp_path / "root")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder for temporary files of the test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


EDITS = 200


class Waiting(LightBuilder):
    """A builder that waits in the drawing until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go = Event(), Event()
        super().__init__(self.pause)

    def pause(self) -> None:
        """Wait."""
        self.begun.set()
        assert self.go.wait(20)


def test_the_first_visitor_is_told_that_it_is_being_prepared(root: Path, tmp_path: Path) -> None:
    builder = Waiting()
    build_store = BuildStore(root, tmp_path / "cache", builder)
    build_store.open()
    for _ in range(3):
        with pytest.raises(PendingError):
            build_store.current()
    builder.go.set()
    assert build_store.wait(20)
    assert text_in(build_store.current()) == "good 0"


def test_while_one_visit_builds_all_get_the_last_good_state_at_once(root: Path, tmp_path: Path) -> None:
    builder = Waiting()
    builder.go.set()
    build_store = BuildStore(root, tmp_path / "cache", builder)
    good = build_store.ready()
    builder.go.clear()
    builder.begun.clear()
    write(root, "good 1")

    assert build_store.current(fresh=True) is good
    assert builder.begun.wait(20)
    with ThreadPoolExecutor(6) as pool:
        assert all(b is good for b in pool.map(lambda _: build_store.current(fresh=True), range(12)))
    assert build_store.status().running and builder.calls == 2
    builder.go.set()
    assert build_store.wait(20)
    assert text_in(build_store.current()) == "good 1" and builder.calls == 2
    # A page that is open goes on with what it began with, and finds its files.
    assert build_store.named(good.name) is good
    assert build_store.asset(good.script) and build_store.asset(build_store.current().script)


def test_an_edit_during_a_build_is_not_named_by_the_state_before(root: Path, tmp_path: Path) -> None:
    """Row 3 of the report: a fault, undone while it is built, and put in again later."""
    undone: list[str] = []

    def undo() -> None:
        if len(undone) == 1:
            write(root, "good 0")

    build_store = BuildStore(root, tmp_path / "cache", LightBuilder(undo))
    good = build_store.ready()
    write(root, f"other {len(undone)}")
    undone.append("now")
    # What was copied is built; what stands there meanwhile comes by itself, after it.
    assert build_store.ready().folder == good.folder
    undone.append("done")
    for text in ("other 0", "good 0", f"{FAULT} 1", "good 0", f"{FAULT} 1"):
        write(root, text)
        shown = build_store.ready()
        check_name(shown, tmp_path / f"{len(undone)}")
        undone.append(text)
        assert bool(build_store.faults) == (FAULT in text)
        assert text_in(shown) == ("good 0" if FAULT in text else text)


def test_edits_at_random_moments_leave_right_data_or_a_named_fault(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no disk is lost here
    chance = random.Random(11)

    def edit() -> str:
        text = chance.choice([f"good {chance.randrange(4)}", f"{FAULT} {chance.randrange(2)}", ""])
        write(root, text)
        return text

    def meanwhile() -> None:
        for _ in range(chance.choice([0, 0, 1, 3])):
            edit()

    build_store = BuildStore(root, tmp_path / "cache", LightBuilder(meanwhile))
    build_store.ready()
    check_names: set[str] = set()
    for _ in range(EDITS // 3):
        edit()
        build_store.current(fresh=True)
        if chance.random() < 0.5:
            build_store.wait()
        edit()
        build_store.current(fresh=True)
        build_store.wait()
        build_store.builder = LightBuilder()
        text = edit()
        shown = build_store.ready()
        build_store.builder = LightBuilder(meanwhile)
        if shown.name not in check_names:
            check_name(shown, tmp_path / shown.name)
        check_names.add(shown.name)
        assert bool(build_store.faults) == (FAULT in text)
        if FAULT not in text:
            assert text_in(shown) == text


def test_two_edits_within_one_tick_of_the_clock_are_told_apart(root: Path, tmp_path: Path) -> None:
    build_store = BuildStore(root, tmp_path / "cache", LightBuilder())
    build_store.ready()
    before = data_stamp(root)
    write(root, "good 1")
    build_store._stamp, build_store._settled = data_stamp(root), False  # as if the clock had stood still
    assert text_in(build_store.ready()) == "good 1"
    assert not is_settled(data_stamp(root)) and is_settled(before, time.time_ns() + 3_000_000_000)


def test_files_that_are_only_touched_are_not_built_anew(root: Path, tmp_path: Path) -> None:
    builder = LightBuilder()
    build_store = BuildStore(root, tmp_path / "cache", builder)
    good = build_store.ready()
    os.utime(root / FILE, (1, 1))
    assert build_store.ready() is good and builder.calls == 1
    write(root, "good 1")
    build_store.ready()
    write(root, "good 0")
    assert build_store.ready() is good and builder.calls == 2


def test_linked_districts_are_hashed_and_followed(tmp_path: Path) -> None:
    """Row 2 of the report: two roots of linked districts, one cache."""
    first, second = (light_root(tmp_path / name, f"good {name}", linked=True) for name in ("a", "b"))
    for root in (first, second, first):
        assert text_in(BuildStore(root, tmp_path / "cache", LightBuilder()).ready()) == f"good {root.name}"
    (tmp_path / "link").symlink_to(second)
    build_store = BuildStore(tmp_path / "link", tmp_path / "cache", LightBuilder())
    assert text_in(build_store.ready()) == "good b"
    write(second, "good c")
    assert text_in(build_store.ready()) == "good c"
    write(second, FAULT)
    build_store.ready()
    assert build_store.faults


def test_after_a_start_with_faulty_data_the_last_good_state_is_there(root: Path, tmp_path: Path) -> None:
    good = BuildStore(root, tmp_path / "cache", LightBuilder()).ready()
    write(root, FAULT)
    for _ in range(2):
        build_store = BuildStore(root, tmp_path / "cache", LightBuilder())
        build_store.open()
        assert build_store.current().name == good.name
        build_store.wait()
        assert build_store.current().name == good.name
        assert set(build_store.faults) == set(LANGS) and FILE.partition("/")[2] in build_store.faults["en"][0]


def test_a_file_that_cannot_be_read_is_a_fault_like_others(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row 9 of the report; a link to itself stands for a right that is missing, which no test of root has."""
    build_store = BuildStore(root, tmp_path / "cache", LightBuilder())
    good = build_store.ready()
    (root / FILE).unlink()
    (root / FILE).symlink_to("clusters.csv")
    monkeypatch.setattr(build, "list_faults", _reader_faults)
    for again in (build_store, BuildStore(root, tmp_path / "cache", LightBuilder())):
        again.open()
        again.wait()
        assert again.current().name == good.name
        assert again.faults["en"][0].startswith("clusters.csv: the file cannot be read (Too many levels")
    (root / FILE).unlink()
    write(root, "good 0")
    monkeypatch.undo()
    assert build_store.ready() is good and not build_store.faults


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Let folders refuse to be written, each with the number of an error."""
    errors: dict[str, int] = {}
    whole = sums._write_through

    def refuse(path: Path, content: bytes) -> None:
        for folder, number in errors.items():
            if path.is_relative_to(tmp_path / folder):
                raise OSError(number, os.strerror(number))
        whole(path, content)

    monkeypatch.setattr(sums, "_write_through", refuse)
    return errors


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.ENOSPC, "no-room"), (errno.EROFS, "read-only"), (errno.EIO, "unwritable")]
)
def test_a_cache_that_cannot_be_written_falls_back_once(
    root: Path, tmp_path: Path, temporary: Path, full: dict[str, int], number: int, reason: str, caplog: Any
) -> None:
    """Row 7 of the report: six visits at once, one build, which says where it went and why."""
    full["cache"] = number
    builder = LightBuilder()
    build_store = BuildStore(root, tmp_path / "cache", builder)
    build_store.open()
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: _visit(build_store), range(6)))
    build_store.wait()
    for _ in range(3):
        assert text_in(build_store.current(fresh=True)) == "good 0"
    assert builder.calls == 2  # one that was refused, one that was kept
    assert build_store.cache.reason == reason and build_store.cache.fell_back and not build_store.faults
    assert reason in caplog.text
    write(root, "good 1")
    assert text_in(build_store.ready()) == "good 1" and builder.calls == 3
    assert len(list(temporary.glob(f"{cache.SCRATCH}*"))) == 1
    build_store.close()
    assert list(temporary.iterdir()) == []


def test_no_room_anywhere_is_named_and_not_tried_at_each_visit(
    root: Path, tmp_path: Path, temporary: Path, full: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = LightBuilder()
    build_store = BuildStore(root, tmp_path / "cache", builder)
    good = build_store.ready()
    full["cache"] = full["temporary"] = errno.ENOSPC
    write(root, "good 1")
    for _ in range(4):
        assert build_store.ready() is good
    assert builder.calls == 3 and build_store.trouble and build_store.trouble.kind == "no-room"
    assert say("build.no-room", "en", id="")[:20] in build_store.faults["en"][0]
    full.clear()
    assert build_store.ready() is good
    # After some minutes the next visit tries again.
    monkeypatch.setattr(build_store, "_retry_at", 0.0)
    assert text_in(build_store.ready()) == "good 1" and not build_store.faults


def test_without_a_home_builds_go_to_a_folder_of_the_process(root: Path, temporary: Path) -> None:
    build_store = BuildStore(root, None, LightBuilder())
    assert text_in(build_store.ready()) == "good 0" and build_store.cache.fell_back
    build_store.close()


def test_a_cache_below_a_file_falls_back(root: Path, tmp_path: Path, temporary: Path) -> None:
    (tmp_path / "file").write_text("")
    build_store = BuildStore(root, tmp_path / "file/below", LightBuilder())
    assert text_in(build_store.ready()) == "good 0" and build_store.cache.reason == "unwritable"
    build_store.close()


def test_a_build_that_crashes_is_told_once_with_its_number(root: Path, tmp_path: Path, caplog: Any) -> None:
    class Crashing(LightBuilder):
        def build(self, root: Path, cache: Path) -> str:
            self.calls += 1
            return build_process._name(-9, "", "Killed")

    builder = Crashing()
    build_store = BuildStore(root, tmp_path / "cache", builder)
    for _ in range(3):
        with pytest.raises(BuildError) as caught:
            build_store.ready()
        assert caught.value.kind == "crashed"
    assert builder.calls == 1
    number = caught.value.texts["en"][0][-8:]
    assert f"[{number}]" in caplog.text and "Killed" in caplog.text


def test_an_error_that_nobody_foresaw_leaves_no_build_running(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(LightBuilder):
        def build(self, root: Path, cache: Path) -> str:
            raise ZeroDivisionError

    build_store = BuildStore(root, tmp_path / "cache", Broken())
    errors: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", errors.append)
    with pytest.raises(BuildError):
        build_store.ready()
    assert not build_store.running and [e.exc_type for e in errors] == [ZeroDivisionError]


def test_a_build_ends_at_its_time_limit(root: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    process = BuildProcess(seconds=0.02)
    with pytest.raises(BuildError) as caught:
        process.build(root, tmp_path / "cache")
    assert caught.value.kind == "slow" and process._process is None
    process.close()
    with pytest.raises(BuildError):
        process.build(root, tmp_path / "cache")


@pytest.mark.skipif(sys.platform != "linux", reason="no other system has this way of waiting for a processor")
def test_a_build_comes_after_the_server(root: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    process = BuildProcess()
    started = process._start(root, tmp_path / "cache")
    try:
        assert os.getpriority(os.PRIO_PROCESS, started.pid) == min(os.getpriority(os.PRIO_PROCESS, 0) + build_process._NICENESS, 19)
        assert os.sched_getscheduler(started.pid) == os.SCHED_BATCH
    finally:
        process.close()
        started.communicate()


def test_what_ended_processes_left_is_swept_and_what_is_in_use_stays(root: Path, tmp_path: Path, temporary: Path) -> None:
    """Row 14 of the report."""
    folder = tmp_path / "cache"
    build_store = BuildStore(root, folder, LightBuilder())
    names = []
    for n in range(8):
        write(root, f"good {n}")
        names.append(build_store.ready().name)
        os.utime(folder / names[-1], (1, 1))
    left = [folder / "building-left", folder / "spoilt-left", temporary / f"{cache.SCRATCH}left", temporary / f"{cache.EXPORTS}left"]
    for path in left:
        path.mkdir()
    used = [locks.LockedFolder(prefix, parent) for prefix, parent in (("building-", folder), (cache.SCRATCH, temporary))]
    (temporary / "other-left").mkdir()
    (temporary / f"{cache.SCRATCH}link").symlink_to(temporary / "other-left")
    Cache(folder).sweep()

    assert not any(path.exists() for path in left)
    assert all(u.path.exists() for u in used) and (temporary / "other-left").exists()
    assert {n for n in names if (folder / n).exists()} == set(names[-cache.KEPT_BUILDS :])
    assert text_in(build_store.current()) == "good 7"
    for u in used:
        u.release()


def test_roots_that_are_used_no_more_keep_no_builds(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    name = BuildStore(root, folder, LightBuilder()).ready().name
    for n in range(cache._KEPT_ROOTS):
        BuildStore(light_root(tmp_path / f"other-{n}", f"other {n}"), folder, LightBuilder()).ready()
    for path in [folder / name, *(folder / "roots").iterdir()]:
        os.utime(path, (1, 1))
    # The last used first: this one is, once more.
    last = BuildStore(light_root(tmp_path / "last"), folder, LightBuilder())
    assert last.ready().name == name
    Cache(folder).sweep()
    assert (folder / name).exists() and len(list((folder / "roots").iterdir())) == cache._KEPT_ROOTS


def _visit(build_store: BuildStore) -> None:
    with suppress(PendingError):
        build_store.current(fresh=True)


def _reader_faults(root: Path) -> list[Fault]:
    """Look for faults as the real check does in a file that it cannot read."""
    reader = Reader(root / "mini")
    reader.rows(next(t for t in table_schemas().values() if t.file == "clusters.csv"))
    return reader.faults
