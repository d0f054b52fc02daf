"""Rows as an aligned table for a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from layout.words.numbers import format_number
from layout.words.widths import terminal_columns

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def escape_hidden(value: str) -> str:
    r"""Return text with control and bidirectional characters written as ``\uXXXX``."""
    return "".join(_escape(c) for c in value)


def text_table(head: Sequence[str], rows: Sequence[Sequence[Any]], right: Sequence[bool]) -> str:
    """Return a table: a heading, a line, and the rows; columns marked `right` stand to the right."""
    lines = [[escape_hidden(h) for h in head], *([_word(cell) for cell in row] for row in rows)]
    widths = [max(map(terminal_columns, column)) for column in zip(*lines, strict=True)]
    aligned = [
        "  ".join(_pad(cell, n, r) for cell, n, r in zip(line, widths, right, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([aligned[0], "  ".join("-" * n for n in widths), *aligned[1:]])


def _word(cell: Any) -> str:
    return escape_hidden(cell) if isinstance(cell, str) else format_number(cell)


def _pad(cell: str, columns: int, right: bool) -> str:
    blank = " " * (columns - terminal_columns(cell))
    return blank + cell if right else cell + blank


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if unicodedata.category(char) in _HIDDEN else char
