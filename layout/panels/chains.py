"""The panel of chains: each link with the parks and industries that serve it, and the matrix."""

from __future__ import annotations

from collections.abc import Iterable

from layout.panels.source_card import cite, cite_places
from layout.plan import matrix
from layout.plan.model import CarriedIndustry, Chain, ChainLink, Cluster, Plan, Site, Text
from layout.words import glossary
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.symbols import dot_node, symbol_node


def chains_panel(plan: Plan, lang: str) -> Node:
    """Return the panel of the page of chains."""
    featured = [c for c in plan.chains if c.kind == "chain"]
    lists = [c for c in plan.chains if c.kind != "chain"]
    return h(
        "div",
        _heading(plan, lang),
        _key(lang) if plan.chains else h("p", say("chains.none", lang), cls="quiet"),
        *[_chain(c, plan, lang) for c in featured],
        h("section", h("h2", say("chains.lists", lang)), *[_list(c, plan, lang) for c in lists])
        if lists
        else None,
        _links_table(plan, lang) if plan.chains else None,
        _matrix(plan, lang),
        _gaps(plan, lang),
        cls="panel chains",
    )


def _heading(plan: Plan, lang: str) -> Node:
    """Return the title, the number of links without a park or industry, and links to the parts."""
    links = [k for c in plan.chains for k in c.links]
    counts = {
        "links": len(links),
        "parkless": sum(not k.parks for k in links),
        "empty": sum(not k.parks and not k.clusters for k in links),
        "lacking": len(matrix.clusters_without_site(plan)),
    }
    parts = [
        h("a", say("chains.to-matrix", lang), href="#matrix"),
        h("a", say("chains.to-gaps", lang), href="#gaps"),
    ]
    return h(
        "header",
        h("h1", say("chains.title", lang)),
        h("p", say("chains.lead", lang), cls="quiet"),
        h("p", say("chains.summary", lang, **counts)) if links else None,
        h("nav", *parts, cls="subnav", aria_label=say("targets.parts", lang)),
    )


def _key(lang: str) -> Node:
    states = ("lit", "industry", "empty")
    return h(
        "ul", *[h("li", h("i", cls=f"is-{s}"), say(f"chains.{s}", lang)) for s in states], cls="chain-key"
    )


def _chain(chain: Chain, plan: Plan, lang: str) -> Node:
    served = sum(bool(k.parks) for k in chain.links)
    count = say("chains.served", lang, n=served, total=len(chain.links))
    stages = [h("ol", *[_link(k, plan, lang) for k in stage], cls="stage-of") for stage in chain.stages]
    return h("section", h("h2", chain.name(lang), h("small", count)), h("div", *stages, cls="chain"))


def _list(chain: Chain, plan: Plan, lang: str) -> Node:
    stages = [h("ol", *[_link(k, plan, lang) for k in stage], cls="stage-of") for stage in chain.stages]
    return h("div", h("h3", chain.name(lang)), h("div", *stages, cls="chain is-short"))


def _link(link: ChainLink, plan: Plan, lang: str) -> Node:
    state = "lit" if link.parks else "industry" if link.clusters else "empty"
    basis = glossary.basis_name(link.basis, lang) if link.basis else say("chains.unserved", lang)
    about = say("text.dot", lang).join(w for w in (basis, link.ground(lang)) if w)
    return h(
        "li",
        _name(link, plan, lang),
        *[_park(plan.site[p], lang, plan) for p in link.parks],
        *[_industry(i, plan, lang) for i in link.clusters],
        h("small", basis),
        h("small", citation(link.refs, plan, lang), cls="stands-in"),
        cls=f"chain-link is-{state}",
        title=about,
    )


def _name(link: ChainLink, plan: Plan, lang: str) -> Node:
    """Return the name of a link: a button that selects its first located park, else its first industry."""
    shown = h("b", link.name(lang))
    # The sort is stable: of the located parks the first in the order of the plan.
    parks = sorted((plan.site[p] for p in link.parks), key=lambda site: not site.located)
    if parks:
        about = say("link-name.park", lang, name=parks[0].name(lang))
        return h("button", shown, go={"sel": parks[0].id}, cls="link-name", title=about)
    if not link.clusters:
        return shown
    key, name, _ = _industry_of(link.clusters[0], plan)
    return h(
        # A filter by industry lets go of the park that is selected.
        "button", shown, go={key: link.clusters[0], "sel": ""}, cls="link-name", aria_pressed="false",
        title=say("link-name.industry", lang, name=name(lang)),
    )  # fmt: skip


def _industry_of(name: str, plan: Plan) -> tuple[str, Text, Cluster]:
    """Return the filter key of an industry, its name, and the cluster that gives it its colour."""
    segment = plan.segment.get(name)
    cluster = plan.cluster[segment.cluster if segment else name]
    return ("segment", segment.name, cluster) if segment else ("cluster", cluster.name, cluster)


def _park(site: Site, lang: str, plan: Plan) -> Node:
    name = site.name(lang)
    return h(
        "button",
        symbol_node(site, plan),
        h("span", name),
        go={"sel": site.id},
        cls="serves",
        data_site=site.id,
    )


def _industry(name: str, plan: Plan, lang: str) -> Node:
    key, words, cluster = _industry_of(name, plan)
    return h(
        "button", dot_node(cluster.colour), h("span", words(lang)), go={key: name, "sel": ""},
        cls="serves is-industry", aria_pressed="false",
    )  # fmt: skip


def _links_table(plan: Plan, lang: str) -> Node:
    keys = ("chain", "stage", "link", "parks-of", "segments", "basis", "source")
    head = [(say(f"table.{k}", lang), "num") if k == "stage" else say(f"table.{k}", lang) for k in keys]
    rows = [_link_row(k, c, plan, lang) for c in plan.chains for k in c.links]
    grid = table_node(say("list.chains", lang), head, rows, say("table.empty", lang))
    # By its key the browser keeps it open when the panel is drawn anew.
    return h("details", h("summary", say("chains.twin", lang)), grid, key="chains-twin")


def _link_row(link: ChainLink, chain: Chain, plan: Plan, lang: str) -> Node:
    known = {i.id: i.name for i in plan.clusters} | {i: s.name for i, s in plan.segment.items()}
    basis = glossary.basis_name(link.basis, lang) if link.basis else say("chains.unserved", lang)
    return h(
        "tr",
        h("td", chain.name(lang)),
        h("td", str(link.stage), cls="num"),
        h("th", link.name(lang), scope="row"),
        h("td", glossary.join_names((plan.site[p].name for p in link.parks), lang)),
        h("td", glossary.join_names((known[i] for i in link.clusters), lang)),
        h("td", basis, h("small", link.ground(lang))),
        h("td", cite_places(link.refs, plan, lang), cls="quiet"),
    )


def _matrix(plan: Plan, lang: str) -> Node:
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
    outside = h("td", glossary.join_names(carrier.outside, lang), cls="quiet")
    return h("tr", h("th", name, scope="row"), *cells, outside, data_site=site.id, cls="carrier")


def _cell(carry: CarriedIndustry, plan: Plan, lang: str) -> Node:
    words = plan.segment[carry.segment].name(lang) if carry.segment else carry.industry(lang)
    words = words or say("matrix.whole", lang)
    cited = citation(carry.refs, plan, lang)
    about = say("text.dot", lang).join(
        w for w in (glossary.basis_name(carry.basis, lang), carry.ground(lang), cited) if w
    )
    sign = say(f"matrix.{carry.basis}", lang)
    return h("span", f"{sign} {words}", cls=f"carry is-{carry.basis}", title=about)


def _gaps(plan: Plan, lang: str) -> Node:
    missing = matrix.clusters_without_site(plan)
    parks = matrix.parks_without_cluster(plan)
    extra = [
        h("li", h("b", name(lang)), h("small", glossary.join_names((s.name for s in sites), lang)))
        for name, sites in matrix.industries_without_target(plan)
    ]
    extra += [h("li", h("b", p.name(lang)), h("small", say("card.no-cluster", lang))) for p in parks]
    lacking = [
        h("li", h("b", i.name(lang)), h("small", cite(plan.statement[i.target_statement], lang)))
        for i in missing
    ]
    nothing = h("li", say("matrix.nothing", lang))
    return h(
        "section",
        h("h2", say("matrix.gaps", lang), id="gaps"),
        h("h3", say("matrix.target-only", lang, n=len(missing))),
        h("ul", *(lacking or [nothing]), cls="gaps"),
        h("h3", say("matrix.carrier-only", lang, n=len(extra))),
        h("ul", *(extra or [nothing]), cls="gaps"),
    )
