"""What stands before Streamlit and our routes; the pages' documents made ours, the map started early."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from geodata.languages import LANGS
from layout.build.store import Build, BuildError
from layout.server import state
from layout.server.closed import AGENT, FILE_FOLDERS, ClosedAddresses, first_part
from layout.server.document import fill_document, without_agent_link
from layout.server.headers import OWN_PAGES, SecurityHeaders
from layout.server.host_gate import HostGate
from layout.server.hosts import HostList, header_values
from layout.server.newcomers import Newcomers
from layout.server.text_answers import text_answer
from layout.view.query import pick_edition, pick_language

# Modules run in the order of the document: before Streamlit's own, the map need not wait for it.
_FIRST_SCRIPT = b'<script type="module"'
_CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")


@dataclass(frozen=True)
class Edge:
    """What the operator has set: hosts, who may frame the pages, which addresses of Streamlit are open."""

    hosts: HostList = field(default_factory=HostList)
    ancestors: str = OWN_PAGES
    opened: frozenset[str] = frozenset()


class Documents:
    """Middleware for the pages' documents: Streamlit's own made ours, whoever asks for it and how."""

    def __init__(self, app: Callable[..., Any], opened: frozenset[str] = frozenset()) -> None:
        self.app, self.opened = app, opened

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request; Streamlit's document gets its title, its words and the map's script."""
        if scope["type"] != "http" or not _may_be_page(scope):
            await self.app(scope, receive, send)
            return
        start: dict[str, Any] = {}
        # Gathered whole: a script is put into the document, which changes its length.
        body = bytearray()
        head = scope["method"] == "HEAD"

        async def answer(message: Any) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            if not _is_document(start):
                await send({**message, "body": b""} if head and "body" in message else message)
                return
            body.extend(message.get("body", b""))
            if message["type"] == "http.response.body" and not message.get("more_body"):
                headers, content = self._page(scope, start, bytes(body))
                await send({**start, "headers": headers})
                await send({"type": "http.response.body", "body": b"" if head else content})

        # The document is small and differs with the data: neither packed nor revalidated.
        plain = [(k, v) for k, v in scope["headers"] if k.lower() not in _CONDITIONS]
        # Only the whole document tells how long the one is that it becomes.
        method = "GET" if head else scope["method"]
        await self.app({**scope, "method": method, "headers": plain}, receive, answer)

    def _page(
        self, scope: Any, start: dict[str, Any], body: bytes
    ) -> tuple[list[tuple[bytes, bytes]], bytes]:
        # Another page that Streamlit may come to serve is left as it is.
        if _FIRST_SCRIPT not in body:
            return start["headers"], body
        return _document(scope, start, body if AGENT in self.opened else without_agent_link(body))


def _may_be_page(scope: Any) -> bool:
    """Tell whether an address may be answered with Streamlit's document: all are that lead to no file."""
    return scope["method"] in ("GET", "HEAD") and first_part(scope["path"]) not in FILE_FOLDERS


def _is_document(start: dict[str, Any]) -> bool:
    kind = next(iter(header_values(start.get("headers", ()), b"content-type")), "")
    return start.get("status") == 200 and kind.startswith("text/html")


def _document(scope: Any, start: dict[str, Any], body: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    headers: dict[str, str] = {}
    query = scope.get("query_string", b"").decode("latin-1")
    build = _current_build()
    place = pick_edition(query, build.edition_ids, build.default_editions) if build else None
    if build and place:
        script, first = map(state.asset_path, (build.script, build.map_of(*place, pick_language(query))))
        headers["Link"] = f"<{script}>; rel=modulepreload, <{first}>; rel=modulepreload"
        if scope["path"].rstrip("/") == state.base_path():
            tag = f'<script type="module" src="{script}" data-layout-first="{first}"></script>'
            body = body.replace(_FIRST_SCRIPT, tag.encode() + _FIRST_SCRIPT, 1)
    offline = (
        {lang: state.asset_path(build.page_of(*place, lang)) for lang in LANGS} if build and place else {}
    )
    body = fill_document(body, query, build.plans[place] if build and place else None, offline)
    dropped = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
    unchanged = [(k, v) for k, v in start["headers"] if k.lower() not in dropped]
    headers["Content-Length"] = str(len(body))
    return [*unchanged, *((k.lower().encode(), v.encode()) for k, v in headers.items())], body


def _current_build() -> Build | None:
    try:
        return state.store.current()
    except BuildError:
        return None  # the page itself will say what is wrong


def middleware(edge: Edge) -> list[Middleware]:
    """Return the middleware of the app, the outermost first."""
    return [
        Middleware(SecurityHeaders, ancestors=edge.ancestors),
        Middleware(HostGate, hosts=edge.hosts),
        Middleware(ClosedAddresses, opened=edge.opened),
        Middleware(Newcomers),
        Middleware(Documents, opened=edge.opened),
    ]


def error_answers(edge: Edge) -> dict[type[Exception], Callable[[Request, Exception], Response]]:
    """Return what answers where a request fails: a number and no more, in every language."""

    def failed(request: Request, error: Exception) -> Response:
        number = uuid.uuid4().hex[:8]
        logging.getLogger(__name__).error("request failed [%s]: %s", number, type(error).__name__)
        answer = text_answer(500, "edge.failed", id=number)
        # It is sent from without the middleware.
        SecurityHeaders(failed, edge.ancestors).add_to(answer.raw_headers, request.scope)
        return answer

    return {Exception: failed}
