"""Why a file of a user is not read: the code of a message, with the limit that it names."""

from __future__ import annotations

from geodata.faults import Fault, make_fault


class GuardError(Exception):
    """A file that is not read within the limits: the code of its message, and values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def fault(self, file: str) -> Fault:
        """Word the error as a fault of a file."""
        return make_fault(file, "", "", self.code, **self.values)


class ArchiveError(GuardError):
    """An archive that breaks the rules or the limits of archive.py."""


# How the child ends where there is not even memory left to say so.
EXIT_OUT_OF_MEMORY = 77
# As C++, expat and libxml2 word it in errors of other kinds, and Python itself where none is left to say so.
_NO_MEMORY = (
    "bad_alloc", "out of memory", "memory allocation failed", "without exception set",
    "without setting an exception",
)  # fmt: skip


def is_out_of_memory(error: BaseException) -> bool:
    """Tell whether an error says, in whatever words, that there was no memory left."""
    return isinstance(error, MemoryError) or any(words in str(error).lower() for words in _NO_MEMORY)
