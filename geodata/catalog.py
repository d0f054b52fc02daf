"""The districts and editions that a folder holds, listed without any library of geometry."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .faults import DataError, Fault, make_fault
from .languages import Text

DISTRICTS = Path(__file__).parent / "districts"
DATA_SUFFIXES = (".csv", ".geojson", ".toml")


@dataclass(frozen=True)
class Entry:
    """One district of a root and its editions, in the order of their ids.

    `id` is the name of its folder `path`, and its name in a language where district.toml gives none.
    """

    id: str
    name: Text
    editions: tuple[str, ...]
    default_edition: str
    path: Path


def catalog(root: Path) -> tuple[Entry, ...]:
    """List the districts of a root; raise DataError if one cannot be read or there is none."""
    faults: list[Fault] = []
    entries = []
    for folder in folders(root):
        if not (folder / "district.toml").is_file():
            continue
        try:
            entries.append(_entry(folder))
        # ValueError: bytes that are no UTF-8, what is no TOML, and a number of more than 4,300 digits.
        except (OSError, ValueError, RecursionError) as error:
            file = f"{folder.name}/district.toml"
            faults.append(make_fault(file, "", "", "bad_toml", reason=error))
    if not entries and not faults:
        faults.append(make_fault(Path(root).name, "", "", "no_districts"))
    if faults:
        raise DataError(faults)
    return tuple(entries)


def folders(root: Path) -> tuple[Path, ...]:
    """List the district folders of a root by name, hidden ones left out."""
    if not Path(root).is_dir():
        return ()
    paths = sorted(Path(root).iterdir())
    return tuple(path for path in paths if path.is_dir() and path.name[0] not in "._")


def editions(folder: Path) -> tuple[str, ...]:
    """List the edition ids of a district folder, hidden folders left out."""
    return tuple(path.name for path in folders(folder / "plans"))


def fingerprint(root: Path) -> str:
    """Return the SHA-256 (hex) of the relative names and contents of all data files below a root."""
    total = hashlib.sha256()
    for name, path in _files(root):
        # The zero byte and the fixed length of a digest keep names and contents apart.
        content = hashlib.sha256(path.read_bytes()).digest()
        total.update(name.encode() + b"\0" + content)
    return total.hexdigest()


def data_stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, size (bytes) and change time (ns) of all data files: a cheap mark of change."""
    states = ((name, path.stat()) for name, path in _files(root))
    return tuple((name, state.st_size, state.st_mtime_ns) for name, state in states)


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    root = Path(root)
    paths = [path for path in root.rglob("*") if path.suffix in DATA_SUFFIXES and path.is_file()]
    named = ((path.relative_to(root).as_posix(), path) for path in paths)
    # A folder lists its files in no fixed order; sorted, equal data have equal fingerprints.
    return iter(sorted(named))


def _entry(folder: Path) -> Entry:
    # tomllib refuses a byte-order mark, with which some editors begin a file.
    text = (folder / "district.toml").read_text(encoding="utf-8-sig")
    record = tomllib.loads(text)
    edition_ids = editions(folder)
    default = str(record.get("default_edition", ""))
    return Entry(
        id=folder.name,
        name=Text.in_each(lambda lang: str(record.get(f"name_{lang}", folder.name))),
        editions=edition_ids,
        # A default that does not exist is a fault of the check; listing goes on with the last edition.
        default_edition=default if default in edition_ids or not edition_ids else edition_ids[-1],
        path=folder,
    )
