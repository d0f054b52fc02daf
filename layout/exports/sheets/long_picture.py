"""One long picture of parks for a phone: 1080 pixels wide, as long as it needs, letters of 28 or more."""

from __future__ import annotations

from collections.abc import Callable

from layout.exports.park_map import map_base, park_map
from layout.exports.sheet_options import SheetOptions
from layout.exports.sheets.park_pictures import map_data
from layout.exports.sheets.park_sheets import document_data, sheet_pages, sheets_title
from layout.exports.sheets.sheet_data import LINE_BASES, SheetMaker, sign_of_basis
from layout.exports.sheets.typst_file import TypstFile
from layout.plan.model import Plan
from layout.plan.shapes import Shapes

_WIDTH, _HEIGHT = 984.0, 900.0  # pixels of the map in the picture
# Pixels of the picture to a pixel of a screen's map, whose smallest letters have 10.5.
_MAP_SCALE = 2.7


def sheets(
    plan: Plan, shapes: Shapes, lang: str, options: SheetOptions, progress: Callable[[int, int], None]
) -> bytes:
    """Return the chosen parks as one PNG, one below the other; two calls return equal bytes."""
    maker = SheetMaker(plan, map_base(plan, shapes, lang), lang, options)
    sites = [plan.site[s] for s in options.parks]
    size = (round(_WIDTH / _MAP_SCALE, 2), round(_HEIGHT / _MAP_SCALE, 2))
    with TypstFile("picture.typ") as file:
        data = document_data(sheets_title(sites, maker), maker)
        data["sheets"] = sheet_pages(sites, maker, file)
        for n, (site, page) in enumerate(zip(sites, data["sheets"], strict=True), start=1):
            page["map"] = map_data(park_map(site, maker.base, size, whole=True), f"site-{n}", file)
            page["map-height"] = _HEIGHT
            progress(n, len(sites))
        # The foot stands once, below all of them.
        used = {sign["basis"] for page in data["sheets"] for sign in page["signs"]}
        data["sheets"][-1]["signs"] = [sign_of_basis(basis, lang) for basis in LINE_BASES if basis in used]
        return file.png(data)
