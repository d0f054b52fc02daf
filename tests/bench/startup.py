"""Starts of the app on one cache folder: what the second one imports, and how long each takes."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import servers
from tests.bench.browser import Driver
from tests.bench.contestants import ROOT, Settings
from tests.bench.measure import Series

HEAVY = ("geopandas", "folium", "branca", "shapely", "pyogrio", "pyproj", "pandas", "numpy", "pyarrow")
# An audit hook sees each import that is not yet loaded, in every process of the server.
TRACER = """
import os, sys
_heavy = set(os.environ["BENCH_HEAVY"].split(","))
_log = os.environ["BENCH_IMPORTS"]
def _note(event, args):
    if event == "import" and args[0] in _heavy:
        with open(_log, "a") as out:
            out.write(f"{os.getpid()} {args[0]}\\n")
sys.addaudithook(_note)
"""


@dataclass(frozen=True)
class Start:
    """One start: ms from navigation to the map drawn, heavy packages by where imported."""

    ms: float
    serving: tuple[str, ...]
    helpers: tuple[str, ...]


def starts(driver: Driver, settings: Settings) -> tuple[Start, Start]:
    """Start the app twice on one fresh cache folder and open its first page each time."""
    scratch = settings.scratch
    tracer = scratch / "tracer"
    tracer.mkdir(exist_ok=True)
    (tracer / "sitecustomize.py").write_text(TRACER, "utf-8")
    env = {**settings.app_env, "LAYOUT_CACHE": str(scratch / "start-cache"), "PYTHONPATH": str(tracer)}
    return _start(driver, scratch, env, "first"), _start(driver, scratch, env, "second")


def play(driver: Driver, settings: Settings, apps: Sequence[str], series: Series, rounds: int) -> None:
    """Measure, in turn, the start on a cache that holds the build: command to health, and to the map drawn."""
    for _ in range(rounds):
        for who in apps:
            home, log = settings.home_of(who), settings.scratch / f"again-{who}.log"
            start = time.perf_counter()
            with servers.streamlit(home / "app.py", home, log, settings.env_of(who)) as server:
                series.add(who, "start", (time.perf_counter() - start) * 1000)
                tab = driver.tab("app")
                try:
                    tab.load(server.url, limit=120)
                    series.add(who, "start_drawn", (time.perf_counter() - start) * 1000)
                finally:
                    tab.close()


def _start(driver: Driver, scratch: Path, env: Mapping[str, str], name: str) -> Start:
    log = scratch / f"imports-{name}.txt"
    log.touch()
    traced = {**env, "BENCH_IMPORTS": str(log), "BENCH_HEAVY": ",".join(HEAVY)}
    with servers.streamlit(ROOT / "app.py", ROOT, scratch / f"start-{name}.log", traced) as server:
        tab = driver.tab("app")
        try:
            drawn_ms = tab.load(server.url, limit=120)
            tab.settle(1.0)
        finally:
            tab.close()
    noted = [line.split() for line in log.read_text("utf-8").splitlines()]
    return Start(
        drawn_ms,
        tuple(sorted({package for pid, package in noted if int(pid) == server.pid})),
        tuple(sorted({package for pid, package in noted if int(pid) != server.pid})),
    )
