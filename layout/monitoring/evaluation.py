"""The evaluation of one year: every target of the plan judged by a user's figures.

The mid-term's year is that which the plan names, else the middle year of the edition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from geodata.dates import first_day
from layout.monitoring.actuals import Actual
from layout.monitoring.aims import Aim, aims_of, judged_value, part_year_figures
from layout.monitoring.attainment import Attainment, Attainments
from layout.monitoring.average import average_years
from layout.monitoring.derivation import Derivation
from layout.monitoring.planned_evaluations import mid_term_year
from layout.monitoring.progress import (
    STATES,
    WARNED,
    Goal,
    Pace,
    Verdict,
    is_decided,
    is_lower,
    judge,
    planned_pace,
)
from layout.monitoring.targets import Subject, TargetFamily, measure_term, target_form
from layout.plan.measure import UnlikeError, convert
from layout.plan.model import Plan, Statement
from layout.view.view import evaluation_years


@dataclass(frozen=True, slots=True)
class Standing:
    """How one version of a target stands.

    `value` is the latest figure in the target's unit, of the year `value_year`, made of `actuals`.
    `is_family_target` tells a target from its other versions, `is_plan_target` those of the plan
    from what others published. `notes` are `computed` (a sum of segments or a rate out of levels),
    `older` (no figure of the year itself), `plan-average` (a figure that only repeats the plan's average),
    and the flags of the figures. `planned_pace` leads from the published base to the target. `derivation` is
    how a computed value comes about, `level` what a target in multiples follows from; `average_years` are
    those whose figure only repeats the plan's average. `beside` are other figures of the value's year, `aims`
    what is aimed at beyond the target, `part_year` figures of a part of a year, which are shown and never
    judged by.
    """

    target: Statement
    goal: Goal
    family: str
    subject: Subject
    is_family_target: bool
    is_plan_target: bool
    base: Statement | None
    actuals: tuple[Actual, ...]
    value: Decimal | None
    value_year: int | None
    notes: tuple[str, ...]
    verdict: Verdict
    planned_pace: Pace | None
    derivation: Derivation | None = None
    level: Statement | None = None
    average_years: tuple[int, ...] = ()
    aims: tuple[Aim, ...] = ()
    part_year: tuple[Statement, ...] = ()
    beside: tuple[Actual, ...] = ()

    @property
    def state(self) -> str:
        """Return the state."""
        return self.verdict.state

    @property
    def required_pace(self) -> Pace | None:
        """Return what is needed in each year that is left."""
        return self.verdict.required_pace


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The evaluation of one year: `kind` is yearly, mid or final."""

    year: int
    kind: str
    standings: tuple[Standing, ...]
    actuals: tuple[Actual, ...]

    @property
    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return how many of the plan's targets are in each state, each target once."""
        by_state = Counter(s.state for s in self.standings if s.is_plan_target)
        return tuple((state, by_state[state]) for state in STATES)

    @property
    def warnings(self) -> tuple[Standing, ...]:
        """Return the plan's targets that an early warning names: behind their path, or missed."""
        return tuple(s for s in self.standings if s.is_plan_target and s.state in WARNED)

    def standings_for(self, subject: Subject) -> tuple[Standing, ...]:
        """Return how a subject's targets stand, the plan's and those that others published."""
        return tuple(s for s in self.standings if s.is_family_target and s.subject == subject)


def evaluation_kind(year: int, plan: Plan) -> str:
    """Return the kind of a year's evaluation: `yearly`, `mid` or `final` (target year)."""
    # Years are texts there, as in links.
    plan_years = [y for y in evaluation_years(plan) if int(y) <= plan.edition.target_year]
    if year >= plan.edition.target_year:
        return "final"
    # Of an even number of years the earlier of the two in the middle.
    middle = int(plan_years[(len(plan_years) - 1) // 2])
    return "mid" if year == (mid_term_year(plan) or middle) else "yearly"


def latest_year(actuals: Iterable[Actual], plan: Plan) -> int:
    """Return the last year there are figures for; without any, the edition's first."""
    # The 0 is for `max`, which does not take a single number.
    return max(plan.edition.from_year, *(a.year for a in actuals), 0)


def evaluate(plan: Plan, actuals: Iterable[Actual], year: int, beside: Iterable[Actual] = ()) -> Evaluation:
    """Judge every target by the latest figure of the year or before it; actuals in any order.

    `beside` are figures that say something else of the same target and year: they do not count.
    """
    # The order of a file's rows must not matter, and `Attainments` takes the last figure as the latest.
    in_order = tuple(sorted(actuals, key=lambda a: (a.target, a.year)))
    attainments = Attainments(plan, in_order, year)
    others = tuple(beside)
    standings = tuple(
        _with_others(_standing(target, family, attainments, year), others)
        for family in attainments.families
        for target in family.statements
    )
    return Evaluation(year, evaluation_kind(year, plan), standings, in_order)


def _with_others(standing: Standing, others: Iterable[Actual]) -> Standing:
    alike = [a for a in others if (a.target, a.year) == (standing.family, standing.value_year)]
    return replace(standing, beside=tuple(alike)) if alike else standing


def _standing(target: Statement, family: TargetFamily, attainments: Attainments, year: int) -> Standing:
    """Judge one version of a target."""
    attained, reason = attainments.of(target, family)
    # A target for a part of a year has no figure of its own time: those that are loaded are of whole years.
    if target.figure.months:
        attained, reason = None, "reason.part-year"
    if absent := _absence(family.subject, attainments.plan, year):
        attained, reason = None, absent
    base = attainments.plan.statement.get(target.base)
    goal = _goal(target, base, attainments.plan)
    numeric = target.figure.value is not None
    return Standing(
        target=target,
        goal=goal,
        family=family.target.id,
        subject=family.subject,
        is_family_target=target is family.target,
        is_plan_target=target is family.target and not family.published_elsewhere,
        base=base,
        actuals=attained.actuals if attained else (),
        value=attained.measurement.value if attained else None,
        value_year=attained.measurement.year if attained else None,
        notes=_notes(goal, attained, year),
        # A target in words has a goal of 0, which is never judged.
        verdict=_verdict(goal, attained, year, reason) if numeric else Verdict("words", "reason.in-words"),
        planned_pace=planned_pace(goal) if numeric and not target.figure.months else None,
        derivation=attained.derivation if attained else None,
        level=attained.multiple.start if attained and attained.multiple else None,
        average_years=average_years(goal, attained) if attained else (),
        aims=aims_of(target.figure, goal.lower, attained.measurement.value if attained else None),
        part_year=part_year_figures(
            target,
            attainments.plan,
            year,
            attained.measurement.year if attained else attainments.plan.edition.base_year,
        ),
    )


def _absence(subject: Subject, plan: Plan, year: int) -> str:
    """Return the reason why a target's place says nothing in a year in which there is none; else nothing."""
    site = plan.site.get(subject[1]) if subject[0] == "site" else None
    if site is None or site.exists_in(year):
        return ""
    began = not site.valid_from or first_day(site.valid_from) < f"{year + 1}-01-01"
    return "reason.site-gone" if began else "reason.site-not-yet"


def _notes(goal: Goal, attained: Attainment | None, year: int) -> tuple[str, ...]:
    if attained is None:
        return ()
    older = ("older",) if attained.measurement.year < year else ()
    average = ("plan-average",) if average_years(goal, attained) else ()
    return (*attained.notes, *older, *average)


def _verdict(goal: Goal, attained: Attainment | None, year: int, reason: str) -> Verdict:
    return _judge(goal, attained, year) if attained else Verdict("unmeasured", reason)


def _judge(goal: Goal, attained: Attainment, year: int) -> Verdict:
    """Judge a figure; at the end of a target's time only a figure of that year can speak.

    A cumulated total that is met, or over its cap, stays so.
    """
    measurement = attained.measurement
    if attained.multiple and attained.level:
        verdict = attained.multiple.judge(goal, attained.level)
    else:
        verdict = judge(goal, measurement)
    actual = attained.actuals[-1]
    if len(attained.actuals) == 1 and not is_decided(goal, measurement.value, actual.bound):
        return Verdict("unmeasured", "reason.bounded", verdict.path_value)
    if actual.bound == ">" == goal.bound and measurement.value == goal.value:
        return replace(verdict, state="achieved", reason="reason.met")
    settled = goal.form == "total" and verdict.state in ("achieved", "missed")
    if year >= goal.end > measurement.year and not settled:
        return Verdict("unmeasured", "reason.no-final")
    return verdict


def _goal(target: Statement, base: Statement | None, plan: Plan) -> Goal:
    """Return a target as numbers; a level runs from its published base, all else from the start year.

    A total of which the source does not say since when is the stock at the end of a year: it has no yearly
    share and is held against the target itself.
    """
    figure, measure = target.figure, measure_term(target.figure, plan)
    # Only a level has a path from its base; a total starts at nothing, a rate is its own path.
    start, base_value = figure.from_year, None
    if measure.value == "level":
        base_value = _level(base, figure.unit)
        start = base.figure.year if base and base_value is not None else None
    return Goal(
        form=target_form(figure, plan),
        value=judged_value(figure, is_lower(figure.bound, measure.better)),
        bound=figure.bound,
        start=start if start is not None else plan.edition.base_year,
        end=figure.year or plan.edition.target_year,
        base=base_value,
        better=measure.better,
    )


def _level(base: Statement | None, unit: str) -> Decimal | None:
    """Return the value of a base in the target's unit, if it has one."""
    if base is None or base.figure.value is None or base.figure.year is None:
        return None
    try:
        return convert(base.figure.value, base.figure.unit, unit)
    except UnlikeError:
        return None
