"""What two editions hold, thing by thing and paired.

Baselines and actuals are what an edition looks back on, and what it cites from elsewhere is not its
own: of the figures only the targets are compared, whatever their year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from geodata.names import name_key
from layout.comparison.pairing import Candidate, pair_candidates, primary_name, shared_keys
from layout.comparison.shift import Shift, shift
from layout.plan.model import Cluster, ClusterLink, Figure, Plan, Ref, Role, Segment, Site, Statement, Text

_NOTHING = Text("", "")
_YEAR = re.compile(r"-\d{4}$")

Things = Iterator[Candidate["Side"]]


@dataclass(frozen=True, slots=True)
class Side:
    """A thing as one edition has it.

    `place` is where it stands: the element and rank of a role, the cluster of a segment or of a
    park's tie, the chain of a link; `at` is the same place as a word that both editions share.
    `site` is the town, place or park that it is, or is of.
    """

    id: str
    name: Text
    refs: tuple[Ref, ...]
    figure: Figure | None = None
    place: Text = _NOTHING
    place_key: str = ""
    site: str = ""


def name_in_edition(site: Site, plan: Plan) -> Text:
    """Return a site's name as of an edition: one that has ended since, where it then still held."""
    held = [s.date for r in plan.edition.refs if (s := plan.source.get(r.source)) and s.date]
    day = held[0] if held else str(plan.edition.from_year)
    for alias in site.aliases:
        if alias.kind in ("former", "official") and alias.since <= day < alias.until:
            return Text(alias.name, "")
    return site.name


@dataclass(frozen=True)
class EditionKeys:
    """One of the two: its layout, and for each of its ids the word that both editions share."""

    plan: Plan
    elements: Mapping[str, str]
    ranks: Mapping[str, str]
    themes: Mapping[str, str]
    measures: Mapping[str, str]
    chains: Mapping[str, str]
    industries: Mapping[str, str]
    sites: Mapping[str, str]


class EditionPair:
    """Two editions whose vocabularies, clusters and sites are paired."""

    def __init__(self, old: Plan, new: Plan) -> None:
        of = [shared_keys(things(old), things(new)) for things in _VOCABULARIES]
        self.old = EditionKeys(old, *(t.old for t in of))
        self.new = EditionKeys(new, *(t.new for t in of))

    def pairs(self, what: str) -> list[tuple[Side | None, Side | None]]:
        """Return the things of one sort in pairs, None where an edition has no such thing."""
        gather = _GATHER[what]
        return pair_candidates(gather(self.old), gather(self.new))

    def shift(self, old: Side, new: Side) -> Shift | None:
        """Return how the value of a thing moved."""
        if old.figure is None or new.figure is None:
            return None
        before = replace(old.figure, measure=self.old.measures.get(old.figure.measure, old.figure.measure))
        after = replace(new.figure, measure=self.new.measures.get(new.figure.measure, new.figure.measure))
        return shift(before, after)

    def sites(self) -> Iterator[tuple[Site, Site]]:
        """Yield the sites that either edition speaks of, as both have them."""
        olds = {self.old.sites[s.id]: s for s in self.old.plan.sites}
        news = {self.new.sites[s.id]: s for s in self.new.plan.sites}
        for word, new in news.items():
            old = olds.get(word)
            if old is not None and (_holds(old) or _holds(new)):
                yield old, new


def _holds(site: Site) -> bool:
    return bool(site.roles or site.links)


def _refs(*groups: tuple[Ref, ...]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(r for refs in groups for r in refs))


def _joined(*texts: Text) -> Text:
    kept = [t for t in texts if t]
    return Text.in_each(lambda lang: " · ".join(t(lang) for t in kept))


def _industries(plan: Plan) -> Iterator[Cluster | Segment]:
    for cluster in plan.clusters:
        yield cluster
        yield from cluster.segments


def _stated(item: Cluster | Segment, plan: Plan) -> Statement | None:
    """Return the statement that gives a cluster or segment its target."""
    return plan.statement.get(item.target_statement)


def _word_of(term: str, plan: Plan) -> Text:
    found = plan.term.get(term)
    return found.name if found else _NOTHING


def _elements(of: EditionKeys) -> Things:
    for e in of.plan.elements:
        yield Candidate(e.id, primary_name(e.name), Side(e.id, e.name, of.plan.edition.layout_refs))


def _sites(of: EditionKeys) -> Things:
    for s in filter(_holds, of.plan.sites):
        refs = _refs(*(r.refs for r in s.roles), *(k.refs for k in s.links))
        side = Side(s.id, name_in_edition(s, of.plan), refs, site=s.id)
        yield Candidate(s.id, primary_name(s.name), side, tuple(a.name for a in s.aliases))


def _roles(of: EditionKeys) -> Things:
    for site in of.plan.sites:
        for role in site.roles:
            yield _role(role, site, of)


def _role(role: Role, site: Site, of: EditionKeys) -> Candidate[Side]:
    element, rank = of.plan.element[role.element], _word_of(f"rank:{role.rank}", of.plan)
    where = f"{of.sites[site.id]}/{of.elements[element.id]}/{of.themes.get(role.theme, role.theme)}"
    at = f"{where}/{of.ranks.get(role.rank, role.rank)}"
    side = Side(
        f"{site.id}/{element.id}{'/' if role.theme else ''}{role.theme}",
        role.name or rank,
        role.refs,
        place=_joined(element.name, _word_of(f"theme:{role.theme}", of.plan), rank),
        place_key=at,
        site=site.id,
    )
    # Where one role of a site is left on either side, it is the one that moved.
    return Candidate(
        f"{at}/{name_key(primary_name(role.name))}", of.sites[site.id], side, short_ids=(at, where)
    )


def _given(of: EditionKeys) -> Things:
    """Yield the industries that sites are given."""
    for site in of.plan.sites:
        named = {name_key(primary_name(i)): (i, r.refs) for r in site.roles for i in r.industries}
        for key, (industry, refs) in named.items():
            side = Side(f"{site.id}/{primary_name(industry)}", industry, refs, site=site.id)
            yield Candidate(f"{of.sites[site.id]}/{key}", "", side)


def _ties(of: EditionKeys) -> Things:
    for site in of.plan.sites:
        for link in site.links:
            yield _tie(link, site, of)


def _tie(link: ClusterLink, site: Site, of: EditionKeys) -> Candidate[Side]:
    plan = of.plan
    segment = plan.segment[link.segment].name if link.segment else _NOTHING
    cluster = f"{of.sites[site.id]}/{of.industries[link.cluster]}"
    at = f"{cluster}/{of.industries[link.segment]}"
    name = _joined(plan.cluster[link.cluster].name, segment)
    own = f"{site.id}/{link.cluster}{'/' if link.segment else ''}{link.segment}"
    side = Side(own, name, link.refs, place=name, place_key=at, site=site.id)
    return Candidate(at, of.sites[site.id], side, short_ids=(cluster,))


def _clusters(of: EditionKeys) -> Things:
    return (_industry(c, _NOTHING, "", of) for c in of.plan.clusters)


def _segments(of: EditionKeys) -> Things:
    return (_industry(s, c.name, of.industries[c.id], of) for c in of.plan.clusters for s in c.segments)


def _industry(item: Cluster | Segment, place: Text, at: str, of: EditionKeys) -> Candidate[Side]:
    stated = _stated(item, of.plan)
    refs = _refs(stated.refs if stated else (), item.refs)
    side = Side(item.id, item.name, refs, item.target, place, at)
    return Candidate(item.id, primary_name(item.name), side, item.aliases)


def _targets(kind: str) -> Callable[[EditionKeys], Things]:
    """Return what yields the targets that no cluster or segment already stands for."""

    def gather(of: EditionKeys) -> Things:
        plan = of.plan
        told = {s.id for i in _industries(plan) if (s := _stated(i, plan))}
        for s in plan.statements:
            if s.kind == kind and s.figure.role == "target" and not s.plan_figure and s.id not in told:
                yield _target(s, of)

    return gather


def _target(stated: Statement, of: EditionKeys) -> Candidate[Side]:
    figure, short = stated.figure, _YEAR.sub("", stated.id)
    ahead = (figure.year or 0) - of.plan.edition.target_year
    subject = (of.industries.get(stated.cluster, stated.cluster), of.sites.get(stated.site, stated.site))
    return Candidate(
        stated.id,
        primary_name(stated.name),
        Side(stated.id, stated.name, stated.refs, figure, site=stated.site),
        stated.aliases,
        category=(of.measures.get(figure.measure, figure.measure), *subject),
        short_ids=(f"{short}@{ahead}", short),
    )


def _links(of: EditionKeys) -> Things:
    for chain in of.plan.chains:
        for k in chain.links:
            side = Side(k.id, k.name, k.refs, place=chain.name, place_key=of.chains[chain.id])
            yield Candidate(k.id, primary_name(k.name), side)


# In the order of the fields of Edition.
_VOCABULARIES: tuple[Callable[[Plan], Iterator[Candidate[str]]], ...] = (
    lambda x: (Candidate(e.id, primary_name(e.name), e.id) for e in x.elements),
    lambda x: (Candidate(t.id, primary_name(t.name), t.id) for t in x.edition.ranks),
    lambda x: (Candidate(t.id, primary_name(t.name), t.id) for t in x.edition.themes),
    lambda x: (Candidate(t.id, primary_name(t.name), t.id) for t in x.edition.measures),
    lambda x: (Candidate(c.id, primary_name(c.name), c.id) for c in x.chains),
    lambda x: (
        Candidate(i.id, primary_name(i.name), i.id, i.aliases, isinstance(i, Cluster)) for i in _industries(x)
    ),
    lambda x: (
        Candidate(s.id, primary_name(s.name), s.id, tuple(a.name for a in s.aliases)) for s in x.sites
    ),
)
_GATHER: Mapping[str, Callable[[EditionKeys], Things]] = {
    "element": _elements,
    "site": _sites,
    "role": _roles,
    "industry": _given,
    "tie": _ties,
    "cluster": _clusters,
    "segment": _segments,
    "indicator": _targets("indicator"),
    "figure": _targets("figure"),
    "link": _links,
}
ENTITY_TYPES = tuple(_GATHER)
