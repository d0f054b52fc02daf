"""A real Chromium that opens the contestants, clicks, and counts what travels."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Error, Page, sync_playwright

from tests import chromium
from tests.bench.cdn import HOSTS
from tests.bench.layers import Layers

DRIVER = (Path(__file__).parent / "driver.js").read_text("utf-8")
FLAGS = [
    *chromium.FLAGS,
    "--ignore-certificate-errors",
]
PAIR = rb"\[\s*-?\d{1,3}\.\d+\s*,\s*-?\d{1,3}\.\d+\s*\]"
GEOMETRY = re.compile(PAIR + rb"(?:\s*,\s*" + PAIR + rb")+")
READABLE = (
    "application/json",
    "application/geo+json",
    "text/javascript",
    "application/javascript",
    "text/html",
)


def geometry_bytes(content: bytes) -> int:
    """Count the bytes that are runs of at least two coordinate pairs."""
    return sum(len(run.group()) for run in GEOMETRY.finditer(content))


@dataclass
class Traffic:
    """What one tab received and sent since the last `clear`."""

    websocket: int = 0
    http: int = 0
    geometry: int = 0
    sent: list[bytes] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    last: float = 0.0

    def clear(self) -> None:
        """Forget what was counted."""
        self.websocket = self.http = self.geometry = 0
        self.sent, self.outside, self.frames, self.bodies = [], [], [], []
        self.last = time.monotonic()


class NotDrawnError(Exception):
    """A page did not come to show its map in time."""


class Tab:
    """One page in a fresh browser context, with its traffic watched."""

    def __init__(self, context: BrowserContext) -> None:
        """Open the page and start to listen."""
        self.context = context
        self.page: Page = context.new_page()
        self.traffic = Traffic()
        self._kinds: dict[str, str] = {}
        self._home = "about:"
        self._devtools: CDPSession = context.new_cdp_session(self.page)
        self._devtools.on("Network.webSocketFrameReceived", self._received)
        self._devtools.on("Network.webSocketFrameSent", self._sent)
        self._devtools.on("Network.requestWillBeSent", self._requested)
        self._devtools.on("Network.responseReceived", self._responded)
        self._devtools.on("Network.loadingFinished", self._finished)
        self._devtools.send("Network.enable")

    def load(self, url: str, limit: float = 60) -> float:
        """Open an address; return the ms from navigation to the map drawn."""
        self.traffic.clear()
        self._home = "/".join(url.split("/", 3)[:3]) + "/"
        self.page.goto(url, wait_until="commit")
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            # wait_for_function would need eval, which a page's security policy may forbid
            ready = self.page.evaluate("window.bench ? window.bench.ready : null")
            if ready is not None:
                return float(ready)
            self.page.wait_for_timeout(40)
        raise NotDrawnError(f"{url} was not drawn within {limit:.0f} s")

    def change(self, number: int) -> dict[str, float]:
        """Make the n-th filter click of this tab, from 1; return the page's times in ms."""
        times: dict[str, float] = self.page.evaluate(
            "n => Promise.race([window.bench.change(n),"
            " new Promise((_, fail) => setTimeout(() => fail(new Error('no answer in 30 s')), 30000))])",
            number,
        )
        return times

    def settle(self, quiet: float = 0.35, limit: float = 15) -> None:
        """Wait until nothing has arrived for `quiet` seconds."""
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline and time.monotonic() - self.traffic.last < quiet:
            self.page.wait_for_timeout(50)
        arrived = [*self.traffic.frames, *map(self._body, self.traffic.bodies)]
        self.traffic.geometry += sum(map(geometry_bytes, arrived))
        self.traffic.frames, self.traffic.bodies = [], []

    def close(self) -> None:
        """Close the page and its context."""
        self.context.close()

    def _received(self, event: dict[str, Any]) -> None:
        content = _payload(event)
        self.traffic.websocket += len(content)
        self.traffic.frames.append(content)
        self.traffic.last = time.monotonic()

    def _sent(self, event: dict[str, Any]) -> None:
        self.traffic.sent.append(_payload(event))
        self.traffic.last = time.monotonic()

    def _requested(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if not url.startswith((self._home, "data:", "blob:")):
            self.traffic.outside.append(url)
        self.traffic.last = time.monotonic()

    def _responded(self, event: dict[str, Any]) -> None:
        self._kinds[event["requestId"]] = event["response"].get("mimeType", "")

    def _finished(self, event: dict[str, Any]) -> None:
        self.traffic.http += int(event["encodedDataLength"])
        if self._kinds.get(event["requestId"]) in READABLE:
            self.traffic.bodies.append(event["requestId"])
        self.traffic.last = time.monotonic()

    def _body(self, request: str) -> bytes:
        try:
            answer = self._devtools.send("Network.getResponseBody", {"requestId": request})
        except Error:
            return b""
        return base64.b64decode(answer["body"]) if answer["base64Encoded"] else answer["body"].encode()


@dataclass(frozen=True)
class Driver:
    """A started browser that opens tabs for any contestant."""

    browser: Browser
    layers: Layers

    def tab(self, who: str) -> Tab:
        """Open a fresh context (nothing cached, no storage) for one contestant."""
        context = self.browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        facts = {
            "who": who,
            "clusters": list(self.layers.clusters),
            "paths": self.layers.paths,
            "markers": self.layers.markers,
        }
        context.add_init_script(f"window.BENCH = {json.dumps(facts)};\n{DRIVER}")
        return Tab(context)


@contextmanager
def browse(layers: Layers, cdn_port: int | None) -> Iterator[Driver]:
    """Start Chromium; every host but this machine goes to the local CDN, or nowhere."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise SystemExit("bench: no Chromium found; apt-get install chromium, or set CHROMIUM to one")
    known = [f"MAP {host} 127.0.0.1:{cdn_port}" for host in HOSTS] if cdn_port else []
    rules = "--host-resolver-rules=" + ", ".join([*known, "MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1"])
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, headless=True, args=[*FLAGS, rules])
        try:
            yield Driver(browser, layers)
        finally:
            browser.close()


def _payload(event: dict[str, Any]) -> bytes:
    frame = event["response"]
    content: str = frame["payloadData"]
    return base64.b64decode(content) if frame["opcode"] == 2 else content.encode()
