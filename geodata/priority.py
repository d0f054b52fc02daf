"""Which process waits for which: what is made for one reader comes after what answers them all."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

NICENESS = 10
# Windows is told as a process starts.
CREATION_FLAGS = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


def give_way(pid: int, niceness: int = NICENESS) -> None:
    """Let a process come after this one, as far as the system can do that.

    From here and as soon as it has started: a step between fork and exec is not safe with threads.
    """
    # It may have ended already.
    with suppress(OSError):
        if sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, 0) + niceness)
        if sys.platform == "linux":
            # Who waits for a core is not interrupted for it, so that a run of a page is not either.
            os.sched_setscheduler(pid, os.SCHED_BATCH, os.sched_param(0))
