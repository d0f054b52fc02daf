"""Files made in separate processes: few at once, with progress, stored for some minutes.

A deck needs geometry and drawing libraries that a serving process never loads, and a file that
takes long must not hold up a page: such a process comes after the server, and has so much memory and no more.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import secrets
import subprocess
import time
import uuid
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from layout.build.exit_codes import EXIT_FAULTS, EXIT_USAGE
from layout.server.processes import memory_limit
from layout.server.workers import Running, start_command

# How long making a file may take, in seconds.
MOST_SECONDS = 180.0
# How a process ends that gets no memory: by itself, by the kernel, or in a library that does not ask.
_MEMORY_SIGNALS = (-6, -9, -11)
_MEMORY_WORDS = re.compile(
    r"MemoryError|bad_alloc|[Cc]annot allocate|[Uu]nable to allocate|can't start new thread"
)
# How long a finished file is kept, in seconds, and how many bytes are kept at most.
FILE_SECONDS, MAX_STORED_BYTES = 600.0, 96 * 1024 * 1024
_LINE = 64 * 1024
_STEP = re.compile(r"(\d{1,4})/(\d{1,4})")


class FailedError(Exception):
    """A file that could not be made: id of the word that says so, and the lines that say why."""

    def __init__(self, word: str, lines: Sequence[str] = (), **values: Any) -> None:
        super().__init__(word)
        self.word, self.lines, self.values = word, tuple(lines), values


async def run_command(
    arguments: Sequence[str], folder: Path, seconds: float, strict: bool = False
) -> AsyncGenerator[tuple[int, int], None]:
    """Run the command line in a folder; yield steps done and steps in all. The process ends with the caller.

    Raises FailedError where it fails or takes longer than `seconds`; if `strict`, also where it has
    something to say besides.
    """
    process = start_command(arguments, folder)
    messages: list[str] = []
    try:
        end = time.monotonic() + seconds
        while line := await _line(process, end - time.monotonic()):
            step = _STEP.fullmatch(line.strip())
            if step:
                yield int(step[1]), int(step[2])
            # A command that goes on writing must not fill the memory; lines are limited for the same reason.
            elif len(messages) < 1000:
                messages.append(line.rstrip())
        # A command may close its error stream and go on.
        code = await asyncio.to_thread(process.wait, max(end - time.monotonic(), 0))
    except (TimeoutError, subprocess.TimeoutExpired) as error:
        raise FailedError("server_answer.slow", seconds=int(MOST_SECONDS)) from error
    finally:
        # A thread may still be reading the stream: once the process has ended, it does not keep it open.
        process.kill()
        if process.stderr:
            process.stderr.close()
        process.wait()
    if code or (strict and messages):
        # No answer names a folder of this machine: paths are cut down to the names of files.
        places = {f"{folder}{os.sep}": ""} | {a: Path(a).name for a in arguments if Path(a).is_absolute()}
        raise _failure(code or 1, messages, places)


async def _line(process: Running, seconds: float) -> str:
    """Return the next line, empty at the end; raise TimeoutError where there is none within `seconds`."""
    assert process.stderr is not None  # noqa: S101
    # A thread reads it: that works on every system.
    return await asyncio.wait_for(asyncio.to_thread(process.stderr.readline, _LINE), max(seconds, 0))


def _failure(code: int, messages: Sequence[str], replacements: Mapping[str, str]) -> FailedError:
    """Return the error to report: the lines of the command, of a crash only a number found in the log.

    `replacements` are paths of this machine, and what stands for them in the report.
    """
    # Python ends with 1 on an uncaught error too, which is the code for faults of the data.
    crashed = code not in (EXIT_FAULTS, EXIT_USAGE) or any(line.startswith("Traceback") for line in messages)
    lines = [line for line in messages if line.strip()]
    for place, name in replacements.items():
        lines = [line.replace(place, name) for line in lines]
    if not crashed and lines:
        return FailedError("server_answer.faults", lines)
    number = uuid.uuid4().hex[:8]
    logging.getLogger(__name__).error("an export ended with %s [%s]:\n%s", code, number, "\n".join(messages))
    if code in _MEMORY_SIGNALS or any(map(_MEMORY_WORDS.search, messages)):
        return FailedError("server_answer.memory", mb=f"{memory_limit():,}")
    return FailedError("server_answer.failed", id=number)


@dataclass(frozen=True)
class FinishedFile:
    """A finished file: its name, its bytes, and until when it is stored (monotonic seconds)."""

    name: str
    content: bytes
    until: float


@dataclass
class FileStore:
    """Finished files by a token that cannot be guessed, each stored for some minutes."""

    files: dict[str, FinishedFile] = field(default_factory=dict)

    def put(self, name: str, content: bytes) -> str:
        """Store a file; return its token. The oldest are dropped where the bytes exceed the limit."""
        self._clear()
        while (
            self.files and len(content) + sum(len(f.content) for f in self.files.values()) > MAX_STORED_BYTES
        ):
            del self.files[next(iter(self.files))]
        token = secrets.token_urlsafe(24)
        self.files[token] = FinishedFile(name, content, time.monotonic() + FILE_SECONDS)
        return token

    def get(self, token: str) -> FinishedFile | None:
        """Return a file that is still stored."""
        self._clear()
        return self.files.get(token)

    def _clear(self) -> None:
        now = time.monotonic()
        self.files = {token: file for token, file in self.files.items() if file.until > now}
