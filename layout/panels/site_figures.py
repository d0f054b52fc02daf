"""The figures that the plan or others publish of one site, for its card."""

from __future__ import annotations

from layout.panels.source_card import cite, question_text
from layout.plan.model import Plan, Site, Statement
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.years import figure_years


def site_figures(site: Site, plan: Plan, lang: str) -> list[Node]:
    """Return a line for each figure of a site: name, value, years, what it is, who published it and when."""
    return [_line(s, plan, lang) for s in plan.statements if s.site == site.id]


def _line(statement: Statement, plan: Plan, lang: str) -> Node:
    elsewhere = say("cite.published-elsewhere", lang, date=statement.as_of) if statement.as_of else ""
    facts = [
        figure_years(statement.figure, lang),
        say(f"role.{statement.figure.role}", lang),
        elsewhere,
        statement.note(lang),
        question_text(statement, lang),
        citation(statement.refs, plan, lang),
    ]
    below = say("text.dot", lang).join(f for f in facts if f)
    # A blank between name and number, which are two nodes of one line.
    return h("p", h("span", f"{statement.name(lang)} "), cite(statement, lang), h("small", below))
