"""What the web server adds to Streamlit's own answers."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from geodata.catalog import DISTRICTS
from layout.build import store
from layout.server import http, state

PAGE = b'<html><head><title>x</title><script type="module" src="./own.js"></script></head></html>'


def run(task: Coroutine[Any, Any, Any]) -> Any:
    """Run a task in a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, task).result()


@pytest.fixture
def held(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> store.Build:
    """Let the server serve the bundled data out of the tests' cache."""
    build_store = store.BuildStore(DISTRICTS, cache_folder)
    monkeypatch.setattr(state, "store", build_store)
    return build_store.current()


def ask(
    path: str, query: str = "", accept: str = "text/html"
) -> tuple[dict[str, str], bytes, dict[str, str]]:
    """Ask the middleware for a path. Return headers, body, and the headers Streamlit was asked with."""
    asked: dict[str, str] = {}

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        asked.update({k.decode(): v.decode() for k, v in scope["headers"]})
        headers = [(b"content-type", b"text/html"), (b"content-length", b"87"), (b"etag", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": PAGE[:40], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[40:]})

    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    headers = [(b"accept", accept.encode()), (b"accept-encoding", b"gzip"), (b"if-none-match", b"1")]
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": headers,
    }
    run(http.Documents(streamlit)(scope, None, send))
    body = b"".join(m.get("body", b"") for m in said[1:])
    return {k.decode(): v.decode() for k, v in said[0]["headers"]}, body, asked


def test_a_document_forbids_outside_hosts_and_is_never_stale(held: store.Build) -> None:
    headers, body, asked = ask("/")
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy and "connect-src 'self'" in policy and "http" not in policy
    assert headers["content-length"] == str(len(body))
    assert "etag" not in headers and "if-none-match" not in asked and "accept-encoding" not in asked


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_page_starts_the_map_that_its_link_asks_for(held: store.Build, lang: str) -> None:
    headers, body, _ = ask("/", f"lang={lang}")
    name = held.map_of(*held.default, lang)
    assert f'data-layout-first="{state.asset_path(name)}"' in body.decode()
    assert body.index(b"data-layout-first") < body.index(b"./own.js")
    assert name in headers["link"]


def test_other_pages_and_other_requests_are_left_as_they_are(held: store.Build) -> None:
    assert b"data-layout-first" not in ask("/parks")[1]
    assert ask("/", accept="*/*")[1] == PAGE


def test_a_link_puts_nothing_of_its_own_into_the_document(held: store.Build) -> None:
    plain = ask("/")[1]
    assert ask("/", 'edition=%22%3E<script>&district=<img>"')[1] == plain


def test_data_that_cannot_be_built_leave_the_document_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "store", store.BuildStore(tmp_path / "nowhere", tmp_path / "cache"))
    headers, body, _ = ask("/")
    assert body == PAGE and "content-security-policy" in headers


def test_assets_go_out_packed_and_for_good_and_nothing_else_does(held: store.Build) -> None:
    class Request:
        def __init__(self, name: str, encoding: str) -> None:
            self.path_params, self.headers = {"name": name}, {"accept-encoding": encoding}

    packed = run(http.asset(Request(held.script, "gzip, br")))  # type: ignore[arg-type]
    plain = run(http.asset(Request(held.script, "")))  # type: ignore[arg-type]
    assert gzip.decompress(bytes(packed.body)) == plain.body == held.assets[held.script]
    assert "immutable" in packed.headers["cache-control"]
    for name in ("../index.json", "index.json", f"{held.script}.gz", "none.js"):
        assert run(http.asset(Request(name, ""))).status_code == 404  # type: ignore[arg-type]
