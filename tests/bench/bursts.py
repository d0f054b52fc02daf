"""Many sessions: all at once, one now and then, and what they cost the server, contestants in turn."""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import psutil

from tests.bench.contestants import Contestant, Settings, running
from tests.bench.measure import MB, Series
from tests.bench.visitors import Act, EmptyVisitor, Tally, Visitor, all_at_once, now_and_then

REST = 2.0
# One change of language for each session in so many seconds, as people read.
PAUSE = (5.0, 15.0)
# A client that takes more of a core than this may be what is measured.
BUSY = 0.7


@dataclass(frozen=True)
class Plan:
    """How many sessions, how often all at once, for how many seconds now and then, on how many fresh servers."""

    sessions: tuple[int, ...]
    bursts: int
    seconds: float
    rounds: int


@dataclass
class Findings:
    """Times and sizes by contestant and measure, such as `first_200`; errors; where the client was too busy."""

    series: Series = field(default_factory=Series)
    errors: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def take(self, who: str, what: str, tally: Tally) -> None:
        """Keep what a group of visitors saw."""
        self.series.add(who, what, *tally.ms)
        self.errors.setdefault(f"{who} {what}", []).extend(tally.errors)
        if tally.client > BUSY:
            self.notes.append(f"{who}, {what}: the client itself took {tally.client:.0%} of a core")


def play(settings: Settings, names: Sequence[str], plan: Plan, cluster: str, findings: Findings) -> None:
    """Measure every number of sessions, each on fresh servers."""
    for number in range(plan.rounds):
        for count in plan.sessions:
            print(f"{count} sessions, round {number + 1} of {plan.rounds}", file=sys.stderr)
            with running(names, settings) as present:
                asyncio.run(_round(present, count, plan, cluster, findings))


async def _round(
    present: Sequence[Contestant], count: int, plan: Plan, cluster: str, findings: Findings
) -> None:
    crowds = {}
    for contestant in present:
        crowds[contestant.who] = await _gather(contestant, count, cluster, findings)
    for _ in range(plan.bursts):
        for change in (0, 1):
            for contestant in present:
                acts = _changes(crowds[contestant.who], cluster)
                kind = min(change, len(acts) - 1)
                if change == kind:
                    tally = await all_at_once(acts[kind])
                    findings.take(contestant.who, f"{('filter', 'language')[kind]}_{count}", tally)
                    await asyncio.sleep(0.3)
    for contestant in present:
        await _read_on(contestant, crowds[contestant.who], count, plan.seconds, findings)
    for contestant in present:
        await asyncio.sleep(REST)
        _weigh(contestant, f"{count}", findings)
        await asyncio.gather(*(visitor.session.close() for visitor in crowds[contestant.who]))


async def _gather(contestant: Contestant, count: int, cluster: str, findings: Findings) -> list[Visitor | EmptyVisitor]:
    """Open the first session and weigh the server; then open all others, who ask for the page at once."""
    kind = EmptyVisitor if contestant.who == "empty" else Visitor
    crowd: list[Visitor | EmptyVisitor] = [await kind.open(contestant.port)]
    await crowd[0].first()
    for acts in _changes(crowd, cluster):
        await acts[0]()
    await asyncio.sleep(REST)
    _weigh(contestant, f"{count}_alone", findings)
    for _ in range(count - 1):
        crowd.append(await kind.open(contestant.port))
    findings.take(contestant.who, f"first_{count}", await all_at_once([visitor.first for visitor in crowd[1:]]))
    return crowd


def _changes(crowd: Sequence[Visitor | EmptyVisitor], cluster: str) -> list[list[Act]]:
    """Return what a crowd can do: filter and change the language, or only press the empty app's button."""
    pressing: list[Act] = [visitor.press for visitor in crowd if isinstance(visitor, EmptyVisitor)]
    if pressing:
        return [pressing]
    readers = [visitor for visitor in crowd if isinstance(visitor, Visitor)]
    return [[_filter(reader, cluster) for reader in readers], [reader.switch_language for reader in readers]]


def _filter(reader: Visitor, cluster: str) -> Act:
    async def act() -> float:
        return await reader.filter(cluster)

    return act


async def _read_on(
    contestant: Contestant, crowd: Sequence[Visitor | EmptyVisitor], count: int, seconds: float, findings: Findings
) -> None:
    chance, end = random.Random(count), time.monotonic() + seconds
    acts = _changes(crowd, "")[-1]
    tally = await now_and_then(acts, lambda: chance.uniform(*PAUSE), lambda: time.monotonic() > end)
    findings.take(contestant.who, f"paced_{count}", tally)


def _weigh(contestant: Contestant, what: str, findings: Findings) -> None:
    server = psutil.Process(contestant.pid)
    findings.series.add(contestant.who, f"rss_{what}", server.memory_info().rss / MB)
    findings.series.add(contestant.who, f"files_{what}", float(server.num_fds()))
