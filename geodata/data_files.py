"""The data files of a root as they are read: named, stamped, hashed and copied, through links too.

What is read are the files of each district's folder and of each edition's; nothing below them, so that a
loop of links ends. None of these functions raises where a file or folder cannot be read: that is a fault
of the data, which whoever reads them names.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import catalog
from .faults import DataError, Fault, make_fault
from .files import open_plain
from .read import MAX_BYTES

DATA_SUFFIXES = (".csv", ".geojson", ".toml")
# A file system notes changes by a clock of some ms (FAT: 2 s): two edits within one tick look alike.
TICK_NS = 2_000_000_000

Stamp = tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class _Entry:
    """A folder (its name ends in a slash) or file below a root; `faults` say why a folder is not listed."""

    name: str
    path: Path
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class DataCopy:
    """What was copied: its fingerprint, faults of folders, and why a file could not be read, by its name."""

    fingerprint: str
    faults: tuple[Fault, ...] = ()
    unreadable: dict[str, str] = field(default_factory=dict)

    def with_reasons(self, faults: list[Fault]) -> list[Fault]:
        """Return faults of the copy with the reason why the original of a file could not be read."""
        reasons = self.unreadable | {n.partition("/")[2]: reason for n, reason in self.unreadable.items()}
        return [
            make_fault(fault.file, "", "", "unreadable_file", reason=reasons[fault.file])
            if fault.file in reasons
            else fault
            for fault in faults
        ]


def data_stamp(root: Path) -> Stamp:
    """Return names, sizes (bytes) and times of change (ns) of all that is read: a cheap mark of change."""
    return tuple((entry.name, _state(entry)) for entry in _entries(root))


def is_settled(stamp: Stamp, now_ns: int | None = None) -> bool:
    """Tell whether a stamp is old enough for any further edit to change it."""
    now = time.time_ns() if now_ns is None else now_ns
    return not any(0 <= now - moment < TICK_NS for _, state in stamp for moment in state[1:3])


def fingerprint(root: Path) -> str:
    """Return the SHA-256 (hex) of the names and contents of all that is read below a root."""
    return _pass_over(_entries(root), None).fingerprint


def copy_data(root: Path, folder: Path) -> DataCopy:
    """Copy all that is read below a root into an empty folder; return what was copied.

    A folder stands in the copy for a file that cannot be read: who reads it fails as on the file itself.
    Raises OSError where the copy cannot be written.
    """
    return _pass_over(_entries(root), folder)


def _entries(root: Path) -> Iterator[_Entry]:
    for district in _folders(Path(root), ""):
        yield district
        if district.faults:
            continue
        yield from _files(district)
        for edition in _folders(district.path / "plans", f"{district.name}plans/"):
            yield edition
            if not edition.faults:
                yield from _files(edition)


def _folders(folder: Path, prefix: str) -> Iterator[_Entry]:
    try:
        paths = catalog.folders(folder)
    except DataError as error:
        named = (replace(fault, file=prefix.rstrip("/") or fault.file) for fault in error.faults)
        yield _Entry(prefix, folder, tuple(named))
        return
    for path in paths:
        yield _Entry(f"{prefix}{path.name}/", path)


def _files(folder: _Entry) -> Iterator[_Entry]:
    try:
        paths = sorted(folder.path.iterdir())
    except OSError as error:
        yield _Entry(folder.name, folder.path, (catalog.folder_fault(folder.name.rstrip("/"), error),))
        return
    for path in paths:
        # Hidden files are those of the system and of editors (.#name is a link that leads nowhere).
        if path.suffix in DATA_SUFFIXES and path.name[0] != ".":
            yield _Entry(folder.name + path.name, path)


def _state(entry: _Entry) -> tuple[int, ...]:
    if entry.faults:
        return (-1,)
    if entry.name.endswith("/"):
        return ()
    try:
        state = entry.path.stat()
    except OSError as error:
        return (-1, 0, 0, error.errno or 0)
    # The time of the entry as well: a right taken away, or a copy with its old date, changes no other.
    return (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def _pass_over(entries: Iterator[_Entry], folder: Path | None) -> DataCopy:
    total = hashlib.sha256()
    faults: list[Fault] = []
    unreadable: dict[str, str] = {}
    for entry in entries:
        total.update(entry.name.encode("utf-8", "surrogateescape") + b"\0")
        target = folder / entry.name if folder else None
        if entry.faults:
            faults += entry.faults
            total.update(b"?")
        elif entry.name.endswith("/"):
            if target:
                target.mkdir(parents=True, exist_ok=True)
        elif (digest := _read_file(entry, target, unreadable)) is not None:
            # The fixed length of a digest keeps names and contents apart.
            total.update(digest)
    return DataCopy(total.hexdigest(), tuple(faults), unreadable)


def _read_file(entry: _Entry, target: Path | None, unreadable: dict[str, str]) -> bytes | None:
    """Return the SHA-256 of a file, None where there is none by now; write what is read to `target`."""
    try:
        with open_plain(entry.path) as file:
            size = os.fstat(file.fileno()).st_size
            # As much as shows that it is too large.
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:  # a link that leads nowhere, or taken away meanwhile
        return None
    except OSError as error:
        unreadable[entry.name] = error.strerror or type(error).__name__
        if target:
            target.mkdir()
        return hashlib.sha256(f"unreadable {error.errno}".encode()).digest()
    if target:
        target.write_bytes(content)
        # A larger file is refused by its size, which its copy has too, without taking room.
        if size > len(content):
            os.truncate(target, size)
    return hashlib.sha256(content + (b"" if size <= MAX_BYTES else str(size).encode())).digest()
