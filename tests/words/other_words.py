"""Other words, figures, years and ground for what a folder holds: equal ones for equal, none of them the old ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from geodata.languages import LANGS
from geodata.places import last_step, read_place
from geodata.references import REST, parse_refs, split_list
from geodata.size_classes import class_amount

# By these the figures and the ground of the other folder are larger, so that what is computed of them fits again.
LEVEL, GROWTH, SHARE, CHANGE = Decimal("1.37"), Decimal("1.013"), Decimal("0.9"), Decimal("1.2")
GROUND, EAST = 1.13, 3.0
# No year of the other folder is one of ours.
YEARS = 100
OLD_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
# Without figures of their own, which would be taken for counts.
_DIGITS = {"zh": "甲乙丙丁戊己庚辛壬癸", "en": "abcdefghij"}
_TOKEN = {"zh": "〇{}口", "en": "Tk{}x"}
TOKEN = re.compile("〇[甲乙丙丁戊己庚辛壬癸]+口|Tk[a-j]+x")
_FIELD = re.compile(r"(\{\{|\}\}|\{[^{}]*\}|\n)")


def shift_years(text: str) -> str:
    """Return a text with every year in it shifted: of dates, ids and names of folders alike."""
    return OLD_YEAR.sub(lambda m: str(int(m[0]) + YEARS), text)


class Words:
    """Tokens for texts: one for each text of a language, in a list one for each part.

    `terms` are what they stand for, by language; `figures` are the numbers with their units that were exchanged,
    `others` those that stand in their place; `units` are tokens of units.
    """

    def __init__(self) -> None:
        self.terms: dict[str, dict[str, str]] = {lang: {} for lang in LANGS}
        self.figures: set[tuple[Decimal, str]] = set()
        self.others: set[tuple[Decimal, str]] = set()
        self.units: set[str] = set()
        self._count = 0

    def text(self, text: str, lang: str = "") -> str:
        """Return the token of a text; of words for a class of size those for another class."""
        if class_amount(text) is not None:
            return f"三{text}" if text[0] in "十百千万" else f"七{text[1:]}"
        # Without letters it is a dash, a span of years, a number as it is printed.
        if not _LETTER.search(text) and (OLD_YEAR.search(text) or not re.search(r"\d", text)):
            return shift_years(text)
        lang = lang or ("zh" if HAN.search(text) else "en")
        known = self.terms[lang]
        if text.strip() not in known:
            known[text.strip()] = self._new(lang)
        return known[text.strip()]

    def _new(self, lang: str) -> str:
        self._count += 1
        return _TOKEN[lang].format("".join(_DIGITS[lang][int(d)] for d in str(self._count)))

    def parts(self, text: str, lang: str = "") -> str:
        """Return a list in one cell with a token for each part; that it goes on is kept."""
        return ";".join(p if p == REST else self.text(p, lang) for p in split_list(text))

    def filled(self, text: str, lang: str) -> str:
        """Return a text of a story with tokens around what is filled in; they are bits of sentences, no terms."""
        parts = enumerate(_FIELD.split(text))
        return "".join(shift_years(p) if n % 2 or not _LETTER.search(p) else self._new(lang) for n, p in parts)

    def refs(self, text: str) -> str:
        """Return references with the titles in their places exchanged."""
        return ";".join(
            shift_years(r.source) + (f":{self.locator(r.locator)}" if r.locator else "") for r in parse_refs(text)
        )

    def locator(self, locator: str) -> str:
        """Return a place with the title of an item exchanged; its numbers are needed to read it."""
        place = read_place(locator)
        if not place.sections:
            return locator
        title = last_step(place.section)
        # Behind a number a further one begins a section of its own; behind a title it belongs to it.
        is_number = len(read_place(f"{title}一").sections) > 1
        return locator if is_number else locator.replace(title, self.text(title, "zh"), 1)


def language_of(field: str) -> str:
    """Return the language that the name of a field ends in, or none."""
    end = field.rpartition("_")[2]
    return end if end in LANGS else ""


def other_figure(number: str, row: Mapping[str, Any], form: str) -> str:
    """Return another number with as many decimals: levels grow from year to year, rates with them."""
    value = Decimal(number)
    years = int(row.get("year") or 2000) - 2000
    if form == "rate":
        changed = ((1 + value / 100) * GROWTH - 1) * 100
    elif form in ("share", "change", "ratio"):
        changed = value * (SHARE if form == "share" else CHANGE)
    else:
        changed = value * LEVEL * GROWTH**years
    exponent = Decimal((0, (1,), int(value.as_tuple().exponent)))
    changed = changed.quantize(exponent)
    return str(changed if changed != value else value + exponent)


def moved(lon: float, lat: float, centre: tuple[float, float]) -> list[float]:
    """Return a point of the other ground: further from the middle, and all of it further east."""
    west, south = centre
    return [round(west + (lon - west) * GROUND + EAST, 7), round(south + (lat - south) * GROUND, 7)]
