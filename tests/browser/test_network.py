"""Proxies, lost connections and plain http: the page works, or says why it does not."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from geodata import catalog
from layout.build.store import Build
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import HOST, REPO, Server, Tab, free_port, wait_healthy
from tests.browser.proxy import NGINX, documented_limits, documented_lines, proxied
from tests.conftest import skip_unless_on_ci

PATH = "/plans/layout"
NOTICE = "#layout-connection"


@pytest.fixture(autouse=True)
def _nginx() -> None:
    if NGINX is None:
        skip_unless_on_ci("no nginx found: apt-get install nginx-light")


def opened_through(tab: MakeTab, app: Server, address: str, page: str = "/") -> Tab:
    """Open a page through a proxy."""
    return tab(Server(address, app.root, app.cache, app.log)).open(page)


def test_the_documented_lines_of_nginx_carry_pages_and_files(
    tab: MakeTab, app: Server, tmp_path: Path
) -> None:
    """The page connects, a filter is answered, and a map is saved."""
    with proxied(documented_lines(app.url), tmp_path) as address:
        shown = opened_through(tab, app, address)
        shown.page.locator(".lt-chips button[data-value]").first.click()
        shown.wait("() => T.all('.lt-chips [aria-pressed=true]').length > 0")
        answer = shown.do(
            """async () => {
                const send = (body) => fetch('/layout-export', { method: 'POST', body: JSON.stringify(body),
                  headers: { 'Content-Type': 'application/json' } });
                const view = location.search.slice(1);
                const [district, edition] = ['district', 'edition'].map((k) => new URLSearchParams(view).get(k));
                const said = await send({ lang: 'zh', district, edition, view, format: 'svg', size: '800x600' });
                return [said.status, await said.text()];
            }"""
        )
        assert answer[0] == 200, answer


def test_the_documented_lines_of_nginx_serve_below_a_path(
    tab: MakeTab, bundled_build: Build, tmp_path: Path
) -> None:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    command += [f"--server.address={HOST}", f"--server.baseUrlPath={PATH.strip('/')}"]
    env = {**os.environ, "LAYOUT_CACHE": str(bundled_build.folder.parent)}
    log = tmp_path / "app.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=REPO, env=env, stdout=out, stderr=out, start_new_session=True)
    try:
        wait_healthy(process, port, log, f"{PATH}/_stcore/health")
        server = Server(f"http://{HOST}:{port}", catalog.DISTRICTS, bundled_build.folder.parent, log)
        with proxied(documented_lines(server.url, PATH), tmp_path) as address:
            shown = opened_through(tab, server, address, f"{PATH}/parks")
            assert shown.page.locator(".tile").count() > 1
            # The page may notice that its server goes before it is closed itself.
            shown.expect("WebSocket", "ERR_")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def answer_to(address: str, words: bytes) -> bytes:
    """Send words and no more; return what comes until the line is closed."""
    with socket.create_connection((HOST, urlsplit(address).port or 0), timeout=10) as line:
        line.sendall(words)
        pieces = bytearray()
        # A line that is cut is told as closed, or as reset.
        with suppress(ConnectionResetError):
            while piece := line.recv(1000):
                pieces += piece
        return bytes(pieces)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("client_header_timeout", b"GET / HTTP/1.1\r\nHost: slow"),
        ("keepalive_timeout", b"GET / HTTP/1.1\r\nHost: idle\r\n\r\n"),
    ],
)
def test_the_documented_limits_cut_slow_headers_and_idle_lines(
    tmp_path: Path, limit: str, words: bytes
) -> None:
    """Each line is loaded as it stands, and does what is said of it: with a shorter time, so that nobody waits."""
    limits = re.sub(rf"^({limit}) \d+s;", r"\1 1s;", documented_limits(), flags=re.M)
    assert f"{limit} 1s;" in limits and limits != documented_limits()
    with proxied("location / { return 204; }", tmp_path, limits=limits) as address:
        before = time.monotonic()
        answer_to(address, words)
        assert time.monotonic() - before < 5


def test_the_documented_limits_count_the_connections_of_an_address(tmp_path: Path) -> None:
    limits = documented_limits().replace("limit_conn layout 100;", "limit_conn layout 2;")
    asking = b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
    with socket.create_server((HOST, 0)) as silent:
        lines = documented_lines(f"http://{HOST}:{silent.getsockname()[1]}")
        with proxied(
            f"{lines}\nlocation /up {{ return 204; }}", tmp_path, limits=limits, path="/up"
        ) as address:
            place = (HOST, urlsplit(address).port or 0)
            with ExitStack() as lines_open:
                for _ in range(2):
                    lines_open.enter_context(socket.create_connection(place)).sendall(asking)
                    # Passed on, and without an answer.
                    lines_open.enter_context(silent.accept()[0])
                assert b" 503 " in answer_to(address, asking).partition(b"\r\n")[0]


WITHOUT = {
    "no upgrade": lambda lines: "\n".join(
        n for n in lines.splitlines() if "Upgrade" not in n and "upgrade" not in n
    ),
    # Readers who come by a name that the proxy keeps to itself; from a number of this machine all would be well.
    "another host": lambda lines: lines.replace(
        "$http_host", "inner;\nproxy_set_header Origin http://plan.example"
    ),
}


@pytest.mark.parametrize("fault", WITHOUT)
@pytest.mark.parametrize(("page", "lang"), [("/", "zh"), ("/briefing?lang=en", "en")])
def test_without_a_websocket_the_page_says_so_to_reader_and_administrator(
    tab: MakeTab, app: Server, tmp_path: Path, fault: str, page: str, lang: str
) -> None:
    """Grey bars for ever are no answer; the page to take along needs no server and is offered."""
    with proxied(WITHOUT[fault](documented_lines(app.url)), tmp_path) as address:
        shown = tab(Server(address, app.root, app.cache, app.log))
        shown.expect("WebSocket", "403", "404", "400", "426", "ERR_", "Client Error", "is not responding")
        shown.page.goto(address + page, wait_until="commit")
        notice = shown.page.locator(NOTICE)
        notice.wait_for()
        words = notice.inner_text()
        assert say("connection.never", lang) in words and say("connection.never-admin", lang) in words
        link = notice.locator("a")
        assert link.inner_text() == say("connection.offline-page", lang)
        assert f"-{lang}-" in (link.get_attribute("href") or "")


def test_a_lost_server_is_told_in_the_readers_language_and_forgotten_when_it_is_back(
    tab: MakeTab, app: Server, tmp_path: Path
) -> None:
    """The map goes on; Streamlit's own words for programmers do not lock the page."""
    port = free_port()
    with proxied(documented_lines(app.url), tmp_path, port) as address:
        shown = opened_through(tab, app, address, "/?lang=en")
        shown.expect("ERR_", "WebSocket", "Client Error", "is not responding", "Cannot send")
        assert shown.page.locator(NOTICE).count() == 0
    notice = shown.page.locator(NOTICE)
    notice.wait_for()
    assert say("connection.lost", "en") in notice.inner_text()
    shown.page.locator(".lt-chips button[data-value]").first.click()
    shown.wait("() => T.all('.lt-chips [aria-pressed=true]').length > 0")
    shown.wait("() => !T.first('[data-testid=stDialog]')")
    with proxied(documented_lines(app.url), tmp_path, port):
        notice.wait_for(state="detached")
