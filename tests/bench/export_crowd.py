"""Ten readers ask for a file each at once, and others go on reading: the first page file, the last file, the others."""

from __future__ import annotations

import asyncio
import http.client
import json
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from geodata.catalog import DISTRICTS, catalog
from tests.bench.bursts import Findings
from tests.bench.contestants import APPS, Contestant, Settings, running
from tests.bench.servers import HOST
from tests.bench.visitors import Visitor, now_and_then

# The page file is asked for last: it is the one that need not wait.
FORMS = ("pptx", "pdf", "png", "pptx", "pdf", "png", "pptx", "pdf", "html", "html")
READERS, QUIET, PAUSE, LIMIT = 6, 12.0, (0.2, 0.6), 300.0


class Browser:
    """A browser of its own as far as a server can tell: its address, its name, its cookies."""

    def __init__(self, port: int, number: int) -> None:
        """Read the first page, as a browser has before it asks for anything."""
        self._port, self._source = port, (f"127.0.0.{10 + number}", 0)
        self._headers = {"User-Agent": f"reader/{number}", "Sec-Fetch-Site": "same-origin"}
        connection = self._connect()
        connection.request("GET", "/", headers={**self._headers, "Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        cookies = [value.partition(";")[0] for value in answer.headers.get_all("Set-Cookie", [])]
        if cookies:
            self._headers["Cookie"] = "; ".join(cookies)
        connection.close()

    def ask(self, path: str, order: dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
        """Send an order; return the status and the values of the answer, one to a line."""
        connection = self._connect()
        headers = {**self._headers, "Content-Type": "application/json"}
        connection.request("POST", f"/{path}", json.dumps(order).encode(), headers)
        answer = connection.getresponse()
        lines = answer.read().splitlines()
        connection.close()
        return answer.status, [json.loads(line) for line in lines]

    def take(self, path: str) -> bytes:
        """Return a file."""
        connection = self._connect()
        connection.request("GET", path, headers=self._headers)
        content = connection.getresponse().read()
        connection.close()
        return content

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(HOST, self._port, timeout=LIMIT, source_address=self._source)


def play(settings: Settings, names: Sequence[str], findings: Findings) -> None:
    """Measure the quiet and then the ten files, on fresh servers, this app and its earlier state in turn."""
    for who in (name for name in names if name in APPS):
        with running([who], settings) as (contestant,):
            asyncio.run(_round(contestant, settings, findings))


def place_of(settings: Settings) -> dict[str, str]:
    """Return the district and edition that the files are made of."""
    entry = catalog(settings.data or DISTRICTS)[0]
    return {"district": entry.id, "edition": entry.default_edition}


async def _round(contestant: Contestant, settings: Settings, findings: Findings) -> None:
    readers = [await Visitor.open(contestant.port) for _ in range(READERS)]
    for reader in readers:
        await reader.first()
    chance, end = random.Random(1), time.monotonic() + QUIET
    acts = [reader.switch_language for reader in readers]

    def pause() -> float:
        return chance.uniform(*PAUSE)

    findings.take(contestant.who, "quiet", await now_and_then(acts, pause, lambda: time.monotonic() > end))
    with ThreadPoolExecutor(len(FORMS)) as pool:
        browsers = [Browser(contestant.port, number) for number in range(len(FORMS))]
        start = time.perf_counter()
        place = {**place_of(settings), "lang": "zh"}
        orders = [pool.submit(_make, *pair, place, start) for pair in zip(browsers, FORMS, strict=True)]
        others = await now_and_then(acts, pause, lambda: all(file.done() for file in orders))
        findings.take(contestant.who, "beside_exports", others)
        for form, file in zip(FORMS, orders, strict=True):
            try:
                seconds = file.result()
            except (OSError, RuntimeError, http.client.HTTPException) as problem:
                findings.errors.setdefault(f"{contestant.who} {form}", []).append(str(problem))
                continue
            findings.series.add(contestant.who, f"file_{form}", seconds)
            findings.series.add(contestant.who, "file_any", seconds)
    await asyncio.gather(*(reader.session.close() for reader in readers))


def _make(browser: Browser, form: str, place: dict[str, str], start: float) -> float:
    """Ask for a file and take it; return the seconds since all were asked for. Raises RuntimeError where refused."""
    order: dict[str, Any] = {**place, "format": form}
    order |= {"view": "", "size": "1920x1080"} if form == "png" else {"portrait": False}
    _status, values = browser.ask("layout-export", order)
    if "url" not in values[-1]:
        raise RuntimeError(f"no {form}: {values[-1]}")
    if len(browser.take(values[-1]["url"])) < 10_000:
        raise RuntimeError(f"an empty {form}")
    return time.perf_counter() - start
