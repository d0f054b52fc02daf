"""What the browser tests stand on: a Chromium with the network cut, servers, watched pages."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests import chromium

REPO = Path(__file__).parents[2]
HOST = "127.0.0.1"
LIMIT_MS = 20_000
# A build of the small district takes some seconds of a processor, and comes after all else that wants one.
BUILD_MS = 120_000
FLAGS = [
    *chromium.FLAGS,
    # Pages of one context share a process, which has the scripts compiled already.
    "--process-per-site",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]
HELPERS = (Path(__file__).with_name("helpers.js")).read_text("utf-8")


def chromium() -> str | None:
    """Return the path of the system's Chromium, if there is one."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


@dataclass(frozen=True)
class Server:
    """A running app: its address, its data root, its cache and its log."""

    url: str
    root: Path
    cache: Path
    log: Path


@contextmanager
def serve(root: Path, cache: Path, log: Path, port: int = 0, built: bool = True) -> Iterator[Server]:
    """Run the app over a data root on a port, or a free one, until the block ends; begin when it is `built`."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.port={port}", f"--server.address={HOST}"]
    env = {**os.environ, "LAYOUT_CACHE": str(cache), "LAYOUT_DATA": str(root)}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=REPO, env=env, stdout=out, stderr=out, start_new_session=True)
    try:
        wait_healthy(process, port, log)
        if built:
            wait_healthy(process, port, log, "/layout-health", BUILD_MS)
        yield Server(f"http://{HOST}:{port}", root, cache, log)
    finally:
        _stop(process)


def free_port() -> int:
    """Return the number of a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_healthy(
    process: subprocess.Popen[bytes],
    port: int,
    log: Path,
    path: str = "/_stcore/health",
    limit_ms: int = 90_000,
) -> None:
    """Wait until a server of ours answers."""
    deadline = time.monotonic() + limit_ms / 1000
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}{path}", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@dataclass
class Tab:
    """One page under watch: what it must never do is kept in `problems`."""

    page: Page
    base: str
    problems: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start to listen, and give the page the helpers."""
        self.page.set_default_timeout(LIMIT_MS)
        self.page.add_init_script(HELPERS)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        self.page.on("request", self._requested)
        self.page.on("dialog", self._dialog)

    def _dialog(self, dialog: Any) -> None:
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _probing(message):
            self.problems.append(f"console: {message.text} {message.location.get('url', '')}")

    def _requested(self, request: Request) -> None:
        at = urlsplit(request.url)
        if at.scheme not in ("data", "blob", "file") and at.hostname != HOST:
            self.problems.append(f"outside request: {request.url}")

    def open(self, address: str = "/") -> Tab:
        """Open an address of the app, or a whole URL; wait for the map and what stands beside it."""
        url = address if "://" in address else self.base + address
        self.page.goto(url, wait_until="commit")
        return self.drawn()

    def drawn(self) -> Tab:
        """Wait until the map is drawn and header, panel and tables stand."""
        self.wait(
            "() => document.documentElement.dataset.layoutMap === 'ready'"
            " && ['.head', '.panel', '.tables'].every((s) => document.querySelector(s))"
        )
        return self

    def served(self, **expected: str) -> None:
        """Wait until the server has answered with a view of these values ("" = absent)."""
        self.wait("expected => T.served(expected)", expected)
        # What stands beside the map follows after the painting, which a busy machine may put off past the answer.
        self.do("() => T.settle()")

    def linked(self, **expected: str) -> None:
        """Wait until the address bar holds these values ("" = absent)."""
        self.wait("expected => T.linked(expected)", expected)

    def wait(self, script: str, arg: Any = None) -> None:
        """Wait until a function of the page is true."""
        # Playwright's own wait_for_function needs eval, which the page's policy forbids.
        # A page that has only just begun has no root element yet: nothing is true of it.
        begun = f"arg => Boolean(document.documentElement) && ({script})(arg)"
        self.until(lambda: self.page.evaluate(begun, arg), script)

    def until(self, met: Callable[[], object], what: str, limit_ms: int = LIMIT_MS) -> None:
        """Wait until a function of the test is true, while the page goes on."""
        end = time.monotonic() + limit_ms / 1000
        while not met():
            assert time.monotonic() < end, f"still not so after {limit_ms} ms: {what}"
            self.page.wait_for_timeout(25)

    def do(self, script: str, arg: Any = None) -> Any:
        """Evaluate a function in the page."""
        return self.page.evaluate(script, arg)

    def still(self) -> None:
        """Wait until the map has stopped moving."""
        self.do("() => T.still()")

    def resize(self, width: int, height: int) -> None:
        """Give the window another size; wait until the page knows of it and is at rest."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.wait("width => innerWidth === width", width)
        self.still()

    def press_until(self, key: str, script: str, times: int = 3) -> None:
        """Press a key once, or a few times, until a function of the page is true."""
        for _ in range(times):
            self.page.keyboard.press(key)
            end = time.monotonic() + 0.4
            while time.monotonic() < end:
                if self.page.evaluate(script):
                    return
                self.page.wait_for_timeout(25)
        self.wait(script)

    def place(self) -> list[list[int]]:
        """Return where map, first symbol and first town lie on the screen."""
        return list(json.loads(self.do("() => T.place()")))

    @property
    def query(self) -> dict[str, str]:
        """The address bar's query as a mapping."""
        at = urlsplit(self.page.url)
        parameters = parse_qs(at.fragment if at.scheme == "file" else at.query)
        return {key: ",".join(values) for key, values in parameters.items()}

    def texts(self, selector: str) -> list[str]:
        """Return the texts of all elements that match."""
        return [t.strip() for t in self.page.locator(selector).all_inner_texts()]

    def expect(self, *words: str) -> None:
        """Bear what the browser itself notes of a refusal or a cut line, whenever it comes to say so."""
        self.expected += words

    def check(self) -> None:
        """Fail on anything the page must never do."""
        unexpected = [p for p in self.problems if not any(word in p for word in self.expected)]
        assert not unexpected, "\n".join(unexpected)


def _probing(message: ConsoleMessage) -> bool:
    """Tell Streamlit's own search for its server below a page's path."""
    path = urlsplit(message.location.get("url", "")).path
    probes = ("/_stcore/health", "/_stcore/host-config")
    return "404" in message.text and path.endswith(probes) and path not in probes
