"""Newcomers: each browser gets its number, and where all places are taken, a page that asks to wait.

Who is inside goes on, may reload, and is let in again after a lost connection.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html import escape
from typing import Any

from geodata.languages import LANGS, language
from layout.server import sessions, state
from layout.server.browsers import browser_of, new_cookie
from layout.server.hosts import header_values
from layout.view.query import pick_language
from layout.words.glossary import say

# After how many seconds the page that asks to wait tries again.
AGAIN_SECONDS = 10
_STREAM = "/_stcore/stream"
_NO_PAGES = ("/_stcore/", "/static/", "/layout-")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = (
    ":root{color-scheme:light dark}"
    "main{min-height:100vh;display:grid;place-content:center;gap:2rem;padding:1.5rem;box-sizing:border-box}"
    "body{margin:0;background:#fcfbf8;color:#26231c;font:1rem/1.6 'PingFang SC','Microsoft YaHei',"
    "'Noto Sans CJK SC',system-ui,sans-serif}"
    "section{max-width:34rem;border-left:4px solid #a3332a;padding-left:1rem}"
    "h1{font-size:1.3rem;margin:0 0 .4rem}p{margin:0}p+p{margin-top:.4rem;color:#6f6a5e}"
    "@media screen and (prefers-color-scheme:dark){body{background:#1d1f21;color:#eceae4}"
    "section{border-color:#e5877d}p+p{color:#a9a498}}"
)


class Newcomers:
    """Middleware that counts who is inside, and lets newcomers in or asks them to wait."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app = app
        self.inside: Counter[str] = Counter()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on, or answer it where it would open a page too many."""
        if scope["type"] == "websocket" and scope["path"].endswith(_STREAM):
            await self._connection(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Any, receive: Any, send: Any) -> None:
        browser, opens_page = browser_of(scope), _opens_page(scope)
        if opens_page and not self.inside[browser] and sessions.full():
            await _ask_to_wait(scope, send)
        elif browser or not (opens_page or scope["method"] == "POST"):
            await self.app(scope, receive, send)
        else:

            async def send_with_number(message: Any) -> None:
                if message["type"] == "http.response.start":
                    cookie = (b"set-cookie", new_cookie(scope).encode())
                    message = {**message, "headers": [*message.get("headers", ()), cookie]}
                await send(message)

            await self.app(scope, receive, send_with_number)

    async def _connection(self, scope: Any, receive: Any, send: Any) -> None:
        if sessions.overfull() and not sessions.is_known(_former_session(scope)):
            await receive()
            # The code for "try again later"; before the handshake the browser is told 403.
            await send({"type": "websocket.close", "code": 1013})
            return
        browser = browser_of(scope)
        # Browsers without a number are not told apart: none of them counts as inside.
        if browser:
            self.inside[browser] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            if browser:
                self.inside[browser] -= 1
                self.inside += Counter()


def _opens_page(scope: Any) -> bool:
    accepts = next(iter(header_values(scope["headers"], b"accept")), "")
    path = scope["path"].removeprefix(state.base_path())
    return scope["method"] == "GET" and "text/html" in accepts and not path.startswith(_NO_PAGES)


def _former_session(scope: Any) -> str:
    """Return the session of a connection that was lost: the third of the protocols that it offers."""
    offered = next(iter(header_values(scope["headers"], b"sec-websocket-protocol")), "")
    return ",".join(offered.split(",")[2:3]).strip()


async def _ask_to_wait(scope: Any, send: Any) -> None:
    body = waiting_page(pick_language(scope.get("query_string", b"").decode("latin-1"))).encode()
    headers = {
        "content-type": "text/html; charset=utf-8",
        "content-length": str(len(body)),
        "retry-after": str(AGAIN_SECONDS),
        "cache-control": "no-store",
        "content-security-policy": _POLICY,
    }
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 503, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def waiting_page(lang: str) -> str:
    """Return the page that asks to wait, in every language, that of the link first. It needs no scripts."""
    langs = sorted(LANGS, key=lambda other: other != lang)
    sections = "".join(_section(other) for other in langs)
    return (
        f'<!doctype html><html lang="{language(lang).tag}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="{AGAIN_SECONDS}">'
        f"<title>{escape(say('waiting.title', lang))}</title>"
        f"<style>{_STYLE}</style></head><body><main>{sections}</main></body></html>"
    )


def _section(lang: str) -> str:
    values = {"n": sessions.limit(), "seconds": AGAIN_SECONDS}
    title, full, again = (escape(say(f"waiting.{key}", lang, **values)) for key in ("title", "full", "again"))
    return f'<section lang="{language(lang).tag}"><h1>{title}</h1><p>{full}</p><p>{again}</p></section>'
