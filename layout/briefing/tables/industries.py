"""Tables of industries: clusters, their segments, and the chains."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from layout.briefing.tables.grids import CitedGrid, GridRow, abridged_list, make_grid
from layout.charts.chart_data import Cell
from layout.plan.model import Chain, ChainLink, Cluster, Figure, Plan, Segment
from layout.view.view import View
from layout.words.glossary import say
from layout.words.numbers import format_value_with_sign, shown_unit_name, shown_value


def figure_cell(figure: Figure, lang: str) -> Cell:
    """Return a figure as a cell holds it: the number alone with its bound as a sign, or its words."""
    if figure.value is None:
        return figure.words(lang)
    # An exact value stays a number, which is aligned and formatted; a bound makes it text.
    if figure.bound == "=":
        return shown_value(figure.value, figure.unit, lang)
    return format_value_with_sign(figure.value, figure.unit, lang, figure.bound)


def cluster_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the view's clusters with segments and target, a traditional industry last.

    One whose level is only to be held has no target of the year that heads the column.
    """
    aimed = (c for c in _clusters(plan, view) if c.target.role != "hold")
    clusters = sorted(aimed, key=lambda c: c.kind != "cluster")
    rows = [_cluster(c, lang) for c in clusters]
    return make_grid(
        "clusters", _head(("cluster", "grid.makes"), clusters, plan, lang), rows, (2,), plan, lang
    )


def _clusters(plan: Plan, view: View) -> list[Cluster]:
    ids = {*view.cluster, *(plan.segment[s].cluster for s in view.segment)}
    return [c for c in plan.clusters if not ids or c.id in ids]


def _head(names: tuple[str, str], items: list[Cluster] | list[Segment], plan: Plan, lang: str) -> list[str]:
    """Return the heads of names and of the targets, with their unit where they share one."""
    units = {i.target.unit for i in items if i.target.value is not None}
    target = say("table.target", lang, year=plan.edition.target_year)
    if len(units) == 1:
        target = say("grid.in-unit", lang, name=target, unit=shown_unit_name(units.pop(), lang))
    first, second = names
    return [say(f"table.{first}", lang), say(second, lang), target]


def _cluster(cluster: Cluster, lang: str) -> GridRow:
    names = [s.name(lang) for s in cluster.segments] or [t(lang) for t in cluster.makes]
    refs = tuple(dict.fromkeys((*cluster.refs, *(r for s in cluster.segments for r in s.refs))))
    return GridRow(
        (cluster.name(lang), abridged_list(names, lang), figure_cell(cluster.target, lang)),
        refs,
        cluster.colour,
    )


def segment_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the segments of the view's clusters, what each makes and its target."""
    segments = [s for c in _clusters(plan, view) for s in c.segments if s.id in (view.segment or (s.id,))]
    rows = [
        GridRow(
            (s.name(lang), abridged_list((t(lang) for t in s.makes), lang), figure_cell(s.target, lang)),
            s.refs,
            plan.cluster[s.cluster].colour,
        )
        for s in segments
    ]
    return make_grid(
        "segments", _head(("segment", "card.makes"), segments, plan, lang), rows, (2,), plan, lang
    )


def chain_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the featured chains: how many links each has, how many a park serves, and which none does."""
    head = [say(f"grid.{k}", lang) for k in ("chain", "links", "served", "parkless")]
    chains = [c for c in plan.chains if c.kind == "chain"]
    rows = [_chain(c, links, lang) for c in chains if (links := list(_links(c, plan, view)))]
    return make_grid("chains", head, rows, (1, 2), plan, lang)


def _links(chain: Chain, plan: Plan, view: View) -> Iterator[ChainLink]:
    ids = {*view.segment, *view.cluster}
    ids |= {s.id for c in view.cluster for s in plan.cluster[c].segments}
    return (k for k in chain.links if not ids or ids & set(k.clusters))


def _chain(chain: Chain, links: list[ChainLink], lang: str) -> GridRow:
    parkless = [k.name(lang) for k in links if not k.parks]
    served = Decimal(len(links) - len(parkless))
    refs = tuple(dict.fromkeys(r for k in links for r in k.refs))
    return GridRow((chain.name(lang), Decimal(len(links)), served, abridged_list(parkless, lang)), refs)


def list_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the plan's lists of links to build, extend and consolidate."""
    head = [say("grid.task", lang), say("grid.links-named", lang)]
    rows = [
        GridRow(
            (c.name(lang), say("briefing.arrow" if len(c.stages) > 1 else "text.comma", lang).join(names))
        )
        for c in plan.chains
        if c.kind != "chain" and (names := [k.name(lang) for k in _links(c, plan, view)])
    ]
    refs = {c.name(lang): [r for k in c.links for r in k.refs] for c in plan.chains}
    rows_with_refs = [GridRow(r.cells, tuple(dict.fromkeys(refs[str(r.cells[0])]))) for r in rows]
    return make_grid("lists", head, rows_with_refs, (), plan, lang)
