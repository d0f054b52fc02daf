"""How old an officer's fact may be before it is shown as one to check: a setting of the server."""

from __future__ import annotations

import logging
import os
from datetime import date
from functools import cache

MONTHS_ENV = "LAYOUT_FACTS_MONTHS"
_USUAL = 12


def facts_months() -> int:
    """Return after how many months a fact is old: what LAYOUT_FACTS_MONTHS says, else 12."""
    return _months(os.environ.get(MONTHS_ENV, "").strip())


@cache
def _months(setting: str) -> int:
    if not setting:
        return _USUAL
    if not setting.isdecimal() or not 1 <= int(setting[:6]) <= 1200:
        logging.getLogger(__name__).error(
            "%s: %r is no number of months; it is %d", MONTHS_ENV, setting, _USUAL
        )
        return _USUAL
    return int(setting)


def is_stale(day: date | None, today: date, months: int) -> bool:
    """Tell whether a fact of a day is older than so many months; one without a day is not known to be."""
    if day is None:
        return False
    whole = (today.year - day.year) * 12 + today.month - day.month
    return whole > months or (whole == months and today.day > day.day)
