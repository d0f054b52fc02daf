"""The panel of a pack that is one page: for whom, why these, side by side, and each site's profile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from geodata.languages import LANGS
from layout.panels.officer_facts import photo_nodes
from layout.panels.side_by_side_table import comparison_table
from layout.panels.site_page import site_panel
from layout.panels.source_card import cite_places
from layout.plan.model import Plan, Site
from layout.promotion.pack_record import PackRecord
from layout.promotion.side_by_side import side_by_side
from layout.promotion.why_these import WhyReason, WhyThis
from layout.words.glossary import basis_name, labelled, say
from layout.words.nodes import Node, h


def pack_panel(record: PackRecord) -> Node:
    """Return the panel of a pack of sites in their order."""
    plan, lang = record.plan, record.lang
    parts: list[Node | None] = [
        _cover(record),
        h("section", h("h2", say("pack_slides.places", lang)), h("div", cls="list-here")),
        h("section", h("h2", say("pack_slides.why", lang)), *[_why(each, plan, lang) for each in record.why]),
    ]
    if len(record.sites) > 1:
        comparison = side_by_side(record.profiles)
        table = comparison_table(comparison, plan, lang)
        marks = h("p", say("shortlist_page.marks", lang), cls="quiet")
        parts.append(h("section", table, marks, cls="compared"))
    pages = [_page(n, site, record) for n, site in enumerate(record.sites, 1)]
    parts.append(h("section", h("h2", say("pack_page.each", lang)), *pages))
    if record.document:
        parts.append(_quoted(record))
    return h("div", *parts, cls="panel shortlist pack")


def _cover(record: PackRecord) -> Node:
    cover, lang = record.cover, record.lang
    lines = (("from", cover.sender), ("day", cover.day), ("request", cover.request))
    rows = [h("p", labelled(say(f"pack_slides.{key}", lang), text, lang)) for key, text in lines if text]
    return h("header", h("h1", record.title), h("p", record.origin, cls="quiet"), *rows)


def _quoted(record: PackRecord) -> Node:
    """Return the places in the plan with what stands there, in the words of the document."""
    lang = record.lang
    each = [
        h("div", h("h3", place.words), h("blockquote", place.passage, lang=say("text.tag", LANGS[0])))
        for place in record.cited_places()
        if place.passage
    ]
    title = h("summary", h("b", say("pack_slides.cited-places", lang)))
    note = h("p", say("pack_slides.passage-note", lang), cls="quiet")
    return h("details", title, note, *each, cls="quoted")


def _why(each: WhyThis, plan: Plan, lang: str) -> Node:
    name = h("button", each.site.name(lang), go={"sel": each.site.id}, cls="link")
    comment = [h("p", each.comment, cls="sender-word")] if each.comment else []
    reasons = [_reason(r, plan, lang) for r in each.reasons] or [h("p", each.untied)]
    return h("div", h("h3", name), *comment, *reasons, cls="why")


def _reason(reason: WhyReason, plan: Plan, lang: str) -> Node:
    places = cite_places(reason.refs, plan, lang) if reason.refs else None
    basis = basis_name(reason.basis, lang) if reason.basis else ""
    return h("p", reason.text, h("small", basis, places) if basis or places else None)


def _page(number: int, site: Site, record: PackRecord) -> Node:
    """Return the page of a site, folded; what it names by an id it names apart from the others."""
    panel = site_panel(site, record.plan, record.lang, record.facts)
    profile = next(n for n in panel if _is_profile(n))
    photos = photo_nodes(record.facts.photos_of(site.id), record.lang)
    summary = h("summary", h("b", site.name(record.lang)))
    profile = _apart(_without_orders(profile), f"p{number}-")
    return h("details", summary, *photos, profile, key=f"site-{site.id}")


def _is_profile(node: Any) -> bool:
    return isinstance(node, list) and node[0] == "article"


def _without_orders(node: Node) -> Node:
    """Return a profile without the buttons of orders, which a page from disk cannot carry out."""
    return [c for c in node if not (isinstance(c, list) and c[1].get("class") == "site-orders")]


def _apart(node: Any, start: str) -> Any:
    """Return nodes whose ids, and the links to them, begin with a text of their own."""
    if not isinstance(node, list):
        return node
    tag, attributes, *children = node
    renamed = dict(attributes)
    if "id" in renamed:
        renamed["id"] = start + renamed["id"]
    if str(renamed.get("href", "")).startswith("#"):
        renamed["href"] = f"#{start}{renamed['href'][1:]}"
    return [tag, renamed, *_apart_each(children, start)]


def _apart_each(children: Iterable[Any], start: str) -> list[Any]:
    return [_apart(child, start) for child in children]
