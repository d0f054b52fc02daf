"""Where in a TOML text a step, one of its keys or an item of a list stands.

`tomllib` reports no lines for what it has read. A line that looks like a heading or a key counts only
where the text before it is valid TOML by itself: within a text of several lines it is no heading.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

_HEAD = re.compile(r"""\s*\[\[\s*(["']?)steps\1\s*\]\]""")
_KEY = r"""\s*(["']?){}\1\s*="""
_ANY_HEAD = re.compile(r"\s*\[")
# The most characters parsed again to find lines; after that faults name no line. A hostile text could
# otherwise be parsed once for each of its lines.
_BUDGET = 2_000_000
_ITEM_LINES = 60


class StepNumbers:
    """Where a part of a story stands; of one that is in no file, the number of its step alone.

    Steps and items count from 0, lines from 1.
    """

    def line(self, step: int | None, key: str = "", item: int | None = None) -> int:
        """Return the number of a line, or 0."""
        return 0

    def place(self, step: int | None, key: str = "", item: int | None = None) -> str:
        """Return `line 12`: that of an item, else of its key, else of its step, else `step 3`."""
        line = self.line(step, key, item)
        if line:
            return f"line {line}"
        return "" if step is None else f"step {step + 1}"


class LineNumbers(StepNumbers):
    """The lines of a story's text. A step is counted from 0, a line from 1."""

    def __init__(self, text: str, steps: int, budget: int = _BUDGET) -> None:
        self._lines = text.split("\n")
        self._budget = budget
        self._headings = self._find_headings()
        # Steps can also be written as inline tables; no line is better than a wrong one.
        self._steps_located = len(self._headings) == steps

    def line(self, step: int | None, key: str = "", item: int | None = None) -> int:
        """Return the number of a line, or 0."""
        if step is not None and not self._steps_located:
            return 0
        start = 0 if step is None else self._headings[step]
        ends = [h for h in self._headings if step is None or h > start]
        end = ends[0] if ends else len(self._lines)
        key_line = self._key_line(key, start, end) if key else None
        if key_line is None:
            return 0 if step is None else start + 1
        return self._item_line(item, key_line, end) + 1

    def _find_headings(self) -> list[int]:
        headings: list[int] = []
        start = 0
        for n, line in enumerate(self._lines):
            # What is parsed begins at the last heading, not at the top: a long file stays cheap.
            if _HEAD.match(line) and self._parse(start, n) is not None:
                headings.append(n)
                start = n
        return headings

    def _key_line(self, key: str, start: int, end: int) -> int | None:
        looks = re.compile(_KEY.format(re.escape(key)))
        for n in range(start, end):
            # The next table begins here, so the key belongs to another.
            if n > start and _ANY_HEAD.match(self._lines[n]) and self._parse(start, n) is not None:
                return None
            if looks.match(self._lines[n]) and self._parse(start, n) is not None:
                return n
        return None

    def _item_line(self, item: int | None, start: int, end: int) -> int:
        """Return the line of an item: the first up to which the list, closed there, holds it."""
        if item is None:
            return start
        for n in range(start, min(end, start + _ITEM_LINES)):
            # The list may end on this line, or be open still.
            for closing in ("", "\n]"):
                table = self._parse(start, n + 1, closing)
                values = list(table.values())[:1] if table else []
                if values and isinstance(values[0], list) and len(values[0]) > item:
                    return n
        return start

    def _parse(self, start: int, end: int, closing: str = "") -> dict[str, Any] | None:
        """Return the table in some lines; None if they are no TOML by themselves or the budget is spent."""
        if self._budget < 0:
            return None
        part = "\n".join(self._lines[start:end]) + closing
        self._budget -= len(part)
        try:
            return tomllib.loads(part)
        # tomllib's own error is a ValueError; deeply nested text exhausts the stack.
        except (ValueError, RecursionError):
            return None
