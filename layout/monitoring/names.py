"""The names that a user's file may call the plan's targets and their things by, and the units."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from geodata.faults import hint
from geodata.names import name_key
from layout.monitoring.targets import (
    DISTRICT,
    Subject,
    TargetFamily,
    identifying_names,
    level_names,
    name_keys,
    names_by_language,
    rate_base,
    statement_names,
    subject_name,
    target_families,
)
from layout.plan.measure import UnlikeError, convert
from layout.plan.model import Cluster, Plan, Segment, Statement
from layout.words.glossary import glossary

_SHOWN = 12


class RowError(Exception):
    """What is wrong with a row: the field, the code of the fault, and the values of its words."""

    def __init__(self, field: str, code: str, **values: object) -> None:
        super().__init__(code)
        self.field, self.code, self.values = field, code, values


def matching_unit(typed: str, wanted: str) -> str:
    """Return the unit that is meant, if it converts to the one that is wanted."""
    options = convertible_units(wanted)
    known = {name_key(unit): unit for unit in (*_spelled(typed), typed)}
    for unit in (wanted, *options, *known.values()):
        if name_key(unit) not in known:
            continue
        try:
            convert(Decimal(1), unit, wanted)
        except UnlikeError:
            continue
        return unit
    raise RowError("unit", "unlike_unit", value=typed, expected=wanted, options=options)


def _fits(typed: str, wanted: str) -> bool:
    try:
        return bool(matching_unit(typed, wanted))
    except RowError:
        return False


def _spelled(typed: str) -> list[str]:
    """Return the units that a word of either language names."""
    key, start = name_key(typed), "unit."
    pairs = [(k[len(start) :], t) for k, t in glossary().items() if k.startswith(start)]
    return [unit for unit, word in pairs if key in (name_key(word.zh), name_key(word.en))]


@lru_cache(maxsize=64)
def convertible_units(wanted: str) -> tuple[str, ...]:
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


class NameIndex:
    """The names of all that a file may speak of, folded: width, case and blanks do not count."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.families = target_families(plan)
        self.objects: dict[str, set[Subject]] = {}
        self._shown: dict[str, str] = {}
        self._add(DISTRICT, (plan.district.id, *names_by_language(plan.district.name)))
        for site in plan.sites:
            self._add(
                ("site", site.id), (site.id, *names_by_language(site.name), *(a.name for a in site.aliases))
            )
        industries: tuple[Cluster | Segment, ...] = (*plan.clusters, *plan.segment.values())
        for item in industries:
            self._add(("cluster", item.id), (item.id, *names_by_language(item.name), *item.aliases))

    def _add(self, of: Subject, names: Iterable[str]) -> None:
        for name in names:
            if name:
                self.objects.setdefault(name_key(name), set()).add(of)
                self._shown.setdefault(name_key(name), name)

    def find_target(self, thing: str, indicator: str) -> TargetFamily:
        """Return the target that an object and an indicator name; raise what is wrong with them."""
        subjects = self.objects.get(name_key(thing)) if thing else {DISTRICT}
        if not subjects:
            near = hint(thing, self._shown.values())
            raise RowError("object", "unknown_object", value=thing, **near)
        held = [f for f in self.families if f.subject in subjects]
        found = self._among(held, indicator)
        if not found and not thing:
            found = [f for f in self.families if name_key(indicator) in name_keys(identifying_names(f))]
        if len(found) == 1:
            return found[0]
        if found:
            options = [f.target.id for f in found]
            raise RowError("indicator", "unclear_indicator", value=indicator, options=options)
        if not held:
            raise RowError("object", "no_target", value=thing or self.plan.district.name.zh)
        raise self._unknown(held, subjects, indicator)

    def resolve(self, thing: str, indicator: str, unit: str) -> Statement:
        """Return what a figure is of: a target, or the level that a rate starts from if its unit is that.

        Raises what is wrong with the names.
        """
        level = self._level(thing, indicator)
        level = level if level and _fits(unit, level.figure.unit) else None
        try:
            said = self.find_target(thing, indicator).target
        except RowError:
            if level is None:
                raise
            return level
        return level if level and not _fits(unit, said.figure.unit) else said

    def _level(self, thing: str, indicator: str) -> Statement | None:
        """Return the level that rates start from, if an object and an indicator name one and no other."""
        subjects = self.objects.get(name_key(thing)) if thing else {DISTRICT}
        key = name_key(indicator) if subjects else name_key(thing + indicator)
        rates = [f.target for f in self.families if f.subject in (subjects or {DISTRICT})]
        pairs = [(rate, base) for rate in rates if (base := rate_base(rate, self.plan))]
        named = {base.id: base for rate, base in pairs if key in level_names(rate, base, self.plan)}
        return named.popitem()[1] if len(named) == 1 else None

    def identifies_target(self, thing: str, indicator: str, family: TargetFamily) -> bool:
        """Tell whether names of an object and an indicator lead to a target and no other."""
        try:
            return self.find_target(thing, indicator) is family
        except RowError:
            return False

    def identifies_level(self, base: Statement, thing: str, indicator: str) -> bool:
        """Tell whether names of an object and an indicator lead to a level in its own unit."""
        try:
            return self.resolve(thing, indicator, base.figure.unit) is base
        except RowError:
            return False

    def _among(self, held: list[TargetFamily], indicator: str) -> list[TargetFamily]:
        """Return the targets that an indicator names, by their own names before their measures'."""
        key = name_key(indicator)
        for names in (identifying_names, self._measures, self._base_names):
            found = [f for f in held if key in name_keys(names(f))]
            if found:
                return found
        return []

    def _unknown(self, held: list[TargetFamily], subjects: set[Subject], indicator: str) -> RowError:
        names = dict.fromkeys(f.target.name.zh or f.target.id for f in held)
        known = [n for f in held for n in (*identifying_names(f), *self._measures(f))]
        of = subject_name(sorted(subjects)[0], self.plan)
        shown = [*list(names)[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])]
        words = {"object": of("en"), "object_zh": of("zh"), "options": shown}
        return RowError("indicator", "unknown_indicator", value=indicator, **words, **hint(indicator, known))

    def _measures(self, family: TargetFamily) -> tuple[str, ...]:
        return self._measure(family.target.figure.measure)

    def _measure(self, key: str) -> tuple[str, ...]:
        term = self.plan.term.get(f"measure:{key}")
        return (key, *(names_by_language(term.name) if term else ()))

    def _base_names(self, family: TargetFamily) -> tuple[str, ...]:
        base = self.plan.statement.get(family.target.base)
        return (*statement_names(base), *self._measure(base.figure.measure)) if base else ()

    def named_by_base(self, said: Statement, indicator: str) -> bool:
        """Tell whether an indicator names a target by the measure of its base alone."""
        own = [
            name_keys((*identifying_names(f), *self._measures(f))) for f in self.families if f.target is said
        ]
        return any(name_key(indicator) not in names for names in own)
