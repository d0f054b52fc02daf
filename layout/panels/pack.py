"""The panel of a pack that is one page: for whom, why these, side by side, and each site's profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from layout.panels.side_by_side_table import comparison_table
from layout.panels.site_page import site_panel
from layout.panels.source_card import cite_places
from layout.plan.model import Plan
from layout.promotion.officer_facts import NO_FACTS, OfficerFacts
from layout.promotion.profile import site_profile
from layout.promotion.side_by_side import side_by_side
from layout.promotion.why_these import WhyReason, WhyThis, why_these
from layout.words.glossary import basis_name, labelled, say
from layout.words.nodes import Node, h


@dataclass(frozen=True, slots=True)
class PackCover:
    """What stands on the cover of a pack, all of it the sender's own text; any part may be empty."""

    investor: str = ""
    sender: str = ""
    day: str = ""
    request: str = ""
    comments: Mapping[str, str] = field(default_factory=dict)


def pack_panel(
    sites: Sequence[str], cover: PackCover, plan: Plan, lang: str, facts: OfficerFacts = NO_FACTS
) -> Node:
    """Return the panel of a pack of sites in their order."""
    profiles = [site_profile(plan.site[site], plan, lang, facts) for site in sites]
    reasons = why_these(sites, plan, cover.request, cover.comments, lang)
    parts: list[Node | None] = [
        _cover(len(sites), cover, plan, lang),
        h("section", h("h2", say("pack_slides.places", lang)), h("div", cls="list-here")),
        h("section", h("h2", say("pack_slides.why", lang)), *[_why(each, plan, lang) for each in reasons]),
    ]
    if len(profiles) > 1:
        comparison = side_by_side(profiles)
        table = comparison_table(comparison, plan, lang)
        marks = h("p", say("shortlist_page.marks", lang), cls="quiet")
        parts.append(h("section", table, marks, cls="compared"))
    pages = [_page(n, site, plan, lang, facts) for n, site in enumerate(sites, 1)]
    parts.append(h("section", h("h2", say("pack_page.each", lang)), *pages))
    return h("div", *parts, cls="panel shortlist pack")


def _cover(n: int, cover: PackCover, plan: Plan, lang: str) -> Node:
    lines = (("from", cover.sender), ("day", cover.day), ("request", cover.request))
    rows = [h("p", labelled(say(f"pack_slides.{key}", lang), text, lang)) for key, text in lines if text]
    names = say("text.dot", lang).join((plan.district.name(lang), plan.edition.name(lang)))
    return h("header", h("h1", pack_title(n, cover.investor, plan, lang)), h("p", names, cls="quiet"), *rows)


def pack_title(n: int, investor: str, plan: Plan, lang: str) -> str:
    """Return the title of a pack of so many places; the investor may be unnamed."""
    key = "title" if investor else "title-none"
    return say(f"pack_slides.{key}", lang, n=n, investor=investor, district=plan.district.name(lang))


def _why(each: WhyThis, plan: Plan, lang: str) -> Node:
    name = h("button", each.site.name(lang), go={"sel": each.site.id}, cls="link")
    comment = [h("p", each.comment, cls="sender-word")] if each.comment else []
    return h("div", h("h3", name), *comment, *[_reason(r, plan, lang) for r in each.reasons], cls="why")


def _reason(reason: WhyReason, plan: Plan, lang: str) -> Node:
    places = cite_places(reason.refs, plan, lang) if reason.refs else None
    basis = basis_name(reason.basis, lang) if reason.basis else ""
    return h("p", reason.text, h("small", basis, places) if basis or places else None)


def _page(number: int, site: str, plan: Plan, lang: str, facts: OfficerFacts) -> Node:
    """Return the page of a site, folded; what it names by an id it names apart from the others."""
    profile = next(n for n in site_panel(plan.site[site], plan, lang, facts) if _is_profile(n))
    summary = h("summary", h("b", plan.site[site].name(lang)))
    return h("details", summary, _apart(_without_orders(profile), f"p{number}-"), key=f"site-{site}")


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
