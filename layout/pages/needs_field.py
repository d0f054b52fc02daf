"""The form of an investor's conditions on the pages of parks, and what comes of them at each place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import streamlit as st

from geodata.faults import Fault
from geodata.officer_fields import officer_fields
from layout.matching.condition_words import (
    AT_LEAST_SIGN,
    AT_MOST_SIGN,
    DISTANCE,
    FIELD,
    InvestorCondition,
    all_conditions,
    distance_unit,
)
from layout.matching.need_outcomes import exclusions, weigh_needs
from layout.matching.need_records import MET, NOT_MET, UNKNOWN, NeedOutcome, PlaceNeeds
from layout.matching.need_words import need_text
from layout.matching.needs import Need, parse_needs
from layout.pages import mounts, session_facts
from layout.plan.model import Plan
from layout.promotion.known_facts import known_facts
from layout.view.view import View
from layout.words.amounts import unit_name
from layout.words.glossary import join_words, say, words
from layout.words.nodes import Node, h

# What the form asks for, in its order; anything else is written in words.
_IN_THE_FORM = (
    "land-on-offer", "plant-area", "floor-load", "floor-height", "power", "water", "exhaust", "hazard",
    "port", "airport", "motorway", "rail", "supplier",
)  # fmt: skip
_STATES, _MESSAGES, _KEY = "needs_by_edition", "needs_messages", "needs"


@dataclass(frozen=True, slots=True)
class SessionNeeds:
    """The conditions of a session as text, and whether places that do not meet one are left out."""

    text: str = ""
    only: bool = False


def show_needs(plan: Plan, view: View) -> None:
    """Show the form, and what comes of the conditions at the selected site, else at all parks."""
    state = _state(view)
    data = {
        "kind": "needs",
        "lang": view.lang,
        "words": words("needs", view.lang),
        "fields": [_field(all_conditions()[name], view.lang) for name in _IN_THE_FORM],
        "store": f"needs:{view.district}/{view.edition}",
        "text": state.text,
        "n": st.session_state.get(_MESSAGES, 0),
    }
    mounts.mount(_KEY, data.pop("kind"), data, on_needs_change=_receive)
    mounts.show_tree_about(view.sel, _result(state, plan, view), view.lang, "needs-result")


def has_needs(view: View) -> bool:
    """Tell whether conditions are held against the places of a view's edition."""
    return bool(_state(view).text.strip())


def _state(view: View) -> SessionNeeds:
    by_edition: dict[tuple[str, str], SessionNeeds] = st.session_state.get(_STATES, {})
    return by_edition.get((view.district, view.edition), SessionNeeds())


def _receive() -> None:
    """Store what the browser sends, which is untrusted, once."""
    message = st.session_state[_KEY].get("needs")
    n = message.get("n") if isinstance(message, dict) else None
    if not isinstance(n, int) or n <= st.session_state.get(_MESSAGES, 0):
        return
    st.session_state[_MESSAGES] = n
    text, view = message.get("text"), mounts.current()[1]
    state = SessionNeeds(text if isinstance(text, str) else "", message.get("only") is True)
    by_edition = dict(st.session_state.get(_STATES, {}))
    by_edition[view.district, view.edition] = state
    st.session_state[_STATES] = by_edition


def _field(condition: InvestorCondition, lang: str) -> dict[str, Any]:
    """Return what the form shows of a condition; its unit as the data call it and in words."""
    key = {AT_LEAST_SIGN: "at-least-label", AT_MOST_SIGN: "at-most-label"}.get(condition.sign, "is-label")
    field = officer_fields().get(condition.id) if condition.kind == FIELD else None
    unit = distance_unit() if condition.kind == DISTANCE else condition.unit
    return {
        "id": condition.id,
        "label": say(f"needs.{key}", lang, name=condition.name(lang)),
        "sign": condition.sign,
        "number": condition.is_number,
        "unit": [unit, unit_name(unit, lang)] if unit else None,
        "choices": [[c.id, c.name(lang)] for c in field.choices] if field else [],
    }


def _result(state: SessionNeeds, plan: Plan, view: View) -> Node:
    if not has_needs(view):
        return h("div")
    reading = parse_needs(state.text)
    parts: list[Node] = [_faults(reading.faults, view.lang)] if reading.faults else []
    if reading.needs:
        chosen = plan.site.get(view.sel)
        sites = [chosen.id] if chosen else [site.id for site in plan.sites if site.is_park]
        facts = known_facts(session_facts.officer_facts(view))
        rows = weigh_needs(plan, reading.needs, facts, sites)
        parts += [h("p", line) for line in _drops(reading.needs, rows, plan, view.lang)]
        parts += [
            _place(row, reading.needs, plan, view.lang)
            for row in rows
            # The page of a place tells of it whatever comes of the conditions.
            if chosen or not (state.only and row.is_excluded)
        ]
    return h("div", *parts, cls="needs-result", aria_live="polite")


def _faults(faults: tuple[Fault, ...], lang: str) -> Node:
    return h("div", h("ul", *(h("li", fault.text(lang)) for fault in faults)), cls="faults", role="alert")


def _drops(needs: tuple[Need, ...], rows: tuple[PlaceNeeds, ...], plan: Plan, lang: str) -> Iterator[str]:
    """Yield which places each condition would drop, before any is."""
    dropped = [(need, sites) for need, sites in exclusions(needs, rows) if sites]
    for need, sites in dropped:
        names = join_words((plan.site[site].name(lang) for site in sites), lang)
        yield say("needs.would-drop", lang, names=names, need=need_text(need)(lang))
    if not dropped:
        yield say("needs.drops-nothing", lang)


def _place(row: PlaceNeeds, needs: tuple[Need, ...], plan: Plan, lang: str) -> Node:
    counts = {"met": row.count(MET), "not_met": row.count(NOT_MET), "unknown": row.count(UNKNOWN)}
    name = h("button", plan.site[row.site].name(lang), go={"sel": row.site}, cls="link")
    summary = h("header", h("h3", name), h("span", say("needs.summary", lang, **counts), cls="quiet"))
    lines = [_line(need, outcome, lang) for need, outcome in zip(needs, row.outcomes, strict=True)]
    return h("section", summary, h("table", h("tbody", *lines)))


def _line(need: Need, outcome: NeedOutcome, lang: str) -> Node:
    why = [outcome.text(lang)]
    ask = h("div", outcome.question(lang), cls="quiet") if outcome.question else None
    state = h("td", say(f"needs.{outcome.state}", lang), cls="state")
    cells = (state, h("td", need_text(need)(lang)), h("td", *why, ask))
    return h("tr", *cells, cls=f"is-{outcome.state}")
