"""Numbers as a plan prints them: what keeps one from being read, and how it is to be written instead."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from .months import MONTHS_IN_YEAR, read_months

_PLAIN = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NUMBER = r"-?[0-9][0-9,]*(?:\.[0-9]+)?"
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})(?:[^0-9]*?)\s*[-–—―~～至到]+\s*(?P<high>[0-9][0-9,.]*)(?P<unit>\D*)"
)
_WITH_UNIT = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>[^0-9,.\s-]\D*)")
# Longest first: 不低于 holds 低于.
BOUNDS = {
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "至少": ">=", "达到": ">=", "≥": ">=", ">=": ">=",
    "不高于": "<=", "不超过": "<=", "不大于": "<=", "至多": "<=", "≤": "<=", "<=": "<=",
    "超过": ">", "突破": ">", "大于": ">", "高于": ">", ">": ">", "低于": "<", "小于": "<", "<": "<",
    "约": "~", "大约": "~", "≈": "~", "~": "~",
}  # fmt: skip
_BOUND_WORDS = "|".join(sorted(map(re.escape, BOUNDS), key=len, reverse=True))
_BEFORE = re.compile(rf"(?P<bound>{_BOUND_WORDS})\s*(?P<rest>.+)")
_AFTER = re.compile(r"(?P<rest>.*[0-9%元])\s*(?P<bound>左右|以上|以下)")
_AFTER_BOUNDS = {"左右": "~", "以上": ">=", "以下": "<="}
_AIMS = "力争|争取|冲刺|瞄准|aiming at|aim at|aim"
_STRETCH = re.compile(
    rf"\D*?(?P<low>{_NUMBER})(?P<unit>[^0-9,;、(]*)[\s,;、(]*(?:{_AIMS})[^0-9]*?(?P<aim>{_NUMBER})(?P<of>[^0-9)]*)\)?",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"-?[0-9]{1,3}(?:\s[0-9]{3})+(?:\.[0-9]+)?")
_NOTHING = re.compile(r"[-–—―/\s]+|无|暂无|n/?a", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_YEAR_PART = re.compile(r"(?P<year>[12][0-9]{3})\s*年?\s*[-/.]?\s*(?P<part>.+)")
# No number is longer; a cell may hold a whole text.
_LONGEST = 60
_PARTS = {
    "H1": "1-6", "H2": "7-12", "上半年": "1-6", "下半年": "7-12", "Q1": "1-3", "Q2": "4-6", "Q3": "7-9",
    "Q4": "10-12", "一季度": "1-3", "二季度": "4-6", "三季度": "7-9", "四季度": "10-12", "前三季度": "1-9",
}  # fmt: skip


def number_fault(text: str) -> tuple[str, dict[str, str]] | None:
    """Return what keeps a printed number from being read: a code of messages.toml with its values.

    Words or a dash, what is aimed at beyond, a range, a bound, a unit, commas or blanks of thousands, the
    first of these that there is; None where it is none of them.
    """
    if len(text) > _LONGEST:
        return None
    # Full-width digits and signs are the same characters to a reader.
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _DIGIT.search(plain):
        return ("dash_for_number" if _NOTHING.fullmatch(plain) else "words_for_number"), {"words": plain}
    if beyond := _beyond(plain):
        return beyond
    if match := _RANGE.fullmatch(plain):
        return "range_in_number", {"low": _bare(match["low"]), "high": _bare(match["high"])}
    if match := _BEFORE.fullmatch(plain) or _AFTER.fullmatch(plain):
        bound = BOUNDS.get(match["bound"]) or _AFTER_BOUNDS[match["bound"]]
        with_unit = _WITH_UNIT.fullmatch(match["rest"])
        number = with_unit["number"] if with_unit else match["rest"]
        return "bound_in_number", {"plain": _bare(number), "bound": bound}
    if match := _WITH_UNIT.fullmatch(plain):
        return "unit_in_number", {"plain": _bare(match["number"]), "unit": match["unit"].strip()}
    if _GROUPED.fullmatch(plain):
        return "thousands_comma", {"plain": _bare(plain)}
    if _BLANKS.fullmatch(plain):
        return "thousands_blank", {"plain": "".join(plain.split())}
    if plain != text and re.fullmatch(_PLAIN, plain):
        return "wide_digits", {"plain": plain}
    return None


def _beyond(plain: str) -> tuple[str, dict[str, str]] | None:
    """Return that a number stands with one that is aimed at beyond it, else None."""
    match = _STRETCH.fullmatch(plain)
    # In two units the two numbers cannot stand in one row as they are.
    if match is None or match["unit"].strip() not in ("", match["of"].strip()):
        return None
    low, aim = _bare(match["low"]), _bare(match["aim"])
    return ("stretch_in_number", {"low": low, "aim": aim}) if Decimal(low) < Decimal(aim) else None


def year_fault(text: str) -> tuple[str, dict[str, str]] | None:
    """Return that a year is given with a part of it, and how the part is to be written; else None."""
    match = _YEAR_PART.fullmatch(unicodedata.normalize("NFKC", text[:_LONGEST]).strip())
    if match is None:
        return None
    part = match["part"].strip().upper()
    months = _PARTS.get(part, "") or _months(part)
    return ("part_of_year", {"year": match["year"], "months": months}) if months else None


def _months(part: str) -> str:
    numbers = [int(n) for n in re.findall(r"[0-9]+", part)]
    written = "-".join(map(str, numbers[:2]))
    known = 0 < len(numbers) <= 2 and max(numbers) <= MONTHS_IN_YEAR and "月" in part
    return written if known and read_months(written) else ""


def _bare(number: str) -> str:
    return number.replace(",", "").strip()
