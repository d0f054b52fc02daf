"""The figures that the data hold of one site, in words: targets from their base, and what was reported."""

from __future__ import annotations

from layout.plan.model import Plan, Site, Statement
from layout.words.glossary import say
from layout.words.numbers import format_figure
from layout.words.revisions import revision_lines
from layout.words.years import figure_years


def shown_figures(site: Site, plan: Plan) -> list[Statement]:
    """Return the figures of a site that stand in a line of their own, targets first."""
    # What was replaced is told with what took its place.
    statements = [s for s in plan.statements if s.site == site.id and plan.is_current(s)]
    bases = {base.id for s in statements for base in figure_with_base(s, plan)[:-1]}
    # Targets first: they are what a visitor asks for.
    return sorted((s for s in statements if s.id not in bases), key=lambda s: s.figure.role != "target")


def figure_with_base(statement: Statement, plan: Plan) -> list[Statement]:
    """Return a statement after its base, if that is of the same site and measures the same."""
    base = plan.statement.get(statement.base)
    like = base and (base.site, base.figure.measure) == (statement.site, statement.figure.measure)
    return [base, statement] if base and like else [statement]


def figure_measure(statement: Statement, plan: Plan, lang: str) -> str:
    """Return the name of what a figure measures."""
    return plan.term[f"measure:{statement.figure.measure}"].name(lang)


def bracketed_years(statement: Statement, lang: str) -> str:
    """Return the years of a figure in brackets, empty of one without any."""
    years = figure_years(statement.figure, lang)
    return say("card.in-year", lang, year=years) if years else ""


def figure_words(statement: Statement, plan: Plan, lang: str) -> str:
    """Return a figure with its years, behind the base that it starts from."""
    dated = (
        format_figure(s.figure, lang) + bracketed_years(s, lang) for s in figure_with_base(statement, plan)
    )
    return say("briefing.arrow", lang).join(dated)


def figure_remarks(statement: Statement, plan: Plan, lang: str) -> str:
    """Return that a figure is published elsewhere than in the plan, and when; and what it has replaced."""
    parts = (_published(statement, lang), *revision_lines(statement, plan, lang))
    return say("text.stop", lang).join(part for part in parts if part)


def _published(statement: Statement, lang: str) -> str:
    return say("cite.published-elsewhere", lang, date=statement.as_of) if statement.as_of else ""


def site_figure_lines(site: Site, plan: Plan, lang: str) -> list[str]:
    """Return a line of plain text for each figure of a site."""
    lines = []
    for statement in shown_figures(site, plan):
        measure = figure_measure(statement, plan, lang) + say("text.colon", lang)
        parts = (measure + figure_words(statement, plan, lang), figure_remarks(statement, plan, lang))
        lines.append(say("text.dot", lang).join(p for p in parts if p))
    return lines
