"""How much the reading of a user's file may take; each limit stands in the message of what goes beyond it."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000
# So many files are read at once; one that comes then waits, and is refused after so many seconds.
MAX_READINGS, MAX_WAIT_SECONDS = 2, 15


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may take: seconds in all, bytes of memory over its start, and bytes of its answer.

    `max_answer` is of the answer's JSON, of which the server holds some four times as much for a moment;
    `max_content` of the bytes that come with it.
    """

    seconds: float = 10
    memory: int = 512 * MEGABYTE
    max_answer: int = 4 * MEGABYTE
    max_content: int = 0


# Of the files that a page or a command is given; other readers may have more.
USUAL_LIMITS = Limits()
