"""The visitors' sessions: how many there may be at once, and how those that were left are given back."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from streamlit.runtime import Runtime

from layout.server import sockets

# What an open session takes: its connection, and the three files of the event loop that Streamlit gives it.
FILES_EACH = 4
# Left sessions, of which Streamlit stores so many, are without a connection, and may all come back at once.
_LEFT = 128
# What the process has open besides: requests, exports, its own files.
FILES_BESIDES = 128 + _LEFT * FILES_EACH
# More take no part in what the server was measured with.
MOST_SESSIONS = 1000
# Some more than the most are let in by the socket: their documents were answered while there was room.
_SPARE = 10
_EVERY = 5.0


def session_limit(files: int, setting: str | None = None) -> int:
    """Return how many sessions may be open where so many files may; `setting` is the operator's choice."""
    room = max((files - FILES_BESIDES) // FILES_EACH - _SPARE, 1)
    if setting is None or not setting.strip():
        return min(room, MOST_SESSIONS)
    if not setting.strip().isdecimal() or int(setting) < 1:
        raise ValueError(f"LAYOUT_SESSIONS: {setting!r} is no number of sessions")
    return min(room, int(setting))


_limit = MOST_SESSIONS


def set_limit() -> None:
    """Work out the limit from the settings and the system, once the process may open all that it ever may."""
    global _limit
    files = sockets.raise_file_limit()
    try:
        _limit = session_limit(files, os.environ.get("LAYOUT_SESSIONS"))
    except ValueError as error:
        _limit = session_limit(files)
        logging.getLogger(__name__).error("%s; it is %d", error, _limit)


def limit() -> int:
    """Return how many sessions may be open at once."""
    return _limit


def open_sessions() -> int:
    """Return how many sessions have a browser."""
    if not Runtime.exists():
        return 0
    stats = Runtime.instance().stats_mgr.get_stats(["active_sessions"])
    return int(stats["active_sessions"][0].value)  # type: ignore[attr-defined]


def full() -> bool:
    """Tell whether a newcomer has to wait."""
    return open_sessions() >= _limit


def overfull() -> bool:
    """Tell whether not even one whose document was answered can be let in."""
    return open_sessions() >= _limit + _SPARE


def is_known(session: str) -> bool:
    """Tell whether a session is one of this server, open or left a moment ago."""
    return (
        bool(session)
        and Runtime.exists()
        and Runtime.instance()._session_mgr.get_session_info(session) is not None
    )


def give_back() -> int:
    """Close the sessions that were left long enough ago; return how many.

    Streamlit looks for them only when another browser leaves. What was loaded goes with the session.
    """
    if not Runtime.exists():
        return 0
    left = Runtime.instance()._session_mgr._session_storage._cache.expire()  # type: ignore[attr-defined]
    for _, info in left:
        # One that cannot be closed must not keep the others, which are listed nowhere any longer.
        try:
            info.session.shutdown()
            # Streamlit's own circles would hold it until the next collection: it can be large.
            info.session.session_state.clear()
        except (AttributeError, KeyError, RuntimeError):
            _log_left()
    return len(left)


def _log_left() -> None:
    logging.getLogger(__name__).exception("left sessions could not be given back")


async def _look_after() -> None:
    while True:
        await asyncio.sleep(_EVERY)
        try:
            returned = give_back()
        except (AttributeError, KeyError, RuntimeError):
            _log_left()
            continue
        if returned and not open_sessions():
            # Nobody waits now for a collection of all that the sessions left in circles.
            gc.collect()
            _return_memory()


def _return_memory() -> None:
    """Hand memory that is free within the process back to the system; only glibc has to be asked."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


@asynccontextmanager
async def looked_after() -> AsyncIterator[None]:
    """Look after sessions and sockets for as long as the server lives."""
    set_limit()
    logging.getLogger(__name__).info("at most %d sessions", _limit)
    asyncio.get_running_loop().set_exception_handler(sockets.AcceptFaults().handle)
    task = asyncio.create_task(_look_after())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
