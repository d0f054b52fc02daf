"""The files of a briefing, as its reader waits for them: asked for on the page, or on the command line.

The floor is a Python that starts and loads what draws, and does nothing: no file made by these
libraries in a process of its own can be quicker.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from geodata.catalog import DISTRICTS, catalog
from tests.bench.contestants import ROOT, Contestant, Settings
from tests.bench.measure import Series

FLOOR = "import geopandas, matplotlib.figure, pptx, typer"
SIZE = "3840x2160"
# What the page offers, by measure: the format, and whether the pages stand upright.
PAGE_FILES = {"deck": ("pptx", False), "handout": ("pdf", False), "slideshow": ("html", False)}


def play(settings: Settings, present: Sequence[Contestant], series: Series, rounds: int) -> None:
    """Measure floor and files in turn, in each language; the server is warm, the data are built."""
    app = next((c for c in present if c.who == "app"), None)
    if app is None:
        return
    entry = catalog(settings.data or DISTRICTS)[0]
    place = {"district": entry.id, "edition": entry.default_edition}
    for n in range(rounds):
        lang = ("zh", "en")[n % 2]
        series.add("app", "floor", _ms(_python, settings, "-c", FLOOR))
        for what, (form, portrait) in PAGE_FILES.items():
            order = {**place, "lang": lang, "format": form, "portrait": portrait}
            series.add("app", what, _ms(_ask, app.url, order))
        series.add("app", "picture", _ms(_write, settings, "map.png", b"\x89PNG", lang, "--size", SIZE))
        series.add("app", "page", _ms(_write, settings, "briefing.html", b"<!doctype html>", lang))


def _ms(act: Callable[..., None], *arguments: Any) -> float:
    start = time.perf_counter()
    act(*arguments)
    return (time.perf_counter() - start) * 1000


def _python(settings: Settings, *arguments: str) -> None:
    env = {**os.environ, **settings.app_env}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, check=True, capture_output=True, timeout=300)


def _write(settings: Settings, name: str, start: bytes, lang: str, *options: str) -> None:
    """Write a file by the command line, beside the build of the app that is served."""
    file = settings.scratch / f"{Path(name).stem}-{os.urandom(3).hex()}{Path(name).suffix}"
    data = ["--data", str(settings.data)] if settings.data else []
    _python(settings, "-m", "layout", "export", str(file), "--lang", lang, *options, *data)
    if not file.read_bytes().startswith(start):
        raise RuntimeError(f"{name} is none")


def _ask(url: str, order: dict[str, Any]) -> None:
    """Ask for a file as the page does, and take it."""
    body = json.dumps(order).encode("utf-8")
    request = urllib.request.Request(f"{url}layout-export", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=300) as answer:
        last = json.loads(answer.read().splitlines()[-1])
    if "url" not in last:
        raise RuntimeError(f"no {order['format']}: {last}")
    with urllib.request.urlopen(url.rstrip("/") + last["url"], timeout=60) as file:
        if len(file.read()) < 10_000:
            raise RuntimeError(f"the {order['format']} is empty")
