"""The plan's own numbers as frozen records: figures and who states them, claims, industries.

A figure is not a float: it carries unit, measure, scope and years, and its value is the decimal
as printed, whose last digit says how exact it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from geodata.months import MONTHS_IN_YEAR, days_of_months, read_months
from geodata.references import Ref
from geodata.size_classes import class_amount
from layout.plan.terms import Text

_NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with all that makes it comparable, or words instead of it.

    `value` is as printed, of a range its lower end and `high` the upper; `stretch` is what is aimed at
    beyond. `bound` is `=`, `~` (about), `>=`, `>`, `<=` or `<`, of a sum also `~>=` or `~<=` (about so much
    or more, or less). `also` are the other ways in which the source sets the same target. `year` is the year
    of a level, or the last of a span that starts after `from_year`; both are None where there is none.
    `year_basis` is inferred where the source does not print them. `months` are those of `year` that it is of
    (`1-6`), empty for all. `scope` is `local` (the district's own
    firms), `all` or empty where the source does not say. `role` is actual, baseline, target, hold (a level to
    be held, without a year) or frame (a horizon, the limit of a group or a count of the plan's parts);
    `attribute` is expected, binding or empty. `form` is that of the measure: level, total, rate, share,
    change, count or ratio; `period` says how the measure labels a span where the form does not: `years` or
    `ends`. `based` tells of a multiple whether the data name the figure that it is a multiple of.
    """

    value: Decimal | None
    bound: str
    unit: str
    year: int | None
    measure: str
    scope: str
    words: Text
    from_year: int | None = None
    role: str = "target"
    attribute: str = ""
    year_basis: str = ""
    form: str = "level"
    period: str = ""
    high: Decimal | None = None
    stretch: Decimal | None = None
    months: str = ""
    also: tuple[Figure, ...] = ()
    based: bool = False

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """Return its number, of a range both ends, the lower first; empty of words."""
        return tuple(v for v in (self.value, self.high) if v is not None)

    @property
    def class_amount(self) -> Decimal | None:
        """Return the least amount in CLASS_UNIT that words for a class of size name; None of all else."""
        return None if self.value is not None else class_amount(self.words.original)

    @property
    def period_dates(self) -> tuple[date, date] | None:
        """Return the first and last day of the time that it is of; None of what has no year."""
        if self.year is None:
            return None
        # Of a level or growth that is the last year, of what is added up all years.
        start = self.first_year if self.adds_up and self.first_year is not None else self.year
        first, last = read_months(self.months) or (1, MONTHS_IN_YEAR)
        return date(start, first, 1), days_of_months(self.year, first, last)[1]

    @property
    def adds_up(self) -> bool:
        """Tell whether its years are those that are added up, and not the two ends of a growth."""
        return self.period == "years" or (not self.period and self.form in ("total", "count"))

    @property
    def first_year(self) -> int | None:
        """Return the first year of a span as it is labelled; None of what has no span."""
        # 2016 to 2020 are added up after the year 2015, from which growth is reckoned.
        return self.from_year + 1 if self.from_year is not None and self.adds_up else self.from_year

    @property
    def cumulated(self) -> bool:
        """Tell whether it is a total of which the source does not say since when."""
        return self.form == "total" and self.from_year is None


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure as one source states it.

    `kind` is `figure` or `indicator`; `group` is the topic of a figure, the class of an indicator.
    `population` is the group of firms, parks or industries that it is of, where that is neither a cluster
    nor a site. `base` names the figure that a target starts from. `question` is what we doubt of the figure
    and would ask its author; it is shown wherever the figure is. A figure published elsewhere names the
    plan's figure of the same indicator in `plan_figure` and the date it holds for in `as_of`. `written`
    is the target as printed. `also` are the ids of figures that set the same target in another way,
    `replaces` is that of the figure which this one replaces.
    """

    id: str
    kind: str
    group: str
    number: int | None
    name: Text
    aliases: tuple[str, ...]
    figure: Figure
    cluster: str
    site: str
    base: str
    plan_figure: str
    as_of: str
    written: Text
    note: Text
    refs: tuple[Ref, ...]
    population: str = ""
    question: Text = _NOTHING
    also: tuple[str, ...] = ()
    replaces: str = ""

    @property
    def published_elsewhere(self) -> bool:
        """Tell whether others than the plan state it."""
        return bool(self.as_of)


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that the plan claims or leads to; see layout/audit/formulas.py.

    `of` are the ids of its operands: statements, or other claims whose result they use; their order
    depends on `kind`. `by` says of a consequence whether it is a `reach`, a `rest`, a `product` or a `whole`.
    `stated` is the id of the figure that states the result, empty where other claims use it only. `year` is
    the year of the result where the operands do not tell it. `counted` is what a count or a naming looks at,
    `among` are the ids that a count is limited to, or the level of a ladder's rung. `decimals` is how exactly
    the plan itself goes on to use the stated
    figure; `why` is how that is known, or else why the two sides are not of the same subject; where they are
    `alike` all the same it is only to be borne in mind. `cause` is the
    id of what it has in common with others; `weight` is 0 to 3, None where it follows from the kind. `refs`
    are the places of what no operand cites.
    """

    id: str
    kind: str
    by: str
    title: Text
    of: tuple[str, ...]
    stated: str
    year: int | None
    counted: str
    among: tuple[str, ...]
    decimals: int | None
    why: Text
    cause: str = ""
    weight: int | None = None
    refs: tuple[Ref, ...] = ()
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """What several claims have in common, so that their findings are one question.

    `printed` is the id of the figure that others do not fit, `implied` that of the claim which computes what
    they fit instead; both empty where the claims only ask the same.
    """

    id: str
    title: Text
    printed: str
    implied: str
    note: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class CarriedIndustry:
    """An industry that a site carries, with its cluster and segment.

    It comes from a site's link to a cluster, from an industry that a role names for the site, or from one
    that the plan gives as a whole to an element whose leading member the site is: `via` is then the id of
    that element, and else empty. An industry outside all clusters has an empty `cluster`, `segment` and
    `basis`; `ground` says why.
    """

    cluster: str
    segment: str
    industry: Text
    basis: str
    ground: Text
    refs: tuple[Ref, ...]
    via: str = ""
