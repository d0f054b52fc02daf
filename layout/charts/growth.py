"""Growth rates: as the plan sets them, as they were in the past, and as base and target require."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from layout.audit import reach
from layout.charts.chart_data import (
    Chart,
    Mark,
    Patch,
    Series,
    convert_figure,
    empty_chart,
    round_to_tenth,
    source_titles,
    value_in_unit,
    view_patch,
)
from layout.charts.figure_extent import open_end
from layout.plan.measure import UnlikeError
from layout.plan.measure import growth_rate as compounded
from layout.plan.model import Plan, Statement
from layout.words.citations import citation
from layout.words.glossary import join_words, say
from layout.words.numbers import format_number, format_span, put_sign
from layout.words.years import year_mark


@dataclass(frozen=True, slots=True)
class GrowthRates:
    """The growth of one subject in per cent a year: as the plan sets it, and as required from base to target.

    `needed_bound` is the bound of the target: a target of at least n requires at least this growth. Of a
    range `stated_high` and `needed_high` are what its upper end says or requires. `past` is
    a rate of years before the base, `past_years` these years: never one that the plan sets. `notes` are to be
    borne in mind of the base.
    """

    id: str
    label: str
    stated: Decimal | None
    needed: Decimal | None
    stated_bound: str = "="
    needed_bound: str = "="
    patch: Patch = ()
    source: str = ""
    past: Decimal | None = None
    past_years: str = ""
    notes: tuple[str, ...] = ()
    stated_high: Decimal | None = None
    needed_high: Decimal | None = None

    def stated_text(self, lang: str) -> str:
        """Return the growth that is set, with its bound as a sign; empty without one."""
        return _signed(self.stated, self.stated_high, self.stated_bound, lang)

    def needed_text(self, lang: str) -> str:
        """Return the growth that is required, with its bound as a sign; empty without one."""
        needed, high = (None if v is None else round_to_tenth(v) for v in (self.needed, self.needed_high))
        return _signed(needed, high, self.needed_bound, lang)


def _signed(value: Decimal | None, high: Decimal | None, bound: str, lang: str) -> str:
    if value is None:
        return ""
    ends = [format_number(v) for v in (value, high) if v is not None]
    return put_sign(format_span(*ends, lang=lang), bound)


def growth_chart(rows: Sequence[GrowthRates], lang: str, source: str = "") -> Chart | None:
    """Return bars of the growth that is set, past and needed; None where no row has a number."""
    charted = [r for r in rows if r.stated is not None or r.needed is not None]
    if not charted:
        return None
    series = [
        Series(
            "stated",
            say("chart.stated", lang),
            "line",
            tuple(_mark(r, r.stated, r.stated_text(lang), r.stated_bound, r.stated_high) for r in charted),
        ),
        *_past(charted, lang),
        Series("needed", say("chart.needed", lang), "accent", tuple(_needed_mark(r, lang) for r in charted)),
    ]
    marks = list(zip(*(s.marks for s in series), strict=True))
    return Chart(
        name="growth",
        kind="grouped-bars",
        title=say("chart.growth", lang),
        subtitle=say("chart.per-year", lang),
        unit="%",
        alt=_alt(charted, lang),
        head=(say("chart.subject", lang), *(s.label for s in series), say("table.source", lang)),
        rows=tuple((r.label, *map(_cell, row), r.source) for r, row in zip(charted, marks, strict=True)),
        numeric=tuple(range(1, len(series) + 1)),
        series=tuple(series),
        notes=(
            *_open_notes(series, lang),
            say("chart.growth-note", lang),
            *dict.fromkeys(n for r in charted for n in r.notes),
        ),
        source=source,
    )


def _open_notes(series: Sequence[Series], lang: str) -> Iterator[str]:
    marks = [m for s in series for m in s.marks]
    if any(m.open for m in marks):
        yield say("chart.open-bar", lang)
    if any(m.high is not None for m in marks):
        yield say("chart.range-bar", lang)


def _past(rows: Sequence[GrowthRates], lang: str) -> Iterator[Series]:
    """Yield the bars of past growth, with their years; none where every rate is one that the plan sets."""
    years = dict.fromkeys(r.past_years for r in rows if r.past is not None)
    if years:
        label = say("chart.past", lang, years=join_words(years, lang))
        yield Series("past", label, "hair", tuple(_mark(r, r.past, format_number(r.past)) for r in rows))


def _needed_mark(row: GrowthRates, lang: str) -> Mark:
    needed = None if row.needed is None else round_to_tenth(row.needed)
    high = None if row.needed_high is None else round_to_tenth(row.needed_high)
    return _mark(row, needed, row.needed_text(lang), row.needed_bound, high)


def _mark(
    row: GrowthRates, value: Decimal | None, shown: str, bound: str = "=", high: Decimal | None = None
) -> Mark:
    if value is None:
        return Mark(row.id, row.label, None, "", row.patch)
    return Mark(row.id, row.label, value, shown, row.patch, high=high, open=open_end(bound))


def _cell(mark: Mark) -> str | Decimal | None:
    plain = mark.value is None or mark.shown == format_number(mark.value)
    return mark.value if plain else mark.shown


def _alt(rows: Sequence[GrowthRates], lang: str) -> str:
    return say("chart.growth-alt", lang, rows=say("text.stop", lang).join(_words(r, lang) for r in rows))


def _words(row: GrowthRates, lang: str) -> str:
    stated, needed = row.stated_text(lang), row.needed_text(lang)
    past = (
        ""
        if row.past is None
        else say("chart.growth-past", lang, years=row.past_years, past=format_number(row.past))
    )
    form = ("growth-both" if stated else "growth-needed") if needed else "growth-stated"
    return say(f"chart.{form}", lang, subject=row.label, stated=stated, needed=needed) + past


def plan_growth_chart(plan: Plan, lang: str) -> Chart:
    """Return set and needed growth of every subject that has a base figure in the plan, if there are any."""
    rates = [s for s in _based(plan) if _is_rate(s, plan)]
    targets = [s for s in _based(plan) if _needed(s, plan) is not None]
    # Reversed, so that of several rates on one base the first in the order of the plan stays.
    stated_for = {(r.base, r.figure.year): r for r in reversed(rates)}
    # One target in two places of the plan is one subject.
    distinct = {(t.base, t.figure.value): t for t in reversed(targets)}
    rows = [
        _row(t, stated_for.get((t.base, t.figure.year)), plan, lang)
        for t in targets
        if t in distinct.values()
    ]
    spans = {(t.base, t.figure.year) for t in targets}
    rows += [_row(r, r, plan, lang) for r in rates if (r.base, r.figure.year) not in spans]
    stated = [*targets, *rates]
    refs = dict.fromkeys(r for s in stated for r in (*s.refs, *plan.statement[s.base].refs))
    title, words = (say(f"chart.{k}", lang) for k in ("growth", "no-growth"))
    chart = growth_chart(rows, lang, source_titles(refs, plan, lang))
    return chart or empty_chart("growth", "grouped-bars", title, [words])


def _based(plan: Plan) -> Iterator[Statement]:
    # What others published is no growth that the plan sets, and what was replaced is no longer set.
    stated = (s for s in plan.statements if not s.published_elsewhere)
    targets = (s for s in stated if s.figure.role == "target" and plan.is_current(s))
    return (s for s in targets if s.base in plan.statement)


def _is_rate(statement: Statement, plan: Plan) -> bool:
    term = plan.term.get(f"measure:{statement.figure.measure}")
    rate = term is not None and term.value == "rate" and statement.figure.unit.startswith("%")
    return rate and statement.figure.value is not None


def _needed(target: Statement, plan: Plan, *, upper: bool = False) -> Decimal | None:
    """Return the growth from the base of a target to it, in per cent a year, where it is defined.

    With `upper` it is that to the upper end of a range, of which all others have none.
    """
    base = plan.statement[target.base].figure
    aimed = convert_figure(target.figure, base.unit)
    end = aimed.high if upper else value_in_unit(target.figure, base.unit)
    if base.value is None or end is None or base.year is None or target.figure.year is None:
        return None
    # A part of a year is never held against another time.
    if base.months != target.figure.months:
        return None
    try:
        return compounded(base.value, end, target.figure.year - base.year)
    except UnlikeError:
        return None


def _row(statement: Statement, rate: Statement | None, plan: Plan, lang: str) -> GrowthRates:
    base = plan.statement[statement.base]
    refs = dict.fromkeys((*base.refs, *statement.refs, *(rate.refs if rate else ())))
    return GrowthRates(
        id=statement.id,
        label=base.name(lang) if statement is rate else _subject(statement, plan, lang),
        stated=rate.figure.value if rate else None,
        needed=None if statement is rate else _needed(statement, plan),
        stated_bound=rate.figure.bound if rate else "=",
        needed_bound=statement.figure.bound,
        stated_high=rate.figure.high if rate else None,
        needed_high=None if statement is rate else _needed(statement, plan, upper=True),
        patch=view_patch(statement.cluster, statement.site, plan),
        source=citation(refs, plan, lang),
        notes=tuple(reach.base_caveats(base.id, plan, lang)),
    )


def _subject(target: Statement, plan: Plan, lang: str) -> str:
    """Return the name of a target, with its year where that is not the target year of the edition."""
    year = year_mark(target.figure, lang)
    other = target.figure.year not in (None, plan.edition.target_year)
    return target.name(lang) + (say("card.in-year", lang, year=year) if other else "")
