"""The child that reads one file of a user: `python -m geodata.guard READER [LIBRARY ...] [-LIBRARY ...]`.

Stdin brings one line of JSON, then the file. Stdout takes the kind of the answer and the length of its JSON,
the JSON, and what bytes go with it. The reader is loaded first, without libraries named after a dash; then
the process is confined; then the file is read.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from types import TracebackType
from typing import Any, BinaryIO

from geodata.guard.confinement import confine, refused_acts
from geodata.guard.errors import EXIT_OUT_OF_MEMORY, is_out_of_memory

# The longest line of arguments, and of what is said of an error that nobody foresaw.
_MOST_LINE, _MOST_REASON = 1_000_000, 400
# Given back when memory is used up, so that this can still be said.
_spare = [bytearray(1_000_000)]


def _answer_channel() -> BinaryIO:
    """Return the pipe to the parent; whatever a library prints goes elsewhere."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return channel


def _send(channel: BinaryIO, kind: str, plain: Any, content: bytes = b"") -> None:
    # Only ASCII: the parent then needs one byte of memory for each character.
    body = json.dumps(plain).encode("ascii")
    channel.write(f"{kind} {len(body)}\n".encode("ascii") + body)
    channel.write(content)
    channel.flush()
    # Without tidying up: that would take time, and may fail where memory is short.
    os._exit(0)


def _kind(error: BaseException) -> str:
    if refused_acts:
        return "forbidden"
    return "memory" if is_out_of_memory(error) else "failed"


def read_one_file() -> None:
    """Read the one file and answer."""
    channel = _answer_channel()

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _spare.clear()
        try:
            traceback.clear_frames(trace)
            _send(channel, _kind(error), f"{kind.__name__}: {error}"[:_MOST_REASON])
        except MemoryError:
            os._exit(EXIT_OUT_OF_MEMORY)

    sys.excepthook = report
    # Python takes a module that is None for one that is not installed.
    sys.modules.update({name[1:]: None for name in sys.argv[1:] if name.startswith("-")})  # type: ignore[misc]
    reader, *_ = [importlib.import_module(name) for name in sys.argv[1:] if not name.startswith("-")]
    head = json.loads(sys.stdin.buffer.readline(_MOST_LINE))
    confine(head["seconds"], head["memory"], head["parent"])
    plain, content = reader.read_confined(sys.stdin.buffer.read(), head["arguments"])
    # A library may have passed over the refusal.
    if refused_acts:
        _send(channel, "forbidden", refused_acts[0][:_MOST_REASON])
    _send(channel, "answer", plain, content)


if __name__ == "__main__":
    read_one_file()
