"""A photograph of a user: what it is by its content, and a small clean JPEG of it made in a child."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.faults import Fault, make_fault
from geodata.guard.errors import GuardError
from geodata.guard.guarded_reading import GuardedReader, read_guarded
from geodata.guard.limits import MEGABYTE, Limits

from .figure_file import shown_name
from .photo_limits import MAX_PHOTO_BYTES, MAX_SIDE

_READER = GuardedReader(
    "geodata.intake.confined_photo",
    Limits(seconds=20, memory=1_000 * MEGABYTE, max_answer=10_000, max_content=8 * MEGABYTE),
)
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
# Kinds of faults that the child may answer with.
_CODES = ("photo_pixels", "photo_damaged")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph as JPEG: at most MAX_SIDE pixels wide and high, upright, its pixels and nothing beside."""

    content: bytes
    size: tuple[int, int]


def read_guarded_photo(content: bytes, name: str) -> Photo | Fault:
    """Return a photograph, or why it is none."""
    file = shown_name(name)
    if len(content) > MAX_PHOTO_BYTES:
        return too_big(name, len(content))
    if code := _refusal(content):
        return make_fault(file, "", "", code)
    try:
        plain, jpeg = read_guarded(_READER, content)
        if isinstance(plain, dict) and plain.get("fault") in _CODES and isinstance(plain["values"], dict):
            return make_fault(file, "", "", plain["fault"], **plain["values"])
        width, height = plain["size"]
        if not jpeg.startswith(_JPEG) or not all(_is_side(side) for side in (width, height)):
            raise GuardError("reading_failed")
        return Photo(jpeg, (width, height))
    except (LookupError, TypeError, ValueError):
        return GuardError("reading_failed").fault(file)
    except GuardError as error:
        return error.fault(file)


def too_big(name: str, size: int) -> Fault:
    """Return the fault of a file of more bytes than are read."""
    values = {"size": f"{size / MEGABYTE:.0f}", "limit": f"{MAX_PHOTO_BYTES // MEGABYTE}"}
    return make_fault(shown_name(name), "", "", "photo_too_big", **values)


def _is_side(side: object) -> bool:
    return isinstance(side, int) and 0 < side <= MAX_SIDE


def _refusal(content: bytes) -> str:
    """Return why bytes are not even passed to the child: what they are shows in their first ones."""
    if content.startswith((_JPEG, _PNG)) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return ""
    return "photo_heic" if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS else "no_photo"
