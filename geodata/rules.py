"""Rules between fields, rows and files, as schema.toml declares them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .checked_row import CheckedRow
from .dates import first_day, spans_overlap
from .faults import where_text, word, worded
from .languages import LANGS, Text, language
from .lookups import check_references
from .names import name_key
from .references import split_list
from .schema import Condition, TableSchema

RowsByTable = dict[str, list[CheckedRow] | None]
SITES_SPACE = "sites"
_NAMES = tuple(f"name_{lang}" for lang in LANGS)


def check_rules(declared: Mapping[str, TableSchema], rows: RowsByTable) -> None:
    """Check all rows against the rules of their tables; add faults to the rows.

    `rows` hold None for a table whose file cannot be read.
    """
    index = {name: _index(rows, [name]) for name in declared}
    spaces: dict[str, list[str]] = {}
    for name, table in declared.items():
        if table.space:
            spaces.setdefault(table.space, []).append(name)
    for space, names in spaces.items():
        # Ids in a file that cannot be read would seem unknown, so that nothing of its space is looked up.
        index[space] = None if any(index[name] is None for name in names) else _index(rows, names)
    for name, table in declared.items():
        _unique(table, rows.get(name) or [])
    check_references(rows, index)
    for name, table in declared.items():
        for row in rows.get(name) or []:
            _conditions(table, row, index)
            _matches(table, row, index)
            _orders(table, row)
            _lengths(table, row)
    for names in spaces.values():
        _check_ids_unique([row for name in names for row in rows.get(name) or []])
    _check_names_unique([row for name in spaces[SITES_SPACE] for row in rows.get(name) or []])


def _index(rows: RowsByTable, names: list[str]) -> dict[str, CheckedRow] | None:
    if any(rows.get(name) is None for name in names):
        return None
    # Of rows whose column of ids is missing none is known, so that nothing is looked up among them.
    if any("id" in row.lacking for name in names for row in rows[name] or []):
        return None
    return {row.values["id"]: row for name in names for row in rows[name] or [] if row.filled("id")}


def _unique(table: TableSchema, rows: list[CheckedRow]) -> None:
    first: dict[tuple[Any, ...], CheckedRow] = {}
    for row in rows:
        key = tuple(row.values[name] for name in table.key)
        if not any(key):
            continue
        if key in first:
            shown = "/".join(str(part) for part in key if part)
            row.report(table.key[0], "duplicate", value=shown, **_spot(first[key].where))
        first.setdefault(key, row)


def _check_ids_unique(rows: list[CheckedRow]) -> None:
    first: dict[str, CheckedRow] = {}
    for row in rows:
        known = first.setdefault(row.values["id"], row)
        # Twice in one file is a fault of the table's key already.
        if row.filled("id") and known.file != row.file:
            spot = _spot(f"{known.file} {known.where}")
            row.report("id", "duplicate", value=row.values["id"], **spot)


def _spot(where: str) -> dict[str, Text]:
    return {"first": where_text(where)}


def _check_names_unique(rows: list[CheckedRow]) -> None:
    spans_by_name: dict[str, list[tuple[CheckedRow, tuple[str, str]]]] = {}
    for row in rows:
        for path, name, span in _names(row):
            spans = spans_by_name.setdefault(name_key(name), [])
            for other, other_span in spans:
                # Of a row that stands twice all names do: its id says so once.
                if other.values["id"] != row.values["id"] and spans_overlap(span, other_span):
                    row.report(path, "alias_clash", value=name, other=other.values["id"])
            spans.append((row, span))


def _names(row: CheckedRow) -> list[tuple[str, str, tuple[str, str]]]:
    values = row.values
    whole = (values.get("valid_from", ""), values.get("valid_to", ""))
    main_names = [(name, values[name], whole) for name in _NAMES if values[name]]
    others = [
        (f"aliases[{number}].{part}", alias[part], (alias["from"], alias["to"]))
        for number, alias in enumerate(values.get("aliases", ()), 1)
        for part in ("name", "name_en")
        if alias[part]
    ]
    return main_names + others


def _conditions(
    table: TableSchema, row: CheckedRow, index: Mapping[str, dict[str, CheckedRow] | None]
) -> None:
    for condition in table.when:
        if condition.field in row.bad or not _holds(condition, table, row, index):
            continue
        words = _words(condition)
        for name in condition.need:
            if not row.filled(name) and name not in row.bad:
                row.report(name, "needs", **words)
        for name in condition.forbid:
            if row.filled(name):
                row.report(name, condition.say, value=row.values.get(name), **words)


def _holds(
    condition: Condition,
    table: TableSchema,
    row: CheckedRow,
    index: Mapping[str, dict[str, CheckedRow] | None],
) -> bool:
    if any(row.filled(name) for name in condition.unless):
        return False
    if isinstance(condition.values, str):
        return row.filled(condition.field) == (condition.values == "filled")
    return _reach(table, row, condition.field, index) in condition.values


def _words(condition: Condition) -> dict[str, Text]:
    if isinstance(condition.values, str):
        return {"condition": worded("condition", condition.values, field=condition.field)}
    shown = [str(value).lower() for value in condition.values]

    def say(lang: str) -> str:
        values = word("condition", "or", lang).join(shown)
        return word("condition", "is", lang, field=condition.field, values=values)

    return {"condition": Text.in_each(say)}


def _reach(
    table: TableSchema, row: CheckedRow, path: str, index: Mapping[str, dict[str, CheckedRow] | None]
) -> Any:
    """Follow `field` or `field.other`, the latter through a reference; None if it leads nowhere."""
    name, _, rest = path.partition(".")
    if name == "geometry":
        return row.geometry.get("type") if isinstance(row.geometry, dict) else None
    value = row.values.get(name)
    field = table.field(name)
    if not rest or field is None:
        return value
    if isinstance(value, dict):
        return value.get(rest)
    other = (index.get(field.ref) or {}).get(str(value))
    return other.values.get(rest) if other else None


def _matches(table: TableSchema, row: CheckedRow, index: Mapping[str, dict[str, CheckedRow] | None]) -> None:
    for left, right in table.match:
        other_value = _reach(table, row, left, index)
        expected = row.values[right]
        name, _, other = left.partition(".")
        if other_value and expected and other_value != expected and name not in row.bad:
            row.report(
                name,
                "unmatched",
                value=row.values[name],
                other=other,
                other_value=other_value,
                expected=expected,
            )


def _orders(table: TableSchema, row: CheckedRow) -> None:
    for low, high in table.order:
        first = _reach(table, row, low, {})
        last = _reach(table, row, high, {})
        if first not in (None, "") and last not in (None, "") and _after(first, last):
            row.report(low, "out_of_order", value=first, other=high, other_value=last)
    for name in ("aliases", "titles"):
        entries = row.values.get(name)  # the aliases of an industry are a plain list of names
        for number, entry in enumerate(entries if isinstance(entries, list) else [], 1):
            if entry["from"] and entry["to"] and _after(entry["from"], entry["to"]):
                row.report(
                    f"{name}[{number}].from",
                    "out_of_order",
                    value=entry["from"],
                    other="to",
                    other_value=entry["to"],
                )


def _after(first: Any, last: Any) -> bool:
    """Tell whether a number or a date comes after another; dates may be of unequal precision."""
    both_dates = isinstance(first, str) and isinstance(last, str)
    return bool(first_day(first) > first_day(last) if both_dates else first > last)


def _lengths(table: TableSchema, row: CheckedRow) -> None:
    for first, *others in table.lengths:
        parts = len(split_list(row.values[first]))
        for other in others:
            count = len(split_list(row.values[other]))
            # A language that is not required may leave a list out, but not a part of it.
            if not count and not language(other.rpartition("_")[2]).required:
                continue
            if count != parts and not {first, other} & row.bad:
                row.report(other, "unequal_lists", got=count, other=first, expected=parts)
