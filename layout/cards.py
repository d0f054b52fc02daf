"""Facts of one site as a card, and the short lines that stand for it in lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from layout import text
from layout.cites import cite
from layout.model import ClusterLink, Layout, Ref, Role, Site
from layout.symbols import mark
from layout.text import say
from layout.tree import Node, h


def where(site: Site, layout: Layout, lang: str) -> str:
    """Return the zone or town a site lies in, or that it is not located."""
    if site.type != "town" and not site.located:
        return say("card.unlocated", lang)
    for key in (site.zone, site.town):
        if key in layout.site:
            return layout.site[key].name(lang)
    return ""


def precision(site: Site, lang: str) -> str:
    """Return how exactly the position is known."""
    if not site.located:
        return site.unlocated(lang) or say("card.unlocated", lang)
    if site.precision_m is None:
        return say("card.precision-none", lang)
    key = "card.label-point" if site.type == "town" else "card.precision-m"
    return say(key, lang, m=text.number(site.precision_m))


def kind(site: Site, layout: Layout, lang: str) -> str:
    """Return the site's kind: town, featured park, or the district's own word."""
    term = layout.term.get(f"kind:{site.kind}")
    return term.name(lang) if term else say(f"kind.{site.type}", lang)


def level(site: Site, layout: Layout, lang: str) -> str:
    """Return the name of the site's level, or nothing."""
    term = layout.term.get(f"level:{site.level}")
    return term.name(lang) if term else ""


def area(site: Site, lang: str) -> str:
    """Return the published area with its year."""
    if site.area_km2 is None:
        return say("card.area-none", lang)
    year = f" ({site.area_year})" if site.area_year else ""
    return f"{text.number(site.area_km2)} km²{year}"


def role_line(role: Role, layout: Layout, lang: str) -> str:
    """Return element, theme and role in one line."""
    theme = layout.term.get(f"theme:{role.theme}")
    parts = [layout.element[role.element].name(lang), theme.name(lang) if theme else ""]
    return say("text.dot", lang).join([p for p in [*parts, role.name(lang)] if p])


def brief(site: Site, layout: Layout, lang: str) -> list[str]:
    """Return a site in a few lines: kind, roles, clusters with targets, precision."""
    head = [kind(site, layout, lang), level(site, layout, lang), where(site, layout, lang)]
    lines = [say("text.dot", lang).join(h for h in head if h)]
    lines += [role_line(r, layout, lang) for r in site.roles]
    if site.type == "town" and not site.roles:
        lines.append(say("card.no-role", lang))
    for link in site.links:
        lines += [line for line in (_cluster_words(link, layout, lang), _target(link, layout, lang)) if line]
    return [*lines, f"{say('card.precision', lang)} {precision(site, lang)}"]


def tip(site: Site, layout: Layout, lang: str) -> list[str]:
    """Return the lines of a tooltip: the brief ones, then industries and source."""
    made = text.names(dict.fromkeys(i for r in site.roles for i in r.industries), lang)
    lines = [*brief(site, layout, lang)]
    lines += [f"{say('card.industries', lang)} {made}"] if made else []
    return [*lines, f"{say('card.source', lang)} {text.citation(site.refs, layout, lang)}"]


def _cluster_words(link: ClusterLink, layout: Layout, lang: str) -> str:
    names = [layout.cluster[link.cluster].name(lang)]
    names += [layout.segment[link.segment].name(lang)] if link.segment else []
    return f"{say('text.dot', lang).join(names)} [{text.basis(link.basis, lang)}]"


def _target(link: ClusterLink, layout: Layout, lang: str) -> str:
    held: Any = layout.segment.get(link.segment) or layout.cluster[link.cluster]
    key = "segment" if link.segment else "cluster"
    word = {"segment": "card.target-line", "cluster": "card.cluster-target-line"}[key]
    value = text.figure(held.target, lang)
    return say(word, lang, **{key: held.name(lang)}, year=held.target.year, value=value)


def card(site: Site, layout: Layout, lang: str) -> Node:
    """Return the whole card of a site: every fact with its basis and source."""
    rows = [*_identity(site, layout, lang), *_layout_rows(site, layout, lang)]
    rows += [*_cluster_rows(site, layout, lang), *_ground_rows(site, layout, lang)]
    rows.append(_row("card.source", sources(site.refs, layout, lang), lang))
    title = h("h2", mark(site, layout), h("span", site.name(lang)), cls="card-title")
    other = h(
        "p", site.name("zh" if lang == "en" else "en"), cls="quiet", lang="zh" if lang == "en" else "en"
    )
    return h("article", title, other, h("dl", *[r for r in rows if r]), cls="card", data_card=site.id)


def _row(key: str, value: Any, lang: str) -> Node | None:
    parts = value if isinstance(value, list) and value and isinstance(value[0], list) else [value]
    return h("div", h("dt", say(key, lang)), h("dd", *parts)) if value else None


def _identity(site: Site, layout: Layout, lang: str) -> Iterable[Node | None]:
    kinds = [kind(site, layout, lang), level(site, layout, lang)]
    yield _row("table.kind", say("text.dot", lang).join(k for k in kinds if k), lang)
    yield _row("card.aliases", text.listing((text.alias(a, lang) for a in site.aliases), lang), lang)
    if site.type != "town":
        yield _row("card.where", where(site, layout, lang), lang)
    if not site.in_scope:
        yield _row("card.note", say("card.out-of-scope", lang), lang)


def _layout_rows(site: Site, layout: Layout, lang: str) -> Iterable[Node | None]:
    if not site.roles and site.type == "town":
        yield _row("card.roles", say("card.no-role", lang), lang)
    yield _row("card.roles", [_role(r, layout, lang) for r in site.roles], lang)
    around = [m for m in site.memberships if m.via]
    lines = [
        h(
            "p",
            f"{layout.element[m.element].name(lang)} ({layout.site[m.via].name(lang)})",
            h("small", text.basis(m.basis, lang)),
        )
        for m in around
    ]
    yield _row("card.element", lines, lang)
    areas = {r.element for r in site.roles if layout.element[r.element].kind == "area"}
    if len(areas) > 1:
        yield _row("card.note", say("card.counted-once", lang), lang)


def _role(role: Role, layout: Layout, lang: str) -> Node:
    made = text.names(role.industries, lang)
    notes = [text.basis(role.basis, lang), role.ground(lang), text.citation(role.refs, layout, lang)]
    return h(
        "p",
        h("b", role_line(role, layout, lang)),
        h("span", made) if made else None,
        h("small", say("text.dot", lang).join(n for n in notes if n)),
    )


def _cluster_rows(site: Site, layout: Layout, lang: str) -> Iterable[Node | None]:
    if site.type != "park":
        return
    if not site.links:
        yield _row("card.cluster", say("card.no-cluster", lang), lang)
    for link in site.links:
        yield _row("card.cluster", [_link(link, layout, lang)], lang)
        held: Any = layout.segment.get(link.segment) or layout.cluster[link.cluster]
        said = cite(layout.statement[held.said], lang, _target(link, layout, lang))
        target = h("p", said, h("small", say("card.not-own", lang)))
        yield _row("card.target" if link.segment else "card.cluster-target", [target], lang)


def _link(link: ClusterLink, layout: Layout, lang: str) -> Node:
    names = [layout.cluster[link.cluster].name(lang)]
    names.append(layout.segment[link.segment].name(lang) if link.segment else say("card.no-segment", lang))
    notes = [text.basis(link.basis, lang), link.ground(lang), text.citation(link.refs, layout, lang)]
    return h(
        "p",
        h("b", say("text.dot", lang).join(names)),
        h("small", say("text.dot", lang).join(n for n in notes if n)),
    )


def _ground_rows(site: Site, layout: Layout, lang: str) -> Iterable[Node | None]:
    if site.type != "town" or site.area_km2 is not None:
        yield _row("card.area", [h("p", area(site, lang), h("small", site.area_note(lang)))], lang)
    yield _row("card.precision", precision(site, lang), lang)
    if site.lon is not None and site.lat is not None:
        yield _row("card.coordinates", f"{site.lat:.4f}, {site.lon:.4f}", lang)
    yield _row("card.note", site.note(lang), lang)


def sources(refs: Iterable[Ref], layout: Layout, lang: str) -> list[Node]:
    """Return sources as a list of links where they have an address."""
    lines = []
    for ref in refs:
        source = layout.source.get(ref.source)
        words = text.citation((ref,), layout, lang)
        date = f" ({source.date})" if source and source.date else ""
        url = source.url if source and source.url.startswith(("https://", "http://")) else None
        lines.append(h("p", h("a", words, href=url) if url else words, date))
    return lines
