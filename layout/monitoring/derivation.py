"""How a value is computed out of loaded figures, where none is given for the target itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from geodata.units import TIMES
from layout.monitoring.progress import Goal, Measurement, Pace, Verdict, judge, reached_percent
from layout.monitoring.targets import measure_term
from layout.plan.measure import UnlikeError, convert
from layout.plan.model import Plan, Statement


@dataclass(frozen=True, slots=True)
class Derivation:
    """A computed value: its kind, its operands in the order of the formula, the years between, their unit.

    `kind` is `sum`, `mean` (of rates), `growth` (from a first operand to a second), `increase` (a level less
    its start, by a published increase) or `multiple` (a level by its start).
    """

    kind: str
    operands: tuple[Decimal, ...]
    unit: str
    years: int = 0


@dataclass(frozen=True, slots=True)
class MultipleOfLevel:
    """A target in multiples of a level or of its increase: multiple = (level - `offset`) / `factor`.

    `start` is the published level that it starts from, whose unit both are in.
    """

    start: Statement
    offset: Decimal
    factor: Decimal

    def of_level(self, level: Decimal) -> Decimal:
        """Return the multiple that a level is."""
        return (level - self.offset) / self.factor

    def derivation(self, level: Decimal) -> Derivation:
        """Return how the multiple comes out of a level."""
        unit = self.start.figure.unit
        if self.offset:
            return Derivation("increase", (level, self.offset, self.factor), unit)
        return Derivation("multiple", (level, self.factor), unit)

    def judge(self, goal: Goal, level: Measurement) -> Verdict:
        """Judge a level by the level that the multiple asks for; the path is given in multiples again."""
        figure = self.start.figure
        start = figure.year if figure.year is not None else goal.start
        level_goal = replace(
            goal,
            form="level",
            value=self.offset + goal.value * self.factor,
            start=start,
            base=figure.value,
            # "About" is a range of the multiple, not of the level that is computed from it.
            bound="=" if goal.bound == "~" else goal.bound,
        )
        verdict = judge(level_goal, level)
        return replace(
            verdict,
            path_value=None if verdict.path_value is None else self.of_level(verdict.path_value),
            required_pace=_of_the_level(verdict.required_pace),
            reached_percent=reached_percent(goal, self.of_level(level.value)),
        )


def _of_the_level(pace: Pace | None) -> Pace | None:
    return pace and replace(pace, kind="level-growth")


def multiple_of_level(target: Statement, plan: Plan) -> MultipleOfLevel | None:
    """Return the level that a target in multiples follows from, None where the plan gives none.

    Its base is that level itself, or the increase of one up to the start of the target, which a claim of the
    data says to be the difference of two levels.
    """
    base = plan.statement.get(target.base)
    if target.figure.unit != TIMES or base is None or not base.figure.value or base.figure.value < 0:
        return None
    form = measure_term(base.figure, plan).value
    if form == "level" and base.figure.year == target.figure.from_year:
        return MultipleOfLevel(base, Decimal(0), base.figure.value)
    start = _end_of_increase(base, plan) if form == "change" else None
    if start is None or start.figure.value is None or start.figure.year != target.figure.from_year:
        return None
    try:
        factor = convert(base.figure.value, base.figure.unit, start.figure.unit)
    except UnlikeError:
        return None
    return MultipleOfLevel(start, start.figure.value, factor)


def _end_of_increase(increase: Statement, plan: Plan) -> Statement | None:
    """Return the later of the two levels whose difference an increase is said to be."""
    claims = (c for c in plan.claims if c.kind == "difference" and c.stated == increase.id)
    ends = (plan.statement.get(c.of[0]) for c in claims)
    return next((s for s in ends if s and measure_term(s.figure, plan).value == "level"), None)
