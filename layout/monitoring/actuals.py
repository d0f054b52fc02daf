"""A user's figures matched to the plan's targets: exactly, by any of the names that a thing has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from geodata.faults import Fault, make_fault, where_zh
from geodata.intake import FigureFile, FigureRow
from geodata.intake.limits import MAX_FAULTS
from layout.monitoring.names import NameIndex, RowError, matching_unit
from layout.monitoring.targets import first_year
from layout.plan.model import Plan, Statement


@dataclass(frozen=True, slots=True)
class Actual:
    """One figure of a year, held against a target; value, unit and scope as typed.

    `target` is the id of the target's family, or of the base that a rate starts from where the
    figure is a level of that base. `flags` say what could not be held against it:
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
    """Match a file's rows to the edition's targets; return the figures and every fault."""
    work = _Work(reading, NameIndex(plan))
    checked = [*((row, work.take) for row in reading.rows), *((row, work.check) for row in reading.broken)]
    for row, check in checked:
        if len(work.faults) >= MAX_FAULTS:
            work.stop(row)
            break
        check(row)
    return tuple(work.found), tuple(sorted((*reading.faults, *work.faults), key=_at))


def _at(fault: Fault) -> int:
    found = re.search(r"([0-9]+)$", fault.where)
    return int(found[1]) if found else 0


class _Work:
    """One file being matched."""

    def __init__(self, reading: FigureFile, names: NameIndex) -> None:
        self.reading, self.names = reading, names
        self.found: list[Actual] = []
        self.faults: list[Fault] = []
        self.first: dict[tuple[str, int], FigureRow] = {}

    def stop(self, row: FigureRow) -> None:
        """Say that the rows from here on were not looked at: a file of nothing but faults takes long."""
        self.faults.append(
            make_fault(self.reading.file, row.where, "", "too_many_faults", limit=f"{MAX_FAULTS:,}")
        )

    def take(self, row: FigureRow) -> None:
        """Match one row; a figure that stands twice is a fault, equal or not."""
        before = len(self.faults)
        said, unit = self.check(row)
        if len(self.faults) > before or said is None or row.year is None or row.value is None:
            return
        held = self.first.setdefault((said.id, row.year), row)
        if held is row:
            self.found.append(self._actual(row, said, unit, (row.year, row.value)))
            return
        spot = {"first_en": held.where, "first_zh": where_zh(held.where)}
        self._report(row, RowError("value", "figure_twice", value=row.year, **spot))

    def check(self, row: FigureRow) -> tuple[Statement | None, str]:
        """Name every fault of a row that its target shows; return what it is of, and the unit."""
        if not row.indicator:
            self._year(row, self.names.plan.edition.base_year)
            return None, ""
        try:
            said = self.names.resolve(row.object, row.indicator, row.unit)
        except RowError as error:
            self._year(row, self.names.plan.edition.base_year)
            self._report(row, error)
            return None, ""
        figure = said.figure
        self._year(row, first_year(figure, self.names.plan))
        if row.scope and figure.scope and row.scope != figure.scope:
            self._report(row, RowError("scope", "unlike_scope", value=row.scope, expected=figure.scope))
        try:
            return said, matching_unit(row.unit, figure.unit) if row.unit else ""
        except RowError as error:
            self._report(row, error)
        return said, ""

    def _year(self, row: FigureRow, first: int) -> None:
        last = self.names.plan.edition.target_year
        if row.year is not None and not first <= row.year <= last:
            self._report(row, RowError("year", "year_outside", value=row.year, first=first, last=last))

    def _report(self, row: FigureRow, error: RowError) -> None:
        head = self.reading.heads.get(error.field, error.field)
        self.faults.append(make_fault(self.reading.file, row.where, head, error.code, **error.values))

    def _actual(self, row: FigureRow, said: Statement, unit: str, figure: tuple[int, Decimal]) -> Actual:
        flags = ["scope"] if bool(row.scope) != bool(said.figure.scope) else []
        flags += ["measure"] if self.names.named_by_base(said, row.indicator) else []
        year, value = figure
        return Actual(
            target=said.id,
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
