"""Dates of the data: years, months and days, and spans of them."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def is_date(text: str) -> bool:
    """Tell if a text is YYYY, YYYY-MM or YYYY-MM-DD and stands in the calendar."""
    if not _DATE.fullmatch(text):
        return False
    try:
        # Filled up to a full date, so that month 13 and 30 February are refused.
        date.fromisoformat(first_day(text))
    except ValueError:
        return False
    return True


def first_day(text: str) -> str:
    """Return the first day of a year, month or day as YYYY-MM-DD; of an empty text an empty one."""
    return (text + "-01-01")[:10] if text else ""


def spans_overlap(first: tuple[str, str], second: tuple[str, str]) -> bool:
    """Tell if two spans of dates (from, to; "" = open; to is not included) share any day."""
    return _before(first[0], second[1]) and _before(second[0], first[1])


def holds_on(day: str, since: str, until: str) -> bool:
    """Tell if a span (from, to; "" = open; to is not included) has a day."""
    at = first_day(day)
    return first_day(since) <= at and (not until or at < first_day(until))


def _before(start: str, end: str) -> bool:
    # ISO dates sort as text only where they are of equal length.
    return not start or not end or first_day(start) < first_day(end)
