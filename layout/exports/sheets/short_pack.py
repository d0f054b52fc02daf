"""A short pack as PDF, three pages for up to three places: why these, map and chains, a card for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from layout.exports.park_map import chosen_map
from layout.exports.sheets.pack_data import (
    chains_data,
    cover_data,
    heads_data,
    places_data,
    row_data,
    why_data,
)
from layout.exports.sheets.park_pictures import MAP_SCALE, map_data, no_map
from layout.exports.sheets.park_sheets import document_data, draw_maps, sheet_pages
from layout.exports.sheets.sheet_data import WIDTH, SheetMaker
from layout.exports.sheets.typst_file import TypstFile
from layout.promotion.pack_record import PackRecord
from layout.promotion.short_rows import short_rows
from layout.promotion.side_by_side import SideBySide, side_by_side
from layout.words.glossary import labelled, say

_TITLE_SIZE = 24.0
# Sections of a profile on a card, in their order; lines that its head says are left out.
_FITS, _PLACE = ("fits", "what"), ("offer", "size", "where", "targets", "firms")
_IN_HEAD = frozenset({"cluster", "kind", "names"})


def short_pack(record: PackRecord, maker: SheetMaker, progress: Callable[[int, int], None]) -> bytes:
    """Return a short pack as PDF; two calls return equal bytes."""
    cover = cover_data(record, maker)
    with TypstFile("short_pack.typ") as file:
        data = document_data(cover["title"], maker)
        pages = sheet_pages(record.sites, maker, file)
        data |= {
            "cover": cover,
            "why": why_data(record),
            "chains": chains_data(record),
            "places": places_data(record, maker),
            "credit": maker.credit,
            "map": no_map(),
            "second": None,
            "short": _short_data(record),
            "sheets": [_card(n, page, record) for n, page in enumerate(pages, start=1)],
        }
        # Laid out once without pictures: letters keep their size, the map takes what they leave.
        data["second"] = second = file.measures(data, "second")[0]
        size = (round(WIDTH / MAP_SCALE, 2), round(second["map"] / MAP_SCALE, 2))
        data["map"] = map_data(chosen_map(record.sites, maker.base, size, whole=True), "chosen", file)
        if len(record.sites) == 1:
            draw_maps(data, record.sites, maker, file, progress)
        progress(len(record.sites), len(record.sites))
        return file.pdf(data)


def _card(number: int, page: dict[str, Any], record: PackRecord) -> dict[str, Any]:
    """Return the data of a sheet with what a card says of it: lines without their sections, each once."""
    lines = {s["id"]: s["lines"] for part in ("left", "right", "unknown") for s in page[part]}
    lines["offer"] = lines.get("offer", page["offer"]["lines"])
    place = [line for name in _PLACE for line in lines.get(name, ()) if line["key"] not in _IN_HEAD]
    # What nobody has handed in is no fact of a place: it is what is asked next.
    asked_next = [line for line in place if line["key"] == "offer-missing"]
    documents = {ref.source for ref in record.plan.edition.refs}
    others = record.profiles[number - 1].lines_of("source")
    return {
        **page,
        "n": str(number),
        "fits": [line for name in _FITS for line in lines.get(name, ()) if line["key"] not in _IN_HEAD],
        "place": [line for line in place if line not in asked_next],
        "ask": [*lines.get("unknown", ()), *asked_next],
        "cited": [
            labelled(x.label, x.value, record.lang) for x in others if x.refs[0].source not in documents
        ],
    }


def _short_data(record: PackRecord) -> dict[str, Any]:
    lang = record.lang
    groups = [*record.groups()] or [(0, side_by_side(record.profiles))]
    return {
        "title-size": _TITLE_SIZE,
        "table-title": say("pack.compare" if len(record.sites) > 1 else "pack.facts", lang),
        "note": say("pack.differs", lang) if len(record.sites) > 1 else "",
        "tables": [_table(compared, before) for before, compared in groups],
        "map-title": say("pack_slides.map", lang),
        "cards-title": say("pack.cards", lang),
        "fits": say("pack.card-fits", lang),
        "place": say("pack.card-place", lang),
        "sources": say("pack.sources", lang),
        "ask": say("pack.ask", lang),
        "more": say("pack.more", lang),
    }


def _table(compared: SideBySide, before: int) -> dict[str, Any]:
    rows = [row_data(row) | {"order": order} for order, row in short_rows(compared)]
    return {"heads": heads_data(compared.profiles, before), "rows": rows}
