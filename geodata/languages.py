"""The languages of data and words, read from languages.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Language:
    """One language: its id, and whether every text that a table requires must be there in it."""

    id: str
    required: bool


@cache
def languages() -> tuple[Language, ...]:
    """Read the languages once, in their order; the first is the default."""
    path = Path(__file__).with_name("languages.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Language(name, entry["required"]) for name, entry in raw.items())
