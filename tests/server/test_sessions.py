"""Sessions: those left are given back with no visitor to come, and how many there may be is known."""

from __future__ import annotations

import asyncio
import gc
import math
import os
import resource
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from layout.server import lifespan, sessions, sockets, state


def run(task: Any) -> Any:
    """Run a task in a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, task).result()


def serve(monkeypatch: pytest.MonkeyPatch, seconds: float) -> WebsocketSessionManager:
    """Let Streamlit's own manager of sessions be that of the server; who leaves is stored for so many seconds."""
    manager = WebsocketSessionManager(
        MemorySessionStorage(ttl_seconds=seconds),  # type: ignore[arg-type]
        MemoryUploadedFileManager("/files"),
        ScriptCache(),
        None,
    )
    runtime = SimpleNamespace(_session_mgr=manager, stats_mgr=manager)
    monkeypatch.setattr(sessions, "Runtime", SimpleNamespace(exists=lambda: True, instance=lambda: runtime))
    return manager


def visit(manager: WebsocketSessionManager) -> str:
    """Open a session in which something is loaded; return its id."""
    session = manager.connect_session(MagicMock(), ScriptData("app.py", False), {})
    manager.get_active_session_info(session).session.session_state["actuals"] = "loaded"  # type: ignore[union-attr]
    return session


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.skipif(sys.platform != "linux", reason="counts files under /proc")
def test_a_left_session_is_closed_with_its_files_and_what_was_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    async def leave() -> tuple[int, int, int, bool]:
        manager, before = serve(monkeypatch, 0), open_files()
        left, stays = visit(manager), visit(manager)
        session = manager.get_active_session_info(left).session  # type: ignore[union-attr]
        opened = open_files() - before
        manager.disconnect_session(left)
        count = sessions.give_back()
        assert manager.is_active_session(stays) and not sessions.is_known(left)
        return opened, open_files() - before, count, "actuals" in session.session_state

    assert run(leave()) == (2 * (sessions.FILES_EACH - 1), sessions.FILES_EACH - 1, 1, False)


def test_a_session_that_may_still_come_back_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    async def leave() -> tuple[int, bool]:
        manager = serve(monkeypatch, 60)
        left = visit(manager)
        manager.disconnect_session(left)
        return sessions.give_back(), sessions.is_known(left)

    assert run(leave()) == (0, True)


def test_a_left_session_that_cannot_be_closed_keeps_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    async def leave() -> tuple[int, bool]:
        manager = serve(monkeypatch, 60)
        faulty, sound = visit(manager), visit(manager)
        closed = MagicMock()
        session = manager.get_active_session_info(faulty).session  # type: ignore[union-attr]
        monkeypatch.setattr(session, "shutdown", MagicMock(side_effect=RuntimeError))
        other = manager.get_active_session_info(sound).session  # type: ignore[union-attr]
        monkeypatch.setattr(other, "shutdown", closed)
        manager.disconnect_session(faulty)
        manager.disconnect_session(sound)
        stored = manager._session_storage._cache  # type: ignore[attr-defined]
        monkeypatch.setattr(stored, "expire", partial(stored.expire, math.inf))
        return sessions.give_back(), closed.called

    assert run(leave()) == (2, True)


def test_the_server_looks_for_left_sessions_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_EVERY", 0.001)
    monkeypatch.setattr(state, "store", MagicMock())

    async def live() -> bool:
        manager = serve(monkeypatch, 0)
        left = visit(manager)
        closed = asyncio.Event()
        session = manager.get_active_session_info(left).session  # type: ignore[union-attr]
        monkeypatch.setattr(session, "shutdown", closed.set)
        async with lifespan.lifespan(lambda: None)(None):
            assert gc.get_freeze_count() > 1000
            gc.unfreeze()
            manager.disconnect_session(left)
            await asyncio.wait_for(closed.wait(), 20)
        return closed.is_set()

    assert run(live())


def test_a_fault_of_one_look_does_not_end_the_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_EVERY", 0.001)

    async def live() -> None:
        looked = asyncio.Event()
        faults = iter([RuntimeError("dictionary changed size during iteration")])

        def look() -> int:
            for fault in faults:
                raise fault
            looked.set()
            return 0

        monkeypatch.setattr(sessions, "give_back", look)
        async with sessions.looked_after():
            await asyncio.wait_for(looked.wait(), 20)

    run(live())


def test_no_run_waits_for_a_collection_of_all_sessions() -> None:
    settings = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text(encoding="utf-8"))

    assert settings["runner"]["postScriptGC"] is False
    # The time that docs/operate.md names.
    assert settings["server"]["disconnectedSessionTTL"] == 60


@pytest.mark.parametrize(
    ("files", "setting", "expected"),
    [
        (1024, None, 86),
        (4096, None, 854),
        (65_536, None, sessions.MOST_SESSIONS),
        (65_536, "40", 40),
        (65_536, " 4000 ", 4000),
        (1024, "500", 86),
        (100, None, 1),
    ],
)
def test_how_many_sessions_there_may_be_follows_from_the_files(files: int, setting: str | None, expected: int) -> None:
    assert sessions.session_limit(files, setting) == expected


@pytest.mark.parametrize("setting", ["many", "0", "-3", "1.5"])
def test_a_setting_that_is_no_number_is_named_and_passed_over(
    setting: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sessions, "_limit", 1)
    monkeypatch.setattr(sockets, "raise_file_limit", lambda: 1024)
    monkeypatch.setenv("LAYOUT_SESSIONS", setting)
    sessions.set_limit()

    assert sessions.limit() == 86 and f"LAYOUT_SESSIONS: '{setting}' is no number of sessions; it is 86" in caplog.text


def test_the_limit_is_that_of_the_files_the_process_may_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "_limit", 1)
    monkeypatch.setattr(sockets, "raise_file_limit", lambda: 1024)
    sessions.set_limit()
    assert sessions.limit() == 86
    monkeypatch.setenv("LAYOUT_SESSIONS", "2")
    sessions.set_limit()

    async def fill() -> list[tuple[bool, bool]]:
        manager, states = serve(monkeypatch, 60), []
        for _ in range(13):
            states.append((sessions.full(), sessions.overfull()))
            visit(manager)
        return states

    states = run(fill())
    assert [n for n, _ in states].index(True) == 2 and [n for _, n in states].index(True) == 12


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_the_limit_of_open_files_is_raised_as_far_as_it_goes() -> None:
    code = (
        "import resource\nfrom layout.server import sockets\n"
        "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\nlow = min(hard, 2000)\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, low))\n"
        "print(sockets.raise_file_limit() == low == resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stdout.strip() == "True", done.stderr


def test_what_the_system_refuses_leaves_the_limit_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_which: int, _limits: Any) -> None:
        raise ValueError("not allowed to raise maximum limit")

    monkeypatch.setattr(resource, "getrlimit", lambda _which: (256, resource.RLIM_INFINITY))
    monkeypatch.setattr(resource, "setrlimit", refuse)

    assert sockets.raise_file_limit() == 256


def test_that_no_connection_can_be_taken_is_said_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    loop, faults = MagicMock(), sockets.AcceptFaults()
    context = {"message": "socket.accept() out of system resource", "exception": OSError(24, "Too many open files")}
    for _ in range(2048):
        faults.handle(loop, context)
    assert len(caplog.records) == 1 and "Too many open files" in caplog.text
    loop.default_exception_handler.assert_not_called()

    other = {"message": "Task exception was never retrieved"}
    faults.handle(loop, other)
    loop.default_exception_handler.assert_called_once_with(other)


def test_the_server_sets_its_limit_at_its_start(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(sessions, "set_limit", lambda: called.append("limit"))

    async def live() -> None:
        async with sessions.looked_after():
            pass

    run(live())
    assert called == ["limit"]


def test_the_loop_of_the_server_hands_its_faults_over(caplog: pytest.LogCaptureFixture) -> None:
    async def live() -> None:
        async with sessions.looked_after():
            for _ in range(50):
                asyncio.get_running_loop().call_exception_handler({"message": "socket.accept() out of system resource"})

    run(live())
    assert len([r for r in caplog.records if r.levelname == "ERROR"]) == 1
