"""Tables of roles: members of the elements, themes of the nodes, parks."""

from __future__ import annotations

from collections.abc import Iterator

from layout.briefing.tables.grids import (
    CitedGrid,
    GridRow,
    abridged_list,
    abridged_names,
    fits_a_cell,
    make_grid,
)
from layout.plan.model import Element, Plan, Role, Site
from layout.view.filters import matches, matching_sites
from layout.view.view import View
from layout.words import glossary, site_facts
from layout.words.elements import extent_lines
from layout.words.glossary import say
from layout.words.nouns import member_noun, say_of
from layout.words.roles import element_aim, mark_inferred, role_industries
from layout.words.site_ground import level_words
from layout.words.symbols import site_colours


def role_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the members of the view's areas and what the plan makes of them; like ones in one row."""
    head = [_member_heading(plan, view, lang)]
    head += [say(f"table.{k}", lang) for k in ("role", "industries", "aim")]
    rows = [row for e in _elements(plan, view, networks=False) for row in _area(e, plan, view, lang)]
    return make_grid("roles", head, rows, (), plan, lang)


def _member_heading(plan: Plan, view: View, lang: str) -> str:
    """Return what the plan calls the members of the one element that is shown; of several a neutral word."""
    shown = list(_elements(plan, view, networks=False))
    words = member_noun(shown[0], plan, lang) if len(shown) == 1 else say("table.site", lang)
    return words[:1].upper() + words[1:]


def _elements(plan: Plan, view: View, *, networks: bool) -> Iterator[Element]:
    return (e for e in plan.elements if e.is_network is networks and e.id in (view.element or (e.id,)))


def _area(element: Element, plan: Plan, view: View, lang: str) -> Iterator[GridRow]:
    extent = say("text.stop", lang).join(extent_lines(element, plan, lang))
    aim = element_aim(element, lang)
    if element.industries or aim or extent:
        # What the plan gives the element and none of its members has a row of its own.
        name = element.name(lang)
        name = say("grid.whole", lang, element=name) if element.industries or aim else name
        fields = mark_inferred(abridged_names(element.industries, lang), element.basis, lang)
        yield GridRow((name, extent, fields, aim), element.refs, element.colour)
    groups: dict[tuple[object, ...], list[Role]] = {}
    for role in plan.roles(element.id):
        if matches(view, plan.site[role.member], plan):
            # Members without a role in words are not alike by that: each keeps its own row.
            words = (role.name, role.leading, role.others, role.aim)
            key = (role.rank, role.basis, *words) if any(words) else role.member
            groups.setdefault((key,), []).append(role)
    for roles in groups.values():
        first, refs = roles[0], tuple(dict.fromkeys(r for role in roles for r in role.refs))
        goes_on = first.rank in element.unfinished_ranks
        # Where no role is named the name bears the mark.
        bare = not first.name
        members = (_member_name(r, plan, lang) if bare else plan.site[r.member].name(lang) for r in roles)
        names = abridged_list(members, lang, 2, unfinished=goes_on)
        industries = _industries(first, lang)
        role_name = mark_inferred(first.name(lang), first.basis, lang)
        yield GridRow((names, role_name, industries, first.aim(lang)), refs, element.colour)


def _industries(role: Role, lang: str) -> str:
    words = role_industries(role, lang)
    return words if fits_a_cell(words, lang) else abridged_names(role.industries, lang)


def node_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the themes of the view's networks, who carries each, and who is linked to it."""
    head = [say_of(plan, "grid.theme", lang), say("grid.carrier", lang), say("grid.linked", lang)]
    rows = [row for e in _elements(plan, view, networks=True) for row in _network(e, plan, lang)]
    return make_grid("nodes", head, rows, (), plan, lang)


def _network(element: Element, plan: Plan, lang: str) -> Iterator[GridRow]:
    weight = {t.id: t.weight for t in plan.edition.ranks}
    for theme in plan.edition.themes:
        roles = [r for r in plan.roles(element.id) if r.theme == theme.id]
        if not roles:
            continue
        # Those of the highest rank carry a theme, the others are linked to it.
        highest = max(weight.get(r.rank, 1.0) for r in roles)
        carriers = [r for r in roles if weight.get(r.rank, 1.0) == highest]
        ends = (carriers, [r for r in roles if r not in carriers])
        cells = (abridged_list((_member_name(r, plan, lang) for r in end), lang) for end in ends)
        refs = tuple(dict.fromkeys(r for role in roles for r in role.refs))
        yield GridRow((theme.name(lang), *cells), refs, _colour(carriers, element, plan))
    if element.themes_unfinished:
        yield GridRow((say("grid.more-themes", lang), "", ""), element.refs, element.colour)


def _member_name(role: Role, plan: Plan, lang: str) -> str:
    return mark_inferred(plan.site[role.member].name(lang), role.basis, lang)


def _colour(carriers: list[Role], element: Element, plan: Plan) -> str:
    links = [k for r in carriers for k in plan.site[r.member].links]
    return plan.cluster[links[0].cluster].colour if links else element.colour


def park_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the view's parks: level, cluster and where each lies, or that this is not published."""
    head = [say_of(plan, f"table.{k}", lang) for k in ("name", "level", "cluster", "where")]
    rows = [_park(site, plan, lang) for site in matching_sites(view, plan, "park")]
    return make_grid("parks", head, rows, (), plan, lang)


def _park(site: Site, plan: Plan, lang: str) -> GridRow:
    clusters = [mark_inferred(plan.cluster[k.cluster].name(lang), k.basis, lang) for k in site.links]
    cells = (
        site.name(lang),
        level_words(site, plan, lang),
        glossary.join_words(dict.fromkeys(clusters), lang) or say("grid.none", lang),
        # Where the point stands within that is said on the card: a slide has no room for it.
        site_facts.location_name(site, plan, lang),
    )
    links = (r for k in site.links for r in k.refs)
    return GridRow(cells, tuple(dict.fromkeys((*site.refs, *links))), site_colours(site, plan)[0])
