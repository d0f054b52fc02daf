"""The open files of the process: how many it may have, and what is said where there are no more."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from dataclasses import dataclass
from typing import Any

# A limit above this is not asked for: some programs walk through all files that they could have.
MOST_FILES = 65_536
# Where a system tells no limit (Windows has none on sockets) this many files are counted on.
USUAL_FILES = 1024


def raise_file_limit() -> int:
    """Raise the limit of open files as far as the system lets an ordinary user; return what it is then."""
    if sys.platform == "win32":
        return USUAL_FILES
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    goal = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < goal:
        # macOS knows a further limit of the kernel and refuses what is above it.
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (goal, hard))
        except (ValueError, OSError):
            return int(soft)
        return goal
    return MOST_FILES if soft == resource.RLIM_INFINITY else int(soft)


@dataclass
class AcceptFaults:
    """What the event loop says where no further connection can be taken: once a minute.

    asyncio says it for every place of the backlog, thousands of times a second.
    """

    pause: float = 60.0
    _silent_until: float = 0.0

    def handle(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Take a complaint of the loop; all others go where they went before."""
        if not str(context.get("message", "")).startswith("socket.accept()"):
            loop.default_exception_handler(context)
            return
        now = time.monotonic()
        if now >= self._silent_until:
            self._silent_until = now + self.pause
            logging.getLogger(__name__).error(
                "no further connection can be taken: %s", context.get("exception")
            )
