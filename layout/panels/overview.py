"""The panels of the overview and of the parks: who does what, targets, list and cards of parks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from layout.panels.provisions import aims_section
from layout.panels.site_page import by_level
from layout.panels.source_card import web_address
from layout.panels.target_bars import target_bars
from layout.panels.target_nodes import target_node
from layout.plan.belonging import split_roles
from layout.plan.elements import POINT
from layout.plan.measure import UnlikeError, total
from layout.plan.model import Cluster, Element, Plan, Role, Site
from layout.promotion.profile_what import site_kind_words
from layout.words import glossary, roles, site_facts
from layout.words.citations import citation
from layout.words.cluster_links import cluster_link_words, whole_target_line
from layout.words.cluster_words import dated_target
from layout.words.elements import extent_lines
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.nouns import counted_members, counted_noun, member_noun, say_of
from layout.words.numbers import format_figure_value, shown_unit_name
from layout.words.site_facts import area_text
from layout.words.site_figures import site_figure_lines
from layout.words.symbols import dot_node, symbol_node
from layout.words.target_years import common_year, say_of_year


def overview_panel(plan: Plan, lang: str) -> Node:
    """Return the panel of the overview: elements with their members, targets, parks, notes."""
    return h(
        "div",
        _heading(plan, lang),
        h("section", *[_element(e, plan, lang) for e in plan.elements], *_unnamed(plan, lang)),
        _targets(plan, lang),
        aims_section(plan, lang),
        _park_list(plan, lang),
        _notes(plan, lang),
        cls="panel",
    )


def _heading(plan: Plan, lang: str) -> Node:
    source = plan.source.get(plan.edition.refs[0].source)
    line = citation(plan.edition.layout_refs, plan, lang)
    label = say("card.source", lang)
    numbers = (("town", len(plan.towns)), ("park", len(plan.parks_on_day)))
    counts = say("text.dot", lang).join(counted_noun(plan, name, n, lang) for name, n in numbers)
    if besides := len(plan.parks) - len(plan.parks_on_day):
        counts = say("text.stop", lang).join((counts, say_of(plan, "validity.besides", lang, n=besides)))
    url = web_address(source)
    # The plan's section says how the layout is; how many towns and parks there are is counted in the data.
    return h(
        "header",
        h("h1", plan.edition.phrase(lang)),
        h("p", f"{label}{say('text.colon', lang)}", h("a", line, href=url) if url else line, cls="quiet"),
        h("p", counts, cls="quiet"),
    )


def _element(element: Element, plan: Plan, lang: str) -> Node:
    body = _themes(element, plan, lang) if element.is_network else _members(element, plan, lang)
    head = h(
        "button",
        h("b", element.short(lang)),
        h("small", _member_count(element, plan, lang)) if element.noun else None,
        h("small", element.motto(lang)),
        h("small", aim) if (aim := roles.element_aim_line(element, lang)) else None,
        go={"element": element.id},
        cls="element-name",
        aria_pressed="false",
    )
    extent = say("text.stop", lang).join(extent_lines(element, plan, lang))
    if extent:
        body = [h("p", extent, cls="quiet"), *body]
    return h("div", head, h("div", *body), cls="element", colour=element.colour, data_element=element.id)


def _member_count(element: Element, plan: Plan, lang: str) -> str:
    """Return how many members the plan lists, by its own word; the word alone where its list goes on."""
    members, _ = split_roles(element, plan)
    count = len({r.member for r in members})
    if not count or any(r.rank in element.unfinished_ranks for r in members):
        return member_noun(element, plan, lang, many=True)
    return counted_members(element, plan, count, lang)


def _members(element: Element, plan: Plan, lang: str) -> list[Node]:
    members, _ = split_roles(element, plan)
    whole = roles.element_industries(element, lang)
    reading = say("text.stop", lang).join(w for w in (whole, element.ground(lang)) if w)
    paragraphs = [say("roles.whole", lang, names=reading) if whole else reading] if reading else []
    paragraphs += [linked] if (linked := roles.linked_names(element, plan, lang)) else []
    if element.reaches_sites:
        words = (roles.reach_line(element, plan, lang), element.reach_ground(lang))
        paragraphs.append(say("roles.reach", lang, reach=say("text.stop", lang).join(w for w in words if w)))
    paragraphs += [element.note(lang)] if element.note else []
    lines = [h("p", line, cls="quiet") for line in paragraphs]
    rows = [_member(r, plan, lang) for r in members]
    if not rows and element.kind == POINT and element.anchor:
        rows = [h("li", _site_button(element.anchor, plan.site[element.anchor].name(lang)))]
    return [h("ul", *rows), *lines]


def _site_button(site: str, words: str) -> Node:
    return h("button", words, go={"sel": site}, cls="link")


def _member(role: Role, plan: Plan, lang: str) -> Node:
    theme = plan.term.get(f"theme:{role.theme}")
    # In a network the theme says what the role is.
    name = theme.name if theme else role.name
    role_name = roles.mark_inferred(name(lang), role.basis, lang)
    words = say("text.dot", lang).join(
        w for w in (role_name, roles.role_industries(role, lang), roles.aim_line(role.aim, lang)) if w
    )
    member = plan.site[role.member].name(lang)
    # Where no role is named there are no words that could bear the mark.
    shown = member if role_name else roles.mark_inferred(member, role.basis, lang)
    title = f"{words} {role.ground(lang)}".strip()
    return h("li", _site_button(role.member, shown), h("small", words), title=title)


def _themes(element: Element, plan: Plan, lang: str) -> list[Node]:
    lines = []
    for theme in plan.edition.themes:
        theme_roles = [r for r in plan.roles(element.id) if r.theme == theme.id]
        # Of a theme only the members of its highest rank are named.
        most = max((plan.term[f"rank:{r.rank}"].weight for r in theme_roles), default=0)
        carriers = [r for r in theme_roles if plan.term[f"rank:{r.rank}"].weight == most]
        lines += [_member(r, plan, lang) for r in carriers]
    themes = say_of(plan, "roles.themes", lang, names=roles.theme_names(element, plan, lang))
    return [h("ul", *lines), h("p", themes, cls="quiet")]


def _unnamed(plan: Plan, lang: str) -> list[Node]:
    by_words: dict[str, list[Site]] = {}
    # Those that are reached go first.
    for town in sorted(
        roles.unnamed_towns(plan),
        key=lambda t: not any(e.basis_of_reach(t.id, t.kind) for e in plan.elements),
    ):
        by_words.setdefault(roles.unnamed_words(town, plan, lang), []).append(town)
    lines = [
        say("roles.towns", lang, about=about, names=glossary.join_names((t.name for t in towns), lang))
        for about, towns in by_words.items()
    ]
    return [h("p", line, cls="quiet roleless") for line in lines]


def _targets(plan: Plan, lang: str) -> Node | None:
    clusters = [c for c in plan.clusters if c.kind == "cluster"]
    if not clusters:
        return None
    year = common_year(c.target for c in clusters)
    return h(
        "section",
        h("h2", say_of_year(plan, "panel.clusters", year, lang), h("small", _whole(clusters, lang))),
        *target_bars(plan, year, lang),
        h(
            "details",
            h("summary", say_of(plan, "panel.segments", lang)),
            *[_segments(c, plan, lang, year) for c in clusters],
            key="segments",
        ),
    )


def _whole(clusters: list[Cluster], lang: str) -> str:
    """Return unit and total of the targets; the unit alone where they have no sum, but a unit in common."""
    targets = [c.target for c in clusters if c.target]
    units = {t.unit for t in targets if t.value is not None}
    unit = shown_unit_name(units.pop(), lang) if len(units) == 1 else ""
    try:
        whole = total(targets)
    except UnlikeError:
        return unit
    if len(targets) < len(clusters):
        return unit
    return say("panel.clusters-unit", lang, unit=unit, total=format_figure_value(whole, lang))


def _segments(cluster: Cluster, plan: Plan, lang: str, year: int | None) -> Node:
    rows = [
        h(
            "li",
            h("button", s.name(lang), go={"segment": s.id}, cls="link", aria_pressed="false"),
            h("small", glossary.join_names(s.makes, lang)),
            h("small", aim) if (aim := roles.aim_line(s.aim, lang)) else None,
            h("b", target_node(s, plan, lang, dated_target(s.target, year, lang))),
        )
        for s in cluster.segments
    ]
    motto = h("small", cluster.motto(lang)) if cluster.motto else None
    head = h("h3", dot_node(cluster.colour), cluster.name(lang), motto)
    return h("div", head, h("ul", *rows), cls="segments")


def _park_list(plan: Plan, lang: str) -> Node:
    counts = [
        f"{t.name(lang)} {n}"
        for t in plan.district.levels
        if (n := sum(t.id in p.levels_on(plan.edition.day) for p in plan.parks_on_day))
    ]
    rows = [_park_row(p, plan, lang) for p in by_level(plan.parks, plan)]
    head = h("h2", say_of(plan, "panel.parks", lang), h("small", say("text.dot", lang).join(counts)))
    return h("section", head, h("ul", *rows, cls="rows by-fit"))


def _park_row(park: Site, plan: Plan, lang: str) -> Node:
    return h(
        "li",
        h(
            "button",
            symbol_node(park, plan),
            h("span", park.name(lang)),
            h("small", site_facts.location_line(park, plan, lang), cls=None if park.located else "warn"),
            go={"sel": park.id},
            cls="row",
            data_site=park.id,
        ),
    )


def _notes(plan: Plan, lang: str) -> Node:
    reading = say("panel.reading", lang, source=citation(plan.edition.layout_refs, plan, lang))
    items = [h("li", n.text(lang), h("small", citation(n.refs, plan, lang))) for n in plan.district.notes]
    return h(
        "section",
        h("p", reading, cls="quiet"),
        h("details", h("summary", say("panel.notes", lang)), h("ul", *items, cls="notes"), key="notes"),
    )


def parks_panel(plan: Plan, lang: str) -> Node:
    """Return the panel of all parks, a tile for each."""
    parks = by_level(plan.parks, plan)
    head = h("header", h("h1", say_of(plan, "panel.parks", lang)), _unlocated(parks, plan, lang))
    return h("div", head, h("div", *[_tile(p, plan, lang) for p in parks], cls="tiles by-fit"), cls="panel")


def _unlocated(parks: Iterable[Site], plan: Plan, lang: str) -> Node | None:
    colon = say("text.colon", lang)
    unlocated = [
        f"{p.name(lang)}{colon}{site_facts.precision_text(p, plan, lang)}" for p in parks if not p.located
    ]
    line = say("text.stop", lang).join(unlocated)
    return h("p", f"{say('map.unlocated', lang)} – {line}", cls="quiet") if unlocated else None


def _tile(park: Site, plan: Plan, lang: str) -> Node:
    """Return what an investor asks first of a park; how exact its position is stands on its page."""
    lines = [site_kind_words(park, plan, lang), *_fits(park, plan, lang)]
    lines += [area_text(park, lang)] if park.area_km2 is not None else []
    lines += [*site_figure_lines(park, plan, lang), site_facts.location_line(park, plan, lang)]
    return h(
        "button",
        h("span", symbol_node(park, plan), h("b", park.name(lang)), cls="tile-title"),
        *[h("small", line) for line in lines if line],
        go={"sel": park.id},
        cls="tile",
        data_site=park.id,
    )


def _fits(park: Site, plan: Plan, lang: str) -> Iterator[str]:
    for link in park.links:
        yield cluster_link_words(link, plan, lang)
        yield whole_target_line(link, plan, lang)
