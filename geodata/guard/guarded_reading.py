"""A user's file given to a reader in a child process, and the reader's answer or why there is none.

The child is this same program: `python -m geodata.guard READER`. It confines itself before it reads; this
side ends it after its time, takes no more of an answer than the limit, and trusts none of it.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.faults import printable
from geodata.priority import CREATION_FLAGS, give_way

from .errors import EXIT_OUT_OF_MEMORY, GuardError
from .limits import MAX_READINGS, MAX_WAIT_SECONDS, MEGABYTE, USUAL_LIMITS, Limits

_ROOT = Path(__file__).parents[2]
_PLACES = threading.BoundedSemaphore(MAX_READINGS)
# What an interpreter needs to start and to find its libraries; no more of the environment reaches a child.
_PASSED_ON = (
    "HOME", "USERPROFILE", "APPDATA", "SYSTEMROOT", "PYTHONHOME", "PYTHONUSERBASE", "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
)  # fmt: skip
# Libraries of arithmetic would take memory for a thread on each core.
_SINGLE = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
# By these signals, too, ends a process whose libraries find no more memory.
_SHORT_OF_MEMORY = ("SIGABRT", "SIGKILL", "SIGSEGV", "SIGBUS", "SIGILL", "SIGTRAP")
_MOST_HEAD = 100


@dataclass(frozen=True, slots=True)
class GuardedReader:
    """A reader: the module whose `read_confined` a child calls, its limits, and libraries loaded before.

    The names are those of our own modules, never of a user. What a reader loads late counts as its memory;
    `unneeded` are libraries that others would load along.
    """

    module: str
    limits: Limits = USUAL_LIMITS
    libraries: tuple[str, ...] = ()
    unneeded: tuple[str, ...] = ()


def read_guarded(
    reader: GuardedReader, content: bytes, arguments: Mapping[str, Any] | None = None
) -> tuple[Any, bytes]:
    """Return what a reader makes of a file's bytes: plain JSON values, and bytes. Raises GuardError.

    The values come from a process that has read a stranger's file: they are as untrusted as that.
    """
    if not _PLACES.acquire(timeout=MAX_WAIT_SECONDS):
        raise GuardError("reading_busy", n=MAX_READINGS, seconds=MAX_WAIT_SECONDS)
    try:
        return _Child(reader).answer(content, arguments or {})
    # No process could be started: files or memory of this machine are used up.
    except OSError as error:
        logging.getLogger(__name__).error("%s could not be started: %s", reader.module, error)
        raise GuardError("reading_failed") from error
    finally:
        _PLACES.release()


class _Child:
    """One process that reads one file."""

    def __init__(self, reader: GuardedReader) -> None:
        self.reader, self.limits = reader, reader.limits
        self.late = False

    def answer(self, content: bytes, arguments: Mapping[str, Any]) -> tuple[Any, bytes]:
        command = [sys.executable, "-P", "-X", "utf8", "-m", "geodata.guard", self.reader.module]
        command += [*self.reader.libraries, *(f"-{name}" for name in self.reader.unneeded)]
        head = {
            "seconds": self.limits.seconds,
            "memory": self.limits.memory,
            "parent": os.getpid(),
            "arguments": arguments,
        }
        with subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=_environment(),
            creationflags=CREATION_FLAGS,
        ) as process:
            # Those who use the app go before those who load a file.
            give_way(process.pid)
            return self._talk(process, json.dumps(head).encode() + b"\n", content)

    def _talk(self, process: subprocess.Popen[bytes], head: bytes, content: bytes) -> tuple[Any, bytes]:
        clock = threading.Timer(self.limits.seconds, self._end, [process])
        # A file is larger than a pipe holds, and the child may stop reading it.
        writer = threading.Thread(target=_write, args=(process, (head, content)), daemon=True)
        clock.start()
        writer.start()
        try:
            kind, body, blob = self._answer_parts(process)
            process.wait()
        finally:
            process.kill()
            clock.cancel()
            clock.join()
            writer.join()
        if kind != "answer":
            raise self._failure(kind, body, process.returncode)
        try:
            return json.loads(body), blob
        except (ValueError, RecursionError):
            raise self._failure("", None, process.returncode) from None

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        self.late = True
        process.kill()

    def _answer_parts(self, process: subprocess.Popen[bytes]) -> tuple[str, str, bytes]:
        """Return the kind of the answer, its JSON and its bytes; no kind where it is cut off."""
        pipe, most = process.stdout, self.limits.max_content
        kind, _, size = (pipe.readline(_MOST_HEAD) if pipe else b"").decode("ascii", "replace").partition(" ")
        length = int(size) if size.strip().isdecimal() else -1
        if pipe is None or length < 0:
            return "", "", b""
        if length > self.limits.max_answer:
            raise self._too_long()
        body = pipe.read(length).decode("ascii", "replace")
        blob = pipe.read(most + 1)
        if len(blob) > most:
            raise self._too_long()
        return kind if len(body) == length else "", body, blob

    def _too_long(self) -> GuardError:
        return GuardError(
            "reading_too_long", limit=_megabytes(self.limits.max_answer + self.limits.max_content)
        )

    def _failure(self, outcome: str, reason: object, code: int) -> GuardError:
        """Return the error of a child that gave no answer, by what it said last or how it ended."""
        if self.late or code == -_signal("SIGXCPU"):
            return GuardError("reading_slow", limit=self.limits.seconds)
        ended = code == EXIT_OUT_OF_MEMORY or -code in map(_signal, _SHORT_OF_MEMORY)
        if outcome == "memory" or ended:
            return GuardError("reading_too_large", limit=_megabytes(self.limits.memory))
        logging.getLogger(__name__).error("%s ended with %s: %s", self.reader.module, code, printable(reason))
        return GuardError("reading_forbidden" if outcome == "forbidden" else "reading_failed")


def _signal(name: str) -> int:
    # Not every system has every signal; no process ends with 0 by a signal.
    return int(getattr(signal, name, -1_000))


def _megabytes(size: int) -> str:
    return f"{size // MEGABYTE:,}"


def _environment() -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    folders = [str(_ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**passed_on, **_SINGLE, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, folders))}


def _write(process: subprocess.Popen[bytes], parts: Sequence[bytes]) -> None:
    if process.stdin is None:
        return
    # A child that has ended or refuses the file closes its side.
    with suppress(OSError, ValueError), process.stdin as pipe:
        for part in parts:
            pipe.write(part)
