"""The map's twin in tables: the same facts for keyboard, screen reader and print."""

from __future__ import annotations

from collections.abc import Iterable

from layout import cards, text
from layout.cites import number
from layout.model import Cluster, Layout, Segment, Site
from layout.text import say
from layout.tree import Node, h, table


def tables(layout: Layout, lang: str) -> Node:
    """Return all rows of parks, roles, targets and other sites; the page hides by filter."""
    return h(
        "section",
        h("h2", say("table.heading", lang), id="tables"),
        h("p", say("table.lead", lang), cls="quiet"),
        _parks(layout, lang),
        _roles(layout, lang),
        _targets(layout, lang),
        _sites(layout, lang),
        cls="tables",
    )


def _heads(lang: str, *keys: str) -> list[str]:
    return [say(f"table.{k}", lang) for k in keys]


def _cells(*values: str) -> list[Node]:
    return [h("td", v) for v in values]


def _number(value: float | None) -> Node:
    return h("td", text.number(value), cls="num")


def _name(site: Site, lang: str) -> Node:
    button = h("button", site.name(lang), go={"sel": site.id}, cls="link")
    return h("th", button, scope="row")


def _parks(layout: Layout, lang: str) -> Node:
    head = [
        *_heads(lang, "name", "level", "where", "cluster", "segment", "basis"),
        (say("table.precision", lang), "num"),
        (say("table.area", lang), "num"),
        say("table.source", lang),
    ]
    rows = [_park(p, layout, lang) for p in layout.of_type("park")]
    return table(say("table.parks", lang), head, rows, say("table.empty", lang))


def _park(park: Site, layout: Layout, lang: str) -> Node:
    clusters = text.listing((layout.cluster[k.cluster].name(lang) for k in park.links), lang)
    segments = text.listing((layout.segment[k.segment].name(lang) for k in park.links if k.segment), lang)
    basis = text.listing(dict.fromkeys(text.basis(k.basis, lang) for k in park.links), lang)
    where = cards.where(park, layout, lang)
    cells = _cells(cards.level(park, layout, lang), where, clusters, segments, basis)
    source = h("td", text.citation(park.refs, layout, lang), cls="quiet")
    return h(
        "tr",
        _name(park, lang),
        *cells,
        _number(park.precision_m),
        _number(park.area_km2),
        source,
        data_site=park.id,
    )


def _roles(layout: Layout, lang: str) -> Node:
    rows = []
    for element in layout.elements:
        for role in layout.roles(element.id):
            site = layout.site[role.member]
            theme = layout.term.get(f"theme:{role.theme}")
            what = [theme.name(lang) if theme else "", role.name(lang)]
            words = say("text.dot", lang).join(w for w in what if w)
            made = text.names(role.industries, lang)
            rank = layout.term[f"rank:{role.rank}"].name(lang)
            cells = _cells(rank, words, made, text.basis(role.basis, lang))
            source = h("td", text.citation(role.refs, layout, lang), cls="quiet")
            rows.append(
                h(
                    "tr",
                    h("td", element.name(lang)),
                    _name(site, lang),
                    *cells,
                    source,
                    data_site=site.id,
                    data_element=element.id,
                )
            )
    head = _heads(lang, "element", "site", "rank", "role", "industries", "basis", "source")
    return table(say("table.roles", lang), head, rows, say("table.empty", lang))


def _targets(layout: Layout, lang: str) -> Node:
    year = layout.edition.target_year
    head = [
        *_heads(lang, "cluster", "segment"),
        (say("table.target", lang, year=year), "num"),
        *_heads(lang, "unit", "source"),
    ]
    rows = [r for c in layout.clusters for r in _cluster(c, layout, lang)]
    return table(say("table.clusters", lang), head, rows, say("table.empty", lang))


def _cluster(cluster: Cluster, layout: Layout, lang: str) -> Iterable[Node]:
    items: tuple[Cluster | Segment, ...] = (cluster, *cluster.segments)
    return (_target(item, cluster, layout, lang) for item in items)


def _target(item: Cluster | Segment, cluster: Cluster, layout: Layout, lang: str) -> Node:
    part = item.name(lang) if isinstance(item, Segment) else ""
    value = item.target
    amount = number(layout.statement[item.said], lang)
    unit = text.unit(value.unit, lang) if value.value is not None else ""
    source = h("td", text.citation(item.refs, layout, lang), cls="quiet")
    return h(
        "tr",
        h("th", cluster.name(lang), scope="row"),
        h("td", part),
        amount,
        h("td", unit),
        source,
        data_cluster=cluster.id,
        data_segment=item.id if isinstance(item, Segment) else None,
    )


def _sites(layout: Layout, lang: str) -> Node:
    head = [
        *_heads(lang, "name", "kind", "where", "element"),
        (say("table.precision", lang), "num"),
        (say("table.area", lang), "num"),
        say("table.source", lang),
    ]
    rows = [_site(s, layout, lang) for s in layout.sites if s.type != "park"]
    return table(say("table.sites", lang), head, rows, say("table.empty", lang))


def _site(site: Site, layout: Layout, lang: str) -> Node:
    held = text.names((layout.element[e].name for e in site.elements), lang)
    held = held or (say("card.no-role", lang) if site.type == "town" else "")
    where = "" if site.type == "town" else cards.where(site, layout, lang)
    source = h("td", text.citation(site.refs, layout, lang), cls="quiet")
    return h(
        "tr",
        _name(site, lang),
        *_cells(cards.kind(site, layout, lang), where, held),
        _number(site.precision_m),
        _number(site.area_km2),
        source,
        data_site=site.id,
    )
