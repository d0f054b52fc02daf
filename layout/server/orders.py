"""A file that is asked for, of a story or of a map: checked whole before anything is made."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geodata.faults import show
from layout.briefing import story_file
from layout.briefing.story_model import Story
from layout.exports import DRAWN, STORIES
from layout.exports.size import DPI_RANGE, MAX_PIXELS_SERVED, Size, SizeError, read_size
from layout.exports.story_options import MAX_TEMPLATE
from layout.server.requests import Asked, RefusedError, told
from layout.view.extent import as_seen
from layout.view.view import MAX_QUERY, View, parse
from layout.words.glossary import say

# The most characters of a size or a resolution, and the most pixels of a side of a screen.
_TYPED, _SCREEN = 40, 20_000
# What the command says of its options, said of the fields of a page.
_SIZE_WORDS: Mapping[str, str] = {
    "still_fault.size": "picture_answer.size",
    "still_fault.range": "picture_answer.range",
    "still_fault.dpi": "picture_answer.dpi",
    "still_fault.letters": "picture_answer.letters",
}


@dataclass(frozen=True)
class StoryOrder:
    """A file of a story that is to be made; without a story of one's own it is the edition's."""

    form: str
    portrait: bool
    story: Story | None
    template: bytes
    stem = "briefing"
    slow = "desk_answer.slow"

    def call(self, folder: Path) -> list[str]:
        """Put what the command needs into its folder; return the options that say it."""
        given = ["--briefing"]
        if self.story is not None:
            (folder / "story.toml").write_text(story_file.story_toml(self.story), encoding="utf-8")
            given += ["--story", "story.toml"]
        if self.template and self.form == "pptx":
            (folder / "template.pptx").write_bytes(self.template)
            given += ["--template", "template.pptx"]
        return [*given, "--portrait"] if self.portrait and self.form == "pdf" else given


@dataclass(frozen=True)
class MapOrder:
    """The map of a view that is to be drawn. The command is given the view as read here, not as asked."""

    form: str
    view: View
    size: Size
    stem = "map"
    slow = "picture_answer.slow"

    def call(self, _folder: Path) -> list[str]:
        """Return the options of the command."""
        given = ["--view", self.view.query(), "--size", f"{self.size.wide}x{self.size.high}"]
        return [*given, "--dpi", f"{self.size.dpi:g}"] if self.size.dpi else given


Order = StoryOrder | MapOrder


def order(asked: Asked) -> Order:
    """Return what is to be made: a map where a view is named. Raises RefusedError."""
    return _map(asked) if "view" in asked.said else _story(asked)


def _story(asked: Asked) -> StoryOrder:
    said = asked.said
    form, portrait = said.get("format"), said.get("portrait", False)
    if not isinstance(form, str) or f".{form}" not in STORIES or not isinstance(portrait, bool):
        raise RefusedError(400, "desk_answer.not-understood")
    own = None
    if said.get("story") is not None:
        own, faults = told(asked)
        if own is None or faults:
            raise RefusedError(422, "", faults=[i.text(asked.lang) for i in faults])
    # Taken out, for a request that waits keeps what is left of it.
    return StoryOrder(form, portrait, own, _template(said.pop("template", None)))


def _template(text: Any) -> bytes:
    if text is None:
        return b""
    if not isinstance(text, str):
        raise RefusedError(400, "desk_answer.not-understood")
    try:
        held = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError(400, "desk_answer.not-understood") from error
    if len(held) > MAX_TEMPLATE:
        raise RefusedError(413, "desk_answer.too-large")
    return held


def _map(asked: Asked) -> MapOrder:
    form = asked.said.get("format")
    if {"story", "toml", "template", "portrait"} & set(asked.said) or not isinstance(form, str):
        raise RefusedError(400, "desk_answer.not-understood")
    if f".{form}" not in DRAWN:
        known = ", ".join(suffix[1:] for suffix in DRAWN)
        raise RefusedError(400, "picture_answer.format", value=show(form), known=known)
    view, sized, window = _view(asked), _size(asked.said), _window(asked.said.get("window"))
    return MapOrder(form, as_seen(view, window, sized.screen) if window else view, sized)


def _view(asked: Asked) -> View:
    """Read the view; what is unknown in it is no reason for another picture than the one asked for."""
    query = asked.said["view"]
    if not isinstance(query, str):
        raise RefusedError(400, "desk_answer.not-understood")
    if len(query) > MAX_QUERY:
        raise RefusedError(413, "picture_answer.view", most=f"{MAX_QUERY:,}")
    layers = asked.held.layers(asked.district, asked.edition)
    view, faults = parse(query, asked.held.plans[asked.district, asked.edition], layers)
    if faults:
        lines = [say(f.reason, asked.lang, key=show(f.key), value=show(f.value)) for f in faults]
        raise RefusedError(422, "", faults=lines)
    return replace(view, lang=asked.lang)


def _size(said: Mapping[str, Any]) -> Size:
    try:
        return read_size(_typed(said.get("size")), _dpi(_typed(said.get("dpi"))), MAX_PIXELS_SERVED)
    except SizeError as error:
        values = {k: show(v) for k, v in error.values.items()}
        raise RefusedError(400, _SIZE_WORDS[error.word], **values) from error


def _typed(value: Any) -> str | None:
    if value is not None and (not isinstance(value, str) or len(value) > _TYPED):
        raise RefusedError(400, "desk_answer.not-understood")
    return value


def _dpi(text: str | None) -> float | None:
    """Return a resolution as it was typed, None where it was left open."""
    if text is None or not text.strip():
        return None
    if not re.fullmatch(r"\s*[0-9]{1,6}(\.[0-9]{1,2})?\s*", text):
        low, high = (f"{limit:,}" for limit in DPI_RANGE)
        raise RefusedError(400, "picture_answer.no-dpi", value=show(text), low=low, high=high)
    return float(text)


def _window(value: Any) -> tuple[float, float] | None:
    """Return how many pixels of a screen the map has that is to be shown, if that is said."""
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise RefusedError(400, "desk_answer.not-understood")
    for side in value:
        if isinstance(side, bool) or not isinstance(side, int | float) or not 1 <= side <= _SCREEN:
            raise RefusedError(400, "desk_answer.not-understood")
    return float(value[0]), float(value[1])
