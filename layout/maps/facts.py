"""The facts that go with the map: what each numbered feature is, and all words for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from layout import cards, text
from layout.cites import cites
from layout.maps.canvas import Canvas
from layout.model import Layout, Site
from layout.sheets import sheets
from layout.symbols import symbol
from layout.text import say, words
from layout.tree import Node, walk
from layout.view import FACETS, Facet, facets_of, years


def payload(canvas: Canvas, beside: Collection[str] | None = None) -> dict[str, Any]:
    """Return everything the bridge needs beside the geometry, as JSON-ready values.

    `beside` names the sheets to go with it; the sources of the figures on them go along.
    """
    layout, lang = canvas.layout, canvas.lang
    held = {k: s for k, s in sheets(layout, lang).items() if beside is None or k in beside}
    known = {s.id: _site(s, layout, lang) for s in layout.sites}
    cited = _cited([*held.values(), *(s["card"] for s in known.values())]) if beside is not None else None
    west, south, east, north = canvas.shapes.district.bounds
    return {
        "district": layout.district.id,
        "edition": layout.edition.id,
        "lang": lang,
        "words": words("map", lang)
        | {"label": say("map.label", lang, district=layout.district.name(lang))}
        | {"source": say("cite.heading", lang)},
        "bounds": [[round(v, 5) for v in p] for p in ((south, west), (north, east))],
        "stamp": stamp(layout, lang),
        "credit": credit(canvas),
        "features": canvas.features,
        "labels": canvas.labels,
        "layers": canvas.layers,
        "facets": [_facet(f, layout, lang) for f in FACETS],
        "year": years(layout),
        "against": [e for e in layout.district.editions if e != layout.edition.id],
        "elements": {e.id: {"name": e.name(lang), "colour": e.colour} for e in layout.elements},
        "sites": known,
        "legend": legend(canvas),
        "sheets": held,
        "cites": {k: c for k, c in cites(layout, lang).items() if cited is None or k in cited},
        "unlocated": [s.id for s in layout.sites if not s.located],
    }


def more(layout: Layout, lang: str, beside: Collection[str]) -> dict[str, Any]:
    """Return the sheets that do not go with the map, and the sources of all figures."""
    rest = {k: s for k, s in sheets(layout, lang).items() if k not in beside}
    return {"sheets": rest, "cites": cites(layout, lang)}


def _cited(trees: Iterable[Node]) -> set[str]:
    """Return the ids of the figures that trees lead to the sources of."""
    return {node[1]["go"]["cite"] for tree in trees for node in walk(tree) if "cite" in node[1].get("go", {})}


def stamp(layout: Layout, lang: str) -> str:
    """Return the schematic stamp, or the map's review number where one is entered."""
    number = layout.district.review_number
    return say("map.review", lang, number=number) if number else say("map.schematic", lang)


def credit(canvas: Canvas) -> str:
    """Return whose data the ground is, how exact it is, and what the layout follows."""
    layout, lang = canvas.layout, canvas.lang
    towns = layout.of_type("town")
    drawn = [b.refs for b in canvas.shapes.backdrop if b.geometry.geom_type != "Point"]
    used = dict.fromkeys(r.source for refs in (*(t.refs for t in towns), *drawn) for r in refs)
    owners = dict.fromkeys(layout.source[s].publisher(lang) for s in used if layout.source[s].url)
    return say(
        "map.attribution",
        lang,
        credit=text.listing(owners, lang),
        precision=text.number(max((t.precision_m or 0 for t in towns), default=0)),
        source=text.citation(layout.edition.layout_refs, layout, lang),
    )


def _facet(facet: Facet, layout: Layout, lang: str) -> dict[str, Any]:
    used = {v for s in layout.sites for v in facets_of(s).get(facet.key, ())}
    paint = {c.id: c.colour for c in layout.clusters} | {e.id: e.colour for e in layout.elements}
    group = {s.id: c.id for c in layout.clusters for s in c.segments}
    options = [
        {
            "value": value,
            "label": name(lang),
            "colour": paint.get(group.get(value, value), ""),
            "used": value in used,
        }
        for value, name in facet.values(layout)
    ]
    return {
        "key": facet.key,
        "label": say(f"facet.{facet.key}", lang),
        "types": sorted(facet.types),
        "options": options,
    }


def _site(site: Site, layout: Layout, lang: str) -> dict[str, Any]:
    names = [site.name.zh, site.name.en, *(a.name for a in site.aliases)]
    return {
        "type": site.type,
        "name": site.name(lang),
        "names": list(dict.fromkeys(n for n in names if n)),
        "at": [round(site.lat, 5), round(site.lon, 5)]
        if site.lat is not None and site.lon is not None
        else None,
        "radius": site.precision_m,
        "symbol": symbol(site, layout),
        "facets": facets_of(site),
        "tip": cards.tip(site, layout, lang),
        "card": cards.card(site, layout, lang),
        "where": cards.where(site, layout, lang),
        "lost": "" if site.located else cards.precision(site, lang),
    }


def legend(canvas: Canvas) -> list[dict[str, Any]]:
    """Return the rows of the legend: form, words, and colour, ring or strength where a form has one."""
    layout, lang = canvas.layout, canvas.lang
    rows: list[dict[str, Any]] = []
    for element in (e for e in layout.elements if e.id in canvas.shapes.elements):
        held = {m.rank for m in canvas.shapes.members if m.element == element.id}
        for rank in (t for t in layout.edition.ranks if t.id in held):
            words = element.name(lang) + say("text.dot", lang) + rank.name(lang)
            rows.append({"form": "fill", "colour": element.colour, "strength": rank.weight, "text": words})
    rows += _legend_shared(canvas)
    radiating = [e for e in layout.elements if e.radiates]
    rows += [{"form": "ray", "colour": e.colour, "text": say("legend.ray", lang)} for e in radiating]
    network = [e for e in layout.elements if e.kind == "network"]
    rows += [{"form": "coupling", "colour": e.colour, "text": say("legend.coupling", lang)} for e in network]
    rows += [
        {"form": "park", "ring": int(t.weight), "text": say("legend.park", lang, level=t.name(lang))}
        for t in layout.district.levels
        if any(p.level == t.id for p in layout.of_type("park"))
    ]
    names = ("halo", "schematic", "zone", "landmark", "road", "district")
    return rows + [{"form": n, "text": say(f"legend.{n}", lang)} for n in names]


def _legend_shared(canvas: Canvas) -> list[dict[str, Any]]:
    hatched = [m for m in canvas.shapes.members if not m.solid]
    names = text.names((canvas.layout.site[m.site].name for m in hatched), canvas.lang)
    colour = canvas.layout.element[hatched[0].element].colour if hatched else ""
    words = say("legend.double", canvas.lang, names=names)
    return [{"form": "hatch", "colour": colour, "text": words}] if hatched else []
