"""Many Streamlit sessions over raw websockets, in Streamlit's own protobuf.

The messages are those a real browser sent (see `browser.Traffic.sent`), so a
session here makes the same first run and the same change as a tab.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.servers import HOST

T = TypeVar("T")
LIMIT = 120.0
ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


def first_run(query: str = "") -> bytes:
    """Return the message that starts a session's first run."""
    message = BackMsg()
    message.rerun_script.query_string = query
    return bytes(message.SerializeToString())


def reruns(frames: Sequence[bytes]) -> list[bytes]:
    """Keep the frames a browser sent that ask for a run."""
    requests = []
    for frame in frames:
        message = BackMsg()
        message.ParseFromString(frame)
        if message.WhichOneof("type") == "rerun_script":
            requests.append(frame)
    return requests


@dataclass(frozen=True)
class Answer:
    """One run as the client saw it: milliseconds, and the raw messages."""

    ms: float
    parts: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """The bytes that came."""
        return sum(map(len, self.parts))


class Session:
    """One connected session."""

    def __init__(self, socket: ClientConnection) -> None:
        """Hold the connection."""
        self._socket = socket

    @classmethod
    async def open(cls, port: int) -> Session:
        """Connect as a browser does, from a page of the same server."""
        address, origin = f"ws://{HOST}:{port}/_stcore/stream", f"http://{HOST}:{port}"
        # A browser asks for no sign of life, and waits: a server that stands still is to be measured, not left.
        patience = {"ping_interval": None, "open_timeout": LIMIT, "close_timeout": 2}
        options: dict[str, Any] = {"subprotocols": ["streamlit"], "origin": origin, "max_size": None, "proxy": None}
        return cls(await connect(address, **options, **patience))

    async def run(self, request: bytes) -> Answer:
        """Ask for a run and wait until it has finished."""
        start = time.perf_counter()
        await self._socket.send(request)
        parts: list[bytes] = []
        async with asyncio.timeout(LIMIT):
            while True:
                part = await self._socket.recv(decode=False)
                parts.append(part)
                message = ForwardMsg.FromString(part)
                if message.WhichOneof("type") == "script_finished" and message.script_finished in ENDS:
                    break
        return Answer((time.perf_counter() - start) * 1000, tuple(parts))

    async def close(self) -> None:
        """Hang up."""
        await self._socket.close()


class Crowd:
    """Sessions of one server, kept open on a thread of their own."""

    def __init__(self, port: int) -> None:
        """Start the thread; no session is open yet."""
        self._port = port
        self._sessions: list[Session] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        """Return the crowd."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all sessions and the thread."""
        self._do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def grow(self, count: int, first: bytes, then: Sequence[bytes]) -> None:
        """Open sessions up to `count`, one by one; each makes a first run and a change."""
        self._do(self._grow(count, first, then))

    def burst(self, request: bytes) -> list[Answer]:
        """Let all sessions ask for a run at once."""
        return self._do(self._burst(request))

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _grow(self, count: int, first: bytes, then: Sequence[bytes]) -> None:
        while len(self._sessions) < count:
            session = await Session.open(self._port)
            self._sessions.append(session)
            await session.run(first)
            for request in then:
                await session.run(request)

    async def _burst(self, request: bytes) -> list[Answer]:
        return list(await asyncio.gather(*(session.run(request) for session in self._sessions)))

    async def _close(self) -> None:
        await asyncio.gather(*(session.close() for session in self._sessions))
