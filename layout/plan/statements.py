"""Join the plan's numbers and industries: statements, clusters, claims, chains, provisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from geodata.references import parse_refs
from layout.plan.cells import Cells, read_decimal, read_integer, read_names, read_text, read_texts
from layout.plan.clusters import SERVICE_KINDS
from layout.plan.model import (
    CarriedIndustry,
    Cause,
    Chain,
    ChainLink,
    ChainTie,
    Claim,
    Cluster,
    ClusterGroup,
    Figure,
    Provision,
    ProvisionGroup,
    Segment,
    Service,
    Statement,
    Text,
)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def read_statements(
    figures: pd.DataFrame, indicators: pd.DataFrame, measures: Mapping[str, Mapping[str, Any]]
) -> tuple[Statement, ...]:
    """Return every figure of the edition in the order of its files, the indicators after the figures.

    `measures` holds the row of each measure by its id.
    """
    figure_statements = [_statement("figure", row, row["topic"], measures) for row in _records(figures)]
    rows = sorted(_records(indicators), key=lambda r: float(r["number"]))
    # The table of indicators has no column for the role: each of its rows sets a target.
    targets = [_statement("indicator", {**row, "role": "target"}, row["class"], measures) for row in rows]
    return _with_alternatives((*figure_statements, *targets))


def _with_alternatives(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return statements whose figures carry the other ways in which the same target is set."""
    figure = {s.id: s.figure for s in statements}
    # Whichever of them names the other: both are one target.
    pairs = [(s.id, other) for s in statements for other in s.also]
    others: dict[str, list[str]] = {}
    for name, other in (*pairs, *((b, a) for a, b in pairs)):
        if other not in others.setdefault(name, []):
            others[name].append(other)
    return tuple(
        replace(s, figure=replace(s.figure, also=tuple(figure[o] for o in others[s.id])))
        if s.id in others
        else s
        for s in statements
    )


def _statement(kind: str, row: Cells, group: str, measures: Mapping[str, Mapping[str, Any]]) -> Statement:
    names = ("cluster", "site", "base", "plan_figure", "as_of", "population", "replaces")
    plain = {k: str(row.get(k) or "") for k in names}
    return Statement(
        id=row["id"],
        kind=kind,
        group=group,
        number=read_integer(row.get("number")),
        name=read_text(row, "name"),
        aliases=read_names(row.get("aliases")),
        also=read_names(row.get("also")),
        figure=_figure(row, measures.get(row["measure"], {})),
        written=read_text(row, "written"),
        note=read_text(row, "note"),
        question=read_text(row, "question"),
        refs=parse_refs(row["source"]),
        **plain,
    )


def _figure(row: Cells, measure: Mapping[str, Any]) -> Figure:
    return Figure(
        value=read_decimal(row["value"]),
        bound=row["bound"],
        unit=row["unit"],
        year=read_integer(row["year"]),
        measure=row["measure"],
        scope=row["scope"],
        words=read_text(row, "words"),
        from_year=read_integer(row["from_year"]),
        role=row["role"],
        attribute=row["attribute"],
        year_basis=str(row.get("year_basis") or ""),
        form=str(measure.get("form") or "level"),
        period=str(measure.get("period") or ""),
        high=read_decimal(row.get("high")),
        stretch=read_decimal(row.get("stretch")),
        months=str(row.get("months") or ""),
        based=bool(row.get("base")),
    )


def read_clusters(frame: pd.DataFrame, stated: Iterable[Statement]) -> tuple[Cluster, ...]:
    """Return the clusters with their segments, each with the figure that is its target."""
    # The check of the data has made sure that each target is the id of a figure.
    target = {s.id: s for s in stated}
    rows = sorted(_records(frame), key=lambda r: float(r["order"]))
    segments = [
        Segment(cluster=r["parent"], **_target(r, target), **_industry(r))
        for r in rows
        if r["kind"] == "segment"
    ]
    services = [_service(r) for r in rows if r["kind"] in SERVICE_KINDS]
    return tuple(
        Cluster(
            kind=r["kind"],
            colour=r["colour"],
            segments=tuple(s for s in segments if s.cluster == r["id"]),
            services=tuple(s for s in services if s.cluster == r["id"]),
            groups=read_names(r.get("groups")),
            **_target(r, target),
            **_industry(r),
        )
        for r in rows
        if not r["parent"]
    )


def _service(row: Cells) -> Service:
    return Service(
        kind=row["kind"],
        cluster=row["parent"],
        serves=row["serves"],
        basis=row["basis"],
        ground=read_text(row, "ground"),
        **_industry(row),
    )


def read_cluster_groups(plan: Mapping[str, Any]) -> tuple[ClusterGroup, ...]:
    """Return the groups of clusters in their order."""
    rows = sorted(plan.get("cluster_groups", ()), key=lambda r: float(r["order"]))
    return tuple(
        ClusterGroup(
            r["id"],
            read_text(r, "name"),
            bool(r.get("open", False)),
            read_text(r, "scheme"),
            read_text(r, "note"),
            parse_refs(r["source"]),
        )
        for r in rows
    )


def _target(row: Cells, target: Mapping[str, Statement]) -> dict[str, Any]:
    if not row["target"]:
        return {"target_statement": "", "target": None, "target_refs": ()}
    statement = target[row["target"]]
    return {"target_statement": statement.id, "target": statement.figure, "target_refs": statement.refs}


def _industry(row: Cells) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": read_text(row, "name"),
        "aliases": read_names(row["aliases"]),
        "motto": read_text(row, "motto"),
        "aim": read_text(row, "aim"),
        "makes": read_texts(row, "makes"),
        "refs": parse_refs(row["source"]),
    }


def read_claims(plan: Mapping[str, Any]) -> tuple[Claim, ...]:
    """Return the edition's claims in their own order."""
    return tuple(_claim(row) for row in plan.get("claims", ()))


def _claim(row: Cells) -> Claim:
    plain = {k: str(row.get(k) or "") for k in ("by", "stated", "counted", "cause")}
    return Claim(
        id=row["id"],
        kind=row["kind"],
        title=read_text(row, "title"),
        of=read_names(row.get("of")),
        among=read_names(row.get("among")),
        year=read_integer(row.get("year")),
        decimals=read_integer(row.get("decimals")),
        why=read_text(row, "why"),
        weight=read_integer(row.get("weight")),
        alike=bool(row.get("alike")),
        refs=parse_refs(str(row.get("source") or "")),
        **plain,
    )


def read_causes(plan: Mapping[str, Any]) -> tuple[Cause, ...]:
    """Return what claims of the edition have in common, in its own order."""
    return tuple(
        Cause(
            id=row["id"],
            title=read_text(row, "title"),
            printed=str(row.get("printed") or ""),
            implied=str(row.get("implied") or ""),
            note=read_text(row, "note"),
            refs=parse_refs(str(row.get("source") or "")),
        )
        for row in plan.get("causes", ())
    )


def read_chains(plan: Mapping[str, Any], links: pd.DataFrame, ties: pd.DataFrame) -> tuple[Chain, ...]:
    """Return the chains in their order, each with its links and what stands for them."""
    tie_rows = _records(ties)
    chain_links = [_link(row, tie_rows) for row in _records(links)]
    rows = sorted(plan.get("chains", ()), key=lambda r: float(r["order"]))
    return tuple(
        Chain(
            id=r["id"],
            kind=r["kind"],
            theme=r["theme"],
            name=read_text(r, "name"),
            answers=read_texts(r, "answers"),
            unfinished=bool(r.get("unfinished", False)),
            links=tuple(k for k in chain_links if k.chain == r["id"]),
            ties=tuple(_tie(t) for t in tie_rows if t["chain"] == r["id"] and not t["link"]),
            refs=parse_refs(r["source"]),
        )
        for r in rows
    )


def _link(row: Cells, ties: Iterable[Cells]) -> ChainLink:
    return ChainLink(
        id=row["id"],
        chain=row["chain"],
        stage=int(row["stage"]),
        name=read_text(row, "name"),
        ties=tuple(_tie(t) for t in ties if t["link"] == row["id"]),
        mentions=parse_refs(row["mentions"]),
    )


def _tie(row: Cells) -> ChainTie:
    return ChainTie(
        row["industry"], row["site"], row["basis"], read_text(row, "ground"), parse_refs(row["source"])
    )


def read_provisions(plan: Mapping[str, Any], frame: pd.DataFrame) -> tuple[ProvisionGroup, ...]:
    """Return what else the plan provides for, group by group."""
    rows = sorted(_records(frame), key=lambda r: float(r["number"]))
    groups = sorted(plan.get("provision_groups", ()), key=lambda r: float(r["order"]))
    return tuple(
        ProvisionGroup(
            g["id"],
            read_text(g, "name"),
            bool(g.get("aims", False)),
            tuple(_provision(r) for r in rows if r["group"] == g["id"]),
            parse_refs(g["source"]),
        )
        for g in groups
    )


def _provision(row: Cells) -> Provision:
    return Provision(
        id=row["id"],
        group=row["group"],
        number=int(row["number"]),
        name=read_text(row, "name"),
        about=read_texts(row, "about"),
        refs=parse_refs(row["source"]),
    )


def read_industries(frame: pd.DataFrame) -> dict[str, CarriedIndustry]:
    """Return the cluster and segment of each industry, by the word that layout.csv gives it."""
    return {
        row["industry"]: CarriedIndustry(
            row["cluster"],
            row["segment"],
            Text(row["industry"], ""),
            row["basis"],
            read_text(row, "ground"),
            parse_refs(row["source"]),
        )
        for row in _records(frame)
    }
