"""A user's figures matched to the plan's targets: by any of their names, exactly, never by likeness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from geodata.faults import Fault, make_fault, where_text
from geodata.intake import FigureFile, FigureRow
from geodata.intake.limits import MAX_FAULTS
from layout.monitoring.names import NameIndex, RowError, matching_unit
from layout.monitoring.targets import first_year
from layout.plan.model import Plan, Statement


@dataclass(frozen=True, slots=True)
class Actual:
    """One figure of a year that a target is judged by; value, unit and scope as typed.

    `target` is the id of the target's family, or of the base that a rate starts from where the
    figure is a level of that base. `flags` say what is not sure to compare:
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


def match_actuals(reading: FigureFile, plan: Plan) -> tuple[tuple[Actual, ...], tuple[Fault, ...]]:
    """Match a file's rows to the edition's targets; return the figures and every fault, by row.

    Nothing is raised: a row with a fault gives no figure. After `MAX_FAULTS` faults a last one says that
    the rows from there on are not checked.
    """
    matching = _Matching(reading, NameIndex(plan))
    checked = [
        *((row, matching.match) for row in reading.rows),
        # A row with a fault of its own is checked too, so that all its faults are named at once.
        *((row, matching.check) for row in reading.broken),
    ]
    for row, check in checked:
        if len(matching.faults) >= MAX_FAULTS:
            matching.stop(row)
            break
        check(row)
    return tuple(matching.actuals), tuple(sorted((*reading.faults, *matching.faults), key=_row_number))


def _row_number(fault: Fault) -> int:
    # `where` ends in the number of the row, also where the name of a sheet stands before it.
    number = re.search(r"([0-9]+)$", fault.where)
    return int(number[1]) if number else 0


class _Matching:
    """One file being matched."""

    def __init__(self, reading: FigureFile, names: NameIndex) -> None:
        self.reading, self.names = reading, names
        self.actuals: list[Actual] = []
        self.faults: list[Fault] = []
        self.first: dict[tuple[str, int], FigureRow] = {}

    def stop(self, row: FigureRow) -> None:
        """Report that the rows from here on are not checked: a file of nothing but faults would take long."""
        self.faults.append(
            make_fault(self.reading.file, row.where, "", "too_many_faults", limit=f"{MAX_FAULTS:,}")
        )

    def match(self, row: FigureRow) -> None:
        """Match one row; a figure that stands twice is a fault, equal or not."""
        before = len(self.faults)
        target, unit = self.check(row)
        if len(self.faults) > before or target is None or row.year is None or row.value is None:
            return
        # By target, not by name: a target has several names, and its figure of a year may stand once.
        earlier = self.first.setdefault((target.id, row.year), row)
        if earlier is row:
            self.actuals.append(self._actual(row, target, unit, (row.year, row.value)))
            return
        place = {"first": where_text(earlier.where)}
        self._report(row, RowError("value", "figure_twice", value=row.year, **place))

    def check(self, row: FigureRow) -> tuple[Statement | None, str]:
        """Report every fault of a row against its target; return the target and the unit."""
        if not row.indicator:
            self._year(row, self.names.plan.edition.base_year)
            return None, ""
        try:
            target = self.names.resolve(row.object, row.indicator, row.unit)
        except RowError as error:
            self._year(row, self.names.plan.edition.base_year)
            self._report(row, error)
            return None, ""
        figure = target.figure
        # Only a level may have a figure of the base year, so the first year depends on the target.
        self._year(row, first_year(figure, self.names.plan))
        # A scope that one side does not state is no fault: the figure is flagged, see `_actual`.
        if row.scope and figure.scope and row.scope != figure.scope:
            self._report(row, RowError("scope", "unlike_scope", value=row.scope, expected=figure.scope))
        try:
            return target, matching_unit(row.unit, figure.unit) if row.unit else ""
        except RowError as error:
            self._report(row, error)
        return target, ""

    def _year(self, row: FigureRow, first: int) -> None:
        last = self.names.plan.edition.target_year
        if row.year is not None and not first <= row.year <= last:
            self._report(row, RowError("year", "year_outside", value=row.year, first=first, last=last))

    def _report(self, row: FigureRow, error: RowError) -> None:
        column = self.reading.heads.get(error.field, error.field)
        self.faults.append(make_fault(self.reading.file, row.where, column, error.code, **error.values))

    def _actual(self, row: FigureRow, target: Statement, unit: str, figure: tuple[int, Decimal]) -> Actual:
        flags = ["scope"] if bool(row.scope) != bool(target.figure.scope) else []
        flags += ["measure"] if self.names.named_by_base(target, row.indicator) else []
        year, value = figure
        return Actual(
            target=target.id,
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
