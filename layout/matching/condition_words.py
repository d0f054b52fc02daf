"""The words of conditions, as declared in conditions.toml and by the fields that an investor may ask for."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geodata.languages import LANGS, Text
from geodata.officer_fields import AT_MOST, CHOICE, ONE_OF, conditions

FIELD, DISTANCE, SUPPLIER = CONDITION_KINDS = ("field", "distance", "supplier")
AT_LEAST_SIGN, AT_MOST_SIGN, EQUAL = ">=", "<=", "="


@dataclass(frozen=True, slots=True)
class InvestorCondition:
    """What an investor may ask for: a field of officers, a distance to hubs, or a supplier.

    `unit` is that of its numbers, empty of what has none; `sign` the one that is meant where none is written.
    """

    id: str
    kind: str
    name: Text
    names: tuple[str, ...]
    sign: str
    unit: str = ""
    hubs: tuple[str, ...] = ()
    is_number: bool = True


@cache
def all_conditions() -> Mapping[str, InvestorCondition]:
    """Return the conditions by id: distances, the supplier, then the fields in their order."""
    raw = _declared()
    rows = [
        InvestorCondition(
            name,
            DISTANCE,
            _name(entry),
            _names(entry),
            AT_MOST_SIGN,
            raw["units"]["measured"],
            tuple(entry["hubs"]),
        )
        for name, entry in raw["distance"].items()
    ]
    entry = raw["supplier"]
    rows.append(InvestorCondition(SUPPLIER, SUPPLIER, _name(entry), _names(entry), EQUAL, is_number=False))
    for field in conditions():
        sign = (
            EQUAL
            if field.condition == ONE_OF
            else AT_MOST_SIGN
            if field.condition == AT_MOST
            else AT_LEAST_SIGN
        )
        names = field.condition_names
        rows.append(
            InvestorCondition(
                field.id, FIELD, field.name, names, sign, field.unit, is_number=field.kind != CHOICE
            )
        )
    return {row.id: row for row in rows}


@cache
def condition_keys() -> Mapping[str, str]:
    """Return the ids of conditions by every name of theirs, folded."""
    keys: dict[str, str] = {}
    for row in all_conditions().values():
        for name in (row.id, *row.names):
            keys.setdefault(fold_words(name), row.id)
    return keys


@cache
def sign_words(place: str) -> tuple[tuple[str, str], ...]:
    """Return the words for signs that stand before or behind a number, the longest first, with their sign."""
    pairs = [(fold_words(word), sign) for sign, entry in _declared()["sign"].items() for word in entry[place]]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def fold_words(text: str) -> str:
    """Return a text in NFKC and small letters, blanks as single ones and none beside Chinese characters."""
    return spaced_words(text).casefold()


def spaced_words(text: str) -> str:
    """Return a text in NFKC, blanks as single ones and none beside Chinese characters."""
    spaced = " ".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", spaced).replace("_", "-")


def distance_unit() -> str:
    """Return the unit that a form asks for distances in."""
    return str(_declared()["units"]["form"])


def _name(entry: Mapping[str, Any]) -> Text:
    return Text.from_mapping({lang: entry[lang][0] for lang in LANGS if lang in entry})


def _names(entry: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    return tuple(word for lang in LANGS for word in entry.get(lang, ()))


@cache
def _declared() -> Mapping[str, Any]:
    path = Path(__file__).with_name("conditions.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
