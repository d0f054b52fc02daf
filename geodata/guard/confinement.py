"""What a process that reads a user's file takes from itself before it reads: memory, time, network, writing.

Each measure holds by itself. Limits of the system and the hook of Python hold on every system that has them;
what the kernel of Linux adds stands in kernel_filter.py. A machine without one of them has the others.
"""

from __future__ import annotations

import math
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from .kernel_filter import confine_by_kernel

# What was refused, by the name of Python's audit event; see https://docs.python.org/3/library/audit_events.html
refused_acts: list[str] = []
_EVENTS = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
    "os.kill", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate",
    "os.chmod", "os.chown", "os.chflags", "os.utime", "os.setxattr", "os.removexattr", "os.putenv",
    "os.lockf", "pty.", "shutil.", "tempfile.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.",
    "sqlite3.connect", "winreg.", "_winapi.", "msvcrt.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class ForbiddenActError(PermissionError):
    """What a reader may not do: reach the network, write, start a program."""


def confine(seconds: float, memory: int, parent: int) -> None:
    """Confine this process for good: `memory` bytes over what it has, `seconds` of the processor."""
    # Else each module that is loaded late would be an attempt to write.
    sys.dont_write_bytecode = True
    _limit(seconds, memory)
    if sys.platform == "linux":
        confine_by_kernel(parent)
    sys.addaudithook(_refuse)


def _limit(seconds: float, memory: int) -> None:
    # Windows has no such limits: there the parent's clock stays.
    with suppress(ImportError):
        import resource

        limits = [(resource.RLIMIT_CPU, math.ceil(seconds))]
        limits += [(resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)]
        used = _address_space(resource.getpagesize())
        limits += [(resource.RLIMIT_AS, used + memory)] if used else []
        for kind, limit in limits:
            hard = resource.getrlimit(kind)[1]
            lowest = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            # macOS knows a limit of memory but does not take it.
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (lowest, lowest))


def _address_space(page: int) -> int:
    """Return the bytes of addresses in use, 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * page
    except OSError:
        return 0


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    opening = event == "open" and _is_writing(*arguments[1:3])
    if opening or event.startswith(_EVENTS):
        refused_acts.append(event)
        raise ForbiddenActError(event)


def _is_writing(mode: str | None, flags: int) -> bool:
    return bool(flags & _WRITING) or bool(mode and set(mode) & set("wax+"))
