"""Which targets are replaced with another though nothing names them: they repeat one that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from geodata.names import name_key
from layout.plan.figures import Statement

# Subject, measure and time of a target, and its number.
_Goal = tuple[str, str, str, str, int | None, str, Decimal | None, str]


def repeated_targets(statements: Iterable[Statement]) -> Mapping[str, str]:
    """Return which replaced target another repeats, by the id of the other.

    A plan says a target in its text and again in its table of indicators; what replaces it names one of the
    two. The other is of the same subject, measure, year and number, under a name or from a base in common.
    """
    known = tuple(statements)
    replaced = {s.replaces for s in known if s.replaces}
    goals: dict[_Goal, list[Statement]] = {}
    for statement in known:
        if statement.figure.role == "target" and statement.figure.value is not None:
            goals.setdefault(_goal(statement), []).append(statement)
    repeated: dict[str, str] = {}
    for alike in goals.values():
        former = [s for s in alike if s.id in replaced]
        # A number that was set anew is current, whatever it repeats; and so is what others publish.
        current = [s for s in alike if s.replaces and s.id not in replaced]
        for statement in (s for s in alike if not (s.replaces or s.as_of or s.id in replaced)):
            if any(_are_one(statement, s) for s in current):
                continue
            for other in (s for s in former if _are_one(statement, s)):
                repeated[statement.id] = other.id
    return repeated


def _goal(statement: Statement) -> _Goal:
    figure = statement.figure
    subject = (statement.cluster, statement.site, statement.population)
    return (*subject, figure.measure, figure.year, figure.months, figure.value, figure.unit)


def _are_one(statement: Statement, other: Statement) -> bool:
    return bool(_names(statement) & _names(other)) or bool(statement.base and statement.base == other.base)


def _names(statement: Statement) -> set[str]:
    return {name_key(n) for n in (*statement.name.texts, *statement.aliases) if n}
