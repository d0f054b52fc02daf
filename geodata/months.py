"""Months that a figure is of where it is of a part of its year: `1-6`, `1-9`, `5`."""

from __future__ import annotations

import re
from datetime import date, timedelta

MONTHS_IN_YEAR = 12
_MONTHS = re.compile(r"([1-9]|1[0-2])(?:-([1-9]|1[0-2]))?")


def read_months(text: str) -> tuple[int, int] | None:
    """Return the first and last month that a text names; None where it names none, or a whole year."""
    match = _MONTHS.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    # A span is written only where it is one, so that the same part of a year is written in one way.
    proper = first < last if match[2] else True
    return (first, last) if proper and (first, last) != (1, MONTHS_IN_YEAR) else None


def days_of_months(year: int, first: int, last: int) -> tuple[date, date]:
    """Return the first and the last day of a span of months of a year."""
    after = date(year + last // MONTHS_IN_YEAR, last % MONTHS_IN_YEAR + 1, 1)
    return date(year, first, 1), after - timedelta(days=1)
