"""Hostile files handed in while others read: what the server itself grows by, and what the others wait."""

from __future__ import annotations

import asyncio
import base64
import random
import threading
import time
from collections.abc import Awaitable, Callable, Sequence

import psutil

from tests.bench import bombs
from tests.bench.bursts import Findings
from tests.bench.contestants import Contestant, Settings, running
from tests.bench.export_crowd import Browser, place_of
from tests.bench.measure import MB
from tests.bench.visitors import ERRORS, Visitor, now_and_then

# Some 250 reruns each way: of a hundred, the 95th is a matter of chance.
READERS, QUIET, PAUSE, WATCH = 4, 25.0, (0.2, 0.6), 0.02
# The files are handed in again and again, so that the others are always seen beside them.
LEAST = 25.0


class Watch:
    """The most memory that a process has taken since it was last asked, seen by a thread of its own."""

    def __init__(self, pid: int) -> None:
        """Start to look."""
        self._server = psutil.Process(pid)
        self.most = 0.0
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def now(self) -> float:
        """Return the memory in MB, and forget the most."""
        self.most = self._server.memory_info().rss / MB
        return self.most

    def close(self) -> None:
        """Look no more."""
        self._ends.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ends.wait(WATCH):
            self.most = max(self.most, self._server.memory_info().rss / MB)


def play(settings: Settings, apps: Sequence[str], findings: Findings) -> None:
    """Hand in every kind of file, on fresh servers."""
    files = {
        "honest_workbook": bombs.workbook(),
        "understated_workbook": bombs.understated_workbook(),
        "sheet_under_another_name": bombs.workbook_under_another_name(),
        "many_elements": bombs.workbook_of_many_elements(),
    }
    for who in apps:
        with running([who], settings) as (contestant,):
            asyncio.run(_round(contestant, settings, files, findings))


async def _round(contestant: Contestant, settings: Settings, files: dict[str, bytes], findings: Findings) -> None:
    readers = [await Visitor.open(contestant.port) for _ in range(READERS)]
    loader = await Visitor.open(contestant.port, "monitor")
    for visitor in (*readers, loader):
        await visitor.first()
    # The first file loads what reads files, once: no file is hostile by that.
    await loader.load("first.xlsx", files["honest_workbook"])
    chance, end = random.Random(2), time.monotonic() + QUIET
    acts = [reader.switch_language for reader in readers]

    def pause() -> float:
        return chance.uniform(*PAUSE)

    findings.take(contestant.who, "quiet_hostile", await now_and_then(acts, pause, lambda: time.monotonic() > end))
    least = time.monotonic() + LEAST

    async def hand_in_all() -> None:
        while time.monotonic() < least:
            await _hand_in(contestant, loader, settings, files, findings)

    work = asyncio.ensure_future(hand_in_all())
    beside = await now_and_then(acts, pause, work.done)
    findings.take(contestant.who, "beside_hostile", beside)
    await work
    await asyncio.gather(*(visitor.session.close() for visitor in (*readers, loader)))


async def _hand_in(
    contestant: Contestant, loader: Visitor, settings: Settings, files: dict[str, bytes], findings: Findings
) -> None:
    """Hand in the files of actuals, then a template and a story, one after the other."""
    browser = Browser(contestant.port, 1)
    place = {**place_of(settings), "lang": "zh"}
    template = base64.b64encode(bombs.understated_template()).decode()
    deck = {**place, "format": "pptx", "portrait": False, "template": template}
    story = {**place, "name": "story", "toml": bombs.nested_story()}
    acts: dict[str, Callable[[], Awaitable[object]]] = {
        name: _loading(loader, name, content) for name, content in files.items()
    }
    acts["understated_template"] = lambda: asyncio.to_thread(browser.ask, "layout-export", deck)
    acts["nested_story"] = lambda: asyncio.to_thread(browser.ask, "layout-story", story)
    watch = Watch(contestant.pid or 0)
    try:
        before = watch.now()
        for name, act in acts.items():
            start, grown = time.perf_counter(), watch.now()
            try:
                await act()
            except ERRORS as problem:
                findings.errors.setdefault(f"{contestant.who} {name}", []).append(f"{type(problem).__name__}: {problem}")
            findings.series.add(contestant.who, f"bomb_{name}", time.perf_counter() - start)
            findings.series.add(contestant.who, f"grown_bomb_{name}", watch.most - grown)
            findings.series.add(contestant.who, "growth", watch.most - before)
    finally:
        watch.close()


def _loading(loader: Visitor, name: str, content: bytes) -> Callable[[], Awaitable[object]]:
    async def act() -> object:
        return await loader.load(f"{name}.xlsx", content)

    return act
