"""The fields that an officer hands in of a place, as declared in officer_fields.toml, by all their names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from geodata.languages import LANGS, Text
from geodata.names import name_key

NUMBER, CHOICE, TEXT, PHONE, EMAIL = FIELD_KINDS = ("number", "choice", "text", "phone", "email")
AT_LEAST, AT_MOST, ONE_OF = CONDITIONS = ("at-least", "at-most", "one-of")


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """A group of fields: its id and its name."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One choice of a field: its id, its name, and what else stands for it in a cell."""

    id: str
    name: Text
    also: tuple[str, ...] = ()
    conditional: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Return the folded words that stand for it."""
        return frozenset(map(name_key, (self.id, *self.name.texts, *self.also))) - {""}


@dataclass(frozen=True, slots=True)
class OfficerField:
    """One field; what its parts mean stands at the head of officer_fields.toml.

    `unit` is a unit of units.toml, empty of a plain number and of what is none. `condition` is empty of a
    field that no investor asks for.
    """

    id: str
    group: str
    kind: str
    name: Text
    unit: str = ""
    also: tuple[str, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict)
    many: bool = False
    condition: str = ""
    condition_words: tuple[str, ...] = ()
    choices: tuple[FieldChoice, ...] = ()
    ordered: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return all that a column or cell may call it: its id, its names, and other headings."""
        return tuple(n for n in (self.id, *self.name.texts, *self.also) if n)

    @property
    def condition_names(self) -> tuple[str, ...]:
        """Return all that a condition may call it."""
        return (*self.names, *self.condition_words)

    def long_unit(self, typed: str) -> str:
        """Return the unit that a short form stands for in this field, else what was typed."""
        return next((unit for word, unit in self.short.items() if name_key(word) == name_key(typed)), typed)


@cache
def field_groups() -> tuple[FieldGroup, ...]:
    """Return the groups in their order."""
    return tuple(FieldGroup(g["id"], Text.from_mapping(_by_language(g))) for g in _declared()["groups"])


@cache
def officer_fields() -> Mapping[str, OfficerField]:
    """Return the fields by their id, in their order."""
    return {f.id: f for f in map(_field, _declared()["fields"])}


def field_named(text: str) -> OfficerField | None:
    """Return the field that a cell names, None where it names none; nothing is guessed."""
    return officer_fields().get(_by_key().get(name_key(text), ""))


def conditions() -> Iterator[OfficerField]:
    """Yield the fields that an investor may ask for, in their order."""
    return (f for f in officer_fields().values() if f.condition)


@cache
def _by_key() -> Mapping[str, str]:
    keys: dict[str, str] = {}
    for each in officer_fields().values():
        for name in each.names:
            keys.setdefault(name_key(name), each.id)
    return keys


@cache
def _declared() -> Mapping[str, Any]:
    path = Path(__file__).with_name("officer_fields.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _by_language(entry: Mapping[str, Any]) -> dict[str, str]:
    return {lang: entry[lang] for lang in LANGS if lang in entry}


def _field(entry: Mapping[str, Any]) -> OfficerField:
    plain = {key: value for key, value in entry.items() if key not in LANGS}
    choices = tuple(
        FieldChoice(
            c["id"], Text.from_mapping(_by_language(c)), tuple(c.get("also", ())), c.get("conditional", False)
        )
        for c in plain.pop("choices", ())
    )
    for key in {"also", "condition_words"} & set(plain):
        plain[key] = tuple(plain[key])
    return OfficerField(name=Text.from_mapping(_by_language(entry)), choices=choices, **plain)
