"""What the web server does besides pages: assets, headers of documents, a warm start."""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geodata.languages import LANGS
from layout.build.store import Build, BuildError
from layout.exports.formats import MEDIA_TYPES
from layout.server import state
from layout.server.document import fill_document
from layout.view.query import pick_edition, pick_language

_TYPES = {".js": "text/javascript; charset=utf-8", **MEDIA_TYPES}
_HASH = re.compile(r"-[0-9a-f]{16}(?=\.)")
_FOREVER = "public, max-age=31536000, immutable"
# Streamlit's own page needs inline scripts and styles, and blob scripts for components.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)


async def asset(request: Request) -> Response:
    """Serve a built file by its hashed name, packed where the browser takes that."""
    name = request.path_params["name"]
    assets = state.store.current().assets
    kind = _TYPES.get(name[name.rfind(".") :])
    # A packed file has no type of its own (.gz) and goes out under its plain name only.
    if name not in assets or kind is None:
        return Response("not found", status_code=404, media_type="text/plain")
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
    # A page or workbook is saved, under a name without the hash.
    if not name.endswith(".js"):
        headers["Content-Disposition"] = f'attachment; filename="{_HASH.sub("", name)}"'
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            assets[f"{name}.gz"], media_type=kind, headers={**headers, "Content-Encoding": "gzip"}
        )
    return Response(assets[name], media_type=kind, headers=headers)


def asset_routes() -> list[Route]:
    """Return the route of the assets."""
    return [Route(f"{state.base_path()}/{state.ASSETS}/{{name}}", asset)]


class Documents:
    """Middleware for the pages' documents: forbid outside hosts, and start the map early."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request; a document gets its headers and the map's script."""
        if scope["type"] != "http" or not _wants_document(scope):
            await self.app(scope, receive, send)
            return
        start: dict[str, Any] = {}
        # Gathered whole: a script is put into the document, which changes its length.
        body = bytearray()

        async def answer(message: Any) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                headers, content = _document(scope, start, bytes(body))
                await send({**start, "headers": headers})
                await send({"type": "http.response.body", "body": content})

        # The document is small and differs with the data: neither packed nor revalidated.
        drop = (b"accept-encoding", b"if-none-match", b"if-modified-since")
        plain = [(k, v) for k, v in scope["headers"] if k.lower() not in drop]
        await self.app({**scope, "headers": plain}, receive, answer)


def _wants_document(scope: Any) -> bool:
    accepts = next((v for k, v in scope["headers"] if k.lower() == b"accept"), b"")
    # A browser that follows a link to a file accepts text/html as well.
    file = any(f"/{folder}/" in scope["path"] for folder in (state.ASSETS, state.EXPORT))
    return scope["method"] == "GET" and b"text/html" in accepts and not file


def _document(scope: Any, start: dict[str, Any], body: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    headers = {
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    query = scope.get("query_string", b"").decode("latin-1")
    build = _current_build()
    place = pick_edition(query, build.edition_ids, build.default_editions) if build else None
    if build and place:
        script, first = map(state.asset_path, (build.script, build.map_of(*place, pick_language(query))))
        headers["Link"] = f"<{script}>; rel=modulepreload, <{first}>; rel=modulepreload"
        if scope["path"].rstrip("/") == state.base_path():
            tag = f'<script type="module" src="{script}" data-layout-first="{first}"></script>'
            # Modules run in the order of the document: before Streamlit's own, the map need not wait for it.
            first_script = b'<script type="module"'
            body = body.replace(first_script, tag.encode() + first_script, 1)
    offline = (
        {lang: state.asset_path(build.page_of(*place, lang)) for lang in LANGS} if build and place else {}
    )
    body = fill_document(body, query, build.plans[place] if build and place else None, offline)
    unchanged = [(k, v) for k, v in start["headers"] if k.lower() not in (b"content-length", b"etag")]
    headers["Content-Length"] = str(len(body))
    return [*unchanged, *((k.lower().encode(), v.encode()) for k, v in headers.items())], body


def _current_build() -> Build | None:
    try:
        return state.store.current()
    except (BuildError, RuntimeError):
        return None  # the page itself will say what is wrong


def middleware() -> list[Middleware]:
    """Return the middleware of the app."""
    return [Middleware(Documents)]


def lifespan(warm_up: Callable[[], object]) -> Callable[[Any], AbstractAsyncContextManager[dict[str, Any]]]:
    """Return the life of the server: load, build what is not built, keep the collector off what stays.

    `warm_up` loads what every visitor needs, so that none waits for it.
    """

    @asynccontextmanager
    async def life(_app: Any) -> AsyncIterator[dict[str, Any]]:
        warm_up()
        try:
            state.store.current()
        except (BuildError, RuntimeError) as error:
            logging.getLogger(__name__).error("%s", error)
        # Streamlit collects all garbage after each run; what is loaded by now never becomes any.
        gc.collect()
        gc.freeze()
        yield {}

    return life
