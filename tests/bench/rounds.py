"""The browser rounds: first load, then changes, every contestant in turn."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.bench import measure, wire
from tests.bench.browser import Driver, Tab
from tests.bench.contestants import Contestant


@dataclass
class Script:
    """What a browser sends one contestant: the first run, then two changes."""

    first: bytes
    changes: list[bytes] = field(default_factory=list)


def warm(driver: Driver, contestant: Contestant) -> Script:
    """Load a contestant once, unmeasured; note what its browser sends."""
    tab = driver.tab(contestant.role)
    try:
        tab.load(contestant.url)
        tab.settle(1.0)
        first = wire.reruns(tab.traffic.sent)
        script = Script(first[0] if first else wire.first_run())
        for number in (1, 2):
            tab.traffic.clear()
            tab.change(number)
            tab.settle(0.8)
            script.changes += wire.reruns(tab.traffic.sent)[:1]
        return script
    finally:
        tab.close()


def play(
    driver: Driver, field_: Sequence[Contestant], series: measure.Series, rounds: int, changes: int
) -> None:
    """Measure all contestants `rounds` times, in turn."""
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
        for contestant in field_:
            tab = driver.tab(contestant.role)
            try:
                _load(tab, contestant, series)
                _change(tab, contestant, series, changes)
            finally:
                tab.close()


def _load(tab: Tab, contestant: Contestant, series: measure.Series) -> None:
    before = measure.cpu_ms(contestant.pid) if contestant.pid else None
    series.add(contestant.who, "load", tab.load(contestant.url))
    tab.settle()
    traffic = tab.traffic
    series.add(contestant.who, "load_kb", (traffic.websocket + traffic.http) / 1024)
    series.add(contestant.who, "outside", len(traffic.outside))
    if contestant.pid and before is not None:
        series.add(contestant.who, "load_cpu", measure.cpu_ms(contestant.pid) - before)


def _change(tab: Tab, contestant: Contestant, series: measure.Series, changes: int) -> None:
    before = measure.cpu_ms(contestant.pid) if contestant.pid else None
    for number in range(1, changes + 1):
        tab.traffic.clear()
        times = tab.change(number)
        tab.settle()
        traffic, fresh = tab.traffic, times.pop("fresh") > 0
        for what, ms in times.items():
            series.add(contestant.who, what, ms)
        size = (traffic.websocket + traffic.http) / 1024
        series.add(contestant.who, "change_kb" if fresh else "again_kb", size)
        series.add(contestant.who, "change_ws_kb", traffic.websocket / 1024 if fresh else None)
        series.add(contestant.who, "geometry_kb", traffic.geometry / 1024)
        series.add(contestant.who, "reruns", len(wire.reruns(traffic.sent)))
    if contestant.pid and before is not None:
        series.add(contestant.who, "change_cpu", (measure.cpu_ms(contestant.pid) - before) / changes)
