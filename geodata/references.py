"""References to sources, `source:locator; source`, and other lists in one cell: read and written here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Ids name folders and stand in links and lists: no slash, dot, colon, comma or semicolon.
ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_NO_ID = re.compile(r"[^a-z0-9]+")
# The last part of a list that goes on in its source (等).
REST = "…"


@dataclass(frozen=True, slots=True)
class Ref:
    """A pointer into a source: its id and the place in it (section, sentence, row), which may be empty."""

    source: str
    locator: str = ""


def as_id(text: str) -> str:
    """Return the id that a text is written like, with capitals, blanks or other lines; empty if none."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NO_ID.sub("-", folded).strip("-") if not any(c.isalpha() and c > "z" for c in folded) else ""


def parse_refs(text: str) -> tuple[Ref, ...]:
    """Read `id` or `id:locator` parted by semicolons; raise ValueError naming the bad part."""
    return tuple(_parse_ref(part) for part in split_list(text))


def write_refs(refs: Iterable[Ref]) -> str:
    """Return references as one text, `id:locator;id`, that :func:`parse_refs` reads back."""
    return ";".join(f"{ref.source}:{ref.locator}" if ref.locator else ref.source for ref in refs)


def split_list(text: str) -> tuple[str, ...]:
    """Part a text at semicolons; raise ValueError on an empty part; empty text gives no part."""
    if not text.strip():
        return ()
    parts = tuple(part.strip() for part in text.split(";"))
    if "" in parts:
        raise ValueError(text)
    return parts


def _parse_ref(part: str) -> Ref:
    source, mark, locator = part.partition(":")
    if not ID.fullmatch(source) or (mark and not locator.strip()):
        raise ValueError(part)
    return Ref(source, locator.strip())
