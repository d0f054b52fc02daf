"""Join a checked data set into one plan of frozen records: frames stop here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from geodata.languages import LANGS
from geodata.load import Dataset
from geodata.references import parse_refs
from layout.plan import statements as numbers
from layout.plan.cells import read_number, read_terms, read_text, read_texts
from layout.plan.model import (
    Alias,
    CarriedIndustry,
    ClusterLink,
    District,
    Edition,
    Element,
    Membership,
    Note,
    Plan,
    Role,
    Section,
    Site,
    Source,
    Text,
)
from layout.plan.site_types import SITE_TYPES


def join(data: Dataset) -> Plan:
    """Join one checked district and edition into its plan."""
    elements = tuple(sorted(map(_element, data.plan["elements"]), key=lambda e: e.order))
    forms = {m["id"]: str(m["form"]) for m in data.plan.get("measures", ())}
    statements = numbers.read_statements(data.figures, data.indicators, forms)
    return Plan(
        district=_district(data.district, data.editions),
        edition=_edition(data.plan),
        sources=tuple(_source(k, v) for k, v in data.sources.items()),
        elements=elements,
        clusters=numbers.read_clusters(data.clusters, statements),
        sites=_sites(data, {e.id: i for i, e in enumerate(elements)}),
        statements=statements,
        claims=numbers.read_claims(data.plan),
        chains=numbers.read_chains(data.plan, data.links),
        sections=tuple(
            Section(r["locator"], read_text(r, "title")) for r in data.sections.to_dict("records")
        ),
    )


def _district(raw: Mapping[str, Any], editions: tuple[str, ...]) -> District:
    return District(
        id=raw["id"],
        name=read_text(raw, "name"),
        code=str(raw.get("code", "")),
        review_number=str(raw.get("review_number", "")),
        editions=editions,
        notes=tuple(
            Note(n["id"], read_text(n, "text"), parse_refs(n["source"])) for n in raw.get("notes", ())
        ),
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
    )


def _element(raw: Mapping[str, Any]) -> Element:
    names = {n: read_text(raw, n) for n in ("name", "short", "phrase", "motto")}
    return Element(
        id=raw["id"],
        kind=raw["kind"],
        colour=raw["colour"],
        order=raw["order"],
        radiates=bool(raw.get("radiates", False)),
        anchor=raw.get("anchor", ""),
        **names,
    )


def _source(key: str, raw: Mapping[str, Any]) -> Source:
    plain = {k: str(raw.get(k, "") or "") for k in ("url", "date", "licence", "as_of")}
    publisher = Text(str(raw["publisher"]), *(str(raw.get(f"publisher_{lang}") or "") for lang in LANGS[1:]))
    return Source(
        id=key, title=read_text(raw, "title"), publisher=publisher, note=read_text(raw, "note"), **plain
    )


def _sites(data: Dataset, order: Mapping[str, int]) -> tuple[Site, ...]:
    roles = _roles(data.roles, order)
    industry_links = numbers.read_industries(data.industries)
    links = [
        ClusterLink(
            r["park"], r["cluster"], r["segment"], r["basis"], read_text(r, "ground"), parse_refs(r["source"])
        )
        for r in data.park_clusters.to_dict("records")
    ]
    frames = ((name, data.sites[kind.table]) for name, kind in SITE_TYPES.items())
    # The id is the index of a frame with geometry, and so no column of its rows.
    rows = [(name, {**row, "id": i}) for name, frame in frames for i, row in _rows(frame)]
    sites = [_site(kind, row, roles, links) for kind, row in rows]
    return tuple(replace(s, carries=_carries(s, industry_links)) for s in sites)


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
            industries=read_texts(r, "industries"),
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
        Alias(a["name"], a.get("kind", ""), a.get("from", ""), a.get("to", ""))
        for a in (items if isinstance(items, list) else ())
    )


def _position(kind: str, row: Mapping[str, Any]) -> tuple[float | None, float | None]:
    if SITE_TYPES[kind].areal:
        return float(row["label_lon"]), float(row["label_lat"])
    point = row["geometry"]
    return (None, None) if point is None or point.is_empty else (point.x, point.y)


def _site(kind: str, row: Mapping[str, Any], roles: list[Role], links: list[ClusterLink]) -> Site:
    site_roles = tuple(r for r in roles if r.member == row["id"])
    lon, lat = _position(kind, row)
    # A zone cut out of a town is administered apart from it and takes no part in its roles.
    town = "" if isinstance(row.get("outline"), dict) else row.get("town") or ""
    where = {row["id"], row.get("zone") or "", town} - {""}
    plain = {k: str(row.get(k) or "") for k in ("level", "town", "zone", "area_year")}
    return Site(
        id=row["id"],
        type=kind,
        kind=str(row.get("kind") or kind),
        name=read_text(row, "name"),
        aliases=_aliases(row.get("aliases")),
        lon=lon,
        lat=lat,
        precision_m=read_number(row.get("precision_m")),
        area_km2=read_number(row.get("area_km2")),
        area_note=read_text(row, "area_note"),
        note=read_text(row, "note"),
        unlocated=read_text(row, "unlocated"),
        in_scope=bool(row.get("in_scope", True)),
        valid_from=str(row.get("valid_from") or ""),
        valid_to=str(row.get("valid_to") or ""),
        refs=parse_refs(row["source"]),
        roles=site_roles,
        memberships=_memberships(site_roles, [r for r in roles if r.member in where and r not in site_roles]),
        links=tuple(k for k in links if k.park == row["id"]),
        carries=(),
        **plain,
    )


def _memberships(site_roles: Iterable[Role], around: Iterable[Role]) -> tuple[Membership, ...]:
    # A role of its own says more than the role of the town or zone around the site, and so comes first.
    memberships = {r.element: Membership(r.element, r.basis, "") for r in site_roles}
    for role in around:
        memberships.setdefault(role.element, Membership(role.element, "located", role.member))
    return tuple(memberships.values())


def _carries(site: Site, by_word: Mapping[str, CarriedIndustry]) -> tuple[CarriedIndustry, ...]:
    """Return a site's industries: those of its cluster links, and those that its roles name."""
    carried_industries = [
        CarriedIndustry(k.cluster, k.segment, Text("", ""), k.basis, k.ground, k.refs) for k in site.links
    ]
    # An industry that several roles name is carried once, with the references of the last of them.
    role_industries = {i.original: (i, role) for role in site.roles for i in role.industries}
    for name, (industry, role) in role_industries.items():
        link = by_word.get(name)
        if link is not None:
            carried_industries.append(replace(link, industry=industry, refs=(*role.refs, *link.refs)))
        else:
            # No row gives this industry a cluster: it is outside all of them, which the matrix tells.
            carried_industries.append(CarriedIndustry("", "", industry, "", Text("", ""), role.refs))
    return tuple(carried_industries)
