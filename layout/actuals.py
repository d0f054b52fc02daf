"""A user's figures matched to the plan's targets: exactly, by any of the names that a thing has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from geodata.faults import Issue, fault, hint, where_zh
from geodata.intake import Reading, Row
from geodata.refs import name_key
from layout.families import (
    DISTRICT,
    Family,
    Subject,
    both,
    distinct,
    families,
    first_year,
    keys,
    own_names,
    subject_name,
)  # fmt: skip
from layout.measure import UnlikeError, convert
from layout.model import Cluster, Layout, Segment
from layout.text import glossary

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Actual:
    """One figure of a year, held against a target; value, unit and scope as typed.

    `target` is the id of the target's family. `flags` say what could not be held against it:
    `scope` where only one of the two states one, `measure` where the figure is of the measure
    that the target's base has.
    """

    target: str
    year: int
    value: Decimal
    unit: str
    scope: str
    source: str
    object: str
    indicator: str
    file: str
    where: str
    flags: tuple[str, ...] = ()


def match(reading: Reading, layout: Layout) -> tuple[tuple[Actual, ...], tuple[Issue, ...]]:
    """Match a file's rows to the edition's targets; return the figures and every fault."""
    work = _Work(reading, Names(layout))
    for row in reading.rows:
        work.take(row)
    for row in reading.broken:
        work.check(row)
    return tuple(work.found), tuple(sorted((*reading.issues, *work.issues), key=_at))


def _at(issue: Issue) -> int:
    found = re.search(r"([0-9]+)$", issue.where)
    return int(found[1]) if found else 0


class _RowError(Exception):
    def __init__(self, field: str, code: str, **values: object) -> None:
        super().__init__(code)
        self.field, self.code, self.values = field, code, values


class _Work:
    """One file being matched."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self.reading, self.names = reading, names
        self.found: list[Actual] = []
        self.issues: list[Issue] = []
        self.first: dict[tuple[str, int], Row] = {}

    def take(self, row: Row) -> None:
        """Match one row; a figure that stands twice is a fault, equal or not."""
        before = len(self.issues)
        family, unit = self.check(row)
        if len(self.issues) > before or family is None or row.year is None or row.value is None:
            return
        held = self.first.setdefault((family.first.id, row.year), row)
        if held is row:
            self.found.append(self._actual(row, family, unit, (row.year, row.value)))
            return
        spot = {"first_en": held.where, "first_zh": where_zh(held.where)}
        self._report(row, _RowError("value", "figure_twice", value=row.year, **spot))

    def check(self, row: Row) -> tuple[Family | None, str]:
        """Name every fault of a row that its target shows; return the target and the unit."""
        if not row.indicator:
            self._year(row, self.names.layout.edition.base_year)
            return None, ""
        try:
            family = self.names.find(row.object, row.indicator)
        except _RowError as error:
            self._year(row, self.names.layout.edition.base_year)
            self._report(row, error)
            return None, ""
        figure = family.first.figure
        self._year(row, first_year(figure, self.names.layout))
        if row.scope and figure.scope and row.scope != figure.scope:
            self._report(row, _RowError("scope", "unlike_scope", value=row.scope, wanted=figure.scope))
        try:
            return family, _unit(row.unit, figure.unit) if row.unit else ""
        except _RowError as error:
            self._report(row, error)
        return family, ""

    def _year(self, row: Row, first: int) -> None:
        last = self.names.layout.edition.target_year
        if row.year is not None and not first <= row.year <= last:
            self._report(row, _RowError("year", "year_outside", value=row.year, first=first, last=last))

    def _report(self, row: Row, error: _RowError) -> None:
        head = self.reading.heads.get(error.field, error.field)
        self.issues.append(fault(self.reading.file, row.where, head, error.code, **error.values))

    def _actual(self, row: Row, family: Family, unit: str, figure: tuple[int, Decimal]) -> Actual:
        flags = ["scope"] if bool(row.scope) != bool(family.first.figure.scope) else []
        flags += ["measure"] if self.names.by_base(family, row.indicator) else []
        year, value = figure
        return Actual(
            target=family.first.id,
            year=year,
            value=value,
            unit=unit,
            scope=row.scope,
            source=row.source,
            object=row.object,
            indicator=row.indicator,
            file=self.reading.file,
            where=row.where,
            flags=tuple(flags),
        )


def _unit(typed: str, wanted: str) -> str:
    """Return the unit that is meant, if it converts to the one that is wanted."""
    options = units_for(wanted)
    known = {name_key(unit): unit for unit in (*_spelled(typed), typed)}
    for unit in (wanted, *options, *known.values()):
        if name_key(unit) not in known:
            continue
        try:
            convert(Decimal(1), unit, wanted)
        except UnlikeError:
            continue
        return unit
    raise _RowError("unit", "unlike_unit", value=typed, wanted=wanted, options=options)


def _spelled(typed: str) -> list[str]:
    """Return the units that a word of either language names."""
    key, start = name_key(typed), "unit."
    pairs = [(k[len(start) :], t) for k, t in glossary().items() if k.startswith(start)]
    return [unit for unit, word in pairs if key in (name_key(word.zh), name_key(word.en))]


@lru_cache(maxsize=64)
def units_for(wanted: str) -> tuple[str, ...]:
    """Return the units that convert to one, that one first."""
    known = [k.removeprefix("unit.") for k in glossary() if k.startswith("unit.")]
    found = [wanted]
    for unit in known:
        try:
            convert(Decimal(1), unit, wanted)
        except UnlikeError:
            continue
        found.append(unit)
    return tuple(dict.fromkeys(found))


class Names:
    """The names of all that a file may speak of, folded: width, case and blanks do not count."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.families = families(layout)
        self.objects: dict[str, set[Subject]] = {}
        self._shown: dict[str, str] = {}
        self._add(DISTRICT, (layout.district.id, *both(layout.district.name)))
        for site in layout.sites:
            self._add(("site", site.id), (site.id, *both(site.name), *(a.name for a in site.aliases)))
        industries: tuple[Cluster | Segment, ...] = (*layout.clusters, *layout.segment.values())
        for item in industries:
            self._add(("cluster", item.id), (item.id, *both(item.name), *item.aliases))

    def _add(self, of: Subject, names: Iterable[str]) -> None:
        for name in names:
            if name:
                self.objects.setdefault(name_key(name), set()).add(of)
                self._shown.setdefault(name_key(name), name)

    def find(self, thing: str, indicator: str) -> Family:
        """Return the target that an object and an indicator name; raise what is wrong with them."""
        subjects = self.objects.get(name_key(thing)) if thing else {DISTRICT}
        if not subjects:
            near = hint(thing, self._shown.values())
            raise _RowError("object", "unknown_object", value=thing, **near)
        held = [f for f in self.families if f.subject in subjects]
        found = self._among(held, indicator)
        if not found and not thing:
            found = [f for f in self.families if name_key(indicator) in keys(distinct(f))]
        if len(found) == 1:
            return found[0]
        if found:
            options = [f.first.id for f in found]
            raise _RowError("indicator", "unclear_indicator", value=indicator, options=options)
        if not held:
            raise _RowError("object", "no_target", value=thing or self.layout.district.name.zh)
        raise self._unknown(held, subjects, indicator)

    def leads(self, thing: str, indicator: str, family: Family) -> bool:
        """Tell whether names of an object and an indicator lead to a target and no other."""
        try:
            return self.find(thing, indicator) is family
        except _RowError:
            return False

    def _among(self, held: list[Family], indicator: str) -> list[Family]:
        """Return the targets that an indicator names, by their own names before their measures'."""
        key = name_key(indicator)
        for names in (distinct, self._measures, self._base_names):
            found = [f for f in held if key in keys(names(f))]
            if found:
                return found
        return []

    def _unknown(self, held: list[Family], subjects: set[Subject], indicator: str) -> _RowError:
        names = dict.fromkeys(f.first.name.zh or f.first.id for f in held)
        known = [n for f in held for n in (*distinct(f), *self._measures(f))]
        of = subject_name(sorted(subjects)[0], self.layout)
        shown = [*list(names)[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])]
        words = {"object": of("en"), "object_zh": of("zh"), "options": shown}
        return _RowError("indicator", "unknown_indicator", value=indicator, **words, **hint(indicator, known))

    def _measures(self, family: Family) -> tuple[str, ...]:
        return self._measure(family.first.figure.measure)

    def _measure(self, key: str) -> tuple[str, ...]:
        term = self.layout.term.get(f"measure:{key}")
        return (key, *(both(term.name) if term else ()))

    def _base_names(self, family: Family) -> tuple[str, ...]:
        base = self.layout.statement.get(family.first.base)
        return (*own_names(base), *self._measure(base.figure.measure)) if base else ()

    def by_base(self, family: Family, indicator: str) -> bool:
        """Tell whether an indicator names a target by the measure of its base alone."""
        own = keys((*distinct(family), *self._measures(family)))
        return name_key(indicator) not in own
