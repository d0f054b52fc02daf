"""How wide text stands where every character takes one or two columns."""

from __future__ import annotations

import unicodedata


def terminal_columns(words: str) -> int:
    """Return the columns that text takes in a terminal: two for a wide character, one for others.

    Wide are those of the East Asian width W or F (Unicode, UAX #11); a combining mark takes none.
    """
    return sum(map(_column, words))


def _column(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
