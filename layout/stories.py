"""A story as a command asks for it: the edition's own, or a file; read whole, every fault told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geodata.faults import DataError, Issue, show
from layout.choice import Chosen, UsageError, settle
from layout.text import say
from layout.view import LANGS

if TYPE_CHECKING:
    from layout.briefing.record import Story
    from layout.model import Layout
    from layout.shapes import Shapes

MAX_BYTES = 256 * 1024
MAX_TEMPLATE = 20 * 1024 * 1024


def content(file: Path, option: str, limit: int = MAX_TEMPLATE) -> bytes:
    """Return the bytes of a file that an option names.

    Raises UsageError where there is no such file, DataError where it cannot be read or is too large.
    """
    if not file.is_file():
        raise UsageError("export.no-file", what=option, value=show(file))
    try:
        with file.open("rb") as opened:
            held = opened.read(limit + 1)
    except OSError as error:
        raise DataError([_fault(file.name, "unreadable", reason=show(error.strerror or ""))]) from error
    if len(held) > limit:
        raise DataError([_fault(file.name, "too-large", limit=f"{limit // 1024:,} KB")])
    return held


def layers(layout: Layout, shapes: Shapes) -> tuple[str, ...]:
    """Return the ids of the map's layers."""
    from layout.maps.canvas import record
    from layout.maps.layers import LAYERS

    return tuple(layer["id"] for layer in record(layout, shapes, LANGS[0], LAYERS).layers)


def story(chosen: Chosen, layout: Layout, shapes: Shapes, own: tuple[bytes, str] | None = None) -> Story:
    """Return a story: that of a file (its bytes and name), else the one that the edition ships.

    Raises DataError with every fault of it, UsageError where the edition ships none.
    """
    from layout.briefing import story as stories

    known = layers(layout, shapes)
    if own is None:
        one = settle(chosen)
        found, issues = stories.shipped(one.root, str(one.district), str(one.edition), layout, known)
    else:
        found, issues = stories.read(_text(*own), own[1], layout, known)
    if issues:
        raise DataError(issues)
    if found is None:
        raise UsageError("export.none", edition=layout.edition.id, district=layout.district.id)
    return found


def _text(held: bytes, name: str) -> str:
    """Return a file's text. Raises DataError where it is not UTF-8, with the line."""
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = held.count(b"\n", 0, error.start) + 1
        raise DataError([_fault(name, "not-utf8", where=f"line {line}")]) from error


def _fault(file: str, word: str, where: str = "", **values: str) -> Issue:
    said = [say(f"export_fault.{word}", lang, **values) for lang in ("zh", "en")]
    done = [say(f"export_remedy.{word}", lang, **values) for lang in ("zh", "en")]
    return Issue(show(file), where, "", said[0], said[1], done[0], done[1])
