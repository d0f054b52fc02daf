"""The edge of the real server, Streamlit's own addresses and websockets with it: one start, many questions."""

from __future__ import annotations

import base64
import http.client
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit

from geodata.languages import LANGS
from layout.build.store import Build
from layout.words.glossary import say
from tests.conftest import MINI
from tests.server.test_headers import ALWAYS
from tests.server.test_lookups import REPO, wait

# What is in no answer, and in no line of the log that a request leaves.
PLACES = (str(REPO), str(Path(streamlit.__file__).parent), sys.prefix, "Traceback")
ADDRESSES = [
    "/", "/parks", "/index.html", "/no/such", "/%ff%fe", "/" + "x" * 3000, "/favicon.png", "/static/", "/static", "/static/js/none.js",
    "/media/none.png", "/component/none/x.html", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/none",
    "/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/bidi-components/none/x.js",
    "/_stcore/upload_file/none/none", "/_stcore/script-health-check", "/_stcore/stream", "/app/static/none", "/auth/login",
    "/oauth2callback?state=x", "/layout-assets/none.js", "/layout-assets/..%2findex.json", "/layout-story", "/layout-export",
    "/layout-export/none", "/layout-passages", "/layout-health", "//x.test/y", "/..%2f..%2fetc/passwd", "/a%00b", "/\\\\x\\y", "/?lang=%ff&district=<x>",
]  # fmt: skip
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"]


@dataclass(frozen=True)
class Running:
    """A running server: its port and its log."""

    port: int
    log: Path

    def ask(self, path: str, method: str = "GET", host: str = "", **fields: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of what is answered under a host, that of the list where none is named."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        line.putheader("Host", host or "plan.example")
        for name, value in fields.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        answer = line.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        body = answer.read()
        line.close()
        return answer.status, headers, body

    def open_socket(self, host: str, origin: str) -> str:
        """Ask for a websocket; return the first line of the answer."""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = ["GET /_stcore/stream HTTP/1.1", f"Host: {host}", f"Origin: {origin}", "Upgrade: websocket",
                 "Connection: Upgrade", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}"]  # fmt: skip
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
            return line.recv(200).decode("latin-1").partition("\r\n")[0]


@pytest.fixture(scope="module")
def running(mini_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run the app with a list of hosts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = {**os.environ, "LAYOUT_CACHE": str(mini_build.folder.parent), "LAYOUT_DATA": str(MINI)}
    call = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    call += ["--server.allowedHosts=plan.example", "--server.allowedHosts=127.0.0.1"]
    log = tmp_path_factory.mktemp("edge") / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(call, cwd=REPO, env=env, stdout=out, stderr=out)
    try:
        wait(port)
        yield Running(port, log)
    finally:
        process.terminate()
        process.wait(20)


def test_every_answer_has_the_headers_and_names_no_place(running: Running) -> None:
    for path in ADDRESSES:
        for method in METHODS:
            status, headers, body = running.ask(path, method)
            shown = f"{method} {path[:60]} {status}"
            assert headers.items() >= ALWAYS.items(), shown
            assert status < 500, shown
            assert not [place for place in PLACES if place.encode() in body], shown
            if headers.get("content-type", "").startswith("text/html"):
                assert "frame-ancestors 'self'" in headers["content-security-policy"], shown
    log = running.log.read_text("utf-8", "replace")
    assert not [place for place in PLACES if place in log], log


def test_the_document_is_the_same_whoever_asks_for_it(running: Running) -> None:
    answered = [running.ask("/", Accept=accept)[2] for accept in ("text/html", "*/*", "application/json")]
    answered.append(running.ask("/", Range="bytes=0-9", If_None_Match="*", Accept_Encoding="gzip")[2])
    status, headers, body = running.ask("/", "HEAD")

    assert len(set(answered)) == 1 and b"data-layout-first" in answered[0] and b"service-desc" not in answered[0]
    assert (status, int(headers["content-length"]), body) == (200, len(answered[0]), b"")


@pytest.mark.parametrize("sent", [{"host": "x.test"}, {"host": "x.test", "Origin": "https://x.test"}, {"X_Forwarded_Host": "x.test"}])
def test_a_foreign_host_gets_no_data_anywhere(running: Running, sent: dict[str, str]) -> None:
    for path in ADDRESSES:
        status, _, body = running.ask(path, **sent)
        assert status == 403, path
        assert body.decode().splitlines() == [say("edge.foreign-host", lang, host="x.test") for lang in LANGS]


@pytest.mark.parametrize(
    ("host", "origin", "answer"),
    [
        ("plan.example", "https://plan.example", "101"),
        ("x.test", "https://x.test", "403"),
        ("plan.example", "https://x.test", "403"),
        # Streamlit itself would take any page of this machine.
        ("plan.example", "http://localhost:3000", "403"),
    ],
)
def test_a_websocket_asks_the_same_list(running: Running, host: str, origin: str, answer: str) -> None:
    assert answer in running.open_socket(host, origin)


@pytest.mark.parametrize(
    ("setting", "value"),
    [("--server.allowedHosts", '["plan.example"]'), ("LAYOUT_FRAME_ANCESTORS", "self; x"), ("LAYOUT_METRICS", "yes")],
)
def test_a_setting_that_cannot_be_ends_the_start_in_words(setting: str, value: str, tmp_path: Path) -> None:
    option = [f"{setting}={value}"] if setting.startswith("--") else []
    call = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port=0", *option]
    env = {**os.environ, "LAYOUT_CACHE": str(tmp_path), **({} if option else {setting: value})}
    done = subprocess.run(call, cwd=REPO, env=env, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr and value.split(";")[0] in done.stderr
    assert re.search("[\u4e00-\u9fff]", done.stderr) and setting.removeprefix("--") in done.stderr
