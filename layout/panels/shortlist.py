"""The panel of the shortlist: the list itself, which the browser keeps, and its sites side by side."""

from __future__ import annotations

from layout.panels.side_by_side_table import comparison_table
from layout.plan.model import Plan
from layout.promotion.side_by_side import MOST_COMPARED, SideBySide
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.nouns import say_of


def shortlist_panel(comparison: SideBySide, plan: Plan, lang: str) -> Node:
    """Return the panel of a shortlist in its order; of an empty one how to fill it."""
    parts = _filled(comparison, plan, lang) if comparison.profiles else [_empty(plan, lang)]
    head = h("header", h("h1", say("shortlist.title", lang)))
    return h("div", head, *parts, cls="panel shortlist")


def _empty(plan: Plan, lang: str) -> Node:
    to_parks = h("button", say_of(plan, "shortlist_page.to-parks", lang), go={"page": "parks"}, cls="link")
    return h("section", h("p", say_of(plan, "shortlist_page.empty", lang)), h("p", to_parks))


def _filled(comparison: SideBySide, plan: Plan, lang: str) -> list[Node]:
    # The browser fills in the rows: it keeps their order and the words on them.
    rows = h("div", cls="list-here")
    how = h("p", say("shortlist.order", lang), cls="quiet")
    clear = h("button", say("shortlist.clear", lang), go={"list": [], "words": []}, cls="link")
    # What the page ends with is what many come for: below a long comparison none would look for it.
    send = h("a", say("park_files.title", lang), href="#park-files", cls="link")
    parts = [h("section", how, rows, h("p", send, clear), cls="listed")]
    if len(comparison.profiles) < 2:
        return [*parts, h("p", say("shortlist_page.one", lang), cls="quiet")]
    picks = _picks(comparison, lang) if len(comparison.profiles) > 2 else None
    table = comparison_table(comparison, plan, lang)
    marks = h("p", say("shortlist_page.marks", lang), cls="quiet")
    return [*parts, h("section", picks, table, marks, cls="compared")]


def _picks(comparison: SideBySide, lang: str) -> Node:
    """Return what is compared of a longer list, to be chosen; the browser makes boxes of it."""
    names = [h("span", profile.name, data_row=profile.site) for profile in comparison.profiles]
    legend = say("shortlist_page.picks", lang, most=MOST_COMPARED)
    return h("div", h("b", legend), *names, cls="list-picks", role="group", aria_label=legend)
