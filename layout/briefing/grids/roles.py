"""Who does what: members of the elements, themes of the nodes, parks."""

from __future__ import annotations

from collections.abc import Iterator

from layout import cards, text
from layout.briefing.grids.made import Made, Row, few, make, marked
from layout.model import Element, Layout, Role, Site
from layout.symbols import colours
from layout.text import say
from layout.view import View, matches, shown


def roles(layout: Layout, view: View, lang: str) -> Made | None:
    """Return the members of the view's areas and what the plan makes of them; like ones in one row."""
    head = [say(f"table.{k}", lang) for k in ("site", "role", "industries")]
    rows = [row for e in _elements(layout, view, "area") for row in _area(e, layout, view, lang)]
    return make("roles", head, rows, (), layout, lang)


def _elements(layout: Layout, view: View, kind: str) -> Iterator[Element]:
    return (e for e in layout.elements if e.kind == kind and e.id in (view.element or (e.id,)))


def _area(element: Element, layout: Layout, view: View, lang: str) -> Iterator[Row]:
    groups: dict[tuple[object, ...], list[Role]] = {}
    for role in layout.roles(element.id):
        if matches(view, layout.site[role.member]):
            alike = (role.rank, role.name, role.industries) if role.name or role.industries else role.member
            groups.setdefault((alike,), []).append(role)
    for held in groups.values():
        names = few((layout.site[r.member].name(lang) for r in held), lang, 2)
        made = few((t(lang) for t in held[0].industries), lang)
        refs = tuple(dict.fromkeys(r for role in held for r in role.refs))
        yield Row((names, held[0].name(lang), made), refs, element.colour)


def nodes(layout: Layout, view: View, lang: str) -> Made | None:
    """Return the themes of the view's networks, who carries each, and who is linked to it."""
    head = [say("grid.theme", lang), say("grid.carrier", lang), say("grid.linked", lang)]
    rows = [row for e in _elements(layout, view, "network") for row in _network(e, layout, lang)]
    return make("nodes", head, rows, (), layout, lang)


def _network(element: Element, layout: Layout, lang: str) -> Iterator[Row]:
    weight = {t.id: t.weight for t in layout.edition.ranks}
    for theme in layout.edition.themes:
        held = [r for r in layout.roles(element.id) if r.theme == theme.id]
        if not held:
            continue
        most = max(weight.get(r.rank, 1.0) for r in held)
        first = [r for r in held if weight.get(r.rank, 1.0) == most]
        ends = (first, [r for r in held if r not in first])
        cells = (few((_marked(r, layout, lang) for r in end), lang) for end in ends)
        refs = tuple(dict.fromkeys(r for role in held for r in role.refs))
        yield Row((theme.name(lang), *cells), refs, _colour(first, element, layout))


def _marked(role: Role, layout: Layout, lang: str) -> str:
    return marked(layout.site[role.member].name(lang), role.basis, lang)


def _colour(carriers: list[Role], element: Element, layout: Layout) -> str:
    links = [k for r in carriers for k in layout.site[r.member].links]
    return layout.cluster[links[0].cluster].colour if links else element.colour


def parks(layout: Layout, view: View, lang: str) -> Made | None:
    """Return the view's parks: level, cluster and where each lies, or that this is not published."""
    head = [say(f"table.{k}", lang) for k in ("name", "level", "cluster", "where")]
    rows = [_park(site, layout, lang) for site in shown(view, layout, "park")]
    return make("parks", head, rows, (), layout, lang)


def _park(site: Site, layout: Layout, lang: str) -> Row:
    held = [marked(layout.cluster[k.cluster].name(lang), k.basis, lang) for k in site.links]
    cells = (
        site.name(lang),
        cards.level(site, layout, lang),
        text.listing(dict.fromkeys(held), lang) or say("grid.none", lang),
        cards.where(site, layout, lang),
    )
    links = (r for k in site.links for r in k.refs)
    return Row(cells, tuple(dict.fromkeys((*site.refs, *links))), colours(site, layout)[0])
