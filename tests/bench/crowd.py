"""Memory with more and more sessions, and all sessions changing at once."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from tests.bench.browser import Driver
from tests.bench.contestants import Contestant, Settings, running
from tests.bench.measure import Series, memory_mb
from tests.bench.rounds import Script
from tests.bench.wire import Crowd

REST = 1.5
# The others make one burst a round: the folium page needs a quarter of a minute for each.
COMPARED = ("app", "before", "empty")


@dataclass(frozen=True)
class Schedule:
    """How many rounds on fresh servers, which session counts, how many bursts each."""

    rounds: int
    sessions: tuple[int, ...]
    bursts: int


def play(
    driver: Driver, settings: Settings, scripts: Mapping[str, Script], series: Series, plan: Schedule
) -> None:
    """Measure memory and bursts on fresh servers, contestants in turn."""
    for number in range(plan.rounds):
        print(f"sessions, round {number + 1} of {plan.rounds}", file=sys.stderr)
        with running(list(scripts), settings) as present, ExitStack() as stack:
            crowds = {}
            for contestant in present:
                crowds[contestant.who] = stack.enter_context(Crowd(contestant.port))
                _fill(driver, contestant, crowds[contestant.who], scripts[contestant.who], (series, plan))
            for turn in range(plan.bursts):
                for who, crowd in crowds.items():
                    if turn == 0 or who in COMPARED:
                        _burst(crowd, scripts[who], who, turn, series)


def _fill(
    driver: Driver, contestant: Contestant, crowd: Crowd, script: Script, into: tuple[Series, Schedule]
) -> None:
    """Open a real tab as the first session, wire clients as the rest; weigh the server."""
    series, plan = into
    tab = driver.tab(contestant.role)
    try:
        tab.load(contestant.url)
        tab.settle(0.6)
        tab.change(1)
        tab.settle(0.6)
        for count in plan.sessions:
            crowd.grow(count - 1, script.first, script.changes[:1])
            time.sleep(REST)
            rss, uss = memory_mb(contestant.pid or 0)
            series.add(contestant.who, f"rss_{count}", rss)
            series.add(contestant.who, f"uss_{count}", uss)
    finally:
        tab.close()
    crowd.grow(plan.sessions[-1], script.first, script.changes[:1])


def _burst(crowd: Crowd, script: Script, who: str, turn: int, series: Series) -> None:
    """Let all sessions ask at once: the second change, the first, the second, and so on."""
    requests = script.changes[::-1]
    if not requests:
        return
    answers = crowd.burst(requests[turn % len(requests)])
    series.add(who, "burst", *(answer.ms for answer in answers))
    series.add(who, "burst_kb", *(answer.size / 1024 for answer in answers))
    time.sleep(REST / 3)
