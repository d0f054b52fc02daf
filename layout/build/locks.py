"""Folders of a process that others can tell to be in use, for as long as the process lives."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from layout.build.sums import remove

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

# Where a folder cannot be locked, one is left over once it is older, in seconds.
LEFT_SECONDS = 86_400.0


class LockedFolder:
    """A new folder, locked until it is released or the process ends, in whatever way."""

    def __init__(self, prefix: str, parent: Path | None = None) -> None:
        """Make the folder. Raises OSError."""
        self._number: int | None = None
        while True:
            self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
            # A sweep that comes before the lock takes the folder for left over.
            with suppress(BlockingIOError, FileNotFoundError):
                self._number = _lock(self.path)
            if self.path.is_dir():
                return
            self._unlock()

    def release(self) -> None:
        """Remove the folder with all that is in it."""
        remove(self.path)
        self._unlock()

    def _unlock(self) -> None:
        if self._number is not None:
            os.close(self._number)
            self._number = None


@contextmanager
def locked_folder(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """Give a new folder until the block ends, as LockedFolder does."""
    folder = LockedFolder(prefix, parent)
    try:
        yield folder.path
    finally:
        folder.release()


def _lock(path: Path) -> int | None:
    """Lock a folder; return what holds the lock, None where the system has no such lock.

    Raises BlockingIOError where another process holds it, FileNotFoundError where it is gone.
    """
    if fcntl is None:
        return None
    number = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(number)
        raise
    except OSError:  # some network disks lock no folders
        os.close(number)
        return None
    return number


def sweep_left_over(parent: Path, prefix: str) -> None:
    """Remove folders of a prefix whose processes have ended; those of other users stay."""
    for path in parent.glob(f"{prefix}*"):
        try:
            # Not through a link, which anybody may put into a folder for all.
            state = path.lstat()
            if path.is_symlink() or (hasattr(os, "geteuid") and state.st_uid != os.geteuid()):
                continue
            number = _lock(path)
        except OSError:
            continue
        if number is not None or time.time() - state.st_mtime > LEFT_SECONDS:
            remove(path)
        if number is not None:
            os.close(number)
