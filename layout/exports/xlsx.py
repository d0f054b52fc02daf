"""A workbook of all tables of an edition, one sheet each, every row with its source."""

from __future__ import annotations

from layout.columns import COLUMNS, heads
from layout.exports.workbook import Sheet, write
from layout.listing import LISTS
from layout.model import Layout
from layout.shapes import Shapes
from layout.text import say
from layout.view import View


def page(layout: Layout, shapes: Shapes, view: View) -> bytes:
    """Return the workbook in the view's language; its filters do not thin the tables."""
    return write([_sheet(name, layout, view.lang) for name in LISTS])


def _sheet(name: str, layout: Layout, lang: str) -> Sheet:
    columns = COLUMNS[name]
    rows = [[c.cell(row, layout, lang) for c in columns] for row in LISTS[name].rows(layout)]
    return Sheet(say(f"list.{name}", lang), heads(columns, layout, lang), rows)
