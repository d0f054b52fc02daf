"""The process that has loaded what draws: started with the first order, each command is a copy of it.

Where the system has no such copies (fork, and descriptors that are sent over a socket), where a setting says
so, or where that process has just ended, a command is started on its own, as it always can be.
"""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from itertools import count
from pathlib import Path
from typing import IO, Protocol

from layout.server.processes import start_process

WORKER_ENV, _OFF = "LAYOUT_WORKER", "off"
_KILLED = -9


class Running(Protocol):
    """A command that runs: what its error stream, its end and its exit code are asked by."""

    @property
    def stderr(self) -> IO[str] | None:
        """Return its error stream."""

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code, negative of a signal. Raises TimeoutExpired after `timeout` seconds."""

    def kill(self) -> None:
        """End it at once; one that has ended stays so."""


class WarmCommand:
    """A command that runs as a copy of the worker; `errors` and `status` are descriptors to read from."""

    def __init__(self, number: int, worker: socket.socket, errors: int, status: int) -> None:
        self._number, self._worker, self._status = number, worker, status
        self._code: int | None = None
        stream = os.fdopen(errors, "rb")
        self.stderr = TextIOWrapper(stream, encoding="utf-8", errors="replace")

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code, negative of a signal. Raises TimeoutExpired after `timeout` seconds."""
        if self._code is None:
            if not select.select([self._status], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("layout", timeout or 0)
            digits = os.read(self._status, 16)
            # A worker that ends without a word takes its copies along.
            self._code = int(digits) if digits else _KILLED
            os.close(self._status)
        return self._code

    def kill(self) -> None:
        """End it at once; one that has ended stays so."""
        if self._code is None:
            with suppress(OSError):
                self._worker.send(json.dumps({"end": self._number}).encode("ascii"))


class Worker:
    """The process that is copied, if there is one, and the socket to it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._channel: socket.socket | None = None
        self._numbers = count(1)

    def start(self, arguments: Sequence[str], folder: Path) -> WarmCommand | None:
        """Start a command as a copy of the process, which is started if need be; None where it cannot be."""
        if sys.platform != "linux" or os.environ.get(WORKER_ENV, "").strip().lower() == _OFF:
            return None
        with self._lock:
            # It may have ended for want of orders, or after so many: then a new one takes this one.
            for _ in range(2):
                with suppress(OSError):
                    return self._order(arguments, folder)
                self._close()
        return None

    def close(self) -> None:
        """End the process with what runs as a copy of it."""
        with self._lock:
            self._close()

    @property
    def pid(self) -> int | None:
        """Return the process id, None where there is no process."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def _order(self, arguments: Sequence[str], folder: Path) -> WarmCommand:
        if self.pid is None:
            self._open()
        assert self._channel is not None  # noqa: S101
        number = next(self._numbers)
        message = {"id": number, "arguments": list(arguments), "folder": str(folder.resolve())}
        (errors, errors_end), (status, status_end) = os.pipe(), os.pipe()
        try:
            content = json.dumps(message).encode("ascii")
            socket.send_fds(self._channel, [content], [errors_end, status_end])
        except OSError:
            os.close(errors)
            os.close(status)
            raise
        finally:
            os.close(errors_end)
            os.close(status_end)
        return WarmCommand(number, self._channel, errors, status)

    def _open(self) -> None:
        self._close()
        # Each message arrives whole, and the end of either side is seen by the other.
        self._channel, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with other:
            descriptor = other.fileno()
            self._process = start_process(
                ["-m", "layout.cli.worker", str(descriptor)],
                Path("/"),
                stderr=subprocess.DEVNULL,
                pass_fds=(descriptor,),
            )

    def _close(self) -> None:
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._channel = self._process = None


WORKER = Worker()


def start_command(arguments: Sequence[str], folder: Path) -> Running:
    """Start the command line in a folder, as a copy of the worker where there can be one."""
    return WORKER.start(arguments, folder) or start_process(["-m", "layout", *arguments], folder)
