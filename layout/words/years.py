"""The years of a figure in words: a year, a span or the end of what is cumulated, printed or inferred."""

from __future__ import annotations

from layout.plan.model import Figure
from layout.words.glossary import glossary, say
from layout.words.numbers import format_years

INFERRED = "inferred"


def figure_years(figure: Figure, lang: str) -> str:
    """Return the years of a figure, as :func:`write_years` writes them."""
    inferred = figure.year_basis == INFERRED
    years = write_years(figure.first_year, figure.year, lang, cumulated=figure.cumulated, inferred=inferred)
    return write_months(years, figure.months, lang)


def write_months(years: str, months: str, lang: str) -> str:
    """Return years with the part of a year that a figure is of: `first half of 2023`, `May 2023`.

    Without months, or without years, they stand as they are.
    """
    if not (years and months):
        return years
    named = f"months.{months}"
    if named in glossary():
        return say(named, lang, year=years)
    first, _, last = months.partition("-")
    names = {"first": say(f"month.{first}", lang), "last": say(f"month.{last or first}", lang)}
    return say("months.span" if last else "months.single", lang, year=years, **names)


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
    marked = say("years.inferred", lang, years=year) if year and figure.year_basis == INFERRED else year
    return write_months(marked, figure.months, lang)
