"""Files made by copies of a process that has loaded what draws."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geodata.catalog import DISTRICTS
from geodata.data_files import data_stamp
from layout.cli import plan_memory, worker
from layout.cli.choice import Choice, load_plan
from layout.server import processes, workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each file has a process of its own")

MINI = Path(__file__).parents[1] / "data" / "mini"
TABLE = ["export", "x.csv", "--data", str(MINI.resolve())]


@pytest.fixture(scope="module")
def warm() -> Iterator[workers.Worker]:
    """Give a worker that has made a first file."""
    process = workers.Worker()
    yield process
    process.close()


def run(command: workers.Running) -> tuple[int, str]:
    """Return the exit code and what was said on the error stream."""
    assert command.stderr is not None
    words = command.stderr.read()
    return command.wait(60), words


def start(warm: workers.Worker, arguments: list[str], folder: Path) -> workers.WarmCommand:
    """Start a command as a copy."""
    command = warm.start(arguments, folder)
    assert command is not None
    return command


@pytest.mark.parametrize("name", ["x.csv", "x.svg"])
def test_a_copy_writes_what_a_process_of_its_own_writes(warm: workers.Worker, tmp_path: Path, name: str) -> None:
    arguments = ["export", name, "--data", str(MINI.resolve()), "--lang", "en"]
    folders = [tmp_path / n for n in ("copy", "alone")]
    for folder in folders:
        folder.mkdir()
    copy = run(start(warm, arguments, folders[0]))
    alone = run(processes.start_process(["-m", "layout", *arguments], folders[1]))

    assert copy == alone == (0, "")
    contents = [(folder / name).read_bytes() for folder in folders]
    assert contents[0] == contents[1] and contents[0]


def test_a_wrong_call_ends_as_on_the_command_line(warm: workers.Worker, tmp_path: Path) -> None:
    arguments = ["export", "x.doc", "--data", str(MINI.resolve()), "--lang", "en"]
    copy = run(start(warm, arguments, tmp_path))
    alone = run(processes.start_process(["-m", "layout", *arguments], tmp_path))

    assert copy == alone and copy[0] == 2 and ".doc" in copy[1]


def test_a_command_that_is_ended_ends_alone(warm: workers.Worker, tmp_path: Path) -> None:
    command = start(warm, ["export", "briefing.pdf", "--data", str(DISTRICTS)], tmp_path)
    pid = warm.pid
    assert command.stderr is not None and command.stderr.readline()
    command.kill()

    assert command.wait(20) == -signal.SIGKILL
    command.kill()  # what has ended stays so
    assert run(start(warm, TABLE, tmp_path)) == (0, "") and warm.pid == pid


def test_a_command_that_takes_too_long_is_told_so(warm: workers.Worker, tmp_path: Path) -> None:
    command = start(warm, ["export", "briefing.pdf", "--data", str(DISTRICTS)], tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        command.wait(0.01)
    command.kill()
    assert command.wait(20) == -signal.SIGKILL


def test_where_the_process_is_killed_the_next_order_starts_another(warm: workers.Worker, tmp_path: Path) -> None:
    command = start(warm, ["export", "briefing.pdf", "--data", str(DISTRICTS)], tmp_path)
    assert command.stderr is not None and command.stderr.readline()
    killed = warm.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    warm._process.wait()  # type: ignore[union-attr]

    assert run(start(warm, TABLE, tmp_path)) == (0, "")
    assert warm.pid not in (None, killed)
    # Its copy is nobody's child then, and is told of by the silence of its descriptor.
    assert command.wait(120) in (-signal.SIGKILL, 0)


def test_the_process_and_its_copies_come_after_the_server_and_have_a_limit(
    warm: workers.Worker, tmp_path: Path
) -> None:
    assert run(start(warm, TABLE, tmp_path))[0] == 0
    assert warm.pid is not None
    assert os.getpriority(os.PRIO_PROCESS, warm.pid) == min(os.getpriority(os.PRIO_PROCESS, 0) + 10, 19)
    assert os.sched_getscheduler(warm.pid) == os.SCHED_BATCH
    assert resource.prlimit(warm.pid, resource.RLIMIT_AS) == (processes.MOST_MEMORY * 1_000_000,) * 2


def test_it_has_no_thread_that_a_copy_would_lack(warm: workers.Worker, tmp_path: Path) -> None:
    assert run(start(warm, TABLE, tmp_path))[0] == 0
    assert len(os.listdir(f"/proc/{warm.pid}/task")) == 1


def test_it_ends_with_the_server(tmp_path: Path) -> None:
    process = workers.Worker()
    assert run(start(process, TABLE, tmp_path))[0] == 0
    pid = process.pid
    assert pid is not None
    process._channel.close()  # type: ignore[union-attr]
    for _ in range(1500):  # it is there to let others go first: beside them it may take its time
        if process.pid is None:
            break
        time.sleep(0.02)

    assert process.pid is None
    process.close()


def test_a_setting_does_without_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LAYOUT_WORKER", "off")
    command = workers.start_command(TABLE, tmp_path)

    assert isinstance(command, subprocess.Popen) and run(command) == (0, "")


# ——— Plans that are remembered


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> plan_memory.PlanMemory:
    """Give an empty memory to the commands of this process."""
    plans = plan_memory.PlanMemory()
    for module in ("layout.cli.choice", "layout.cli.worker"):
        monkeypatch.setattr(f"{module}.PLANS", plans)
    return plans


def aged(root: Path, folder: Path) -> Path:
    """Copy data whose last change is long past."""
    shutil.copytree(root, folder)
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (1_000_000_000, 1_000_000_000))
    return folder


def test_a_plan_is_read_once_and_again_when_its_data_change(
    memory: plan_memory.PlanMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = aged(MINI, tmp_path / "data")
    # The copy's own time of change is now, and cannot be set.
    monkeypatch.setattr(plan_memory, "is_settled", lambda _: True)
    arguments = ["export", "x.csv", "--data", str(root)]
    worker.remember_plan(arguments)
    first, _ = load_plan(Choice(root, None, None))
    assert load_plan(Choice(root, None, None))[0] is first

    parks = next(root.rglob("parks.geojson"))
    parks.write_text(parks.read_text("utf-8") + "\n", "utf-8")
    again, _ = load_plan(Choice(root, None, None))
    assert again is not first and again == first
    worker.remember_plan(arguments)
    renewed, _ = load_plan(Choice(root, None, None))
    assert renewed is not first and load_plan(Choice(root, None, None))[0] is renewed


def test_what_changed_a_moment_ago_is_not_remembered(memory: plan_memory.PlanMemory, tmp_path: Path) -> None:
    root = tmp_path / "data"
    shutil.copytree(MINI, root)
    worker.remember_plan(["export", "x.csv", "--data", str(root)])

    assert len(memory) == 0


def test_so_many_plans_are_remembered_and_no_more(memory: plan_memory.PlanMemory, monkeypatch: Any) -> None:
    monkeypatch.setattr(plan_memory, "is_settled", lambda _: True)
    stamp = data_stamp(MINI)
    for n in range(plan_memory.MOST_PLANS + 2):
        memory.put((MINI, "d", str(n)), stamp, (None, None))  # type: ignore[arg-type]

    assert len(memory) == plan_memory.MOST_PLANS
    assert memory.get((MINI, "d", "0")) is None and memory.get((MINI, "d", str(n))) is not None


@pytest.mark.parametrize(
    "arguments", [["--help"], ["export", "--data"], ["export", "--data", "/nowhere/at/all"], ["x", "--data", "\0"]]
)  # fmt: skip
def test_a_call_that_names_no_plan_is_left_to_the_command(memory: plan_memory.PlanMemory, arguments: list[str]) -> None:
    worker.remember_plan(arguments)
    assert len(memory) == 0
