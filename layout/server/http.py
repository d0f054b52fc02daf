"""The documents of the pages: their headers, and the map started early."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.middleware import Middleware

from geodata.languages import LANGS
from layout.build.store import Build, BuildError
from layout.server import state
from layout.server.document import fill_document
from layout.server.newcomers import Newcomers
from layout.view.query import pick_edition, pick_language

# Streamlit's own page needs inline scripts and styles, and blob scripts for components.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)


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
    except BuildError:
        return None  # the page itself will say what is wrong


def middleware() -> list[Middleware]:
    """Return the middleware of the app."""
    return [Middleware(Newcomers), Middleware(Documents)]
