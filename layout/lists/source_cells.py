"""Cells about a source: what kind it is, who published it and when."""

from __future__ import annotations

from layout.lists.row_fields import Row
from layout.plan.model import Plan
from layout.words.citations import source_date, source_kind_words


def kind_words(row: Row, plan: Plan, lang: str) -> str:
    """Return that a source is a copy, a third-party page or the press; empty for any other."""
    return source_kind_words(plan.source[row["source"]], lang)


def publisher_words(row: Row, _: Plan, lang: str) -> str:
    """Return who published a source, by the name that the language has for it."""
    # The key without a language is that of the first one.
    return str(row.get(f"publisher_{lang}", row["publisher"]))


def date_words(row: Row, plan: Plan, lang: str) -> str:
    """Return the date of a source, marked where the document does not print it."""
    return source_date(plan.source[row["source"]], lang)
