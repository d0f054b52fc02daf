"""The figures that the data hold of one site: targets from their base, and what has been reported."""

from __future__ import annotations

from layout.panels.source_card import cite
from layout.plan.model import Plan, Site, Statement
from layout.words.glossary import say
from layout.words.nodes import Node, h, text_of
from layout.words.numbers import format_figure, format_years


def site_figures(site: Site, plan: Plan, lang: str) -> list[Node]:
    """Return a line for each figure of a site, a target after the base that it starts from.

    Each number opens its source; a figure that is published elsewhere than in the plan says when.
    """
    statements = [s for s in plan.statements if s.site == site.id]
    based = {s.base for s in statements}
    # Targets first: they are what a visitor asks for.
    shown = sorted((s for s in statements if s.id not in based), key=lambda s: s.figure.role != "target")
    return [_line(s, plan, lang) for s in shown]


def site_figure_lines(site: Site, plan: Plan, lang: str) -> list[str]:
    """Return the same lines as plain texts."""
    return [text_of(node) for node in site_figures(site, plan, lang)]


def _line(statement: Statement, plan: Plan, lang: str) -> Node:
    measure = plan.term[f"measure:{statement.figure.measure}"].name(lang)
    base = plan.statement.get(statement.base)
    # A base that is of the whole district, not of this site, is no start of it.
    start = [*_dated(base, lang), say("briefing.arrow", lang)] if base and base.site == statement.site else []
    about = say("cite.published-elsewhere", lang, date=statement.as_of) if statement.as_of else ""
    words = [measure, say("text.colon", lang), *start, *_dated(statement, lang)]
    return h("p", *words, h("small", say("text.dot", lang), about) if about else None)


def _dated(statement: Statement, lang: str) -> list[Node | str]:
    figure = statement.figure
    years = format_years(figure.from_year, figure.year, lang)
    return [
        cite(statement, lang, format_figure(figure, lang)),
        say("card.in-year", lang, year=years) if years else "",
    ]
