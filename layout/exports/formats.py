"""The table of formats: what a file is written by, what it holds, and how a page offers it.

A new format is its file in this room and one row of FORMATS. The command line, the check of what a page
orders, the media types of the server and the buttons of the pages all read this table. The
words of a button are `format.CONTENT-FORM` and `format.CONTENT-FORM-title` of the glossary; where there
are none it shows the suffix.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layout.words.glossary import glossary

# What a file holds: the sites or the pages of a view; the map of a view, drawn at a size; a story; sheets of
# parks, one for each; a pack of several for an investor.
VIEW, MAP, STORY, SHEETS, PACK = "view", "map", "story", "sheets", "pack"
# What may be chosen for a file: of a story a PowerPoint template and pages in portrait, of a pack how much it
# says.
TEMPLATE, PORTRAIT, EXTENT = "template", "portrait", "extent"
# How much a pack says: pages that are read at once, or a sheet of each park with all that is behind it.
SHORT, FULL = "short", "full"
EXTENTS = (SHORT, FULL)
# What a page offers beside a format as it is, by the choice.
VARIANTS = {PORTRAIT: PORTRAIT, EXTENT: SHORT}


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `module` is a module of this package with the function that :mod:`layout.exports` names.

    `remark` is for the help of the command line, which is in English.
    """

    suffix: str
    module: str
    media_type: str
    content: str
    options: tuple[str, ...] = ()
    remark: str = ""

    @property
    def form(self) -> str:
        """Return the suffix without its dot, as pages and orders name the format."""
        return self.suffix[1:]


_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# In the order in which they are offered.
FORMATS = (
    Format(".html", "html", "text/html; charset=utf-8", VIEW),
    Format(".geojson", "geojson", "application/geo+json", VIEW),
    Format(".csv", "csv", "text/csv; charset=utf-8", VIEW, remark="with a byte-order mark"),
    Format(".xlsx", "xlsx", _XLSX, VIEW, remark="all tables"),
    Format(".png", "png", "image/png", MAP),
    Format(".svg", "svg", "image/svg+xml", MAP),
    Format(".pdf", "pdf", "application/pdf", MAP),
    Format(".pptx", "deck", _PPTX, STORY, (TEMPLATE,)),
    Format(".pdf", "handout", "application/pdf", STORY, (PORTRAIT,)),
    Format(".html", "slideshow", "text/html; charset=utf-8", STORY),
    Format(".pdf", "sheets.park_sheets", "application/pdf", SHEETS),
    Format(".png", "sheets.long_picture", "image/png", SHEETS, remark="one long picture for a phone"),
    Format(".pptx", "deck.park_slides", _PPTX, SHEETS),
    Format(".pdf", "sheets.pack_pages", "application/pdf", PACK, (EXTENT,)),
    Format(".pptx", "deck.pack_slides", _PPTX, PACK),
    Format(".xlsx", "pack_book", _XLSX, PACK, remark="comparison, facts and sources"),
    Format(".html", "pack_page", "text/html; charset=utf-8", PACK),
)
MAPS: Mapping[str, Format] = {f.suffix: f for f in FORMATS if f.content == MAP}
# What a view is written as, its map included. A suffix may stand for a story too.
VIEWS: Mapping[str, Format] = {f.suffix: f for f in FORMATS if f.content in (VIEW, MAP)}
STORIES: Mapping[str, Format] = {f.suffix: f for f in FORMATS if f.content == STORY}
PARK_FILES: Mapping[str, Mapping[str, Format]] = {
    content: {f.suffix: f for f in FORMATS if f.content == content} for content in (SHEETS, PACK)
}
# What a file of parks holds by how its name begins, as a story's does.
STEMS: Mapping[str, str] = {"park-sheets": SHEETS, "park-picture": SHEETS, "pack": PACK}
MEDIA_TYPES: Mapping[str, str] = {f.suffix: f.media_type for f in FORMATS}


def park_content(name: str) -> str:
    """Return what a file of parks holds by its name, empty where that begins as no such file's does."""
    # Behind the word stands no letter: a map may be called packaging.png.
    beginning = re.match("|".join(map(re.escape, STEMS)), name.lower())
    ends = beginning and not name[beginning.end() : beginning.end() + 1].isalnum()
    return STEMS[beginning[0]] if beginning and ends else ""


def buttons(content: str, lang: str) -> list[dict[str, Any]]:
    """Return the buttons that a page offers for files of a content, as JSON-ready values.

    A format that can be printed in portrait has two, and so has one that can be short. `template` says that a
    template goes into the file.
    """
    chosen = [f for f in FORMATS if f.content == content]
    return [
        _button(f, variant, lang)
        for f in chosen
        for variant in ("", *(VARIANTS[option] for option in f.options if option in VARIANTS))
    ]


def _button(row: Format, variant: str, lang: str) -> dict[str, Any]:
    key = f"format.{row.content}-{row.form}" + (f"-{variant}" if variant else "")
    fallback = row.form.upper() + (f" ({variant})" if variant else "")
    label, title = (glossary().get(key + ending) for ending in ("", "-title"))
    text = label(lang) if label else fallback
    return {
        "form": row.form,
        "label": text,
        "title": title(lang) if title else text,
        "portrait": variant == PORTRAIT,
        "extent": SHORT if variant == SHORT else "",
        "template": TEMPLATE in row.options,
    }
