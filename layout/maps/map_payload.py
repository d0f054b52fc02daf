"""The data that the interactive map's script needs beside the geometry, as JSON-ready values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from layout.maps.canvas import Canvas
from layout.maps.grain import grain
from layout.maps.label_ranks import LABELS
from layout.maps.legend_rows import legend_entries
from layout.maps.map_credit import attribution, review_note
from layout.maps.search_keys import search_keys, site_names, sounds, traditional_pairs
from layout.maps.symbol_sizes import SYMBOLS, core_forms
from layout.maps.unpinned import unpinned_sites
from layout.panels import site_card
from layout.panels.registry import panels
from layout.panels.source_card import place_paths, source_cards
from layout.plan.clusters import group_clusters
from layout.plan.courses import ElementCourse
from layout.plan.model import Plan, Site
from layout.plan.plan_copy import cited_places
from layout.plan.site_types import SITE_TYPES
from layout.view.facets import FACETS, GROUNDED, INFERRED, STATED, Facet, facets_of
from layout.view.view import evaluation_years
from layout.words import glossary, site_facts
from layout.words.cluster_words import group_heading, group_remarks
from layout.words.elements import extent_lines
from layout.words.glossary import say, words
from layout.words.nodes import Node, walk
from layout.words.nouns import say_of, words_of
from layout.words.roles import site_elements
from layout.words.symbols import MARK_SIGNS, symbol

# No id begins with it; see web/core/read_facts.js.
INFERRED_MARK = "~"


def map_payload(
    canvas: Canvas,
    panel_names: Collection[str] | None = None,
    extra: Mapping[str, Node] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return everything the browser's scripts need beside the geometry, as JSON-ready values.

    `panel_names` are the panels to include with the sources of their figures; None includes all. `extra`
    are further ones, by name.
    Positions are (lat, lon) in WGS-84 degrees, radii are metres.

    `rules` holds the constants of the map that its script needs as well, so that they are written
    once: `labels` (the fields of LabelRules) and `symbols` (those of SymbolSizes). `site_types` holds
    the fields of SiteType by type.
    """
    plan, lang = canvas.plan, canvas.lang
    chosen_panels = {k: s for k, s in panels(plan, lang).items() if panel_names is None or k in panel_names}
    chosen_panels |= extra
    known = {s.id: _site(s, plan, lang) for s in plan.sites}
    trees = [*chosen_panels.values(), *(s["card"] for s in known.values())]
    cited = _values_of("cite", trees) if panel_names is not None else None
    cards = {k: c for k, c in source_cards(plan, lang).items() if cited is None or k in cited}
    places = [*(place for card in cards.values() for place in card[-1]), *_values_of("place", trees)]
    # From shapely's (lon, lat) to Leaflet's (lat, lon).
    west, south, east, north = canvas.shapes.frame
    return {
        "district": plan.district.id,
        "edition": plan.edition.id,
        "lang": lang,
        "words": words_of(plan, "map", lang) | words("passage", lang) | _spoken_words(plan, lang),
        "shortlist": words_of(plan, "shortlist", lang),
        "bounds": [[round(v, 5) for v in p] for p in ((south, west), (north, east))],
        "review_note": review_note(plan, lang),
        "attribution": attribution(canvas),
        "mark_signs": dict(MARK_SIGNS),
        "features": [_filled(fact, "layer") for fact in canvas.features],
        "labels": canvas.labels,
        "layers": canvas.layers,
        "facets": [_facet(f, canvas) for f in FACETS],
        "year": evaluation_years(plan),
        "against": [e for e in plan.district.editions if e != plan.edition.id],
        "elements": {
            e.id: _element(n, [c for c in canvas.shapes.courses if c.element == e.id], plan, lang)
            for n, e in enumerate(plan.elements)
        },
        "site_types": {name: asdict(kind) for name, kind in SITE_TYPES.items()},
        "sites": known,
        "legend": legend_entries(canvas),
        "rules": {"labels": asdict(LABELS), "symbols": _symbol_rules(plan)},
        "panels": chosen_panels,
        "cites": cards,
        **place_paths(places, plan, lang),
        "traditional": traditional_pairs(plan),
        "unlocated": [s.id for s in unpinned_sites(plan)],
    }


def _spoken_words(plan: Plan, lang: str) -> dict[str, str]:
    label = say("map.label", lang, district=plan.district.name(lang))
    return {"label": label, "source": say("cite.heading", lang)}


def _symbol_rules(plan: Plan) -> dict[str, Any]:
    """Return the sizes of symbols, the forms of their cores, and only those outlines that a site has."""
    forms = {symbol(s, plan)["form"] for s in plan.sites}
    outlines = {form: outline for form, outline in SYMBOLS.outlines.items() if form in forms}
    return asdict(SYMBOLS) | {"cores": core_forms(c.colour for c in plan.clusters), "outlines": outlines}


def remaining_panels(plan: Plan, lang: str, panel_names: Collection[str]) -> dict[str, Any]:
    """Return the panels that the map's payload does not include, and the sources of all figures."""
    unsent = {k: s for k, s in panels(plan, lang).items() if k not in panel_names}
    cards = source_cards(plan, lang)
    paths = place_paths(cited_places(plan), plan, lang)
    return {"panels": unsent, "cites": cards, **paths, "finder": _finder_words(lang)}


def _finder_words(lang: str) -> dict[str, str]:
    """Return the words of the field for requests, with those of the basis of a reason."""
    return words("finder", lang) | {basis: glossary.basis_name(basis, lang) for basis in (STATED, INFERRED)}


def _values_of(command: str, trees: Iterable[Node]) -> dict[str, None]:
    """Return what the buttons of trees hand to a command, each once: figures to `cite`, places to `place`."""
    orders = (node[1].get("go", {}) for tree in trees for node in walk(tree))
    return dict.fromkeys(order[command] for order in orders if command in order)


def _facet(facet: Facet, canvas: Canvas) -> dict[str, Any]:
    used = {v for s in canvas.plan.sites for v in facets_of(s, canvas.plan).get(facet.key, ())}
    # An element may be drawn and have no sites.
    used |= {c.element for c in canvas.shapes.courses if facet.key == "element"}
    plan, lang = canvas.plan, canvas.lang
    # By facet: a level may bear the id of an element. A segment has the colour of its cluster.
    paint = {
        "element": {e.id: e.colour for e in plan.elements},
        "cluster": {c.id: c.colour for c in plan.clusters},
        "segment": {p.id: plan.cluster[p.cluster].colour for p in plan.part.values()},
    }.get(facet.key, {})
    options = [
        {
            "value": value,
            "label": name(lang),
            "colour": paint.get(value, ""),
            **({} if value in used else {"unused": True}),
            **search_keys(name, value, facet.key, plan, lang),
        }
        for value, name in facet.values(plan)
    ]
    return {
        "key": facet.key,
        "label": say_of(plan, f"facet.{facet.key}", lang),
        "types": sorted(facet.site_types),
        "options": options,
        **({"groups": groups} if (groups := _groups(facet.key, plan, lang)) else {}),
    }


def _groups(key: str, plan: Plan, lang: str) -> list[dict[str, Any]]:
    """Return the groups that a plan puts a facet's values in, each value once, as its panel lists them."""
    if key == "link":
        return [
            {"label": chain.name(lang), "note": "", "values": [k.id for k in chain.links]}
            for chain in plan.chains
        ]
    if key != "cluster" or not plan.cluster_groups:
        return []
    return [
        {
            "label": group_heading(group, lang),
            "note": group_remarks(group, plan, lang),
            "values": [c.id for c in clusters],
        }
        for group, clusters in group_clusters(plan.clusters, plan.cluster_groups)
    ]


def _element(number: int, courses: list[ElementCourse], plan: Plan, lang: str) -> dict[str, Any]:
    element = plan.elements[number]
    # What a shape that is no site's says to the pointer.
    facts = {"name": element.name(lang), "colour": element.colour, "grain": grain(number)}
    tip = [*extent_lines(element, plan, lang), say("extent.schematic", lang)]
    tip += [glossary.basis_name("inferred", lang) for c in courses if c.stated.is_empty]
    return facts | ({"tip": tip} if courses else {})


def _site(site: Site, plan: Plan, lang: str) -> dict[str, Any]:
    # What the search reads: the names in all languages, whatever the map's.
    names = site_names(site)
    return {
        "type": site.type,
        "name": site.name(lang),
        "names": names,
        "sounds": sounds(names),
        "at": [round(site.lat, 5), round(site.lon, 5)]
        if site.lat is not None and site.lon is not None
        else None,
        "radius": site.precision_m,
        "symbol": _filled(symbol(site, plan)),
        "facets": _facet_values(site, plan),
        "tip": site_card.tooltip_lines(site, plan, lang),
        "card": site_card.full_card(site, plan, lang),
        # Beside a name that was searched for: of a town, which lies in nothing, what it belongs to.
        "where": site_elements(site, plan, lang)
        if site.is_town
        else site_facts.location_line(site, plan, lang),
        **({} if site.located else {"unlocated_note": site_facts.precision_text(site, plan, lang)}),
    }


def _facet_values(site: Site, plan: Plan) -> dict[str, list[str]]:
    """Return the values by which a site is filtered, of those facets that it has any of.

    A value that is only inferred has INFERRED_MARK before it.
    """
    values = facets_of(site, plan)
    marks = {(key, INFERRED): INFERRED_MARK for key in GROUNDED}
    return {
        key: [marks.get((key, basis), "") + value for value, basis in ids.items()]
        for key, ids in values.items()
        if ids
    }


def _filled(facts: dict[str, Any], *unused: str) -> dict[str, Any]:
    """Return facts without those that say nothing, which the scripts take as absent; 0 is a value."""
    return {k: v for k, v in facts.items() if k not in unused and v is not False and v != ""}
