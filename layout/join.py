"""Join a checked data set into one layout of frozen records: frames stop here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from geodata.load import Dataset
from layout.model import (
    Alias,
    Cluster,
    ClusterLink,
    District,
    Edition,
    Element,
    Figure,
    Layout,
    Membership,
    Note,
    Ref,
    Role,
    Segment,
    Site,
    Source,
    Term,
    Text,
)


def refs(value: Any) -> tuple[Ref, ...]:
    """Split `source:locator; source` into references."""
    parts = [p.strip() for p in str(value or "").split(";")]
    return tuple(Ref(*(p.split(":", 1) if ":" in p else (p, ""))) for p in parts if p)


def _text(row: Mapping[str, Any], name: str) -> Text:
    return Text(str(row.get(f"{name}_zh") or ""), str(row.get(f"{name}_en") or ""))


def _texts(row: Mapping[str, Any], name: str) -> tuple[Text, ...]:
    zh, en = (
        [v.strip() for v in str(row.get(f"{name}_{k}") or "").split(";") if v.strip()] for k in ("zh", "en")
    )
    return tuple(Text(z, en[i] if i < len(en) else "") for i, z in enumerate(zh))


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _terms(rows: Iterable[Mapping[str, Any]], weight: str = "strength") -> tuple[Term, ...]:
    terms = [
        Term(
            r["id"],
            _text(r, "name"),
            int(r.get("order", i)),
            float(r.get(weight, 1.0)),
            str(r.get("value_zh", "")),
        )
        for i, r in enumerate(rows)
    ]
    return tuple(sorted(terms, key=lambda t: t.order))


def join(data: Dataset) -> Layout:
    """Join one checked district and edition into its layout."""
    elements = tuple(sorted(map(_element, data.plan["elements"]), key=lambda e: e.order))
    return Layout(
        district=_district(data.district),
        edition=_edition(data.plan),
        sources=tuple(_source(k, v) for k, v in data.sources.items()),
        elements=elements,
        clusters=_clusters(data.clusters),
        sites=_sites(data, {e.id: i for i, e in enumerate(elements)}),
    )


def _district(raw: Mapping[str, Any]) -> District:
    return District(
        id=raw["id"],
        name=_text(raw, "name"),
        code=str(raw.get("code", "")),
        review_number=str(raw.get("review_number", "")),
        notes=tuple(Note(n["id"], _text(n, "text"), refs(n["source"])) for n in raw.get("notes", ())),
        levels=_terms(raw.get("levels", ()), "ring"),
        kinds=_terms(raw.get("kinds", ())),
    )


def _edition(raw: Mapping[str, Any]) -> Edition:
    return Edition(
        id=raw["id"],
        name=_text(raw, "name"),
        short=_text(raw, "short"),
        title=_text(raw, "title"),
        phrase=_text(raw, "phrase"),
        from_year=raw["from_year"],
        to_year=raw["to_year"],
        base_year=raw["base_year"],
        target_year=raw["target_year"],
        refs=refs(raw["source"]),
        layout_refs=refs(raw["layout_source"]),
        ranks=_terms(raw["ranks"]),
        themes=_terms(raw.get("themes", ())),
    )


def _element(raw: Mapping[str, Any]) -> Element:
    names = {n: _text(raw, n) for n in ("name", "short", "phrase", "motto")}
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
    plain = {k: str(raw.get(k, "") or "") for k in ("publisher", "url", "date", "licence", "held")}
    return Source(id=key, title=_text(raw, "title"), note=_text(raw, "note"), **plain)


def _figure(row: Mapping[str, Any]) -> Figure:
    return Figure(
        value=_number(row["target"]),
        bound=row["bound"],
        unit=row["unit"],
        year=None if pd.isna(row["year"]) else int(row["year"]),
        measure=row["measure"],
        scope=row["scope"],
        words=_text(row, "words"),
    )


def _clusters(frame: pd.DataFrame) -> tuple[Cluster, ...]:
    rows = sorted(frame.to_dict("records"), key=lambda r: float(r["order"]))
    segments = [
        Segment(r["id"], r["parent"], _text(r, "name"), _figure(r), _texts(r, "makes"), refs(r["source"]))
        for r in rows
        if r["kind"] == "segment"
    ]
    return tuple(
        Cluster(
            id=r["id"],
            kind=r["kind"],
            name=_text(r, "name"),
            colour=r["colour"],
            target=_figure(r),
            makes=_texts(r, "makes"),
            refs=refs(r["source"]),
            segments=tuple(s for s in segments if s.cluster == r["id"]),
        )
        for r in rows
        if r["kind"] != "segment"
    )


def _sites(data: Dataset, order: Mapping[str, int]) -> tuple[Site, ...]:
    roles = _roles(data.layout, order)
    links = [
        ClusterLink(r["park"], r["cluster"], r["segment"], r["basis"], _text(r, "ground"), refs(r["source"]))
        for r in data.park_clusters.to_dict("records")
    ]
    frames = (("town", data.towns), ("place", data.places), ("park", data.parks))
    rows = [(kind, {**row, "id": i}) for kind, f in frames for i, row in _rows(f)]
    return tuple(_site(kind, row, roles, links) for kind, row in rows)


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
            name=_text(r, "role"),
            industries=_texts(r, "industries"),
            basis=r["basis"],
            ground=_text(r, "ground"),
            refs=refs(r["source"]),
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
    if kind == "town":
        return float(row["label_lon"]), float(row["label_lat"])
    point = row["geometry"]
    return (None, None) if point is None or point.is_empty else (point.x, point.y)


def _site(kind: str, row: Mapping[str, Any], roles: list[Role], links: list[ClusterLink]) -> Site:
    own = tuple(r for r in roles if r.member == row["id"])
    lon, lat = _position(kind, row)
    # A zone cut out of a town is administered apart from it and takes no part in its roles.
    town = "" if isinstance(row.get("outline"), dict) else row.get("town") or ""
    where = {row["id"], row.get("zone") or "", town} - {""}
    plain = {k: str(row.get(k) or "") for k in ("level", "town", "zone", "area_year")}
    return Site(
        id=row["id"],
        type=kind,
        kind=str(row.get("kind") or kind),
        name=_text(row, "name"),
        aliases=_aliases(row.get("aliases")),
        lon=lon,
        lat=lat,
        precision_m=_number(row.get("precision_m")),
        area_km2=_number(row.get("area_km2")),
        area_note=_text(row, "area_note"),
        note=_text(row, "note"),
        unlocated=_text(row, "unlocated"),
        in_scope=bool(row.get("in_scope", True)),
        valid_from=str(row.get("valid_from") or ""),
        valid_to=str(row.get("valid_to") or ""),
        refs=refs(row["source"]),
        roles=own,
        memberships=_memberships(own, [r for r in roles if r.member in where and r not in own]),
        links=tuple(k for k in links if k.park == row["id"]),
        **plain,
    )


def _memberships(own: Iterable[Role], around: Iterable[Role]) -> tuple[Membership, ...]:
    found = {r.element: Membership(r.element, r.basis, "") for r in own}
    for role in around:
        found.setdefault(role.element, Membership(role.element, "located", role.member))
    return tuple(found.values())
