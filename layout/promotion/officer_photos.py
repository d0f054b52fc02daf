"""Photographs beside an officer's workbook: each to the row that names its file, and what was left out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from geodata.faults import Fault, hint, make_fault
from geodata.intake.guarded_photos import Photo
from geodata.intake.photo_limits import MAX_PHOTOS
from layout.promotion.officer_facts import OfficerPhoto
from layout.promotion.officer_file import PlacedPhoto

_NO_NAME = ("", ".", "..")


def photo_key(name: str) -> str:
    """Return a file's name folded: the case of letters and how accents are composed make no difference."""
    return unicodedata.normalize("NFC", name).casefold().strip()


def is_file_name(name: str) -> bool:
    """Tell whether a name is one of a file alone, without a folder."""
    return name not in _NO_NAME and not {"/", "\\", "\0", ":"} & set(name)


def place_photos(
    rows: Iterable[PlacedPhoto], photos: Mapping[str, Photo | Fault], file: str
) -> tuple[tuple[OfficerPhoto, ...], tuple[Fault, ...]]:
    """Return the photographs that rows name, in their order, and why others were left out.

    `photos` are those that were handed in, by the name of their file, or what is wrong with one; `file` is
    the workbook. Nothing else is lost by one that is left out.
    """
    by_key = {photo_key(name): photo for name, photo in photos.items()}
    placed: list[OfficerPhoto] = []
    faults: list[Fault] = []
    used: set[str] = set()
    for row in rows:
        key = photo_key(row.file)
        photo = by_key.get(key)
        used.add(key)
        if not is_file_name(row.file):
            faults.append(make_fault(file, row.where, "", "photo_path", value=row.file))
        elif photo is None:
            faults.append(
                make_fault(file, row.where, "", "photo_missing", value=row.file, **hint(row.file, photos))
            )
        elif isinstance(photo, Fault):
            faults.append(photo)
        elif len(placed) == MAX_PHOTOS:
            faults.append(make_fault(file, row.where, "", "too_many_photos", limit=MAX_PHOTOS))
            break
        else:
            placed.append(
                OfficerPhoto(row.site, row.file, photo.content, photo.size, row.caption, row.owner, row.day)
            )
    for name, photo in photos.items():
        if photo_key(name) not in used:
            faults.append(photo if isinstance(photo, Fault) else make_fault(name, "", "", "photo_unnamed"))
    return tuple(placed), tuple(dict.fromkeys(faults))
