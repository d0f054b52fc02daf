"""Two starts of the app on one cache folder: what the second one imports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench import servers
from tests.bench.browser import Driver
from tests.bench.contestants import ROOT

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


def starts(driver: Driver, scratch: Path, env: Mapping[str, str]) -> tuple[Start, Start]:
    """Start the app twice on one fresh cache folder and open its first page each time."""
    tracer = scratch / "tracer"
    tracer.mkdir(exist_ok=True)
    (tracer / "sitecustomize.py").write_text(TRACER, "utf-8")
    home = {**env, "LAYOUT_CACHE": str(scratch / "start-cache"), "PYTHONPATH": str(tracer)}
    return _start(driver, scratch, home, "first"), _start(driver, scratch, home, "second")


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
