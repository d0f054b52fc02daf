"""A process that has loaded what draws, and runs each command in a copy of itself.

A server starts it as `python -m layout.cli.worker FD`: FD is its end of a socket whose messages are JSON.
`{"id": 1, "arguments": ["export", …], "folder": "/…"}` comes with two descriptors, an error stream and one
that gets the exit code in digits once the command has ended; `{"end": 1}` ends it. The copy (fork) shares
what is loaded and nothing else: it has its own folder, its own streams and its own end. The process ends when
the server's end of the socket is closed, after some idle minutes, and after so many commands.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import socket
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from geodata.data_files import data_stamp
from geodata.faults import DataError
from layout.cli.choice import Choice, UsageError, fill_defaults, load_plan
from layout.cli.plan_memory import PLANS
from layout.exports.formats import FORMATS, VIEW

IDLE_SECONDS = 600.0
# After so many commands it ends, and the next order starts another: whatever grew with them goes.
MOST_COMMANDS = 200
_MESSAGE = 64 * 1024
# What the commands of a server load on their way, beside the modules of the formats.
_MODULES = (
    "layout.__main__", "geodata.load", "layout.plan.join", "layout.plan.shapes", "layout.drawing.renderer",
    "layout.drawing.svg_nodes", "layout.cli.stories", "fontTools.subset",
    "layout.exports.handout.slide_pages", "layout.exports.deck.deck_slides",
)  # fmt: skip


class CopyingProcess:
    """The running commands by their process ids, and the socket that orders come by."""

    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel
        self.running: dict[int, tuple[int, int]] = {}
        self.commands = 0

    def run(self) -> None:
        """Take orders until the other end is closed, or nothing has happened for IDLE_SECONDS."""
        wake, waker = os.pipe()
        for end in (wake, waker):
            os.set_blocking(end, False)
        # The end of a copy wakes the loop up.
        signal.set_wakeup_fd(waker)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as selector:
            selector.register(self.channel, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            while self.commands < MOST_COMMANDS or self.running:
                events = selector.select(IDLE_SECONDS)
                if not events and not self.running:
                    return
                with suppress(BlockingIOError):
                    os.read(wake, 512)
                self._reap()
                if any(key.fileobj is self.channel for key, _ in events) and not self._take():
                    self._end_all()
                    return

    def _take(self) -> bool:
        """Take one message; return False where the other end is closed."""
        message, descriptors, _, _ = socket.recv_fds(self.channel, _MESSAGE, 2)
        if not message:
            return False
        order = json.loads(message)
        if "end" in order:
            self._end(order["end"])
        else:
            self._start(order, list(descriptors))
        return True

    def _start(self, order: dict[str, Any], descriptors: list[int]) -> None:
        errors, status = descriptors
        remember_plan(order["arguments"])
        self.commands += 1
        pid = os.fork()
        if not pid:
            os.close(status)
            self._be_command(order, errors)
        os.close(errors)
        self.running[pid] = order["id"], status

    def _be_command(self, order: dict[str, Any], errors: int) -> None:
        """Run a command as this copy; never returns."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.channel.close()
            for _, other in self.running.values():
                os.close(other)
            os.dup2(errors, 2)
            os.close(errors)
            os.chdir(order["folder"])
            code = run_command_line(order["arguments"])
        finally:
            # The copy must not return into the loop, whatever happened: it says so as the interpreter would.
            with suppress(OSError, ValueError):
                if (error := sys.exc_info()[1]) is not None:
                    traceback.print_exception(error)
                sys.stderr.flush()
            os._exit(code)

    def _reap(self) -> None:
        for pid in list(self.running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                _, answer = self.running.pop(pid)
                with suppress(OSError):
                    os.write(answer, str(os.waitstatus_to_exitcode(status)).encode("ascii"))
                os.close(answer)

    def _end(self, number: int) -> None:
        for pid, (order, _) in self.running.items():
            if order == number:
                os.kill(pid, signal.SIGKILL)

    def _end_all(self) -> None:
        for pid in self.running:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def run_command_line(arguments: list[str]) -> int:
    """Run a command line as `python -m layout` does; return its exit code."""
    from layout.cli.app import app
    from layout.cli.messages import run_to_the_end

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        run_to_the_end(lambda: app(arguments, prog_name="python -m layout"))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def remember_plan(arguments: list[str]) -> None:
    """Load the plan that a command names, where it is not there as the data are now.

    What keeps it from being loaded is the command's to say.
    """
    options = dict(pairwise(arguments))
    if "--data" not in options:
        return
    chosen = Choice(Path(options["--data"]), options.get("--district"), options.get("--edition"))
    # A path with a NUL is a ValueError.
    with suppress(DataError, UsageError, OSError, ValueError):
        settled = fill_defaults(chosen)
        key = (settled.root, str(settled.district), str(settled.edition))
        if PLANS.get(key) is None:
            stamp = data_stamp(settled.root)
            PLANS.put(key, stamp, load_plan(settled))


def serve_commands() -> None:
    """Load what draws, then serve the socket whose descriptor is the first argument."""
    os.environ["MPLBACKEND"] = "agg"
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    for name in (*_MODULES, *(f"layout.exports.{row.module}" for row in FORMATS if row.content != VIEW)):
        import_module(name)
    with socket.socket(fileno=int(sys.argv[1])) as channel:
        CopyingProcess(channel).run()


if __name__ == "__main__":
    serve_commands()
