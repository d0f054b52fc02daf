"""What the audit computes with: a number with its range, unit and years, printed or the result of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from layout.plan.measure import Span
from layout.plan.model import Figure, Ref, Text


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its range, unit and years: a statement's, or the result of a claim.

    `form` is that of its measure (level, total, rate, share, change, count or ratio); `measures` and
    `scopes` are all that went into it, `amount_scopes` those of amounts alone. `of` are the operands of a
    result, `kind` the claim's kind (or, of a consequence, what it leads to). `exact` tells whether the number
    is printed, or adds up printed ones, and so needs no rounding. `words` stand in place of a printed number
    that is a class of size, and `classes` are the ids of all such figures that went into it. `printed` is the
    figure that it is, None of a result, whose `bound` follows from those of its operands. `high` is the upper
    end of a range, whose lower end is the value; `months` are those of its year that it is of.
    """

    id: str
    name: Text
    span: Span
    unit: str
    form: str
    measures: frozenset[str]
    scopes: frozenset[str]
    from_year: int | None
    year: int | None
    refs: tuple[Ref, ...]
    bound: str = "="
    kind: str = ""
    of: tuple[Quantity, ...] = ()
    exact: bool = True
    words: Text | None = None
    amount_scopes: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    printed: Figure | None = None
    high: Decimal | None = None
    months: str = ""

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """Return its number, of a range both ends."""
        return (self.span.value,) if self.high is None else (self.span.value, self.high)

    @property
    def plain(self) -> Span:
        """Return the range without its open side: what the printed number itself allows."""
        # A bound opens one side only: there the printed number itself is the end.
        low = self.span.low if self.span.low.is_finite() else self.span.value
        high = self.span.high if self.span.high.is_finite() else self.span.value
        return Span(low, self.span.value, high)
