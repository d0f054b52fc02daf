"""Files that a command reads and writes: read to a limit, written wholly or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import typer

from geodata.faults import DataError, make_fault, printable
from geodata.files import read_limited
from layout.build.exit_codes import EXIT_FAULTS
from layout.cli.choice import UsageError
from layout.cli.messages import print_error
from layout.words.glossary import say


def read_option_file(file: Path, option: str, limit: int, missing: str) -> bytes:
    """Return the bytes of a file that an option names, at most one more than `limit`.

    Raises UsageError with the word `missing` where there is no such file, DataError where it
    cannot be read.
    """
    if not file.is_file():
        raise UsageError(missing, what=option, value=printable(file))
    try:
        return read_limited(file, limit)
    except OSError as error:
        raise DataError(
            [make_fault(file.name, "", "", "unreadable_file", reason=error.strerror or "")]
        ) from error


def require_writable(file: Path, lang: str) -> None:
    """Check that a file can be written, before any work on it is done.

    Prints why not and raises typer.Exit where its folder is missing or may not be written, or where it is
    a folder itself.
    """
    folder = file.resolve().parent
    number = errno.EISDIR if file.is_dir() else 0 if folder.is_dir() else errno.ENOENT
    if not number and not os.access(folder, os.W_OK):
        number = errno.EACCES
    if number:
        raise _not_written(file, os.strerror(number), lang)


def save_file(file: Path, content: bytes, lang: str) -> None:
    """Write a draft beside the file, then replace the file by it in one step.

    Prints the reason and raises typer.Exit where that fails; the old file stays as it was.
    """
    try:
        # The file that a link leads to is replaced, not the link.
        target = file.resolve()
        # In the same folder, since a file can be moved in one step within one file system only.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".writing-") as folder:
            draft = Path(folder) / target.name
            draft.write_bytes(content)
            # A new file would have the usual permissions, not those of the file that it replaces.
            if target.exists():
                draft.chmod(target.stat().st_mode & 0o777)
            os.replace(draft, target)
    except OSError as error:
        raise _not_written(file, error.strerror or str(error), lang) from error


def _not_written(file: Path, reason: str, lang: str) -> typer.Exit:
    print_error(say("cli.not-written", lang, file=printable(file), reason=reason))
    return typer.Exit(EXIT_FAULTS)
