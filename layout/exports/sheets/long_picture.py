"""One long picture of parks for a phone: 1080 pixels wide, letters of 28 or more, as long as phones show.

A messenger shrinks a picture that is much higher than some 10,000 pixels until nobody can read it. One or two
places are told in full, each some 3,500 to 6,500 high; of more there is one map with a short entry for each,
and of very many the entries bear no figures. What is left out stands on the sheets, and the picture says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from layout.exports.park_map import chosen_map, map_base, park_map
from layout.exports.sheet_options import SheetOptions
from layout.exports.sheets.park_pictures import map_data
from layout.exports.sheets.park_sheets import document_data, sheet_pages, sheets_title
from layout.exports.sheets.sheet_data import LINE_BASES, SheetMaker, sign_of_basis
from layout.exports.sheets.typst_file import TypstFile
from layout.plan.model import Plan, Site
from layout.plan.shapes import Shapes
from layout.words.glossary import say

_WIDTH, _HEIGHT = 984.0, 900.0  # pixels of the map in the picture
# Pixels of the picture to a pixel of a screen's map, whose smallest letters have 10.5.
_MAP_SCALE = 2.7
_SIZE = (round(_WIDTH / _MAP_SCALE, 2), round(_HEIGHT / _MAP_SCALE, 2))
# So many are told in full, and so many with their figures.
_IN_FULL, _WITH_FIGURES = 2, 12


def sheets(
    plan: Plan, shapes: Shapes, lang: str, options: SheetOptions, progress: Callable[[int, int], None]
) -> bytes:
    """Return the chosen parks as one PNG, one below the other; two calls return equal bytes."""
    maker = SheetMaker(plan, map_base(plan, shapes, lang), lang, options)
    sites = [plan.site[s] for s in options.parks]
    in_full = len(sites) <= _IN_FULL
    with TypstFile("picture.typ") as file:
        data = document_data(sheets_title(sites, maker), maker)
        data["sheets"] = sheet_pages(sites, maker, file)
        data["list"] = None if in_full else _list(sites, maker, file)
        for n, (site, page) in enumerate(zip(sites, data["sheets"], strict=True), start=1):
            if in_full:
                page["map"] = map_data(park_map(site, maker.base, _SIZE, whole=True), f"site-{n}", file)
                page["map-height"] = _HEIGHT
            else:
                page["figures"] = page["figures"] if len(sites) <= _WITH_FIGURES else []
                page |= _entry_words(site, maker)
            progress(n, len(sites))
        # The foot stands once, below all of them.
        used = {sign["basis"] for page in data["sheets"] for sign in page["signs"]}
        data["sheets"][-1]["signs"] = [sign_of_basis(basis, lang) for basis in LINE_BASES if basis in used]
        return file.png(data)


def _list(sites: Sequence[Site], maker: SheetMaker, file: TypstFile) -> dict[str, Any]:
    """Return what stands above the entries: how many there are, and one map on which they are numbered."""
    lang = maker.lang
    drawing = chosen_map(sites, maker.base, _SIZE, whole=True)
    return {
        "title": say("sheet.places", lang, district=maker.plan.district.name(lang), n=len(sites)),
        "rest": say("sheet.rest", lang),
        "map": map_data(drawing, "all", file),
        "map-height": _HEIGHT,
    }


def _entry_words(site: Site, maker: SheetMaker) -> dict[str, str]:
    """Return what an entry says below its name: what the industry makes, and where the place lies."""
    profile = maker.profile(site)
    makes, where = ([line.value for line in profile.lines_of(key)] for key in ("makes", "where"))
    return {"makes": "".join(makes[:1]), "where": "".join(where[:1])}
