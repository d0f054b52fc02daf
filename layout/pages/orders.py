"""Files that a page orders: what is asked, checked whole, and how the command line is called for it."""

from __future__ import annotations

import base64
import binascii
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from layout.briefing import story
from layout.briefing.record import Story
from layout.exports import DRAWN, STORIES
from layout.exports.options import MAX_TEMPLATE
from layout.exports.size import Size, SizeError, size
from layout.pages import server
from layout.pages.asked import Asked, RefusedError
from layout.text import say
from layout.view import View, parse

# The longest query of a view, in letters; what a map on a page may measure, in pixels; how far it zooms.
MOST_QUERY, _SIDES, _ZOOMS = 4000, (100, 20_000), (0.0, 19.0)


@dataclass(frozen=True)
class StoryOrder:
    """The file of a story that is to be made."""

    form: str
    portrait: bool
    story: Story | None
    template: bytes
    name: str = "briefing"

    def options(self, folder: Path) -> list[str]:
        """Put what the command needs into its folder; return the options that say so."""
        found = ["--briefing"]
        if self.story is not None:
            (folder / "story.toml").write_text(story.write(self.story), encoding="utf-8")
            found += ["--story", "story.toml"]
        if self.template and self.form == "pptx":
            (folder / "template.pptx").write_bytes(self.template)
            found += ["--template", "template.pptx"]
        return [*found, "--portrait"] if self.portrait and self.form == "pdf" else found


@dataclass(frozen=True)
class MapOrder:
    """The picture of a view that is to be drawn; a dpi of 0 is left to the size."""

    form: str
    view: View
    size: Size
    name: str = "map"

    def options(self, _: Path) -> list[str]:
        """Return the options that say what is drawn."""
        dpi = [f"--dpi={self.size.dpi:g}"] if self.size.dpi else []
        return [f"--view={self.view.query()}", f"--size={self.size.wide}x{self.size.high}", *dpi]


Order = StoryOrder | MapOrder


def ordered(asked: Asked) -> Order:
    """Return what is ordered. Raises RefusedError with every fault of it."""
    return _map(asked) if "view" in asked.said else _story(asked)


def call(order: Order, asked: Asked, folder: Path) -> list[str]:
    """Return how the command line is called for an order, in a folder that holds what it needs."""
    return [
        *("export", f"{order.name}.{order.form}", "--data", str(server.store.root.resolve())),
        *("--lang", asked.lang, "--district", asked.district, "--edition", asked.edition),
        *order.options(folder),
    ]


def read_story(asked: Asked) -> tuple[Story | None, list[str]]:
    """Read the story that is asked about: a file's text, or a draft. Returns its faults in words."""
    layout = asked.held.layouts[asked.district, asked.edition]
    layers = asked.held.layers(asked.district, asked.edition)
    text = asked.said.get("toml")
    if text is None:
        found, issues = story.from_plain(asked.said.get("story"), asked.name, layout, layers)
    elif isinstance(text, str):
        found, issues = story.read(text, asked.name, layout, layers)
    else:
        raise RefusedError(400, "desk_answer.not-understood")
    return found, [i.text(asked.lang) for i in issues]


def _story(asked: Asked) -> StoryOrder:
    said = asked.said
    form, portrait = said.get("format"), said.get("portrait", False)
    if not isinstance(form, str) or f".{form}" not in STORIES or not isinstance(portrait, bool):
        raise RefusedError(400, "desk_answer.not-understood")
    own = None
    if said.get("story") is not None:
        own, faults = read_story(asked)
        if own is None or faults:
            raise RefusedError(422, "", faults=faults)
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
    said = asked.said
    form, query = said.get("format"), said.get("view")
    known = isinstance(form, str) and f".{form}" in DRAWN
    if not known or not isinstance(query, str) or len(query) > MOST_QUERY:
        raise RefusedError(400, "desk_answer.not-understood")
    made = _size(asked)
    layers = asked.held.layers(asked.district, asked.edition)
    view, _ = parse(query, asked.held.layouts[asked.district, asked.edition], layers)
    view = replace(view, district=asked.district, edition=asked.edition, lang=asked.lang, step="")
    return MapOrder(str(form), _enlarged(view, said.get("seen"), made), made)


def _size(asked: Asked) -> Size:
    text, dpi = asked.said.get("size"), asked.said.get("dpi")
    number = isinstance(dpi, int | float) and not isinstance(dpi, bool) and math.isfinite(dpi)
    if not isinstance(text, str) or len(text) > 40 or not (dpi is None or number):
        raise RefusedError(400, "desk_answer.not-understood")
    try:
        return size(text, None if dpi is None else float(dpi))
    except SizeError as error:
        names = {"size": say("picture.size", asked.lang), "resolution": say("picture.dpi", asked.lang)}
        raise RefusedError(
            422, "", faults=[say(error.word, asked.lang, **{**names, **error.values})]
        ) from error


def _enlarged(view: View, seen: Any, made: Size) -> View:
    """Zoom a view so that the picture holds what the reader's map holds, which measures `seen` pixels."""
    if view.zoom is None or seen is None:
        return view
    if not isinstance(seen, list) or len(seen) != 2 or not all(_is_side(side) for side in seen):
        raise RefusedError(400, "desk_answer.not-understood")
    times = min(room / side for room, side in zip(made.screen, seen, strict=True))
    return replace(view, zoom=min(max(view.zoom + math.log2(times), _ZOOMS[0]), _ZOOMS[1]))


def _is_side(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and _SIDES[0] <= value <= _SIDES[1]
