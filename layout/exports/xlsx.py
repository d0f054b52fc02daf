"""A workbook of all tables of an edition, one sheet each, every row with its source."""

from __future__ import annotations

from layout.exports.workbook_file import WorkbookSheet, workbook_bytes
from layout.lists.columns import column_headings, shown_columns
from layout.lists.listings import LISTINGS
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.view.view import View
from layout.words.nouns import say_of


def page(plan: Plan, shapes: Shapes, view: View) -> bytes:
    """Return the workbook (.xlsx) in the view's language; the view's filters do not apply to it.

    `shapes` is there because all formats of a view are called alike.
    """
    return workbook_bytes(
        [_sheet(n, plan, view.lang) for n, k in LISTINGS.items() if not k.optional or k.rows(plan)]
    )


def _sheet(name: str, plan: Plan, lang: str) -> WorkbookSheet:
    listing = LISTINGS[name]
    listed = listing.rows(plan)
    columns = shown_columns(listing.columns, listed, plan)
    rows = [[c.cell(row, plan, lang) for c in columns] for row in listed]
    return WorkbookSheet(say_of(plan, f"list.{name}", lang), column_headings(columns, plan, lang), rows)
