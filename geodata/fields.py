"""Values of rows: checked against the declared fields and brought to one form."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from .dates import is_date
from .faults import Fault, hint, make_fault, worded
from .months import read_months
from .printed_numbers import number_fault, year_fault
from .read import Raw
from .references import ID, REST, parse_refs, split_list
from .schema import FieldSchema, TableSchema

_DIGITS = 30
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_FAR = 1e9  # no coordinate of any kind is larger
_COLOUR_DIGITS = set("0123456789abcdefABCDEF")


@dataclass(frozen=True)
class ForeignKey:
    """A value that must be an id of another table.

    Where `field` is None it is the id of a source, and `locator` the place in it.
    """

    path: str
    value: str
    field: FieldSchema | None
    locator: str = ""


@dataclass
class CheckedRow:
    """One record of a table, checked.

    `values` are of the declared types, also where they are at fault. `geometry` is the GeoJSON as
    read; `shape` is the same in WGS-84 degrees (x longitude, y latitude), None until it is found
    valid. `texts` tells that the file holds text alone (CSV), `bad` are the names of fields at fault,
    `lacking` those of required columns that the whole file lacks.
    """

    file: str
    where: str
    values: dict[str, Any] = field(default_factory=dict)
    texts: bool = False
    geometry: Any = None
    shape: BaseGeometry | None = None
    bad: set[str] = field(default_factory=set)
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lacking: tuple[str, ...] = ()

    def report(self, path: str, code: str, **values: Any) -> None:
        """Add a fault, warning or note of this record at a field, named by a dotted path."""
        fault = make_fault(self.file, self.where, path, code, **values)
        # Rules between fields know whole fields: a fault in a nested record marks the field around it.
        if fault.is_stopping:
            self.bad.add(path.split(".")[0].split("[")[0])
        self.faults.append(fault)

    def filled(self, name: str) -> bool:
        """Tell if a field holds anything; "geometry" stands for the GeoJSON geometry, valid or not."""
        if name == "geometry":
            return self.geometry is not None
        return self.values.get(name) not in (None, "", [])


def check_values(table: TableSchema, raw: Raw, file: str) -> CheckedRow:
    """Return a raw record as a row of the declared form, with its faults."""
    row = CheckedRow(file, raw.where, texts=table.form == "csv", geometry=raw.geometry)
    # Told once for the whole file, so that no rule asks for them here again.
    row.lacking, row.bad = raw.lacking, set(raw.lacking)
    row.values = _record(row, table.fields, raw.values, "")
    return row


def _record(
    row: CheckedRow, fields: tuple[FieldSchema, ...], raw_value: dict[str, Any], path: str
) -> dict[str, Any]:
    names = [part.name for part in fields]
    for name in raw_value:
        if name not in names:
            row.report(path + str(name), "unknown_field", options=names, **hint(name, names))
    return {part.name: _value(row, part, raw_value.get(part.name), path + part.name) for part in fields}


def _value(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> Any:
    if isinstance(raw_value, str):
        raw_value = raw_value.strip()
    if raw_value is None or raw_value == "":
        if part.required and path not in row.bad:
            row.report(path, "missing")
        # An absent number or record is None; all others have an empty value of their own type.
        empty: dict[str, Any] = {
            "number": None,
            "integer": None,
            "record": None,
            "bool": False,
            "records": [],
            "course": [],
        }
        return empty.get(part.type, "")
    return _TYPES[part.type](row, part, raw_value, path)


def _text(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    if not isinstance(raw_value, str):
        _wrong(row, path, raw_value, "text")
        return ""
    # An escape of JSON may give half of a surrogate pair, which cannot be written as UTF-8.
    if any("\ud800" <= character <= "\udfff" for character in raw_value):
        row.report(path, "lone_surrogate", value=raw_value)
        return ""
    if part.allowed and raw_value not in part.allowed:
        row.report(
            path, "not_allowed", value=raw_value, options=part.allowed, **hint(raw_value, part.allowed)
        )
    return raw_value


def _like(code: str, fits: Callable[[str], bool]) -> Callable[[CheckedRow, FieldSchema, Any, str], str]:
    def read(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
        text = _text(row, part, raw_value, path)
        # What is to name another row is held against all that there are: it may be a name, not an id.
        if text and not part.ref and not fits(text):
            row.report(path, code, value=text)
        elif text and part.ref:
            row.foreign_keys.append(ForeignKey(path, text, part))
        return text

    return read


def _integer(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> int | None:
    number = _number(row, part, raw_value, path)
    if number is not None and number != int(number):
        _wrong(row, path, raw_value, "integer")
    return None if number is None else int(number)


def _number(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> float | None:
    try:
        # A bool is an int to Python, and no number of the format.
        if isinstance(raw_value, bool) or not isinstance(raw_value, str if row.texts else int | float):
            raise ValueError
        # float() takes 1_0 for 10; the format knows no underscores.
        number = float("?" if "_" in str(raw_value) else raw_value)
    except (ValueError, OverflowError):
        _wrong(row, path, raw_value, part.type)
        return None
    if not math.isfinite(number):
        row.report(path, "not_finite", value=raw_value)
        return None
    if part.min is not None and number < part.min:
        row.report(path, "too_small", value=raw_value, bound=part.min)
    if part.max is not None and number > part.max:
        row.report(path, "too_large", value=raw_value, bound=part.max)
    return number


def _limit(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str | float:
    if not isinstance(raw_value, str):
        number = _number(row, part, raw_value, path)
        return "" if number is None else number
    if raw_value and not ID.fullmatch(raw_value):
        row.report(path, "not_id", value=raw_value)
    return raw_value


def _bool(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> bool:
    if not isinstance(raw_value, bool):
        _wrong(row, path, raw_value, "bool")
    return raw_value is True


def _list(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    text = _text(row, part, raw_value, path)
    try:
        parts = split_list(text)
    except ValueError:
        row.report(path, "empty_part", value=text)
        return ""
    if REST in parts[:-1] or parts == (REST,):
        row.report(path, "rest_not_last", value=text)
    return ";".join(parts)


def _decimal(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    text = _text(row, part, raw_value, path)
    if text and (not _DECIMAL.fullmatch(text) or len(text) > _DIGITS):
        _wrong(row, path, raw_value, part.type)
        return ""
    return text


def _ids(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    names = split_list(_list(row, part, raw_value, path))
    for name in names:
        if not part.ref and not ID.fullmatch(name):
            row.report(path, "not_id", value=name)
        elif part.ref:
            row.foreign_keys.append(ForeignKey(path, name, part))
    return ";".join(names)


def _refs(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    text = _text(row, part, raw_value, path)
    try:
        row.foreign_keys.extend(ForeignKey(path, ref.source, None, ref.locator) for ref in parse_refs(text))
    except ValueError as error:
        row.report(path, "bad_ref", value=error)
    return text


def _nested_record(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> dict[str, Any] | None:
    if not isinstance(raw_value, dict):
        _wrong(row, path, raw_value, "record")
        return None
    return _record(row, part.fields, raw_value, path + ".")


def _nested_records(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> list[dict[str, Any]]:
    if not isinstance(raw_value, list):
        _wrong(row, path, raw_value, "records")
        return []
    records = [
        _nested_record(row, part, each, f"{path}[{number}]") for number, each in enumerate(raw_value, 1)
    ]
    return [each for each in records if each is not None]


def _course(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> list[list[float]]:
    pairs: list[Any] = raw_value if isinstance(raw_value, list) else [None]
    # Not isinstance(): true and false are ints to Python. TOML has words for what is not finite.
    if all(isinstance(p, list) and len(p) == 2 and all(type(v) in (int, float) for v in p) for p in pairs):
        # Not isfinite(), which overflows on a whole number of hundreds of digits.
        if all(abs(v) < _FAR for pair in pairs for v in pair):
            return pairs
        row.report(path, "not_finite", value=raw_value)
        return []
    _wrong(row, path, raw_value, part.type)
    return []


def _wrong(row: CheckedRow, path: str, raw_value: Any, type_name: str) -> None:
    # A number that is printed otherwise than it is read is no other thing than a number: what to do is said.
    find = {"decimal": number_fault, "integer": year_fault}.get(type_name)
    known = find(raw_value) if find and isinstance(raw_value, str) else None
    if known:
        row.report(path, known[0], value=raw_value, **known[1])
        return
    row.report(path, "wrong_type", value=raw_value, expected=worded("type", type_name))


def _is_colour(text: str) -> bool:
    return len(text) == 7 and text[0] == "#" and set(text[1:]) <= _COLOUR_DIGITS


def _is_year(text: str) -> bool:
    parts = text.split("-")
    return len(parts) <= 2 and all(len(each) == 4 and is_date(each) for each in parts)


_TYPES: dict[str, Callable[[CheckedRow, FieldSchema, Any, str], Any]] = {
    "text": _text,
    "id": _like("not_id", lambda text: bool(ID.fullmatch(text))),
    "date": _like("not_date", is_date),
    "year": _like("not_year", _is_year),
    "months": _like("not_months", lambda text: read_months(text) is not None),
    "colour": _like("not_colour", _is_colour),
    "url": _like("not_url", lambda text: text.startswith(("http://", "https://"))),
    "number": _number,
    "integer": _integer,
    "limit": _limit,
    "bool": _bool,
    "decimal": _decimal,
    "list": _list,
    "ids": _ids,
    "refs": _refs,
    "record": _nested_record,
    "records": _nested_records,
    "course": _course,
}
