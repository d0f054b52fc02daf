"""What a plan speaks of, as subjects: each with names, its place in the plan, and how it reaches places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geodata.languages import Text
from geodata.references import Ref
from layout.matching.rules import WHOLE, way_factor
from layout.matching.way_lines import grounded_line, place_line
from layout.matching.ways import GroupKey, ranked_places
from layout.plan.clusters import SERVICE_KINDS
from layout.plan.model import Chain, ChainLink, Cluster, Plan, Segment, Service, Site

_NO_TEXT = Text()


@dataclass(frozen=True, slots=True)
class Reach:
    """A way from a subject to a group of ways: how sure it is, on what basis, and a sentence why."""

    group: GroupKey
    factor: int
    basis: str = "stated"
    line: Text = _NO_TEXT
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that the plan speaks of, of one of KINDS, with the sentence that says where it stands.

    Its `name` and `aliases` are terms by themselves where `is_term`. `industry` is the id of the cluster,
    segment or field of services that it stands under, `link` that of the link that it is; empty without one.
    `is_aim` tells that it is a text on what is to become of something.
    """

    kind: str
    id: str
    name: Text
    line: Text
    refs: tuple[Ref, ...]
    reaches: tuple[Reach, ...]
    aliases: tuple[str, ...] = ()
    industry: str = ""
    link: str = ""
    is_term: bool = True
    is_aim: bool = False


# item and aim are of an industry, listed is an item of a list, hint is what a place's name speaks of.
KINDS = (
    "item", "aim", "segment", "cluster", "service", "link", "listed", "chain", "theme", "field", "goal",
    "name", "hint", "provision",
)  # fmt: skip


def plan_subjects(plan: Plan) -> tuple[Subject, ...]:
    """Return everything that a plan speaks of, the more telling first."""
    return (
        *(s for cluster in plan.clusters for s in _cluster_subjects(cluster, plan)),
        *(s for chain in plan.chains for s in _chain_subjects(chain, plan)),
        *_theme_subjects(plan),
        *_layout_subjects(plan),
        *(s for site in ranked_places(plan) for s in _site_subjects(site)),
        *_provisions(plan),
    )


def _cluster_subjects(cluster: Cluster, plan: Plan) -> Iterator[Subject]:
    for industry in (cluster, *cluster.parts):
        key = industry.kind if isinstance(industry, Cluster | Service) else "segment"
        kind = "service" if key in SERVICE_KINDS else "segment" if key == "segment" else "cluster"
        line = place_line(f"match.{key}", plan, name=industry.name, cluster=cluster.name)
        reach = Reach(("industry", industry.id), WHOLE)
        yield Subject(
            kind, industry.id, industry.name, line, industry.refs, (reach,), industry.aliases, industry.id
        )
        yield from _parts_of(industry, plan)


def _parts_of(industry: Cluster | Segment | Service, plan: Plan) -> Iterator[Subject]:
    reach = Reach(("industry", industry.id), WHOLE)
    for item in industry.makes:
        line = place_line("match.item", plan, name=item, industry=industry.name)
        yield Subject("item", industry.id, item, line, industry.refs, (reach,), industry=industry.id)
    for aim in (industry.motto, industry.aim):
        if aim:
            line = place_line("match.aim", plan, name=aim, industry=industry.name)
            yield Subject(
                "aim", industry.id, aim, line, industry.refs, (reach,), (), industry.id, "", False, True
            )


def _chain_subjects(chain: Chain, plan: Plan) -> Iterator[Subject]:
    if not chain.is_list:
        line = place_line("match.chain", plan, name=chain.name)
        reaches = (Reach(("chain", chain.id), WHOLE), *_theme_reach(chain))
        yield Subject("chain", chain.id, chain.name, line, chain.refs, reaches)
    for link in chain.links:
        line = (
            place_line("match.listed", plan, name=link.name, list=chain.name) if chain.is_list else _NO_TEXT
        )
        refs = (*chain.refs, *link.mentions)
        reaches = (Reach(("link", link.id), WHOLE), *_tie_reaches(link, plan))
        whole = () if chain.is_list else (Reach(("chain", chain.id), WHOLE),)
        kind = "listed" if chain.is_list else "link"
        industry = next(iter(link.industries), "")
        yield Subject(
            kind, link.id, link.name, line, refs, (*reaches, *whole), industry=industry, link=link.id
        )
        yield from _grounds_of_link(link, plan)


def _grounds_of_link(link: ChainLink, plan: Plan) -> Iterator[Subject]:
    """Yield what the plan is said to write of a link where that states its industry: goods it takes in."""
    for tie in (t for t in link.ties if t.basis == "stated" and t.industry and t.ground):
        reach = Reach(("industry", tie.industry), WHOLE)
        name = plan.industry[tie.industry].name
        line = grounded_line("match.tie", plan, tie.basis, _NO_TEXT, industry=name, ground=tie.ground)
        names = (tie.ground, line, tie.refs, (reach,))
        yield Subject("aim", link.id, *names, industry=tie.industry, link=link.id, is_term=False, is_aim=True)


def _theme_reach(chain: Chain) -> Iterator[Reach]:
    if chain.theme:
        yield Reach(("theme", chain.theme), way_factor("same", "inferred"), "inferred")


def _tie_reaches(link: ChainLink, plan: Plan) -> Iterator[Reach]:
    for tie in (t for t in link.ties if t.industry):
        industry = plan.industry[tie.industry].name
        if tie.ground:
            line = grounded_line("match.tie", plan, tie.basis, _NO_TEXT, industry=industry, ground=tie.ground)
        else:
            line = place_line("match.tie-stated", plan, name=link.name, industry=industry)
        factor = way_factor("link-industry", tie.basis)
        yield Reach(("industry", tie.industry), factor, tie.basis, line, tie.refs)


def _theme_subjects(plan: Plan) -> Iterator[Subject]:
    for theme in plan.edition.themes:
        line = place_line("match.theme", plan, name=theme.name)
        refs = plan.element[theme.within].refs if theme.within in plan.element else ()
        reach = Reach(("theme", theme.id), WHOLE)
        yield Subject("theme", theme.id, theme.name, line, refs, (reach,))


def _layout_subjects(plan: Plan) -> Iterator[Subject]:
    """Yield the industries that the layout names for sites and elements, and what they are to become."""
    carried = (c for site in ranked_places(plan) for c in site.carries if c.industry)
    for field in {c.industry.original: c.industry for c in carried}.values():
        reach = Reach(("field", field.original), WHOLE)
        yield Subject("field", "", field, _NO_TEXT, (), (reach,))
    roles = (r for site in ranked_places(plan) for r in site.roles)
    for goal in {t.original: t for r in roles for t in (r.aim, r.name) if t}.values():
        reach = Reach(("aim", goal.original), WHOLE)
        yield Subject("goal", "", goal, _NO_TEXT, (), (reach,), is_term=False, is_aim=True)


def _site_subjects(site: Site) -> Iterator[Subject]:
    aliases = tuple(name for alias in site.aliases for name in alias.text.texts if name)
    yield Subject("name", site.id, site.name, _NO_TEXT, (), (Reach(("name", site.id), WHOLE),), aliases)
    if not site.is_town:
        for text in _told_names(site):
            reach = Reach(("hint", site.id), WHOLE)
            yield Subject("hint", site.id, text, _NO_TEXT, (), (reach,), is_term=False)


def _told_names(site: Site) -> Iterable[Text]:
    return (site.name, *(a.text for a in site.aliases), *(t.name for t in site.titles if t.name))


def _provisions(plan: Plan) -> Iterator[Subject]:
    for group in plan.provisions:
        for item in group.provisions:
            for text in (item.name, *item.about):
                line = place_line("match.provision", plan, group=group.name, name=text)
                yield Subject("provision", item.id, text, line, item.refs, (), is_term=False, is_aim=True)
