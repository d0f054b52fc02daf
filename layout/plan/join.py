"""Join a checked data set into one plan of frozen records: frames stop here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from geodata.crs import area_km2
from geodata.geometry import point_of
from geodata.languages import LANGS
from geodata.load import Dataset
from geodata.outlines import Outline, area_difference
from geodata.references import parse_refs
from layout.plan import statements as numbers
from layout.plan.belonging import carried_industries, leading_roles, memberships
from layout.plan.cells import read_names, read_number, read_terms, read_text, read_texts
from layout.plan.edition_words import read_evaluations, read_nouns, read_sections
from layout.plan.elements import AREA, POINT, Extent
from layout.plan.model import (
    Alias,
    ClusterLink,
    District,
    DrawnOutline,
    Edition,
    Element,
    Note,
    Plan,
    Role,
    Site,
    Source,
    Text,
    Title,
)
from layout.plan.shapes import measure_elements
from layout.plan.site_names import name_on_day
from layout.plan.site_types import SITE_TYPES
from layout.plan.sites import inherit_towns
from layout.plan.straight_lines import add_distances, read_hubs
from layout.plan.surroundings import Surroundings

_DECIMALS = 5  # of degrees: a metre


def join(data: Dataset) -> Plan:
    """Join one checked district and edition into its plan."""
    elements = tuple(sorted((_element(raw, data) for raw in data.plan["elements"]), key=lambda e: e.order))
    measures = {m["id"]: m for m in data.plan.get("measures", ())}
    statements = numbers.read_statements(data.figures, data.indicators, measures)
    hubs = read_hubs(data.context)
    plan = Plan(
        district=_district(data.district, data.editions),
        edition=_edition(data.plan),
        sources=tuple(_source(k, v) for k, v in data.sources.items()),
        elements=elements,
        clusters=numbers.read_clusters(data.clusters, statements),
        sites=add_distances(_sites(data, elements), hubs, data.context.geometry, data.borders),
        statements=statements,
        claims=numbers.read_claims(data.plan),
        chains=numbers.read_chains(data.plan, data.links, data.chain_ties),
        provisions=numbers.read_provisions(data.plan, data.provisions),
        sections=read_sections(("", r) for r in data.sections.to_dict("records")),
        other_sections=read_sections(data.other_sections),
        causes=numbers.read_causes(data.plan),
        cluster_groups=numbers.read_cluster_groups(data.plan),
        hubs=hubs,
    )
    # Only what has a published area is held against what is drawn.
    if any(e.extent.area_km2 for e in elements):
        return replace(plan, elements=measure_elements(data, plan))
    return plan


def _district(raw: Mapping[str, Any], editions: tuple[str, ...]) -> District:
    return District(
        id=raw["id"],
        name=read_text(raw, "name"),
        code=str(raw.get("code", "")),
        review_number=str(raw.get("review_number", "")),
        editions=editions,
        notes=tuple(_note(n) for n in raw.get("notes", ())),
        # The weight of a level is that of the ring around the symbols of its sites: 1 thin to 3 heaviest.
        levels=read_terms(raw.get("levels", ()), "ring"),
        kinds=read_terms(raw.get("kinds", ())),
    )


def _note(raw: Mapping[str, Any]) -> Note:
    return Note(raw["id"], read_text(raw, "text"), parse_refs(raw["source"]))


def _edition(raw: Mapping[str, Any]) -> Edition:
    return Edition(
        id=raw["id"],
        name=read_text(raw, "name"),
        short=read_text(raw, "short"),
        title=read_text(raw, "title"),
        phrase=read_text(raw, "phrase"),
        from_year=raw["from_year"],
        to_year=raw["to_year"],
        base_year=raw["base_year"],
        target_year=raw["target_year"],
        refs=parse_refs(raw["source"]),
        layout_refs=parse_refs(raw["layout_source"]),
        ranks=read_terms(raw["ranks"]),
        themes=read_terms(raw.get("themes", ())),
        topics=read_terms(raw.get("topics", ())),
        classes=read_terms(raw.get("classes", ())),
        # The form of a measure (level, rate, share …) decides how the audit may compute with it.
        measures=read_terms(raw.get("measures", ()), value="form"),
        nouns=read_nouns(raw),
        evaluations=read_evaluations(raw),
        day=raw["day"],
    )


def _element(raw: Mapping[str, Any], data: Dataset) -> Element:
    texts = ("name", "short", "phrase", "motto", "note", "ground", "reach", "reach_ground")
    words: dict[str, Any] = {n: read_text(raw, n) for n in (*texts, "noun", "noun_plural")}
    words |= {n: read_texts(raw, n) for n in ("industries", "aim", "inferred_aim")}
    words |= {n: raw.get(n) or "stated" for n in ("basis", "reach_basis")}
    return Element(
        id=raw["id"],
        kind=raw["kind"],
        colour=raw["colour"],
        order=raw["order"],
        radiates=bool(raw.get("radiates", False)),
        anchor=raw.get("anchor", ""),
        reaches=read_names(raw.get("reaches")),
        reaches_sites=read_names(raw.get("reaches_sites")),
        extent=_extent(raw, data),
        themes_unfinished=bool(raw.get("themes_unfinished", False)),
        unfinished_ranks=read_names(raw.get("unfinished_ranks")),
        refs=parse_refs(raw.get("source", "")),
        **words,
    )


def _extent(raw: Mapping[str, Any], data: Dataset) -> Extent:
    along = read_names(raw.get("along"))
    # A site goes before a feature of the surroundings that bears the same id.
    frames = (*data.sites.values(), data.context)
    rows = (next(f.loc[name] for f in frames if name in f.index) for name in along)
    return Extent(
        along=along,
        along_names=tuple(read_text(row, "name") for row in rows),
        course=tuple((float(lon), float(lat)) for lon, lat in raw.get("course") or ()),
        width_m=read_number(raw.get("width_m")),
        inner_m=read_number(raw.get("inner_m")) or 0.0,
        outer_m=read_number(raw.get("outer_m")),
        area_km2=read_number(raw.get("area_km2")),
        area_note=read_text(raw, "area_note"),
    )


def _source(key: str, raw: Mapping[str, Any]) -> Source:
    plain = {k: str(raw.get(k, "") or "") for k in ("kind", "url", "date", "date_basis", "licence", "as_of")}
    publisher = Text(str(raw["publisher"]), *(str(raw.get(f"publisher_{lang}") or "") for lang in LANGS[1:]))
    return Source(
        id=key, title=read_text(raw, "title"), publisher=publisher, note=read_text(raw, "note"), **plain
    )


def _sites(data: Dataset, elements: tuple[Element, ...]) -> tuple[Site, ...]:
    roles = _roles(data.roles, {e.id: i for i, e in enumerate(elements)})
    leading = leading_roles(roles, read_terms(data.plan["ranks"]))
    by_word = numbers.read_industries(data.industries)
    links = [
        ClusterLink(
            r["site"], r["cluster"], r["segment"], r["basis"], read_text(r, "ground"), parse_refs(r["source"])
        )
        for r in data.site_clusters.to_dict("records")
    ]
    frames = ((name, data.sites[kind.table]) for name, kind in SITE_TYPES.items())
    # The id is the index of a frame with geometry, and so no column of its rows.
    rows = [(name, {**row, "id": i}) for name, frame in frames for i, row in _rows(frame)]
    areas = {e.id for e in elements if e.kind == AREA}
    # A role in any of these says where a site belongs, so that its place says no more.
    spatial = {e.id for e in elements if not e.is_network}
    points = {e.anchor: [p.id for p in elements if (p.kind, p.anchor) == (POINT, e.anchor)] for e in elements}
    parents = {row["id"]: str(row.get("parent") or "") for _, row in rows}
    surroundings = Surroundings((r for r in leading if r.element in areas), data.ground, parents)
    sites = []
    for kind, row in rows:
        outline = data.outlines.get(row["id"])
        site = _named_then(_site(kind, row, outline), data.plan["day"])
        site = replace(site, roles=tuple(r for r in roles if r.member == row["id"]))
        shape = outline.geometry if outline else row["geometry"]
        # A zone cut out of its town is administered apart from it, and lies in none of its areas.
        lies_apart = site.is_town or site.is_cut_out
        around = {} if lies_apart else surroundings.areas_around(site.id, site.towns, shape)
        led = [e for e in elements if any(r.element == e.id for r in leading if r.member == site.id)]
        site = replace(
            site,
            memberships=memberships(site.roles, leading, around, spatial, points.get(site.id, ())),
            links=tuple(k for k in links if k.site == site.id),
        )
        sites.append(replace(site, carries=carried_industries(site, led, by_word)))
    return inherit_towns(sites)


def _rows(frame: pd.DataFrame) -> Iterable[tuple[str, dict[str, Any]]]:
    return ((str(i), dict(row)) for i, row in frame.iterrows())


def _roles(frame: pd.DataFrame, order: Mapping[str, int]) -> list[Role]:
    roles = [
        Role(
            order=n,
            element=r["element"],
            theme=r["theme"],
            member=r["member"],
            rank=r["rank"],
            name=read_text(r, "role"),
            leading=read_texts(r, "leading"),
            others=read_texts(r, "industries"),
            aim=read_text(r, "aim"),
            basis=r["basis"],
            ground=read_text(r, "ground"),
            refs=parse_refs(r["source"]),
        )
        for n, r in enumerate(frame.to_dict("records"))
    ]
    return sorted(roles, key=lambda r: (order[r.element], r.order))


def _aliases(value: Any) -> tuple[Alias, ...]:
    items = json.loads(value) if isinstance(value, str) and value else value
    return tuple(
        Alias(a["name"], a.get("kind", ""), a.get("from", ""), a.get("to", ""), a.get("name_en") or "")
        for a in (items if isinstance(items, list) else ())
    )


def _coordinates(
    kind: str, row: Mapping[str, Any], outline: Outline | None
) -> tuple[float | None, float | None]:
    if SITE_TYPES[kind].areal:
        return float(row["label_lon"]), float(row["label_lat"])
    shape = row["geometry"] or (outline.geometry if outline else None)
    if shape is None or shape.is_empty:
        return None, None
    point = point_of(shape, read_number(row.get("label_lon")), read_number(row.get("label_lat")))
    return round(point.x, _DECIMALS), round(point.y, _DECIMALS)


def _named_then(site: Site, day: str) -> Site:
    name, aliases = name_on_day(site.name, site.aliases, day)
    return replace(site, name=name, aliases=aliases)


def _titles(records: Any) -> tuple[Title, ...]:
    return tuple(
        Title(r["level"], read_text(r, "name"), r["from"], r["to"], parse_refs(r["source"]))
        for r in (records if isinstance(records, list) else ())
    )


def _drawn_outline(outline: Outline | None, published_km2: float | None) -> DrawnOutline | None:
    if outline is None:
        return None
    area = area_km2(outline.geometry)
    difference = area_difference(outline.geometry, published_km2) if published_km2 else None
    return DrawnOutline(outline.kind.value, outline.schematic, area, difference)


def _site(kind: str, row: Mapping[str, Any], outline: Outline | None) -> Site:
    """Return a site as its own row has it, without what other tables say of it."""
    lon, lat = _coordinates(kind, row, outline)
    area = read_number(row.get("area_km2"))
    plain = ("level", "parent", "area_year", "position", "valid_from", "valid_to")
    texts = ("name", "area_note", "note", "unlocated", "position_note")
    fields: dict[str, Any] = {k: str(row.get(k) or "") for k in plain}
    return Site(
        id=row["id"],
        type=kind,
        kind=str(row.get("kind") or kind),
        aliases=_aliases(row.get("aliases")),
        lon=lon,
        lat=lat,
        towns=read_names(row.get("town")),
        precision_m=read_number(row.get("precision_m")),
        titles=_titles(row.get("titles")),
        outline=_drawn_outline(outline, area),
        area_km2=area,
        in_scope=bool(row.get("in_scope", True)),
        refs=parse_refs(row["source"]),
        roles=(),
        memberships=(),
        links=(),
        carries=(),
        **fields | {name: read_text(row, name) for name in texts},
    )
