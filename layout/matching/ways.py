"""How places are reached: which carries an industry, fits a link, plays a role, or bears a name.

A group of ways leads from something that the plan speaks of to places. Its key is a kind and an id:
`industry`, `link`, `chain`, `theme`, `field`, `aim`, `hint` or `name`. In a group each place stands once, by
its best way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from geodata.languages import Text
from geodata.references import Ref
from layout.matching.rules import WHOLE, ranking_rules, way_factor
from layout.matching.way_lines import carried_line, grounded_line, place_line
from layout.plan.model import CarriedIndustry, ChainTie, Plan, Role, Service, Site
from layout.plan.site_types import SITE_TYPES

GroupKey = tuple[str, str]
Groups = Mapping[GroupKey, tuple["Way", ...]]


@dataclass(frozen=True, slots=True)
class Way:
    """How surely a place is reached, in thousandths, on what basis, and the sentences that say why."""

    place: str
    factor: int
    basis: str
    lines: tuple[Text, ...]
    refs: tuple[Ref, ...]


def ranked_places(plan: Plan) -> tuple[Site, ...]:
    """Return the places that an investor may be led to, in the order in which equals are listed.

    Of those outside the scope of the plan they are the ones for which it states an industry, and no firms:
    nobody settles in one.
    """
    sites = (s for s in plan.sites if s.is_park or s.exists_on(plan.edition.day))
    sites = (s for s in sites if s.in_scope or _is_place_outside(s, plan))
    # Types stand from the ground up: what stands on a town is the nearer answer.
    order = list(SITE_TYPES)
    return tuple(sorted(sites, key=lambda s: -order.index(s.type)))


def _is_place_outside(site: Site, plan: Plan) -> bool:
    kind = plan.term.get(f"kind:{site.kind}")
    return not (kind and kind.is_firm) and any(c.basis == "stated" for c in site.carries)


def place_groups(plan: Plan) -> Groups:
    """Return all groups of ways of a plan, each way once for its place, the surest first."""
    places = ranked_places(plan)
    ways: dict[GroupKey, dict[str, Way]] = {}
    for key, way in (_scoped(key, way, plan) for key, way in _all_ways(plan, places)):
        group = ways.setdefault(key, {})
        if way.place not in group or way.factor > group[way.place].factor:
            group[way.place] = way
    return {k: tuple(sorted(g.values(), key=lambda w: -w.factor)) for k, g in ways.items()}


def _scoped(key: GroupKey, way: Way, plan: Plan) -> tuple[GroupKey, Way]:
    """Return a way as it counts: less where the place lies outside the scope of the plan, and told so."""
    site = plan.site[way.place]
    if site.in_scope:
        return key, way
    # Who asks for it by its name is led to it all the same.
    share = WHOLE if key[0] == "name" else ranking_rules()["way"]["outside"]
    factor = way.factor * share // WHOLE
    line = place_line("match.outside", plan, place=site.name)
    return key, replace(way, factor=factor, lines=(*way.lines, line))


def _all_ways(plan: Plan, places: Iterable[Site]) -> Iterator[tuple[GroupKey, Way]]:
    known = {s.id: s for s in places}
    for site in known.values():
        for carried in site.carries:
            yield from _carried_ways(carried, site, plan)
        yield from _role_ways(site, plan)
        words = place_line("match.name", plan, name=site.name)
        yield ("name", site.id), Way(site.id, way_factor("name", "stated"), "stated", (words,), site.refs)
        if not site.is_town:
            hint = grounded_line("match.hint", plan, "inferred", Text(), place=site.name)
            yield (
                ("hint", site.id),
                Way(site.id, way_factor("hint", "inferred"), "inferred", (hint,), site.refs),
            )
    for chain in plan.chains:
        for tie in (t for t in chain.ties if t.site in known):
            yield ("chain", chain.id), _tie_way(tie, "chain-site", chain.name, plan)
        for link in chain.links:
            for tie in (t for t in link.ties if t.site in known):
                yield ("link", link.id), _tie_way(tie, "link-site", link.name, plan)


def _tie_way(tie: ChainTie, rule: str, name: Text, plan: Plan) -> Way:
    line = grounded_line(
        "match.fits-link", plan, tie.basis, tie.ground, place=plan.site[tie.site].name, link=name
    )
    return Way(tie.site, way_factor(rule, tie.basis), tie.basis, (line,), tie.refs)


def _carried_ways(carried: CarriedIndustry, site: Site, plan: Plan) -> Iterator[tuple[GroupKey, Way]]:
    role = next((r for r in site.roles if carried.industry in r.industries), None)
    line = carried_line(carried, role, site, plan)
    basis = "inferred" if role is not None and role.basis != "stated" else carried.basis
    share = ranking_rules()["way"]["element"] if carried.via else WHOLE
    if carried.industry:
        field_basis = _field_basis(carried, role, plan)
        named = carried_line(carried, role, site, plan, field_only=True)
        factor = way_factor("field", field_basis) * share // WHOLE
        yield ("field", carried.industry.original), Way(site.id, factor, field_basis, (named,), carried.refs)
    if not carried.cluster:
        return
    name = carried.segment or carried.cluster
    for industry, rule, more in _reached_industries(name, carried, plan):
        factor = way_factor(rule, basis) * share // WHOLE
        shown = "inferred" if rule == "served" and basis != "stated" else basis
        yield ("industry", industry), Way(site.id, factor, shown, (line, *more), carried.refs)


def _field_basis(carried: CarriedIndustry, role: Role | None, plan: Plan) -> str:
    if carried.via:
        return plan.element[carried.via].basis
    return role.basis if role else "stated"


def _reached_industries(
    name: str, carried: CarriedIndustry, plan: Plan
) -> Iterator[tuple[str, str, tuple[Text, ...]]]:
    """Yield what a place that carries an industry answers: an id, the rule, and further sentences."""
    yield name, "same", ()
    cluster = plan.cluster[carried.cluster]
    if carried.segment:
        yield cluster.id, "part", ()
    else:
        for part in cluster.parts:
            words = place_line("match.whole", plan, cluster=cluster.name, segment=part.name)
            yield part.id, "whole", (words,)
    for service in plan.part.values():
        if isinstance(service, Service) and service.serves == carried.cluster:
            words = place_line("match.served", plan, name=service.name, cluster=cluster.name)
            yield service.id, "served", (words,)


def _role_ways(site: Site, plan: Plan) -> Iterator[tuple[GroupKey, Way]]:
    for role in site.roles:
        element = plan.element[role.element].name
        if role.theme:
            theme = plan.term[f"theme:{role.theme}"].name
            line = grounded_line(
                "match.role", plan, role.basis, role.ground, place=site.name, element=theme, role=role.name
            )
            weight = round(plan.term[f"rank:{role.rank}"].weight * WHOLE)
            factor = way_factor("field", role.basis) * weight // WHOLE
            yield ("theme", role.theme), Way(site.id, factor, role.basis, (line,), role.refs)
        for aim in (role.aim, role.name):
            if aim:
                line = grounded_line(
                    "match.role", plan, role.basis, role.ground, place=site.name, element=element, role=aim
                )
                factor = way_factor("aim", role.basis)
                yield ("aim", aim.original), Way(site.id, factor, role.basis, (line,), role.refs)
