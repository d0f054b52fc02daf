"""The server asks no outside host: every name that it looks up is recorded, and every address it connects to."""

from __future__ import annotations

import base64
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from layout.build.store import Build

REPO = Path(__file__).parents[2]

# Python runs a module of this name at its start, before any other code.
RECORDER = """
import os, socket
_look, _connect = socket.getaddrinfo, socket.socket.connect

def _note(*words):
    with open(os.environ["RECORD"], "a", encoding="utf-8") as out:
        print(*words, file=out)

def getaddrinfo(host, *rest, **named):
    _note("name", host)
    return _look(host, *rest, **named)

class Recorded(socket.socket):
    def connect(self, address):
        # Datagrams: to ask which way would be taken sends nothing.
        if self.type & socket.SOCK_STREAM and self.family != getattr(socket, "AF_UNIX", None):
            _note("connect", address[0])
        return super().connect(address)

socket.getaddrinfo, socket.socket = getaddrinfo, Recorded
socket.getaddrinfo("localhost", None)  # shows that names are recorded
"""
LOCAL_NAMES = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(scope="module")
def recorded(bundled_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Run the app as it comes, with its look-ups recorded; give its port and the record."""
    folder = tmp_path_factory.mktemp("recorded")
    (folder / "sitecustomize.py").write_text(RECORDER, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    record = folder / "record"
    record.touch()
    env = {**os.environ, "PYTHONPATH": str(folder), "RECORD": str(record)}
    env["LAYOUT_CACHE"] = str(bundled_build.folder.parent)
    call = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(call, cwd=REPO, env=env, stdout=log, stderr=log)
    try:
        wait(port)
        yield port, record
    finally:
        process.terminate()
        process.wait(20)


def wait(port: int) -> None:
    """Wait until the app answers."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.2)


def foreign_socket(port: int) -> str:
    """Ask for a websocket as a page of another host would; return the first line of the answer."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = ["GET /_stcore/stream HTTP/1.1", f"Host: 127.0.0.1:{port}", "Origin: http://elsewhere.example"]
    lines += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}"]
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return line.recv(200).decode("latin-1").partition("\r\n")[0]


def test_neither_the_start_nor_a_refused_page_looks_up_an_outside_name(recorded: tuple[int, Path]) -> None:
    port, record = recorded
    answer = foreign_socket(port)
    names = {line.partition(" ")[2] for line in record.read_text("utf-8").splitlines()}

    assert "403" in answer
    assert "localhost" in names, "the recorder saw nothing"
    assert names <= LOCAL_NAMES
