"""The process that builds: started, waited for within a time limit, and told in words where it fails."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from geodata.languages import LANGS
from geodata.priority import CREATION_FLAGS, give_way
from layout.build.exit_codes import EXIT_BUILD_FAULTS, EXIT_UNWRITABLE
from layout.build.store import BuildError
from layout.words.glossary import say

# How long a build may take, in seconds.
BUILD_SECONDS = 300.0
# Readers go first where there are few processors; files for one of them come after a build, which is for all.
_NICENESS = 5
UNWRITABLE = ("no-room", "read-only", "unwritable")


class DataFaultsError(BuildError):
    """The data have faults. `texts` holds every one, `data` is the fingerprint of what was read."""

    def __init__(self, texts: Mapping[str, Sequence[str]], data: str) -> None:
        super().__init__(texts, "data")
        self.data = data


class BuildProcess:
    """The process of one build at a time."""

    def __init__(self, seconds: float = BUILD_SECONDS) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[str] | None = None
        self._closed = False
        self._lock = Lock()

    def build(self, root: Path, cache: Path) -> str:
        """Build a data root into a cache unless it is there; return the name of the build.

        Raises DataFaultsError, or BuildError where the cache cannot be written or the process fails.
        """
        try:
            process = self._start(root, cache)
        except OSError as error:  # no room for another process
            raise failure("crashed", str(error)) from error
        try:
            output, errors = process.communicate(timeout=self.seconds)
        except subprocess.TimeoutExpired as error:
            raise failure("slow", f"no end after {self.seconds:g} s", seconds=int(self.seconds)) from error
        finally:
            process.kill()
            process.wait()
            self._process = None
        if self._closed:
            raise BuildError({}, "closed")
        return _name(process.returncode, output, errors)

    def _start(self, root: Path, cache: Path) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "layout.build", os.path.abspath(root), str(cache)]
        with self._lock:
            if self._closed:
                raise BuildError({}, "closed")
            self._process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                cwd=Path(__file__).parents[2],
                # Drawing needs no screen, whatever backend a shell or notebook has set.
                env={**os.environ, "PYTHONIOENCODING": "utf-8", "MPLBACKEND": "agg"},
                creationflags=CREATION_FLAGS,
            )
            give_way(self._process.pid, _NICENESS)
        return self._process

    def close(self) -> None:
        """End a build that is running; start no other."""
        with self._lock:
            self._closed = True
            process = self._process
        if process:
            process.kill()


def _name(code: int, output: str, errors: str) -> str:
    try:
        answer: dict[str, Any] = json.loads(output)
        if code == EXIT_BUILD_FAULTS:
            raise DataFaultsError(answer["faults"], answer["data"])
        if code == EXIT_UNWRITABLE:
            raise failure(answer["reason"], answer["error"])
        if code == 0:
            return str(answer["name"])
    except (ValueError, KeyError) as error:
        raise failure("crashed", f"exit code {code}, output {output[:200]!r}:\n{errors}") from error
    raise failure("crashed", f"exit code {code}:\n{errors}")


def failure(kind: str, reason: str, **values: Any) -> BuildError:
    """Return the error of a build that failed, in words; what it was about goes to the log under a number."""
    number = uuid.uuid4().hex[:8]
    logging.getLogger(__name__).error("the build failed, %s [%s]: %s", kind, number, reason)
    texts = {lang: [say(f"build.{kind}", lang, id=number, **values)] for lang in LANGS}
    return BuildError(texts, kind)
