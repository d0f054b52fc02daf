"""Tables of a view that was kept as a step: the place that it selects, the places that its filters leave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from layout.briefing.tables.grids import MAX_ROWS, CitedGrid, GridRow, first_clauses, make_grid
from layout.plan.model import Plan, Ref, Site
from layout.promotion.profile import ProfileSection, site_profile
from layout.view.facets import facets_of
from layout.view.filters import matching_sites
from layout.view.view import View
from layout.words import glossary, roles
from layout.words.glossary import say
from layout.words.nouns import say_of
from layout.words.site_facts import kind_name, location_name
from layout.words.site_ground import level_words
from layout.words.symbols import site_colours

# How many lines of each section of a profile a slide has room for.
_SHARES = {"what": 1, "fits": 2, "size": 1, "targets": 2, "where": 2, "firms": 1}
_Line = tuple[tuple[str, str], tuple[Ref, ...]]  # label and words, and where they stand


def site_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the place that a view selects, a row for each of the first lines of its profile."""
    site = plan.site.get(view.sel)
    if site is None:
        return None
    sections = {s.id: s for s in site_profile(site, plan, lang).sections}
    # Each row bears the accent of the place.
    colour = site_colours(site, plan)[0]
    rows = [
        GridRow(cells, refs, colour)
        for name, most in _SHARES.items()
        for cells, refs in _lines(sections.get(name), most, site, lang)
    ]
    # The position stands last: more lines than a slide has room for go before it.
    position = [GridRow(c, r, colour) for c, r in _lines(sections.get("precision"), 1, site, lang)]
    head = [say("grid.site-point", lang), say("grid.site-words", lang)]
    return make_grid("site", head, [*rows[: MAX_ROWS - len(position)], *position], (), plan, lang)


def _lines(section: ProfileSection | None, most: int, site: Site, lang: str) -> Iterator[_Line]:
    """Yield the first lines of a section; an area that is not published is no line of a card."""
    lines = section.lines if section else ()
    chosen = (x for x in lines if x.value and (x.key != "area" or site.area_km2 is not None))
    for line in islice(chosen, most):
        label = line.label or (section.title if section else "")
        yield (label, first_clauses(line.value, lang)), line.refs


def place_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the places that a view's filters leave: what each is, what fits it, and where it lies."""
    head = [say_of(plan, f"table.{k}", lang) for k in ("name", "kind", "cluster", "where")]
    rows = [_place(site, plan, lang) for site in _filtered(view, plan)]
    return make_grid("places", head, rows, (), plan, lang)


def _filtered(view: View, plan: Plan) -> Iterable[Site]:
    # A facet that a type lacks hides none of its sites: such sites match, and are not what was asked for.
    keys = view.filters().keys()
    fit = (s for s in matching_sites(view, plan) if not keys or not keys.isdisjoint(facets_of(s, plan)))
    return sorted(fit, key=lambda s: (not s.is_park, s.is_town))


def _place(site: Site, plan: Plan, lang: str) -> GridRow:
    kinds = (kind_name(site, plan, lang), level_words(site, plan, lang))
    names = [roles.mark_inferred(plan.cluster[k.cluster].name(lang), k.basis, lang) for k in site.links]
    fields = glossary.join_words(dict.fromkeys(names), lang) or roles.site_industries(site, lang)
    cells = (
        site.name(lang),
        say("text.dot", lang).join(k for k in kinds if k),
        first_clauses(fields, lang) or say("grid.none", lang),
        "" if site.is_town else location_name(site, plan, lang),
    )
    refs = (*site.refs, *(r for k in site.links for r in k.refs))
    return GridRow(cells, tuple(dict.fromkeys(refs)), site_colours(site, plan)[0])
