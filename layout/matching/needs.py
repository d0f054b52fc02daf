"""An investor's conditions as written: `area>=50mu; floor load>=1.5t; hazard=A; port<=40km`.

A part is a name, a sign and a value; without a sign it is the one that is usually meant of the name. Parts
are parted by semicolons, commas or lines; a part without a name goes on with the list before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from geodata.faults import Fault, hint, make_fault, printable
from geodata.intake.fact_values import parse_choices, parse_range, plain_text
from geodata.languages import Text
from geodata.officer_fields import officer_fields
from layout.matching.condition_words import (
    FIELD,
    SUPPLIER,
    InvestorCondition,
    all_conditions,
    condition_keys,
    fold_words,
    sign_words,
    spaced_words,
)
from layout.plan.measure import convert
from layout.words.typed_units import convertible_units, typed_unit, unit_text

MOST_LETTERS, MOST_NEEDS = 1_000, 20
# A comma within a number parts no conditions: 1,200.
_PARTS = re.compile(r"[;；\n]|[,，、](?![0-9]{3}(?![0-9]))|(?<![0-9])[,，、]")
_LATIN = re.compile(r"[a-z0-9]")
_AMOUNT = re.compile(r"(?:\w{1,6}\s)?[^\w\s]?[\u3400-\u9fff]{0,3}[0-9]")
_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Need:
    """One condition: its id, sign, and the number in the condition's unit, the choices, or the words.

    `amount` and `unit` are the number as written. A condition of distance has metres.
    """

    condition: InvestorCondition
    sign: str
    value: Decimal | None = None
    amount: Decimal | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class NeedReading:
    """The conditions of a text in its order, and all that is wrong with it."""

    needs: tuple[Need, ...]
    faults: tuple[Fault, ...]


class _PartError(Exception):
    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def parse_needs(text: str) -> NeedReading:
    """Read conditions; nothing is raised, and a condition at fault is named and left out."""
    if len(text) > MOST_LETTERS:
        return NeedReading((), (make_fault("", "", "", "needs_too_long", limit=f"{MOST_LETTERS:,}"),))
    needs: list[Need] = []
    faults: list[Fault] = []
    for part in _parts(text):
        try:
            needs.append(_need(part))
        except _PartError as error:
            faults.append(make_fault("", "", printable(part), error.code, **error.values))
    if len(needs) > MOST_NEEDS:
        faults.append(make_fault("", "", "", "too_many_needs", limit=MOST_NEEDS))
    return NeedReading(tuple(needs[:MOST_NEEDS]), tuple(faults))


def _parts(text: str) -> Iterator[str]:
    """Yield the conditions of a text; what has no name goes on with the one before, such as a list's end."""
    waiting = ""
    for piece in filter(None, (plain_text(p) for p in _PARTS.split(text))):
        if waiting and _takes_list(waiting) and not _starts_condition(piece):
            waiting = f"{waiting}、{piece}"
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting


def _takes_list(part: str) -> bool:
    name = _split(part)[0]
    return bool(name) and not all_conditions()[name].is_number


def _starts_condition(piece: str) -> bool:
    name, sign, _ = _split(piece)
    return bool(name) or bool(sign)


def _need(part: str) -> Need:
    name, sign, rest = _split(part)
    if not name:
        names = [n for row in all_conditions().values() for n in row.names]
        raise _PartError("unknown_need", value=part, **hint(part, names))
    condition = all_conditions()[name]
    if not rest:
        raise _PartError("need_without_value")
    if condition.is_number:
        return _number(condition, sign, rest)
    if sign not in ("", condition.sign):
        raise _PartError("need_sign", value=sign)
    if condition.kind == SUPPLIER:
        return Need(condition, condition.sign, words=rest)
    field = officer_fields()[condition.id]
    chosen = parse_choices(rest, field.choices, field.ordered)
    if not chosen:
        raise _PartError("not_a_choice", value=rest, options=[c.name for c in field.choices])
    return Need(condition, condition.sign, choices=chosen)


def _split(part: str) -> tuple[str, str, str]:
    """Return the condition that a part begins with, the sign behind it (or none), and what is left."""
    plain, folded = spaced_words(part), fold_words(part)
    # Letters stay as they were written, but where small ones are more than the large ones.
    plain = plain if len(plain) == len(folded) else folded
    name, end = _longest_name(folded)
    if not name:
        # What stands before a sign is a name that is not known.
        bounds = (sign for word, sign in sign_words("before") if not _LATIN.match(word) and word in folded)
        return "", next(bounds, ""), ""
    end += len(folded[end:]) - len(folded[end:].lstrip())
    for word, sign in sign_words("before"):
        after = end + len(word)
        is_cut = bool(_LATIN.match(word[-1])) and bool(_LATIN.match(folded[after : after + 1]))
        if folded.startswith(word, end) and not is_cut:
            return name, sign, plain[after:].strip()
    # A name that goes on with another word is the beginning of one that is not known: plot ratio.
    if all_conditions()[name].is_number and plain[end:] and not _AMOUNT.match(folded[end:]):
        return "", "", ""
    return name, "", plain[end:]


def _longest_name(folded: str) -> tuple[str, int]:
    for end in range(len(folded), 0, -1):
        # A name in Latin letters ends where a word ends, or before a number.
        cut = bool(_LATIN.match(folded[end - 1])) and folded[end : end + 1].isascii()
        if cut and folded[end : end + 1].isalpha():
            continue
        if name := condition_keys().get(folded[:end].strip()):
            return name, end
    return "", 0


def _number(condition: InvestorCondition, sign: str, rest: str) -> Need:
    rest, behind = _without_behind(rest)
    amount = parse_range(rest)
    if amount is None or len(amount.values) > 1 or amount.values[0] < 0:
        raise _PartError("need_not_a_number", value=rest)
    if sign and behind and sign not in ("=", behind):
        raise _PartError("need_sign", value=f"{sign} {behind}")
    # An equals sign before a number means what is usually meant: an area of 50 is one of at least 50.
    chosen = behind or (condition.sign if sign in ("", "=") else sign)
    value, unit = amount.values[0], ""
    if condition.unit:
        unit = _unit(condition, amount.unit, rest)
        value = convert(value, unit, condition.unit)
    elif amount.unit:
        raise _PartError("unit_of_number", value=amount.unit, name=condition.name)
    return Need(condition, chosen, value, amount.values[0], unit)


def _without_behind(rest: str) -> tuple[str, str]:
    for word, sign in sign_words("behind"):
        if rest.casefold().endswith(word) and _DIGIT.search(rest):
            return rest[: -len(word)].strip(), sign
    return rest, ""


def _unit(condition: InvestorCondition, typed: str, rest: str) -> str:
    options: list[Text] = [*dict.fromkeys(map(unit_text, convertible_units(condition.unit)))]
    if not typed:
        raise _PartError("no_unit", value=rest, options=options)
    long = officer_fields()[condition.id].long_unit(typed) if condition.kind == FIELD else typed
    unit = typed_unit(long, condition.unit)
    if not unit:
        expected = unit_text(condition.unit)
        raise _PartError("unlike_fact_unit", value=typed, expected=expected, options=options)
    return unit
