"""Rules of figures: ranges and what is aimed at beyond, other ways of one target, revisions of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from .checked_row import CheckedRow
from .references import split_list
from .rules import RowsByTable
from .units import dimension

_SUBJECT = ("cluster", "site", "population")


def check_targets(rows: RowsByTable) -> None:
    """Check ranges, stretches, alternatives and revisions of figures and indicators; add faults to the rows.

    What a target was replaced by is its successor: no industry may take a replaced figure as its target.
    """
    statement_rows = [*(rows.get("figures") or []), *(rows.get("indicators") or [])]
    numbers = {row.values["id"]: row for row in statement_rows if row.filled("id")}
    better = {row.values["id"]: row.values["better"] for row in rows.get("measures") or []}
    for row in statement_rows:
        _check_range(row)
        _check_stretch(row, lower=better.get(row.values["measure"]) == "lower")
        for name in split_list(row.values["also"]):
            _check_alternative(row, name, numbers)
    successors = _check_revisions(statement_rows, numbers)
    for industry in rows.get("clusters") or []:
        target = industry.values["target"]
        if target in successors and "target" not in industry.bad:
            industry.report("target", "replaced_target", value=target, other=_latest(target, successors))


def _decimal(row: CheckedRow, name: str) -> Decimal | None:
    return Decimal(row.values[name]) if row.filled(name) and name not in row.bad else None


def _check_range(row: CheckedRow) -> None:
    low, high = _decimal(row, "value"), _decimal(row, "high")
    if high is None:
        return
    if low is not None and high <= low:
        row.report("high", "range_order", value=row.values["high"], low=row.values["value"])
    if row.filled("bound") and row.values["bound"] not in ("=", "~") and "bound" not in row.bad:
        row.report("bound", "range_bound", value=row.values["bound"])


def _check_stretch(row: CheckedRow, lower: bool) -> None:
    value, stretch = _decimal(row, "value"), _decimal(row, "stretch")
    if value is None or stretch is None:
        return
    end = value if lower else _decimal(row, "high") or value
    if stretch >= end if lower else stretch <= end:
        code = "stretch_above" if lower else "stretch_below"
        row.report("stretch", code, value=row.values["stretch"], goal=f"{end:f}")


def _check_alternative(row: CheckedRow, name: str, numbers: Mapping[str, CheckedRow]) -> None:
    other = _other(row, "also", name, numbers)
    if other is not None:
        _same(row, other, "also", (*_SUBJECT, "year"), "unlike_alternative")


def _other(row: CheckedRow, field: str, name: str, numbers: Mapping[str, CheckedRow]) -> CheckedRow | None:
    """Return the figure that a field names; None where there is none, or it is the row itself or a claim."""
    # An id that leads nowhere has a fault of its own; claims share the namespace of the figures.
    if field in row.bad:
        return None
    other = numbers.get(name)
    if other is None:
        row.report(field, "not_a_figure", value=name)
    elif other is row:
        row.report(field, "names_itself", value=name)
        return None
    return other


def _same(row: CheckedRow, other: CheckedRow, field: str, names: Iterable[str], code: str) -> None:
    for name in names:
        mine, theirs = (str(r.values.get(name) or "–") for r in (row, other))
        unlike = dimension(mine) != dimension(theirs) if name == "unit" else mine != theirs
        if unlike:
            row.report(field, code, value=other.values["id"], part=name, mine=mine, theirs=theirs)
            return


def _check_revisions(rows: Iterable[CheckedRow], numbers: Mapping[str, CheckedRow]) -> dict[str, str]:
    """Return which figure has replaced which, by the id of the replaced one."""
    successors: dict[str, str] = {}
    for row in rows:
        name = row.values["replaces"]
        other = _other(row, "replaces", name, numbers) if name else None
        if other is None:
            continue
        parts = (*_SUBJECT, "measure")
        # A target in words has no unit.
        with_unit = row.filled("unit") and other.filled("unit")
        _same(row, other, "replaces", (*parts, "unit") if with_unit else parts, "unlike_revision")
        if name in successors:
            row.report("replaces", "replaced_twice", value=name, other=successors[name])
        successors.setdefault(name, row.values["id"])
    for name in [name for name in successors if _in_circle(name, successors)]:
        numbers[name].report("replaces", "circular_revision", value=name)
    return successors


def _in_circle(name: str, successors: Mapping[str, str]) -> bool:
    return name in _followers(successors.get(name, ""), successors)


def _latest(name: str, successors: Mapping[str, str]) -> str:
    return _followers(name, successors)[-1]


def _followers(name: str, successors: Mapping[str, str]) -> list[str]:
    """Return a figure and what replaced it one after the other, as far as it is no circle."""
    chain: list[str] = []
    while name and name not in chain:
        chain.append(name)
        name = successors.get(name, "")
    return chain
