"""Processes of Python beside the server: they come after it, and have so much memory and no more."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import layout
from geodata.priority import CREATION_FLAGS, give_way

# How much memory making a file may take, in MB of addresses (`LAYOUT_EXPORT_MEMORY`): the largest map
# that a page may order takes 640, of which 380 are resident.
MOST_MEMORY = 1280
# One thread each. The allocators of pyarrow and glibc would reserve addresses far beyond what is used, and
# that of pyarrow starts a thread of its own, which a copy of a process does not have.
_THRIFT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "MALLOC_ARENA_MAX": "2",
}


def start_process(arguments: Sequence[str], folder: Path, **options: Any) -> subprocess.Popen[str]:
    """Start Python in a folder with arguments such as `-m layout`, held back as this module says.

    Its error stream is a pipe that is read line by line, unless `options`, which go to Popen, say otherwise.
    """
    home = Path(layout.__file__).parents[1]
    path = os.pathsep.join(p for p in (str(home), os.environ.get("PYTHONPATH", "")) if p)
    # -P keeps the folder of the order off the path of modules. A warning of Python would name a folder of
    # this machine and be taken for a message. Output that nobody reads would stop the command when full.
    environment = {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", *arguments],
        cwd=folder,
        env={**os.environ, **_THRIFT, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        errors="replace",
        creationflags=CREATION_FLAGS,
        **({"stderr": subprocess.PIPE} | options),
    )
    restrain(process.pid)
    return process


def memory_limit() -> int:
    """Return how much memory making a file may take, in MB; a setting that is no number is logged."""
    setting = os.environ.get("LAYOUT_EXPORT_MEMORY", "").strip()
    if setting.isdecimal() and int(setting):
        return int(setting)
    if setting:
        logging.getLogger(__name__).error(
            "LAYOUT_EXPORT_MEMORY: %r is no number of MB; it is %d", setting, MOST_MEMORY
        )
    return MOST_MEMORY


def restrain(pid: int) -> None:
    """Let a process come after this one, and limit its memory, as far as the system can do that."""
    give_way(pid)
    if sys.platform == "linux":
        import resource

        limit = memory_limit() * 1_000_000
        # It may have ended already.
        with suppress(OSError):
            resource.prlimit(pid, resource.RLIMIT_AS, (limit, limit))
