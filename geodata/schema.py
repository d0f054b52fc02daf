"""The declared shape of every file, read from schema.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Field:
    """Declare one field: its type and what its value must satisfy."""

    name: str
    type: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    ref: str = ""
    ref_is: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Condition:
    """Declare what must be filled, empty or drawn when a field holds certain values."""

    field: str
    values: tuple[Any, ...] | str
    need: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    geometry: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Declare one table: its file and form, its fields, and the rules between them."""

    name: str
    file: str
    form: str
    fields: tuple[Field, ...]
    edition: bool = False
    key: tuple[str, ...] = ()
    space: str = ""
    optional: bool = False
    at_least: int = 0
    geometry: tuple[str, ...] = ()
    geometry_needed: bool = True
    when: tuple[Condition, ...] = ()
    match: tuple[tuple[str, str], ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    lengths: tuple[tuple[str, str], ...] = ()

    def field(self, name: str) -> Field | None:
        """Find a field by name."""
        return next((field for field in self.fields if field.name == name), None)


@cache
def tables() -> Mapping[str, Table]:
    """Read schema.toml once; tables keep the order of the file."""
    path = Path(__file__).with_name("schema.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _table(name, body) for name, body in raw.items()}


def _table(name: str, body: dict[str, Any]) -> Table:
    return Table(
        name=name,
        file=body["file"],
        form=body["form"],
        fields=_fields(body["fields"]),
        edition=body.get("edition", False),
        key=tuple(body.get("key", ())),
        space=body.get("space", ""),
        optional=body.get("optional", False),
        at_least=body.get("at_least", 0),
        geometry=tuple(body.get("geometry", ())),
        geometry_needed=body.get("geometry_needed", True),
        when=tuple(_condition(part) for part in body.get("when", ())),
        match=_pairs(body.get("match", ())),
        order=_pairs(body.get("order", ())),
        lengths=_pairs(body.get("lengths", ())),
    )


def _fields(body: dict[str, dict[str, Any]]) -> tuple[Field, ...]:
    return tuple(_field(name, part) for name, part in body.items())


def _field(name: str, part: dict[str, Any]) -> Field:
    held = part.get("ref_is", {})
    return Field(
        name=name,
        type=part["type"],
        required=part.get("required", False),
        allowed=tuple(part.get("allowed", ())),
        min=part.get("min"),
        max=part.get("max"),
        ref=part.get("ref", ""),
        ref_is=tuple((key, tuple(values)) for key, values in held.items()),
        fields=_fields(part.get("fields", {})),
    )


def _condition(part: dict[str, Any]) -> Condition:
    values = part["if"]["is"]
    return Condition(
        field=part["if"]["field"],
        values=values if isinstance(values, str) else tuple(values),
        need=tuple(part.get("need", ())),
        forbid=tuple(part.get("forbid", ())),
        geometry=tuple(part.get("geometry", ())),
    )


def _pairs(body: Any) -> tuple[tuple[str, str], ...]:
    return tuple((left, right) for left, right in body)
