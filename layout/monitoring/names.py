"""The names and units by which a user's file may speak of the plan's targets and their subjects."""

from __future__ import annotations

from collections.abc import Iterable

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
from layout.plan.model import Cluster, Plan, Segment, Statement, Text
from layout.words.glossary import glossary
from layout.words.typed_units import convertible_units, typed_unit, unit_text

# A fault names no more targets than these as ones to choose from.
_MAX_OPTIONS = 12


class RowError(Exception):
    """What is wrong with a row: the field, the code of the fault, and the values of its words."""

    def __init__(self, field: str, code: str, **values: object) -> None:
        super().__init__(code)
        self.field, self.code, self.values = field, code, values


def matching_unit(typed: str, target_unit: str, field: str = "unit") -> str:
    """Return the unit of a typed id or name; raise RowError of `field` if it converts to no target's."""
    if unit := typed_unit(typed, target_unit):
        return unit
    names = [*dict.fromkeys(map(unit_text, convertible_units(target_unit)))]
    raise RowError(field, "unlike_unit", value=typed, expected=unit_text(target_unit), options=names)


def spoken_scope(scope: str) -> Text:
    """Return the word for a statistical scope."""
    return glossary()[f"template.{scope}"]


def _fits(typed: str, target_unit: str) -> bool:
    try:
        return bool(matching_unit(typed, target_unit))
    except RowError:
        return False


class NameIndex:
    """The names of district, sites and industries, folded: width, case and blanks make no difference."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.families = target_families(plan)
        self.objects: dict[str, set[Subject]] = {}
        self._spellings: dict[str, str] = {}
        self._add(DISTRICT, (plan.district.id, *names_by_language(plan.district.name)))
        for site in plan.sites:
            names = (site.id, *names_by_language(site.name), *(n for a in site.aliases for n in a.text.texts))
            self._add(("site", site.id), names)
        industries: tuple[Cluster | Segment, ...] = (*plan.clusters, *plan.segment.values())
        for industry in industries:
            names = (industry.id, *names_by_language(industry.name), *industry.aliases)
            self._add(("cluster", industry.id), names)

    def _add(self, subject: Subject, names: Iterable[str]) -> None:
        for name in names:
            if name:
                self.objects.setdefault(name_key(name), set()).add(subject)
                self._spellings.setdefault(name_key(name), name)

    def find_target(self, object_name: str, indicator: str) -> TargetFamily:
        """Return the one target that an object and an indicator name; raise RowError if there is no such."""
        subjects = self.objects.get(name_key(object_name)) if object_name else {DISTRICT}
        if not subjects:
            suggestion = hint(object_name, self._spellings.values())
            raise RowError("object", "unknown_object", value=object_name, **suggestion)
        families = [f for f in self.families if f.subject in subjects]
        matches = self._among(families, indicator)
        # Without an object, names that identify one target lead to it even if it is not the district's.
        if not matches and not object_name:
            matches = [f for f in self.families if name_key(indicator) in name_keys(identifying_names(f))]
        if len(matches) == 1:
            return matches[0]
        if matches:
            # Ids, for the names are what does not tell these targets apart.
            options = [f.target.id for f in matches]
            raise RowError("indicator", "unclear_indicator", value=indicator, options=options)
        if not families:
            raise RowError("object", "no_target", value=object_name or self.plan.district.name)
        raise self._unknown(families, subjects, indicator)

    def resolve(self, object_name: str, indicator: str, unit: str) -> Statement:
        """Return what a figure measures: a target, or the level that a rate starts from if the unit says so.

        Raises RowError with what is wrong with the names.
        """
        level = self._level(object_name, indicator)
        # A rate and the level that it starts from may go by the same name: then the unit decides.
        level = level if level and _fits(unit, level.figure.unit) else None
        try:
            target = self.find_target(object_name, indicator).target
        except RowError:
            if level is None:
                raise
            return level
        return level if level and not _fits(unit, target.figure.unit) else target

    def _level(self, object_name: str, indicator: str) -> Statement | None:
        """Return the level that rates start from, if an object and an indicator name one and no other."""
        subjects = self.objects.get(name_key(object_name)) if object_name else {DISTRICT}
        # An object that is not known may be the first part of a level's name, split over two columns.
        key = name_key(indicator) if subjects else name_key(object_name + indicator)
        rates = [f.target for f in self.families if f.subject in (subjects or {DISTRICT})]
        pairs = [(rate, base) for rate in rates if (base := rate_base(rate, self.plan))]
        bases = {base.id: base for rate, base in pairs if key in level_names(rate, base, self.plan)}
        # Several rates may start from one level; several levels are never chosen from.
        return bases.popitem()[1] if len(bases) == 1 else None

    def identifies_target(self, object_name: str, indicator: str, family: TargetFamily) -> bool:
        """Tell whether names of an object and an indicator lead to a target and no other."""
        try:
            return self.find_target(object_name, indicator) is family
        except RowError:
            return False

    def identifies_level(self, base: Statement, object_name: str, indicator: str) -> bool:
        """Tell whether names of an object and an indicator lead to a level in its own unit."""
        try:
            return self.resolve(object_name, indicator, base.figure.unit) is base
        except RowError:
            return False

    def _among(self, families: list[TargetFamily], indicator: str) -> list[TargetFamily]:
        """Return the targets that an indicator names, by their own names before their measures'."""
        key = name_key(indicator)
        # From the names that are the target's own to those that it may share with others.
        for names in (identifying_names, self._measures, self._base_names):
            matches = [f for f in families if key in name_keys(names(f))]
            if matches:
                return matches
        return []

    def _unknown(self, families: list[TargetFamily], subjects: set[Subject], indicator: str) -> RowError:
        names = dict.fromkeys(f.target.name or Text(f.target.id) for f in families)
        known = [n for f in families for n in (*identifying_names(f), *self._measures(f))]
        # Sorted, so that the same fault has the same words on each run: sets have no order.
        subject = subject_name(sorted(subjects)[0], self.plan)
        shown: list[object] = [*[*names][:_MAX_OPTIONS], *(["…"] if len(names) > _MAX_OPTIONS else [])]
        words = {"object": subject, "options": shown}
        return RowError("indicator", "unknown_indicator", value=indicator, **words, **hint(indicator, known))

    def _measures(self, family: TargetFamily) -> tuple[str, ...]:
        return self._measure(family.target.figure.measure)

    def _measure(self, key: str) -> tuple[str, ...]:
        term = self.plan.term.get(f"measure:{key}")
        return (key, *(names_by_language(term.name) if term else ()))

    def _base_names(self, family: TargetFamily) -> tuple[str, ...]:
        base = self.plan.statement.get(family.target.base)
        return (*statement_names(base), *self._measure(base.figure.measure)) if base else ()

    def named_by_base(self, target: Statement, indicator: str) -> bool:
        """Tell whether an indicator names a target by the measure of its base alone."""
        direct_names = [
            name_keys((*identifying_names(f), *self._measures(f)))
            for f in self.families
            if f.target is target
        ]
        return any(name_key(indicator) not in names for names in direct_names)
