"""Rows as an aligned table for a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geodata.faults import escape_hidden
from layout.words.numbers import format_number
from layout.words.widths import terminal_columns


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
