"""A data file changes and somebody visits: what health, another document and another session wait meanwhile."""

from __future__ import annotations

import asyncio
import shutil
import time
import urllib.request
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.bursts import Findings
from tests.bench.contestants import Contestant, Settings, running
from tests.bench.servers import HOST
from tests.bench.visitors import Visitor, come_when_ready, now_and_then

EDITS, LONGEST, PULSE, LIMIT = 3, 60.0, 0.05, 120.0
INDEX = "index.json"


def play(settings: Settings, apps: Sequence[str], findings: Findings) -> None:
    """Edit a copy of the data that an app serves, several times, and watch."""
    for who in apps:
        home = settings.home_of(who) / "geodata" / "districts"
        copy = settings.scratch / f"{who}-data"
        shutil.copytree(settings.data or home, copy)
        with running([who], replace(settings, data=copy)) as (contestant,):
            asyncio.run(_round(contestant, copy, settings.scratch / f"{who}-cache", findings))


async def _round(contestant: Contestant, data: Path, cache: Path, findings: Findings) -> None:
    there = await come_when_ready(contestant.port)
    for number in range(EDITS):
        built, end = _builds(cache), time.monotonic() + LONGEST
        # A remark changes no figure, and yet the file.
        plan = next(iter(sorted(data.glob("*/plans/*/plan.toml"))))
        plan.write_text(plan.read_text(encoding="utf-8") + f"\n# {number}\n", encoding="utf-8")
        visit = asyncio.ensure_future(_visit(contestant.port))

        def done(before: set[str] = built, until: float = end) -> bool:
            return _builds(cache) - before != set() or time.monotonic() > until

        watched = {
            "health": _asking(contestant.port, "_stcore/health", "*/*"),
            "document": _asking(contestant.port, "", "text/html"),
            "rerun": there.switch_language,
        }
        tallies = await asyncio.gather(*(now_and_then([act], lambda: PULSE, done) for act in watched.values()))
        for what, tally in zip(watched, tallies, strict=True):
            findings.take(contestant.who, f"building_{what}", tally)
        findings.series.add(contestant.who, "building_visit", await visit)
        if not _builds(cache) - built:
            findings.errors.setdefault(f"{contestant.who} building", []).append("nothing was built")
    await there.session.close()


async def _visit(port: int) -> float:
    """Come as a new visitor does; return the ms until the page is there."""
    visitor = await Visitor.open(port)
    ms = await visitor.first()
    await visitor.session.close()
    return ms


def _builds(cache: Path) -> set[str]:
    """Return the builds that are whole: the names of the folders that have an index."""
    folders = cache.iterdir() if cache.is_dir() else ()
    return {f.name for f in folders if not f.name.startswith("building") and (f / INDEX).is_file()}


def _asking(port: int, path: str, accept: str) -> Callable[[], Awaitable[float]]:
    """Return what asks an address once and gives the ms until it has answered."""

    def ask() -> float:
        request = urllib.request.Request(f"http://{HOST}:{port}/{path}", headers={"Accept": accept})
        start = time.perf_counter()
        with urllib.request.urlopen(request, timeout=LIMIT) as answer:
            answer.read()
        return (time.perf_counter() - start) * 1000

    async def act() -> float:
        return await asyncio.to_thread(ask)

    return act
