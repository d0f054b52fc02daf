"""A pack for an investor as PDF: cover, why these, a sheet for each, comparison, chains, places."""

from __future__ import annotations

from collections.abc import Callable

from layout.exports.formats import SHORT
from layout.exports.park_map import chosen_map, map_base
from layout.exports.sheet_options import SheetOptions
from layout.exports.sheets.pack_data import (
    chains_data,
    comparison_data,
    cover_data,
    places_data,
    why_data,
)
from layout.exports.sheets.park_pictures import MAP_SCALE, map_data
from layout.exports.sheets.park_sheets import document_data, draw_maps, sheet_pages
from layout.exports.sheets.sheet_data import WIDTH, SheetMaker
from layout.exports.sheets.short_pack import short_pack
from layout.exports.sheets.typst_file import TypstFile
from layout.plan.model import Plan
from layout.plan.shapes import Shapes

_MAP_HEIGHT = 300.0  # points; the template draws it so high


def pack(
    plan: Plan, shapes: Shapes, lang: str, options: SheetOptions, progress: Callable[[int, int], None]
) -> bytes:
    """Return a pack of the chosen parks as PDF; two calls return equal bytes."""
    maker = SheetMaker(plan, map_base(plan, shapes, lang), lang, options)
    record = options.record(plan, lang)
    sites = record.sites
    if options.extent == SHORT:
        return short_pack(record, maker, progress)
    with TypstFile("pack.typ") as file:
        cover = cover_data(record, maker)
        data = document_data(cover["title"], maker)
        size = (round(WIDTH / MAP_SCALE, 2), round(_MAP_HEIGHT / MAP_SCALE, 2))
        data |= {
            "cover": cover,
            "why": why_data(record),
            "map": map_data(chosen_map(sites, maker.base, size, whole=True), "chosen", file),
            "map-height": _MAP_HEIGHT,
            "credit": maker.credit,
            "compare": comparison_data(record),
            "chains": chains_data(record),
            "places": places_data(record, maker),
            "sheets": sheet_pages(sites, maker, file),
        }
        draw_maps(data, sites, maker, file, progress)
        return file.pdf(data)
