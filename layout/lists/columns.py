"""Columns for people: the rows of a list with ids spelled as names, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geodata.languages import LANGS, Text
from layout.lists.element_cells import given_field_words, linked_members, network_themes
from layout.lists.row_fields import Row
from layout.lists.site_cells import (
    CellWriter,
    aim_words,
    element_words,
    field_words,
    place_words,
)
from layout.lists.source_cells import date_words, kind_words, publisher_words
from layout.plan.model import Plan, TextList
from layout.words import glossary
from layout.words.glossary import say
from layout.words.numbers import bound_words, unit_name
from layout.words.years import INFERRED, write_years


@dataclass(frozen=True)
class ListColumn:
    """One column: `heading` is a word `table.<heading>` of the glossary; numbers are aligned to the right."""

    heading: str
    cell: CellWriter
    align_right: bool = False


def value_of(key: str) -> CellWriter:
    """Return a writer of cells that hold the value of a key, or its text in the language, else in another."""
    return lambda row, _, lang: row[key] if key in row else Text(*(row[f"{key}_{k}"] for k in LANGS))(lang)


def names_of(key: str, family: str, part: str = "") -> CellWriter:
    """Return a writer of cells that spell the ids under a key (or under a part of each item) as names.

    `family` is site, element, cluster, segment, industry (a cluster or segment) or a family of the plan's
    terms. An id without a name stands as it is.
    """

    def cell(row: Row, plan: Plan, lang: str) -> str:
        entries = row[key] if isinstance(row[key], list) else [row[key]]
        names = _names(family, plan)
        ids = dict.fromkeys(entry[part] if part else entry for entry in entries)
        return glossary.join_words((names[i](lang) if i in names else i for i in ids), lang)

    return cell


def basis_words(row: Row, _: Plan, lang: str) -> str:
    """Spell the basis (stated, inferred, located) of the row, or of each of its links to clusters."""
    bases = [row["basis"]] if "basis" in row else [link["basis"] for link in row["clusters"]]
    return glossary.join_words(dict.fromkeys(glossary.basis_name(b, lang) for b in bases), lang)


def unit_words(row: Row, _: Plan, lang: str) -> str:
    """Spell the unit of a target."""
    return unit_name(str(row["unit"]), lang)


def target_number(row: Row, _: Plan, __: str) -> Any:
    """Return a target's number alone, without bound and unit; None where the target is given in words."""
    # The key ends in the year of the target, which differs between editions.
    return next(v for k, v in row.items() if k.startswith("target_"))


def _target_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell a target's bound, or the words that stand in place of a number."""
    return str(row[f"words_{lang}"]) if target_number(row, plan, lang) is None else _bound(row, lang).strip()


def _bound(row: Row, lang: str) -> str:
    return bound_words(row["bound"], lang)


def word_of(key: str, section: str = "") -> CellWriter:
    """Return a writer of cells that spell a value as a word of the section `section`, else `key`."""
    return lambda row, _, lang: say(f"{section or key}.{row[key]}", lang) if row[key] else ""


def _when(row: Row, _: Plan, lang: str) -> str:
    inferred = row["year_basis"] == INFERRED
    return write_years(row["first_year"], row["year"], lang, cumulated=row["cumulated"], inferred=inferred)


def _reasons(row: Row, _: Plan, lang: str) -> str:
    return say("text.stop", lang).join(row[f"reasons_{lang}"])


def optional_basis(row: Row, _: Plan, lang: str) -> str:
    """Spell the basis of a row, which may be empty."""
    return glossary.basis_name(row["basis"], lang) if row["basis"] else ""


def _value_words(row: Row, _: Plan, lang: str) -> str:
    return str(row[f"words_{lang}"]) if row["value"] is None else _bound(row, lang).strip()


def _where(row: Row, plan: Plan, lang: str) -> str:
    if row["lon"] is None:
        return say("card.unlocated", lang)
    return str(names_of("zone" if row["zone"] else "town", "site")(row, plan, lang))


def list_of(key: str) -> CellWriter:
    """Return a writer of cells that hold the list under a key for each language, and whether it goes on."""

    def cell(row: Row, _: Plan, lang: str) -> str:
        names = TextList((), row[f"{key}_unfinished"])
        return glossary.finished(glossary.join_words(row[f"{key}_{lang}"], lang), names, lang)

    return cell


def _years(row: Row, _: Plan, __: str) -> str:
    return f"{row['from_year']}–{row['to_year']}"


def _names(family: str, plan: Plan) -> Mapping[str, Text]:
    families: dict[str, Mapping[str, Any]] = {
        "site": plan.site, "element": plan.element,
        "cluster": plan.cluster, "segment": plan.part, "industry": plan.industry,
    }  # fmt: skip
    if family == "cause":
        return {c.id: c.title for c in plan.causes}
    if family in families:
        return {i: entry.name for i, entry in families[family].items()}
    start = f"{family}:"
    return {k[len(start) :]: t.name for k, t in plan.term.items() if k.startswith(start)}


_ID, NAME_COLUMN = ListColumn("key", value_of("id")), ListColumn("name", value_of("name"))
SOURCE_COLUMN = ListColumn("source", lambda row, _, lang: row[f"source_{lang}"])
_ELEMENTS = ListColumn("element", element_words)
_FIELDS = (ListColumn("industries", field_words), ListColumn("aim", aim_words))
_POSITION = (
    ListColumn("position", place_words),
    ListColumn("precision", value_of("precision_m"), True),
    ListColumn("area", value_of("area_km2"), True),
)
_LEVEL, _WHERE = ListColumn("level", names_of("level", "level")), ListColumn("where", _where)
TARGET_PARTS = (
    ListColumn("bound", _target_words),
    ListColumn("target", target_number, True),
    ListColumn("unit", unit_words),
    ListColumn("as", word_of("role")),
    SOURCE_COLUMN,
)
# The number is alone in its cell, so that a spreadsheet can calculate with it.
_NUMBER = (
    ListColumn("bound", _value_words),
    ListColumn("value", value_of("value"), True),
    ListColumn("unit", unit_words),
)
PARK_COLUMNS: tuple[ListColumn, ...] = (
    _ID,
    NAME_COLUMN,
    _LEVEL,
    _WHERE,
    ListColumn("cluster", names_of("clusters", "cluster", "id")),
    ListColumn("segment", names_of("clusters", "segment", "segment")),
    ListColumn("basis", basis_words),
    _ELEMENTS,
    *_FIELDS,
    *_POSITION,
    SOURCE_COLUMN,
)
# Of a type of sites that has no columns of its own.
SITE_COLUMNS: tuple[ListColumn, ...] = (_ID, NAME_COLUMN, SOURCE_COLUMN)
TOWN_COLUMNS: tuple[ListColumn, ...] = (_ID, NAME_COLUMN, _ELEMENTS, *_FIELDS, *_POSITION[1:], SOURCE_COLUMN)
PLACE_COLUMNS: tuple[ListColumn, ...] = (
    _ID,
    NAME_COLUMN,
    ListColumn("kind", names_of("kind", "kind")),
    _WHERE,
    _ELEMENTS,
    *_FIELDS,
    *_POSITION,
    SOURCE_COLUMN,
)
ROLE_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("element", names_of("element", "element")),
    ListColumn("site", value_of("name")),
    ListColumn("rank", names_of("rank", "rank")),
    ListColumn("role", value_of("role")),
    ListColumn("industries", given_field_words),
    ListColumn("aim", value_of("aim")),
    ListColumn("basis", basis_words),
    SOURCE_COLUMN,
)
ELEMENT_COLUMNS: tuple[ListColumn, ...] = (
    _ID,
    NAME_COLUMN,
    ListColumn("motto", value_of("motto")),
    ListColumn("industries", list_of("industries")),
    ListColumn("themes", network_themes),
    ListColumn("aim", value_of("aim")),
    ListColumn("note", value_of("note")),
    ListColumn("members", linked_members),
    SOURCE_COLUMN,
)
_PROFILE = (ListColumn("stands-for", value_of("motto")), ListColumn("aim", value_of("aim")))
CLUSTER_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("key", value_of("cluster")),
    NAME_COLUMN,
    *_PROFILE,
    *TARGET_PARTS,
)
SEGMENT_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("cluster", names_of("cluster", "cluster")),
    ListColumn("key", value_of("segment")),
    ListColumn("segment", value_of("name")),
    *_PROFILE[1:],
    ListColumn("makes", list_of("makes")),
    *TARGET_PARTS,
)
EDITION_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("district", value_of("district")),
    _ID,
    NAME_COLUMN,
    ListColumn("years", _years),
    SOURCE_COLUMN,
)
FIGURE_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("topic", value_of("topic")),
    NAME_COLUMN,
    ListColumn("when", _when),
    *_NUMBER,
    ListColumn("measure", value_of("measure")),
    ListColumn("scope", word_of("scope")),
    ListColumn("attribute", word_of("attribute")),
    ListColumn("as", word_of("role")),
    ListColumn("cluster", names_of("cluster", "industry")),
    ListColumn("where", names_of("site", "site")),
    ListColumn("base", value_of("base")),
    ListColumn("plan_figure", value_of("plan_figure")),
    ListColumn("as_of", value_of("as_of")),
    ListColumn("note", value_of("note")),
    ListColumn("question", value_of("question")),
    SOURCE_COLUMN,
    _ID,
)
INDICATOR_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("class", value_of("class")),
    ListColumn("number", value_of("number"), True),
    NAME_COLUMN,
    ListColumn("written", value_of("written"), True),
    *_NUMBER,
    ListColumn("when", _when),
    ListColumn("measure", value_of("measure")),
    ListColumn("scope", word_of("scope")),
    ListColumn("attribute", word_of("attribute")),
    ListColumn("base", value_of("base")),
    ListColumn("note", value_of("note")),
    ListColumn("question", value_of("question")),
    SOURCE_COLUMN,
    _ID,
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


def column_headings(columns: Iterable[ListColumn], plan: Plan, lang: str) -> list[str]:
    """Return the headings in one language."""
    year = plan.edition.target_year
    return [say(f"table.{c.heading}", lang, year=year) for c in columns]
