"""Values of cells in a user's file: numbers, years and scopes as typed, or why a cell has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from geodata.names import name_key

# Only digits and their marks: folding by NFKC would turn 10² into 102.
_FULL = str.maketrans("０１２３４５６７８９．，－＋−", "0123456789.,-+-")
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_YEAR = re.compile(r"([0-9]{4}) ?年?")
_DIGITS = 30
_SCOPES = {"": "", "属地": "local", "全口径": "all", "local": "local", "all": "all"}


class UnreadableError(Exception):
    """The fault that keeps a whole file from being read: its place, its message and values."""

    def __init__(self, code: str, where: str = "", **values: Any) -> None:
        super().__init__(code)
        self.code, self.where, self.values = code, where, values


@dataclass(frozen=True, slots=True)
class UnreadableCell:
    """A cell that cannot be read: the message that says why, and what stands in it."""

    code: str
    value: str = ""


Cell = str | UnreadableCell


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: its place in words of a fault (`row 4`), and its cells."""

    where: str
    cells: tuple[Cell, ...]


Sheets = Iterator[tuple[SheetRow, ...]]


def parse_number(text: str) -> Decimal | None:
    """Return a number as typed, thousands separators left out; None if the text is none."""
    folded = text.translate(_FULL).strip()
    if len(folded) > _DIGITS or not _NUMBER.fullmatch(folded):
        return None
    return Decimal(folded.replace(",", ""))


def parse_year(text: str) -> int | None:
    """Return a year of four digits, with or without 年; None if the text is none."""
    match = _YEAR.fullmatch(text.translate(_FULL).strip())
    return int(match[1]) if match else None


def parse_scope(text: str) -> str | None:
    """Return the id of a statistical scope, empty where none is given; None if it is unknown."""
    return _SCOPES.get(name_key(text))


def scope_words() -> list[str]:
    """Return the words for scopes that a file may use."""
    return [word for word in _SCOPES if word]
