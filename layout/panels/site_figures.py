"""The figures that the data hold of one site: targets from their base, and what has been reported."""

from __future__ import annotations

from layout.panels.source_card import cite
from layout.plan.model import Plan, Site, Statement
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.numbers import format_figure
from layout.words.revisions import revision_lines
from layout.words.years import figure_years


def site_figures(site: Site, plan: Plan, lang: str) -> list[Node]:
    """Return a line for each figure of a site, a target after the base that it starts from.

    Each number opens its source; a figure that is published elsewhere than in the plan says when.
    """
    lines = []
    for statement in _shown(site, plan):
        parts = [
            part
            for each in _with_base(statement, plan)
            for part in (
                say("briefing.arrow", lang),
                cite(each, lang, format_figure(each.figure, lang)),
                _years(each, lang),
            )
        ]
        about = _about(statement, plan, lang)
        lines.append(
            h("p", _measure(statement, plan, lang), *parts[1:], h("small", about) if about else None)
        )
    return lines


def site_figure_lines(site: Site, plan: Plan, lang: str) -> list[str]:
    """Return the same lines as plain texts."""
    lines = []
    for statement in _shown(site, plan):
        dated = [format_figure(s.figure, lang) + _years(s, lang) for s in _with_base(statement, plan)]
        words = _measure(statement, plan, lang) + say("briefing.arrow", lang).join(dated)
        lines.append(say("text.dot", lang).join(w for w in (words, _about(statement, plan, lang)) if w))
    return lines


def _shown(site: Site, plan: Plan) -> list[Statement]:
    # What was replaced is told with what took its place.
    statements = [s for s in plan.statements if s.site == site.id and plan.is_current(s)]
    bases = {base.id for s in statements for base in _with_base(s, plan)[:-1]}
    # Targets first: they are what a visitor asks for.
    return sorted((s for s in statements if s.id not in bases), key=lambda s: s.figure.role != "target")


def _with_base(statement: Statement, plan: Plan) -> list[Statement]:
    """Return a statement after its base, if that is of the same site and measures the same."""
    base = plan.statement.get(statement.base)
    like = base and (base.site, base.figure.measure) == (statement.site, statement.figure.measure)
    return [base, statement] if base and like else [statement]


def _measure(statement: Statement, plan: Plan, lang: str) -> str:
    return plan.term[f"measure:{statement.figure.measure}"].name(lang) + say("text.colon", lang)


def _years(statement: Statement, lang: str) -> str:
    years = figure_years(statement.figure, lang)
    return say("card.in-year", lang, year=years) if years else ""


def _about(statement: Statement, plan: Plan, lang: str) -> str:
    parts = (_published(statement, lang), *revision_lines(statement, plan, lang))
    return say("text.stop", lang).join(part for part in parts if part)


def _published(statement: Statement, lang: str) -> str:
    return say("cite.published-elsewhere", lang, date=statement.as_of) if statement.as_of else ""
