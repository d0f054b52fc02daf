"""A story as the text of a TOML file, such that reading it gives the same story."""

from __future__ import annotations

import tomli_w

from geodata.languages import LANGS
from layout.briefing.story_model import Step, Story
from layout.plan.model import Text


def story_toml(story: Story) -> str:
    """Return a story as TOML; comments and order of keys of a file it came from are not kept.

    Equal stories give equal text. Lists have one entry to a line, and so have texts of several lines.
    """
    # Written step by step: a list of short steps would be folded into one line, and faults of the
    # file are placed by the lines of its headings.
    blocks = [_toml(_by_language("title", story.title))]
    blocks += ["[[steps]]\n" + _toml(_fields(step)) for step in story.steps]
    return "\n".join(block for block in blocks if block)


def _toml(fields: dict[str, str | list[str]]) -> str:
    texts = [t for field in fields.values() for t in ([field] if isinstance(field, str) else field)]
    # Written over several lines a text would lose its carriage returns.
    return tomli_w.dumps(fields, indent=2, multiline_strings=not any("\r" in t for t in texts))


def _fields(step: Step) -> dict[str, str | list[str]]:
    """Return a step as a table of the file, without fields that are empty."""
    lines = {f"lines_{lang}": [dict(line.by_language())[lang] for line in step.lines] for lang in LANGS}
    fields = {
        "id": step.id,
        "view": step.view,
        **_by_language("title", step.title),
        **{key: texts for key, texts in lines.items() if any(texts)},
        "figures": list(step.figures),
        "show": step.show,
        **_by_language("notes", step.notes),
    }
    return {key: field for key, field in fields.items() if field}


def _by_language(name: str, text: Text) -> dict[str, str | list[str]]:
    return {f"{name}_{lang}": words for lang, words in text.by_language() if words}
