"""A figure of what came about in words: the amount, where it stands and where it comes from."""

from __future__ import annotations

from geodata.faults import where_text
from layout.monitoring.actuals import Actual
from layout.words.glossary import say
from layout.words.numbers import bound_words, format_amount


def actual_location(actual: Actual, lang: str) -> str:
    """Return where in the user's file, or in the data of which edition, a figure stands."""
    if actual.origin != "file":
        return say(f"board.in-{actual.origin}", lang, edition=actual.edition(lang), id=actual.where)
    where = where_text(actual.where)(lang)
    return say("board.row", lang, file=actual.file, where=where)


def actual_source(actual: Actual, lang: str) -> str:
    """Return where a figure comes from: as its user wrote it, or its citation and date."""
    return actual.cited(lang) if actual.origin != "file" else actual.source


def actual_text(actual: Actual, lang: str) -> str:
    """Return a figure with its bound, unit and year."""
    amount = format_amount(actual.value, actual.unit, lang, exact=True)
    return say("board.base-value", lang, value=bound_words(actual.bound, lang) + amount, year=actual.year)
