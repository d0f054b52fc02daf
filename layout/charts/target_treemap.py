"""The targets of clusters and segments as areas, each cluster a whole of segments and an unlisted rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from layout.charts.chart_data import Cell, Chart, Mark, Series, empty_chart, source_titles, table_cell
from layout.charts.cluster_whole import ClusterWhole
from layout.charts.figure_extent import FigureExtent, common_unit, figure_extent, figure_unit
from layout.charts.shown_figure import amount_with_sign, value_with_sign
from layout.plan.clusters import sets_target
from layout.plan.measure import UnlikeError, total
from layout.plan.model import Cluster, Figure, Plan, Segment
from layout.words.amounts import format_ends, format_ends_value, put_sign
from layout.words.citations import citation
from layout.words.cluster_words import dated_target, target_words
from layout.words.glossary import join_words, say
from layout.words.nouns import say_of
from layout.words.numbers import format_with_sign, shown_unit_name, shown_value
from layout.words.target_years import common_year, industry_targets, own_year, say_of_year, with_own_year

NAME = "targets"
Item = Cluster | Segment


def targets_chart(plan: Plan, lang: str) -> Chart:
    """Return the treemap of targets; without areas where no target is a number.

    A target in words, or in a unit of another dimension, has no area; a note names it. A cluster has the area
    that the plan states, of a bound or range its lower end, whatever its segments add up to.
    """
    year = common_year(industry_targets(plan))
    title = say_of_year(plan, "chart.targets", year, lang)
    wholes = _wholes(plan)
    refs = dict.fromkeys(r for c in plan.industrial_clusters for i in _items(c) for r in i.target_refs)
    head = (
        *(say_of(plan, f"table.{k}", lang) for k in ("cluster", "segment")),
        say_of_year(plan, "table.target", year, lang),
        *(say(f"table.{k}", lang) for k in ("unit", "source")),
    )
    common = {"head": head, "rows": tuple(_rows(plan, year, lang)), "numeric": (2,), "refs": tuple(refs),
              "source": source_titles(refs, plan, lang)}  # fmt: skip
    notes = tuple(_notes(plan, wholes, lang))
    if not wholes:
        chart = empty_chart(NAME, "treemap", title, (say_of(plan, "chart.no-targets", lang), *notes))
        return replace(chart, **common) if plan.clusters else chart  # type: ignore[arg-type]
    unit = wholes[0].unit
    return Chart(
        name=NAME,
        kind="treemap",
        title=title,
        subtitle=_subtitle(plan, unit, lang),
        unit=shown_unit_name(unit, lang),
        alt=_alt(wholes, title, lang),
        series=tuple(_series(w, year, lang) for w in wholes),
        notes=notes,
        **common,  # type: ignore[arg-type]
    )


def _items(cluster: Cluster) -> tuple[Item, ...]:
    return cluster, *cluster.segments


def _area_extent(item: Item, unit: str) -> FigureExtent | None:
    """Return what is drawn of a target; nought and less have no area, nor has a level to hold."""
    extent = figure_extent(item.target, unit) if sets_target(item.target) else None
    return extent if extent and extent.value > 0 else None


def _wholes(plan: Plan) -> list[ClusterWhole]:
    """Return the clusters that have an area, in the unit of most targets."""
    clusters = [c for c in plan.clusters if c.kind == "cluster"]
    items = [i for c in clusters for i in _items(c)]
    # What is not drawn in any unit has no say in which it is.
    unit = common_unit(i.target for i in items if _area_extent(i, figure_unit(i.target)))
    wholes = []
    for cluster in clusters:
        parts = [(s, extent) for s in cluster.segments if (extent := _area_extent(s, unit))]
        stated = _area_extent(cluster, unit)
        known = figure_extent(cluster.target, unit)
        # Parts of a whole that is stated as nought have no area to share.
        if stated or (parts and known is None):
            # squarify takes sizes in descending order only.
            wholes.append(
                ClusterWhole(cluster, unit, stated, tuple(sorted(parts, key=lambda p: -p[1].value)))
            )
    return wholes


def _series(whole: ClusterWhole, year: int | None, lang: str) -> Series:
    cluster, unit = whole.cluster, whole.unit
    patch = (("cluster", cluster.id),)
    if whole.parts:
        marks = [_mark(s, extent, unit, year, lang) for s, extent in whole.parts]
        marks += [_rest_mark(whole, lang)] if whole.rest else []
    else:
        marks = [_mark(cluster, whole.stated, unit, year, lang)] if whole.stated else []
    return Series(
        cluster.id,
        cluster.name(lang),
        cluster.colour,
        tuple(marks),
        _dated(_shown(cluster, unit, lang), cluster.target, year, lang),
        patch,
        _dated(amount_with_sign(cluster.target, unit, lang), cluster.target, year, lang),
        FigureExtent(whole.area).shown_in(unit, lang).value,
        _open_side(whole.stated) if whole.stated else "up",
    )


def _dated(text: str, target: Figure | None, year: int | None, lang: str) -> str:
    """Return a target in words, behind it its year where the title does not say it."""
    return with_own_year(text, target, year, lang) if target else text


def _mark(item: Item, extent: FigureExtent, unit: str, year: int | None, lang: str) -> Mark:
    shown = extent.shown_in(unit, lang)
    return Mark(
        item.id,
        item.name(lang),
        shown.value,
        _dated(value_with_sign(item.target, unit, lang), item.target, year, lang),
        (("segment" if isinstance(item, Segment) else "cluster", item.id),),
        amount=_dated(amount_with_sign(item.target, unit, lang), item.target, year, lang),
        high=shown.high,
        stretch=shown.stretch,
        open=_open_side(shown),
    )


def _open_side(extent: FigureExtent) -> str:
    """Return which way an area is open: it is drawn to the lower end of a range."""
    return extent.open or ("up" if extent.high is not None else "")


def _rest_mark(whole: ClusterWhole, lang: str) -> Mark:
    """Return what of a cluster no segment has: not listed, or listed without a number."""
    unnamed = join_words((s.name(lang) for s in whole.without_number), lang)
    label = say("chart.rest-of", lang, names=unnamed) if unnamed else say("chart.rest", lang)
    unit, (ends, bound) = whole.unit, whole.rest_ends
    return Mark(
        f"{whole.cluster.id}-rest",
        label,
        FigureExtent(whole.rest).shown_in(unit, lang).value,
        put_sign(format_ends_value(ends, unit, lang), bound),
        (("cluster", whole.cluster.id),),
        amount=put_sign(format_ends(ends, unit, lang), bound),
        rest=True,
    )


def _shown(cluster: Cluster, unit: str, lang: str) -> str:
    if figure_extent(cluster.target, unit) is None:
        return target_words(cluster.target, lang)
    return value_with_sign(cluster.target, unit, lang)


def _subtitle(plan: Plan, unit: str, lang: str) -> str:
    name = shown_unit_name(unit, lang)
    targets = [c.target for c in plan.clusters if c.kind == "cluster"]
    try:
        # Unlike targets have no total, nor has what lacks one: then the unit stands alone.
        whole = total(t for t in targets if t) if all(targets) else None
    except UnlikeError:
        whole = None
    if whole is None or figure_extent(whole, unit) is None or not whole.value:
        return name
    return say("panel.clusters-unit", lang, unit=name, total=value_with_sign(whole, unit, lang))


def _alt(wholes: Sequence[ClusterWhole], title: str, lang: str) -> str:
    unit = wholes[0].unit
    most = _largest(wholes)
    rests = [(w, _rest_mark(w, lang)) for w in wholes if w.rest]
    words = say(
        "chart.targets-alt",
        lang,
        title=title,
        clusters=join_words(
            (f"{w.cluster.name(lang)} {_shown(w.cluster, unit, lang)}" for w in wholes), lang
        ),
        unit=shown_unit_name(unit, lang),
    )
    if most:
        value = value_with_sign(most.target, unit, lang)
        words += say("chart.largest-alt", lang, most=most.name(lang), value=value)
    return words + "".join(
        say("chart.rest-alt", lang, cluster=w.cluster.name(lang), rest=r.label, value=r.shown)
        for w, r in rests
    )


def _largest(wholes: Sequence[ClusterWhole]) -> Item | None:
    """Return the part that is larger than every other; None where what is stated leaves that open."""
    items: list[tuple[Item, FigureExtent]] = [p for w in wholes for p in w.parts]
    items += [(w.cluster, w.stated) for w in wholes if w.stated and not w.parts]
    first, *others = sorted(items, key=lambda p: -p[1].value)
    most = first[1]
    rivals = [*(extent.most for _, extent in others), *(w.rest for w in wholes)]
    is_open = most.open == "down" or any(extent.open == "up" for _, extent in others)
    return None if is_open or any(r >= most.value for r in rivals) else first[0]


def _rows(plan: Plan, year: int | None, lang: str) -> Iterator[tuple[Cell, ...]]:
    for cluster in plan.industrial_clusters:
        for item in _items(cluster):
            if item.target and not sets_target(item.target):
                continue
            part = item.name(lang) if isinstance(item, Segment) else ""
            with_number = item.target is not None and item.target.value is not None
            unit = shown_unit_name(item.target.unit, lang) if item.target and with_number else ""
            source = citation(item.target_refs or item.refs, plan, lang)
            cell = table_cell(item.target, lang) if item.target else target_words(None, lang)
            if item.target and own_year(item.target, year, lang):
                cell = dated_target(item.target, year, lang)
            yield cluster.name(lang), part, cell, unit, source


def _notes(plan: Plan, wholes: Sequence[ClusterWhole], lang: str) -> Iterator[str]:
    areas = {s.id for w in wholes for s, _ in w.parts} | {w.cluster.id for w in wholes}
    bare = [i for c in plan.industrial_clusters for i in _items(c) if i.id not in areas]
    levels = [i for i in bare if i.target and not sets_target(i.target)]
    for item in levels:
        words = target_words(item.target, lang)
        without = say_of_year(plan, "chart.held-without", common_year(industry_targets(plan)), lang)
        yield say("chart.held", lang, name=item.name(lang), words=words, without=without)
    names = [
        say("chart.in-words", lang, name=i.name(lang), words=target_words(i.target, lang))
        for i in bare
        if i not in levels
    ]
    if names:
        yield say("chart.no-area", lang, names=join_words(names, lang))
    for whole in wholes:
        yield from _whole_notes(whole, plan, lang)
    extents = [e for w in wholes for e in (w.stated, *(e for _, e in w.parts)) if e]
    if any(map(_open_side, extents)):
        yield say("chart.open-area", lang)
    opened = [g.name(lang) for g in plan.cluster_groups if g.open]
    if opened:
        yield say("chart.open-groups", lang, names=join_words(opened, lang))


def _sum_of(whole: ClusterWhole, lang: str) -> str:
    """Return the sum of the segments with the bound that theirs allow; of unlike ones that it is rough."""
    try:
        return value_with_sign(total(s.target for s, _ in whole.parts if s.target), whole.unit, lang)
    except UnlikeError:
        listed = format_with_sign(shown_value(whole.listed, whole.unit, lang), "~")
        return say("chart.unlike-sum", lang, parts=listed)


def _whole_notes(whole: ClusterWhole, plan: Plan, lang: str) -> Iterator[str]:
    """Yield what the area of a cluster cannot show: that its whole is not stated, or its parts are more."""
    name, words = whole.cluster.name(lang), _shown(whole.cluster, whole.unit, lang)
    if whole.is_of_several_years:
        # Amounts of several years have no sum.
        key = "chart.whole-years" if whole.stated is None else "chart.parts-years"
        yield say_of(plan, key, lang, cluster=name, words=words)
    elif whole.stated is None:
        yield say_of(plan, "chart.whole-open", lang, cluster=name, words=words, parts=_sum_of(whole, lang))
    elif whole.parts and whole.listed > whole.area:
        yield say_of(plan, "chart.parts-exceed", lang, cluster=name, whole=words, parts=_sum_of(whole, lang))
