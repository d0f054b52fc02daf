"""Source references, lists in one cell, dates and the forms of names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True)
class Ref:
    """Point to a source by id, and to a place in it by locator (may be empty)."""

    source: str
    locator: str = ""

    def __str__(self) -> str:
        """Write the reference as it stands in the data."""
        return f"{self.source}:{self.locator}" if self.locator else self.source


def parse_refs(text: str) -> tuple[Ref, ...]:
    """Read `id` or `id:locator` parted by semicolons; raise ValueError naming the bad part."""
    return tuple(_ref(part) for part in split_list(text))


def write_refs(refs: Iterable[Ref]) -> str:
    """Write references as one text that parse_refs reads back."""
    return ";".join(str(ref) for ref in refs)


def split_list(text: str) -> tuple[str, ...]:
    """Part a text at semicolons; raise ValueError on an empty part; empty text gives no part."""
    if not text.strip():
        return ()
    parts = tuple(part.strip() for part in text.split(";"))
    if "" in parts:
        raise ValueError(text)
    return parts


def is_date(text: str) -> bool:
    """Tell if a text is YYYY, YYYY-MM or YYYY-MM-DD and stands in the calendar."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def name_key(name: str) -> str:
    """Fold a name so that width, case and blanks make no difference."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", "".join(folded.split()))


def overlap(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell if two spans of dates (from, to; "" = open; to is not included) share any day."""
    return _before(first[0], second[1]) and _before(second[0], first[1])


def _before(start: str, end: str) -> bool:
    return not start or not end or start < end


def _ref(part: str) -> Ref:
    source, mark, locator = part.partition(":")
    if not ID.fullmatch(source) or (mark and not locator.strip()):
        raise ValueError(part)
    return Ref(source, locator.strip())
