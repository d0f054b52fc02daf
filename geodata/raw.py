"""Records of files as they are written, before any of their values is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .references import ID


@dataclass(frozen=True)
class Raw:
    """Hold one record as written: where it stands, its fields and its GeoJSON geometry.

    `lacking` are required columns that its file does not have, which is told once for all rows.
    """

    where: str
    values: dict[str, Any]
    geometry: Any = None
    lacking: tuple[str, ...] = ()


# Not a ValueError: raised by a hook of json.loads, it must pass the handlers of JSON's own errors.
class UnreadableFileError(Exception):
    """Carry the fault that keeps a whole file from being read."""

    def __init__(self, where: str, code: str, **values: Any) -> None:
        """Keep the line and the wording's code and values."""
        super().__init__(code)
        self.where = where
        self.code = code
        self.values = values


def named_place(place: str, record_id: Any) -> str:
    """Return a place with the id of its record, where that is one."""
    is_id = isinstance(record_id, str) and ID.fullmatch(record_id.strip())
    return f"{place} ({record_id.strip()})" if is_id else place
