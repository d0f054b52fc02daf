"""A reader that does what no reader of a file should, one act at a time."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any


def _sleep(_: Any) -> Any:
    # Ended by the parent long before.
    return threading.Event().wait(60)


def _spin(_: Any) -> Any:
    while True:
        pass


def _grow(_: Any) -> Any:
    return len(bytearray(2_000_000_000))


def _memory_in_another_error(_: Any) -> Any:
    raise ValueError("GEOSException: std::bad_alloc")


def _passed_over(folder: Any) -> Any:
    with suppress(OSError):
        Path(folder, "x").write_text("x", encoding="utf-8")
    return "went on"


def _raw(folder: Any) -> dict[str, int]:
    """Try by the C library, which Python's hook does not see, and return each errno."""
    libc = ctypes.CDLL(None, use_errno=True)
    path = str(Path(folder, "raw")).encode()
    calls: dict[str, Callable[[], int]] = {
        "internet socket": lambda: libc.socket(2, 1, 0),
        "datagram socket": lambda: libc.socket(2, 2, 0),
        "unix socket": lambda: libc.socket(1, 1, 0),
        "new file": lambda: libc.open(path, os.O_WRONLY | os.O_CREAT, 0o600),
        "old file": lambda: libc.open(str(Path(folder, "old")).encode(), os.O_RDWR),
        "cut file": lambda: libc.truncate(str(Path(folder, "old")).encode(), 0),
        "removed file": lambda: libc.unlink(str(Path(folder, "old")).encode()),
        "moved file": lambda: libc.rename(str(Path(folder, "old")).encode(), path),
        "folder": lambda: libc.mkdir(path, 0o700),
        "process": lambda: libc.fork(),
        "program": lambda: libc.execv(b"/bin/true", (ctypes.c_char_p * 2)(b"true", None)),
        "signal": lambda: libc.kill(os.getppid(), 0),
    }
    return {name: ctypes.get_errno() if call() < 0 else 0 for name, call in calls.items()}


def opened(folder: str) -> int:
    """Return the errno of opening a new file by the C library."""
    libc = ctypes.CDLL(None, use_errno=True)
    path = str(Path(folder, "raw")).encode()
    return ctypes.get_errno() if libc.open(path, os.O_WRONLY | os.O_CREAT, 0o600) < 0 else 0


def connected() -> int:
    """Return the errno of a connection to this machine."""
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1).close()
    except OSError as error:
        return error.errno or -1
    return 0


def _print(_: Any) -> Any:
    print("what a library says")
    os.write(1, b"and what it says past Python")
    return "answered"


def _status(_: Any) -> Any:
    import resource

    return {
        "nice": os.nice(0),
        "yields": sys.platform != "linux" or os.sched_getscheduler(0) == os.SCHED_BATCH,
        "cpu": resource.getrlimit(resource.RLIMIT_CPU)[0],
        "environment": sorted(os.environ),
        "late": [m for m in ("numpy", "pandas", "streamlit") if m in sys.modules],
    }


ACTS: dict[str, Callable[[Any], Any]] = {
    "sleep": _sleep,
    "spin": _spin,
    "grow": _grow,
    "memory in another error": _memory_in_another_error,
    "socket": lambda _: socket.socket(),
    "name": lambda _: socket.getaddrinfo("localhost", 80),
    "write": lambda folder: Path(folder, "x").write_text("x", encoding="utf-8"),
    "remove": lambda folder: Path(folder, "old").unlink(),
    "program": lambda _: subprocess.run([sys.executable, "-c", "pass"], check=False),
    "fork": lambda _: os.fork(),
    "passed over": _passed_over,
    "long": lambda _: "x" * 2_000_000,
    "abort": lambda _: os.abort(),
    "killed": lambda _: signal.raise_signal(signal.SIGKILL),
    "fault": lambda _: ctypes.string_at(0),
    "error": lambda _: {}["none"],
    "leave": lambda _: os._exit(3),
    "raw": _raw,
    "print": _print,
    "status": _status,
    "thread": lambda _: [t.start() or t.join() for t in [threading.Thread(target=time.time)]] and "ran",
}


def read_confined(content: bytes, arguments: Mapping[str, Any]) -> tuple[Any, bytes]:
    """Do what the arguments name."""
    return ACTS[arguments["act"]](arguments.get("folder")), content
