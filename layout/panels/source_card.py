"""Figures as buttons that open their source card, and what the card of each says."""

from __future__ import annotations

from layout.audit import quantity_words, sentences
from layout.audit.findings import audit_claims
from layout.audit.formulas import Quantity
from layout.plan.model import Plan, Source, Statement
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.numbers import format_figure, format_figure_value, shown_unit_name
from layout.words.years import figure_years


def cite(statement: Statement, lang: str, shown: str = "") -> Node:
    """Return a figure as a button that opens its source; `shown` replaces its words."""
    words = shown or statement_text(statement, lang)
    title = question_text(statement, lang) or say("cite.open", lang)
    return h("button", words, _mark(statement, lang), go={"cite": statement.id}, cls="cite", title=title)


def _mark(statement: Statement, lang: str) -> Node | None:
    return h("small", say("cite.question-mark", lang), cls="doubt") if statement.question else None


def question_text(statement: Statement, lang: str) -> str:
    """Return what is to be checked of a figure, as a sentence; empty where nothing is."""
    question = statement.question(lang)
    return say("targets.question", lang, question=question) if question else ""


def statement_text(statement: Statement, lang: str) -> str:
    """Return a statement's figure with bound and unit, or its words."""
    return format_figure(statement.figure, lang)


def number_cell(statement: Statement, lang: str) -> Node:
    """Return a table cell with a number without unit, as a button that opens its source."""
    shown = cite(statement, lang, format_figure_value(statement.figure, lang))
    return h("td", shown, cls="num" if statement.figure.value is not None else "num words")


def unit_cell(statement: Statement, lang: str) -> Node:
    """Return a table cell with the unit of a number; words have none."""
    return h(
        "td",
        shown_unit_name(statement.figure.unit, lang) if statement.figure.value is not None else "",
        cls="short",
    )


def cite_computed(quantity: Quantity, lang: str, shown: str) -> Node:
    """Return a computed number as a button that opens how it was computed, and from what."""
    return h("button", shown, go={"cite": quantity.id}, cls="cite", title=say("cite.formula", lang))


def source_cards(plan: Plan, lang: str) -> dict[str, list[str]]:
    """Return the texts of the card of each statement and computed quantity, by id.

    They are name, value, facts or formula, source, address, remark and title of the source; empty where
    there is none.
    """
    cards = {s.id: _card(s, plan, lang) for s in plan.statements}
    for finding in audit_claims(plan):
        cards |= {q.id: _computed(q, plan, lang) for q in finding.computed_quantities if q.kind != "count"}
    return cards


def _computed(quantity: Quantity, plan: Plan, lang: str) -> list[str]:
    name, value = quantity.name(lang), quantity_words.format_quantity(quantity, lang)
    cited = citation(quantity.refs, plan, lang)
    return [name, value, sentences.formula_text(quantity, lang), cited, "", say("cite.computed", lang), ""]


def _card(statement: Statement, plan: Plan, lang: str) -> list[str]:
    source = next((plan.source[r.source] for r in statement.refs if r.source in plan.source), None)
    return [
        statement.name(lang),
        statement_text(statement, lang),
        figure_facts(statement, plan, lang),
        citation(statement.refs, plan, lang),
        web_address(source) or "",
        say("text.stop", lang).join(w for w in (statement.note(lang), question_text(statement, lang)) if w),
        source.title(lang) if source else "",
    ]


def web_address(source: Source | None) -> str | None:
    """Return a source's address where it is one of http(s), None for any other."""
    # No other address becomes a link: one such as `javascript:` would run.
    return source.url if source and source.url.startswith(("https://", "http://")) else None


def figure_facts(statement: Statement, plan: Plan, lang: str) -> str:
    """Return year, measure, scope, role and attribute in one line."""
    fig = statement.figure
    scope = say(f"scope.{fig.scope}", lang) if fig.scope else say("cite.no-scope", lang)
    parts = [
        figure_years(fig, lang),
        plan.term[f"measure:{fig.measure}"].name(lang),
        scope,
        say(f"role.{fig.role}", lang),
        say(f"attribute.{fig.attribute}", lang) if fig.attribute else "",
        say("cite.published-elsewhere", lang, date=statement.as_of) if statement.as_of else "",
    ]
    return say("text.dot", lang).join(p for p in parts if p)
