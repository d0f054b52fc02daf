"""Files that a command reads and writes: read to a limit, written wholly or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

import typer

from geodata.faults import DataError, make_fault, printable, printable_path
from geodata.files import read_limited
from geodata.languages import Text
from layout.build.exit_codes import EXIT_FAULTS
from layout.cli.choice import UsageError
from layout.cli.messages import print_error
from layout.cli.reasons import file_reason, system_reason
from layout.words.glossary import say


def read_option_file(file: Path, option: str, limit: int, missing: str) -> bytes:
    """Return the bytes of a file that an option names, at most one more than `limit`.

    Raises UsageError with the word `missing` where there is no such file, DataError where it
    cannot be read.
    """
    require_file(file, option, missing)
    try:
        return read_limited(file, limit)
    except OSError as error:
        raise DataError(
            [make_fault(file.name, "", "", "unreadable_file", reason=error.strerror or "")]
        ) from error


def require_file(file: Path, option: str, missing: str) -> None:
    """Raise UsageError where an option names no plain file: with the word `missing`, or with the reason."""
    try:
        is_there = file.is_file()
    # A name too long, or a folder on the way that may not be entered.
    except OSError as error:
        values = {"what": option, "value": printable(file), "reason": system_reason(error)}
        raise UsageError("cli.no-access", **values) from error
    if not is_there:
        raise UsageError(missing, what=option, value=printable_path(file))


def require_writable(file: Path, lang: str) -> None:
    """Check that a file can be written, before any work on it is done.

    Raises UsageError for a name that no file can have. Prints why not and raises typer.Exit where its folder
    is missing or may not be written, where it is protected, or is no plain file.
    """
    if not file.name:
        raise UsageError("cli.no-name", value=printable_path(file))
    try:
        reason = _hindrance(_target(file))
    except OSError as error:
        reason = system_reason(error)
        if error.errno == errno.ENAMETOOLONG:
            raise UsageError("cli.bad-name", value=printable(file), reason=reason) from error
    if reason:
        raise _not_written(file, reason, lang)


def save_file(file: Path, content: bytes, lang: str) -> None:
    """Write a draft beside the file, then replace the file by it in one step.

    Prints the reason and raises typer.Exit where that fails; the old file stays as it was. What
    require_writable refuses is refused here too.
    """
    require_writable(file, lang)
    try:
        target = _target(file)
        # In the same folder, since a file can be moved in one step within one file system only.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".writing-") as folder:
            draft = Path(folder) / target.name
            draft.write_bytes(content)
            # A new file would have the usual permissions, not those of the file that it replaces.
            if target.exists():
                draft.chmod(target.stat().st_mode & 0o777)
            os.replace(draft, target)
    except OSError as error:
        raise _not_written(file, system_reason(error), lang) from error


def _target(file: Path) -> Path:
    """Return the file that is replaced: the one that a link leads to, not the link. Raises OSError."""
    try:
        return file.resolve()
    except RuntimeError as error:  # a link that leads to itself, as Python before 3.13 says it
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error


def _hindrance(target: Path) -> Text | str:
    """Return why a file cannot be written, nothing where it can. Raises OSError."""
    folder = target.parent
    if not folder.is_dir():
        return file_reason("no-folder")
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and stat.S_ISDIR(mode):
        return file_reason("folder")
    if mode is not None and not stat.S_ISREG(mode):
        return file_reason("no-plain-file")
    # Replacing would ask for the folder alone, of an administrator for nothing: its own bits count.
    if mode is not None and not (mode & 0o222 and os.access(target, os.W_OK)):
        return file_reason("protected")
    return "" if os.access(folder, os.W_OK) else file_reason("no-right")


def _not_written(file: Path, reason: Text | str, lang: str) -> typer.Exit:
    text = reason(lang) if isinstance(reason, Text) else reason
    word = "cli.not-replaced" if _is_plain(file) else "cli.not-written"
    print_error(say(word, lang, file=printable_path(file), reason=text))
    return typer.Exit(EXIT_FAULTS)


def _is_plain(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        return False
