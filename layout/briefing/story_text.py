"""The text of a story to tables: what TOML says, and where it says it. Nothing is checked here but the text.

A child reads a stranger's story by this (confined_story.py), so that it imports next to nothing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

NESTED = "nested too deeply"
# Keys of keys: a story has none, and the reader of TOML needs memory by the square of their number.
_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DEEP = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{40}}")
_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")


class StoryTextError(ValueError):
    """Why a text is no TOML: its line, 0 if unknown, and the reason in English."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


@dataclass(frozen=True, slots=True)
class StoryText:
    """A text with lines as this program counts them, and the tables in it."""

    words: str
    tables: dict[str, Any]

    @property
    def step_count(self) -> int:
        """Return the number of steps."""
        steps = self.tables.get("steps")
        return len(steps) if isinstance(steps, list) else 0


def read_story_text(text: str) -> StoryText:
    """Read the TOML of a story. Raises StoryTextError."""
    words = text.removeprefix("\ufeff").replace("\r\n", "\n")
    deep = _DEEP.search(words)
    if deep:
        raise StoryTextError(words.count("\n", 0, deep.start()) + 1, NESTED)
    try:
        return StoryText(words, tomllib.loads(words))
    # Nested lists; `_DEEP` finds nested keys only.
    except RecursionError:
        raise StoryTextError(0, NESTED) from None
    except ValueError as error:  # of tomllib itself, or a number with too many digits
        position = _LINE.search(str(error))
        last = words.rstrip("\n").count("\n") + 1
        line = int(position[1] or last) if position else 0
        raise StoryTextError(line, _LINE.sub("", str(error))) from error
