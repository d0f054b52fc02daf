"""Rows of what the plan is made of: sites, roles, the edition.

A row is a dictionary of JSON values; the `…_KEYS` say what each of its keys holds. Keys are stable:
they are added to, never renamed. Rows are the same in every language; words stand in `_zh` and `_en` keys.
"""

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
from layout.plan.distances import hub_of
from layout.plan.hubs import Hub, HubDistance
from layout.plan.model import Plan, Role, Site
from layout.plan.served_links import served_links, tied_services
from layout.words.site_figures import shown_figures

SITE_KEYS: Mapping[str, str] = with_languages(
    {
        "id": "id, unique among towns, places and parks of the district",
        "type": "town, place or park",
        "kind": "town, park, or an id of the district's own kinds of places",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "aliases": "other names: list of {name, name_en, kind, from, to}; English and dates may be empty; "
        "kind later: the name since",
        "level": "id of its main level of the district, or empty",
        "levels": "ids of all its levels, the main one first",
        "titles": "levels beside the main one: list of {level, name_zh, name_en, from, to}; "
        "dates may be empty",
        "town": "id of the town of its point, or empty",
        "towns": "ids of all towns it lies in, that of its point first; without any those of its parent",
        "parent": "id of the park or place that it is a part of, or empty",
        "lon": "degrees, WGS-84; of a town its label point; null where not located",
        "lat": "degrees, WGS-84; of a town its label point; null where not located",
        "position": "what the point stands for, see geodata/schema.toml; empty for towns and where unknown",
        "position_note_zh": "what else to know of the point, or empty",
        "position_note_en": "what else to know of the point, or empty",
        "precision_m": "metres; of a town that of its outline; null where not known",
        "area_km2": "published area, km²; null where none is published",
        "area_year": "year of that area, or empty",
        "outline": "how its outline is known: published, cut, part, sides, union or disc; empty without one",
        "outline_schematic": "true where some of the outline's edge is no published border",
        "drawn_km2": "area of the outline, km²; null without one",
        "area_difference": "by how many per cent the outline is larger than the published area; "
        "null where unknown",
        "elements": "ids of the layout elements in which the plan names it, each once",
        "memberships": "why: list of {element, basis, via, rank}; basis is stated, inferred, or located of "
        "one that it only lies in, with the member via whose ground; rank "
        "is that of a site that is only linked to the element, and empty for its members",
        "roles": "list of {element, theme, rank, role_zh, role_en, aim_zh, aim_en, basis}",
        "industries": "list of {industry_zh, industry_en, cluster, segment, basis, via}; via is the element "
        "whose industry it is as a whole, or empty",
        "clusters": "list of {id, segment, basis}; segment may be empty; basis is stated or inferred",
        "chain_links": "links of chains that it stands for: list of {chain, link, via, basis}; link is empty "
        "where it fits the whole chain, via is the id of an industry that it carries and that names the link",
        "services": "ids of the fields of services that are tied to its clusters",
        "figures": "ids of the figures that are of the site itself, targets first; see the list of figures",
        "sites_within": "ids of the parks and places that lie in it",
        "distances": "straight lines on the ellipsoid: list of {kind, to, name_zh, name_en, ref, metres, "
        "least, most}; kind is expressway, a kind of hubs or site, to its id; least and most are the bounds "
        "that the precision of both ends leaves, null where unknown",
        "in_scope": "false where the plan does not cover it",
        "unlocated_zh": "why it is not located, or empty",
        "unlocated_en": "why it is not located, or empty",
        "note_zh": "remark, or empty",
        "note_en": "remark, or empty",
        "valid_from": "date since which it holds, or empty",
        "valid_to": "date until which it holds, or empty",
        **CITATION_KEYS,
    }
)
ROLE_KEYS: Mapping[str, str] = with_languages(
    {
        "element": "id of the layout element",
        "theme": "id of the theme within a network, or empty",
        "member": "id of the town, place or park",
        "member_type": "town, place or park",
        "name_zh": "the member's name, Chinese",
        "name_en": "the member's name, English",
        "rank": "id of a rank of the edition",
        "role_zh": "role, Chinese, or empty",
        "role_en": "role, English, or empty",
        "leading_zh": "of these, those that the plan calls leading, list",
        "leading_en": "of these, those that the plan calls leading, list",
        "leading_unfinished": "true where the plan's list of the leading ones goes on",
        "industries_zh": "industries the plan gives it here, list, the leading ones first",
        "industries_en": "industries the plan gives it here, list, the leading ones first",
        "industries_unfinished": "true where the plan's list of the leading ones or of the others goes on",
        "aim_zh": "what it is to become, Chinese, or empty",
        "aim_en": "what it is to become, English, or empty",
        "basis": "stated or inferred",
        "ground_zh": "on what ground it is inferred, or a remark",
        "ground_en": "on what ground it is inferred, or a remark",
        **CITATION_KEYS,
    }
)
EDITION_KEYS: Mapping[str, str] = with_languages(
    {
        "district": "id of the district",
        "district_zh": "its name, Chinese",
        "district_en": "its name, English",
        "id": "id of the edition",
        "name_zh": "name, Chinese",
        "name_en": "name, English",
        "title_zh": "the plan's full title, Chinese",
        "from_year": "first year",
        "to_year": "last year",
        "base_year": "year the plan starts from",
        "target_year": "year of its targets",
        "day": "day whose towns, parks and names it describes",
        **CITATION_KEYS,
    }
)


def site_rows(sites: Iterable[Site], plan: Plan) -> list[Row]:
    """Return one row for each site, with the keys of SITE_KEYS; `lon`/`lat` are WGS-84 degrees."""
    return [_site(s, plan) for s in sites]


def _site(site: Site, plan: Plan) -> Row:
    plain = ("type", "kind", "level", "town", "parent", "lon", "lat", "position", "precision_m", "area_km2",
             "area_year", "in_scope", "valid_from", "valid_to")  # fmt: skip
    row = {
        "id": site.id,
        **{key: getattr(site, key) for key in plain},
        **text_fields("name", site.name),
        "towns": list(site.lies_in),
        "levels": list(site.levels),
        "titles": [
            {"level": t.level, **text_fields("name", t.name), "from": t.since, "to": t.until}
            for t in site.titles
        ],
        **_outline(site),
        **text_fields("unlocated", site.unlocated),
        **text_fields("note", site.note),
        **text_fields("position_note", site.position_note),
        "aliases": [
            {"name": a.name, "name_en": a.name_en, "kind": a.kind, "from": a.since, "to": a.until}
            for a in site.aliases
        ],
        "elements": list(site.named_in),
        "memberships": [
            {"element": m.element, "basis": m.basis, "via": m.via, "rank": m.rank} for m in site.memberships
        ],
        "roles": [
            {"element": r.element, "theme": r.theme, "rank": r.rank, **text_fields("role", r.name),
             **text_fields("aim", r.aim), "basis": r.basis}
            for r in site.roles
        ],
        "industries": [
            {**text_fields("industry", c.industry), "cluster": c.cluster, "segment": c.segment,
             "basis": c.basis, "via": c.via}
            for c in site.carries if c.industry
        ],
        **_surroundings(site, plan),
        "clusters": [{"id": k.cluster, "segment": k.segment, "basis": k.basis} for k in site.links],
        **source_fields(site.refs, plan),
    }  # fmt: skip
    # In the documented order; KeyError where a documented key is missing.
    return {key: row[key] for key in SITE_KEYS}


def _surroundings(site: Site, plan: Plan) -> Row:
    """Return what stands around a site: its chains, services, figures, what lies in it, and how far away."""
    served = served_links(plan, site.id)
    return {
        "figures": [s.id for s in shown_figures(site, plan)],
        "sites_within": [s.id for s in plan.sites_within(site)],
        "distances": [_distance(d, plan) for d in site.distances],
        "chain_links": [{"chain": s.chain, "link": s.link, "via": s.via, "basis": s.basis} for s in served],
        "services": [s.id for s in tied_services(site, plan)],
    }


def _distance(distance: HubDistance, plan: Plan) -> Row:
    end = hub_of(plan, distance)
    return {
        "kind": distance.kind,
        "to": distance.to,
        **text_fields("name", end.name),
        "ref": end.ref if isinstance(end, Hub) else "",
        "metres": distance.metres,
        "least": distance.least,
        "most": distance.most,
    }


def _outline(site: Site) -> Row:
    outline = site.outline
    difference = outline.difference if outline else None
    return {
        "outline": outline.kind if outline else "",
        "outline_schematic": bool(outline and outline.schematic),
        "drawn_km2": round(outline.area_km2, 2) if outline else None,
        # Adding nought turns a negative zero into a plain one.
        "area_difference": None if difference is None else round(difference, 1) + 0.0,
    }


def _role(role: Role, plan: Plan) -> Row:
    member = plan.site[role.member]
    return {
        "element": role.element,
        "theme": role.theme,
        "member": role.member,
        "member_type": member.type,
        **text_fields("name", member.name),
        "rank": role.rank,
        **text_fields("role", role.name),
        **text_list_fields("leading", role.leading),
        **text_list_fields("industries", role.industries),
        **text_fields("aim", role.aim),
        "basis": role.basis,
        **text_fields("ground", role.ground),
        **source_fields(role.refs, plan),
    }


def _edition(plan: Plan) -> Row:
    edition = plan.edition
    return {
        "district": plan.district.id,
        **text_fields("district", plan.district.name),
        "id": edition.id,
        **text_fields("name", edition.name),
        "title_zh": edition.title.original,
        **{k: getattr(edition, k) for k in ("from_year", "to_year", "base_year", "target_year", "day")},
        **source_fields(edition.refs, plan),
    }


def role_rows(plan: Plan) -> list[Row]:
    """Return one row for each role, element by element."""
    return [_role(r, plan) for e in plan.elements for r in plan.roles(e.id)]


def edition_rows(plan: Plan) -> list[Row]:
    """Return the one row of the plan's edition."""
    return [_edition(plan)]
