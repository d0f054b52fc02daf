"""Rows of the elements of the layout; see structure_rows.py for what holds of all rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geodata.languages import with_languages
from layout.lists.row_fields import (
    CITATION_KEYS,
    Row,
    source_fields,
    text_fields,
    text_list_fields,
)
from layout.plan.belonging import split_roles
from layout.plan.model import Element, Plan, Role
from layout.words.glossary import text_of_all

ELEMENT_KEYS: Mapping[str, str] = with_languages(
    {
        "id": "id",
        "kind": "area, line, point, ring or network",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "noun_zh": "what the plan calls one of its members, Chinese, or empty",
        "noun_en": "what the plan calls one of its members, English, or empty",
        "motto_zh": "the plan's motto for it, Chinese, or empty",
        "motto_en": "the plan's motto for it, English, or empty",
        "industries_zh": "industries the plan gives the element as a whole, list",
        "industries_en": "industries the plan gives the element as a whole, list",
        "industries_unfinished": "true where the plan's list of them goes on",
        "aim_zh": "what the element as a whole is to become, Chinese, or empty",
        "aim_en": "what the element as a whole is to become, English, or empty",
        "aims_zh": "the same one by one, list",
        "aims_en": "the same one by one, list",
        "aims_unfinished": "true where the plan's list of them goes on",
        "inferred_aims_zh": "aims written after a member that we read as the whole's, list",
        "inferred_aims_en": "aims written after a member that we read as the whole's, list",
        "inferred_aims_unfinished": "true where the plan's list of them goes on",
        "note_zh": "remark, Chinese, or empty",
        "note_en": "remark, English, or empty",
        "basis": "inferred where we read it so that industries and aim are those of the whole, else stated",
        "ground_zh": "on what ground, Chinese, or empty",
        "ground_en": "on what ground, English, or empty",
        "members": "list of {site, rank, basis}",
        "linked": "sites of lesser rank, which are linked to it and no members: list of {site, rank, basis}",
        "unfinished_ranks": "ids of the ranks of which the plan's list of sites goes on, list",
        "themes_unfinished": "true where the plan's list of its themes goes on",
        "along": "ids of what it runs along in order, sites and context features, list",
        "width_m": "whole width of its band, metres; null where none is given",
        "inner_m": "inner radius of a ring, metres; null but for a ring around its anchor",
        "outer_m": "outer radius of a ring, metres; null but for a ring around its anchor",
        "area_km2": "published area, km²; null where none is published",
        "area_note_zh": "what that area covers, Chinese, or empty",
        "area_note_en": "what that area covers, English, or empty",
        "drawn_km2": "area of what is drawn for it, km²; null without a published area",
        "anchor": "id of the site that it starts from or lies around, or empty",
        "radiates": "true where it is to reach out to towns or other sites",
        "reaches": "ids of the sites that it is to reach out to, list",
        "reaches_sites": "those of them that are named singly, list",
        "reach_basis": "inferred where we name them from the plan's words, else stated",
        "reach_ground_zh": "on what ground, Chinese, or empty",
        "reach_ground_en": "on what ground, English, or empty",
        **CITATION_KEYS,
    }
)


def element_rows(plan: Plan) -> list[Row]:
    """Return one row for each element."""
    return [_element(e, plan) for e in plan.elements]


def _element(element: Element, plan: Plan) -> Row:
    members, linked = split_roles(element, plan)
    return {
        "id": element.id,
        "kind": element.kind,
        **text_fields("name", element.name),
        **text_fields("noun", element.noun),
        **text_fields("motto", element.motto),
        **text_list_fields("industries", element.industries),
        **text_fields("aim", text_of_all(element.aim)),
        **text_list_fields("aims", element.aim),
        **text_list_fields("inferred_aims", element.inferred_aim),
        **text_fields("note", element.note),
        "basis": element.basis,
        **text_fields("ground", element.ground),
        "members": _participants(members),
        "linked": _participants(linked),
        "unfinished_ranks": list(element.unfinished_ranks),
        "themes_unfinished": element.themes_unfinished,
        **_extent(element),
        "anchor": element.anchor,
        "radiates": element.radiates,
        "reaches": [
            s.id
            for s in plan.sites
            if s.id in element.reaches_sites or (s.is_town and element.reaches_kind(s.kind))
        ],
        "reaches_sites": list(element.reaches_sites),
        "reach_basis": element.reach_basis,
        **text_fields("reach_ground", element.reach_ground),
        # Of an element without a place of its own the plan's section on the layout.
        **source_fields(element.refs or plan.edition.layout_refs, plan),
    }


def _extent(element: Element) -> Row:
    extent = element.extent
    return {
        "along": list(extent.along),
        "width_m": extent.width_m,
        "inner_m": extent.inner_m if extent.outer_m else None,
        "outer_m": extent.outer_m,
        "area_km2": extent.area_km2,
        **text_fields("area_note", extent.area_note),
        "drawn_km2": None if extent.drawn_km2 is None else round(extent.drawn_km2, 1),
    }


def _participants(roles: Iterable[Role]) -> list[Row]:
    return [{"site": r.member, "rank": r.rank, "basis": r.basis} for r in roles]
