"""How a figure stands to a target: the path it should follow, the pace that is needed, the state.

A measure's form says how. A level grows from its base at one rate a year; a total fills up evenly;
a rate is held against the rate; all else (share, change, count, ratio) against the target itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from layout.plan.measure import UnlikeError, growth_rate, level_after, span

# A figure within this part of the path's value is on track.
TOLERANCE = Decimal("0.02")
# From best to worst, then those that cannot be judged.
STATES = ("achieved", "ahead", "on-track", "behind", "missed", "open", "unmeasured", "words")
LOWER = ("<=", "<")
_ONE, _HUNDRED = Decimal(1), Decimal(100)
_BY_AMOUNT = ("total", "count", "change")
# Why a figure is ahead, on track or behind.
_PATH = ("reason.beyond-path", "reason.near-path", "reason.short-of-path")
_REASONS = {"rate": ("reason.beyond-rate", "reason.near-rate", "reason.short-of-rate")}
_GIVEN = ("reason.beyond-given", "reason.near-given", "reason.short-of-given")


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as numbers: what is to be reached by `end`, from `base` (if published) at `start`."""

    form: str
    value: Decimal
    bound: str
    start: int
    end: int
    base: Decimal | None = None
    better: str = "higher"

    @property
    def lower(self) -> bool:
        """Tell whether less is better: as the bound says, or else the measure."""
        return self.bound in LOWER or (self.better == "lower" and self.bound not in (">=", ">"))

    @property
    def edge(self) -> Decimal:
        """Return the last value that meets the target; "about" reaches half a unit of its last digit."""
        about = span(self.value, "~")
        worst = about.high if self.lower else about.low
        return worst if self.bound == "~" else self.value


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure in the target's unit; `whole` tells that a rate is the average since the start."""

    value: Decimal
    year: int
    since_start: bool = True


@dataclass(frozen=True, slots=True)
class Pace:
    """What is needed in each of the `years` that are left: `growth` in per cent, or an `amount`."""

    kind: str
    value: Decimal
    years: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state with its reason (a word's key), the path's value in that year, and the pace needed."""

    state: str
    reason: str
    path_value: Decimal | None = None
    required_pace: Pace | None = None
    reached_percent: Decimal | None = None


def judge(goal: Goal, measured: Measurement) -> Verdict:
    """Hold a figure against a target."""
    path = path_value(goal, measured.year)
    state, reason = _state(goal, measured, path)
    done = state in ("achieved", "missed") or (goal.lower and meets(goal, measured.value))
    pace = None if done else _pace(goal, measured)
    return Verdict(state, reason, path, pace, reached_percent(goal, measured.value))


def planned_pace(goal: Goal) -> Pace | None:
    """Return the pace that the plan itself asks for, from its base to its target."""
    span_years = goal.end - goal.start
    if span_years <= 0:
        return None
    if goal.form == "total":
        return Pace("amount", goal.value / span_years, span_years)
    if goal.form != "level" or goal.base is None:
        return None
    try:
        return Pace("growth", growth_rate(goal.base, goal.value, span_years), span_years)
    except UnlikeError:
        return None


def meets(goal: Goal, value: Decimal) -> bool:
    """Tell whether a value meets the target."""
    if goal.bound in (">", "<"):
        return value > goal.value if goal.bound == ">" else value < goal.value
    return value <= goal.edge if goal.lower else value >= goal.edge


def path_value(goal: Goal, year: int) -> Decimal | None:
    """Return what the path to the target has in a year; None where there is no path."""
    return _path_to(goal.value, goal, year)


def _path_to(end: Decimal, goal: Goal, year: int) -> Decimal | None:
    if goal.form == "rate":
        return end
    if goal.end == goal.start:
        return None
    if goal.form == "total":
        return end * (year - goal.start) / (goal.end - goal.start)
    rate = planned_pace(replace(goal, value=end))
    if rate is None or goal.base is None:
        return None
    return level_after(goal.base, rate.value, year - goal.start)


def reached_percent(goal: Goal, value: Decimal) -> Decimal | None:
    """Return what part of the target is reached, in per cent; None for rates and where less is better."""
    none = goal.form == "rate" or goal.lower or goal.value <= 0
    return None if none else value / goal.value * _HUNDRED


def _state(goal: Goal, measured: Measurement, path: Decimal | None) -> tuple[str, str]:
    final = measured.year >= goal.end
    if goal.form == "rate" and not (final and measured.since_start):
        return _beside(goal, measured, goal.value)
    met = meets(goal, measured.value)
    if met and (final or not goal.lower):
        return "achieved", "reason.met"
    if final:
        return "missed", "reason.not-met"
    if goal.lower and goal.form == "total" and not met:
        return "missed", "reason.over-cap"
    if path is not None:
        return _beside(goal, measured, path)
    if met:
        return "on-track", "reason.within-cap"
    return "open", "reason.no-base" if goal.form == "level" else "reason.no-path"


def _beside(goal: Goal, measured: Measurement, path: Decimal) -> tuple[str, str]:
    """Compare with the path: close to it, or to which side of it."""
    over = path - measured.value if goal.lower else measured.value - path
    side = 1 if _near(goal, measured, path) else 0 if over > 0 else 2
    reasons = _GIVEN if goal.form == "rate" and not measured.since_start else _REASONS.get(goal.form, _PATH)
    return ("ahead", "on-track", "behind")[side], reasons[side]


def _near(goal: Goal, measured: Measurement, path: Decimal) -> bool:
    """Tell whether a figure is close to the path: within the tolerance, or what "about" reaches.

    A rate that is about something has no other tolerance: what counts as met in the target year
    counts as near in every year.
    """
    about = span(goal.value, "~")
    low, high = (_path_to(end, goal, measured.year) for end in (about.low, about.high))
    if goal.bound == "~" and low is not None and high is not None and low <= measured.value <= high:
        return True
    exact = goal.bound == "~" and goal.form == "rate"
    return not exact and abs(measured.value - path) <= TOLERANCE * abs(path)


def _pace(goal: Goal, measured: Measurement) -> Pace | None:
    left = goal.end - measured.year
    if left <= 0:
        return None
    try:
        if goal.form == "level":
            return Pace("growth", growth_rate(measured.value, goal.edge, left), left)
        if goal.form == "rate":
            return _rest(goal, measured, left) if measured.since_start else None
    except UnlikeError:
        return None
    if goal.form in _BY_AMOUNT:
        return Pace("amount", (goal.edge - measured.value) / left, left)
    return None


def _rest(goal: Goal, measured: Measurement, left: int) -> Pace | None:
    """Return the rate of the years that are left that makes up the average asked for."""
    done = measured.year - goal.start
    now, wanted = _ONE + measured.value / _HUNDRED, _ONE + goal.edge / _HUNDRED
    if now <= 0 or wanted <= 0:
        return None
    rest = (wanted ** (done + left) / now**done) ** (_ONE / left)
    return Pace("growth", (rest - _ONE) * _HUNDRED, left)


def average_rate(rates: list[Decimal]) -> Decimal | None:
    """Return the yearly rate that compounds to the given ones; None where one wipes all out."""
    factors = [_ONE + rate / _HUNDRED for rate in rates]
    if not factors or min(factors) <= 0:
        return None
    product = _ONE
    for factor in factors:
        product *= factor
    return rates[0] if len(rates) == 1 else (product ** (_ONE / len(factors)) - _ONE) * _HUNDRED
