"""Units as users type them: what a word or a short form stands for, and what converts to what."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from geodata.intake.cell_values import short_units
from geodata.languages import Text
from geodata.names import name_key
from geodata.units import other_names
from layout.plan.measure import UnlikeError, convert
from layout.words.amounts import unit_name
from layout.words.glossary import glossary


def unit_text(unit: str) -> Text:
    """Return a unit's name in each language."""
    return Text.in_each(lambda lang: unit_name(unit, lang))


def units_named(typed: str) -> list[str]:
    """Return the units that a word of any language names, or a short form of it."""
    key, prefix = name_key(typed), "unit."
    pairs = [(k.removeprefix(prefix), t.texts) for k, t in glossary().items() if k.startswith(prefix)]
    named = [unit for unit, names in (*pairs, *other_names().items()) if key in map(name_key, names)]
    return [*named, *short_units(typed)]


def typed_unit(typed: str, target_unit: str) -> str:
    """Return the unit that a typed id or name means beside a target's, empty where none converts to it."""
    options = convertible_units(target_unit)
    known = {name_key(unit): unit for unit in (*units_named(typed), typed)}
    # The target's unit first, then those that convert to it: a typed word may name several units.
    for unit in (target_unit, *options, *known.values()):
        if name_key(unit) not in known:
            continue
        try:
            convert(Decimal(1), unit, target_unit)
        except UnlikeError:
            continue
        return unit
    return ""


@lru_cache(maxsize=64)
def convertible_units(target_unit: str) -> tuple[str, ...]:
    """Return the ids of the units that convert to a target's, that one first."""
    known = [k.removeprefix("unit.") for k in glossary() if k.startswith("unit.")]
    units = [target_unit]
    for unit in known:
        try:
            convert(Decimal(1), unit, target_unit)
        except UnlikeError:
            continue
        units.append(unit)
    return tuple(dict.fromkeys(units))
