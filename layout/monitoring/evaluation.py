"""The plan's targets held against a user's figures, for the evaluation of one year.

The plan asks for yearly, mid-term and final evaluation; which year is the mid-term's it does not
say: here it is the middle year of the edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from layout.monitoring.actuals import Actual
from layout.monitoring.progress import STATES, Goal, Measured, Pace, Verdict, asked, average, judge
from layout.monitoring.targets import Family, Subject, families, first_year, measured, start
from layout.plan.measure import UnlikeError, convert, growth_rate, total
from layout.plan.model import Figure, Plan, Statement, Text
from layout.view.view import evaluation_years


@dataclass(frozen=True, slots=True)
class Standing:
    """How one version of a target stands.

    `value` is the latest figure in the target's unit, of the year `at`, made of `actuals`. `first`
    tells a target from its other versions, `own` the plan's own from all else. `notes` are
    `computed` (a sum of segments or a rate out of levels), `older` (no figure of the year itself),
    and the flags of the figures. `asked` is the pace from the published base to the target.
    """

    target: Statement
    goal: Goal
    family: str
    subject: Subject
    first: bool
    own: bool
    base: Statement | None
    actuals: tuple[Actual, ...]
    value: Decimal | None
    at: int | None
    notes: tuple[str, ...]
    verdict: Verdict
    asked: Pace | None

    @property
    def state(self) -> str:
        """Return the state."""
        return self.verdict.state

    @property
    def pace(self) -> Pace | None:
        """Return what is needed in each year that is left."""
        return self.verdict.pace


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The evaluation of one year: `kind` is yearly, mid or final."""

    year: int
    kind: str
    standings: tuple[Standing, ...]
    actuals: tuple[Actual, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return how many of the plan's own targets are in each state, each target once."""
        held = Counter(s.state for s in self.standings if s.own)
        return tuple((state, held[state]) for state in STATES)

    def of(self, subject: Subject) -> tuple[Standing, ...]:
        """Return how the targets for one thing stand, the plan's and those that others published."""
        return tuple(s for s in self.standings if s.first and s.subject == subject)


def kind_of(year: int, plan: Plan) -> str:
    """Return what evaluation a year is for."""
    held = evaluation_years(plan)
    if year >= plan.edition.target_year:
        return "final"
    return "mid" if str(year) == held[(len(held) - 1) // 2] else "yearly"


def latest_year(actuals: Iterable[Actual], plan: Plan) -> int:
    """Return the last year there are figures for; without any, the edition's first."""
    held = max((a.year for a in actuals), default=0)
    return max(held, plan.edition.from_year)


def evaluate(plan: Plan, actuals: Iterable[Actual], year: int) -> Evaluation:
    """Hold every target against the latest figure of the year or before it."""
    held = sorted(actuals, key=lambda a: (a.target, a.year))
    work = _Work(plan, held, year)
    found = [work.standing(one, family) for family in work.families for one in family.all]
    return Evaluation(year, kind_of(year, plan), tuple(found), tuple(held))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found for a target: a value in its unit, and what it was made of."""

    measured: Measured
    actuals: tuple[Actual, ...]
    notes: tuple[str, ...] = ()


class _Work:
    """One evaluation under way."""

    def __init__(self, plan: Plan, actuals: Iterable[Actual], year: int) -> None:
        self.plan, self.year = plan, year
        self.families = families(plan)
        self.held: dict[str, list[Actual]] = {}
        for actual in actuals:
            if actual.year <= year:
                self.held.setdefault(actual.target, []).append(actual)

    def standing(self, target: Statement, family: Family) -> Standing:
        """Judge one version of a target."""
        found, reason = self._found(target, family)
        base = self.plan.statement.get(target.base)
        goal = self._goal(target, base)
        verdict = Verdict("unmeasured", reason)
        if target.figure.value is None:
            verdict = Verdict("words", "reason.in-words")
        elif found is not None:
            verdict = self._judged(goal, found.measured)
        older = ("older",) if found and found.measured.year < self.year else ()
        return Standing(
            target=target,
            goal=goal,
            family=family.first.id,
            subject=family.subject,
            first=target is family.first,
            own=target is family.first and not family.published,
            base=base,
            actuals=found.actuals if found else (),
            value=found.measured.value if found else None,
            at=found.measured.year if found else None,
            notes=(*found.notes, *older) if found else (),
            verdict=verdict,
            asked=asked(goal) if target.figure.value is not None else None,
        )

    def _judged(self, goal: Goal, measured: Measured) -> Verdict:
        """Judge a figure; at the end of a target's time only a figure of that year can speak.

        A cumulated total that is met, or over its cap, stays so.
        """
        verdict = judge(goal, measured)
        settled = goal.form == "total" and verdict.state in ("achieved", "missed")
        if self.year >= goal.end > measured.year and not settled:
            return Verdict("unmeasured", "reason.no-final")
        return verdict

    def _form(self, figure: Figure) -> str:
        return measured(figure, self.plan).value

    def _goal(self, target: Statement, base: Statement | None) -> Goal:
        figure, edition = target.figure, self.plan.edition
        form = self._form(figure)
        since, held = figure.from_year, None
        if form == "level":
            held = _level(base, figure.unit)
            since = base.figure.year if base and held is not None else None
        return Goal(
            form=form,
            value=figure.value or Decimal(0),
            bound=figure.bound,
            start=since if since is not None else edition.base_year,
            end=figure.year or edition.target_year,
            base=held,
            better=measured(figure, self.plan).better,
        )

    def _found(self, target: Statement, family: Family) -> tuple[_Found | None, str]:
        """Return what measures a target, or the reason why nothing does."""
        since = first_year(target.figure, self.plan)
        own = [a for a in self.held.get(family.first.id, ()) if a.year >= since]
        found, reason = self._own(target, own) if own else (None, "")
        if reason or (found and found.measured.whole):
            return found, reason
        made = self._made(target, family)
        if found and not (made and made.measured.year >= found.measured.year):
            return found, ""
        return made, "" if made else "reason.no-actual"

    def _own(self, target: Statement, own: list[Actual]) -> tuple[_Found | None, str]:
        figure, last = target.figure, own[-1]
        if last.scope and figure.scope and last.scope != figure.scope:
            return None, "reason.unlike-scope"
        try:
            values = {a.year: convert(a.value, a.unit, figure.unit) for a in own}
        except UnlikeError:
            return None, "reason.unlike-unit"
        flags = last.flags if target.id == last.target else _scope_flag(last, figure)
        if self._form(figure) != "rate":
            return _Found(Measured(values[last.year], last.year), (last,), flags), ""
        return self._rate(figure, values, own), ""

    def _rate(self, figure: Figure, values: Mapping[int, Decimal], own: list[Actual]) -> _Found:
        """Return the average of all yearly rates since the start; if some lack, the last as given."""
        last = own[-1]
        whole = [a.year for a in own] == list(range(first_year(figure, self.plan), last.year + 1))
        mean = average([values[a.year] for a in own]) if whole else None
        if mean is None:
            return _Found(Measured(values[last.year], last.year, whole=False), (last,), last.flags)
        notes = ("computed",) if len(own) > 1 else ()
        return _Found(Measured(mean, last.year), tuple(own), (*notes, *last.flags))

    def _made(self, target: Statement, family: Family) -> _Found | None:
        """Compute what no figure gives: a cluster out of its segments, a rate out of levels."""
        kind, key = family.subject
        form = self._form(target.figure)
        if form == "level" and kind == "cluster" and key in self.plan.cluster:
            return self._sum(target, key)
        return self._growth(target, family) if form == "rate" else None

    def _sum(self, target: Statement, cluster: str) -> _Found | None:
        """Add up the segments of a cluster in the last year in which all have a figure of one kind."""
        parts = []
        for segment in self.plan.cluster[cluster].segments:
            like = [f for f in self.families if f.subject == ("cluster", segment.id)]
            like = [f for f in like if f.first.figure.measure == target.figure.measure]
            parts.append({a.year: a for f in like for a in self.held.get(f.first.id, ())})
        common = set.intersection(*map(set, parts)) if parts else set()
        for year in sorted(common, reverse=True):
            held = tuple(part[year] for part in parts)
            try:
                whole = total(_figure(a, target.figure) for a in held)
            except UnlikeError:
                continue
            if whole.value is not None and not (whole.scope and target.figure.scope not in ("", whole.scope)):
                flags = dict.fromkeys(flag for a in held for flag in a.flags)
                return _Found(Measured(whole.value, year), held, ("computed", *flags))
        return None

    def _growth(self, target: Statement, family: Family) -> _Found | None:
        """Return the average growth of the level that a rate starts from, if that level has figures."""
        base = start(target, self.plan)
        if base is None or base.figure.value is None or base.figure.year is None:
            return None
        for last in self._levels(base, family):
            years_since = last.year - base.figure.year
            try:
                rate = growth_rate(
                    base.figure.value, convert(last.value, last.unit, base.figure.unit), years_since
                )
            except UnlikeError:
                continue
            notes = ("computed", "compounded", *last.flags)
            return _Found(Measured(rate, last.year), (last,), notes)
        return None

    def _levels(self, base: Statement, family: Family) -> Iterator[Actual]:
        """Yield the latest figures of a base's level: its own, then those of targets set for it."""
        alike = [
            other.first.id
            for other in self.families
            if other.subject == family.subject
            and (other.first.base, other.first.figure.measure) == (base.id, base.figure.measure)
        ]
        for key in (base.id, *alike):
            own = [a for a in self.held.get(key, ()) if a.year > (base.figure.year or 0)]
            yield from [a for a in own if "measure" not in a.flags][-1:]


def _level(base: Statement | None, unit: str) -> Decimal | None:
    """Return the value of a base in the target's unit, if it has one."""
    if base is None or base.figure.value is None or base.figure.year is None:
        return None
    try:
        return convert(base.figure.value, base.figure.unit, unit)
    except UnlikeError:
        return None


def _scope_flag(actual: Actual, figure: Figure) -> tuple[str, ...]:
    others = tuple(flag for flag in actual.flags if flag != "scope")
    return (*(("scope",) if bool(actual.scope) != bool(figure.scope) else ()), *others)


def _figure(actual: Actual, target: Figure) -> Figure:
    """Return a figure as one that can be added, in the target's unit; raise UnlikeError if it cannot."""
    value = convert(actual.value, actual.unit, target.unit)
    measure = "" if "measure" in actual.flags else target.measure
    return Figure(value, "=", target.unit, actual.year, measure, actual.scope, Text("", ""), role="actual")
