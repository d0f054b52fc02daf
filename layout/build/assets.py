"""The files that pages load, as a server holds them: packed, as almost every browser takes them."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping

PACKED = ".gz"


class Assets(Mapping[str, bytes]):
    """Files by name. Of one that is there in both forms the packed one is held; the plain one is unpacked."""

    def __init__(self) -> None:
        # A dictionary for its order, and because a server may have thousands.
        self._names: dict[str, None] = {}
        self._forms: dict[str, bytes] = {}

    def put(self, name: str, content: bytes) -> None:
        """Add a file, of either form first."""
        self._names[name] = None
        if name + PACKED not in self._forms:
            self._forms[name] = content
        if name.endswith(PACKED):
            self._forms.pop(name.removesuffix(PACKED), None)

    def __getitem__(self, name: str) -> bytes:
        """Return a file. Raises KeyError."""
        if name in self._forms or name not in self._names:
            return self._forms[name]
        return gzip.decompress(self._forms[name + PACKED])

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a file of this name, without unpacking it."""
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """Return the names of all files, packed and plain."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._names)
