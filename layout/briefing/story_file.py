"""Stories read, checked and written: a TOML file, and the plain form of a browser's draft.

A story is untrusted text: it is checked whole and every fault is named; nothing in it is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from geodata.faults import Fault, make_fault
from geodata.files import NotUtf8Error, decode_utf8, read_limited
from geodata.languages import LANGS
from geodata.parser_words import parser_reason
from layout.briefing.checks import MAX_BYTES, StoryChecker
from layout.briefing.line_numbers import LineNumbers, StepNumbers
from layout.briefing.story_model import Story
from layout.briefing.story_text import StoryTextError, read_story_text
from layout.briefing.story_toml import story_toml
from layout.plan.model import Plan, Text

__all__ = [
    "FILE",
    "MAX_BYTES",
    "edition_story",
    "read_story",
    "read_story_bytes",
    "size_fault",
    "story_from_json",
    "story_to_json",
    "story_toml",
]

FILE = "story.toml"
StoryOrFaults = tuple[Story | None, tuple[Fault, ...]]


def read_story_bytes(content: bytes, file: str, plan: Plan, layers: Iterable[str]) -> StoryOrFaults:
    """Read the bytes of a story file: UTF-8, with or without a byte-order mark, at most MAX_BYTES.

    Nothing is raised: whatever is wrong is a fault, see :func:`read_story`.
    """
    if len(content) > MAX_BYTES:
        return None, (size_fault(content, file),)
    try:
        words = decode_utf8(content)
    except NotUtf8Error as error:
        return None, (make_fault(file, f"line {error.line}", "", "not_utf8"),)
    return read_story(words, file, plan, layers)


def size_fault(content: bytes, file: str) -> Fault:
    """Return the fault of a story that is too large."""
    size = {"size": f"{len(content):,}", "limit": f"{MAX_BYTES:,}"}
    return make_fault(file, "", "", "story_too_big", **size)


def read_story(text: str, file: str, plan: Plan, layers: Iterable[str]) -> StoryOrFaults:
    """Read a story. Return it, or None and every fault of it with file and line.

    `layers` are the ids of the map's layers, that the view of a step may hide.
    """
    if len(text) > MAX_BYTES:  # what is sent as text has at least as many bytes
        # "replace", for a text that was sent may hold lone surrogates.
        return read_story_bytes(text.encode("utf-8", "replace"), file, plan, layers)
    try:
        story_text = read_story_text(text)
    except StoryTextError as error:
        where = f"line {error.line}" if error.line else ""
        return None, (make_fault(file, where, "", "bad_toml", reason=parser_reason(error.reason)),)
    lines = LineNumbers(story_text.words, story_text.step_count)
    return StoryChecker(plan, layers, file, lines).check(story_text.tables)


def edition_story(
    root: Path, district: str, edition: str, plan: Plan, layers: Iterable[str]
) -> StoryOrFaults:
    """Read the story of an edition in the data folder `root`; None without a fault where it has none."""
    path = Path(root) / district / "plans" / edition / FILE
    label = f"plans/{edition}/{FILE}"
    try:
        content = read_limited(path, MAX_BYTES)
    except FileNotFoundError:
        return None, ()
    except OSError as error:
        return None, (make_fault(label, "", "", "unreadable_file", reason=error.strerror or error),)
    return read_story_bytes(content, label, plan, layers)


def story_to_json(story: Story) -> dict[str, Any]:
    """Return a story as JSON has it, for an editor in the browser; the keys are stable."""
    return {
        "title": _both(story.title),
        "steps": [
            {
                "id": step.id,
                "view": step.view,
                "title": _both(step.title),
                "lines": [_both(line) for line in step.lines],
                "figures": list(step.figures),
                "show": step.show,
                "notes": _both(step.notes),
            }
            for step in story.steps
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return dict(text.by_language())


def story_from_json(data: Any, file: str, plan: Plan, layers: Iterable[str]) -> StoryOrFaults:
    """Read the plain form of a story with the checks of a file; faults stand at `step 3`."""
    # The checker then names the fault as that of the steps.
    if not isinstance(data, Mapping):
        data = {"steps": data}
    raw = _flat(data, ("title",))
    if isinstance(raw.get("steps"), list):
        raw["steps"] = [_step(s) if isinstance(s, Mapping) else s for s in raw["steps"]]
    return StoryChecker(plan, layers, file, StepNumbers()).check(raw)


def _flat(data: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Put words in several languages under a key for each, as the file has them."""
    flat = dict(data)
    for name in names:
        words = flat.pop(name, {})
        if isinstance(words, Mapping) and set(words) <= set(LANGS):
            flat |= {f"{name}_{lang}": words[lang] for lang in words}
        else:
            # What is no text by language goes on under the first, for the checker to name it.
            flat[f"{name}_{LANGS[0]}"] = words
    return flat


def _step(data: Mapping[str, Any]) -> dict[str, Any]:
    flat = _flat(data, ("title", "notes"))
    lines = flat.pop("lines", [])
    if not isinstance(lines, list):
        return flat | {f"lines_{LANGS[0]}": lines}
    rows = [_flat({"line": line}, ("line",)) for line in lines]
    # A file has a list for each language, an editor a record for each line: rows become columns.
    keys = [key for key in (f"line_{lang}" for lang in LANGS) if any(key in row for row in rows)]
    return flat | {key.replace("line", "lines"): [row.get(key, "") for row in rows] for key in keys}
