"""The page of chains: link by link with what serves it, and the matrix of places and industries."""

from __future__ import annotations

from collections.abc import Iterable

from layout import matrix, text
from layout.cites import cite
from layout.model import Carry, Chain, Cluster, Layout, Link, Site, Text
from layout.symbols import dot, mark
from layout.text import say
from layout.tree import Node, h, table


def chains(layout: Layout, lang: str) -> Node:
    """Return the whole page as one sheet."""
    featured = [c for c in layout.chains if c.kind == "chain"]
    lists = [c for c in layout.chains if c.kind != "chain"]
    return h(
        "div",
        _heading(layout, lang),
        _key(lang) if layout.chains else h("p", say("chains.none", lang), cls="quiet"),
        *[_chain(c, layout, lang) for c in featured],
        h("section", h("h2", say("chains.lists", lang)), *[_list(c, layout, lang) for c in lists])
        if lists
        else None,
        _twin(layout, lang) if layout.chains else None,
        _matrix(layout, lang),
        _gaps(layout, lang),
        cls="panel chains",
    )


def _heading(layout: Layout, lang: str) -> Node:
    """Return title, what is missing at a glance, and the way to each part of the page."""
    links = [k for c in layout.chains for k in c.links]
    counts = {
        "links": len(links),
        "parkless": sum(not k.parks for k in links),
        "empty": sum(not k.parks and not k.clusters for k in links),
        "lacking": len(matrix.uncarried(layout)),
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


def _chain(chain: Chain, layout: Layout, lang: str) -> Node:
    served = sum(bool(k.parks) for k in chain.links)
    count = say("chains.served", lang, n=served, total=len(chain.links))
    stages = [h("ol", *[_link(k, layout, lang) for k in stage], cls="stage-of") for stage in chain.stages]
    return h("section", h("h2", chain.name(lang), h("small", count)), h("div", *stages, cls="chain"))


def _list(chain: Chain, layout: Layout, lang: str) -> Node:
    stages = [h("ol", *[_link(k, layout, lang) for k in stage], cls="stage-of") for stage in chain.stages]
    return h("div", h("h3", chain.name(lang)), h("div", *stages, cls="chain is-short"))


def _link(link: Link, layout: Layout, lang: str) -> Node:
    state = "lit" if link.parks else "industry" if link.clusters else "empty"
    basis = text.basis(link.basis, lang) if link.basis else say("chains.unserved", lang)
    about = say("text.dot", lang).join(w for w in (basis, link.ground(lang)) if w)
    return h(
        "li",
        _name(link, layout, lang),
        *[_park(layout.site[p], lang, layout) for p in link.parks],
        *[_industry(i, layout, lang) for i in link.clusters],
        h("small", basis),
        h("small", text.citation(link.refs, layout, lang), cls="stands-in"),
        cls=f"chain-link is-{state}",
        title=about,
    )


def _name(link: Link, layout: Layout, lang: str) -> Node:
    """Return a link's name: it leads to the first park on the map, else to the first industry."""
    shown = h("b", link.name(lang))
    parks = sorted((layout.site[p] for p in link.parks), key=lambda site: not site.located)
    if parks:
        about = say("link-name.park", lang, name=parks[0].name(lang))
        return h("button", shown, go={"sel": parks[0].id}, cls="link-name", title=about)
    if not link.clusters:
        return shown
    key, name, _ = _industry_of(link.clusters[0], layout)
    return h(
        "button", shown, go={key: link.clusters[0], "sel": ""}, cls="link-name", aria_pressed="false",
        title=say("link-name.industry", lang, name=name(lang)),
    )  # fmt: skip


def _industry_of(name: str, layout: Layout) -> tuple[str, Text, Cluster]:
    """Return what filters by an industry, its name, and the cluster that gives it its colour."""
    segment = layout.segment.get(name)
    cluster = layout.cluster[segment.cluster if segment else name]
    return ("segment", segment.name, cluster) if segment else ("cluster", cluster.name, cluster)


def _park(site: Site, lang: str, layout: Layout) -> Node:
    name = site.name(lang)
    return h(
        "button", mark(site, layout), h("span", name), go={"sel": site.id}, cls="serves", data_site=site.id
    )


def _industry(name: str, layout: Layout, lang: str) -> Node:
    key, words, cluster = _industry_of(name, layout)
    return h(
        "button", dot(cluster.colour), h("span", words(lang)), go={key: name, "sel": ""},
        cls="serves is-industry", aria_pressed="false",
    )  # fmt: skip


def _twin(layout: Layout, lang: str) -> Node:
    keys = ("chain", "stage", "link", "parks-of", "segments", "basis", "source")
    head = [(say(f"table.{k}", lang), "num") if k == "stage" else say(f"table.{k}", lang) for k in keys]
    rows = [_twin_row(k, c, layout, lang) for c in layout.chains for k in c.links]
    grid = table(say("list.chains", lang), head, rows, say("table.empty", lang))
    return h("details", h("summary", say("chains.twin", lang)), grid, key="chains-twin")


def _twin_row(link: Link, chain: Chain, layout: Layout, lang: str) -> Node:
    known = {i.id: i.name for i in layout.clusters} | {i: s.name for i, s in layout.segment.items()}
    basis = text.basis(link.basis, lang) if link.basis else say("chains.unserved", lang)
    return h(
        "tr",
        h("td", chain.name(lang)),
        h("td", str(link.stage), cls="num"),
        h("th", link.name(lang), scope="row"),
        h("td", text.names((layout.site[p].name for p in link.parks), lang)),
        h("td", text.names((known[i] for i in link.clusters), lang)),
        h("td", basis, h("small", link.ground(lang))),
        h("td", text.citation(link.refs, layout, lang), cls="quiet"),
    )


def _matrix(layout: Layout, lang: str) -> Node:
    clusters = layout.clusters
    head = [say("matrix.place", lang), *[c.name(lang) for c in clusters], say("matrix.outside", lang)]
    rows = [_row(c, clusters, layout, lang) for c in matrix.carriers(layout)]
    grid = table(say("matrix.caption", lang), head, rows, say("table.empty", lang))
    return h(
        "section",
        h("h2", say("matrix.heading", lang), id="matrix"),
        h("p", say("matrix.lead", lang), cls="quiet"),
        grid,
    )


def _row(carrier: matrix.Carrier, clusters: Iterable[Cluster], layout: Layout, lang: str) -> Node:
    held = dict(carrier.by_cluster)
    site = carrier.site
    name = h("button", site.name(lang), go={"sel": site.id}, cls="link")
    cells = [h("td", *[_cell(c, layout, lang) for c in held[k.id]], colour=k.colour) for k in clusters]
    outside = h("td", text.names(carrier.outside, lang), cls="quiet")
    return h("tr", h("th", name, scope="row"), *cells, outside, data_site=site.id, cls="carrier")


def _cell(carry: Carry, layout: Layout, lang: str) -> Node:
    words = layout.segment[carry.segment].name(lang) if carry.segment else carry.industry(lang)
    words = words or say("matrix.whole", lang)
    cited = text.citation(carry.refs, layout, lang)
    about = say("text.dot", lang).join(
        w for w in (text.basis(carry.basis, lang), carry.ground(lang), cited) if w
    )
    sign = say(f"matrix.{carry.basis}", lang)
    return h("span", f"{sign} {words}", cls=f"carry is-{carry.basis}", title=about)


def _gaps(layout: Layout, lang: str) -> Node:
    missing = matrix.uncarried(layout)
    parks = matrix.idle_parks(layout)
    extra = [
        h("li", h("b", name(lang)), h("small", text.names((s.name for s in sites), lang)))
        for name, sites in matrix.untargeted(layout)
    ]
    extra += [h("li", h("b", p.name(lang)), h("small", say("card.no-cluster", lang))) for p in parks]
    lacking = [
        h("li", h("b", i.name(lang)), h("small", cite(layout.statement[i.said], lang))) for i in missing
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
