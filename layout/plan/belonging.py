"""What a site belongs to and what it carries: by its own roles first, then by what it is a part of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from layout.plan.cells import read_terms
from layout.plan.model import CarriedIndustry, Element, Membership, Ref, Role, Site, Text

Industries = Mapping[str, CarriedIndustry]


def leading_roles(roles: Iterable[Role], ranks: Iterable[Mapping[str, Any]]) -> list[Role]:
    """Return the roles of the highest rank in their element: its members, not those linked to it."""
    weight = {t.id: t.weight for t in read_terms(ranks)}
    known = list(roles)
    highest: dict[str, float] = {}
    for role in known:
        highest[role.element] = max(highest.get(role.element, 0.0), weight[role.rank])
    return [r for r in known if weight[r.rank] == highest[r.element]]


def memberships(
    site_roles: Iterable[Role], around: Iterable[Role], areas: Collection[str]
) -> tuple[Membership, ...]:
    """Return the elements that a site belongs to, each once.

    `around` are the leading roles of the town and zone that the site lies in. They count only where no role
    of the site's own says which of the `areas` it belongs to: what the plan says of it wins over its place.
    """
    # A stated role says more than an inferred one in the same element.
    by_element: dict[str, Membership] = {}
    for role in site_roles:
        membership = Membership(role.element, role.basis, "")
        if role.basis == "stated" or role.element not in by_element:
            by_element[role.element] = membership
    if not by_element.keys() & set(areas):
        for role in around:
            by_element.setdefault(role.element, Membership(role.element, "located", role.member))
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
        carried += [replace(_carried(i, element.refs, by_word), via=element.id) for i in shared]
    return tuple(carried)


def _carried(industry: Text, refs: tuple[Ref, ...], by_word: Industries) -> CarriedIndustry:
    link = by_word.get(industry.original)
    if link is None:
        # No row gives this industry a cluster: it is outside all of them, which the matrix tells.
        return CarriedIndustry("", "", industry, "", Text("", ""), refs)
    return replace(link, industry=industry, refs=(*refs, *link.refs))
