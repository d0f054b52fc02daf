"""Headers of security on every answer, hosts that are not ours, and addresses that are closed: without a server."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from geodata.languages import LANGS
from layout.build import store
from layout.server import closed, headers, state
from layout.server.hosts import read_hosts
from layout.server.http import Edge, error_answers, middleware
from layout.server.setting_error import SettingError
from layout.words.glossary import say
from tests.server.test_server import PAGE, run

ALWAYS = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer",
          "cross-origin-resource-policy": "same-origin"}  # fmt: skip
PLAIN = Edge()
SECRET = "what the data say"


class NoData:
    """A store without any data: nothing has to be built."""

    def current(self) -> store.Build:
        raise store.BuildError({})


@pytest.fixture(autouse=True)
def no_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve no data."""
    monkeypatch.setattr(state, "store", NoData())


async def _fails(_request: Request) -> Response:
    raise RuntimeError(f"{SECRET} in {__file__}")


async def _says(_request: Request) -> Response:
    return JSONResponse(SECRET)


async def _file(_request: Request) -> Response:
    return HTMLResponse(SECRET, headers={"Content-Disposition": "attachment"})


async def _page(_request: Request) -> Response:
    return HTMLResponse(PAGE + SECRET.encode())


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


ROUTES = [Route("/fails", _fails), Route("/_stcore/health", _says), Route("/layout-assets/page.html", _file),
          Route("/layout-export", _says, methods=["POST"]), Route("/_stcore/metrics", _says),
          Route("/_stcore/agent/openapi.json", _says), Route("/_stcore/agent/mcp", _says, methods=["POST"]),
          Route("/auth/login", _says), Route("/media/shot.png", _says), WebSocketRoute("/_stcore/stream", _socket),
          Route("/{path:path}", _page)]  # fmt: skip


def messages_of(path: str, edge: Edge = PLAIN, kind: str = "http", method: str = "GET", extensions: Any = None, **sent: str) -> list[Any]:
    """Ask an app of some routes as a browser would; return every message of the answer."""
    sent = {"host": "localhost:8501", **sent}
    raw = [(k.replace("_", "-").encode(), v.encode("latin-1")) for k, v in sent.items()]
    scope = {"type": kind, "method": method, "path": path, "raw_path": path.encode(), "query_string": b"", "headers": raw,
             "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 8501), "client": ("127.0.0.1", 1), "root_path": "",
             "extensions": extensions or {}, "subprotocols": []}  # fmt: skip
    messages: list[Any] = []
    pieces = iter([{"type": "websocket.connect"} if kind == "websocket" else {"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Any:
        piece = next(pieces, None)
        return piece or await asyncio.Event().wait()

    async def send(message: Any) -> None:
        messages.append(message)

    async def ask() -> None:
        app = Starlette(routes=ROUTES, middleware=middleware(edge), exception_handlers=error_answers(edge))  # type: ignore[arg-type]
        # The error goes on to the server, which logs it.
        with suppress(RuntimeError):
            await app(scope, receive, send)

    run(ask())
    return messages


def answer(*call: Any, **sent: Any) -> tuple[int, dict[str, str], str]:
    """Return status, headers and body of what was asked."""
    start, *rest = messages_of(*call, **sent)
    fields = {k.decode(): v.decode() for k, v in start["headers"]}
    return start["status"], fields, b"".join(m.get("body", b"") for m in rest).decode()


ADDRESSES = ["/", "/parks", "/_stcore/health", "/layout-assets/page.html", "/layout-assets/none.js", "/media/shot.png", "/fails",
             "/_stcore/metrics", "/layout-export"]  # fmt: skip


@pytest.mark.parametrize("accept", ["text/html", "*/*", "application/json"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_has_the_headers_of_security(path: str, method: str, accept: str) -> None:
    status, fields, body = answer(path, method=method, accept=accept)

    assert fields.items() >= ALWAYS.items(), status
    if fields.get("content-type", "").startswith("text/html"):
        assert "frame-ancestors 'self'" in fields["content-security-policy"] and fields["x-frame-options"] == "SAMEORIGIN"
        assert "http" not in fields["content-security-policy"]
        assert fields["permissions-policy"] and fields["cross-origin-opener-policy"] == "same-origin"
    assert "RuntimeError" not in body and __file__ not in body


def test_a_page_with_a_policy_of_its_own_says_who_may_frame_it() -> None:
    raw = [(b"content-type", b"text/html"), (b"content-security-policy", b"default-src 'none'")]
    headers.SecurityHeaders(None, "'self'").add_to(raw, {"headers": []})  # type: ignore[arg-type]

    assert dict(raw)[b"content-security-policy"] == b"default-src 'none'; frame-ancestors 'self'"


def test_the_headers_of_a_foreign_host_and_of_a_closed_door_too() -> None:
    for message in (messages_of("/", host="x.test:8501")[0], messages_of("/_stcore/agent/mcp", method="POST")[0]):
        assert {k.decode(): v.decode() for k, v in message["headers"]}.items() >= ALWAYS.items()


def test_a_failure_is_told_by_a_number_that_the_log_knows(caplog: pytest.LogCaptureFixture) -> None:
    status, _, body = answer("/fails")
    number = caplog.text.partition("request failed [")[2][:8]

    assert status == 500 and number
    assert body.splitlines() == [say("edge.failed", lang, id=number) for lang in LANGS]


@pytest.mark.parametrize(
    ("text", "policy", "frame_options"),
    [
        (None, "'self'", "SAMEORIGIN"),
        ("self", "'self'", "SAMEORIGIN"),
        ("'NONE'", "'none'", "DENY"),
        ("self https://portal.example:8443", "'self' https://portal.example:8443", None),
        ("https://*.example.gov.cn http://10.1.2.3", "https://*.example.gov.cn http://10.1.2.3", None),
        ("*", "*", None),
    ],
)
def test_who_may_frame_the_pages_is_a_setting(text: str | None, policy: str, frame_options: str | None) -> None:
    _, fields, _ = answer("/", Edge(ancestors=headers.read_ancestors(text)))

    assert fields["content-security-policy"].endswith(f"; frame-ancestors {policy}")
    assert fields.get("x-frame-options") == frame_options


@pytest.mark.parametrize("text", [" ", "none self", "self none", "'unsafe-inline'", "self; script-src *", "https://a, https://b",
                                  "https://a/b", "javascript:", "data:", "a\nb;", "https://[::1]", "https://规划"])  # fmt: skip
def test_an_odd_value_of_it_is_refused(text: str) -> None:
    with pytest.raises(SettingError) as raised:
        headers.read_ancestors(text)
    assert raised.value.word == "edge.no-ancestor"


@pytest.mark.parametrize(
    ("sent", "trusted"),
    [
        ({}, True),
        ({"host": "127.0.0.1:8501"}, True),
        ({"host": "10.1.2.3:8501"}, False),
        ({"host": "plan:8501", "x_forwarded_proto": "https"}, True),
        ({"host": "127.0.0.1:8501", "x_forwarded_host": "plan.example"}, False),
    ],
)
def test_what_browsers_pass_over_on_plain_http_is_not_sent_there(sent: dict[str, str], trusted: bool) -> None:
    assert ("cross-origin-opener-policy" in answer("/", **sent)[1]) is trusted


LISTED = Edge(hosts=read_hosts(("plan.example",), (), ()))
INSIDE = {"host": "plan.example"}
REBOUND = {"host": "x.test:8501", "origin": "http://x.test:8501"}
REFUSED = [
    (Edge(), REBOUND),
    (LISTED, REBOUND),
    (LISTED, {"host": "x.test", "origin": "https://x.test"}),
    (LISTED, {"host": "x.test", "x_forwarded_host": "plan.example"}),
    (LISTED, {**INSIDE, "x_forwarded_host": "x.test"}),
    (LISTED, {**INSIDE, "x_forwarded_host": "plan.example, x.test"}),
    (LISTED, {"host": "localhost:8501"}),
    (LISTED, {"host": ""}),
]


@pytest.mark.parametrize(("edge", "sent"), REFUSED)
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_foreign_host_is_refused_in_words_whatever_it_asks_for(path: str, edge: Edge, sent: dict[str, str]) -> None:
    status, fields, body = answer(path, edge, **sent)

    assert (status, fields["cache-control"]) == (403, "no-store")
    assert SECRET not in body and "layout-assets" not in body
    named = sent["x_forwarded_host"].split(", ")[-1] if sent["host"] == "plan.example" else sent["host"]
    assert body.splitlines() == [say("edge.foreign-host", lang, host=named or "–") for lang in LANGS]


@pytest.mark.parametrize("sent", [INSIDE, {"host": "PLAN.example.:8501"}, {**INSIDE, "x_forwarded_host": "plan.example"}])
def test_a_host_of_the_list_is_answered(sent: dict[str, str]) -> None:
    assert answer("/_stcore/health", LISTED, **sent)[0] == 200


@pytest.mark.parametrize(("edge", "sent"), [*REFUSED, (LISTED, {**INSIDE, "origin": "http://x.test"})])
@pytest.mark.parametrize("words", [True, False])
def test_a_websocket_is_refused_likewise(edge: Edge, sent: dict[str, str], words: bool) -> None:
    messages = messages_of("/_stcore/stream", edge, "websocket", extensions={"websocket.http.response": {}} if words else {}, **sent)

    types = [m["type"] for m in messages]
    assert types == (["websocket.http.response.start", "websocket.http.response.body"] if words else ["websocket.close"])
    assert not words or messages[0]["status"] == 403


@pytest.mark.parametrize("sent", [INSIDE, {**INSIDE, "origin": "https://plan.example"}])
def test_a_websocket_of_the_list_is_opened(sent: dict[str, str]) -> None:
    assert messages_of("/_stcore/stream", LISTED, "websocket", **sent)[0]["type"] == "websocket.accept"


def test_that_readers_come_under_a_name_of_no_list_is_logged_once_and_on_one_line(caplog: pytest.LogCaptureFixture) -> None:
    edge = Edge()
    app = middleware(edge)[1]
    gate: Any = app.cls(lambda *_: asyncio.sleep(0), **app.kwargs)
    for host in (b"plan.example.gov.cn", b"other.example"):
        scope = {"type": "http", "headers": [(b"host", host)], "server": ("127.0.0.1", 8501)}
        run(gate(scope, None, None))

    assert [r.getMessage() for r in caplog.records] == [say("edge.unlisted-host", g, host="plan.example.gov.cn") for g in LANGS]


CLOSED = ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/auth/login", "/oauth2callback"]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", CLOSED)
def test_what_streamlit_opens_by_itself_is_closed(path: str, method: str) -> None:
    status, _, body = answer(path, method=method)

    assert (status, body.splitlines()) == (404, [say("edge.closed", lang) for lang in LANGS])


def test_an_operator_may_open_it() -> None:
    assert answer("/_stcore/metrics", Edge(opened=frozenset({closed.METRICS})))[0] == 200
    assert answer("/_stcore/agent/openapi.json", Edge(opened=frozenset({closed.AGENT})))[0] == 200
    assert answer("/_stcore/agent/openapi.json", Edge(opened=frozenset({closed.METRICS})))[0] == 404
    assert [closed.read_switch("LAYOUT_METRICS", text) for text in (None, "", "off", " ON ")] == [False, False, False, True]
    with pytest.raises(SettingError):
        closed.read_switch("LAYOUT_METRICS", "yes\n")


@pytest.mark.parametrize("path", ["/static/js/none.js", "/_stcore/none", "/layout-story", "/layout-assets/none.js", "/layout-export/x"])
def test_a_file_that_is_not_there_is_no_page(path: str) -> None:
    assert answer(path)[::2] == (404, "".join(say("edge.closed", lang) + "\n" for lang in LANGS))


def test_a_file_that_is_a_page_is_handed_out() -> None:
    status, fields, body = answer("/layout-assets/page.html")

    assert (status, body) == (200, SECRET) and "frame-ancestors" in fields["content-security-policy"]
