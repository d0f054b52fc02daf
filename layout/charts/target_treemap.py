"""The targets of clusters and segments as areas, each cluster a whole of its segments."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from layout.charts.chart_data import (
    Cell,
    Chart,
    Mark,
    Series,
    source_titles,
    table_cell,
    value_in_unit,
)
from layout.plan.measure import UnlikeError, total
from layout.plan.model import Cluster, Figure, Plan, Segment
from layout.words import glossary
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nouns import say_of
from layout.words.numbers import (
    converted_value,
    format_amount_with_sign,
    format_figure,
    format_value,
    format_value_with_sign,
    shown_unit_name,
)

Item = Cluster | Segment
# The role of a level that is to be held: it has no year, and so is no target of one.
_HOLD = "hold"


def targets_chart(plan: Plan, lang: str) -> Chart | None:
    """Return the treemap of targets; None where no target is a number.

    A target in words, or in a unit of another dimension, has no area; a note names it.
    """
    clusters = [c for c in plan.clusters if c.kind == "cluster"]
    unit = next((i.target.unit for c in clusters for i in _items(c) if _counts(i)), "")
    parts = {c.id: _parts(c, unit) for c in clusters}
    shown = [c for c in clusters if parts[c.id]]
    if not shown:
        return None
    year = plan.edition.target_year
    refs = dict.fromkeys(r for c in plan.industrial_clusters for i in _items(c) for r in i.target_refs)
    return Chart(
        name="targets",
        kind="treemap",
        title=say_of(plan, "chart.targets", lang, year=year),
        subtitle=_whole(clusters, unit, lang),
        unit=shown_unit_name(unit, lang),
        alt=_alt(shown, parts, unit, plan, lang),
        head=tuple(
            say_of(plan, f"table.{k}", lang, year=year)
            for k in ("cluster", "segment", "target", "unit", "source")
        ),
        rows=tuple(_rows(plan, lang)),
        numeric=(2,),
        series=tuple(_series(c, parts[c.id], unit, lang) for c in shown),
        notes=tuple(_notes(plan, parts, unit, lang)),
        source=source_titles(refs, plan, lang),
        refs=tuple(refs),
    )


def _items(cluster: Cluster) -> tuple[Item, ...]:
    return cluster, *cluster.segments


def _counts(item: Item) -> bool:
    # Nought and less have no area.
    return item.target.value is not None and item.target.value > 0


def _parts(cluster: Cluster, unit: str) -> list[Item]:
    """Return the parts of a cluster that have an area: its segments, or itself where none is a number."""
    items: list[Item] = [s for s in cluster.segments if _counts(s) and value_in_unit(s.target, unit)]
    whole: list[Item] = [cluster] if _counts(cluster) and value_in_unit(cluster.target, unit) else []
    # Never both: the area of the cluster would count its segments twice.
    return items or whole


def _series(cluster: Cluster, parts: list[Item], unit: str, lang: str) -> Series:
    patch = (("cluster", cluster.id),)
    marks = tuple(
        Mark(
            p.id,
            p.name(lang),
            converted_value(value_in_unit(p.target, unit) or Decimal(0), unit, lang),
            _written(p.target, unit, lang),
            (("segment", p.id),) if isinstance(p, Segment) else patch,
            amount=_amount(p.target, unit, lang),
        )
        # squarify takes sizes in descending order only.
        for p in sorted(parts, key=lambda p: -(value_in_unit(p.target, unit) or 0))
    )
    return Series(
        cluster.id,
        cluster.name(lang),
        cluster.colour,
        marks,
        _shown(cluster, unit, lang),
        patch,
        _amount(cluster.target, unit, lang),
    )


def _shown(cluster: Cluster, unit: str, lang: str) -> str:
    whole = cluster.target
    if value_in_unit(whole, unit) is None:
        return format_figure(whole, lang)
    return _written(whole, unit, lang)


def _written(figure: Figure, unit: str, lang: str) -> str:
    return format_value_with_sign(value_in_unit(figure, unit) or Decimal(0), unit, lang, figure.bound)


def _amount(figure: Figure, unit: str, lang: str) -> str:
    value = value_in_unit(figure, unit)
    return "" if value is None else format_amount_with_sign(value, unit, lang, figure.bound)


def _whole(clusters: list[Cluster], unit: str, lang: str) -> str:
    name = shown_unit_name(unit, lang)
    try:
        # Unlike targets have no total: then the unit stands alone.
        whole = total(c.target for c in clusters)
    except UnlikeError:
        return name
    amount = value_in_unit(whole, unit)
    return (
        say(
            "panel.clusters-unit",
            lang,
            unit=name,
            total=format_value_with_sign(amount, unit, lang, whole.bound),
        )
        if amount
        else name
    )


def _alt(shown: list[Cluster], parts: dict[str, list[Item]], unit: str, plan: Plan, lang: str) -> str:
    most = max((p for c in shown for p in parts[c.id]), key=lambda p: value_in_unit(p.target, unit) or 0)
    return say(
        "chart.targets-alt",
        lang,
        year=plan.edition.target_year,
        clusters=glossary.join_words((f"{c.name(lang)} {_shown(c, unit, lang)}" for c in shown), lang),
        unit=shown_unit_name(unit, lang),
        most=most.name(lang),
        value=_written(most.target, unit, lang),
    )


def _rows(plan: Plan, lang: str) -> Iterator[tuple[Cell, ...]]:
    for cluster in plan.industrial_clusters:
        for item in _items(cluster):
            if item.target.role == _HOLD:
                continue
            part = item.name(lang) if isinstance(item, Segment) else ""
            unit = shown_unit_name(item.target.unit, lang) if item.target.value is not None else ""
            source = citation(item.target_refs, plan, lang)
            yield cluster.name(lang), part, table_cell(item.target, lang), unit, source


def _notes(plan: Plan, parts: dict[str, list[Item]], unit: str, lang: str) -> Iterator[str]:
    areas = {p.id for items in parts.values() for p in items}
    # A cluster needs no area of its own where its segments have theirs.
    whole = {c.id for c in plan.clusters if areas & {s.id for s in c.segments}}
    bare = [i for c in plan.industrial_clusters for i in _items(c) if i.id not in areas | whole]
    for item in (i for i in bare if i.target.role == _HOLD):
        words = format_figure(item.target, lang)
        yield say("chart.held", lang, name=item.name(lang), words=words, year=plan.edition.target_year)
    bare = [i for i in bare if i.target.role != _HOLD]
    if bare:
        names = (
            say("chart.in-words", lang, name=i.name(lang), words=format_figure(i.target, lang)) for i in bare
        )
        yield say("chart.no-area", lang, names=glossary.join_words(names, lang))
    for cluster in plan.clusters:
        amounts = [value_in_unit(p.target, unit) or Decimal(0) for p in parts.get(cluster.id, ())]
        stated = value_in_unit(cluster.target, unit)
        if amounts and stated is not None and sum(amounts) != stated:
            yield say_of(
                plan,
                "chart.parts-differ",
                lang,
                cluster=cluster.name(lang),
                whole=_written(cluster.target, unit, lang),
                parts=format_value(sum(amounts, Decimal(0)), unit, lang),
            )
