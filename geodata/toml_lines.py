"""Where the tables of a TOML text begin: the line of each `[[name]]` and `[name.key]`.

`tomllib` reports no lines for what it has read. A line that looks like a heading counts only where the text
since the heading before it is valid TOML by itself: within a text or list of several lines it is no heading.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

_LOOKS_LIKE_HEADING = re.compile(r"[ \t]*\[")
# The most characters parsed again; after that no line is named. A hostile text, full of lines that look like
# headings within one long text, could otherwise be parsed once for each of them.
_BUDGET = 4_000_000


def heading_lines(text: str) -> dict[str, list[int]]:
    """Return the lines, counted from 1, of each heading of a valid TOML text, by its dotted name.

    An array of tables has as many lines as entries, unless some are written as inline tables. Empty where
    the text is too large to be gone through.
    """
    lines: dict[str, list[int]] = {}
    for number, line in _headings(text.split("\n")):
        name = _heading_name(line)
        if name:
            lines.setdefault(name, []).append(number)
    return lines


def _headings(lines: list[str]) -> Iterator[tuple[int, str]]:
    start, budget = 0, _BUDGET
    for number, line in enumerate(lines):
        if not _LOOKS_LIKE_HEADING.match(line):
            continue
        # What is parsed begins at the last heading, not at the top: a long file stays cheap.
        part = "\n".join(lines[start:number])
        budget -= len(part)
        if budget < 0:
            return
        if _parsed(part) is not None:
            yield number + 1, line
            start = number


def _heading_name(line: str) -> str:
    """Return the dotted name of a heading, empty where the line is none."""
    table, names = _parsed(line), []
    while isinstance(table, dict | list) and table:
        if isinstance(table, list):
            table = table[0]
            continue
        name, table = next(iter(table.items()))
        names.append(name)
    return ".".join(names)


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        # A file may end its lines with CR and LF, which TOML allows at the end of a whole line only.
        return tomllib.loads(text.removesuffix("\r"))
    # tomllib's own error is a ValueError; deeply nested text exhausts the stack.
    except (ValueError, RecursionError):
        return None
