"""Why a file cannot be read or written, in words: what the system says is English, and of many kinds."""

from __future__ import annotations

import errno

from geodata.languages import Text
from layout.words.glossary import glossary

_WORDS = {
    errno.ENOSPC: "no-room",
    # Where a system counts what each user has. Windows has no number for it.
    getattr(errno, "EDQUOT", errno.ENOSPC): "no-room",
    errno.EROFS: "read-only-disk",
    errno.EACCES: "no-right",
    errno.EPERM: "no-right",
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.EISDIR: "folder",
    errno.ENAMETOOLONG: "long-name",
    errno.ELOOP: "loop",
}


def file_reason(name: str) -> Text:
    """Return a reason by its name in the glossary."""
    return glossary()[f"file_reason.{name}"]


def system_reason(error: OSError) -> Text | str:
    """Return why the system refused, its own words where there are none of ours."""
    word = _WORDS.get(error.errno or 0)
    return file_reason(word) if word else error.strerror or str(error)
