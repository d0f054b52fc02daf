"""Orders of files, of a story or of a map: checked whole before anything is made."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geodata.faults import printable
from layout.briefing import story_file
from layout.briefing.story_model import Story
from layout.exports.formats import MAPS, PORTRAIT, STORIES, TEMPLATE
from layout.exports.size import DPI_RANGE, MAX_PIXELS_SERVED, Size, SizeError, read_size
from layout.exports.story_options import MAX_TEMPLATE
from layout.server.requests import PageRequest, RefusedError, read_request_story
from layout.server.sheet_orders import SheetOrder, read_sheet_order
from layout.view.extent import view_for_size
from layout.view.query import MAX_QUERY, parse_view
from layout.view.view import View
from layout.words.glossary import say

# The most characters of a size or a resolution, and the most pixels of a side of a screen.
_TYPED, _SCREEN = 40, 20_000
# By the word for an option of the command, the word for the field of the page.
_SIZE_WORDS: Mapping[str, str] = {
    "static_map_fault.size": "map_image_answer.size",
    "static_map_fault.range": "map_image_answer.range",
    "static_map_fault.dpi": "map_image_answer.dpi",
    "static_map_fault.letters": "map_image_answer.letters",
}


@dataclass(frozen=True)
class StoryOrder:
    """An order of a story's file; `story` is None for the story of the edition."""

    form: str
    portrait: bool
    story: Story | None
    template: bytes | None
    stem = "briefing"
    timeout_word = "server_answer.slow"

    @property
    def needs_process(self) -> bool:
        """Tell whether the file is drawn: the HTML file of a story is filled into the map of the build."""
        return self.form != "html"

    def command_options(self, folder: Path) -> list[str]:
        """Put what the command needs into its folder; return the options that say it."""
        arguments = ["--briefing"]
        if self.story is not None:
            (folder / "story.toml").write_text(story_file.story_toml(self.story), encoding="utf-8")
            arguments += ["--story", "story.toml"]
        options = STORIES[f".{self.form}"].options
        if self.template is not None and TEMPLATE in options:
            (folder / "template.pptx").write_bytes(self.template)
            arguments += ["--template", "template.pptx"]
        return [*arguments, "--portrait"] if self.portrait and PORTRAIT in options else arguments


@dataclass(frozen=True)
class MapOrder:
    """An order of a map. The command gets the view as parsed here, never the text of the request."""

    form: str
    view: View
    size: Size
    stem = "map"
    timeout_word = "map_image_answer.slow"
    needs_process = True

    def command_options(self, _folder: Path) -> list[str]:
        """Return the options of the command."""
        arguments = ["--view", self.view.query(), "--size", f"{self.size.width}x{self.size.height}"]
        return [*arguments, "--dpi", f"{self.size.dpi:g}"] if self.size.dpi else arguments


Order = StoryOrder | MapOrder | SheetOrder


def read_order(request: PageRequest) -> Order:
    """Return the order of a request: of parks or of a map where it names them. Raises RefusedError."""
    if "parks" in request.body:
        return read_sheet_order(request)
    return _map(request) if "view" in request.body else _story(request)


def _story(request: PageRequest) -> StoryOrder:
    body = request.body
    form, portrait = body.get("format"), body.get("portrait", False)
    if not isinstance(form, str) or f".{form}" not in STORIES or not isinstance(portrait, bool):
        raise RefusedError(400, "server_answer.not-understood")
    story_sent = None
    if body.get("story") is not None:
        story_sent, faults = read_request_story(request)
        if story_sent is None or faults:
            raise RefusedError(422, "", faults=[i.text(request.lang) for i in faults])
    # Removed from the body: a request may wait long, and a template is large.
    return StoryOrder(form, portrait, story_sent, _template(body.pop("template", None)))


def _template(text: Any) -> bytes | None:
    if text is None:
        return None
    if not isinstance(text, str):
        raise RefusedError(400, "server_answer.not-understood")
    try:
        # Without `validate` letters outside the alphabet would be passed over in silence.
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError(400, "server_answer.not-understood") from error
    if len(content) > MAX_TEMPLATE:
        raise RefusedError(413, "server_answer.too-large")
    return content


def _map(request: PageRequest) -> MapOrder:
    form = request.body.get("format")
    # A request for a story and a map at once is refused, not read as one of them.
    if {"story", "toml", "template", "portrait"} & set(request.body) or not isinstance(form, str):
        raise RefusedError(400, "server_answer.not-understood")
    if f".{form}" not in MAPS:
        known = ", ".join(f.form for f in MAPS.values())
        raise RefusedError(400, "map_image_answer.format", value=printable(form), known=known)
    view, image_size, window = _view(request), _size(request.body), _window(request.body.get("window"))
    return MapOrder(form, view_for_size(view, window, image_size.screen) if window else view, image_size)


def _view(request: PageRequest) -> View:
    """Return the view. Raises RefusedError for one with unknown parts: no other map is to be drawn."""
    query = request.body["view"]
    if not isinstance(query, str):
        raise RefusedError(400, "server_answer.not-understood")
    if len(query) > MAX_QUERY:
        raise RefusedError(413, "map_image_answer.view", most=f"{MAX_QUERY:,}")
    layers = request.build.layers(request.district, request.edition)
    view, faults = parse_view(query, request.build.plans[request.district, request.edition], layers)
    if faults:
        lines = [say(f.reason, request.lang, key=printable(f.key), value=printable(f.value)) for f in faults]
        raise RefusedError(422, "", faults=lines)
    return replace(view, lang=request.lang)


def _size(body: Mapping[str, Any]) -> Size:
    try:
        return read_size(_short_text(body.get("size")), _dpi(_short_text(body.get("dpi"))), MAX_PIXELS_SERVED)
    except SizeError as error:
        values = {k: printable(v) for k, v in error.values.items()}
        raise RefusedError(400, _SIZE_WORDS[error.word], **values) from error


def _short_text(value: Any) -> str | None:
    if value is not None and (not isinstance(value, str) or len(value) > _TYPED):
        raise RefusedError(400, "server_answer.not-understood")
    return value


def _dpi(text: str | None) -> float | None:
    """Return a resolution as it was typed, None where it was left open."""
    if text is None or not text.strip():
        return None
    # float() would take nan, inf and 1e3 as well.
    if not re.fullmatch(r"\s*[0-9]{1,6}(\.[0-9]{1,2})?\s*", text):
        low, high = (f"{limit:,}" for limit in DPI_RANGE)
        raise RefusedError(400, "map_image_answer.no-dpi", value=printable(text), low=low, high=high)
    return float(text)


def _window(value: Any) -> tuple[float, float] | None:
    """Return width and height of the map on the screen in pixels, None where the request names none."""
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise RefusedError(400, "server_answer.not-understood")
    for side in value:
        # A bool is an int to Python; the comparison refuses NaN too.
        if isinstance(side, bool) or not isinstance(side, int | float) or not 1 <= side <= _SCREEN:
            raise RefusedError(400, "server_answer.not-understood")
    return float(value[0]), float(value[1])
