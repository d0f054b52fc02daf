"""A story as the text of a TOML file, such that reading it gives the same story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geodata.languages import LANGS
from layout.briefing.story_model import Step, Story
from layout.plan.model import Text

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def story_toml(story: Story) -> str:
    """Return a story as TOML; comments and order of keys of a file it came from are not kept."""
    blocks = ["\n".join(_words("title", story.title)), *("\n".join(_step(s)) for s in story.steps)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _step(step: Step) -> Iterator[str]:
    yield "[[steps]]"
    yield f"id = {_quoted(step.id)}"
    if step.view:
        yield f"view = {_quoted(step.view)}"
    yield from _words("title", step.title)
    for lang in LANGS:
        lines = [dict(line.by_language())[lang] for line in step.lines]
        if any(lines):
            yield _list(f"lines_{lang}", lines)
    if step.figures:
        yield f"figures = [{', '.join(map(_quoted, step.figures))}]"
    if step.show:
        yield f"show = {_quoted(step.show)}"
    yield from _words("notes", step.notes)


def _words(name: str, text: Text) -> Iterator[str]:
    for lang, words in text.by_language():
        if words:
            yield f"{name}_{lang} = {_quoted(words)}"


def _list(name: str, items: Sequence[str]) -> str:
    return "\n".join([f"{name} = [", *(f"  {_quoted(i)}," for i in items), "]"])


def _quoted(words: str) -> str:
    return f'"{"".join(_escaped(words))}"'


def _escaped(words: Iterable[str]) -> Iterator[str]:
    for char in words:
        hidden = ord(char) < 0x20 or ord(char) == 0x7F
        yield _ESCAPES.get(char) or (f"\\u{ord(char):04x}" if hidden else char)
