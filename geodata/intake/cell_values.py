"""Values of cells in a user's file: numbers, years and scopes as typed, or why a cell has none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from geodata.languages import Text
from geodata.names import name_key

from .vocabulary import Vocabulary, read_vocabulary

# Only digits and their marks: folding by NFKC would turn 10² into 102.
_FULL = str.maketrans("０１２３４５６７８９．，－＋−％﹪　", "0123456789.,-+-%% ")
_DIGITS = r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_NUMBER = re.compile(_DIGITS)
# A number, and what stands behind it without a digit: 110亿元, 4 家, 64.1 %.
_AMOUNT = re.compile(rf"({_DIGITS})\s*([^\s0-9.,+\-][^0-9.,]*(?:\([^()]*\))?)?")
_YEAR = re.compile(r"(?:FY)?([0-9]{4})")
_MOST_DIGITS = 30
SCOPES = ("local", "all")
# What a reader may have decided about a figure: it counts as it stands, or not at all.
AS_GIVEN, LEFT_OUT = "as-given", "left-out"
_DECIDED = re.compile(r"([0-9]{4})\s*年?\s*[:：]?\s*([^;；,，、\n]+)")


class UnreadableError(Exception):
    """The fault that keeps a whole file or sheet from being read: its place, its message and values."""

    def __init__(self, code: str, where: str = "", **values: Any) -> None:
        super().__init__(code)
        self.code, self.where, self.values = code, where, values


@dataclass(frozen=True, slots=True)
class UnreadableCell:
    """A cell that cannot be read: the message that says why, and what stands in it."""

    code: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class CoveredCell:
    """A cell that a merged area covers: what its first cell holds, and whether that is in the same row."""

    shown: str | UnreadableCell
    same_row: bool


Cell = str | UnreadableCell | CoveredCell


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as typed, the unit that stands in the same cell (or none), and whether it is about so much."""

    value: Decimal
    unit: str = ""
    about: bool = False


@cache
def cell_words() -> Vocabulary:
    """Return the words that stand in cells, of every language."""
    return read_vocabulary(Path(__file__).with_name("cell_words.toml"))


def parse_number(text: str) -> Decimal | None:
    """Return a number as typed, thousands separators left out; None if the text is none."""
    folded = text.translate(_FULL).strip()
    if len(folded) > _MOST_DIGITS or not _NUMBER.fullmatch(folded):
        return None
    return Decimal(folded.replace(",", ""))


def parse_amount(text: str) -> Amount | None:
    """Return a number with what stands beside it: 约1,650, 110亿元, 4家, 64.1%; None if the text is none."""
    rest, about = _without_about(text.translate(_FULL).strip())
    match = _AMOUNT.fullmatch(rest)
    if match is None or len(match[1]) > _MOST_DIGITS:
        return None
    unit = (match[2] or "").strip()
    # 10² is no amount in a unit “²”.
    if unit and not (unit[0].isalpha() or unit[0] in "%‰"):
        return None
    return Amount(Decimal(match[1].replace(",", "")), unit, about)


def _without_about(text: str) -> tuple[str, bool]:
    for word in sorted(cell_words().all_words("about"), key=len, reverse=True):
        if text.lower().startswith(word.lower()):
            return text[len(word) :].strip(), True
        if text.lower().endswith(word.lower()):
            return text[: -len(word)].strip(), True
    return text, False


def is_nothing(text: str) -> bool:
    """Tell whether a cell says that there is no figure: empty, or a dash."""
    return not text or cell_words().is_word("nothing", text)


def is_total(text: str) -> bool:
    """Tell whether a name is that of a row that adds up others."""
    return cell_words().is_word("total", text.strip().rstrip(":："))


def short_units(text: str) -> list[str]:
    """Return the units that a short form beside a number stands for: 亿 for 亿元."""
    found_subjects = [cell_words().subjects.get(name_key(text), "")]
    return [subject.removeprefix("unit:") for subject in found_subjects if subject.startswith("unit:")]


def is_help(title: str) -> bool:
    """Tell whether a sheet's title is that of one which explains the others."""
    return cell_words().is_word("help-sheet", title)


def parse_year(text: str) -> int | None:
    """Return a year of four digits, with or without 年; None if the text is none."""
    return parse_year_heading(text, ("年", "年度", "年末", "年底"))


def parse_year_heading(text: str, beside: tuple[str, ...] | None = None) -> int | None:
    """Return the year that heads a column of figures: 2023, 2023年完成值; None if the text names none."""
    match = _YEAR.match(text.translate(_FULL).strip())
    if match is None:
        return None
    rest = name_key(text.translate(_FULL).strip()[match.end() :])
    keys = {name_key(w) for w in beside or cell_words().all_words("year-column")}
    # 2023年完成值 as well as 2023完成值.
    return int(match[1]) if {rest, rest.removeprefix("年")} & {"", *keys} else None


def parse_scope(text: str) -> str | None:
    """Return the id of a statistical scope, empty where none is given; None if it is unknown."""
    if not text.strip():
        return ""
    return next((scope for scope in SCOPES if cell_words().is_word(scope, text)), None)


def scope_words() -> list[Text]:
    """Return the words for scopes that a file may use."""
    return [cell_words().first(scope) for scope in SCOPES]


def parse_decisions(text: str) -> dict[int, str]:
    """Return what a cell says was decided of the figures of each year: `as-given` or `left-out`."""
    decided: dict[int, str] = {}
    for year, words in _DECIDED.findall(text.translate(_FULL)):
        for decision in (AS_GIVEN, LEFT_OUT):
            if cell_words().is_word(decision, words):
                decided[int(year)] = decision
    return decided


def decision_text(decisions: dict[int, str], lang: str) -> str:
    """Return what `parse_decisions` reads, in the words of a language."""
    return "; ".join(f"{y} {cell_words().words(d, lang)[0]}" for y, d in sorted(decisions.items()))
