"""The progress towards a target: the path to it, the pace that is needed, the state of a figure.

The form of the measure says how a figure is judged. The path of a level grows from its base at one
rate a year, that of a total by the same amount each year; a rate is compared with the target's rate;
all else (share, change, count, ratio, stock) with the target itself. Rates are in per cent a year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from layout.plan.measure import UnlikeError, growth_rate, level_after, span

# A figure within this part of the path's value is on track.
TOLERANCE = Decimal("0.02")
# From best to worst, then those that cannot be judged.
STATES = ("achieved", "ahead", "on-track", "behind", "missed", "open", "unmeasured", "words")
# What an early warning names, the worst first.
WARNED = ("missed", "behind")
LOWER = ("<=", "<")
_UNIT, _HUNDRED = Decimal(1), Decimal(100)
_BY_AMOUNT = ("total", "count", "change")
# The reason why a figure is ahead, on track or behind: by the path, by the rate, by the last rate alone.
_PATH = ("reason.beyond-path", "reason.near-path", "reason.short-of-path")
_REASONS = {"rate": ("reason.beyond-rate", "reason.near-rate", "reason.short-of-rate")}
_LAST_RATE = ("reason.beyond-given", "reason.near-given", "reason.short-of-given")


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
        return is_lower(self.bound, self.better)

    @property
    def edge(self) -> Decimal:
        """Return the last value that meets the target; "about" reaches half a unit of its last digit."""
        about = span(self.value, "~")
        # The end of the range that asks for least.
        worst = about.high if self.lower else about.low
        return worst if self.bound == "~" else self.value


@dataclass(frozen=True, slots=True)
class Measurement:
    """A figure in the target's unit; `since_start` tells that a rate is the average since the start."""

    value: Decimal
    year: int
    since_start: bool = True


@dataclass(frozen=True, slots=True)
class Pace:
    """What each of so many `years` needs: `growth` in per cent, or an `amount` in the target's unit."""

    kind: str
    value: Decimal
    years: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state and its reason (a key of the glossary), the path's value in that year, the pace needed.

    `required_pace` leads to the target itself, `edge_pace` to the last value that still meets a target that
    is "about" so much; it is None where the two are the same.
    """

    state: str
    reason: str
    path_value: Decimal | None = None
    required_pace: Pace | None = None
    reached_percent: Decimal | None = None
    edge_pace: Pace | None = None


def is_lower(bound: str, better: str) -> bool:
    """Tell whether less is better: as the bound says, or else the measure."""
    return bound in LOWER or (better == "lower" and bound not in (">=", ">"))


def judge(goal: Goal, measurement: Measurement) -> Verdict:
    """Judge a figure by a target: state, reason, path, pace that is needed, part that is reached.

    Both are in the target's unit. The rule of each form of measure stands at the head of this module.
    """
    path = path_value(goal, measurement.year)
    state, reason = _state(goal, measurement, path)
    # Where less is better, a value within the target needs no pace: it must only not rise.
    settled = state in ("achieved", "missed") or (goal.lower and meets(goal, measurement.value))
    pace = None if settled else _pace_to(goal.value, goal, measurement)
    edge = None if settled or goal.edge == goal.value else _pace_to(goal.edge, goal, measurement)
    return Verdict(state, reason, path, pace, reached_percent(goal, measurement.value), edge)


def planned_pace(goal: Goal) -> Pace | None:
    """Return the pace that leads from the published base to the target, None where there is none."""
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


def is_decided(goal: Goal, value: Decimal, bound: str) -> bool:
    """Tell whether a figure that is only known to be above or below a value still decides a target."""
    met = meets(goal, value) or (bound == goal.bound and bound in (">", "<") and value == goal.value)
    if bound in (">=", ">"):
        return met != goal.lower
    return bound not in ("<=", "<") or met == goal.lower


def path_value(goal: Goal, year: int) -> Decimal | None:
    """Return the value of the path to the target in a year; None where there is no path."""
    return _path_to(goal.value, goal, year)


def _path_to(end: Decimal, goal: Goal, year: int) -> Decimal | None:
    if goal.form == "rate":
        return end
    if goal.end == goal.start:
        return None
    if goal.form == "total":
        return end * (year - goal.start) / (goal.end - goal.start)
    # `end` is not always the target: for “about” the paths to both ends of its range are drawn.
    rate = planned_pace(replace(goal, value=end))
    if rate is None or goal.base is None:
        return None
    return level_after(goal.base, rate.value, year - goal.start)


def reached_percent(goal: Goal, value: Decimal) -> Decimal | None:
    """Return what part of the target is reached, in per cent; None for rates and where less is better."""
    # Where less is better, a larger part would be a worse value; part of a rate is no progress.
    no_share = goal.form == "rate" or goal.lower or goal.value <= 0
    return None if no_share else value / goal.value * _HUNDRED


def _state(goal: Goal, measurement: Measurement, path: Decimal | None) -> tuple[str, str]:
    final = measurement.year >= goal.end
    # Only the average of all years can meet or miss a rate; the rate of a single year never ends it.
    if goal.form == "rate" and not (final and measurement.since_start):
        return _compare_with_path(goal, measurement, goal.value)
    met = meets(goal, measurement.value)
    # Where less is better, a later year may exceed the target again.
    if met and (final or not goal.lower):
        return "achieved", "reason.met"
    if final:
        return "missed", "reason.not-met"
    # What is cumulated does not fall again: a cap that is passed stays so.
    if goal.lower and goal.form == "total" and not met:
        return "missed", "reason.over-cap"
    if path is not None:
        return _compare_with_path(goal, measurement, path)
    if met:
        return "on-track", "reason.within-cap"
    return "open", "reason.no-base" if goal.form == "level" else "reason.no-path"


def _compare_with_path(goal: Goal, measurement: Measurement, path: Decimal) -> tuple[str, str]:
    """Return state and reason by the path: ahead of it, near it, or behind."""
    # Positive is better than the path.
    over = path - measurement.value if goal.lower else measurement.value - path
    side = 1 if _near(goal, measurement, path) else 0 if over > 0 else 2
    reasons = (
        _LAST_RATE if goal.form == "rate" and not measurement.since_start else _REASONS.get(goal.form, _PATH)
    )
    return ("ahead", "on-track", "behind")[side], reasons[side]


def _near(goal: Goal, measurement: Measurement, path: Decimal) -> bool:
    """Tell whether a figure is close to the path: within the tolerance, or what "about" reaches.

    For a rate with the bound "about" that bound is the only tolerance: what counts as met in the
    target year counts as near in every year.
    """
    about = span(goal.value, "~")
    low, high = (_path_to(end, goal, measurement.year) for end in (about.low, about.high))
    if goal.bound == "~" and low is not None and high is not None and low <= measurement.value <= high:
        return True
    exact = goal.bound == "~" and goal.form == "rate"
    return not exact and abs(measurement.value - path) <= TOLERANCE * abs(path)


def _pace_to(end: Decimal, goal: Goal, measurement: Measurement) -> Pace | None:
    """Return the pace that leads from a figure to an end: the target, or the edge of "about"."""
    left = goal.end - measurement.year
    if left <= 0:
        return None
    try:
        if goal.form == "level":
            return Pace("growth", growth_rate(measurement.value, end, left), left)
        if goal.form == "rate":
            return _remaining_rate(end, goal, measurement) if measurement.since_start else None
    except UnlikeError:
        return None
    if goal.form in _BY_AMOUNT:
        return Pace("amount", (end - measurement.value) / left, left)
    return None


def _remaining_rate(end: Decimal, goal: Goal, measurement: Measurement) -> Pace | None:
    """Return the rate of the years that are left with which the average of all becomes `end`."""
    elapsed, left = measurement.year - goal.start, goal.end - measurement.year
    # goal_factor ** all years = factor ** elapsed years * rest ** years left, solved for rest.
    factor, goal_factor = _UNIT + measurement.value / _HUNDRED, _UNIT + end / _HUNDRED
    # Zero cannot be divided by, and a negative number has no fractional power.
    if factor <= 0 or goal_factor <= 0:
        return None
    rest = (goal_factor ** (elapsed + left) / factor**elapsed) ** (_UNIT / left)
    return Pace("growth", (rest - _UNIT) * _HUNDRED, left)


def average_rate(rates: list[Decimal]) -> Decimal | None:
    """Return the yearly rate in per cent that compounds as the given ones do; None for -100 % and below."""
    factors = [_UNIT + rate / _HUNDRED for rate in rates]
    if not factors or min(factors) <= 0:
        return None
    product = _UNIT
    for factor in factors:
        product *= factor
    return rates[0] if len(rates) == 1 else (product ** (_UNIT / len(factors)) - _UNIT) * _HUNDRED
