"""What the guarded child reads a story by; see guarded_story.py."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from geodata.files import NotUtf8Error, decode_utf8
from layout.briefing.line_numbers import LineNumbers
from layout.briefing.story_text import StoryText, StoryTextError, read_story_text

# All lines are looked for at once, and not those of faults alone; the child's time is limited in any case.
_BUDGET = 10_000_000
# Tables, steps, values, items: what lies deeper is only said to be a list or a table.
_DEPTH = 4
_INTEGER_BITS = 128
# The key of a date or time, which JSON does not have.
MOMENT = "\0"


def read_confined(content: bytes, arguments: Mapping[str, Any]) -> tuple[Any, bytes]:
    """Read a story: its tables with their lines, or the code, line and reason of its fault.

    `steps` and `items` of the arguments are how many of them have their lines looked for.
    """
    try:
        text = read_story_text(decode_utf8(content))
    except NotUtf8Error as error:
        return {"code": "not_utf8", "line": error.line}, b""
    except StoryTextError as error:
        return {"code": "bad_toml", "line": error.line, "reason": error.reason}, b""
    most = arguments["steps"], arguments["items"]
    return {"tables": _plain(text.tables, _DEPTH), "lines": line_table(text, *most)}, b""


def _plain(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        return {key: _plain(v, depth - 1) for key, v in value.items()} if depth else {}
    if isinstance(value, list):
        return [_plain(v, depth - 1) for v in value] if depth else []
    # Both are datetime's, and no step has a place for them: what was written is shown in the fault.
    if isinstance(value, datetime.date | datetime.time):
        return {MOMENT: str(value)}
    # A number of any length may be written in hexadecimal; no further digit changes what is said of it.
    if isinstance(value, int) and value.bit_length() > _INTEGER_BITS:
        return 1 << _INTEGER_BITS
    return value


def line_table(text: StoryText, most_steps: int, most_items: int) -> list[dict[str, list[int]]]:
    """Return the lines of the keys of the whole text, then of each step: of a key, then of its items.

    The line of a step itself stands under an empty key.
    """
    lines = LineNumbers(text.words, text.step_count, _BUDGET)

    def of(step: int | None, table: Mapping[str, Any]) -> dict[str, list[int]]:
        def of_key(key: str) -> list[int]:
            items = table[key] if step is not None and isinstance(table[key], list) else ()
            numbers = range(min(len(items), most_items))
            return [lines.line(step, key), *(lines.line(step, key, n) for n in numbers)]

        return {**{key: of_key(key) for key in table if key}, "": [lines.line(step)]}

    steps = text.tables["steps"][:most_steps] if text.step_count else []
    return [of(None, text.tables), *(of(n, s if isinstance(s, dict) else {}) for n, s in enumerate(steps))]
