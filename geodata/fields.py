"""Values of rows: checked against the declared fields and brought to one form."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from .checked_row import CheckedRow
from .coded_words import coded_hint
from .dates import is_date
from .faults import hint, worded
from .flat_names import nested_spelling
from .list_values import read_id, read_ids, read_list, read_refs
from .months import read_months
from .printed_numbers import number_fault, year_fault
from .raw import Raw
from .schema import FieldSchema, TableSchema

_DIGITS = 30
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_LONE = re.compile("[\ud800-\udfff]")  # half of a surrogate pair
_FAR = 1e9  # no coordinate of any kind is larger
_COLOUR_DIGITS = set("0123456789abcdefABCDEF")


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
        if nested := nested_spelling(str(name), fields, raw_value[name]):
            row.report(path + str(name), "flat_field", nested=nested)
        elif name not in names:
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
    if _LONE.search(raw_value):
        row.report(path, "lone_surrogate", value=raw_value)
        return ""
    if part.allowed and raw_value not in part.allowed:
        row.report(
            path, "not_allowed", value=raw_value, options=part.allowed, hint=coded_hint(raw_value, part)
        )
    return raw_value


def _like(code: str, fits: Callable[[str], bool]) -> Callable[[CheckedRow, FieldSchema, Any, str], str]:
    def read(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
        text = _text(row, part, raw_value, path)
        if text and not fits(text):
            row.report(path, code, value=text)
        return text

    return read


def _id(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    text = _text(row, part, raw_value, path)
    if text:
        read_id(row, part, text, path)
    return text


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
        if isinstance(raw_value, str) and _is_number(raw_value) and not row.texts:
            row.report(path, "number_in_quotes", value=raw_value)
        else:
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
    if _is_number(raw_value):
        row.report(path, "number_in_quotes", value=raw_value)
    elif raw_value:
        read_id(row, part, raw_value, path)
    return raw_value


def _is_number(text: str) -> bool:
    return _DECIMAL.fullmatch(text) is not None and len(text) <= _DIGITS


def _bool(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> bool:
    if not isinstance(raw_value, bool):
        _wrong(row, path, raw_value, "bool")
    return raw_value is True


def _listed(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    """Return the text of a list in one cell; a list of texts is said how to be written as one."""
    if isinstance(raw_value, list) and raw_value and all(isinstance(each, str) for each in raw_value):
        row.report(path, "list_for_text", plain=";".join(raw_value))
        return ""
    return _text(row, part, raw_value, path)


def _list(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    return read_list(row, _listed(row, part, raw_value, path), path)


def _ids(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    return read_ids(row, part, _listed(row, part, raw_value, path), path)


def _refs(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    text = _listed(row, part, raw_value, path)
    read_refs(row, text, path)
    return text


def _decimal(row: CheckedRow, part: FieldSchema, raw_value: Any, path: str) -> str:
    text = _text(row, part, raw_value, path)
    if text and (not _DECIMAL.fullmatch(text) or len(text) > _DIGITS):
        _wrong(row, path, raw_value, part.type)
        return ""
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
    "id": _id,
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
