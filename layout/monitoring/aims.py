"""What is aimed at beyond a target, and what is known of parts of a year: shown with it, never judged by."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from layout.plan.model import Figure, Plan, Statement


@dataclass(frozen=True, slots=True)
class Aim:
    """A number beyond a target: the further end of its range, or what it is to `stretch` to; in its unit."""

    kind: str
    value: Decimal
    reached: bool


def judged_value(figure: Figure, lower: bool) -> Decimal:
    """Return the number that a target is judged by: of a range the end that asks for least.

    Where less is better (`lower`) that is the upper end. Of words it is 0, which is never judged.
    """
    end = figure.high if lower and figure.high is not None else figure.value
    return Decimal(0) if end is None else end


def aims_of(figure: Figure, lower: bool, value: Decimal | None) -> tuple[Aim, ...]:
    """Return what a target aims at beyond the number that it is judged by, and whether a value reaches it."""
    if value is None or figure.value is None:
        return ()
    further = {
        "range-end": None if figure.high is None else (figure.value if lower else figure.high),
        "stretch": figure.stretch,
    }
    return tuple(
        Aim(kind, end, value <= end if lower else value >= end)
        for kind, end in further.items()
        if end is not None
    )


def part_year_figures(target: Statement, plan: Plan, year: int, known_year: int) -> tuple[Statement, ...]:
    """Return what the data hold of parts of years up to one, of a target's subject, measure and scope.

    The latest goes first. They are no figures of a year and take no part in the evaluation, and say nothing
    more of years up to `known_year`, of which there is a figure of the whole.
    """
    figure = target.figure
    alike = (
        s
        for s in plan.statements
        if s.figure.months
        and s.figure.role == "actual"
        and (s.cluster, s.site, s.population) == (target.cluster, target.site, target.population)
        and (s.figure.measure, s.figure.scope) == (figure.measure, figure.scope)
    )
    known = [s for s in alike if s.figure.year is not None and known_year < s.figure.year <= year]
    # By the day that it ends on, and of those that end on one the longer first.
    return tuple(sorted(known, key=_last_day, reverse=True))


def _last_day(statement: Statement) -> tuple[str, str]:
    days = statement.figure.period_dates
    return ("", "") if days is None else (days[1].isoformat(), days[0].isoformat())
