"""Targets of clusters and segments on a page: a button to its source, or that the plan sets none."""

from __future__ import annotations

from layout.panels.source_card import cite, number_cell, unit_cell
from layout.plan.clusters import group_clusters
from layout.plan.model import Cluster, ClusterGroup, Plan, Segment
from layout.words.cluster_words import group_heading, group_remarks, target_words
from layout.words.nodes import Node, h
from layout.words.target_years import own_year


def target_node(item: Cluster | Segment, plan: Plan, lang: str, shown: str = "") -> Node:
    """Return the target as a button that opens its source, in its own words or as `shown`; text for none."""
    if not item.target_statement:
        return h("span", shown or target_words(None, lang), cls="quiet")
    return cite(plan.statement[item.target_statement], lang, shown or target_words(item.target, lang))


def target_cells(item: Cluster | Segment, plan: Plan, year: int | None, lang: str) -> tuple[Node, Node]:
    """Return the cells of number and unit of a table; `year` is that of its heading."""
    if not item.target_statement:
        return h("td", target_node(item, plan, lang), cls="num words"), h("td", cls="short")
    statement = plan.statement[item.target_statement]
    return number_cell(statement, lang, own_year(statement.figure, year, lang)), unit_cell(statement, lang)


def grouped_rows(plan: Plan, columns: int, lang: str) -> list[tuple[Node | None, tuple[Cluster, ...]]]:
    """Return the clusters and base industries by group, each with the row of a table that heads it.

    Without groups there is one part, without a head.
    """
    if not plan.cluster_groups:
        return [(None, plan.industrial_clusters)]
    parts = group_clusters(plan.industrial_clusters, plan.cluster_groups)
    return [(_head_row(group, columns, plan, lang), clusters) for group, clusters in parts]


def group_node(group: ClusterGroup | None, plan: Plan, lang: str) -> Node:
    """Return the name of a group as a heading, with its remarks in small letters."""
    remarks = group_remarks(group, plan, lang)
    small = [" ", h("small", remarks)] if remarks else []
    return h("h3", group_heading(group, lang), *small, cls="group")


def _head_row(group: ClusterGroup | None, columns: int, plan: Plan, lang: str) -> Node:
    remarks = group_remarks(group, plan, lang)
    small = [" ", h("small", remarks)] if remarks else []
    name = h("th", group_heading(group, lang), *small, scope="colgroup", colspan=columns)
    return h("tr", name, cls="group")
