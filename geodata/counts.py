"""The check of counts: what a claim is limited to must be an id that it may be limited by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from .checked_row import CheckedRow
from .count_limits import LIMITS, tables_of
from .faults import hint
from .references import split_list
from .rules import RowsByTable
from .schema import table_schemas


def check_counts(claims: Iterable[CheckedRow], rows: RowsByTable) -> None:
    """Check what the counts and ladders among claims are limited to; add faults to the rows."""
    for claim in claims:
        tables = _limits(claim)
        limits = {each: _ids(each, rows) for each in tables}
        names = split_list(claim.values["among"]) if tables else ()
        if not names and tables and claim.values["counted"] == "members":
            claim.report("among", "among_missing", options=tables)
        for name in names:
            _check_limit(claim, name, limits)


def _limits(claim: CheckedRow) -> tuple[str, ...]:
    """Return the tables that a claim's `among` may name ids of; none of a claim of another kind."""
    if claim.values["kind"] == "ladder":
        return ("levels",)
    if claim.values["kind"] != "count" or {"counted", "among"} & claim.bad:
        return ()
    return LIMITS.get(claim.values["counted"], ())


def _check_limit(claim: CheckedRow, name: str, limits: Mapping[str, Collection[str]]) -> None:
    holding = tables_of(name, limits)
    options = [each for known in limits.values() for each in known]
    if not holding:
        claim.report("among", "among_unknown", value=name, options=tuple(limits), **hint(name, options))
    elif len(holding) > 1:
        claim.report("among", "among_ambiguous", value=name, options=holding)


def _ids(table: str, rows: RowsByTable) -> set[str]:
    spaced = [name for name, each in table_schemas().items() if each.space == table]
    return {str(row.values["id"]) for name in spaced or [table] for row in rows.get(name) or []}
