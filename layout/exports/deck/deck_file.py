"""Writing a presentation: its properties are set, times and program names left out, so that bytes repeat."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from layout.briefing.story_model import Briefing
from layout.drawing.text_metrics import single_line
from layout.exports.deck.deck_theme import TAGS

_EPOCH = datetime(2000, 1, 1)
_STAMP = (2000, 1, 1, 0, 0, 0)  # any fixed time; ZIP has none before 1980
_MOST = 255  # characters that python-pptx allows in a property


def deck_bytes(deck: Any, briefing: Briefing) -> bytes:
    """Return the .pptx file of a presentation; the same slides give the same bytes."""
    _set_properties(deck, briefing)
    package = deck.part.package
    # The empty presentation brings a thumbnail of another deck and the name of a program.
    for rel in [r for r in package._rels.values() if not _is_kept(r.reltype)]:
        package._rels.pop(rel.rId)
    out = io.BytesIO()
    deck.save(out)
    return _without_times(out.getvalue())


def _is_kept(kind: str) -> bool:
    return kind.endswith(("/officeDocument", "/core-properties"))


def _set_properties(deck: Any, briefing: Briefing) -> None:
    properties = deck.core_properties
    properties.title, properties.subject = (
        single_line(briefing.title)[:_MOST],
        single_line(briefing.subtitle)[:_MOST],
    )
    properties.language = TAGS[briefing.lang][0]
    for name in ("author", "last_modified_by", "comments", "keywords", "category"):
        setattr(properties, name, "")
    properties.revision = 1
    properties.created = properties.modified = _EPOCH


def _without_times(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, _STAMP), old.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()
