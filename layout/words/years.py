"""The years of a figure in words: a year, a span or the end of what is cumulated, printed or inferred."""

from __future__ import annotations

from layout.plan.model import Figure
from layout.words.glossary import say
from layout.words.numbers import format_years

INFERRED = "inferred"


def figure_years(figure: Figure, lang: str) -> str:
    """Return the years of a figure, as :func:`write_years` writes them."""
    inferred = figure.year_basis == INFERRED
    return write_years(figure.first_year, figure.year, lang, cumulated=figure.cumulated, inferred=inferred)


def years_or_undated(years: str, lang: str) -> str:
    """Return years as they are written, or words for there being none: brackets are never empty."""
    return years or say("years.not-dated", lang)


def write_years(
    start: int | None, end: int | None, lang: str, *, cumulated: bool = False, inferred: bool = False
) -> str:
    """Return a year or a span of years; empty where there is none.

    What is `cumulated` without a stated start is told by its end alone; years that the source does not print
    are marked as `inferred`.
    """
    if end is None:
        return ""
    years = say("years.cumulated", lang, year=end) if cumulated else format_years(start, end, lang)
    return say("years.inferred", lang, years=years) if inferred else years


def year_mark(figure: Figure, lang: str) -> str:
    """Return the last year of a figure, marked where no source prints it; empty where it has none."""
    year = str(figure.year or "")
    return say("years.inferred", lang, years=year) if year and figure.year_basis == INFERRED else year
