"""What is drawn of a cluster: the whole as it is stated, its segments and what of it no segment has."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from layout.charts.figure_extent import FigureExtent
from layout.plan.model import Cluster, Segment

_ZERO = Decimal(0)


@dataclass(frozen=True)
class ClusterWhole:
    """A cluster with what is drawn of it; `stated` is None without a number in the unit of the chart."""

    cluster: Cluster
    unit: str
    stated: FigureExtent | None
    parts: tuple[tuple[Segment, FigureExtent], ...]

    @property
    def listed(self) -> Decimal:
        """Return the sum of the segments that have a number."""
        return sum((extent.value for _, extent in self.parts), _ZERO)

    @property
    def area(self) -> Decimal:
        """Return what is drawn: what the plan states of the whole, else the sum of its segments."""
        return self.stated.value if self.stated else self.listed

    @property
    def rest(self) -> Decimal:
        """Return what of the whole no segment has; nought where the segments are as much or more."""
        return max(self.area - self.listed, _ZERO) if self.parts else _ZERO

    @property
    def is_of_several_years(self) -> bool:
        """Tell whether the amounts that are drawn are not all to be reached in one year, or part of it."""
        whole = (self.cluster.target,) if self.stated else ()
        return len({(f.year, f.months) for f in (*whole, *(s.target for s, _ in self.parts)) if f}) > 1

    @property
    def without_number(self) -> tuple[Segment, ...]:
        """Return the segments that have no area of their own."""
        known = {s.id for s, _ in self.parts}
        return tuple(s for s in self.cluster.segments if s.id not in known)

    @property
    def rest_ends(self) -> tuple[tuple[Decimal, ...], str]:
        """Return one end or both of the rest, and its bound: what whole and parts allow, else about.

        Of a range the rest is one too; parts that may be more leave a rest that is at most so much.
        """
        target, rest = self.cluster.target, self.rest
        bounds = {s.target.bound for s, _ in self.parts if s.target}
        sure = not any(e.high is not None for _, e in self.parts) and not self.is_of_several_years
        if target is None or self.stated is None or not target.bound or not sure:
            return (rest,), "~"
        more = _ZERO if self.stated.high is None else self.stated.high - self.stated.value
        if bounds == {"="}:
            return ((rest, rest + more) if more else (rest,)), target.bound
        at_most = target.bound == "=" and bounds <= {"=", ">=", ">"}
        return ((rest + more,), "<=") if at_most else ((rest,), "~")
