"""Where a figure is printed in a text: in digits, in numerals, or as words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from .outline import fold

_ONES = "零一二三四五六七八九十"
# What is written of a double (产值倍增), and round numbers in words (百家以上, 千亿级).
_DOUBLE = ("两", "倍增", "翻番", "翻一番")
_ROUND = {100: "百", 1000: "千", 10000: "万"}


def find_printed(text: str, value: Decimal | None, words: Iterable[str]) -> tuple[int, int] | None:
    """Return start and end of a figure in a text, None where it is not printed there.

    `words` are how else it may be written. The value counts as printed with the digits that it has.
    """
    plain = fold(text)
    written = ["".join(each.split()) for each in words]
    if value is not None:
        digits = str(value)
        whole, _, rest = digits.partition(".")
        grouped = f"{int(whole):,}" + (f".{rest}" if rest else "")
        for form in dict.fromkeys((digits, grouped)):
            # 8 is not the 8 of 18 or 8.1.
            if match := re.search(rf"(?<![\d.,]){re.escape(form)}(?![\d]|[.,]\d)", plain):
                return match.span()
        written += _numerals(value)
    for each in filter(None, written):
        at = plain.find(fold(each))
        if at >= 0:
            return at, at + len(each)
    return None


def _numerals(value: Decimal) -> list[str]:
    if value != int(value):
        return []
    number = int(value)
    if 0 <= number < len(_ONES):
        return [_ONES[number], *(_DOUBLE if number == 2 else ())]
    return [_ROUND[number]] if number in _ROUND else []
