"""Tables of a TOML file under a heading that it does not have: `[atlas]` for `[sources.atlas]`, `[[theme]]`.

What is meant is read all the same, so that one slip is one fault, and not one for each reference into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .faults import nearest
from .schema import TableSchema


@dataclass(frozen=True)
class Stray:
    """One heading that a file does not have, and the heading that is meant, both with brackets; its line."""

    written: str
    meant: str
    line: int


@dataclass
class _Placed:
    content: dict[str, Any]
    lines: dict[str, list[int]]
    strays: list[Stray]

    def add(self, written: str, meant: str, brackets: str = "[{}]") -> None:
        """Note that what stands under one heading is read under another."""
        lines = self.lines.get(written, [])
        self.lines[meant] = [*self.lines.get(meant, []), *lines]
        self.strays.append(Stray(brackets.format(written), brackets.format(meant), (lines or [0])[0]))


def place_strays(
    parsed: Mapping[str, Any], tables: Iterable[TableSchema], lines: Mapping[str, list[int]]
) -> tuple[dict[str, Any], dict[str, list[int]], list[Stray]]:
    """Return what a file of some tables holds, and the lines of its headings, with strays at their places."""
    by_form = {form: [t for t in tables if t.form == form] for form in ("keyed", "array", "record")}
    known = {t.name for t in (*by_form["keyed"], *by_form["array"])}
    known |= {part.name for table in by_form["record"] for part in table.fields}
    placed = _Placed(dict(parsed), dict(lines), [])
    for name in [name for name in parsed if name not in known]:
        for table in by_form["keyed"]:
            _place_records(placed, name, table)
        _place_entries(placed, name, by_form["array"])
    return placed.content, placed.lines, placed.strays


def _place_records(placed: _Placed, name: str, table: TableSchema) -> None:
    records = _records(name, placed.content[name], table)
    body = placed.content.get(table.name, {})
    # A second record of one key would replace the first.
    if not records or not isinstance(body, dict) or any(key in body for key, _ in records.values()):
        return
    del placed.content[name]
    placed.content[table.name] = {**body, **dict(records.values())}
    for heading, (key, _) in records.items():
        placed.add(heading, f"{table.name}.{key}")


def _place_entries(placed: _Placed, name: str, tables: list[TableSchema]) -> None:
    entries = _entries(placed.content.get(name))
    fits = [t.name for t in tables if entries and all(_looks_like(entry, t) for entry in entries)]
    if meant := nearest(name, fits):
        del placed.content[name]
        placed.content[meant] = [*_entries(placed.content.get(meant)), *entries]
        placed.add(name, meant, "[[{}]]")


def _records(name: str, value: Any, table: TableSchema) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return the records of a keyed table that a stray is or holds: key and record by heading as written."""
    if _looks_like(value, table):
        return {name: (name, value)}
    parts = value if isinstance(value, dict) and nearest(name, [table.name]) else {}
    whole = all(_looks_like(part, table) for part in parts.values())
    return {f"{name}.{key}": (key, part) for key, part in parts.items()} if whole else {}


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _looks_like(value: Any, table: TableSchema) -> bool:
    """Tell whether a value is a record with more fields that the table has than others."""
    if not isinstance(value, dict):
        return False
    known = sum(table.field(str(name)) is not None for name in value)
    return known > len(value) - known
