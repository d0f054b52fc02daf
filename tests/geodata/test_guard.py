"""The guarded child: whatever a reader does with a file, it ends as a named fault, and does no harm."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from geodata.guard import guarded_reading, kernel_filter
from geodata.guard.errors import GuardError
from geodata.guard.guarded_reading import GuardedReader, read_guarded
from geodata.guard.limits import MEGABYTE, Limits
from geodata.languages import LANGS

REPO = Path(__file__).parents[2]
SMALL = Limits(seconds=10, memory=100 * MEGABYTE, max_answer=MEGABYTE, max_content=1_000)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="what the kernel of Linux refuses")


def acted(act: str, folder: Path, limits: Limits = SMALL) -> tuple[Any, bytes]:
    """Let the hostile reader act in a child."""
    reader = GuardedReader("tests.geodata.hostile_reader", limits)
    return read_guarded(reader, b"hello", {"act": act, "folder": str(folder)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder that holds one file."""
    (tmp_path / "old").write_text("as it was", encoding="utf-8")
    return tmp_path


def unchanged(folder: Path) -> bool:
    """Tell whether the folder is as it was."""
    return [p.name for p in folder.iterdir()] == ["old"] and (folder / "old").read_text() == "as it was"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("grow", "reading_too_large"), ("memory in another error", "reading_too_large"),
        ("abort", "reading_too_large"), ("killed", "reading_too_large"), ("fault", "reading_too_large"),
        ("socket", "reading_forbidden"), ("name", "reading_forbidden"), ("write", "reading_forbidden"),
        ("remove", "reading_forbidden"), ("program", "reading_forbidden"), ("fork", "reading_forbidden"),
        ("passed over", "reading_forbidden"), ("long", "reading_too_long"), ("error", "reading_failed"),
        ("leave", "reading_failed"),
    ],
)  # fmt: skip
def test_what_a_reader_may_not_do_is_a_named_fault(folder: Path, act: str, code: str) -> None:
    with pytest.raises(GuardError) as caught:
        acted(act, folder)

    assert caught.value.code == code
    assert unchanged(folder)
    texts = [caught.value.fault("f.xlsx").text(lang) for lang in LANGS]
    assert texts[0] != texts[1] and all("f.xlsx" in text and "{" not in text for text in texts)
    if code == "reading_too_large":
        assert all("100 MB" in text for text in texts)


@pytest.mark.parametrize("act", ["sleep", "spin"])
def test_a_reading_ends_after_its_time(folder: Path, act: str) -> None:
    with pytest.raises(GuardError) as caught:
        acted(act, folder, Limits(seconds=1))

    assert caught.value.code == "reading_slow" and "1 seconds" in caught.value.fault("").text("en")


@ON_LINUX
def test_the_kernel_refuses_what_passes_python_by(folder: Path) -> None:
    refused, _ = acted("raw", folder)

    assert {name: number for name, number in refused.items() if not number} == {}
    assert unchanged(folder)


@ON_LINUX
@pytest.mark.parametrize("measure", ["_restrict_files", "_filter_calls"])
def test_without_one_measure_of_the_kernel_the_others_stay(folder: Path, measure: str) -> None:
    code = (
        "import os, sys, json; from geodata.guard import kernel_filter\n"
        f"kernel_filter.{measure} = lambda libc: None\n"
        "kernel_filter.confine_by_kernel(os.getppid())\n"
        "from tests.geodata import hostile_reader\n"
        "raw = hostile_reader.read_confined(b'', {'act': 'raw', 'folder': sys.argv[1]})[0] if 'calls' not in sys.argv[2]"
        " else {'new file': hostile_reader.opened(sys.argv[1]), 'connection': hostile_reader.connected()}\n"
        "print(json.dumps(raw))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(folder), measure],
        capture_output=True, text=True, cwd=REPO, check=False,
    )  # fmt: skip
    refused = json.loads(done.stdout)
    # 111: nobody listens there, but the way is open.
    assert refused and not {0, 111} & set(refused.values()), refused
    assert unchanged(folder)


def test_what_a_library_prints_is_no_answer(folder: Path) -> None:
    assert acted("print", folder) == ("answered", b"hello")


def test_a_child_knows_nothing_of_this_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "x")
    status, _ = acted("status", folder)

    assert "A_SECRET" not in status["environment"] and status["late"] == []
    if sys.platform == "linux":
        assert status["cpu"] == SMALL.seconds and status["nice"] >= 10 and status["yields"]


def test_two_files_are_read_at_once_and_a_third_is_told_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded_reading, "MAX_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(guarded_reading, "_PLACES", threading.BoundedSemaphore(1))
    with guarded_reading._PLACES, pytest.raises(GuardError) as caught:
        acted("print", folder)
    assert caught.value.code == "reading_busy"

    assert acted("print", folder) == ("answered", b"hello")


def test_places_are_given_back_whatever_a_reading_comes_to(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guarded_reading, "_PLACES", threading.BoundedSemaphore(1))
    monkeypatch.setattr(guarded_reading, "MAX_WAIT_SECONDS", 0.01)
    for act in ("error", "abort", "long", "print"):
        if act == "print":
            assert acted(act, folder)[0] == "answered"
        else:
            with pytest.raises(GuardError):
                acted(act, folder)


def test_a_child_that_cannot_be_started_is_a_named_fault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(folder / "none"))
    with pytest.raises(GuardError) as caught:
        acted("print", folder)
    assert caught.value.code == "reading_failed"


LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOWED, NOT_PERMITTED, UNKNOWN = 0x7FFF_0000, 0x0005_0001, 0x0005_0026


def filtered(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    """Run the filter of a machine as the kernel does (linux/seccomp.h: number, architecture, address, arguments)."""
    native, calls, special = kernel_filter._MACHINES[machine]
    program = kernel_filter._program(native, calls, special)
    data = struct.pack("<IIQ6Q", number, native if architecture is None else architecture, 0, *arguments, *[0] * (6 - len(arguments)))
    at, word = 0, 0
    while True:
        code, if_so, if_not, value = program[at]
        at += 1
        if code == RETURN:
            return value
        if code == LOAD:
            word = struct.unpack_from("<I", data, value)[0]
        else:
            holds = {EQUAL: word == value, AT_LEAST: word >= value, ANY_BIT: bool(word & value)}[code]
            at += if_so if holds else if_not


# Numbers of asm/unistd.h: of x86_64, then of aarch64.
@pytest.mark.parametrize(("machine", "at"), [("x86_64", 0), ("aarch64", 1)])
def test_the_filter_of_each_machine_refuses_and_allows_the_same(machine: str, at: int) -> None:
    read, write, close, mmap, exit_group = ((0, 63), (1, 64), (3, 57), (9, 222), (231, 94))
    openat, clone, tgkill, clone3 = ((257, 56), (56, 220), (234, 131), (435, 435))
    sockets, programs, removal, link, kill = ((41, 198), (59, 221), (263, 35), (265, 37), (62, 129))
    for harmless in (read, write, close, mmap, exit_group):
        assert filtered(machine, harmless[at]) == ALLOWED
    for harm in (sockets, programs, removal, link, kill, (425, 425)):
        assert filtered(machine, harm[at]) == NOT_PERMITTED
    assert filtered(machine, openat[at], 0, 0, os.O_RDONLY | os.O_CLOEXEC) == ALLOWED
    for flags in (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC):
        assert filtered(machine, openat[at], 0, 0, flags) == NOT_PERMITTED
    assert filtered(machine, clone[at], signal.SIGCHLD) == NOT_PERMITTED
    assert filtered(machine, clone[at], 0x1_0000 | 0x100) == ALLOWED
    assert filtered(machine, tgkill[at], os.getpid()) == ALLOWED
    assert filtered(machine, tgkill[at], os.getppid()) == NOT_PERMITTED
    assert filtered(machine, clone3[at]) == UNKNOWN
    assert filtered(machine, read[at], architecture=0x4000_0003) == NOT_PERMITTED
    assert filtered(machine, 0x4000_0000 + read[at]) == NOT_PERMITTED


@ON_LINUX
def test_a_child_ends_with_its_parent(folder: Path) -> None:
    code = (
        "import os, sys; from geodata.guard.kernel_filter import confine_by_kernel\n"
        "confine_by_kernel(os.getppid() + 1)\nprint('went on')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO, check=False)

    assert done.returncode == 1 and done.stdout == ""


@ON_LINUX
def test_a_child_does_not_outlive_a_process_that_is_killed(folder: Path) -> None:
    code = (
        "from geodata.guard.guarded_reading import GuardedReader, read_guarded\n"
        "read_guarded(GuardedReader('tests.geodata.hostile_reader'), b'', {'act': 'sleep'})"
    )
    parent = psutil.Popen([sys.executable, "-c", code], cwd=REPO)
    child = until(lambda: next((c for c in parent.children() if c.is_running() and c.nice() >= 10), None))
    parent.kill()
    parent.wait()

    assert child.wait(timeout=5) is None


def until(look: Callable[[], Any]) -> Any:
    """Return what is seen as soon as anything is."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if (seen_now := look()) is not None:
            return seen_now
        time.sleep(0.01)
    raise AssertionError("nothing came")


def test_a_file_larger_than_a_pipe_goes_there_and_back(folder: Path) -> None:
    content = os.urandom(3 * MEGABYTE)
    reader = GuardedReader("tests.geodata.hostile_reader", Limits(max_content=len(content)))

    assert read_guarded(reader, content, {"act": "print"}) == ("answered", content)
