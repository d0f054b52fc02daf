"""The plan's indicators as a table."""

from __future__ import annotations

from layout.briefing.tables.grids import CitedGrid, GridRow, make_grid
from layout.panels.source_card import doubt_mark, statement_text
from layout.plan.model import Plan, Statement
from layout.view.view import View
from layout.words.glossary import say
from layout.words.revisions import revision_lines
from layout.words.target_years import common_year, say_of_year, with_own_year


def indicator_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the indicators, binding ones first, with target and attribute."""
    year = common_year(s.figure for s in plan.indicators)
    head = [
        say("grid.indicator", lang),
        say_of_year(plan, "table.target", year, lang),
        say("grid.attribute", lang),
    ]
    binding_first = sorted(plan.indicators, key=lambda s: s.figure.attribute != "binding")
    rows = [GridRow(_cells(s, year, plan, lang), s.refs) for s in binding_first]
    return make_grid("indicator-table", head, rows, (), plan, lang)


def _cells(statement: Statement, year: int | None, plan: Plan, lang: str) -> tuple[str, str, str]:
    attribute = statement.figure.attribute
    return (
        statement.name(lang),
        say("text.stop", lang).join(
            (
                with_own_year(statement_text(statement, lang), statement.figure, year, lang)
                + doubt_mark(statement, lang),
                # A target that was replaced never stands alone as if it were in force.
                *([] if plan.is_current(statement) else revision_lines(statement, plan, lang)[:1]),
            )
        ),
        say(f"attribute.{attribute}", lang) if attribute else "",
    )
