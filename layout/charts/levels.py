"""Levels in the base year and in the target year: one chart for each unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from layout.audit import reach
from layout.audit.formulas import Quantity
from layout.charts.chart_data import (
    Cell,
    Chart,
    Mark,
    Series,
    convert_figure,
    empty_chart,
    source_titles,
    table_cell,
    value_in_unit,
    view_patch,
)
from layout.charts.figure_extent import FigureExtent, figure_extent, figure_unit
from layout.charts.shown_figure import amount_with_sign, value_with_sign
from layout.plan.model import Figure, Plan, Statement
from layout.words import glossary
from layout.words.citations import citation
from layout.words.cluster_words import target_words
from layout.words.glossary import say
from layout.words.numbers import shown_unit_name
from layout.words.target_years import common_year, own_year, with_own_year
from layout.words.years import year_mark

NAME = "base-to-target"


@dataclass(frozen=True, slots=True)
class _Pair:
    base: Statement
    target: Statement

    def figures(self, unit: str) -> tuple[Figure, Figure]:
        """Return both figures in one unit."""
        return convert_figure(self.base.figure, unit), convert_figure(self.target.figure, unit)


def base_to_target_chart(plan: Plan, lang: str) -> Chart:
    """Return the levels in the unit that most subjects are given in; without marks where there are none."""
    charts = level_charts(plan, lang)
    if charts:
        return max(charts, key=lambda c: len(c.rows))
    notes = (say("chart.no-levels", lang), *_unshown_notes(plan, lang))
    return empty_chart(NAME, "dumbbell", say("chart.levels", lang), notes)


def level_charts(plan: Plan, lang: str) -> tuple[Chart, ...]:
    """Return one chart for each unit that subjects with base and target are given in."""
    by_unit: dict[str, list[_Pair]] = {}
    for pair in _pairs(plan):
        target = pair.target.figure
        # Units of one dimension share a chart, in the unit of the first subject.
        target_unit = figure_unit(target)
        unit = next((u for u in by_unit if figure_extent(target, u) is not None), target_unit)
        by_unit.setdefault(unit, []).append(pair)
    return tuple(
        _chart(pairs, unit, f"{NAME}-{n}" if n else NAME, plan, lang)
        for n, (unit, pairs) in enumerate(by_unit.items())
    )


def _pairs(plan: Plan) -> list[_Pair]:
    """Return base and target of the plan's statements and of the audit's findings, each pair once.

    What the data forbid to hold together (layout/audit/reach.py) makes no pair.
    """
    pairs = [p for p in (*_stated(plan), *_followed(plan)) if plan.is_current(p.target)]
    unique_pairs: dict[tuple[str, object], _Pair] = {}
    for pair in (p for p in pairs if _comparable(p.base.figure, p.target.figure)):
        # What the plan itself pairs comes first, and wins over the same pair out of a finding.
        unique_pairs.setdefault((pair.base.id, pair.target.figure.value), pair)
    return list(unique_pairs.values())


def _stated(plan: Plan) -> list[_Pair]:
    # A figure with a date of its own (`as_of`) was published elsewhere and is no target of the plan.
    based = (s for s in plan.statements if s.base in plan.statement and not s.as_of)
    return [_Pair(plan.statement[s.base], s) for s in based if plan.is_current(s)]


def _unshown_notes(plan: Plan, lang: str) -> Iterator[str]:
    """Yield a note that names the targets in words which start from a figure, and so have no mark."""
    bare = [
        p.target
        for p in _stated(plan)
        if p.target.figure.role == "target" and not figure_unit(p.target.figure)
    ]
    if bare:
        names = (
            say("chart.in-words", lang, name=t.name(lang), words=target_words(t.figure, lang)) for t in bare
        )
        yield say("chart.no-bar", lang, names=glossary.join_words(names, lang))


def _followed(plan: Plan) -> list[_Pair]:
    statements = plan.statement
    return [
        _Pair(
            statements[f.claim.of[0]],
            statements.get(f.stated_quantity.id) or _computed(f.stated_quantity, statements[f.claim.of[0]]),
        )
        for f in reach.reach_findings(plan)
        if f.stated_quantity is not None and f.claim.of[0] in statements
    ]


def _computed(target: Quantity, base: Statement) -> Statement:
    """Return a computed target in the form of its base, so that both can be shown."""
    # Of several measures it has none of its own; then it goes by that of its base.
    measure = next(iter(target.measures)) if len(target.measures) == 1 else base.figure.measure
    figure = replace(
        base.figure, value=target.span.value, bound=target.bound, unit=target.unit, year=target.year,
        role="target", measure=measure,
    )  # fmt: skip
    return replace(base, id=target.id, name=target.name, figure=figure, refs=target.refs, base=base.id)


def _comparable(base: Figure, target: Figure) -> bool:
    unit = figure_unit(target)
    known = bool(unit) and value_in_unit(base, unit) is not None
    return known and base.year != target.year and base.months == target.months


def _chart(pairs: Sequence[_Pair], unit: str, name: str, plan: Plan, lang: str) -> Chart:
    ends = (
        _headed("chart.base", {p.base.figure.year for p in pairs}, lang),
        _headed("chart.target", {p.target.figure.year for p in pairs}, lang),
    )
    refs = dict.fromkeys(r for p in pairs for r in (*p.base.refs, *p.target.refs))
    marks = [_marks(p, _subject(p, pairs, lang), unit, plan, lang) for p in pairs]
    series = (
        Series("base", ends[0], "muted", tuple(base for base, _ in marks)),
        Series("target", ends[1], "ink", tuple(target for _, target in marks)),
    )
    unlike = [p.target.name(lang) for p in pairs if p.base.figure.measure != p.target.figure.measure]
    return Chart(
        name=name,
        kind="dumbbell",
        title=say("chart.levels", lang),
        subtitle=shown_unit_name(unit, lang),
        unit=shown_unit_name(unit, lang),
        alt=_alt(series, shown_unit_name(unit, lang), lang),
        head=(say("chart.subject", lang), *ends, say("table.unit", lang), say("table.source", lang)),
        rows=tuple(_row(p, _subject(p, pairs, lang), unit, plan, lang) for p in pairs),
        numeric=(1, 2),
        series=series,
        notes=tuple(_notes(pairs, unlike, plan, lang)),
        source=source_titles(refs, plan, lang),
    )


def _notes(pairs: Sequence[_Pair], unlike: Sequence[str], plan: Plan, lang: str) -> Iterator[str]:
    if unlike:
        yield say("chart.unlike", lang, names=glossary.join_words(unlike, lang))
    for base in dict.fromkeys(p.base.id for p in pairs):
        yield from reach.base_caveats(base, plan, lang)
    yield from _unshown_notes(plan, lang)
    extents = [
        e for p in pairs for f in (p.base.figure, p.target.figure) if (e := figure_extent(f, figure_unit(f)))
    ]
    yield from mark_notes(extents, lang)


def mark_notes(extents: Iterable[FigureExtent | Mark], lang: str) -> Iterator[str]:
    """Yield what open and light parts of bars and lines mean, of those that there are."""
    items = tuple(extents)
    if any(e.open for e in items):
        yield say("chart.open-bar", lang)
    if any(e.high is not None or e.stretch is not None for e in items):
        yield say("chart.range-bar", lang)


def _headed(key: str, years: set[int | None], lang: str) -> str:
    """Return the head of a column, with the year where all its figures share one."""
    (year,) = years if len(years) == 1 else (None,)
    return f"{say(key, lang)} {year}" if year else say(key, lang)


def _subject(pair: _Pair, pairs: Sequence[_Pair], lang: str) -> str:
    """Return the name of a target, behind it the years that the heads of the columns do not say."""
    target, name = pair.target.figure, pair.target.name(lang)
    start = own_year(pair.base.figure, common_year(p.base.figure for p in pairs), lang)
    if not start:
        return with_own_year(name, target, common_year(p.target.figure for p in pairs), lang)
    years = say("text.span", lang, start=start, end=year_mark(target, lang))
    return say("text.bracketed", lang, text=name, aside=years)


def _marks(pair: _Pair, subject: str, unit: str, plan: Plan, lang: str) -> tuple[Mark, Mark]:
    base, target = (_mark(pair, s.figure, subject, unit, plan, lang) for s in (pair.base, pair.target))
    return base, target


def _mark(pair: _Pair, figure: Figure, subject: str, unit: str, plan: Plan, lang: str) -> Mark:
    target = pair.target
    extent = figure_extent(figure, unit)
    shown = extent.shown_in(unit, lang) if extent else None
    cluster = plan.segment[target.cluster].cluster if target.cluster in plan.segment else target.cluster
    colour = plan.cluster[cluster].colour if cluster in plan.cluster else ""
    patch = view_patch(target.cluster, target.site, plan)
    return Mark(
        target.id,
        subject,
        shown.value if shown else None,
        value_with_sign(figure, unit, lang) if shown else "",
        patch,
        colour,
        amount_with_sign(figure, unit, lang),
        shown.high if shown else None,
        shown.stretch if shown else None,
        shown.open if shown else "",
    )


def _row(pair: _Pair, subject: str, unit: str, plan: Plan, lang: str) -> tuple[Cell, ...]:
    start, end = (table_cell(f, lang) for f in pair.figures(unit))
    refs = dict.fromkeys((*pair.base.refs, *pair.target.refs))
    source = citation(refs, plan, lang)
    return subject, start, end, shown_unit_name(unit, lang), source


def _alt(series: Sequence[Series], unit: str, lang: str) -> str:
    base, target = series
    rows = [
        say("chart.levels-row", lang, subject=a.label, base=a.shown, target=b.shown)
        for a, b in zip(base.marks, target.marks, strict=True)
    ]
    return say("chart.levels-alt", lang, unit=unit, rows=say("text.stop", lang).join(rows))
