"""The plan's indicators as a table."""

from __future__ import annotations

from layout.briefing.tables.grids import CitedGrid, GridRow, make_grid
from layout.panels.source_card import doubt_mark, statement_text
from layout.plan.model import Plan, Statement
from layout.view.view import View
from layout.words.glossary import say


def indicator_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the indicators, binding ones first, with target and attribute."""
    head = [say(f"grid.{k}", lang) for k in ("indicator", "aim", "attribute")]
    binding_first = sorted(plan.indicators, key=lambda s: s.figure.attribute != "binding")
    rows = [GridRow(_cells(s, lang), s.refs) for s in binding_first]
    return make_grid("indicator-table", head, rows, (), plan, lang)


def _cells(statement: Statement, lang: str) -> tuple[str, str, str]:
    attribute = statement.figure.attribute
    return (
        statement.name(lang),
        statement_text(statement, lang) + doubt_mark(statement, lang),
        say(f"attribute.{attribute}", lang) if attribute else "",
    )
