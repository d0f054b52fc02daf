"""A part of a page may be asked for just when a run has ended: what the run drew still reaches the page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any
from unittest.mock import MagicMock

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from layout.pages import ended_runs, start
from tests.server.test_sessions import run

PART = ClientState(fragment_id="map")


class Runner:
    """A runner of Streamlit's: takes requests until it has ended."""

    def __init__(self, ended: bool = False) -> None:
        self.ended = ended
        self.requests: list[Any] = []

    def request_rerun(self, request: Any) -> bool:
        """Take a request, or refuse it."""
        if not self.ended:
            self.requests.append(request)
        return not self.ended

    def request_stop(self) -> None:
        """Take no further requests."""
        self.ended = True


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Runner]]:
    """Adjust Streamlit as the server does, with runners that begin no thread; give those that have begun."""
    runners: list[Runner] = []

    def begin(session: Any, request: Any) -> None:
        runners.append(Runner())
        runners[-1].requests.append(request)
        session._scriptrunner = runners[-1]

    monkeypatch.setattr(AppSession, "_create_scriptrunner", begin)
    monkeypatch.setattr(ended_runs, "_begin", begin)
    monkeypatch.setattr(AppSession, "has_fragment", lambda _session, _id: True)
    for other in ("ask_no_outside_host", "look_up_theme_once"):
        monkeypatch.setattr(start, other, lambda: None)
    start.adjust_streamlit()
    yield runners


def opened() -> Any:
    """Open a session as a browser does."""
    manager = WebsocketSessionManager(MemorySessionStorage(), MemoryUploadedFileManager("/files"), ScriptCache(), None)
    session = manager.connect_session(MagicMock(), ScriptData("app.py", False), {})
    return manager.get_active_session_info(session).session  # type: ignore[union-attr]


async def turns(n: int = 3) -> None:
    """Let the loop do what waits."""
    for _ in range(n):
        await asyncio.sleep(0)


def drew(session: Any, runner: Runner, part: str) -> None:
    """Hand something drawn to the loop, as the thread of a runner does."""
    message = ForwardMsg()
    message.delta.fragment_id = part
    session._on_scriptrunner_event(runner, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, message)


def sent(session: Any) -> list[str]:
    """Return the parts that go to the browser."""
    return [m.delta.fragment_id for m in session._browser_queue.flush() if m.HasField("delta")]


def test_what_a_run_drew_comes_before_what_is_asked_for_at_its_end(begun: list[Runner]) -> None:
    async def ask() -> None:
        session = opened()
        session._scriptrunner = ended = Runner(ended=True)
        drew(session, ended, "whole page")
        session.request_rerun(PART)
        await turns()

        assert sent(session) == ["whole page"]
        assert [r.fragment_id for r in begun[0].requests] == ["map"] and session._scriptrunner is begun[0]

    run(ask())


def test_the_first_run_of_a_page_begins_at_once(begun: list[Runner]) -> None:
    async def ask() -> None:
        opened().request_rerun(ClientState(query_string="lang=en"))

        assert [r.query_string for r in begun[0].requests] == ["lang=en"]

    run(ask())


def test_a_run_that_begins_meanwhile_takes_what_was_asked_for(begun: list[Runner]) -> None:
    """Two requests at the end of a run begin one runner: of two, the first's work would be lost again."""

    async def ask() -> None:
        session = opened()
        session._scriptrunner = Runner(ended=True)
        session.request_rerun(PART)
        session.request_rerun(ClientState(query_string="lang=zh"))
        await turns()

        assert [[r.query_string or r.fragment_id for r in runner.requests] for runner in begun] == [["lang=zh", "map"]]

    run(ask())


def test_a_session_that_closes_meanwhile_begins_nothing(begun: list[Runner]) -> None:
    async def ask() -> None:
        session = opened()
        session._scriptrunner = Runner(ended=True)
        session.request_rerun(PART)
        session._state = AppSessionState.SHUTDOWN_REQUESTED
        await turns()

        assert begun == []

    run(ask())
