"""Sizes that a plan names by a class instead of a number, such as 百亿级 (of ten billion yuan)."""

from __future__ import annotations

import re
from decimal import Decimal

# The unit that the classes count in: 百亿级 is one of a hundred 亿元.
CLASS_UNIT = "亿元"
_CLASS = re.compile("([一二三四五六七八九十百千万]+)亿元?级")
_DIGITS = {numeral: n for n, numeral in enumerate("一二三四五六七八九", 1)}
_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def class_amount(words: str) -> Decimal | None:
    """Return the least amount in 亿元 that Chinese words for a class of size name; None for other words.

    `五十亿级` gives 50, `千亿级` gives 1000: what is of a class is taken to have reached it.
    """
    match = _CLASS.fullmatch(words.strip())
    if match is None:
        return None
    whole, part, digit = 0, 0, 0
    for numeral in match[1]:
        if numeral in _DIGITS:
            digit = _DIGITS[numeral]
        elif numeral == "万":
            whole, part, digit = (whole + part + digit or 1) * 10000, 0, 0
        else:
            # Without a digit before it, 百 stands for one hundred.
            part, digit = part + (digit or 1) * _TIMES[numeral], 0
    return Decimal(whole + part + digit)
