"""Actuals that the data hold: an edition's own of its years, and what the next edition reports of them.

They are matched to targets by id and name, within one subject, population and measure, never by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from geodata.languages import Text
from layout.comparison.editions import EditionPair
from layout.monitoring.actuals import Actual
from layout.monitoring.targets import TargetFamily, name_keys, rate_base, statement_names, target_families
from layout.plan.measure import UnlikeError, convert
from layout.plan.model import Plan, Statement
from layout.words.citations import citation, source_date
from layout.words.glossary import say

FOLDER, NEXT = "folder", "next"
# Forms of measures that cover the years after a start, which must be that of the target.
_SPANS = ("total", "change")
_YEAR = re.compile(r"-\d{4}$")

# Subject, population and measure, by keys that both editions share.
_Key = tuple[str, str, str, str]


def next_edition(plan: Plan, others: Iterable[Plan]) -> Plan | None:
    """Return the edition that follows a plan by its years, None where there is none."""
    later = [p for p in others if p.edition.from_year > plan.edition.from_year]
    return min(later, key=lambda p: p.edition.order_key, default=None)


def published_actuals(plan: Plan, later: Plan | None = None) -> tuple[Actual, ...]:
    """Return the actuals of an edition's years that its own data hold, then those of the next edition."""
    holders = [_Holder(plan, plan, FOLDER)]
    holders += [_Holder(plan, later, NEXT)] if later else []
    return tuple(actual for holder in holders for actual in holder.actuals())


@dataclass(frozen=True, slots=True)
class CombinedActuals:
    """The actuals that count, one of a target and year, and those that say something else of the same."""

    counted: tuple[Actual, ...]
    beside: tuple[Actual, ...]


def combine_actuals(uploaded: Iterable[Actual], published: Iterable[Actual]) -> CombinedActuals:
    """Combine a user's figures with those of the data: of one target and year the user's go before."""
    counted: dict[tuple[str, int], Actual] = {}
    beside: list[Actual] = []
    for actual in (*uploaded, *published):
        first = counted.setdefault((actual.target, actual.year), actual)
        if first is not actual and not _is_same(first, actual):
            beside.append(actual)
    return CombinedActuals(tuple(counted.values()), tuple(beside))


def _is_same(first: Actual, second: Actual) -> bool:
    try:
        return first.bound == second.bound and convert(second.value, second.unit, first.unit) == first.value
    except UnlikeError:
        return False


class _Holder:
    """One edition whose figures are held against the targets of a plan, which may be another's."""

    def __init__(self, plan: Plan, holder: Plan, origin: str) -> None:
        self.plan, self.holder, self.origin = plan, holder, origin
        pair = EditionPair(plan, holder)
        self.of_plan, self.of_holder = pair.old, pair.new
        self.families = target_families(plan)

    def actuals(self) -> Iterator[Actual]:
        edition = self.plan.edition
        for statement in self.holder.statements:
            figure = statement.figure
            within = figure.year is not None and edition.from_year <= figure.year <= edition.target_year
            # A part of a year says nothing of the year.
            whole = not figure.months
            if within and whole and figure.role in ("actual", "baseline") and figure.value is not None:
                for target in self._targets(statement):
                    yield self._actual(statement, target)

    def _targets(self, statement: Statement) -> list[Statement]:
        """Return the target that a figure is of, and the level of a rate that it is a later year of."""
        key = _key(statement, self.of_holder.measures, self.of_holder.industries, self.of_holder.sites)
        alike = [f for f in self.families if self._own_key(f.target) == key and _covers(statement, f.target)]
        named = [f for f in alike if _is_named(statement, f)]
        # A cluster or site has one target of a measure; of the district many are of one, told by their names.
        only = alike if len(alike) == 1 and (statement.cluster or statement.site) else []
        targets = [f.target for f in (named or only)][:1]
        if targets:
            return targets
        bases = {b.id: b for f in self.families if (b := rate_base(f.target, self.plan))}
        return [b for b in bases.values() if self._own_key(b) == key and _share_names(statement, (b,))][:1]

    def _own_key(self, statement: Statement) -> _Key:
        return _key(statement, self.of_plan.measures, self.of_plan.industries, self.of_plan.sites)

    def _actual(self, statement: Statement, target: Statement) -> Actual:
        figure, edition = statement.figure, self.holder.edition
        spans = figure.form == "rate" and figure.from_year is not None and figure.from_year + 1 != figure.year
        flags = ["scope"] if bool(figure.scope) != bool(target.figure.scope) else []
        flags += ["about"] if figure.bound == "~" else []
        flags += ["span"] if spans else []
        cited = Text.in_each(lambda lang: self._cited(statement, lang))
        return Actual(
            target=target.id,
            # `actuals` has left out what has no year or no value.
            year=figure.year or 0,
            value=figure.value or Decimal(0),
            unit=figure.unit,
            scope=figure.scope,
            source=cited.original,
            object="",
            indicator=statement.name.original,
            file=f"plans/{edition.id}",
            where=statement.id,
            flags=tuple(flags),
            origin=self.origin,
            bound=figure.bound or "=",
            name=statement.name,
            edition=edition.short,
            cited=cited,
        )

    def _cited(self, statement: Statement, lang: str) -> str:
        words = citation(statement.refs, self.holder, lang)
        sources = [s for r in statement.refs if (s := self.holder.source.get(r.source))]
        date = statement.as_of or next((d for s in sources if (d := source_date(s, lang))), "")
        return say("text.bracketed", lang, text=words, aside=date) if date else words


def _key(
    statement: Statement, measures: Mapping[str, str], industries: Mapping[str, str], sites: Mapping[str, str]
) -> _Key:
    figure = statement.figure
    return (
        sites.get(statement.site, statement.site),
        # A figure of a site may name the cluster of the site as well.
        "" if statement.site else industries.get(statement.cluster, statement.cluster),
        statement.population,
        measures.get(figure.measure, figure.measure),
    )


def _covers(statement: Statement, target: Statement) -> bool:
    """Tell whether a figure covers years that a target can be judged by, in a unit that converts."""
    figure, goal = statement.figure, target.figure
    try:
        convert(figure.value or Decimal(0), figure.unit, goal.unit)
    except UnlikeError:
        return False
    if figure.form == "rate" and figure.from_year is not None and figure.year is not None:
        return figure.from_year in (figure.year - 1, goal.from_year)
    return figure.form not in _SPANS or figure.from_year == goal.from_year


def _is_named(statement: Statement, family: TargetFamily) -> bool:
    return _share_names(statement, (*family.statements, *family.former))


def _share_names(statement: Statement, others: Iterable[Statement]) -> bool:
    names = {*name_keys(statement_names(statement)), _stem(statement.id)}
    return any(names & {*name_keys(statement_names(o)), _stem(o.id)} for o in others)


def _stem(key: str) -> str:
    # No name begins so: an id is compared with ids alone.
    return f"id:{_YEAR.sub('', key)}"
