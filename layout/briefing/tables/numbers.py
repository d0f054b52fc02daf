"""The plan's indicators as a table."""

from __future__ import annotations

from layout.briefing.tables.grids import CitedGrid, GridRow, make_grid
from layout.plan.model import Plan, Statement
from layout.view.view import View
from layout.words.glossary import say
from layout.words.numbers import format_figure


def indicator_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the indicators, binding ones first, with target and attribute."""
    head = [say(f"grid.{k}", lang) for k in ("indicator", "aim", "attribute")]
    held = [s for s in plan.statements if s.kind == "indicator"]
    first = sorted(held, key=lambda s: s.figure.attribute != "binding")
    rows = [GridRow(_cells(s, lang), s.refs) for s in first]
    return make_grid("indicator-table", head, rows, (), plan, lang)


def _cells(said: Statement, lang: str) -> tuple[str, str, str]:
    kind = said.figure.attribute
    return (
        said.name(lang),
        format_figure(said.figure, lang),
        say(f"attribute.{kind}", lang) if kind else "",
    )
