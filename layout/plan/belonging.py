"""What a site belongs to and what it carries: by its own roles first, then by what it is a part of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from layout.plan.elements import LOCATED
from layout.plan.model import CarriedIndustry, Element, Membership, Plan, Ref, Role, Site, Term, Text

Industries = Mapping[str, CarriedIndustry]


def leading_roles(roles: Iterable[Role], ranks: Iterable[Term]) -> list[Role]:
    """Return the roles of the highest rank in their element: its members, not those linked to it."""
    weight = {t.id: t.weight for t in ranks}
    known = list(roles)
    highest: dict[str, float] = {}
    for role in known:
        highest[role.element] = max(highest.get(role.element, 0.0), weight[role.rank])
    return [r for r in known if weight[r.rank] == highest[r.element]]


def split_roles(element: Element, plan: Plan) -> tuple[list[Role], list[Role]]:
    """Return the roles of an element's members, and those of the sites that are only linked to it."""
    roles = plan.roles(element.id)
    leading = leading_roles(roles, plan.edition.ranks)
    return leading, [r for r in roles if r not in leading]


def memberships(
    site_roles: Iterable[Role],
    leading: Collection[Role],
    around: Mapping[str, str],
    spatial: Collection[str],
    points: Iterable[str] = (),
) -> tuple[Membership, ...]:
    """Return the elements that a site belongs to, is linked to or lies in, each once.

    `site_roles` are its own, element by element, `leading` the leading ones of all sites, `around` the areas
    that it lies in, each with the member that holds it (see surroundings.py), `points` the points of the
    layout that stand at the site. What lies around counts only where nothing of the site's own says which of
    the `spatial` elements it belongs to: what the plan says of it wins over its place.
    """
    by_element: dict[str, Membership] = {}
    for element, roles in groupby(site_roles, key=lambda r: r.element):
        # In one element a stated role says more than an inferred one, then a member's more than a link's.
        role = min(roles, key=lambda r: (r.basis != "stated", r not in leading))
        rank = "" if role in leading else role.rank
        by_element[element] = Membership(element, role.basis, "", rank)
    for element in points:
        by_element.setdefault(element, Membership(element, "stated", ""))
    if not by_element.keys() & set(spatial):
        for element, member in around.items():
            by_element.setdefault(element, Membership(element, LOCATED, member))
    return tuple(by_element.values())


def carried_industries(
    site: Site, led: Iterable[Element], by_word: Industries
) -> tuple[CarriedIndustry, ...]:
    """Return a site's industries: of its cluster links, of its roles, and of the elements that it leads.

    `led` are the elements whose leading member the site is; `by_word` gives the cluster of an industry.
    """
    carried = [
        CarriedIndustry(k.cluster, k.segment, Text("", ""), k.basis, k.ground, k.refs) for k in site.links
    ]
    # An industry that several roles name is carried once, with the references of the last of them.
    named = {i.original: (i, role) for role in site.roles for i in role.industries}
    carried += [_carried(industry, role.refs, by_word) for industry, role in named.values()]
    for element in led:
        shared = (i for i in element.industries if i.original not in named)
        carried += [_of_whole(i, element, by_word) for i in shared]
    return tuple(carried)


def _of_whole(industry: Text, element: Element, by_word: Industries) -> CarriedIndustry:
    carried = replace(_carried(industry, element.refs, by_word), via=element.id)
    if element.basis == "stated" or carried.basis != "stated":
        return carried
    # A part of a whole carries no more than what is inferred for the whole.
    return replace(carried, basis=element.basis, ground=element.ground)


def _carried(industry: Text, refs: tuple[Ref, ...], by_word: Industries) -> CarriedIndustry:
    link = by_word.get(industry.original)
    if link is None:
        # No row gives this industry a cluster: it is outside all of them, which the matrix tells.
        return CarriedIndustry("", "", industry, "", Text("", ""), refs)
    return replace(link, industry=industry, refs=(*refs, *link.refs))
