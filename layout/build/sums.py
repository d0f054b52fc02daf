"""Folders that are whole or count as none: each file written through to the disk, with a sum of its content.

The sums stand in a file of their own, `SHA256SUMS`, in the form that sha256sum writes and checks.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SUMS = "SHA256SUMS"
SPOILT = "spoilt-"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT}) if hasattr(errno, "EDQUOT") else frozenset({errno.ENOSPC})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class SpoiltError(Exception):
    """A folder whose files are not, or not all, what was written into it."""


class UnwritableError(Exception):
    """A folder that cannot be written; `reason` is the word that says why: no-room, read-only, unwritable."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        kinds = ((_NO_ROOM, "no-room"), (_READ_ONLY, "read-only"))
        self.reason = next((word for numbers, word in kinds if error.errno in numbers), "unwritable")


@contextmanager
def writing() -> Iterator[None]:
    """Raise UnwritableError where what is within cannot write."""
    try:
        yield
    except OSError as error:
        raise UnwritableError(error) from error


class FolderWriter:
    """Writes the files of a folder, each once; the folder is whole when `finish` has returned."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sums: dict[str, str] = {}

    def put(self, name: str, content: bytes) -> None:
        """Write a file. Raises UnwritableError."""
        # The sum is of what was meant to be written: what the disk made of it is seen on reading.
        self._sums[name] = hashlib.sha256(content).hexdigest()
        with writing():
            _write_through(self.folder / name, content)

    def finish(self) -> None:
        """Write the sums, by which the folder counts as whole. Raises UnwritableError."""
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(self._sums.items()))
        with writing():
            _write_through(self.folder / SUMS, lines.encode("utf-8"))
            sync_folder(self.folder)


def _write_through(path: Path, content: bytes) -> None:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(number, rest) :]
        os.fsync(number)
    finally:
        os.close(number)


def sync_folder(folder: Path) -> None:
    """Write the names in a folder through to the disk, where the system can."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows opens no folders
        return
    try:
        os.fsync(number)
    finally:
        os.close(number)


def read_files(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield name, SHA-256 (hexadecimal) and content of each file of a whole folder, held against that sum.

    Raises SpoiltError where a file is missing, cut or changed, FileNotFoundError where there is no folder,
    another OSError where it cannot be read.
    """
    names = {name for name in os.listdir(folder) if name[0] != "." and name != SUMS}
    try:
        lines = (folder / SUMS).read_bytes().decode("utf-8").split("\n")
        matches = [_LINE.fullmatch(line) for line in lines[:-1]]
        sums = {match[2]: match[1] for match in matches if match}
        # Its last line ends as every other does: one that was cut within a line would show by that alone.
        if lines[-1] or not all(matches) or set(sums) != names:
            raise SpoiltError(f"{folder.name}/{SUMS}")
        for name, digest in sums.items():
            content = (folder / name).read_bytes()
            if hashlib.sha256(content).hexdigest() != digest:
                raise SpoiltError(f"{folder.name}/{name}")
            yield name, digest, content
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError) as error:
        raise SpoiltError(f"{folder.name}: {error}") from error


def is_whole(folder: Path) -> bool:
    """Tell whether a folder is there and whole."""
    try:
        return sum(1 for _ in read_files(folder)) > 0
    except (OSError, SpoiltError):
        return False


def put_in_place(work: Path, folder: Path) -> None:
    """Move a whole folder to its place on the same disk, in one step; one that is whole there stays.

    Raises UnwritableError.
    """
    with writing():
        if is_whole(folder):
            return
        set_aside(folder)
        try:
            os.replace(work, folder)
        except OSError:
            # Another process has put the same there meanwhile.
            if not is_whole(folder):
                raise
        sync_folder(folder.parent)


def set_aside(folder: Path) -> None:
    """Take a spoilt folder out of the way, if it is there. Raises OSError where that may not be done."""
    aside = folder.parent / f"{SPOILT}{secrets.token_hex(8)}"
    with suppress(FileNotFoundError):
        os.replace(folder, aside)
    remove(aside)


def remove(path: Path) -> None:
    """Remove a folder with all that is in it, or a file, as far as that may be done."""
    shutil.rmtree(path, ignore_errors=True)
    with suppress(OSError):
        path.unlink(missing_ok=True)
