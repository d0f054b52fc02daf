"""An officer's workbook of places held against the plan: facts of sites, or all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geodata.faults import Fault, hint, make_fault, where_text
from geodata.intake.cell_values import is_nothing
from geodata.intake.fact_file import FactFile, FactRow
from geodata.intake.fact_values import is_email, is_phone, parse_choices, parse_day, parse_range, plain_text
from geodata.intake.limits import MAX_FAULTS
from geodata.names import name_key
from geodata.officer_fields import CHOICE, EMAIL, NUMBER, PHONE, OfficerField, field_named, officer_fields
from layout.plan.measure import convert
from layout.plan.model import Plan
from layout.promotion.fact_age import facts_months, first_fresh_day
from layout.promotion.officer_facts import OfficerFact, OfficerFacts
from layout.words.typed_units import convertible_units, typed_unit, unit_text


@dataclass(frozen=True)
class FactReading:
    """The facts of a file, the rows of its photographs that are in order, every fault, and notices."""

    facts: OfficerFacts
    photos: tuple[PlacedPhoto, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedPhoto:
    """A row that names a photograph: the site, the name of the file, its caption, and who it is from."""

    site: str
    file: str
    caption: str
    owner: str
    day: date | None
    where: str


def match_facts(reading: FactFile, plan: Plan, today: date) -> FactReading:
    """Match a workbook's rows to places and fields; return facts and every fault, by sheet and row.

    Nothing is raised and nothing is joined by likeness: a row with a fault gives no fact. A place may be
    called by its name, another name of it, or its id.
    """
    matching = _Matching(reading.file, plan, today)
    for row in reading.facts:
        matching.take_fact(row)
    for row in reading.photos:
        matching.take_photo(row)
    faults = [*reading.faults, *matching.faults][: MAX_FAULTS + 1]
    fresh = first_fresh_day(today, facts_months())
    facts = OfficerFacts(reading.file, tuple(matching.facts), stale_before=fresh)
    ordered = tuple(sorted(dict.fromkeys(faults), key=_place))
    return FactReading(facts, tuple(matching.photos), ordered, reading.notices)


def _place(fault: Fault) -> tuple[str, int]:
    match = re.fullmatch(r"(?:(.*) )?(?:row|line) ([0-9]+)", fault.where)
    return (match[1] or "", int(match[2])) if match else (fault.where, 0)


class _RowFault(Exception):
    """What is wrong with a row: the column, the code of the fault, and the values of its words."""

    def __init__(self, column: str, code: str, **values: Any) -> None:
        super().__init__(code)
        self.column, self.code, self.values = column, code, values


class _Matching:
    """One file being matched."""

    def __init__(self, file: str, plan: Plan, today: date) -> None:
        self.file, self.plan, self.today = file, plan, today
        self.facts: list[OfficerFact] = []
        self.photos: list[PlacedPhoto] = []
        self.faults: list[Fault] = []
        self.sites, self.spellings = _site_names(plan)
        self.by_field: dict[tuple[str, str], OfficerFact] = {}

    def take_fact(self, row: FactRow) -> None:
        """Match one row of a fact, and report all that is wrong with it."""
        if _is_unfilled(row):
            return
        before = len(self.faults)
        site, owner, day = self._common(row)
        field = self._try(row, _field)
        value = self._try(row, _value, field) if field else None
        if row.broken or len(self.faults) > before or field is None or value is None:
            return
        note = plain_text(row.cells.get("note", ""))
        fact = OfficerFact(site, field.id, owner=owner, day=day, note=note, where=row.where, **value)
        earlier = self.by_field.get((site, field.id))
        if field.many or earlier is None:
            self.by_field[site, field.id] = fact
            self.facts.append(fact)
        elif _differ(earlier, fact):
            names = {"name": field.name, "object": self.plan.site[site].name, "value": earlier.text}
            self._report(row, "value", "fact_twice", other=where_text(earlier.where), **names)

    def take_photo(self, row: FactRow) -> None:
        """Match one row of a photograph."""
        before = len(self.faults)
        site, owner, day = self._common(row)
        if not row.broken and len(self.faults) == before:
            caption = plain_text(row.cells.get("caption", ""))
            self.photos.append(PlacedPhoto(site, row.cells["file"], caption, owner, day, row.where))

    def _common(self, row: FactRow) -> tuple[str, str, date | None]:
        site = self._try(row, self._site) or ""
        owner = plain_text(row.cells.get("owner", ""))
        if not owner and not row.broken:
            self._report(row, "owner", "no_owner")
        return site, owner, self._try(row, self._day)

    def _site(self, row: FactRow) -> str:
        typed = row.cells.get("place", "")
        if not typed:
            raise _RowFault("place", "missing")
        ids = sorted(self.sites.get(name_key(typed), ()))
        if not ids:
            raise _RowFault("place", "unknown_place", value=typed, **hint(typed, self.spellings))
        if len(ids) > 1:
            raise _RowFault("place", "unclear_place", value=typed, options=ids)
        return ids[0]

    def _day(self, row: FactRow) -> date | None:
        typed = row.cells.get("day", "")
        if not typed or is_nothing(typed):
            return None
        day = parse_day(typed)
        if day is None:
            raise _RowFault("day", "not_a_day", value=typed)
        if day > self.today:
            raise _RowFault("day", "day_ahead", value=day.isoformat())
        return day

    def _try(self, row: FactRow, read: Any, *more: Any) -> Any:
        try:
            return read(row, *more)
        except _RowFault as fault:
            self._report(row, fault.column, fault.code, **fault.values)
            return None

    def _report(self, row: FactRow, column: str, code: str, **values: Any) -> None:
        # A cell that could not be read has its fault already, and is empty here.
        if row.broken and code in ("missing", "no_unit"):
            return
        self.faults.append(make_fault(self.file, row.where, row.heads.get(column, column), code, **values))


def _is_unfilled(row: FactRow) -> bool:
    """Tell whether a row says in a word that there is no number, such as “n/a”."""
    field, value = field_named(row.cells.get("field", "")), row.cells.get("value", "")
    return field is not None and field.kind == NUMBER and is_nothing(value) and not row.broken


def _field(row: FactRow) -> OfficerField:
    typed = row.cells.get("field", "")
    field = field_named(typed)
    if field is None:
        if not typed:
            raise _RowFault("field", "missing")
        names = [name for f in officer_fields().values() for name in f.names]
        raise _RowFault("field", "unknown_fact_field", value=typed, **hint(typed, names))
    return field


def _value(row: FactRow, field: OfficerField) -> dict[str, Any]:
    """Return the parts of a fact that hold its value. Raises _RowFault."""
    typed = row.cells.get("value", "")
    text = plain_text(typed)
    if row.broken and not text:
        raise _RowFault("value", "missing")
    if field.kind == NUMBER:
        return _number(row, field, text)
    if field.kind == CHOICE:
        chosen = parse_choices(text, field.choices, field.ordered)
        if not chosen:
            raise _RowFault("value", "not_a_choice", value=text, options=[c.name for c in field.choices])
        return {"value": None, "text": text, "choices": chosen}
    checks = {PHONE: (is_phone, "not_a_phone"), EMAIL: (is_email, "not_an_email")}
    if field.kind in checks:
        check, code = checks[field.kind]
        if not check(text):
            raise _RowFault("value", code, value=text)
    return {"value": None, "text": text}


def _number(row: FactRow, field: OfficerField, text: str) -> dict[str, Any]:
    amount = parse_range(text)
    if amount is None:
        raise _RowFault("value", "not_an_amount", value=text)
    if amount.values[0] < 0:
        raise _RowFault("value", "not_above_zero", value=text)
    column_unit = row.cells.get("unit", "")
    column_unit = "" if is_nothing(column_unit) else column_unit
    unit = _unit(field, amount.unit or column_unit, "value" if amount.unit else "unit", text)
    if amount.unit and column_unit and _unit(field, column_unit, "unit", text) != unit:
        raise _RowFault("unit", "two_fact_units", value=amount.unit, other=column_unit)
    values = tuple(convert(v, unit, field.unit) if field.unit else v for v in amount.values)
    spelled = text if amount.unit or not column_unit else f"{text} {column_unit}"
    return {
        "value": values[0],
        "until": values[1] if len(values) > 1 else None,
        "amounts": amount.values,
        "unit": unit,
        "about": amount.about,
        "text": spelled,
    }


def _unit(field: OfficerField, typed: str, column: str, text: str) -> str:
    """Return the unit that is meant, one that converts to the field's. Raises _RowFault."""
    if not field.unit:
        if typed:
            raise _RowFault(column, "unit_of_number", value=typed, name=field.name)
        return ""
    options = [*dict.fromkeys(map(unit_text, convertible_units(field.unit)))]
    if not typed:
        raise _RowFault("unit", "no_unit", value=text, options=options)
    unit = typed_unit(field.long_unit(typed), field.unit)
    if not unit:
        expected = unit_text(field.unit)
        raise _RowFault(column, "unlike_fact_unit", value=typed, expected=expected, options=options)
    return unit


def _differ(first: OfficerFact, second: OfficerFact) -> bool:
    if first.value is None or second.value is None:
        return (first.choices, first.text) != (second.choices, second.text)
    return (first.value, first.until) != (second.value, second.until)


def _site_names(plan: Plan) -> tuple[Mapping[str, set[str]], tuple[str, ...]]:
    """Return the ids of sites by their folded names, and the names as they are spelled."""
    ids: dict[str, set[str]] = {}
    spellings: dict[str, None] = {}
    for site in plan.sites:
        aliases = (text for alias in site.aliases for text in alias.text.texts)
        for name in (site.id, *site.name.texts, *aliases):
            if name:
                ids.setdefault(name_key(name), set()).add(site.id)
                spellings.setdefault(name)
    return ids, tuple(spellings)
