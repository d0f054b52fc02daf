"""Where a site is: what it lies in, whether it has moved, how far it is to what the data hold."""

from __future__ import annotations

from collections.abc import Iterator

from layout.plan.distances import hub_distances, hub_kinds
from layout.plan.hubs import NEIGHBOUR, ROAD, HubDistance
from layout.plan.model import Plan, Site
from layout.promotion.profile_line import ProfileLine, basis_of, other_refs
from layout.words.distances import distances_line, hub_kind_name, tells_bounds
from layout.words.glossary import join_names, say
from layout.words.nouns import say_of
from layout.words.roles import position_words
from layout.words.site_facts import precision_text
from layout.words.site_ground import outline_words, where_words

MOVED = "former"
_NEAREST = {ROAD: 3, NEIGHBOUR: 3}
_LEAST_M = 1.0  # nearer than that two points are one, which says nothing of how far the sites are apart


def where_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    """Yield where a site is; in a straight line to roads, hubs and neighbours."""
    refs = other_refs(site.refs, plan)
    basis = basis_of(refs, plan)
    words = "" if site.is_town else where_words(site, plan, lang)
    if words:
        yield ProfileLine(say("card.where", lang), words, basis, refs=refs, key="where")
    if site.position == MOVED:
        words = site.position_note(lang) or say("profile.new-site-unknown", lang)
        yield ProfileLine(say("profile.moved", lang), words, basis, refs=refs, key="moved")
    for kind in hub_kinds(plan):
        nearest = hub_distances(site, kind)[: _NEAREST.get(kind)]
        if nearest:
            label = say("profile.straight", lang, name=hub_kind_name(kind, lang))
            yield _distance_line(label, nearest, kind, site, plan, lang)
    yield from _neighbour_lines(site, plan, lang)
    outline = outline_words(site, lang)
    if outline:
        yield ProfileLine(say("card.outline", lang), outline, refs=site.refs, key="outline")
    if site.note:
        yield ProfileLine(say("card.note", lang), site.note(lang), basis, refs=refs, key="note")


def _distance_line(
    label: str, nearest: tuple[HubDistance, ...], key: str, site: Site, plan: Plan, lang: str
) -> ProfileLine:
    notes = (
        say("distance.former", lang) if site.position == MOVED else "",
        say("distance.bounds", lang) if any(tells_bounds(d, site) for d in nearest) else "",
    )
    note = say("text.stop", lang).join(n for n in notes if n)
    # Of neighbours the position is cited with them, not here.
    ends = (plan.hub[d.to] for d in nearest if d.kind != NEIGHBOUR)
    refs = dict.fromkeys(ref for end in ends for ref in end.refs) or other_refs(site.refs, plan)
    label = label[:1].upper() + label[1:]
    words = distances_line(nearest, site, plan, lang)
    sites = tuple(d.to for d in nearest if d.kind == NEIGHBOUR)
    return ProfileLine(label, words, "public", note, tuple(refs), key=key, sites=sites)


def _neighbour_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    parents = plan.parents_of(site)
    beside = [s for s in plan.sites if site.parent and s.parent == site.parent and s.id != site.id]
    if beside:
        label = say("profile.beside", lang, name=parents[0].name(lang))
        value = join_names((s.name for s in beside), lang)
        yield ProfileLine(label, value, key="beside", sites=tuple(s.id for s in beside), refs=site.refs)
    named = {s.id for s in (*parents, *beside)}
    named |= {s.id for s in plan.sites if site in plan.parents_of(s)}
    near = (d for d in hub_distances(site, NEIGHBOUR) if d.to not in named and d.metres > _LEAST_M)
    nearest = tuple(near)[: _NEAREST[NEIGHBOUR]]
    if nearest:
        label = say("profile.straight", lang, name=say("hub.site", lang))
        yield _distance_line(label, nearest, NEIGHBOUR, site, plan, lang)


def precision_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    """Yield what the point of a site stands for and how exact it is: the last of all."""
    moved = site.position == MOVED
    stands_for = say("position.former", lang) if moved else position_words(site, plan, lang)
    parts = [stands_for, precision_text(site, plan, lang)]
    if site.lon is not None and site.lat is not None:
        place = f"{site.lat:.4f}, {site.lon:.4f}"
        parts.append(say("profile.coordinates", lang, place=place))
    value = say("text.stop", lang).join(p for p in parts if p)
    yield ProfileLine(say_of(plan, "card.position", lang), value, refs=site.refs, key="precision")
