"""The officer's own facts that a reader uploads: read, stored in the session, and nowhere else."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import streamlit as st

from geodata.faults import Fault, make_fault
from geodata.guard.limits import MEGABYTE
from geodata.intake.guarded_facts import read_guarded_facts
from geodata.intake.guarded_photos import Photo, read_guarded_photo, too_big
from geodata.intake.limits import MAX_BYTES
from geodata.intake.photo_limits import MAX_PHOTO_BYTES, MAX_PHOTOS
from layout.plan.model import Plan
from layout.promotion.officer_facts import NO_FACTS, OfficerFacts
from layout.promotion.officer_file import PlacedPhoto, match_facts
from layout.promotion.officer_photos import place_photos
from layout.view.view import View

_UPLOADS = "facts_uploads"
# What a session holds of photographs, in bytes: many people may have the app open.
MAX_SESSION_PHOTOS = 12 * MEGABYTE
_LONGEST_NAME = 200


@dataclass(frozen=True)
class FactsUpload:
    """The facts of an edition's last good workbook, photographs by name, and the faults of a later one.

    `rows` are those that name photographs, `notices` say what of the workbook was not read, `left_out` which
    photographs were not taken and why. `accepted` is the number of the message that brought the last of them.
    """

    facts: OfficerFacts = NO_FACTS
    rows: tuple[PlacedPhoto, ...] = ()
    notices: tuple[Fault, ...] = ()
    photos: Mapping[str, Photo | Fault] = field(default_factory=dict)
    left_out: tuple[Fault, ...] = ()
    accepted: int = 0
    faulty_file: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def file(self) -> str:
        """Return the name of the workbook, empty where none was handed in."""
        return self.facts.file


def officer_facts(view: View) -> OfficerFacts:
    """Return the officer's facts and photographs of a view's edition, empty where there are none."""
    return facts_upload(view).facts


def facts_upload(view: View) -> FactsUpload:
    """Return the upload of a view's edition, empty where there is none."""
    uploads: dict[tuple[str, str], FactsUpload] = st.session_state.get(_UPLOADS, {})
    return uploads.get((view.district, view.edition), FactsUpload())


def receive_facts(message: Any, view: View, plan: Plan) -> None:
    """Take what the browser sends, which is untrusted: a workbook, photographs, or the removal of both."""
    if not isinstance(message, dict):
        return
    before = facts_upload(view)
    if message.get("remove") is True:
        _store(view, FactsUpload())
        return
    number = message.get("n")
    after = replace(before, accepted=number if isinstance(number, int) else 0)
    name, content = message.get("name"), _decoded(message.get("base64"), MAX_BYTES)
    # Photographs that came without a workbook are kept under no name.
    if isinstance(name, str) and name and content is not None:
        after = _with_workbook(after, before, content, name, plan)
    after = replace(after, photos=_with_photos(before.photos, message.get("photos")))
    placed, left_out = place_photos(after.rows, after.photos, after.file)
    _store(view, replace(after, facts=replace(after.facts, photos=placed), left_out=left_out))


def _with_workbook(
    after: FactsUpload, before: FactsUpload, content: bytes, name: str, plan: Plan
) -> FactsUpload:
    """Return the upload after a further workbook: a faulty one leaves the last good facts."""
    reading = match_facts(read_guarded_facts(content, name), plan, date.today())
    if reading.faults:
        accepted, file = before.accepted, reading.facts.file
        return replace(after, accepted=accepted, faulty_file=file, faults=reading.faults)
    return replace(
        after,
        facts=reading.facts,
        rows=reading.photos,
        notices=reading.notices,
        faulty_file="",
        faults=(),
    )


def _with_photos(before: Mapping[str, Photo | Fault], messages: Any) -> dict[str, Photo | Fault]:
    """Return the photographs by name with those of a message, as many as a session may hold."""
    photos: dict[str, Photo | Fault] = {n: p for n, p in before.items() if isinstance(p, Photo)}
    for message in messages[:MAX_PHOTOS] if isinstance(messages, list) else ():
        name = message.get("name") if isinstance(message, dict) else None
        if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_NAME:
            continue
        photo = _photo(message, name)
        size_so_far = sum(len(p.content) for p in photos.values() if isinstance(p, Photo))
        if isinstance(photo, Photo) and size_so_far + len(photo.content) > MAX_SESSION_PHOTOS:
            limit = f"{MAX_SESSION_PHOTOS // MEGABYTE}"
            photo = make_fault(name, "", "", "photos_too_big", limit=limit)
        photos[name] = photo
    return photos


def _photo(message: Mapping[str, Any], name: str) -> Photo | Fault:
    size, content = message.get("size"), _decoded(message.get("base64"), MAX_PHOTO_BYTES)
    if content is not None:
        return read_guarded_photo(content, name)
    return too_big(name, size if isinstance(size, int) and 0 < size < 10**12 else MAX_PHOTO_BYTES + 1)


def _decoded(text: Any, limit: int) -> bytes | None:
    # Base64 takes 4/3 of the bytes: a file a little too large still gets its fault, more is not decoded.
    if not isinstance(text, str) or len(text) > 2 * limit:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def _store(view: View, upload: FactsUpload) -> None:
    by_edition = dict(st.session_state.get(_UPLOADS, {}))
    by_edition[view.district, view.edition] = upload
    st.session_state[_UPLOADS] = by_edition
