"""A table for spreadsheets: the sites of a view, ids spelled as names in its language.

UTF-8 with a byte-order mark, without which Excel misreads Chinese, and lines that end in
CRLF. No text can become a formula: where it could, an apostrophe stands before it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from layout.lists.columns import basis_words, names_of, tied_names, value_of, word_of
from layout.lists.site_cells import (
    CellWriter,
    aim_words,
    element_words,
    field_words,
    place_words,
    role_words,
    title_cell,
)
from layout.lists.structure_rows import site_rows
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.view.filters import matching_sites
from layout.view.view import View

BOM = "\ufeff"
COLUMNS: Mapping[str, CellWriter] = {
    "id": value_of("id"),
    "type": value_of("type"),
    "kind": names_of("kind", "kind"),
    "name_zh": value_of("name_zh"),
    "name_en": value_of("name_en"),
    "level": names_of("level", "level"),
    "town": names_of("town", "site"),
    "parent": names_of("parent", "site"),
    "elements": element_words,
    "roles": role_words,
    "clusters": tied_names("id"),
    "segments": tied_names("segment"),
    "basis": basis_words,
    "lon": value_of("lon"),
    "lat": value_of("lat"),
    "precision_m": value_of("precision_m"),
    "unlocated": value_of("unlocated"),
    "area_km2": value_of("area_km2"),
    "area_year": value_of("area_year"),
    "source": lambda row, _, lang: row[f"source_{lang}"],
    "industries": field_words,
    "aims": aim_words,
    "position": place_words,
    "towns": names_of("towns", "site"),
    "titles": title_cell,
    "outline": word_of("outline"),
    "drawn_km2": value_of("drawn_km2"),
    "area_difference": value_of("area_difference"),
}
_FORMULA = "=+-@＝＋－＠"


def page(plan: Plan, shapes: Shapes, view: View) -> str:
    """Return the table of all sites that pass the view's filters, with a byte-order mark before it."""
    rows = site_rows(matching_sites(view, plan), plan)
    cells = [[cell(row, plan, view.lang) for cell in COLUMNS.values()] for row in rows]
    return BOM + csv_text(list(COLUMNS), cells)


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows of text, numbers and lists as CSV with CRLF ends of line; None is left empty."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    # A bool is an int in Python, and is written as true or false.
    number = value is None or (isinstance(value, int | float) and not isinstance(value, bool))
    return value if number else formula_safe(flat_text(value))


def flat_text(value: Any) -> str:
    """Write a value as one text: items of a list parted by `;`, parts of an item by `|`."""
    if isinstance(value, dict):
        return "|".join(flat_text(v) for v in value.values())
    if isinstance(value, list):
        return ";".join(flat_text(v) for v in value)
    return value if isinstance(value, str) else json.dumps(value)


def formula_safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: after an apostrophe where it could."""
    # Blanks are passed over, the full-width U+3000 too: once trimmed, the sign after them comes first.
    start = text.lstrip(" \u3000")[:1]
    risky = start and (start in _FORMULA or ord(start) < 32 or 127 <= ord(start) < 160)
    return f"'{text}" if risky else text
