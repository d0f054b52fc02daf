"""Orders of sheets of parks and of packs: checked whole, then drawn by the command in a folder of its own.

The reader's own workbook and photographs come with the order and go with its folder: no server keeps them.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.guard.limits import MEGABYTE
from geodata.intake.limits import MAX_BYTES
from geodata.intake.photo_limits import MAX_PHOTO_BYTES, MAX_PHOTOS
from layout.exports.formats import EXTENT, FULL, PACK, PARK_FILES, SHEETS
from layout.exports.sheet_options import MAX_PARKS, OptionError, SheetOptions, checked, server_address
from layout.promotion.officer_photos import is_file_name
from layout.server.requests import PageRequest, RefusedError

# Of all photographs of an order together, in bytes.
MAX_ORDER_PHOTOS = 12 * MEGABYTE
_LONGEST_NAME = 200  # bytes of the name of a photograph, as file systems have it
_WORKBOOK, _PHOTOS, _COMMENTS = "parks-own", "photos", "comments.json"
# The kinds of workbook that the command reads; which it is the command tells by its content.
_SUFFIXES = (".xlsx", ".csv", ".xls", ".ods")
_STEMS: Mapping[tuple[str, str], str] = {(SHEETS, "png"): "park-picture"}
_UNREAD = 4 * 500  # characters of a text that is looked at: longer ones are refused in words


@dataclass(frozen=True)
class SheetOrder:
    """An order of sheets or of a pack, with the reader's own facts.

    `workbook` is the suffix and the bytes of the workbook, `photos` are by the names of their files.
    """

    form: str
    content: str
    options: SheetOptions
    workbook: tuple[str, bytes] | None
    photos: Mapping[str, bytes]
    timeout_word = "sheet_answer.slow"
    needs_process = True

    @property
    def stem(self) -> str:
        """Return the beginning of the file's name, by which the command knows what it holds."""
        return _STEMS.get((self.content, self.form), "pack" if self.content == PACK else "park-sheets")

    def command_options(self, folder: Path) -> list[str]:
        """Put what the command needs into its folder; return the options that say it."""
        options = self.options
        # Joined to its option, a text that begins with a hyphen is no option.
        texts = (
            ("for", options.investor),
            ("from", options.sender),
            ("request", options.request),
            ("date", options.day),
            ("address", options.address),
            # Of a file that cannot be short the command takes no extent.
            ("extent", "" if options.extent == FULL else options.extent),
        )
        arguments = [f"--parks={','.join(options.parks)}"]
        arguments += [f"--{name}={text}" for name, text in texts if text]
        if options.comments:
            (folder / _COMMENTS).write_text(json.dumps(dict(options.comments)), encoding="utf-8")
            arguments += ["--comments", _COMMENTS]
        return arguments + self._facts_arguments(folder)

    def _facts_arguments(self, folder: Path) -> list[str]:
        if self.workbook is None:
            return []
        suffix, content = self.workbook
        (folder / f"{_WORKBOOK}{suffix}").write_bytes(content)
        # Always there, so that no photograph is looked for beside the workbook.
        (folder / _PHOTOS).mkdir()
        for name, photo in self.photos.items():
            (folder / _PHOTOS / name).write_bytes(photo)
        return ["--own", f"{_WORKBOOK}{suffix}", "--photos", _PHOTOS]


def read_sheet_order(request: PageRequest) -> SheetOrder:
    """Return the order of a request that names parks. Raises RefusedError."""
    body = request.body
    content, form = body.get("content"), body.get("format")
    known = content in (SHEETS, PACK) and isinstance(form, str) and f".{form}" in PARK_FILES[content]
    if not known or {"view", "story", "template"} & set(body) or not _may_be(body, content, form):
        raise RefusedError(400, "server_answer.not-understood")
    plan = request.build.plans[request.district, request.edition]
    try:
        options = checked(
            SheetOptions(
                parks=_parks(body["parks"]),
                comments=_comments(body.get("comments")),
                request=_text(body.get("request")),
                investor=_text(body.get("investor")),
                sender=_text(body.get("sender")),
                day=_text(body.get("day")),
                address=_text(body.get("address")) or server_address(),
                extent=_text(body.get("extent")) or FULL,
            ),
            plan,
        )
    except OptionError as error:
        raise RefusedError(422, f"sheet_call.{error.word}", **error.values) from error
    # Removed from the body: a request may wait long, and photographs are large.
    workbook, photos = _facts(body.pop("facts", None))
    return SheetOrder(str(form), str(content), options, workbook, photos)


def _may_be(body: Mapping[str, Any], content: Any, form: Any) -> bool:
    """Tell whether a file of the form may have the extent that is asked for."""
    return "extent" not in body or EXTENT in PARK_FILES[content][f".{form}"].options


def _parks(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MAX_PARKS or not all(isinstance(v, str) for v in value):
        raise RefusedError(400, "server_answer.not-understood")
    return tuple(dict.fromkeys(value))


def _comments(value: Any) -> Mapping[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > MAX_PARKS:
        raise RefusedError(400, "server_answer.not-understood")
    return {site: _text(word) for site, word in value.items()}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RefusedError(400, "server_answer.not-understood")
    return value[:_UNREAD]


def _facts(value: Any) -> tuple[tuple[str, bytes] | None, Mapping[str, bytes]]:
    """Return suffix and bytes of a workbook, and photographs by name, but those whose name no file has."""
    if value is None:
        return None, {}
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        raise RefusedError(400, "server_answer.not-understood")
    suffix = Path(value["name"].lower()).suffix
    workbook = _decoded(value.get("base64"), MAX_BYTES)
    photos = value.get("photos") or []
    if not isinstance(photos, list) or len(photos) > MAX_PHOTOS:
        raise RefusedError(400, "server_answer.not-understood")
    return (suffix if suffix in _SUFFIXES else _SUFFIXES[0], workbook), _photos(photos)


def _photos(photos: list[Any]) -> Mapping[str, bytes]:
    contents: dict[str, bytes] = {}
    for photo in photos:
        if not isinstance(photo, dict) or not isinstance(photo.get("name"), str):
            raise RefusedError(400, "server_answer.not-understood")
        name = photo["name"]
        content = _decoded(photo.get("base64"), MAX_PHOTO_BYTES)
        if _is_safe(name):
            contents[name] = content
    if sum(map(len, contents.values())) > MAX_ORDER_PHOTOS:
        raise _too_large()
    return contents


def _is_safe(name: str) -> bool:
    """Tell whether a name is one of a file in a folder, and of no other place."""
    return is_file_name(name) and name.isprintable() and len(name.encode("utf-8", "replace")) <= _LONGEST_NAME


def _decoded(text: Any, limit: int) -> bytes:
    if not isinstance(text, str):
        raise RefusedError(400, "server_answer.not-understood")
    if len(text) > limit * 4 // 3 + 4:
        raise _too_large()
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError(400, "server_answer.not-understood") from error


def _too_large() -> RefusedError:
    values = {"workbook": MAX_BYTES // MEGABYTE, "photos": MAX_ORDER_PHOTOS // MEGABYTE}
    return RefusedError(413, "sheet_answer.too-large", **values)
