"""What the web server adds to Streamlit's own answers."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request
from starlette.routing import Match

from geodata.catalog import DISTRICTS
from layout.build import store
from layout.build.assets import Assets
from layout.build.renewal import BuildStore
from layout.server import assets, endpoints, http, state
from layout.server.requests import RefusedError, read_request, refusal_response
from layout.words.glossary import say

PAGE = b'<html><head><title>x</title><script type="module" src="./own.js"></script></head></html>'


def run(task: Coroutine[Any, Any, Any]) -> Any:
    """Run a task in a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, task).result()


@pytest.fixture
def build(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> store.Build:
    """Let the server serve the bundled data out of the tests' cache."""
    build_store = BuildStore(DISTRICTS, cache_folder)
    monkeypatch.setattr(state, "store", build_store)
    return build_store.ready()


def ask(
    path: str, query: str = "", accept: str = "text/html", method: str = "GET", kind: str = "text/html"
) -> tuple[dict[str, str], bytes, dict[str, str]]:
    """Ask the middleware for a path. Return headers, body, and the headers Streamlit was asked with."""
    passed_headers: dict[str, str] = {}

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        passed_headers.update({k.decode(): v.decode() for k, v in scope["headers"]})
        headers = [(b"content-type", kind.encode()), (b"content-length", b"87"), (b"etag", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": PAGE[:40], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[40:]})

    messages: list[Any] = []

    async def send(message: Any) -> None:
        messages.append(message)

    headers = [(b"accept", accept.encode()), (b"accept-encoding", b"gzip"), (b"if-none-match", b"1")]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": headers,
    }
    run(http.Documents(streamlit)(scope, None, send))
    body = b"".join(m.get("body", b"") for m in messages[1:])
    return {k.decode(): v.decode() for k, v in messages[0]["headers"]}, body, passed_headers


def test_a_document_is_whole_and_never_stale(build: store.Build) -> None:
    headers, body, passed_headers = ask("/")
    assert headers["content-length"] == str(len(body))
    assert "etag" not in headers and "if-none-match" not in passed_headers and "accept-encoding" not in passed_headers


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_page_starts_the_map_that_its_link_asks_for(build: store.Build, lang: str) -> None:
    headers, body, _ = ask("/", f"lang={lang}")
    name = build.map_of(*build.default, lang)
    assert f'data-layout-first="{state.asset_path(name)}"' in body.decode()
    assert body.index(b"data-layout-first") < body.index(b"./own.js")
    assert name in headers["link"]


def test_other_pages_start_no_map(build: store.Build) -> None:
    assert b"data-layout-first" not in ask("/parks")[1]


@pytest.mark.parametrize("accept", ["*/*", "", "application/json", "text/html,*/*;q=0.8"])
@pytest.mark.parametrize("path", ["/", "/parks", "/index.html", "/no/such/page"])
def test_a_document_is_the_same_whoever_asks_for_it(build: store.Build, path: str, accept: str) -> None:
    assert ask(path, accept=accept)[:2] == ask(path)[:2]
    assert b"<title>x</title>" not in ask(path, accept=accept)[1]


def test_a_document_that_is_asked_for_its_head_says_its_own_length(build: store.Build) -> None:
    headers, body, _ = ask("/", method="HEAD")

    assert (headers, body) == (ask("/")[0], b"")


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "image/png"])
def test_what_is_no_document_is_left_as_it_is(build: store.Build, kind: str) -> None:
    assert ask("/", kind=kind)[1] == PAGE
    assert ask("/static/page", method="POST")[1] == PAGE
    assert ask("/static/page")[1:] == (PAGE, {"accept": "text/html", "accept-encoding": "gzip", "if-none-match": "1"})


def test_a_link_puts_nothing_of_its_own_into_the_document(build: store.Build) -> None:
    plain = ask("/")[1]
    assert ask("/", 'edition=%22%3E<script>&district=<img>"')[1] == plain


def test_data_that_cannot_be_built_leave_the_document_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "store", BuildStore(tmp_path / "nowhere", tmp_path / "cache"))
    headers, body, _ = ask("/")
    assert b"layout-assets" not in body and "link" not in headers
    assert b"<title></title>" not in body


def test_assets_go_out_packed_and_for_good_and_nothing_else_does(build: store.Build) -> None:
    packed, plain = ask_asset(build.script, "gzip, br"), ask_asset(build.script, "")
    assert gzip.decompress(bytes(packed.body)) == plain.body == build.assets[build.script]
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    for name in ("../index.json", "index.json", f"{build.script}.gz", "none.js"):
        assert ask_asset(name, "").status_code == 404


def test_what_holds_data_is_kept_by_no_cache_that_others_share(build: store.Build) -> None:
    names = [name for name in build.assets if not name.endswith(".gz") and name != build.script]
    assert {Path(name).suffix for name in names} == {".js", ".html", ".xlsx"}
    for name in names:
        answer = ask_asset(name, "gzip")
        assert answer.headers["cache-control"] == "private, max-age=31536000, immutable", name
        assert answer.headers["vary"] == "Accept-Encoding"


def test_an_asset_without_its_packed_form_goes_out_plain(build: store.Build) -> None:
    unpacked, script = Assets(), build.assets[build.script]
    unpacked.put(build.script, script)
    object.__setattr__(build, "assets", unpacked)
    answer = ask_asset(build.script, "gzip")
    assert answer.body == script and "content-encoding" not in answer.headers


def test_while_the_first_build_is_made_a_request_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "store", BuildStore(tmp_path / "nowhere", tmp_path / "cache", Waiting()))
    body = json.dumps({"lang": "en", "district": "x", "edition": "y"}).encode()
    received = [{"type": "http.request", "body": body}]
    headers = [(b"content-type", b"application/json"), (b"host", b"x")]
    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers, "query_string": b""}

    async def receive() -> Any:
        return received.pop()

    request = Request(scope, receive)
    with pytest.raises(RefusedError) as caught:
        run(read_request(request, 1000))
    assert caught.value.status == 503
    lines = json.loads(bytes(refusal_response(caught.value, request).body))["faults"]
    assert lines == [say("app.preparing", "en")]
    state.store.close()


class Waiting:
    """A builder that has not done before it is closed."""

    def __init__(self) -> None:
        self.closed = Event()

    def build(self, root: Path, cache: Path) -> str:
        """Wait."""
        self.closed.wait(20)
        raise store.BuildError({}, "closed")

    def close(self) -> None:
        """End the waiting."""
        self.closed.set()


def ask_asset(name: str, encoding: str) -> Any:
    """Ask for an asset."""
    request = SimpleNamespace(path_params={"name": name}, headers={"accept-encoding": encoding})
    return run(assets.asset(request))  # type: ignore[arg-type]


def test_under_a_sub_path_all_addresses_carry_it(
    build: store.Build, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "_prefix", "")
    state.serve_under("/plans/viewer/")
    paths = [route.path for route in (*assets.asset_routes(), *endpoints.file_routes())]
    headers, body, _ = ask("/plans/viewer/", "lang=en")
    first = f"/plans/viewer/{state.ASSETS}/{build.map_of(*build.default, 'en')}"

    assert len(paths) == 4 and all(path.startswith("/plans/viewer/layout-") for path in paths)
    assert f'data-layout-first="{first}"' in body.decode() and f"<{first}>" in headers["link"]
    assert b"data-layout-first" not in ask("/plans/viewer/parks")[1]
    match, scope = assets.asset_routes()[0].matches({"type": "http", "method": "GET", "path": first})
    assert match is Match.FULL and scope["path_params"]["name"] in build.assets


@pytest.mark.parametrize("path", [None, "", "/"])
def test_without_a_sub_path_addresses_begin_at_the_root(path: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "_prefix", "/old")
    state.serve_under(path)

    assert (state.base_path(), state.asset_path("x.js")) == ("", f"/{state.ASSETS}/x.js")
