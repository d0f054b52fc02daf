"""The years of a figure in words: a year, a span, or up to when it is cumulated, and whether they are printed."""

from __future__ import annotations

from layout.plan.model import Figure
from layout.words.glossary import say
from layout.words.numbers import format_years

INFERRED = "inferred"


def figure_years(figure: Figure, lang: str) -> str:
    """Return the years of a figure; empty where it has none.

    A total whose start the source does not state is told by its end alone, and years that the source does
    not print are marked as inferred.
    """
    if figure.year is None:
        return ""
    if figure.cumulated:
        years = say("years.cumulated", lang, year=figure.year)
    else:
        years = format_years(figure.from_year, figure.year, lang)
    return say("years.inferred", lang, years=years) if figure.year_basis == INFERRED else years


def year_mark(figure: Figure, lang: str) -> str:
    """Return the last year of a figure, marked where the source does not print it; empty where it has none."""
    year = str(figure.year or "")
    return say("years.inferred", lang, years=year) if year and figure.year_basis == INFERRED else year
