"""A user's story, read in a child that can do no harm, and checked here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from geodata.faults import make_fault
from geodata.guard.errors import GuardError
from geodata.guard.guarded_reading import GuardedReader, read_guarded
from geodata.guard.limits import Limits
from geodata.parser_words import parser_reason
from layout.briefing.checks import MAX_BYTES, MAX_LINES, MAX_STEPS, StoryChecker
from layout.briefing.confined_story import MOMENT
from layout.briefing.line_numbers import StepNumbers
from layout.briefing.story_file import StoryOrFaults, size_fault
from layout.plan.model import Plan

STORY_LIMITS = Limits()
_READER = "layout.briefing.confined_story"


def read_guarded_story(content: bytes, file: str, plan: Plan, layers: Iterable[str]) -> StoryOrFaults:
    """Read a story as `read_story_bytes` does, in a child; what keeps it from being read is a fault too."""
    if len(content) > MAX_BYTES:
        return None, (size_fault(content, file),)
    try:
        plain, _ = read_guarded(
            GuardedReader(_READER, STORY_LIMITS), content, {"steps": MAX_STEPS, "items": MAX_LINES}
        )
        if not isinstance(plain, dict):
            raise GuardError("reading_failed")
        if "code" in plain:
            return None, (_text_fault(plain, file),)
        tables = _with_moments(plain.get("tables"))
        if not isinstance(tables, dict):
            raise GuardError("reading_failed")
    except GuardError as error:
        return None, (error.fault(file),)
    return StoryChecker(plan, layers, file, LineTable(plain.get("lines"))).check(tables)


def _text_fault(plain: dict[str, Any], file: str) -> Any:
    line = plain.get("line")
    where = f"line {line}" if isinstance(line, int) and line else ""
    code = "not_utf8" if plain["code"] == "not_utf8" else "bad_toml"
    return make_fault(file, where, "", code, reason=parser_reason(str(plain.get("reason", ""))))


@dataclass(frozen=True, slots=True)
class _Moment:
    """A date or time of TOML, of which a story has none."""

    text: str

    def __str__(self) -> str:
        return self.text


def _with_moments(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {MOMENT}:
            return _Moment(str(value[MOMENT]))
        return {key: _with_moments(v) for key, v in value.items()}
    return [_with_moments(v) for v in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class LineTable(StepNumbers):
    """The lines of a story's text as `line_table` lists them; what is not listed has no line."""

    tables: Any

    def line(self, step: int | None, key: str = "", item: int | None = None) -> int:
        """Return the number of a line, or 0."""
        try:
            table = self.tables[0 if step is None else step + 1]
            lines = table.get(key) or table[""]
            line = lines[0 if item is None or item + 1 >= len(lines) else item + 1]
        # Steps beyond the limit are not listed; nor is what a child that was taken over leaves out.
        except (LookupError, TypeError, AttributeError):
            return 0
        return line if isinstance(line, int) else 0
