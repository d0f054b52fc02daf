"""Values in the cells of an officer's workbook: amounts and ranges, choices, phones, mail, days; or none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from geodata.names import name_key
from geodata.officer_fields import FieldChoice

from .cell_values import cell_words, parse_amount

# Longer texts are no amounts.
_MOST_AMOUNT = 80
_TO = r"(?:-|–|—|~|～|至|到|\bto\b)"
_RANGE = re.compile(rf"(.*?[0-9](?:\s*[^\s0-9.,\-–—~～至到]*)?)\s*{_TO}\s*([0-9].*)")
# What a word in a list of choices does that is no choice: joins two, or stands for all after or before one.
_JOINT, _DOWN, _UP = -1, -2, -3
# 5 m2 and 5 m3: digits of a unit are written small, for else they would be read as a number.
_POWER = re.compile(r"(?<=m)([23])(?![0-9])")
_SMALL = str.maketrans("23", "²³")
_PHONE = re.compile(r"[+(]?[0-9][0-9+() \-/,、;ext.转分机]*")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")
_DAY = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?: [0-9:]+)?")
# A day as a spreadsheet counts it, from 2000 to 2100: cells in the form 年月日 reach a reader as numbers.
_SERIAL = re.compile(r"[3-7][0-9]{4}")
_EPOCH, _FIRST, _LAST = date(1899, 12, 30), 36_526, 73_050
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class FactAmount:
    """A number, or the two ends of a range, with the unit beside it (or none); `about` so much, perhaps."""

    values: tuple[Decimal, ...]
    unit: str = ""
    about: bool = False


def parse_range(text: str) -> FactAmount | None:
    """Return a number or a range of two: 20–50亩, 20亩-50亩, 约 30; None if the text is neither."""
    if len(text) > _MOST_AMOUNT:
        return None
    text = _POWER.sub(lambda m: m[1].translate(_SMALL), text)
    single = parse_amount(text)
    if single is not None:
        return FactAmount((single.value,), single.unit, single.about)
    match = _RANGE.fullmatch(text.strip())
    if match is None:
        return None
    low, high = parse_amount(match[1]), parse_amount(match[2])
    if low is None or high is None:
        return None
    # A unit may stand behind both or behind the last.
    if low.unit and name_key(low.unit) != name_key(high.unit):
        return None
    if not low.value <= high.value:
        return None
    return FactAmount((low.value, high.value), high.unit, low.about or high.about)


def parse_choices(text: str, choices: tuple[FieldChoice, ...], ordered: bool) -> tuple[str, ...]:
    """Return the ids of the choices that a text names, in their order; none if any part of it names none.

    In an ordered list a word such as 及以下 stands for all that follow the choice before it.
    """
    words = _choice_words(choices)
    chosen: set[int] = set()
    last, rest = -1, unicodedata.normalize("NFKC", text).casefold()
    pattern = _any_of(words)
    while rest := rest.lstrip():
        match = pattern.match(rest)
        if match is None:
            return ()
        rest = rest[match.end() :]
        number = words[_flat(match[0])]
        if number in (_DOWN, _UP) and (last < 0 or not ordered):
            return ()
        if number >= 0:
            last = number
            chosen.add(number)
        elif number != _JOINT:
            chosen |= set(range(last, len(choices)) if number == _DOWN else range(last + 1))
    return tuple(choices[n].id for n in sorted(chosen))


def _choice_words(choices: tuple[FieldChoice, ...]) -> dict[str, int]:
    """Return all words that may stand in a list of choices, with the number of the choice or what they do."""
    joints = {_flat(word): _JOINT for word in cell_words().all_words("joint")}
    down = {_flat(word): _DOWN for word in cell_words().all_words("and-below")}
    up = {_flat(word): _UP for word in cell_words().all_words("and-above")}
    named = {
        _flat(name): n
        for n, choice in enumerate(choices)
        for name in (choice.id, *choice.name.texts, *choice.also)
        if name
    }
    return joints | down | up | named


def _any_of(words: dict[str, int]) -> re.Pattern[str]:
    """Return a pattern for any of the words, the longest first; letters of Latin are never cut off a word."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        pattern = r"\s+".join(map(re.escape, word.split()))
        parts.append(rf"{pattern}(?![a-z])" if word[-1:].isascii() and word[-1:].isalpha() else pattern)
    return re.compile("|".join(parts))


def _flat(word: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def is_phone(text: str) -> bool:
    """Tell whether a text is one or several phone numbers: at least seven digits, and what parts them."""
    folded = unicodedata.normalize("NFKC", text).replace("—", "-").replace("–", "-").replace("\n", " ")
    return bool(_PHONE.fullmatch(folded)) and sum(c.isdigit() for c in folded) >= 7


def is_email(text: str) -> bool:
    """Tell whether a text is an address of electronic mail."""
    return _EMAIL.fullmatch(text) is not None


def parse_day(text: str) -> date | None:
    """Return a day of the calendar: 2026-05-31, 2026/5/31, 2026年5月31日; None if the text is none."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if _SERIAL.fullmatch(folded) and _FIRST <= int(folded) <= _LAST:
        return _EPOCH + timedelta(days=int(folded))
    match = _DAY.fullmatch(folded)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def plain_text(text: str) -> str:
    """Return a text on one line, without characters that are invisible or reorder what stands around them."""
    line = " ".join(text.split())
    return "".join(c for c in line if unicodedata.category(c) not in _HIDDEN)
