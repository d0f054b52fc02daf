"""The targets of clusters and segments as a section: chart, table by group, and levels to hold."""

from __future__ import annotations

from layout.charts import CHARTS
from layout.panels.chart_figure import chart_figure
from layout.panels.source_card import cite
from layout.panels.target_nodes import grouped_rows, target_cells, target_node
from layout.plan.model import Cluster, Plan, Segment
from layout.words.citations import citation
from layout.words.cluster_words import dated_words, measure_name, other_groups, service_lines
from layout.words.glossary import join_words, labelled, say
from layout.words.nodes import Node, h, table_node
from layout.words.nouns import say_of
from layout.words.numbers import format_figure
from layout.words.revisions import revision_lines
from layout.words.roles import mark_inferred
from layout.words.target_years import common_year, industry_targets, say_of_year
from layout.words.wanting_bases import wanting_bases


def clusters_section(plan: Plan, lang: str) -> Node:
    """Return chart and table of the targets, and which of them have no figure of the base year."""
    year = common_year(industry_targets(plan))
    head = [
        say_of(plan, "table.cluster", lang),
        say_of(plan, "table.segment", lang),
        (say_of_year(plan, "table.target", year, lang), "num"),
        say("table.unit", lang),
        say("table.source", lang),
    ]
    rows, levels = [], []
    for group_row, clusters in grouped_rows(plan, len(head), lang):
        rows += [group_row] if group_row else []
        for cluster in clusters:
            # A level to hold has no year, and so no place in a column of one.
            if cluster.target and not cluster.aims:
                levels.append(_level_to_hold(cluster, plan, lang))
            else:
                rows.append(_target(cluster, cluster, plan, lang, year))
            rows += [_target(s, cluster, plan, lang, year) for s in cluster.segments]
    return h(
        "section",
        h("h2", say_of(plan, "targets.clusters-heading", lang), id="clusters"),
        h("div", chart_figure(CHARTS["targets"](plan, lang), lang), cls="figures"),
        table_node(say_of(plan, "table.clusters", lang), head, rows, say("table.empty", lang)),
        *levels,
        *[_services(c, plan, lang) for c in plan.clusters if c.services],
        h("p", wanting, cls="quiet") if (wanting := wanting_bases(plan, lang)) else None,
    )


def _services(cluster: Cluster, plan: Plan, lang: str) -> Node:
    """Return services with their target, which no column of the table measures, and the fields below it."""
    measure = measure_name(cluster, plan, lang)
    name = labelled(cluster.name(lang), measure, lang) if measure else cluster.name(lang)
    link = target_node(cluster, plan, lang, dated_words(cluster.target, lang))
    lines = [*service_lines(cluster, plan, lang), citation(cluster.target_refs or cluster.refs, plan, lang)]
    return h("p", name, " ", link, *[h("small", w) for w in lines if w], cls="held", data_cluster=cluster.id)


def _level_to_hold(cluster: Cluster, plan: Plan, lang: str) -> Node:
    statement = plan.statement[cluster.target_statement]
    words = say(
        "targets.held",
        lang,
        name=cluster.name(lang),
        kind=say_of(plan, "panel.base", lang),
        words=format_figure(statement.figure, lang),
    )
    # The note says why it is no target of the year.
    lines = [statement.note(lang), _carriers(cluster, plan, lang), citation(statement.refs, plan, lang)]
    return h("p", cite(statement, lang, words), *[h("small", w) for w in lines if w], cls="held")


def _carriers(cluster: Cluster, plan: Plan, lang: str) -> str:
    """Return the sites that carry an industry as a whole, those that we match to it marked."""
    links = ((s, k) for s in plan.sites for k in s.links if k.cluster == cluster.id)
    names = join_words((mark_inferred(s.name(lang), k.basis, lang) for s, k in links), lang)
    return say("targets.carriers", lang, names=names) if names else ""


def _target(item: Cluster | Segment, cluster: Cluster, plan: Plan, lang: str, year: int | None) -> Node:
    segment = isinstance(item, Segment)
    also = "" if segment else other_groups(cluster, plan, lang)
    refs = item.target_refs or item.refs
    statement = plan.statement.get(item.target_statement)
    revised = revision_lines(statement, plan, lang) if statement else []
    return h(
        "tr",
        h("th", "" if segment else cluster.name(lang), scope="row"),
        h("td", item.name(lang) if segment else "", *[h("small", w) for w in (also, *revised) if w]),
        *target_cells(item, plan, year, lang),
        h("td", citation(refs, plan, lang), cls="quiet"),
        # By these ids the browser hides the rows that a filter leaves out.
        data_cluster=cluster.id,
        data_segment=item.id if segment else None,
        cls="" if segment else "whole",
    )
