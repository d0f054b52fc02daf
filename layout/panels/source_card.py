"""Figures as buttons that open their source card, and what the card of each says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geodata.places import read_place
from layout.audit import formula_words, quantity_words, sentences
from layout.audit.findings import audit_claims
from layout.audit.formulas import RECORD_KINDS, Quantity
from layout.plan.derivation import once_per_plan
from layout.plan.model import Plan, Ref, Source, Statement
from layout.words.citations import citation, heading_path, source_kind_words
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.numbers import format_figure, format_figure_value, shown_unit_name
from layout.words.revisions import revision_lines
from layout.words.years import figure_years


def cite(statement: Statement, lang: str, shown: str = "") -> Node:
    """Return a figure as a button that opens its source; `shown` replaces its words."""
    words = shown or statement_text(statement, lang)
    title = question_text(statement, lang) or say("cite.open", lang)
    return h("button", words, _mark(statement, lang), go={"cite": statement.id}, cls="cite", title=title)


def _mark(statement: Statement, lang: str) -> Node | None:
    return h("small", say("cite.question-mark", lang), cls="doubt") if statement.question else None


def doubt_mark(statement: Statement | None, lang: str) -> str:
    """Return the mark after a figure that is doubted, where there is room for text alone; else nothing."""
    return say("cite.doubt", lang) if statement and statement.question else ""


def question_text(statement: Statement, lang: str) -> str:
    """Return what is to be checked of a figure, as a sentence; empty where nothing is."""
    question = statement.question(lang)
    return say("targets.question", lang, question=question) if question else ""


def statement_text(statement: Statement, lang: str) -> str:
    """Return a statement's figure with bound and unit, or its words."""
    return format_figure(statement.figure, lang)


def number_cell(statement: Statement, lang: str, year: str = "") -> Node:
    """Return a table cell with a number without unit, as a button that opens its source, and its year."""
    shown = cite(statement, lang, format_figure_value(statement.figure, lang))
    small = h("small", year) if year else None
    return h("td", shown, small, cls="num" if statement.figure.value is not None else "num words")


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


@once_per_plan
def source_cards(plan: Plan, lang: str) -> dict[str, list[Any]]:
    """Return what the card of each statement and computed quantity says, by id.

    Its texts are name, value, facts or formula, source, address, remark and title of the source, empty where
    there is none; at last come the places in the plan's own document, in a list.
    """
    cards = {s.id: _card(s, plan, lang) for s in plan.statements}
    for finding in audit_claims(plan):
        # Its own result last: a working of it may be the result of another finding, with a caveat of its own.
        for q in finding.computed_quantities:
            if q.kind not in RECORD_KINDS:
                cards.setdefault(q.id, _computed(q, plan, lang))
        if finding.result and finding.has_caveat and finding.result.id in cards:
            cards[finding.result.id][5] = sentences.caveat_text(finding, lang)
    return cards


def _computed(quantity: Quantity, plan: Plan, lang: str) -> list[Any]:
    name, value = quantity.name(lang), quantity_words.format_quantity(quantity, lang)
    cited = citation(quantity.refs, plan, lang)
    return [
        name,
        value,
        formula_words.formula_text(quantity, lang),
        cited,
        "",
        say("cite.computed", lang),
        "",
        _places(quantity.refs, plan),
    ]


def _card(statement: Statement, plan: Plan, lang: str) -> list[Any]:
    source = next((plan.source[r.source] for r in statement.refs if r.source in plan.source), None)
    return [
        statement.name(lang),
        # As it is printed: who opens a source compares the digits.
        format_figure(statement.figure, lang, exact=True),
        figure_facts(statement, plan, lang),
        citation(statement.refs, plan, lang),
        web_address(source) or "",
        say("text.stop", lang).join(
            w
            for w in (
                *revision_lines(statement, plan, lang),
                statement.note(lang),
                question_text(statement, lang),
            )
            if w
        ),
        _title_with_kind(source, lang) if source else "",
        _places(statement.refs, plan),
    ]


def _title_with_kind(source: Source, lang: str) -> str:
    """Return a source's title, and in words where it is a copy or a third-party page."""
    kind = source_kind_words(source, lang)
    return say("text.dot", lang).join(w for w in (source.title(lang), kind) if w)


def _places(refs: Iterable[Ref], plan: Plan) -> list[str]:
    documents = {ref.source for ref in plan.edition.refs}
    return list(dict.fromkeys(ref.locator for ref in refs if ref.source in documents and ref.locator))


def cite_places(refs: Iterable[Ref], plan: Plan, lang: str) -> Node:
    """Return sources in words, a line each; each place in the plan is a button that opens its card."""
    documents = {ref.source for ref in plan.edition.refs}
    parts: dict[str, Node] = {}
    for ref in refs:
        words = citation((ref,), plan, lang)
        in_plan = ref.source in documents and ref.locator
        button = h("button", words, go={"place": ref.locator}, cls="cite-place")
        parts[words] = button if in_plan else h("span", words)
    return h("span", *parts.values(), cls="cite-places")


def place_paths(places: Iterable[str], plan: Plan, lang: str) -> dict[str, Any]:
    """Return the headings on the way to each place.

    `headings` holds each heading once; `places` leads from a place to the numbers of its headings in that
    list, and to the words of the sentence or row.
    """
    numbers: dict[str, int] = {}
    paths: dict[str, list[int | str]] = {}
    for place in dict.fromkeys(places):
        path = heading_path(place, plan, lang)
        counted = len(path) - len(heading_path(read_place(place).section, plan, lang))
        headings = path[: len(path) - counted]
        paths[place] = [numbers.setdefault(h, len(numbers)) for h in headings] + list(path[len(headings) :])
    return {"headings": list(numbers), "places": paths}


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
