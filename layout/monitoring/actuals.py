"""A user's figures matched to the plan's targets: by any of their names, exactly, never by likeness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from geodata.faults import Fault, make_fault
from geodata.intake import FigureFile, FigureRow
from geodata.intake.limits import MAX_FAULTS
from layout.monitoring.names import NameIndex, RowError, matching_unit, spoken_scope
from layout.monitoring.targets import first_year
from layout.plan.measure import convert
from layout.plan.model import Plan, Statement, Text
from layout.view.view import evaluation_years

_NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Actual:
    """One figure of a year that a target is judged by; value, unit and scope as typed.

    `target` is the id of the target's family, or of the base that a rate starts from where the
    figure is a level of that base. `flags` say what is not sure to compare:
    `scope` where only one of the two states one, `measure` where the figure is of the measure
    that the target's base has, `about` where it is given as about so much. `decision` is what the file
    says was decided of it, empty or as in geodata/intake/cell_values.py.

    `origin` is `file` of a user's own figure, `folder` where the edition's data hold it, `next` where those
    of the next edition do: then `file` and `where` are the edition's folder and the id of the figure, and
    `name`, the short name of its `edition` and its source as `cited` stand in each language; a figure of the
    data may have a `bound`.
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
    decision: str = ""
    origin: str = "file"
    bound: str = "="
    name: Text = _NOTHING
    edition: Text = _NOTHING
    cited: Text = _NOTHING


def match_actuals(reading: FigureFile, plan: Plan) -> tuple[tuple[Actual, ...], tuple[Fault, ...]]:
    """Match a file's rows to the edition's targets; return the figures and every fault, by sheet and row.

    Nothing is raised: a row with a fault gives no figure. A figure that stands twice with one value is here
    once, with several values as often: `review_actuals` lets none of those count. After `MAX_FAULTS` faults a
    last one says that the rows from there on are not checked.
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
    sheets = [sheet.title for sheet in reading.sheets]
    faults = sorted((*reading.faults, *matching.faults), key=lambda fault: _place(fault, sheets))
    return tuple(matching.actuals), tuple(faults)


def _place(fault: Fault, sheets: list[str]) -> tuple[int, int]:
    # `where` ends in the number of the row, also where the name of a sheet stands before it.
    match = re.fullmatch(r"(?:(.*) )?(?:row|line) ([0-9]+)", fault.where)
    title, number = (match[1] or "", int(match[2])) if match else (fault.where, 0)
    return sheets.index(title) if title in sheets else 0, number


class _Matching:
    """One file being matched."""

    def __init__(self, reading: FigureFile, names: NameIndex) -> None:
        self.reading, self.names = reading, names
        self.actuals: list[Actual] = []
        self.faults: list[Fault] = []
        self.values: dict[tuple[str, int], set[Decimal]] = {}

    def stop(self, row: FigureRow) -> None:
        """Report that the rows from here on are not checked: a file of nothing but faults would take long."""
        self.faults.append(
            make_fault(self.reading.file, row.where, "", "too_many_faults", limit=f"{MAX_FAULTS:,}")
        )

    def match(self, row: FigureRow) -> None:
        """Match one row; a figure that stands twice with the same value counts once."""
        before = len(self.faults)
        target, unit = self.check(row)
        if len(self.faults) > before or target is None or row.year is None or row.value is None:
            return
        # By target, not by name: a target has several names, and its figure of a year may stand once.
        values = self.values.setdefault((target.id, row.year), set())
        value = convert(row.value, unit, target.figure.unit)
        if value not in values:
            values.add(value)
            self.actuals.append(self._actual(row, target, unit, (row.year, row.value)))

    def check(self, row: FigureRow) -> tuple[Statement | None, str]:
        """Report every fault of a row against its target; return the target and the unit."""
        if not row.indicator:
            self._year(row, self.names.plan.edition.base_year)
            return None, ""
        try:
            target = self.names.resolve(row.object, row.indicator, row.cell_unit or row.unit)
        except RowError as error:
            self._year(row, self.names.plan.edition.base_year)
            self._report(row, error)
            return None, ""
        figure = target.figure
        # Only a level may have a figure of the base year, so the first year depends on the target.
        self._year(row, first_year(figure, self.names.plan))
        # A scope that one side does not state is no fault: the figure is flagged, see `_actual`.
        if row.scope and figure.scope and row.scope != figure.scope:
            words = {"value": spoken_scope(row.scope), "expected": spoken_scope(figure.scope)}
            self._report(row, RowError("scope", "unlike_scope", **words))
        return target, self._unit(row, figure.unit)

    def _unit(self, row: FigureRow, target_unit: str) -> str:
        """Return the unit of a row's number: the one beside the number goes before that of the row."""
        unit = ""
        for field, typed in (("unit", row.unit), ("value", row.cell_unit)):
            try:
                unit = matching_unit(typed, target_unit, field) if typed else unit
            except RowError as error:
                self._report(row, error)
        return unit

    def _year(self, row: FigureRow, first: int) -> None:
        last = int(evaluation_years(self.names.plan)[-1])
        if row.year is not None and not first <= row.year <= last:
            self._report(row, RowError("year", "year_outside", value=row.year, first=first, last=last))

    def _report(self, row: FigureRow, error: RowError) -> None:
        column = row.heads.get(error.field, error.field)
        self.faults.append(make_fault(self.reading.file, row.where, column, error.code, **error.values))

    def _actual(self, row: FigureRow, target: Statement, unit: str, figure: tuple[int, Decimal]) -> Actual:
        flags = ["scope"] if bool(row.scope) != bool(target.figure.scope) else []
        flags += ["measure"] if self.names.named_by_base(target, row.indicator) else []
        flags += ["about"] if row.about else []
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
            decision=row.decision,
        )
