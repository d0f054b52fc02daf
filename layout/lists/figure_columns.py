"""Columns for people of the lists of the plan's numbers: figures, indicators, audit, sources."""

from __future__ import annotations

from layout.lists.columns import (
    ID_COLUMN,
    NAME_COLUMN,
    RANGE_COLUMNS,
    SOURCE_COLUMN,
    ListColumn,
    bound_of,
    filled,
    names_of,
    unit_words,
    value_of,
    word_of,
)
from layout.lists.row_fields import Row
from layout.lists.site_cells import CellWriter
from layout.lists.source_cells import date_words, kind_words, publisher_words
from layout.plan.model import Plan
from layout.words.glossary import say
from layout.words.years import INFERRED, write_months, write_years


def _when(row: Row, _: Plan, lang: str) -> str:
    inferred = row["year_basis"] == INFERRED
    years = write_years(row["first_year"], row["year"], lang, cumulated=row["cumulated"], inferred=inferred)
    return write_months(years, row["months"], lang)


def _reasons(row: Row, _: Plan, lang: str) -> str:
    return say("text.stop", lang).join(row[f"reasons_{lang}"])


def _value_words(row: Row, _: Plan, lang: str) -> str:
    return str(row[f"words_{lang}"]) if row["value"] is None else bound_of(row, lang).strip()


def _joined(key: str) -> CellWriter:
    return lambda row, _, __: ";".join(row[key])


# The number is alone in its cell, so that a spreadsheet can calculate with it.
_NUMBER = (
    ListColumn("bound", _value_words),
    ListColumn("value", value_of("value"), True),
    *RANGE_COLUMNS,
    ListColumn("unit", unit_words),
)
_MEASURED = (
    ListColumn("measure", value_of("measure")),
    ListColumn("scope", word_of("scope")),
    ListColumn("attribute", word_of("attribute")),
)
_RELATED = (
    ListColumn("also", _joined("also"), shown_if=filled("also")),
    ListColumn("replaces", value_of("replaces"), shown_if=filled("replaces")),
    ListColumn("replaced_by", value_of("replaced_by"), shown_if=filled("replaced_by")),
)
_REMARKS = (
    ListColumn("note", value_of("note")),
    ListColumn("question", value_of("question")),
    SOURCE_COLUMN,
    ID_COLUMN,
)
FIGURE_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("topic", value_of("topic")),
    NAME_COLUMN,
    ListColumn("when", _when),
    *_NUMBER,
    *_MEASURED,
    ListColumn("as", word_of("role")),
    ListColumn("cluster", names_of("cluster", "industry")),
    ListColumn("where", names_of("site", "site")),
    ListColumn("base", value_of("base")),
    *_RELATED,
    ListColumn("plan_figure", value_of("plan_figure")),
    ListColumn("as_of", value_of("as_of")),
    *_REMARKS,
)
INDICATOR_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("class", value_of("class")),
    ListColumn("number", value_of("number"), True),
    NAME_COLUMN,
    ListColumn("written", value_of("written"), True),
    *_NUMBER,
    ListColumn("when", _when),
    *_MEASURED,
    ListColumn("base", value_of("base")),
    *_RELATED,
    *_REMARKS,
)
FINDING_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("finding", value_of("title")),
    ListColumn("claim-kind", word_of("kind", "kind-of-claim")),
    ListColumn("cause", names_of("cause", "cause")),
    ListColumn("state", word_of("state")),
    ListColumn("stated", value_of("stated"), True),
    ListColumn("computed", value_of("computed"), True),
    ListColumn("unit", unit_words),
    ListColumn("needed", value_of("needed_growth"), True),
    ListColumn("formula", value_of("formula")),
    ListColumn("text", value_of("text")),
    ListColumn("reasons", _reasons),
    SOURCE_COLUMN,
)
SOURCE_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("key", value_of("source")),
    ListColumn("title", value_of("title")),
    ListColumn("publisher", publisher_words),
    ListColumn("date", date_words),
    ListColumn("url", value_of("url")),
    ListColumn("licence", value_of("licence")),
    ListColumn("kind", kind_words),
    ListColumn("note", value_of("note")),
)
