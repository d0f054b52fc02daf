"""Browsers of other makers, driven by their own standards: WebKitGTK by WebDriver, Firefox by WebDriver BiDi."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from tests.browser.kit import HOST, LIMIT_MS, free_port

WIDTH, HEIGHT = 1440, 900
START_SECONDS = 40
# Firefox asks nothing of its own, and no name is looked up.
PREFERENCES = {
    "app.normandy.enabled": False, "app.update.disabledForTesting": True, "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.malware.enabled": False, "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False, "browser.startup.homepage": "about:blank",
    "datareporting.policy.dataSubmissionEnabled": False, "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "network.dns.disabled": True, "remote.active-protocols": 1, "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False, "intl.accept_languages": "zh-CN, zh",
}  # fmt: skip


class Engine(Protocol):
    """What a journey needs of a browser."""

    def go(self, url: str) -> None:
        """Open an address."""

    def do(self, script: str, arg: Any = None) -> Any:
        """Return what a function of the page gives, as JSON."""

    def act(self, actions: list[dict[str, Any]]) -> None:
        """Perform actions of the pointer."""


def visit(engine: Engine, url: str) -> None:
    """Open an address, and wait until it is the one that is shown.

    Firefox ends a navigation to a file from disk, which another process shows, before the page is there.
    """
    engine.go(url)
    is_there = "u => location.href.split(/[?#]/)[0] === u && document.readyState === 'complete'"
    wait(engine, is_there, re.split("[?#]", url)[0])


def wait(engine: Engine, script: str, arg: Any = None) -> None:
    """Wait until a function of the page is true."""
    end = time.monotonic() + LIMIT_MS / 1000
    while not engine.do(f"arg => Boolean(document.documentElement) && ({script})(arg)", arg):
        assert time.monotonic() < end, f"still not so after {LIMIT_MS} ms: {script}"
        time.sleep(0.05)


def click(engine: Engine, selector: str) -> None:
    """Press the middle of the first element that matches."""
    wait(engine, "s => document.querySelector(s)?.getClientRects().length > 0", selector)
    at = engine.do(
        "s => { const e = document.querySelector(s); e.scrollIntoView({ block: 'nearest' });"
        " const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2].map(Math.round) }",
        selector,
    )
    steps = [{"type": "pointerMove", "x": at[0], "y": at[1]}, {"type": "pointerDown", "button": 0}]
    steps.append({"type": "pointerUp", "button": 0})
    engine.act([{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}])


class WebDriver:
    """A session of a driver that speaks W3C WebDriver over HTTP."""

    def __init__(self, base: str) -> None:
        self._base = base
        session = self._call("/session", {"capabilities": {"alwaysMatch": {}}})
        self.version = str(session["capabilities"]["browserVersion"])
        self._base += f"/session/{session['sessionId']}"
        self._call("/window/rect", {"width": WIDTH, "height": HEIGHT})

    def _call(self, path: str, body: dict[str, Any] | None, method: str = "POST") -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self._base + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode("utf-8", "replace")) from error

    def go(self, url: str) -> None:
        """Open an address."""
        self._call("/url", {"url": url})

    def do(self, script: str, arg: Any = None) -> Any:
        """Return what a function of the page gives."""
        return self._call("/execute/sync", {"script": f"return ({script})(arguments[0])", "args": [arg]})

    def act(self, actions: list[dict[str, Any]]) -> None:
        """Perform actions of the pointer."""
        self._call("/actions", {"actions": actions})

    def end(self) -> None:
        """Close the browser."""
        self._call("", None, "DELETE")


class BiDi:
    """A session of a browser that speaks W3C WebDriver BiDi over a websocket."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._numbers = socket, count(1)
        self.version = str(self._call("session.new", capabilities={})["capabilities"]["browserVersion"])
        self._context = self._call("browsingContext.getTree")["contexts"][0]["context"]
        size = {"width": WIDTH, "height": HEIGHT}
        self._call("browsingContext.setViewport", context=self._context, viewport=size)

    def _call(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("id") == number:
                break
        assert answer["type"] == "success", answer
        return answer["result"]

    def go(self, url: str) -> None:
        """Open an address."""
        self._call("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def do(self, script: str, arg: Any = None) -> Any:
        """Return what a function of the page gives."""
        # As text both ways: values have a form of their own in this protocol.
        answer = self._call(
            "script.callFunction",
            functionDeclaration=f"arg => JSON.stringify([({script})(JSON.parse(arg))])",
            arguments=[{"type": "string", "value": json.dumps(arg)}],
            target={"context": self._context},
            awaitPromise=False,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])[0]

    def act(self, actions: list[dict[str, Any]]) -> None:
        """Perform actions of the pointer."""
        self._call("input.performActions", context=self._context, actions=actions)


@contextmanager
def webkit() -> Iterator[WebDriver]:
    """Run WebKitGTK's own small browser on a screen of its own."""
    with ExitStack() as stack:
        screen = _started(stack, ["Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDTH}x{HEIGHT + 60}x24"])
        assert screen.stdout
        display = f":{screen.stdout.readline().decode().strip()}"
        port = free_port()
        _started(stack, ["WebKitWebDriver", f"--port={port}"], DISPLAY=display, NO_AT_BRIDGE="1")
        driver = _tried(lambda: WebDriver(f"http://{HOST}:{port}"))
        stack.callback(driver.end)
        yield driver


@contextmanager
def firefox() -> Iterator[BiDi]:
    """Run Firefox without a window, with a profile that is thrown away."""
    program = shutil.which("firefox-esr") or shutil.which("firefox") or "firefox"
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        lines = (
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()
        )
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        port = free_port()
        arguments = [
            "--headless",
            "--no-remote",
            "--profile",
            str(profile),
            f"--remote-debugging-port={port}",
        ]
        _started(stack, [program, *arguments, "about:blank"])
        socket = _tried(lambda: connect(f"ws://{HOST}:{port}/session", max_size=None, open_timeout=10))
        yield BiDi(stack.enter_context(socket))


def _started(stack: ExitStack, command: list[str], **env: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        command, env={**os.environ, **env}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    stack.callback(process.wait, 20)
    stack.callback(process.terminate)
    return process


def _tried(start: Any) -> Any:
    """Return what a start gives, once there is something that answers."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return start()
        except (OSError, WebSocketException):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
