"""What a run has drawn is taken in before another begins.

A run ends in a thread of its own; what it drew waits for the event loop. Streamlit 1.67 begins a new runner
for a part of the page where the last runner has ended, and drops whatever comes of any but the newest: where
the loop is busy, a whole run was lost to a report that came just after it, and the page kept what it showed.
"""

from __future__ import annotations

from typing import Any

from streamlit.runtime.app_session import AppSession, AppSessionState

_begin = AppSession._create_scriptrunner


def take_in_ended_runs() -> None:
    """Let a session begin a runner only when what its last one has handed to the loop is taken in."""
    AppSession._create_scriptrunner = _begin_after_last  # type: ignore[method-assign,assignment]


def _begin_after_last(session: AppSession, request: Any) -> None:
    if session._scriptrunner is None:
        _begin(session, request)
    else:
        # It refused the request, so that it has ended and all that it drew is in the loop already.
        session._event_loop.call_soon(_begin_now, session, request)


def _begin_now(session: AppSession, request: Any) -> None:
    if session._state == AppSessionState.SHUTDOWN_REQUESTED:
        return
    # Another may have begun meanwhile: it draws the part as well.
    runner = session._scriptrunner
    if runner is None or not runner.request_rerun(request):
        _begin(session, request)
