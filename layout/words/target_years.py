"""The years of targets in headings: that of the figures shown, or in each row its own.

The target year of the edition is no heading of figures: a plan also sets targets of other years.
"""

from __future__ import annotations

from collections.abc import Iterable

from layout.plan.model import Figure, Plan
from layout.words.glossary import say
from layout.words.nouns import say_of
from layout.words.years import year_mark

_HOLD = "hold"


def common_year(figures: Iterable[Figure | None]) -> int | None:
    """Return the year that all targets share; None where they do not, or none has one.

    A level to hold has no year and takes no part.
    """
    years = {f.year for f in figures if f is not None and f.role != _HOLD}
    return years.pop() if len(years) == 1 else None


def industry_targets(plan: Plan) -> tuple[Figure | None, ...]:
    """Return the targets of clusters and segments that tables and charts of targets show."""
    by_cluster = ((c.target, *(s.target for s in c.segments)) for c in plan.industrial_clusters)
    return tuple(figure for figures in by_cluster for figure in figures)


def say_of_year(plan: Plan, key: str, year: int | None, lang: str) -> str:
    """Return a heading of a year, or the same (`<key>-any`) without one."""
    return say_of(plan, f"{key}-any", lang) if year is None else say_of(plan, key, lang, year=year)


def own_year(figure: Figure, common: int | None, lang: str) -> str:
    """Return the year of a figure where the heading does not say it; else an empty text."""
    if figure.role == _HOLD or (figure.year == common and not figure.months):
        return ""
    return year_mark(figure, lang)


def with_own_year(text: str, figure: Figure, common: int | None, lang: str) -> str:
    """Return a figure in words, behind it its year where the heading does not say it."""
    year = own_year(figure, common, lang)
    return say("text.bracketed", lang, text=text, aside=year) if year else text


def not_of_year(year: int | None, lang: str) -> str:
    """Return what is said of a level without a year in a table of targets."""
    key = "table.no-target"
    return say(f"{key}-any", lang) if year is None else say(key, lang, year=year)
