"""How wide text stands where every character takes one or two columns."""

from __future__ import annotations

import unicodedata


def terminal_columns(words: str) -> int:
    """Return how wide text is, counted as terminals do: a Chinese character is two, a letter one."""
    return sum(map(_column, words))


def _column(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
