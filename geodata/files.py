"""Files of a user, read no further than a limit and decoded as UTF-8."""

from __future__ import annotations

import errno
import os
import stat
from io import FileIO
from pathlib import Path


class NotUtf8Error(ValueError):
    """Bytes that are not UTF-8; `line` is the first such line, counted from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def open_plain(path: Path) -> FileIO:
    """Open a plain file to be read. Raises OSError for any other: a pipe would be waited on for ever."""
    # Without waiting: only what is open is sure to be what is asked about.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if stat.S_ISREG(os.fstat(number).st_mode):
        return FileIO(number)
    os.close(number)
    raise OSError(errno.EINVAL, "not a plain file")


def read_limited(path: Path, limit: int) -> bytes:
    """Return the content of a file, at most one byte more than `limit`: enough to see that it is too large.

    Raises OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        return file.read(limit + 1)


def decode_utf8(content: bytes) -> str:
    """Decode UTF-8, with or without a byte-order mark. Raises NotUtf8Error with the line."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(content.count(b"\n", 0, error.start) + 1) from error
