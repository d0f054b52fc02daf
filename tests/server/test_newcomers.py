"""Newcomers: told apart by a signed cookie, and asked to wait where all places are taken."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.middleware import Middleware

from geodata.languages import LANGS, language
from layout.server import browsers, http, newcomers, sessions, state
from layout.words.glossary import say
from tests.server.test_sessions import run

HTML = {"accept": "text/html"}


class Inside:
    """Streamlit's part: notes what is passed on to it, and keeps a connection until it is told to end."""

    def __init__(self) -> None:
        self.passed: list[str] = []
        self.middleware = newcomers.Newcomers(self)
        self.during: Any = None

    async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:
        self.passed.append(scope["path"])
        if scope["type"] == "websocket":
            if self.during:
                await self.during()
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": b"page"})

    async def ask(self, path: str = "/", kind: str = "http", method: str = "GET", query: str = "", scheme: str = "http",
                  **headers: str) -> tuple[list[Any], dict[str, str]]:  # fmt: skip
        """Ask for a path; return the messages, and the headers of the answer."""
        messages: list[Any] = []

        async def send(message: Any) -> None:
            messages.append(message)

        async def receive() -> Any:
            return {"type": "websocket.connect"}

        raw = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
        scope = {"type": kind, "path": path, "method": method, "headers": raw, "scheme": scheme, "query_string": query.encode()}
        await self.middleware(scope, receive, send)
        answer = messages[0].get("headers", []) if messages else []
        return messages, {k.decode(): v.decode() for k, v in answer}

    async def number(self, **headers: str) -> str:
        """Return the cookie that a first document sets, as a browser sends it back."""
        _, answered = await self.ask(**HTML, **headers)
        return answered["set-cookie"].partition(";")[0]


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> Inside:
    """Let one session be the most there may be, and none be open."""
    monkeypatch.setattr(sessions, "_limit", 1)
    monkeypatch.setattr(sessions, "open_sessions", lambda: 0)
    return Inside()


def fill(monkeypatch: pytest.MonkeyPatch, count: int = 1) -> None:
    monkeypatch.setattr(sessions, "open_sessions", lambda: count)


@pytest.mark.parametrize("lang", LANGS)
def test_a_newcomer_is_asked_to_wait_in_every_language(inside: Inside, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    fill(monkeypatch)
    (start, body), headers = run(inside.ask("/parks", query=f"lang={lang}", **HTML))
    page = body["body"].decode()

    assert start["status"] == 503 and inside.passed == []
    assert headers["retry-after"] == "10" and headers["cache-control"] == "no-store"
    assert headers["content-length"] == str(len(body["body"])) and "set-cookie" not in headers
    assert f'<html lang="{language(lang).tag}">' in page and f"<title>{say('waiting.title', lang)}</title>" in page
    for each in LANGS:
        assert say("waiting.full", each, n=1) in page and say("waiting.again", each, seconds=10) in page
    assert page.index(say("waiting.full", lang, n=1)) == min(page.index(say("waiting.full", i, n=1)) for i in LANGS)


def test_the_page_tries_again_by_itself_and_needs_no_scripts(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(monkeypatch)
    (_, body), headers = run(inside.ask(query='lang="><script>', **HTML))
    page = body["body"].decode()

    assert '<meta http-equiv="refresh" content="10">' in page and "<script" not in page
    assert "default-src 'none'" in headers["content-security-policy"] and not re.search(r"https?:|src=|href=", page)
    assert "prefers-color-scheme:dark" in page


def test_where_there_is_room_nobody_waits(inside: Inside) -> None:
    messages, _ = run(inside.ask(**HTML))

    assert messages[0]["status"] == 200 and inside.passed == ["/"]


@pytest.mark.parametrize(
    ("path", "method", "accept"),
    [
        ("/_stcore/health", "GET", "text/html"),
        ("/static/js/index.js", "GET", "*/*"),
        (f"/{state.ASSETS}/page.html", "GET", "text/html"),
        (f"/{state.EXPORT}/token", "GET", "text/html"),
        (f"/{state.EXPORT}", "POST", "*/*"),
    ],
)
def test_those_inside_go_on(inside: Inside, monkeypatch: pytest.MonkeyPatch, path: str, method: str, accept: str) -> None:
    fill(monkeypatch)
    messages, _ = run(inside.ask(path, method=method, accept=accept))

    assert messages[0]["status"] == 200 and inside.passed == [path]


def test_a_browser_that_is_inside_may_reload(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    async def reload() -> list[int]:
        cookie, statuses = await inside.number(), []

        async def ask_again() -> None:
            fill(monkeypatch)
            statuses.append((await inside.ask(**HTML, cookie=cookie))[0][0]["status"])
            statuses.append((await inside.ask(**HTML))[0][0]["status"])

        inside.during = ask_again
        await inside.ask("/_stcore/stream", "websocket", cookie=cookie)
        statuses.append((await inside.ask(**HTML, cookie=cookie))[0][0]["status"])
        return statuses

    assert run(reload()) == [200, 503, 503]
    assert not inside.middleware.inside


def test_a_lost_connection_is_taken_up_again_and_a_new_one_refused(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(monkeypatch, 11)
    monkeypatch.setattr(sessions, "is_known", lambda session: session == "former")
    stream = ("/layout/_stcore/stream", "websocket")
    refused, _ = run(inside.ask(*stream, sec_websocket_protocol="streamlit, token"))
    again, _ = run(inside.ask(*stream, sec_websocket_protocol="streamlit, token, former"))
    forged, _ = run(inside.ask(*stream, sec_websocket_protocol="streamlit, token, other"))

    assert refused == forged == [{"type": "websocket.close", "code": 1013}]
    assert again == [] and len(inside.passed) == 1


def test_whose_document_was_answered_is_let_in(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(monkeypatch, 10)
    run(inside.ask("/_stcore/stream", "websocket", sec_websocket_protocol="streamlit"))

    assert inside.passed == ["/_stcore/stream"]


@pytest.mark.parametrize(
    ("scheme", "headers", "secure"),
    [
        ("http", {}, False),
        ("https", {}, True),
        ("http", {"x_forwarded_proto": "https"}, True),
        ("http", {"x_forwarded_proto": "https, http"}, True),
        ("https", {"x_forwarded_proto": "http"}, False),
    ],
)
def test_the_cookie_is_closed_to_scripts_and_other_sites(
    inside: Inside, monkeypatch: pytest.MonkeyPatch, scheme: str, headers: dict[str, str], secure: bool
) -> None:
    monkeypatch.setattr(state, "_prefix", "/plans/viewer")
    _, answered = run(inside.ask("/plans/viewer/", scheme=scheme, **HTML, **headers))
    value, *attributes = answered["set-cookie"].split("; ")

    assert re.fullmatch(r"layout-browser=[0-9a-f]{32}\.[0-9a-f]{64}", value)
    assert attributes == ["Path=/plans/viewer", "HttpOnly", "SameSite=Strict", *(["Secure"] if secure else [])]


def test_a_number_is_given_once_with_a_page_or_an_order(inside: Inside) -> None:
    async def ask() -> list[bool]:
        cookie = await inside.number()
        answers = [
            await inside.ask(**HTML, cookie=cookie),
            await inside.ask(f"/{state.EXPORT}", method="POST"),
            await inside.ask(f"/{state.EXPORT}", method="POST", cookie=cookie),
            await inside.ask("/static/js/index.js"),
        ]
        return ["set-cookie" in headers for _, headers in answers]

    assert run(ask()) == [False, True, False, False]


def test_only_this_process_can_have_given_a_number(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    def browser(*cookies: str) -> str:
        return browsers.browser_of({"headers": [(b"cookie", cookie.encode()) for cookie in cookies]})

    cookie = run(inside.number())
    number = cookie.partition("=")[2].partition(".")[0]
    forged = cookie.replace(number[:4], "0000" if number[:4] != "0000" else "1111", 1)

    assert browser(cookie) == browser(f"a=b; {forged}; {cookie}") == browser("a=b", cookie) == number
    assert browser() == browser(forged) == browser(f"{cookie}0") == browser(cookie.replace("browser", "other")) == ""
    monkeypatch.setattr(browsers, "_SECRET", b"of another process")
    assert browser(cookie) == ""


def test_the_app_asks_newcomers_first() -> None:
    first = http.middleware()[0]

    assert isinstance(first, Middleware) and first.cls is newcomers.Newcomers
