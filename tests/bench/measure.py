"""Samples and their summaries: times, processor time, memory."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import psutil

MB = 1024 * 1024


def median(values: Sequence[float]) -> float | None:
    """Return the median, or None of nothing."""
    return statistics.median(values) if values else None


def p95(values: Sequence[float]) -> float | None:
    """Return the 95th percentile (linear between ranks), or None of nothing."""
    if not values:
        return None
    ranked = sorted(values)
    place = 0.95 * (len(ranked) - 1)
    low = int(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (ranked[high] - ranked[low]) * (place - low)


@dataclass
class Series:
    """All samples of all contestants, by contestant and measure."""

    values: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def add(self, who: str, what: str, *samples: float | None) -> None:
        """Keep samples of one measure; None is left out."""
        measured = [sample for sample in samples if sample is not None]
        if measured:
            self.values.setdefault(who, {}).setdefault(what, []).extend(measured)

    def of(self, who: str, what: str) -> list[float]:
        """Return the samples of one measure of one contestant."""
        return self.values.get(who, {}).get(what, [])

    def median(self, who: str, what: str) -> float | None:
        """Return one median, or None where nothing was measured."""
        return median(self.of(who, what))

    def p95(self, who: str, what: str) -> float | None:
        """Return one 95th percentile, or None where nothing was measured."""
        return p95(self.of(who, what))

    def ratio(self, what: str, who: str, rival: str, rival_what: str = "") -> float | None:
        """Return the median of `who` over the median of `rival`."""
        ours, theirs = self.median(who, what), self.median(rival, rival_what or what)
        return ours / theirs if ours is not None and theirs else None


def family(pid: int) -> list[psutil.Process]:
    """Return a process and all its descendants that still run."""
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def cpu_ms(pid: int) -> float:
    """Return the processor time of a process tree so far, in milliseconds."""
    return sum(_alive(_cpu_seconds, family(pid))) * 1000


def process_ms(pid: int) -> float:
    """Return the processor time of one process so far, in milliseconds, finer than a tick of the clock."""
    # The clock of another process (clock_getcpuclockid), which has threads that have ended in it.
    return time.clock_gettime(~pid << 3 | 2) * 1000


def memory_mb(pid: int) -> tuple[float, float]:
    """Return resident and unshared memory (RSS, USS) of a process tree, in MB."""
    tree = family(pid)
    return sum(_alive(_rss, tree)) / MB, sum(_alive(_uss, tree)) / MB


def _alive(read: Callable[[psutil.Process], float], tree: Iterable[psutil.Process]) -> list[float]:
    readings = []
    for process in tree:
        try:
            readings.append(read(process))
        except psutil.NoSuchProcess:
            continue
    return readings


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def _rss(process: psutil.Process) -> float:
    return float(process.memory_info().rss)


def _uss(process: psutil.Process) -> float:
    return float(process.memory_full_info().uss)
