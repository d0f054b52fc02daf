"""The exported HTML: its size, whether it repeats, whether it draws with no network."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.browser import Driver, NotDrawnError
from tests.bench.contestants import ROOT


@dataclass(frozen=True)
class Export:
    """What was found out about two exports of one view."""

    kb: float
    equal: bool
    drawn_ms: float | None
    outside: tuple[str, ...]


def export(driver: Driver, scratch: Path, data: Path | None, env: Mapping[str, str]) -> Export:
    """Export one view twice, under unlike hash seeds, and open it from disk."""
    files = [scratch / "one.html", scratch / "two.html"]
    for seed, file in enumerate(files):
        command = [sys.executable, "-m", "layout", "export", str(file)]
        command += ["--data", str(data)] if data else []
        home = {**os.environ, **env, "PYTHONHASHSEED": str(seed + 1)}
        subprocess.run(command, cwd=ROOT, env=home, check=True, capture_output=True, timeout=300)
    first, second = (file.read_bytes() for file in files)
    tab = driver.tab("app")
    try:
        drawn: float | None = tab.load(files[0].as_uri(), limit=30)
        tab.settle()
    except NotDrawnError:
        drawn = None
    finally:
        outside = tuple(tab.traffic.outside)
        tab.close()
    return Export(len(first) / 1024, first == second, drawn, outside)
