"""What replaced what: a revised target with its former values, and a former one with what took its place."""

from __future__ import annotations

from layout.plan.model import Plan, Statement
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.numbers import format_figure
from layout.words.years import figure_years, years_or_undated


def revision_lines(statement: Statement, plan: Plan, lang: str) -> list[str]:
    """Return what has replaced a figure, and each figure that it replaces, the latest first.

    Empty of one that was never revised.
    """
    chain = plan.revisions(statement)
    lines = [] if plan.is_current(statement) else [_line("revision.replaced", chain[0], plan, lang)]
    # What repeats a replaced target stands in no chain of its own.
    older = chain[chain.index(statement) + 1 :] if statement in chain else ()
    return [*lines, *(_line("revision.former", each, plan, lang) for each in older)]


def _line(key: str, statement: Statement, plan: Plan, lang: str) -> str:
    years = years_or_undated(figure_years(statement.figure, lang), lang)
    value, source = format_figure(statement.figure, lang), citation(statement.refs, plan, lang)
    return say(key, lang, value=value, year=years, source=source)
