"""The queues of files to be made: few at once, in the order of arrival, few of them for one browser."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from layout.server.jobs import FailedError

# How many files are drawn at once at most, each in a process of its own, and how many may wait.
MOST_AT_ONCE, MOST_WAITING = 2, 12
# How many files that need no drawing are filled at once, and how many may wait: each takes half a second.
FILLED_AT_ONCE, MOST_WAITING_TO_BE_FILLED = 1, 20
# How many files, made or waiting, may be of one browser; of all those that bear no number, together.
MOST_EACH = 2
_PULSE = 0.2


@dataclass(frozen=True, eq=False)
class Ticket:
    """A place in the queue, and the number of the browser that holds it."""

    browser: str = ""


def drawing_places(cores: int) -> int:
    """Return how many files are drawn at once: a core stays free, so that no page waits for a drawing."""
    return max(1, min(cores - 1, MOST_AT_ONCE))


def own_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class Queue:
    """A queue of tickets: the first `at_once` may run, in the order of arrival; `most` have places."""

    at_once: int
    most: int
    tickets: list[Ticket] = field(default_factory=list)

    def refusal(self, browser: str) -> str:
        """Return the word that says why one more of a browser cannot wait, empty where it can."""
        if sum(ticket.browser == browser for ticket in self.tickets) >= MOST_EACH:
            # Those without a number share their places: they may be others' files.
            return "server_answer.yours" if browser else "server_answer.busy"
        return "server_answer.busy" if len(self.tickets) >= self.most else ""

    async def turn(self, ticket: Ticket) -> AsyncIterator[int]:
        """Wait for a turn; yield how many tickets are ahead. Raises FailedError where it cannot wait."""
        if refusal := self.refusal(ticket.browser):
            raise FailedError(refusal, n=MOST_EACH)
        self.tickets.append(ticket)
        reported = 0
        while (ahead := self.tickets.index(ticket) - self.at_once + 1) > 0:
            if ahead != reported:
                yield ahead
            reported = ahead
            await asyncio.sleep(_PULSE)

    def leave(self, ticket: Ticket) -> None:
        """Remove a ticket, done or given up."""
        if ticket in self.tickets:
            self.tickets.remove(ticket)


def drawing_queue() -> Queue:
    """Return an empty queue for files that are drawn."""
    places = drawing_places(own_cores())
    return Queue(places, places + MOST_WAITING)


def filling_queue() -> Queue:
    """Return an empty queue for files that are filled without a process."""
    return Queue(FILLED_AT_ONCE, FILLED_AT_ONCE + MOST_WAITING_TO_BE_FILLED)
