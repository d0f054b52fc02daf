"""What the web server does besides running pages: assets, headers, a warm start."""

from __future__ import annotations

import gc
import logging
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from layout import prepared
from layout.text import say
from layout.view import LANGS, pick

ASSETS = "layout-assets"
_TYPES = {".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8"}
_FOREVER = "public, max-age=31536000, immutable"
# Streamlit's own page needs inline scripts and styles, and blob scripts for components.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)

store = prepared.Store(prepared.data_root(), prepared.cache_root())


def base() -> str:
    """Return the path the app is served under, without a slash at its end."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def address(name: str) -> str:
    """Return the path of an asset."""
    return f"{base()}/{ASSETS}/{name}"


async def asset(request: Request) -> Response:
    """Serve a built file by its hashed name, packed where the browser takes that."""
    name = request.path_params["name"]
    held = store.current().assets
    kind = _TYPES.get(name[name.rfind(".") :])
    if name not in held or kind is None:
        return Response("not found", status_code=404, media_type="text/plain")
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
    if name.endswith(".html"):
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(held[f"{name}.gz"], media_type=kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(held[name], media_type=kind, headers=headers)


def routes() -> list[Route]:
    """Return the app's own routes."""
    return [Route(f"{base()}/{ASSETS}/{{name}}", asset)]


class Headers:
    """Middleware that forbids outside hosts and tells the browser early what it will need."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Add headers to each document the server answers with."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Any) -> None:
            if message["type"] == "http.response.start":
                kinds = [v for k, v in message["headers"] if k.lower() == b"content-type"]
                if kinds and kinds[0].startswith(b"text/html"):
                    query = scope.get("query_string", b"").decode("latin-1")
                    message = {**message, "headers": [*message["headers"], *_document_headers(query)]}
            await send(message)

        await self.app(scope, receive, answer)


def _document_headers(query: str) -> list[tuple[bytes, bytes]]:
    headers = {
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    try:
        held = store.current()
        lang = next((k for k in LANGS if f"lang={k}" in query), LANGS[0])
        names = [held.script, held.map_of(*pick(query, held.known, held.default), lang)]
        headers["Link"] = ", ".join(f"<{address(n)}>; rel=modulepreload" for n in names)
    except (prepared.BuildError, RuntimeError):
        pass  # the page itself will say what is wrong
    return [(k.lower().encode(), v.encode()) for k, v in headers.items()]


def middleware() -> list[Middleware]:
    """Return the app's own middleware."""
    return [Middleware(Headers)]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Build what is not built, load the pages, then keep the collector off what stays."""
    from layout.pages import site  # noqa: F401  loaded now, so that no visitor waits for it

    try:
        store.current()
    except (prepared.BuildError, RuntimeError) as error:
        logging.getLogger(__name__).error("%s", error)
    # Streamlit collects all garbage after each run; what is loaded by now never becomes any.
    gc.collect()
    gc.freeze()
    yield {}


def report(error: Exception) -> bool:
    """Log an error of a page under a number, and show the reader that number alone."""
    number = uuid.uuid4().hex[:8]
    logging.getLogger(__name__).exception("page failed [%s]", number, exc_info=error)
    view = st.session_state.get("view")
    st.error(say("app.failed", view.lang if view else "zh", id=number))
    return True
