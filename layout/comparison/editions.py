"""The entities of two editions in pairs: elements, sites, roles, clusters, targets and the rest.

Of the figures only the targets of the plan are compared, whatever their year: baselines and actuals
look back, and figures cited from elsewhere are not of the plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from geodata.names import name_key
from layout.comparison.pairing import Candidate, pair_candidates, primary_name, shared_keys
from layout.comparison.shift import Shift, figure_shift
from layout.comparison.sides import EMPTY, Side, alias_names, existence_text, joined_refs, joined_text
from layout.plan.model import (
    Cluster,
    ClusterLink,
    Plan,
    Role,
    Segment,
    Service,
    Site,
    Statement,
    Text,
)

# The year at the end of a statement's id, in which the targets of two editions differ.
_YEAR = re.compile(r"-\d{4}$")

Candidates = Iterator[Candidate["Side"]]


@dataclass(frozen=True)
class EditionKeys:
    """One of the two editions: its plan, and for each of its ids a key that both editions share."""

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
        keys = [shared_keys(candidates(old), candidates(new)) for candidates in _VOCABULARIES]
        self.old = EditionKeys(old, *(k.old for k in keys))
        self.new = EditionKeys(new, *(k.new for k in keys))

    def pairs(self, entity_type: str) -> list[tuple[Side | None, Side | None]]:
        """Return the entities of one type in pairs, with None where an edition lacks one."""
        gather = _GATHER[entity_type]
        return pair_candidates(gather(self.old), gather(self.new))

    def shift(self, old: Side, new: Side) -> Shift | None:
        """Return how the figure of an entity changed."""
        if old.figure is None or new.figure is None:
            # Only one of the two editions sets a target.
            return None if old.figure is new.figure else Shift(("target",), ("target",), None, None)
        # By shared key: the same measure may have another id in each edition.
        before = replace(old.figure, measure=self.old.measures.get(old.figure.measure, old.figure.measure))
        after = replace(new.figure, measure=self.new.measures.get(new.figure.measure, new.figure.measure))
        return figure_shift(before, after)

    def planned_by_one(self) -> set[str]:
        """Return the ids of the sites that one edition gives a role or a cluster, and the other does not."""
        olds, news = (
            {side.sites[s.id]: s.id for s in side.plan.sites if _is_planned(s)}
            for side in (self.old, self.new)
        )
        return {site for key, site in (olds | news).items() if (key in olds) != (key in news)}

    def sites(self) -> Iterator[tuple[Site | None, Site | None]]:
        """Yield each site that either gives a role or a cluster: as old and new have it, None without it."""
        olds = {self.old.sites[s.id]: s for s in self.old.plan.sites}
        news = {self.new.sites[s.id]: s for s in self.new.plan.sites}
        for key in dict.fromkeys((*news, *olds)):
            sides = olds.get(key), news.get(key)
            if any(s is not None and _is_planned(s) for s in sides):
                yield sides


def _is_planned(site: Site) -> bool:
    return bool(site.roles or site.links)


def _target_of(industry: Cluster | Segment | Service, plan: Plan) -> Statement | None:
    """Return the statement that gives a cluster or segment its target; a field of services has none."""
    return None if isinstance(industry, Service) else plan.statement.get(industry.target_statement)


def _term_name(term: str, plan: Plan) -> Text:
    entry = plan.term.get(term)
    return entry.name if entry else EMPTY


def _elements(edition: EditionKeys) -> Candidates:
    for e in edition.plan.elements:
        yield Candidate(e.id, primary_name(e.name), Side(e.id, e.name, edition.plan.edition.layout_refs))


def _sites(edition: EditionKeys) -> Candidates:
    # All that there are: one that only gets a role is not added, the role is. Of towns those of the day, as
    # on the map: of a merger within its years an edition has not heard yet.
    there = {s.id for s in edition.plan.towns}
    for s in (s for s in edition.plan.sites if s.id in there or not s.is_town):
        refs = joined_refs(*(r.refs for r in s.roles), *(k.refs for k in s.links)) or s.refs
        level = _term_name(f"level:{s.level}", edition.plan)
        side = Side(s.id, s.name, refs, None, level, s.level, s.id, exists=existence_text(s))
        yield Candidate(s.id, primary_name(s.name), side, alias_names(s))


def _roles(edition: EditionKeys) -> Candidates:
    return (_role(role, site, edition) for site in edition.plan.sites for role in site.roles)


def _role(role: Role, site: Site, edition: EditionKeys) -> Candidate[Side]:
    element, rank = edition.plan.element[role.element], _term_name(f"rank:{role.rank}", edition.plan)
    element_key = f"{edition.sites[site.id]}/{edition.elements[element.id]}"
    theme_key = f"{element_key}/{edition.themes.get(role.theme, role.theme)}"
    place_key = f"{theme_key}/{edition.ranks.get(role.rank, role.rank)}"
    side = Side(
        "/".join(part for part in (site.id, element.id, role.theme, _rank_part(role, site)) if part),
        role.name or rank,
        role.refs,
        place=joined_text(element.name, _term_name(f"theme:{role.theme}", edition.plan), rank),
        place_key=place_key,
        site=site.id,
        basis=role.basis,
    )
    # With the short ids, the one role of a site left on either side pairs as one that moved.
    return Candidate(
        f"{place_key}/{name_key(primary_name(role.name))}",
        edition.sites[site.id],
        side,
        short_ids=(place_key, theme_key),
    )


def _rank_part(role: Role, site: Site) -> str:
    # Several roles of a site at one place of the layout are told apart by their rank.
    alike = [r for r in site.roles if (r.element, r.theme) == (role.element, role.theme)]
    return role.rank if len(alike) > 1 else ""


def _given_industries(edition: EditionKeys) -> Candidates:
    for element in edition.plan.elements:
        for name, industry in ((primary_name(i), i) for i in element.industries):
            side = Side(f"{element.id}/{name}", industry, element.refs, place=element.name)
            # An element and a site may have one id.
            yield Candidate(f"element/{edition.elements[element.id]}/{name_key(name)}", "", side)
    for site in edition.plan.sites:
        by_name = {name_key(primary_name(i)): (i, r.refs) for r in site.roles for i in r.industries}
        for key, (industry, refs) in by_name.items():
            side = Side(f"{site.id}/{primary_name(industry)}", industry, refs, site=site.id)
            # Without a name: industries in other words are one that is dropped and one that is added.
            yield Candidate(f"{edition.sites[site.id]}/{key}", "", side)


def _cluster_links(edition: EditionKeys) -> Candidates:
    return (_cluster_link(link, site, edition) for site in edition.plan.sites for link in site.links)


def _cluster_link(link: ClusterLink, site: Site, edition: EditionKeys) -> Candidate[Side]:
    plan = edition.plan
    segment = plan.part[link.segment].name if link.segment else EMPTY
    cluster_key = f"{edition.sites[site.id]}/{edition.industries[link.cluster]}"
    place_key = f"{cluster_key}/{edition.industries[link.segment]}"
    name = joined_text(plan.cluster[link.cluster].name, segment)
    link_id = f"{site.id}/{link.cluster}{'/' if link.segment else ''}{link.segment}"
    side = Side(link_id, name, link.refs, place=name, place_key=place_key, site=site.id, basis=link.basis)
    # As with roles, the one link of a site left on either side pairs as one that moved.
    return Candidate(place_key, edition.sites[site.id], side, short_ids=(cluster_key,))


def _clusters(edition: EditionKeys) -> Candidates:
    return (_industry(c, EMPTY, "", edition) for c in edition.plan.clusters)


def _segments(edition: EditionKeys) -> Candidates:
    return (
        _industry(s, c.name, edition.industries[c.id], edition)
        for c in edition.plan.clusters
        for s in c.parts
    )


def _industry(
    industry: Cluster | Segment | Service, place: Text, place_key: str, edition: EditionKeys
) -> Candidate[Side]:
    target = _target_of(industry, edition.plan)
    refs = joined_refs(target.refs if target else (), industry.refs)
    figure = target.figure if target else None
    side = Side(industry.id, industry.name, refs, figure, place, place_key)
    return Candidate(industry.id, primary_name(industry.name), side, industry.aliases)


def _targets(kind: str) -> Callable[[EditionKeys], Candidates]:
    """Return what yields the targets of one kind of statement, without those of clusters and segments."""

    def gather(edition: EditionKeys) -> Candidates:
        plan = edition.plan
        # These are compared with their cluster or segment, and would be listed twice.
        of_industries = {s.id for i in plan.industry.values() if (s := _target_of(i, plan))}
        targets = (s for s in plan.statements if s.kind == kind and s.figure.role == "target")
        for s in (t for t in targets if not t.plan_figure and t.id not in of_industries):
            latest, first = (chain := plan.revisions(s))[0], chain[-1]
            # What was revised is compared as what replaced it, once, where it was set first.
            if (latest is s and first.kind == kind) or (latest.kind != kind and first is s):
                yield _target(s, edition)

    return gather


def _target(statement: Statement, edition: EditionKeys) -> Candidate[Side]:
    """Return a target as it stands now; an indicator keeps its name where a figure has replaced it."""
    chain = edition.plan.revisions(statement)
    figure, id_without_year = chain[0].figure, _YEAR.sub("", statement.id)
    if not figure.attribute:
        figure = replace(figure, attribute=statement.figure.attribute)
    # What a target was set to before is the same one: its former id and names pair it as well.
    others = (primary_name(s.name) for s in chain if s is not statement)
    names = (*(alias for s in chain for alias in s.aliases), *others)
    years_ahead = (figure.year or 0) - edition.plan.edition.target_year
    subject = (
        edition.industries.get(statement.cluster, statement.cluster),
        edition.sites.get(statement.site, statement.site),
    )
    return Candidate(
        statement.id,
        primary_name(statement.name),
        Side(statement.id, statement.name, chain[0].refs, figure, site=statement.site),
        names,
        # A like name is not enough: measure, industry and site must be the same.
        category=(edition.measures.get(figure.measure, figure.measure), *subject),
        # The year counts by its distance from the target year, so that targets for the last year pair first.
        short_ids=(chain[-1].id, f"{id_without_year}@{years_ahead}", id_without_year),
        distance=years_ahead,
    )


def _chain_links(edition: EditionKeys) -> Candidates:
    for chain in edition.plan.chains:
        for k in chain.links:
            refs = joined_refs(chain.refs, k.refs)
            side = Side(k.id, k.name, refs, place=chain.name, place_key=edition.chains[chain.id])
            yield Candidate(k.id, primary_name(k.name), side)


# In the order of the fields of EditionKeys.
_VOCABULARIES: tuple[Callable[[Plan], Iterator[Candidate[str]]], ...] = (
    lambda plan: (Candidate(e.id, primary_name(e.name), e.id) for e in plan.elements),
    lambda plan: (Candidate(t.id, primary_name(t.name), t.id) for t in plan.edition.ranks),
    lambda plan: (Candidate(t.id, primary_name(t.name), t.id) for t in plan.edition.themes),
    lambda plan: (Candidate(t.id, primary_name(t.name), t.id) for t in plan.edition.measures),
    lambda plan: (Candidate(c.id, primary_name(c.name), c.id) for c in plan.chains),
    lambda plan: (
        Candidate(i.id, primary_name(i.name), i.id, i.aliases, isinstance(i, Cluster))
        for i in plan.industry.values()
    ),
    lambda plan: (Candidate(s.id, primary_name(s.name), s.id, alias_names(s)) for s in plan.sites),
)
_GATHER: Mapping[str, Callable[[EditionKeys], Candidates]] = {
    "element": _elements,
    "site": _sites,
    "role": _roles,
    "industry": _given_industries,
    "tie": _cluster_links,
    "cluster": _clusters,
    "segment": _segments,
    "indicator": _targets("indicator"),
    "figure": _targets("figure"),
    "link": _chain_links,
}
ENTITY_TYPES = tuple(_GATHER)
