"""Sheets of parks as PDF: one A4 page for each, for one park, several or all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from layout.exports.park_map import map_base, park_map
from layout.exports.sheet_options import SheetOptions
from layout.exports.sheets.park_pictures import (
    MAP_SCALE,
    code_data,
    map_data,
    no_map,
    page_address,
    photo_data,
)
from layout.exports.sheets.sheet_data import WIDTH, SheetMaker
from layout.exports.sheets.typst_file import TypstFile
from layout.plan.model import Plan, Site
from layout.plan.shapes import Shapes
from layout.view.view import View
from layout.words.glossary import join_words, say

_NAMED = 3  # sites in the title of a file
_PHOTO_WIDTH = 162.0  # points: the column of photographs beside a map, with the gap before it


def sheets(
    plan: Plan, shapes: Shapes, lang: str, options: SheetOptions, progress: Callable[[int, int], None]
) -> bytes:
    """Return the sheets of the chosen parks as one PDF; two calls return equal bytes."""
    maker = SheetMaker(plan, map_base(plan, shapes, lang), lang, options)
    sites = [plan.site[s] for s in options.parks]
    with TypstFile("park_sheets.typ") as file:
        data = document_data(sheets_title(sites, maker), maker)
        data["sheets"] = sheet_pages(sites, maker, file)
        draw_maps(data, sites, maker, file, progress)
        return file.pdf(data)


def sheets_title(sites: Sequence[Site], maker: SheetMaker) -> str:
    """Return the title of a file of sheets: the first names, and how many more there are."""
    names = join_words((s.name(maker.lang) for s in sites[:_NAMED]), maker.lang)
    if len(sites) > _NAMED:
        names = say("static_map.and-more", maker.lang, names=names, n=len(sites) - _NAMED)
    return say("sheet.title", maker.lang, names=names)


def document_data(title: str, maker: SheetMaker) -> dict[str, Any]:
    """Return what all pages of a file share."""
    tag = say("text.tag", maker.lang).split("-")
    return {
        "title": title,
        "author": maker.options.sender,
        "lang": tag[0],
        "region": tag[1].lower() if len(tag) > 1 else None,
        # Filled by the template, which alone knows how many pages there are.
        "page": say("handout.page", maker.lang),
        "day": maker.options.day,
        "dot": say("text.dot", maker.lang),
    }


def sheet_pages(sites: Sequence[Site], maker: SheetMaker, file: TypstFile) -> list[dict[str, Any]]:
    """Return the data of the sheets of some sites, as yet without maps."""
    pages = []
    for n, site in enumerate(sites, start=1):
        page = maker.data(site)
        photos = maker.options.facts.photos_of(site.id)
        page["photos"] = photo_data(photos, f"site-{n}", file, maker.lang)
        page["code"] = _code(site, f"site-{n}", maker, file)
        page["map"] = no_map()
        page["fit"] = None
        pages.append(page)
    return pages


def _code(site: Site, name: str, maker: SheetMaker, file: TypstFile) -> str:
    if not maker.options.address:
        return ""
    view = View(maker.plan.district.id, maker.plan.edition.id, maker.lang, page="parks", sel=site.id)
    return code_data(page_address(maker.options.address, view), name, file)


def draw_maps(
    data: dict[str, Any],
    sites: Sequence[Site],
    maker: SheetMaker,
    file: TypstFile,
    progress: Callable[[int, int], None],
) -> None:
    """Draw the map of each sheet as high as the template has room for: letters keep their size."""
    measured = file.measures(data, "fit")
    for n, (site, page, fit) in enumerate(zip(sites, data["sheets"], measured, strict=True), start=1):
        # Laid out once: the second time only the map is put in.
        page["fit"] = fit
        width = WIDTH - (_PHOTO_WIDTH if page["photos"] else 0.0)
        size = (round(width / MAP_SCALE, 2), round(fit["map"] / MAP_SCALE, 2))
        page["map"] = map_data(park_map(site, maker.base, size, whole=True), f"site-{n}", file)
        progress(n, len(sites))
