"""The targets of the clusters as bars of the first page, by group where the plan has any."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from layout.charts.figure_extent import FigureExtent, common_unit, figure_extent
from layout.panels.target_nodes import group_node, target_node
from layout.plan.clusters import group_clusters
from layout.plan.model import Cluster, Plan
from layout.words.cluster_words import dated_target, measure_name, other_groups, service_lines, target_words
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.nouns import say_of
from layout.words.symbols import dot_node
from layout.words.widths import terminal_columns

# So many columns of text fit the narrow column of numbers.
_NUMBER_COLUMNS = 5


def target_bars(plan: Plan, year: int | None, lang: str) -> Iterable[Node]:
    """Yield a bar for each cluster and a line for each other industry, under the names of their groups.

    `year` is that of the heading, which a figure of another year says with it.

    What is open has an open end. Without groups the clusters go first.
    """
    items = sorted(plan.clusters, key=lambda c: c.kind != "cluster")
    clusters = [c for c in items if c.kind == "cluster"]
    unit = common_unit(c.target for c in clusters)
    extents = {c.id: figure_extent(c.target, unit) for c in clusters}
    # With targets in words only there is no longest bar to divide by.
    most = max((e.most for e in extents.values() if e), default=Decimal(0)) or Decimal(1)
    for group, members in group_clusters(items, plan.cluster_groups):
        if plan.cluster_groups:
            yield group_node(group, plan, lang)
        for item in members:
            bar = item.kind == "cluster"
            yield (
                _target_bar(item, (extents[item.id], most, year), plan, lang)
                if bar
                else _base(item, plan, lang)
            )
            yield from (h("p", line, cls="quiet") for line in service_lines(item, plan, lang))


def _target_bar(
    cluster: Cluster, scale: tuple[FigureExtent | None, Decimal, int | None], plan: Plan, lang: str
) -> Node:
    extent, most, year = scale
    also = other_groups(cluster, plan, lang)
    name = h(
        "button",
        dot_node(cluster.colour),
        h("span", cluster.name(lang), *([" ", h("small", also)] if also else []), cls="bar-name"),
        _length(extent or FigureExtent(Decimal(0)), most, cluster.colour),
        go={"cluster": cluster.id},
        data_cluster=cluster.id,
        aria_pressed="false",
        title=target_words(cluster.target, lang),
    )
    figure = h("b", target_node(cluster, plan, lang, dated_target(cluster.target, year, lang)))
    return h("div", name, figure, cls="bar wide" if need_room(plan, year, lang) else "bar")


def need_room(plan: Plan, year: int | None, lang: str) -> bool:
    """Tell whether any target is longer than a plain number, so that all bars leave it room."""
    shown = (dated_target(c.target, year, lang) for c in plan.clusters if c.kind == "cluster")
    return any(terminal_columns(words) > _NUMBER_COLUMNS for words in shown)


def _length(extent: FigureExtent, most: Decimal, colour: str) -> Node:
    """Return the length of a bar, its lighter part up to the most that is stated, and whether it is open."""
    share, further = (round(float(v / most), 4) for v in (extent.value, extent.most))
    more = further if further > share else None
    return h("bar", share=share, colour=colour, more=more, open=extent.open or None)


def _base(cluster: Cluster, plan: Plan, lang: str) -> Node:
    return h(
        "p",
        h(
            "button",
            dot_node(cluster.colour),
            h("span", cluster.name(lang), h("small", _base_kind(cluster, plan, lang)), cls="bar-name"),
            go={"cluster": cluster.id},
            data_cluster=cluster.id,
            aria_pressed="false",
        ),
        h("b", target_node(cluster, plan, lang)),
        cls="bar base",
    )


def _base_kind(cluster: Cluster, plan: Plan, lang: str) -> str:
    # What is not measured as the clusters above says what its figure is of.
    kind = cluster.kind == "services" and measure_name(cluster, plan, lang)
    kind = kind or say_of(plan, f"panel.{cluster.kind}", lang)
    # A level to hold has no year, though it stands below the targets of one.
    return say("panel.hold", lang, kind=kind) if cluster.target and not cluster.aims else kind
