"""Every text of sheets of parks and of a pack, as their templates get it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from layout.exports.park_map import chosen_map, map_base
from layout.exports.sheet_options import SheetOptions
from layout.exports.sheets import pack_data
from layout.exports.sheets.sheet_data import SheetMaker
from tests.conftest import Case
from tests.words.text_parts import Texts

# What is no text to be read: ids, colours, names of files.
_UNREAD = {"id", "accent", "basis", "key", "n", "who"}


def sheet_texts(case: Case, lang: str) -> Texts:
    """Yield the texts of the sheets of all parks and of a pack of them."""
    plan, base = case.plan, map_base(case.plan, case.shapes, lang)
    maker = SheetMaker(plan, base, lang, SheetOptions(tuple(p.id for p in plan.parks)))
    for site in plan.parks:
        yield from _texts("sheet", maker.data(site))
    drawing = chosen_map(plan.parks, base, (600, 400))
    yield from (("pack.map", text) for text in (drawing.alt, drawing.note) if text)
    record = maker.options.record(plan, lang)
    for part in (pack_data.cover_data, pack_data.places_data):
        yield from _texts("pack", part(record, maker))
    for part in (pack_data.why_data, pack_data.comparison_data, pack_data.chains_data):
        yield from _texts("pack", part(record))


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in _UNREAD:
                yield from _texts(f"{path}.{key}", each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(path, each)
