"""A presentation to bytes: with what it is about, without clock, machine or program."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from layout.briefing.story_model import Briefing
from layout.drawing.text_metrics import single_line
from layout.exports.deck.deck_theme import TAGS

_EPOCH = datetime(2000, 1, 1)
_STAMP = (2000, 1, 1, 0, 0, 0)
_MOST = 255  # letters that the library lets a property hold


def deck_bytes(deck: Any, briefing: Briefing) -> bytes:
    """Return the file of a presentation; the same slides give the same bytes."""
    _set_properties(deck, briefing)
    package = deck.part.package
    for rel in [r for r in package._rels.values() if not _kept(r.reltype)]:
        package._rels.pop(rel.rId)
    out = io.BytesIO()
    deck.save(out)
    return _without_times(out.getvalue())


def _kept(kind: str) -> bool:
    return kind.endswith(("/officeDocument", "/core-properties"))


def _set_properties(deck: Any, briefing: Briefing) -> None:
    about = deck.core_properties
    about.title, about.subject = single_line(briefing.title)[:_MOST], single_line(briefing.subtitle)[:_MOST]
    about.language = TAGS[briefing.lang][0]
    for name in ("author", "last_modified_by", "comments", "keywords", "category"):
        setattr(about, name, "")
    about.revision = 1
    about.created = about.modified = _EPOCH


def _without_times(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, _STAMP), old.read(info), zipfile.ZIP_DEFLATED)
    return out.getvalue()
