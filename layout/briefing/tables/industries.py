"""Tables of industries: clusters, their segments, and the chains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from layout.briefing.tables.grids import CitedGrid, GridRow, abridged_list, abridged_names, make_grid
from layout.charts.chart_data import Cell
from layout.plan.clusters import group_clusters
from layout.plan.model import Chain, ChainLink, Cluster, ClusterGroup, Figure, Plan, Segment
from layout.view.view import View
from layout.words.cluster_words import group_heading, group_remarks, measure_name, other_groups, target_words
from layout.words.glossary import end_list, join_names, labelled, say
from layout.words.nouns import say_of
from layout.words.numbers import (
    format_figure_value_with_sign,
    has_plain_number,
    shown_unit_name,
    shown_value,
)
from layout.words.roles import mark_inferred
from layout.words.target_years import common_year, own_year, say_of_year, with_own_year


def figure_cell(figure: Figure | None, lang: str) -> Cell:
    """Return a target as a cell holds it: the number alone, its bound as a sign, else words."""
    if figure is None:
        return target_words(None, lang)
    # An exact value stays a number, which is aligned and formatted; a bound makes it text.
    if figure.value is not None and has_plain_number(figure):
        return shown_value(figure.value, figure.unit, lang)
    return format_figure_value_with_sign(figure, lang)


def cluster_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the view's clusters with segments and target, and services with their fields.

    One whose level is only to be held has no target of the year that heads the column.
    """
    aimed = (c for c in _clusters(plan, view) if c.target is None or c.aims)
    clusters = sorted(aimed, key=lambda c: (c.kind == "services", c.kind != "cluster"))
    parts = group_clusters(clusters, plan.cluster_groups)
    # Where all clusters are told, so is a group of which the plan names none; one whose clusters are listed
    # under another stands beside their names.
    named = {g for c in plan.clusters for g in c.groups}
    whole = not view.cluster and not view.segment
    year = common_year(c.target for c in clusters)
    rows = [
        r
        for group, members in parts
        if members or (whole and group and group.id not in named)
        for r in _group(group, members, year, plan, lang)
    ]
    head = _head(("cluster", "grid.makes"), clusters, plan, lang)
    return _of_year(make_grid("clusters", head, rows, (2,), plan, lang), year, plan, lang)


def _of_year(cited: CitedGrid | None, year: int | None, plan: Plan, lang: str) -> CitedGrid | None:
    """Return a table of targets with the year that they share in its title."""
    if cited is None:
        return None
    title = say_of_year(plan, f"grid.{cited.grid.name}", year, lang)
    return replace(cited, grid=replace(cited.grid, title=title))


def _group(
    group: ClusterGroup | None, members: tuple[Cluster, ...], year: int | None, plan: Plan, lang: str
) -> Iterator[GridRow]:
    """Yield a row for each cluster, below one for their group where the plan has any."""
    if plan.cluster_groups:
        heading = (group_heading(group, lang), group_remarks(group, plan, lang), None)
        yield GridRow(heading, group.refs if group else ())
    yield from (_cluster(c, year, plan, lang) for c in members)


def _clusters(plan: Plan, view: View) -> list[Cluster]:
    ids = {*view.cluster, *(plan.part[s].cluster for s in view.segment)}
    return [c for c in plan.clusters if c.id in ids or (not ids and (c.kind != "services" or c.services))]


def _head(names: tuple[str, str], items: list[Cluster] | list[Segment], plan: Plan, lang: str) -> list[str]:
    """Return the heads of names and of the targets, with their unit where they share one."""
    units = {i.target.unit for i in items if i.target and i.target.value is not None}
    target = say_of_year(plan, "table.target", common_year(i.target for i in items), lang)
    if len(units) == 1:
        target = say("grid.in-unit", lang, name=target, unit=shown_unit_name(units.pop(), lang))
    first, second = names
    return [say_of(plan, f"table.{first}", lang), say_of(plan, second, lang), target]


def _cluster(cluster: Cluster, year: int | None, plan: Plan, lang: str) -> GridRow:
    names = [p.name(lang) for p in cluster.parts] or [t(lang) for t in cluster.makes]
    also = other_groups(cluster, plan, lang)
    # What services are to reach is no size of an industry: beside those of clusters its measure is said.
    about = [also, measure_name(cluster, plan, lang) if cluster.kind == "services" else ""]
    label = say("text.stop", lang).join(w for w in about if w)
    name = labelled(cluster.name(lang), label, lang) if label else cluster.name(lang)
    refs = dict.fromkeys((*cluster.refs, *cluster.target_refs, *(r for p in cluster.parts for r in p.refs)))
    return GridRow(
        (name, abridged_list(names, lang), _target_cell(cluster, year, lang)),
        tuple(refs),
        cluster.colour,
    )


def _target_cell(item: Cluster | Segment, year: int | None, lang: str) -> Cell:
    cell = figure_cell(item.target, lang)
    if item.target is None:
        return cell
    return (
        with_own_year(cell, item.target, year, lang)
        if isinstance(cell, str)
        else _dated(cell, item, year, lang)
    )


def _dated(cell: Cell, item: Cluster | Segment, year: int | None, lang: str) -> Cell:
    # A number stays one unless its year has to be told with it.
    if item.target is None or not own_year(item.target, year, lang):
        return cell
    return with_own_year(format_figure_value_with_sign(item.target, lang), item.target, year, lang)


def segment_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the segments of the view's clusters, what each makes and its target."""
    segments = [s for c in _clusters(plan, view) for s in c.segments if s.id in (view.segment or (s.id,))]
    year = common_year(s.target for s in segments)
    rows = [
        GridRow(
            (s.name(lang), abridged_names(s.makes, lang), _target_cell(s, year, lang)),
            tuple(dict.fromkeys((*s.refs, *s.target_refs))),
            plan.cluster[s.cluster].colour,
        )
        for s in segments
    ]
    head = _head(("segment", "card.makes"), segments, plan, lang)
    return _of_year(make_grid("segments", head, rows, (2,), plan, lang), year, plan, lang)


def chain_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the featured chains: how many links each has, how many the plan names again, and what fits it.

    The sites are matched to a chain by us where the plan does not assign it; then they are marked.
    """
    head = [say_of(plan, f"grid.{k}", lang) for k in ("chain", "links", "named-links", "fits")]
    chains = [c for c in plan.chains if not c.is_list]
    rows = [_chain(c, links, plan, lang) for c in chains if (links := list(_links(c, plan, view)))]
    return make_grid("chains", head, rows, (1, 2), plan, lang)


def _links(chain: Chain, plan: Plan, view: View) -> Iterator[ChainLink]:
    ids = {*view.segment, *view.cluster}
    ids |= {p.id for c in view.cluster for p in plan.cluster[c].parts}
    return (k for k in chain.links if not ids or ids & set(k.industries))


def _chain(chain: Chain, links: list[ChainLink], plan: Plan, lang: str) -> GridRow:
    named = Decimal(sum(k.basis == "stated" for k in links))
    sites = (mark_inferred(plan.site[t.site].name(lang), t.basis, lang) for t in chain.ties)
    refs = tuple(dict.fromkeys((*chain.refs, *(r for k in links for r in k.refs))))
    return GridRow((chain.name(lang), Decimal(len(links)), named, abridged_list(sites, lang)), refs)


def list_table(plan: Plan, view: View, lang: str) -> CitedGrid | None:
    """Return the plan's lists of what to build, extend and consolidate, and what they are to answer to."""
    head = [say(f"grid.{k}", lang) for k in ("task", "items", "answers")]
    rows = [
        GridRow((c.name(lang), _items(c, items, lang), join_names(c.answers, lang)), c.refs)
        for c in plan.chains
        if c.is_list and (items := list(_links(c, plan, view)))
    ]
    return make_grid("lists", head, rows, (), plan, lang)


def _items(chain: Chain, items: list[ChainLink], lang: str) -> str:
    between = "briefing.arrow" if len(chain.stages) > 1 else "text.comma"
    words = say(between, lang).join(k.name(lang) for k in items)
    return end_list(words, chain.unfinished, lang)
