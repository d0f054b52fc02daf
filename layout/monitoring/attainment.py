"""What is attained of a target: the figures given for it, a sum of segments, or the growth of a level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from layout.monitoring.actuals import Actual
from layout.monitoring.derivation import Derivation, MultipleOfLevel, multiple_of_level
from layout.monitoring.progress import Measurement, average_rate
from layout.monitoring.targets import (
    Subject,
    TargetFamily,
    first_year,
    measure_term,
    rate_base,
    target_families,
)
from layout.plan.measure import UnlikeError, convert, growth_rate, total
from layout.plan.model import Figure, Plan, Statement, Text


@dataclass(frozen=True, slots=True)
class Attainment:
    """A value in a target's unit, the figures that it is made of, and how, where it is computed.

    `multiple` is set where the value is a multiple that follows from `level`.
    """

    measurement: Measurement
    actuals: tuple[Actual, ...]
    notes: tuple[str, ...] = ()
    derivation: Derivation | None = None
    multiple: MultipleOfLevel | None = None
    level: Measurement | None = None


class Attainments:
    """What is attained of an edition's targets by the figures of one year and before it.

    `actuals` must be in the order of their years.
    """

    def __init__(self, plan: Plan, actuals: Iterable[Actual], year: int) -> None:
        self.plan = plan
        self.families = target_families(plan)
        self._actuals: dict[str, list[Actual]] = {}
        # They come in the order of years, so that the last of each list is the latest.
        for actual in actuals:
            if actual.year <= year:
                self._actuals.setdefault(actual.target, []).append(actual)

    def of(self, target: Statement, family: TargetFamily) -> tuple[Attainment | None, str]:
        """Return what is attained of one version of a target, or the reason why nothing can be said.

        Figures of the target go before what is computed out of others, unless they are older.
        """
        since = first_year(target.figure, self.plan)
        # Figures are matched to the family, but its versions may cover spans that start in other years.
        actuals = [a for a in self._actuals.get(family.target.id, ()) if a.year >= since]
        direct, reason = self._direct(target, actuals) if actuals else (None, "")
        if reason or (direct and direct.measurement.since_start):
            return direct, reason
        computed = self._computed(target, family)
        if direct and not (computed and computed.measurement.year >= direct.measurement.year):
            return direct, ""
        return computed, "" if computed else "reason.no-actual"

    def _form(self, figure: Figure) -> str:
        return measure_term(figure, self.plan).value

    def _direct(self, target: Statement, actuals: list[Actual]) -> tuple[Attainment | None, str]:
        figure, last = target.figure, actuals[-1]
        if last.scope and figure.scope and last.scope != figure.scope:
            return None, "reason.unlike-scope"
        try:
            values = {a.year: convert(a.value, a.unit, figure.unit) for a in actuals}
        except UnlikeError:
            return None, "reason.unlike-unit"
        # The flags were set against the family's target; another version may state another scope.
        flags = last.flags if target.id == last.target else _scope_flag(last, figure)
        if self._form(figure) != "rate":
            return Attainment(Measurement(values[last.year], last.year), (last,), flags), ""
        return self._rate(figure, values, actuals), ""

    def _rate(self, figure: Figure, values: Mapping[int, Decimal], actuals: list[Actual]) -> Attainment:
        """Return the average of all yearly rates since the start; if some lack, the last as given."""
        last = actuals[-1]
        if "span" in last.flags:
            return Attainment(Measurement(values[last.year], last.year), (last,), last.flags)
        # An average over a gap would pass for the whole span, so one year missing rules it out.
        every_year = list(range(first_year(figure, self.plan), last.year + 1))
        complete = [a.year for a in actuals] == every_year
        mean = average_rate([values[a.year] for a in actuals]) if complete else None
        if mean is None:
            measurement = Measurement(values[last.year], last.year, since_start=False)
            return Attainment(measurement, (last,), last.flags)
        measurement, flags = Measurement(mean, last.year), last.flags
        if len(actuals) == 1:
            return Attainment(measurement, tuple(actuals), flags)
        derivation = Derivation("mean", tuple(values[a.year] for a in actuals), figure.unit, len(actuals))
        return Attainment(measurement, tuple(actuals), ("computed", *flags), derivation)

    def _computed(self, target: Statement, family: TargetFamily) -> Attainment | None:
        """Compute what no figure gives: a cluster out of its segments, a rate or a multiple out of levels."""
        kind, key = family.subject
        form = self._form(target.figure)
        if form == "level" and kind == "cluster" and key in self.plan.cluster:
            return self._sum(target, key)
        if form == "rate":
            return self._growth(target, family)
        multiple = multiple_of_level(target, self.plan)
        return self._multiple(multiple, family) if multiple else None

    def _sum(self, target: Statement, cluster: str) -> Attainment | None:
        """Add up a cluster's segments in the last year in which all have a figure of one kind."""
        by_segment = []
        for segment in self.plan.cluster[cluster].segments:
            alike = [f for f in self.families if f.subject == ("cluster", segment.id)]
            alike = [f for f in alike if f.target.figure.measure == target.figure.measure]
            by_segment.append({a.year: a for f in alike for a in self._actuals.get(f.target.id, ())})
        common = set.intersection(*map(set, by_segment)) if by_segment else set()
        # Figures of the last year may be unlike one another (unit, scope); then an earlier year decides.
        for year in sorted(common, reverse=True):
            addends = tuple(years[year] for years in by_segment)
            try:
                whole = total(_addend(a, target.figure) for a in addends)
            except UnlikeError:
                continue
            # A target without a stated scope takes a sum of any; a stated one takes its own scope alone.
            if whole.value is not None and not (whole.scope and target.figure.scope not in ("", whole.scope)):
                flags = dict.fromkeys(flag for a in addends for flag in a.flags)
                parts = tuple(convert(a.value, a.unit, target.figure.unit) for a in addends)
                derivation = Derivation("sum", parts, target.figure.unit)
                return Attainment(Measurement(whole.value, year), addends, ("computed", *flags), derivation)
        return None

    def _growth(self, target: Statement, family: TargetFamily) -> Attainment | None:
        """Return the average growth of the level that a rate starts from, if that level has figures."""
        base = rate_base(target, self.plan)
        if base is None or base.figure.value is None or base.figure.year is None:
            return None
        for last in self._levels(base, family.subject):
            years_since = last.year - base.figure.year
            try:
                level = convert(last.value, last.unit, base.figure.unit)
                rate = growth_rate(base.figure.value, level, years_since)
            except UnlikeError:
                continue
            notes = ("computed", "compounded", *last.flags)
            derivation = Derivation("growth", (base.figure.value, level), base.figure.unit, years_since)
            return Attainment(Measurement(rate, last.year), (last,), notes, derivation)
        return None

    def _multiple(self, multiple: MultipleOfLevel, family: TargetFamily) -> Attainment | None:
        """Return the multiple that the latest figure of a level is."""
        start = multiple.start
        for last in self._levels(start, family.subject):
            try:
                level = convert(last.value, last.unit, start.figure.unit)
            except UnlikeError:
                continue
            return Attainment(
                Measurement(multiple.of_level(level), last.year),
                (last,),
                ("computed", *last.flags),
                multiple.derivation(level),
                multiple,
                Measurement(level, last.year),
            )
        return None

    def _levels(self, base: Statement, subject: Subject) -> Iterator[Actual]:
        """Yield the latest figures of a base's level: its own, then those of targets set for it."""
        alike = [
            other.target.id
            for other in self.families
            if other.subject == subject
            and (other.target.base, other.target.figure.measure) == (base.id, base.figure.measure)
        ]
        for key in (base.id, *alike):
            later = [a for a in self._actuals.get(key, ()) if a.year > (base.figure.year or 0)]
            yield from [a for a in later if "measure" not in a.flags][-1:]


def _scope_flag(actual: Actual, figure: Figure) -> tuple[str, ...]:
    """Return an actual's flags with that of the scope set anew, for a version of another scope."""
    others = tuple(flag for flag in actual.flags if flag != "scope")
    return (*(("scope",) if bool(actual.scope) != bool(figure.scope) else ()), *others)


def _addend(actual: Actual, target: Figure) -> Figure:
    """Return an actual as a figure in the target's unit; raise UnlikeError if it does not convert."""
    value = convert(actual.value, actual.unit, target.unit)
    # `total` refuses to add an empty measure to a stated one: such figures add up only among themselves.
    measure = "" if "measure" in actual.flags else target.measure
    return Figure(value, "=", target.unit, actual.year, measure, actual.scope, Text("", ""), role="actual")
