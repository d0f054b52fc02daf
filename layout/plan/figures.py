"""The plan's own numbers as frozen records: figures and who states them, chains, claims.

A figure is not a float: it carries unit, measure, scope and years, and its value is the decimal
as printed, whose last digit says how exact it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from geodata.references import Ref
from layout.plan.terms import Text

_NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with all that makes it comparable, or words instead of it.

    `value` is as printed. `bound` is `=`, `~` (about), `>=`, `>`, `<=` or `<`. `year` is the year
    of a level, or the last of a span that starts after `from_year`; both are None where there is none.
    `year_basis` is inferred where the source does not print them. `scope` is `local` (the district's own
    firms), `all` or empty where the source does not say. `role` is actual, baseline, target, hold (a level to
    be held, without a year) or frame (a horizon or a count of the plan's parts); `attribute` is expected,
    binding or empty. `form` is that of the measure: level, total, rate, share, change, count or ratio.
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
    is the target as printed.
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

    @property
    def published_elsewhere(self) -> bool:
        """Tell whether others than the plan state it."""
        return bool(self.as_of)


@dataclass(frozen=True, slots=True)
class Claim:
    """An arithmetic relation that the plan claims or leads to; see layout/audit/formulas.py.

    `of` are the ids of its operands: statements, or other claims whose result they use; their order
    depends on `kind`. `by` says of a consequence whether it is a `reach` or a `rest`. `stated` is the id of
    the figure that states the result, empty where other claims use it only. `year` is the year of the
    result where the operands do not tell it. `counted` is what a count counts, `among` the level that it is
    limited to. `decimals` is how exactly the plan itself goes on to use the stated figure, and `why` how
    that is known.
    """

    id: str
    kind: str
    by: str
    title: Text
    of: tuple[str, ...]
    stated: str
    year: int | None
    counted: str
    among: str
    decimals: int | None
    why: Text


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of an industrial chain, and the parks and clusters that serve it, if any.

    `stage` counts from 1. `clusters` are ids of clusters or segments. `basis` is stated, inferred or empty
    where nothing serves the link.
    """

    id: str
    chain: str
    stage: int
    name: Text
    parks: tuple[str, ...]
    clusters: tuple[str, ...]
    basis: str
    ground: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of links in stages, or one of the plan's lists of links to build or strengthen."""

    id: str
    kind: str
    theme: str
    name: Text
    links: tuple[ChainLink, ...]

    @property
    def stages(self) -> tuple[tuple[ChainLink, ...], ...]:
        """Return the links stage by stage."""
        numbers = sorted({k.stage for k in self.links})
        return tuple(tuple(k for k in self.links if k.stage == n) for n in numbers)


@dataclass(frozen=True, slots=True)
class CarriedIndustry:
    """An industry that a site carries, with its cluster and segment.

    It comes from a park's link to a cluster, or from an industry that a role names for the site. An
    industry outside all clusters has an empty `cluster`, `segment` and `basis`.
    """

    cluster: str
    segment: str
    industry: Text
    basis: str
    ground: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a cluster with its target; `target_statement` is the id of the statement that sets it."""

    id: str
    cluster: str
    name: Text
    aliases: tuple[str, ...]
    target_statement: str
    target: Figure
    makes: tuple[Text, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """An industrial cluster (or the traditional industry) with its target and segments.

    `kind` is `cluster` or `base`, `colour` is `#rrggbb`. `target_statement` is the id of the statement that
    sets the target, or the level to hold.
    """

    id: str
    kind: str
    name: Text
    aliases: tuple[str, ...]
    colour: str
    target_statement: str
    target: Figure
    makes: tuple[Text, ...]
    refs: tuple[Ref, ...]
    segments: tuple[Segment, ...]
