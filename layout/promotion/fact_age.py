"""How old an officer's fact may be before it is shown as one to check: a setting of the server."""

from __future__ import annotations

import calendar
import logging
import os
from datetime import date
from functools import cache

MONTHS_ENV = "LAYOUT_FACTS_MONTHS"
_USUAL, _MOST = 12, 1200


def facts_months() -> int:
    """Return after how many months a fact is old: what LAYOUT_FACTS_MONTHS says, else 12."""
    return _months(os.environ.get(MONTHS_ENV, "").strip())


@cache
def _months(setting: str) -> int:
    if not setting:
        return _USUAL
    if not setting.isdecimal() or not 1 <= int(setting[:6]) <= _MOST:
        log = logging.getLogger(__name__)
        log.error("%s: %r is no number of months; it is %d", MONTHS_ENV, setting, _USUAL)
        return _USUAL
    return int(setting)


def first_fresh_day(today: date, months: int) -> date:
    """Return the day so many months ago, or the last of its month: a fact of an earlier day is old."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    year = max(year, 1)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
