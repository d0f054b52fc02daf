"""The build that is served, renewed in the background when its data change: no reader waits for it."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread
from typing import Protocol

from geodata.data_files import Stamp, data_stamp, fingerprint, is_settled
from layout.build.build_name import build_name, data_digits, program_hash
from layout.build.build_process import BUILD_SECONDS, UNWRITABLE, BuildProcess, DataFaultsError, failure
from layout.build.cache import Cache
from layout.build.store import Build, BuildError, PendingError, load_build
from layout.build.sums import UnwritableError

# After a build that failed for another reason than its data, a visit tries again after so many seconds.
RETRY_SECONDS = 300.0
# How often a build begins anew at once because the data changed under it.
_ROUNDS = 3


class Builder(Protocol):
    """What builds a data root into a cache: a process, or what stands in for one."""

    def build(self, root: Path, cache: Path) -> str:
        """Return the name of the build. Raises BuildError."""

    def close(self) -> None:
        """End what is running."""


@dataclass(frozen=True)
class BuildStatus:
    """What is known of the build that is served. `trouble` says why newer data are not: kind and texts."""

    build: Build | None
    running: bool
    trouble: BuildError | None
    cache: Cache


@dataclass
class BuildStore:
    """The build of a data root, renewed in the background.

    `current` returns at once whatever goes on. Where new data have faults, or the build fails, the last good
    build stays, and `trouble` says why.
    """

    root: Path
    cache_folder: Path | None
    builder: Builder = field(default_factory=BuildProcess)
    trouble: BuildError | None = None
    _build: Build | None = None
    _previous: Build | None = None
    # The state of the data that was dealt with last: its stamp, its fingerprint, whether the stamp is sure.
    _stamp: Stamp | None = None
    _data: str = ""
    _settled: bool = False
    _retry_at: float = 0.0
    _job: Thread | None = None
    _changed: Condition = field(default_factory=Condition)

    def __post_init__(self) -> None:
        self.cache = Cache(self.cache_folder)

    @property
    def faults(self) -> Mapping[str, Sequence[str]]:
        """Return the faults of newer data, or why there is no build of them, by language."""
        return self.trouble.texts if self.trouble else {}

    @property
    def running(self) -> bool:
        """Tell whether a build is running."""
        return self._job is not None

    def status(self) -> BuildStatus:
        """Return what is known at one moment."""
        with self._changed:
            return BuildStatus(self._build, self.running, self.trouble, self.cache)

    def current(self, fresh: bool = False) -> Build:
        """Return the last good build; `fresh` looks first whether a newer one is to be made.

        Raises PendingError while the first is being made, BuildError where there is none.
        """
        if fresh or (self._stamp is None and not self.running):
            self._look()
        build, trouble = self._build, self.trouble
        if build is not None:
            return build
        raise PendingError() if self.running or trouble is None else trouble

    def named(self, name: str) -> Build:
        """Return the build of a name if it is the current one or the one before, else the current one."""
        previous = self._previous
        return previous if previous is not None and previous.name == name else self.current()

    def asset(self, name: str) -> bytes | None:
        """Return an asset of the current build or, for pages that are open, of the one before."""
        builds = (self._build, self._previous)
        return next((build.assets[name] for build in builds if build and name in build.assets), None)

    def open(self) -> None:
        """Take what is there: the build of the data as they are, else the last good one till that is made."""
        stamp, data = data_stamp(self.root), data_digits(fingerprint(self.root))
        build = self._find(build_name(data))
        if build is not None:
            self._settle(stamp, data, build)
        else:
            # Those of another version of the program hold what this one may not understand.
            names = (n for n in self.cache.last_builds(self.root) if n.startswith(f"{program_hash()}-"))
            last = next((b for n in names if (b := self._find(n))), None)
            with self._changed:
                self._build = self._build or last
            self._look()
        Thread(target=self.cache.sweep, name="sweep", daemon=True).start()

    def ready(self) -> Build:
        """Return the build of the data as they are, once it is made. Raises BuildError."""
        self._look()
        self.wait()
        return self.current()

    def wait(self, seconds: float = 2 * BUILD_SECONDS) -> bool:
        """Wait until no build is running; tell whether that came within the seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._job is None, seconds)

    def close(self) -> None:
        """End a build that is running, and remove what only this process has."""
        self.builder.close()
        self.wait(10)
        self.cache.release()

    def _look(self) -> None:
        """Start a build where the data are no longer those that were dealt with last."""
        stamp = data_stamp(self.root)
        failed = self.trouble is not None and self.trouble.kind != "data"
        again = failed and time.monotonic() >= self._retry_at
        if self._job is not None or (stamp == self._stamp and self._settled and not again):
            return
        # Files that were only touched, or put back: the content decides.
        if not again and self._data and data_digits(fingerprint(self.root)) == self._data:
            with self._changed:
                self._stamp, self._settled = stamp, is_settled(stamp)
            return
        with self._changed:
            if self._job is None:
                job = Thread(target=self._work, name="build", daemon=True)
                job.start()
                self._job = job

    def _work(self) -> None:
        done = False
        try:
            for _ in range(_ROUNDS):
                stamp = data_stamp(self.root)
                self._renew(stamp, data_digits(fingerprint(self.root)))
                if data_stamp(self.root) == stamp:
                    break
            done = True
        finally:
            if not done:  # an error that nobody foresaw, which the log has
                self._settle((), "", failure("crashed", "the thread of the build ended"))
            with self._changed:
                self._job = None
                self._changed.notify_all()

    def _renew(self, stamp: Stamp, data: str) -> None:
        try:
            build = self._find(build_name(data)) or self._make()
            # What was copied may be newer than what was hashed here.
            self._settle(stamp, data_digits(build.name.rpartition("-")[2]), build)
        except DataFaultsError as error:
            self._settle(stamp, data_digits(error.data), error)
        except BuildError as error:
            self._settle(stamp, data, error)
            # What a process that was killed has left.
            self.cache.sweep_work()

    def _settle(self, stamp: Stamp, data: str, outcome: Build | BuildError) -> None:
        """Take note of what became of a state of the data: a build, or why there is none."""
        with self._changed:
            self._stamp, self._data, self._settled = stamp, data, is_settled(stamp)
            self._retry_at = time.monotonic() + RETRY_SECONDS
            self.trouble = outcome if isinstance(outcome, BuildError) else None
            if isinstance(outcome, Build) and (self._build is None or outcome.name != self._build.name):
                self._previous, self._build = self._build, outcome
        if isinstance(outcome, Build):
            self.cache.note_build(self.root, outcome.name)

    def _find(self, name: str) -> Build | None:
        for build in (self._build, self._previous):
            if build is not None and build.name == name:
                return build
        return next((b for folder in self.cache.folders if (b := load_build(folder / name))), None)

    def _make(self) -> Build:
        try:
            return self._make_in(self.cache.prepare())
        except UnwritableError as error:
            reason = error.reason
        except BuildError as error:
            if error.kind not in UNWRITABLE or self.cache.fell_back:
                raise
            reason = error.kind
        try:
            return self._make_in(self.cache.fall_back(reason))
        except UnwritableError as error:
            raise failure(error.reason, str(error)) from error

    def _make_in(self, folder: Path) -> Build:
        for _ in range(2):
            build = load_build(folder / self.builder.build(self.root, folder))
            if build is not None:
                return build
            # Spoilt as soon as it was there: once may be another process that is putting it in place.
            logging.getLogger(__name__).warning("a new build could not be read")
        raise failure("crashed", "what was built cannot be read")
