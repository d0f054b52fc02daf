"""The targets of an edition, each once: a family of statements that set the same target for one subject.

A target stands with what else says the same: the plan's figure again elsewhere, and the dated
versions that others published of it. A family goes by the id of its first statement. What others
published of something narrower is a family of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from geodata.names import name_key
from geodata.units import dimension
from layout.plan.model import Figure, Plan, Statement, Term, Text

# What a target is set for: kind (district, cluster or site) and id.
Subject = tuple[str, str]
# Forms of measures that cover the years after a start, so that the start itself has no figure.
_SPANS = ("total", "rate", "change")
DISTRICT: Subject = ("district", "")


@dataclass(frozen=True)
class TargetFamily:
    """A target under all its names: the first statement that sets it, other versions, what they replaced."""

    target: Statement
    versions: tuple[Statement, ...]
    subject: Subject
    former: tuple[Statement, ...] = ()

    @property
    def published_elsewhere(self) -> bool:
        """Tell whether others than the plan set this target."""
        return bool(self.target.as_of)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Return every version, the family's target first."""
        return (self.target, *self.versions)


def target_families(plan: Plan) -> tuple[TargetFamily, ...]:
    """Return the targets of an edition, each once, in the order of the plan's files."""
    # Sorted, so that a family's first statement is the plan's, and an indicator if there is one.
    targets = {s.id: s for s in sorted(filter(_target_test(plan), plan.statements), key=_rank)}
    order = {key: i for i, key in enumerate(targets)}
    # Disjoint sets: `first` leads from a target to an earlier one that says the same, or to itself.
    first = {key: key for key in targets}
    for pair in _pairs(targets, plan):
        earlier, later = sorted((_root(key, first) for key in pair), key=order.__getitem__)
        first[later] = earlier
    members: dict[str, list[Statement]] = {}
    for key, statement in targets.items():
        members.setdefault(_root(key, first), []).append(statement)
    former: dict[str, list[Statement]] = {}
    for statement in (s for s in plan.statements if not plan.is_current(s)):
        former.setdefault(plan.revisions(statement)[0].id, []).append(statement)
    return tuple(
        TargetFamily(
            target,
            tuple(versions),
            subject_of(target),
            tuple(s for m in (target, *versions) for s in former.get(m.id, ())),
        )
        for target, *versions in members.values()
    )


def _target_test(plan: Plan) -> Callable[[Statement], bool]:
    """Return the test of a statement: a current target of a year after the base year."""

    def is_target(statement: Statement) -> bool:
        figure = statement.figure
        # What was replaced is no target any more, and so has no part in the evaluation.
        current = figure.role == "target" and plan.is_current(statement)
        return current and (figure.year or plan.edition.target_year) > plan.edition.base_year

    return is_target


def _pairs(targets: Mapping[str, Statement], plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the ids of targets that say the same, two by two."""
    known: dict[tuple[Subject, str, str], str] = {}
    for target in targets.values():
        for name in statement_names(target):
            key = (subject_of(target), target.figure.measure, name_key(name))
            # One name and measure for one subject is one target, wherever it is stated.
            yield target.id, known.setdefault(key, target.id)
        other = targets.get(target.plan_figure)
        if other and _alike(target, other, plan) and _share_name_or_base(target, other):
            yield target.id, other.id
    for claim in plan.claims:
        # The data say of these figures that they repeat each other, under whatever names.
        ids = [key for key in (*claim.of, claim.stated) if claim.kind == "repeat" and key in targets]
        yield from ((a, b) for a, b in pairwise(ids) if _alike(targets[a], targets[b], plan))


def _alike(target: Statement, other: Statement, plan: Plan) -> bool:
    """Tell whether two targets speak of the same subject in a measure of one form and dimension."""
    forms = {measure_term(s.figure, plan).value for s in (target, other)}
    # Dimensions, not units: one version may be in ten thousands, another in hundreds of millions.
    kinds = {dimension(s.figure.unit) for s in (target, other)}
    return subject_of(target) == subject_of(other) and len(forms) == len(kinds) == 1


def _share_name_or_base(target: Statement, other: Statement) -> bool:
    shared = name_keys(statement_names(target)) & name_keys(statement_names(other))
    return bool(shared) or bool(target.base and target.base == other.base)


def _rank(statement: Statement) -> tuple[bool, bool]:
    """Order the plan's targets before those that others published, indicators before the rest."""
    return bool(statement.plan_figure or statement.as_of), statement.kind != "indicator"


def _root(key: str, first: Mapping[str, str]) -> str:
    while first[key] != key:
        key = first[key]
    return key


def subject_of(statement: Statement) -> Subject:
    """Return what a statement speaks of."""
    if statement.site:
        return "site", statement.site
    return ("cluster", statement.cluster) if statement.cluster else DISTRICT


def subject_name(of: Subject, plan: Plan) -> Text:
    """Return the name of what a target is set for."""
    kind, key = of
    if kind == "district":
        return plan.district.name
    if kind == "site":
        return plan.site[key].name
    return plan.cluster[key].name if key in plan.cluster else plan.segment[key].name


def measure_term(figure: Figure, plan: Plan) -> Term:
    """Return the term of a figure's measure; its `value` is the measure's form, empty for an unknown one."""
    return plan.term.get(f"measure:{figure.measure}", Term(figure.measure, Text("", ""), 0))


def target_form(figure: Figure, plan: Plan) -> str:
    """Return the form that a figure is judged by: its measure's, or `stock` of a total without a start."""
    return "stock" if figure.cumulated else measure_term(figure, plan).value


def first_year(figure: Figure, plan: Plan) -> int:
    """Return the first year that a figure may be of: what covers a span has none before its start."""
    # A total whose start is not stated is one of its year, not of a span.
    spans = measure_term(figure, plan).value in _SPANS and not figure.cumulated
    spans = spans or figure.from_year is not None
    start = figure.from_year or plan.edition.base_year
    return start + 1 if spans else plan.edition.base_year


def names_by_language(name: Text) -> tuple[str, ...]:
    """Return a name in each language, each spelling once."""
    return tuple(dict.fromkeys(name.texts))


def statement_names(statement: Statement) -> tuple[str, ...]:
    """Return the names of what a statement measures."""
    return (*names_by_language(statement.name), *statement.aliases)


def rate_base(rate: Statement, plan: Plan) -> Statement | None:
    """Return the published level that a growth rate starts from, if it has one."""
    base = plan.statement.get(rate.base)
    if base is None or base.figure.value is None or rate.figure.value is None:
        return None
    forms = tuple(measure_term(s.figure, plan).value for s in (rate, base))
    # From a level of another year, growth would cover other years than the rate does.
    same = base.figure.year is not None and base.figure.year == rate.figure.from_year
    return base if forms == ("rate", "level") and same else None


def level_names(rate: Statement, base: Statement, plan: Plan) -> set[str]:
    """Return the names, folded, of the level that a rate starts from.

    They are the names of the level, and those of the rate without what the name of its measure adds
    to that of the level.
    """
    names = name_keys((base.id, *statement_names(base)))
    measures = [measure_term(s.figure, plan).name for s in (rate, base)]
    # Equal spellings are listed once, so the two measures may have names in unlike numbers.
    for whole, part in zip(*(map(name_key, names_by_language(m)) for m in measures), strict=False):
        # Empty where the data give no name in that language.
        head, middle, tail = whole.partition(part) if part else ("", "", "")
        for name in name_keys(statement_names(rate)) if middle and head + tail else ():
            if name.startswith(head) and name.endswith(tail):
                names.add(name.removeprefix(head).removesuffix(tail))
    return names - {""}


def identifying_names(family: TargetFamily) -> tuple[str, ...]:
    """Return what names a target and no other of its subject: ids, numbers, names and aliases."""
    names: list[str] = []
    # A file may have been begun before the target was revised.
    for statement in (*family.statements, *family.former):
        names += [statement.id, *statement_names(statement)]
        names += [str(statement.number)] if statement.number is not None else []
    return tuple(names)


def name_keys(names: Iterable[str]) -> set[str]:
    """Return names folded, so that width, case and blanks make no difference."""
    return {name_key(n) for n in names if n}
