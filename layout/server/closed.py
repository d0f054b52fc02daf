"""Addresses where nothing is open: what Streamlit opens by itself, unless it is set so, and missing files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geodata.faults import printable
from layout.server import state
from layout.server.hosts import header_values
from layout.server.setting_error import SettingError
from layout.server.text_answers import refuse, text_answer

METRICS_ENV = "LAYOUT_METRICS"
AGENT, METRICS = "agent", "metrics"
# Below the address of the app, with all that lies below them; the program has no log-in.
_ADDRESSES = {
    AGENT: ("_stcore/agent",),
    METRICS: ("_stcore/metrics", "_stcore/script-health-check"),
    "log-in": ("auth", "oauth2callback"),
}
# Below these no address is that of a page.
FILE_FOLDERS = frozenset(
    {"static", "media", "component", "_stcore"}
    | {state.ASSETS, state.STORY, state.EXPORT, state.PASSAGES, state.HEALTH}
)


def first_part(path: str) -> str:
    """Return the first part of a path below the address of the app."""
    return path.removeprefix(state.base_path()).strip("/").partition("/")[0]


def read_switch(name: str, text: str | None) -> bool:
    """Return whether a setting is on; off where it is not set. Raises SettingError for another word."""
    word = (text or "off").strip().lower()
    if word not in ("on", "off"):
        raise SettingError("edge.no-switch", setting=name, value=printable(text))
    return word == "on"


class ClosedAddresses:
    """Middleware that says so where nothing is open, also where Streamlit would send its start page."""

    def __init__(self, app: Callable[..., Any], opened: frozenset[str]) -> None:
        self.app = app
        self.closed = tuple(a for name, group in _ADDRESSES.items() if name not in opened for a in group)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request for an address that is open."""
        if scope["type"] in ("http", "websocket") and self._is_closed(scope["path"]):
            await refuse(scope, receive, send, text_answer(404, "edge.closed"))
            return
        if scope["type"] != "http" or first_part(scope["path"]) not in FILE_FOLDERS:
            await self.app(scope, receive, send)
            return
        missing = False

        async def answer(message: Any) -> None:
            nonlocal missing
            if message["type"] == "http.response.start" and _is_start_page(message):
                missing = True
                await text_answer(404, "edge.closed")(scope, receive, send)
            elif not missing:
                await send(message)

        await self.app(scope, receive, answer)

    def _is_closed(self, path: str) -> bool:
        name = path.removeprefix(state.base_path()).lstrip("/")
        return any(name == a or name.startswith(f"{a}/") for a in self.closed)


def _is_start_page(message: Any) -> bool:
    """Tell whether a page is sent to be shown, as Streamlit does for every address that it does not know."""
    kind = next(iter(header_values(message["headers"], b"content-type")), "")
    return kind.startswith("text/html") and not header_values(message["headers"], b"content-disposition")
