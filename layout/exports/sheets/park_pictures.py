"""The pictures of a sheet as files beside its template: map, district, photographs, code."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import segno

from layout.drawing.svg_writer import inline_svg
from layout.exports.park_map import ParkMap
from layout.exports.sheets.typst_file import TypstFile
from layout.promotion.officer_facts import OfficerPhoto
from layout.view.view import View
from layout.words.glossary import say

# Points to a pixel of a map: its smallest letters have 10.5 pixels, and none is to be below 8 points.
MAP_SCALE = 0.7655
_SITE_PAGE = "parks"
_SUFFIXES = {b"\xff\xd8": "jpg", b"\x89P": "png"}


def map_data(drawing: ParkMap, name: str, file: TypstFile) -> dict[str, Any]:
    """Put a map beside the template; return what the template is to know of it."""
    content = inline_svg(drawing.picture, drawing.alt).encode("utf-8")
    return {"file": file.add_picture(f"{name}.svg", content), "alt": drawing.alt}


def no_map() -> dict[str, Any]:
    """Return what stands for a map while a page is measured."""
    return {"file": "", "alt": ""}


def photo_data(photos: Iterable[OfficerPhoto], name: str, file: TypstFile, lang: str) -> list[dict[str, Any]]:
    """Put photographs beside the template; return what the template is to know of each."""
    return [
        {
            "file": file.add_picture(f"{name}-photo-{n}.{_SUFFIXES.get(p.content[:2], 'jpg')}", p.content),
            "alt": p.caption or say("sheet.photo", lang),
            "caption": photo_caption(p, lang),
        }
        for n, p in enumerate(photos, start=1)
    ]


def photo_caption(photo: OfficerPhoto, lang: str) -> str:
    """Return the caption of a photograph with whose it is and of what day."""
    day = photo.day.isoformat() if photo.day else ""
    return say("text.dot", lang).join(w for w in (photo.caption, photo.owner, day) if w)


def page_address(address: str, view: View) -> str:
    """Return the address of the page of a view's site on a server, all of it ASCII."""
    return f"{address}/{_SITE_PAGE}?{view.query()}"


def code_data(address: str, name: str, file: TypstFile) -> str:
    """Put a code that leads to an address beside the template; return its name."""
    out = io.BytesIO()
    # A code of the usual kind: the smaller one that a short text would get is not read by all phones.
    segno.make_qr(address, error="m").save(out, kind="svg", border=2, xmldecl=False, light="#ffffff")
    return file.add_picture(f"{name}-code.svg", out.getvalue())
