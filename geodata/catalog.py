"""The districts and editions that a folder holds, listed without any library of geometry."""

from __future__ import annotations

import errno
import stat
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from .faults import DataError, Fault, make_fault
from .languages import Text
from .parser_words import parser_reason

DISTRICTS = Path(__file__).parent / "districts"


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
        file = f"{folder.name}/district.toml"
        try:
            entries.append(_entry(folder))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except DataError as error:
            faults += [replace(fault, file=f"{folder.name}/{fault.file}") for fault in error.faults]
        except OSError as error:
            faults.append(make_fault(file, "", "", "unreadable_file", reason=error.strerror or ""))
        # ValueError: bytes that are no UTF-8, what is no TOML, and a number of more than 4,300 digits.
        except (ValueError, RecursionError) as error:
            faults.append(make_fault(file, "", "", "bad_toml", reason=parser_reason(str(error))))
    if not entries and not faults:
        faults.append(no_district_fault(Path(root)))
    if faults:
        raise DataError(faults)
    return tuple(entries)


def no_district_fault(root: Path) -> Fault:
    """Return the fault of a root without any district: it may be a district itself, or lie above a root."""
    if is_district(root):
        return make_fault(root.name, "", "", "district_for_root", parent=root.absolute().parent)
    for below in folders(root):
        if any(map(is_district, folders(below))):
            return make_fault(root.name, "", "", "above_the_root", below=root / below.name)
    return make_fault(root.name, "", "", "no_districts")


def is_district(folder: Path) -> bool:
    """Tell whether a folder is that of a district."""
    try:
        return (folder / "district.toml").is_file()
    except OSError:
        return False


def folders(root: Path) -> tuple[Path, ...]:
    """List the district folders of a root by name, links to folders too, hidden ones left out.

    Raises DataError where they may not be listed.
    """
    try:
        paths = sorted(Path(root).iterdir())
        return tuple(path for path in paths if path.name[0] not in "._" and _is_folder(path))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise DataError([folder_fault(Path(root).name, error)]) from error


def _is_folder(path: Path) -> bool:
    # Not Path.is_dir, which from Python 3.14 on takes what may not be looked at for no folder.
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        if error.errno == errno.EACCES:
            raise
        return False  # a link that leads nowhere or in a circle


def folder_fault(name: str, error: OSError) -> Fault:
    """Return the fault of a folder that cannot be listed."""
    return make_fault(name, "", "", "unreadable_folder", reason=error.strerror or "")


def editions(folder: Path) -> tuple[str, ...]:
    """List the edition ids of a district folder, hidden folders left out. Raises DataError as `folders`."""
    return tuple(path.name for path in folders(folder / "plans"))


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
