"""Packages as nobody saves them: small files that are not what they say, and what reading them costs here."""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")
_ENTRY, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a package of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def restated(content: bytes, name: str, size: int) -> bytes:
    """Return a package that states another size for one part, in its directory and before the part."""
    changed = bytearray(content)
    # The size stands 24 bytes into an entry of the directory, 22 into the head of the part.
    for mark, place, name_place in ((_ENTRY, 24, 46), (_LOCAL, 22, 30)):
        at = changed.find(mark)
        while at >= 0:
            if changed[at + name_place :].startswith(name.encode()):
                changed[at + place : at + place + 4] = struct.pack("<I", size)
            at = changed.find(mark, at + 4)
    return bytes(changed)


def flagged(content: bytes, flag: int) -> bytes:
    """Return a package whose parts bear a flag."""
    changed = bytearray(content)
    at = changed.find(_ENTRY)
    while at >= 0:
        changed[at + 8] |= flag
        at = changed.find(_ENTRY, at + 4)
    return bytes(changed)


def renamed(content: bytes, old: str, new: str) -> bytes:
    """Return a package with one part under another name, and all that lead to it leading there."""
    short_old, short_new = (name.partition("/")[2].encode() for name in (old, new))
    return packed(
        {new if name == old else name: text.replace(short_old, short_new) for name, text in parts_of(content).items()}
    )


def growth(act: Callable[[], _T]) -> tuple[_T, float]:
    """Return what an act returns, and by how many megabytes this process grew at most while it ran.

    Only Linux tells; elsewhere it is 0.
    """
    if sys.platform != "linux":
        return act(), 0.0
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _memory("VmRSS")
    result = act()
    return result, _memory("VmHWM") - before


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(name))) / 1_000
