"""Which place carries which industry as a table, and what the plan leaves open between the two."""

from __future__ import annotations

from collections.abc import Iterable

from layout.panels.target_nodes import target_node
from layout.plan import matrix
from layout.plan.model import CarriedIndustry, Cluster, Plan, Site
from layout.words import glossary
from layout.words.citations import citation
from layout.words.glossary import labelled, say
from layout.words.nodes import Node, h, table_node
from layout.words.nouns import say_of
from layout.words.roles import mark_inferred, site_industries


def matrix_section(plan: Plan, lang: str) -> Node:
    """Return the table of places by industry."""
    clusters = plan.clusters
    head = [say("matrix.place", lang), *[c.name(lang) for c in clusters], say("matrix.outside", lang)]
    rows = [_row(c, clusters, plan, lang) for c in matrix.carriers(plan)]
    grid = table_node(say("matrix.caption", lang), head, rows, say("table.empty", lang))
    return h(
        "section",
        h("h2", say("matrix.heading", lang), id="matrix"),
        h("p", say("matrix.lead", lang), cls="quiet"),
        grid,
    )


def _row(carrier: matrix.Carrier, clusters: Iterable[Cluster], plan: Plan, lang: str) -> Node:
    carries = dict(carrier.by_cluster)
    site = carrier.site
    name = h("button", site.name(lang), go={"sel": site.id}, cls="link")
    cells = [h("td", *[_cell(c, plan, lang) for c in carries[k.id]], colour=k.colour) for k in clusters]
    outside = h("td", glossary.join_words(_outside(site, plan, lang), lang), cls="quiet")
    return h("tr", h("th", name, scope="row"), *cells, outside, data_site=site.id, cls="carrier")


def _outside(site: Site, plan: Plan, lang: str) -> Iterable[str]:
    carries = {c.industry: c for c in site.carries if not c.cluster}
    return (mark_inferred(name(lang), _whole_basis(c, plan), lang) for name, c in carries.items())


def _cell(carry: CarriedIndustry, plan: Plan, lang: str) -> Node:
    words = plan.part[carry.segment].name(lang) if carry.segment else carry.industry(lang)
    words = words or say("matrix.whole", lang)
    cited = citation(carry.refs, plan, lang)
    part = say("roles.part", lang, element=plan.element[carry.via].name(lang)) if carry.via else ""
    # Why a whole is read so stands once, in the tables.
    of_whole = carry.via and carry.ground == plan.element[carry.via].ground
    ground = "" if of_whole else carry.ground(lang)
    about = say("text.dot", lang).join(
        w for w in (part, glossary.basis_name(carry.basis, lang), ground, cited) if w
    )
    # What a site carries as a part of an element has its own sign: the plan does not give it to the site.
    sign = say("matrix.part" if carry.via else f"matrix.{carry.basis}", lang)
    words = mark_inferred(words, carry.basis, lang) if carry.via else words
    return h("span", f"{sign} {words}", cls=f"carry is-{'part' if carry.via else carry.basis}", title=about)


def gaps_section(plan: Plan, lang: str) -> Node | None:
    """Return what the plan does not say of places and industries, folded; None where it leaves nothing."""
    parts = [p for p in (_placeless(plan, lang), _untied(plan, lang), _clusterless(plan, lang)) if p]
    if not parts:
        return None
    return h(
        "section",
        h("h2", say("matrix.gaps", lang), id="gaps"),
        h("p", say_of(plan, "matrix.gaps-lead", lang), cls="quiet"),
        *parts,
    )


def _gap(key: str, items: list[Node], plan: Plan, lang: str, **values: str) -> Node | None:
    if not items:
        return None
    summary = h("summary", say_of(plan, f"matrix.{key}", lang, n=len(items), **values))
    return h("details", summary, h("ul", *items, cls="gaps"), key=f"gap-{key}")


def _placeless(plan: Plan, lang: str) -> Node | None:
    """Return the industries with a target that neither the layout nor a name ties to a place."""
    items = [
        h(
            "li",
            h("b", i.name(lang)),
            *[
                h("small", labelled(plan.site[k.site].name(lang), k.ground(lang), lang))
                for k in matrix.near_ties(i.id, plan)
            ],
            h("small", target_node(i, plan, lang)),
        )
        for i in matrix.targets_without_site(plan)
    ]
    return _gap("placeless", items, plan, lang, where=citation(plan.edition.layout_refs, plan, lang))


def _untied(plan: Plan, lang: str) -> Node | None:
    """Return the industries that the layout names and no cluster covers, with the reason."""
    items = [
        h(
            "li",
            h("b", u.industry.industry(lang)),
            _sites(u, plan, lang),
            h("small", u.industry.ground(lang)),
        )
        for u in matrix.untied_industries(plan)
    ]
    return _gap("untied", items, plan, lang, where=citation(plan.edition.layout_refs, plan, lang))


def _clusterless(plan: Plan, lang: str) -> Node | None:
    """Return the parks that neither the plan nor their name ties to a cluster, with what it says of them."""
    items = [
        h("li", h("b", p.name(lang)), h("small", _direction(p, plan, lang)))
        for p in matrix.parks_without_cluster(plan)
    ]
    return _gap("clusterless", items, plan, lang)


def _direction(park: Site, plan: Plan, lang: str) -> str:
    words = (*(r.name(lang) for r in park.roles), site_industries(park, lang))
    return glossary.join_words(dict.fromkeys(words), lang) or say_of(plan, "card.no-cluster", lang)


def _sites(untied: matrix.UntiedIndustry, plan: Plan, lang: str) -> Node:
    basis = _whole_basis(untied.industry, plan)
    names = (mark_inferred(s.name(lang), basis, lang) for s in untied.sites)
    return h("small", glossary.join_words(names, lang))


def _whole_basis(carry: CarriedIndustry, plan: Plan) -> str:
    """Return how sure it is that a part of a whole carries it: as sure as that it is said of the whole."""
    return plan.element[carry.via].basis if carry.via else "stated"
