"""Where builds are kept: a folder of the user, or where that cannot be written one of this process.

Beside the builds it holds, for each data root, the names of its last builds: after a start with faulty data
the last good one is served.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from layout.build.locks import LockedFolder, sweep_left_over
from layout.build.sums import SPOILT, remove, sync_folder, writing

CACHE_ENV = "LAYOUT_CACHE"
# How many builds of a data root stay.
KEPT_BUILDS = 5
WORK, SCRATCH, EXPORTS = "building-", "industrial-layout-cache-", "industrial-layout-export-"
_ROOTS = "roots"
# The most data roots whose builds stay, the last used first.
_KEPT_ROOTS = 20
_YOUNG_SECONDS = 600.0
_NAME = re.compile(r"[0-9a-f]{16}-[0-9a-f]{16}|[0-9a-f]{20}")  # the second form is that of older versions


def cache_root() -> Path | None:
    """Return the user's folder for builds, which may not exist; None where the user has no home."""
    named = os.environ.get(CACHE_ENV)
    try:
        folder = (
            Path(named)
            if named
            else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "industrial-layout"
        )
    except RuntimeError:
        return None
    # The process of a build runs in another folder than the server.
    return Path(os.path.abspath(folder))


@dataclass
class Cache:
    """A folder of builds. `reason` says why it is not used, if so: a word as UnwritableError has it."""

    folder: Path | None
    reason: str = ""
    _scratch: LockedFolder | None = field(default=None, repr=False)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return where builds may lie; the first is where they are written."""
        scratch = (self._scratch.path,) if self._scratch else ()
        return (*scratch, *((self.folder,) if self.folder else ()))

    @property
    def fell_back(self) -> bool:
        """Tell whether builds are written into a folder of this process."""
        return self._scratch is not None

    def prepare(self) -> Path:
        """Return the folder to write builds into; it is there. Raises UnwritableError."""
        if self._scratch is None and self.folder is not None:
            with writing():
                self.folder.mkdir(parents=True, exist_ok=True)
            return self.folder
        return self.fall_back(self.reason or "unwritable")

    def fall_back(self, reason: str) -> Path:
        """Go on in a folder of this process, which ends with it; return it. Raises UnwritableError."""
        if self._scratch is None:
            with writing():
                self._scratch = LockedFolder(SCRATCH)
            self.reason = reason
            logging.getLogger(__name__).warning(
                "builds go to a temporary folder, %s: %s", self._scratch.path, reason
            )
        return self._scratch.path

    def release(self) -> None:
        """Remove the folder of this process."""
        if self._scratch:
            self._scratch.release()
            self._scratch = None

    def last_builds(self, root: Path) -> tuple[str, ...]:
        """Return the names of the last builds of a data root, the newest first."""
        names = [name for folder in self.folders for name in _read_names(_roots_file(folder, root))]
        return tuple(dict.fromkeys(names))

    def note_build(self, root: Path, name: str) -> None:
        """Note the build of a data root that is served, for the next start."""
        for folder in self.folders:
            file = _roots_file(folder, root)
            names = _read_names(file)
            if (folder / name).is_dir():
                # Without it builds are swept a little early: nothing that a reader would miss.
                with suppress(OSError):
                    _write_names(file, [name, *(n for n in names if n != name)][:KEPT_BUILDS])
                return

    def sweep_work(self) -> None:
        """Remove what builds that were killed have left over."""
        for folder in self.folders:
            sweep_left_over(folder, WORK)

    def sweep(self) -> None:
        """Remove what processes that have ended left over, and all builds but the last of each data root."""
        temporary = Path(tempfile.gettempdir())
        for prefix in (SCRATCH, EXPORTS):
            sweep_left_over(temporary, prefix)
        self.sweep_work()
        if self.folder is not None:
            with suppress(OSError):
                _sweep_builds(self.folder)


def _roots_file(folder: Path, root: Path) -> Path:
    # By its name, not by where links lead: a root that is a link stays the same when it leads elsewhere.
    return folder / _ROOTS / hashlib.sha256(os.path.abspath(root).encode("utf-8", "replace")).hexdigest()[:16]


def _read_names(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return []
    # A name is a part of a path.
    return [line for line in lines if _NAME.fullmatch(line)][:KEPT_BUILDS]


def _write_names(file: Path, names: list[str]) -> None:
    file.parent.mkdir(exist_ok=True)
    number, work = tempfile.mkstemp(prefix=WORK, dir=file.parent)
    with os.fdopen(number, "w", encoding="ascii") as out:
        out.write("".join(f"{name}\n" for name in names))
        out.flush()
        os.fsync(out.fileno())
    os.replace(work, file)
    sync_folder(file.parent)


def _sweep_builds(folder: Path) -> None:
    notes = sorted((folder / _ROOTS).glob("*"), key=lambda path: path.lstat().st_mtime, reverse=True)
    noted = [path for path in notes if not path.name.startswith(WORK)][:_KEPT_ROOTS]
    names = {name for file in noted for name in _read_names(file)}
    builds = [path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.name not in names]
    for path in [*builds, *(set(notes) - set(noted))]:
        # A younger one may have been put in place by another process, which has not noted it yet.
        if time.time() - path.lstat().st_mtime > _YOUNG_SECONDS:
            remove(path)
    for path in folder.glob(f"{SPOILT}*"):
        remove(path)
