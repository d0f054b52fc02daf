"""A step of a briefing, in the presenter and on the static Leaflet page: key to map and words redrawn."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.browser import Driver
from tests.bench.contestants import Contestant
from tests.bench.measure import Series

# Who presents, as driver.js knows it, and the link of its first step.
ROLES = {"app": ("presenter", "briefing?step=first"), "leaflet": ("slides", "")}
STEPS = 12


def play(driver: Driver, present: Sequence[Contestant], series: Series, rounds: int) -> None:
    """Measure the steps of a briefing, every contestant that has one in turn.

    Both jump, as for a reader who wants no motion: a flight takes as long as it is told to.
    """
    for _ in range(rounds):
        for contestant in (c for c in present if c.who in ROLES):
            role, link = ROLES[contestant.who]
            tab = driver.tab(role)
            try:
                tab.page.emulate_media(reduced_motion="reduce")
                tab.load(f"{contestant.url.rstrip('/')}/{link}" if link else contestant.url)
                tab.settle(1.0)
                for number in range(1, STEPS + 1):
                    series.add(contestant.who, "step", tab.change(number)["redrawn"])
                    tab.settle(0.1)
            finally:
                tab.close()
