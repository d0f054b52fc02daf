"""The queue of files to be made: few at once, in the order of arrival."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from layout.server.jobs import FailedError

# How many files are made at once, and how many may wait.
AT_ONCE, MOST_WAITING = 2, 12
_PULSE = 0.2


@dataclass
class Queue:
    """A queue of tickets: the first `at_once` may run, in the order of arrival."""

    at_once: int = AT_ONCE
    most: int = AT_ONCE + MOST_WAITING
    tickets: list[object] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Tell whether no more may wait."""
        return len(self.tickets) >= self.most

    async def turn(self, ticket: object) -> AsyncIterator[int]:
        """Wait for a turn; yield how many tickets are still ahead. Raises FailedError where too many wait."""
        if self.full:
            raise FailedError("server_answer.busy")
        self.tickets.append(ticket)
        reported = 0
        while (ahead := self.tickets.index(ticket) - self.at_once + 1) > 0:
            if ahead != reported:
                yield ahead
            reported = ahead
            await asyncio.sleep(_PULSE)

    def leave(self, ticket: object) -> None:
        """Remove a ticket, done or given up."""
        if ticket in self.tickets:
            self.tickets.remove(ticket)
