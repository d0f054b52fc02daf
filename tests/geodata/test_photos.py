"""Photographs: told by their content, weighed before they are opened, small, upright, and nothing but pixels."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from geodata.faults import Fault
from geodata.guard.errors import GuardError
from geodata.intake import guarded_photos, photo_limits
from geodata.intake.guarded_photos import Photo, read_guarded_photo
from geodata.languages import LANGS
from tests.geodata.archives import growth
from tests.promotion.facts import picture

ORIENTATION, GPS, LATITUDE = 0x0112, 0x8825, 2


def refused(content: bytes, name: str = "a.jpg") -> str:
    """Return why a photograph is left out, in English; both languages say so."""
    fault = read_guarded_photo(content, name)
    assert isinstance(fault, Fault) and not fault.is_stopping
    texts = [fault.text(lang) for lang in LANGS]
    assert texts[0] != texts[1] and not any("{" in text for text in texts)
    return texts[1]


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")]
)
def test_a_picture_becomes_a_small_jpeg_without_its_metadata(form: str, mode: str) -> None:
    source = Image.new(mode, (3000, 600))
    exif = source.getexif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[LATITUDE] = (30.0, 44.0, 31.0)
    out = io.BytesIO()
    source.save(out, form, exif=exif)

    # The name says nothing.
    photo = read_guarded_photo(out.getvalue(), "a.txt")
    assert isinstance(photo, Photo) and photo.size == (400, photo_limits.MAX_SIDE)
    small = Image.open(io.BytesIO(photo.content))
    assert (small.format, small.mode, small.size) == ("JPEG", "RGB", photo.size)
    assert not small.getexif() and not {"exif", "icc_profile", "comment", "xmp"} & set(small.info)
    assert b"Exif" not in photo.content


def test_a_transparent_picture_lies_on_white_and_a_small_one_stays_as_large() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (30, 20), (255, 0, 0, 0)).save(out, "PNG")
    photo = read_guarded_photo(out.getvalue(), "a.png")

    assert isinstance(photo, Photo) and photo.size == (30, 20)
    assert Image.open(io.BytesIO(photo.content)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello", "is no JPEG, PNG or WebP picture"), (b"", "is no JPEG, PNG or WebP picture"),
        (b"GIF89a" + bytes(20), "is no JPEG, PNG or WebP picture"), (b"<svg/>", "is no JPEG, PNG or WebP picture"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "HEIC"), (b"\xff\xd8\xff" + b"x" * 50, "is damaged"),
        (picture()[:200], "is damaged"), (b"\x89PNG\r\n\x1a\n" + bytes(40), "is damaged"),
        (b"RIFF\0\0\0\0WEBPxxxx", "is damaged"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_named(content: bytes, words: str) -> None:
    assert words in refused(content)


def test_a_photograph_of_40_megabytes_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_photos, "read_guarded", lambda *_: pytest.fail("opened"))

    assert "has 40 MB, more than 20 MB" in refused(b"\xff\xd8\xff" + bytes(40_000_000))


def test_too_many_pixels_are_weighed_before_they_are_decoded() -> None:
    # Few bytes in the file, 300 MB decoded.
    bomb = picture("PNG", (10_000, 10_000))
    assert len(bomb) < 1_000_000
    words, grown = growth(lambda: refused(bomb))

    assert "has 100 million pixels, more than 60 million" in words and grown <= 20


@pytest.mark.parametrize(
    "answer",
    [
        ({"size": [0, 5]}, b"\xff\xd8\xff"), ({"size": [9999, 5]}, b"\xff\xd8\xff"), ({"size": [5]}, b"\xff\xd8\xff"),
        ({"size": [5, 5]}, b"<svg"), ({}, b""), ([], b""), ({"fault": "photo_pixels"}, b""), ({"fault": "x"}, b""),
        ({"size": [True, "5"]}, b"\xff\xd8\xff"),
    ],
)  # fmt: skip
def test_no_answer_of_the_child_is_trusted(monkeypatch: pytest.MonkeyPatch, answer: Any) -> None:
    monkeypatch.setattr(guarded_photos, "read_guarded", lambda *_: answer)

    assert isinstance(read_guarded_photo(picture(), "a.jpg"), Fault)


def test_a_child_that_ends_is_a_fault_of_the_one_photograph(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_: Any) -> Any:
        raise GuardError("reading_too_large", limit="9")

    monkeypatch.setattr(guarded_photos, "read_guarded", end)
    fault = read_guarded_photo(picture(), "a.jpg")
    assert isinstance(fault, Fault) and fault.file == "a.jpg"
