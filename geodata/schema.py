"""The declared shape of every file, read from schema.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .languages import languages

_NESTED = ("record", "records")


@dataclass(frozen=True)
class FieldSchema:
    """Declare one field: its type, what its value must satisfy, and what it means.

    The head of schema.toml explains each key; of several tables that an id may stand in `ref` has the names
    parted by a slash. `about` and the meanings of allowed values are (Chinese,
    English); `text` is the name that the field of one language shares with those of the others, and
    empty for all other fields.
    """

    name: str
    type: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    ref: str = ""
    ref_is: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fields: tuple[FieldSchema, ...] = ()
    about: tuple[str, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    example: Any = None
    text: str = ""


@dataclass(frozen=True)
class Condition:
    """Declare what must be filled, empty or drawn when a field holds certain values.

    It does not apply to a row in which a field of `unless` is filled. `say` is the message of what must be
    empty, where that is not simply to be emptied.
    """

    field: str
    values: tuple[Any, ...] | str
    need: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    geometry: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    say: str = "forbids"


@dataclass(frozen=True)
class TableSchema:
    """Declare one table: its file and form, its fields, the rules between them, and what it holds."""

    name: str
    file: str
    form: str
    fields: tuple[FieldSchema, ...]
    edition: bool = False
    key: tuple[str, ...] = ()
    space: str = ""
    optional: bool = False
    fill: int = 0
    geometry: tuple[str, ...] = ()
    geometry_needed: bool = True
    when: tuple[Condition, ...] = ()
    match: tuple[tuple[str, str], ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    lengths: tuple[tuple[str, ...], ...] = ()
    about: tuple[str, ...] = ()

    def field(self, name: str) -> FieldSchema | None:
        """Find a field by name."""
        return next((field for field in self.fields if field.name == name), None)


@cache
def table_schemas() -> Mapping[str, TableSchema]:
    """Read schema.toml once; tables keep the order of the file."""
    path = Path(__file__).with_name("schema.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    shared = raw.pop("field")
    return {name: _table(name, body, shared) for name, body in raw.items()}


def _table(name: str, body: dict[str, Any], shared: dict[str, Any]) -> TableSchema:
    defined = {n: {**shared.get(n, {}), **body.get("field", {}).get(n, {})} for n in body["fields"]}
    fields = _fields(defined)
    return TableSchema(
        name=name,
        file=body["file"],
        form=body["form"],
        fields=fields,
        edition=body.get("edition", False),
        key=tuple(body.get("key", ())),
        space=body.get("space", ""),
        optional=body.get("optional", False),
        fill=body.get("fill", 0),
        geometry=tuple(body.get("geometry", ())),
        geometry_needed=body.get("geometry_needed", True),
        when=tuple(_condition(part, fields) for part in body.get("when", ())),
        match=_pairs(body.get("match", ())),
        order=_pairs(body.get("order", ())),
        lengths=tuple(_in_languages((text,), fields, every=True) for text in body.get("lengths", ())),
        about=tuple(body["about"]),
    )


def _fields(definitions: dict[str, dict[str, Any]]) -> tuple[FieldSchema, ...]:
    """Return the fields in their order; a text in several languages is one field for each."""
    fields = []
    for name, definition in definitions.items():
        if not definition.get("languages"):
            fields.append(_field(name, definition))
            continue
        for language in languages():
            required = definition.get("required", False) and language.required
            in_language = {**definition, "required": required, "text": name}
            fields.append(_field(f"{name}_{language.id}", in_language))
    return tuple(fields)


def _field(name: str, definition: dict[str, Any]) -> FieldSchema:
    meanings = definition.get("allowed", {})
    return FieldSchema(
        name=name,
        type=definition["type"],
        required=definition.get("required", False),
        allowed=tuple(meanings),
        min=definition.get("min"),
        max=definition.get("max"),
        ref=_joint(definition.get("ref", "")),
        ref_is=tuple((key, tuple(values)) for key, values in definition.get("ref_is", {}).items()),
        fields=_fields(definition.get("fields", {})) if definition["type"] in _NESTED else (),
        about=tuple(definition["about"]),
        meanings=tuple((zh, en) for zh, en in meanings.values()),
        unit=definition.get("unit", ""),
        example=definition.get("example"),
        text=definition.get("text", ""),
    )


def _joint(ref: str | list[str]) -> str:
    return ref if isinstance(ref, str) else "/".join(ref)


def _condition(part: dict[str, Any], fields: tuple[FieldSchema, ...]) -> Condition:
    values = part["if"]["is"]
    return Condition(
        field=part["if"]["field"],
        values=values if isinstance(values, str) else tuple(values),
        # A text is needed in the required languages only, but where it must be empty it is so in all.
        need=_in_languages(part.get("need", ()), fields),
        forbid=_in_languages(part.get("forbid", ()), fields, every=True),
        geometry=tuple(part.get("geometry", ())),
        unless=tuple(part["if"].get("unless", ())),
        say=part.get("say", "forbids"),
    )


def _in_languages(
    names: Iterable[str], fields: tuple[FieldSchema, ...], every: bool = False
) -> tuple[str, ...]:
    """Return names of fields; the name of a text stands for it in each required, or every, language."""
    expanded: list[str] = []
    for name in names:
        texts = [f"{name}_{each.id}" for each in languages() if every or each.required]
        expanded += texts if any(part.text == name for part in fields) else [name]
    return tuple(expanded)


def _pairs(body: Any) -> tuple[tuple[str, str], ...]:
    return tuple((left, right) for left, right in body)
