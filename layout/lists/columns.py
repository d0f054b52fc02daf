"""Columns for people: the rows of a list with ids spelled as names, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geodata.languages import LANGS, Text
from layout.lists.element_cells import (
    role_field_words,
)
from layout.lists.row_fields import Row
from layout.lists.site_cells import (
    CellWriter,
    aim_words,
    element_words,
    field_words,
    level_cell,
    place_words,
)
from layout.plan.clusters import SERVICE_KINDS
from layout.plan.model import Plan
from layout.words import glossary
from layout.words.glossary import say
from layout.words.nouns import say_of
from layout.words.numbers import bound_words, format_years, unit_name
from layout.words.roles import mark_inferred, shared_basis
from layout.words.site_ground import where_words
from layout.words.target_years import common_year, industry_targets, say_of_year
from layout.words.years import write_months

# How the key of a target's number begins; its year ends it.
_TARGET = "target_"
_YEARLESS = ("", "hold")


@dataclass(frozen=True)
class ListColumn:
    """One column: `heading` is a word `table.<heading>` of the glossary; numbers are aligned to the right.

    `basis` tells of what the column holds as a whole, in a plan, whether it is stated or inferred, which its
    heading then says; None where rows differ or nothing is inferred. `shown_if` tells of the
    rows in a plan whether the column stands there: what most plans leave empty is no column of theirs.
    """

    heading: str
    cell: CellWriter
    align_right: bool = False
    basis: Callable[[Plan], str] | None = None
    shown_if: Callable[[list[Row], Plan], bool] | None = None


def filled(key: str) -> Callable[[list[Row], Plan], bool]:
    """Return the test whether any row has something under a key."""
    return lambda rows, _: any(row[key] not in (None, "", []) for row in rows)


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
    """Spell the basis (stated, inferred, partly inferred) of the row, or of its links to clusters."""
    bases = [row["basis"]] if "basis" in row else [link["basis"] for link in row["clusters"]]
    basis = shared_basis(bases)
    return glossary.basis_name(basis, lang) if basis else ""


def tied_names(key: str) -> CellWriter:
    """Return a writer of the clusters (`id`) or segments that a site is tied to, the inferred ones marked."""

    def cell(row: Row, plan: Plan, lang: str) -> str:
        ties = [k for k in row["clusters"] if k[key]]
        marked = (mark_inferred(plan.industry[k[key]].name(lang), k["basis"], lang) for k in ties)
        return glossary.join_words(dict.fromkeys(marked), lang)

    return cell


def unit_words(row: Row, _: Plan, lang: str) -> str:
    """Spell the unit of a target."""
    return unit_name(str(row["unit"]), lang)


def target_number(row: Row, _: Plan, __: str) -> Any:
    """Return a target's number alone, without bound and unit; None where the target is given in words."""
    # The key ends in the year of the target, which differs between editions.
    return row[_target_key(row)]


def _target_year(row: Row, _: Plan, lang: str) -> str:
    # A level to hold has no year, nor has what has no target, whatever key its number would stand under.
    if row["role"] in _YEARLESS:
        return ""
    years = format_years(row["first_year"], int(_target_key(row).removeprefix(_TARGET)), lang)
    return write_months(years, row["months"], lang)


def _target_key(row: Row) -> str:
    return next(key for key in row if key.startswith(_TARGET))


def _of_own_years(rows: list[Row], plan: Plan) -> bool:
    """Tell whether the heading does not say of each target which year, or part of a year, it is for."""
    key = f"{_TARGET}{common_year(industry_targets(plan))}"
    dated = (r for r in rows if r["role"] not in _YEARLESS)
    return any(_target_key(r) != key or r["months"] or r["first_year"] for r in dated)


def _target_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell a target's bound, the words that stand in place of a number, or that no target is set."""
    if not row["role"]:
        # A field of services never has a target of its own, which the list of services says.
        return "" if row.get("kind") in SERVICE_KINDS else say("figure.none", lang)
    return (
        str(row[f"words_{lang}"]) if target_number(row, plan, lang) is None else bound_of(row, lang).strip()
    )


def bound_of(row: Row, lang: str) -> str:
    """Spell the bound of a row's number."""
    return bound_words(row["bound"], lang)


def word_of(key: str, section: str = "") -> CellWriter:
    """Return a writer of cells that spell a value as a word of the section `section`, else `key`."""
    return lambda row, plan, lang: say_of(plan, f"{section or key}.{row[key]}", lang) if row[key] else ""


def optional_basis(row: Row, _: Plan, lang: str) -> str:
    """Spell the basis of a row, which may be empty."""
    return glossary.basis_name(row["basis"], lang) if row["basis"] else ""


def _where(row: Row, plan: Plan, lang: str) -> str:
    return where_words(plan.site[row["id"]], plan, lang)


def _any_timed(rows: list[Row], plan: Plan) -> bool:
    return any(place_words(row, plan, LANGS[0]) for row in rows)


def list_of(key: str) -> CellWriter:
    """Return a writer of cells that hold the list under a key for each language, and whether it goes on."""

    def cell(row: Row, _: Plan, lang: str) -> str:
        words = glossary.join_words(row[f"{key}_{lang}"], lang)
        return glossary.end_list(words, row[f"{key}_unfinished"], lang)

    return cell


def _years(row: Row, _: Plan, __: str) -> str:
    return f"{row['from_year']}–{row['to_year']}"


def _names(family: str, plan: Plan) -> Mapping[str, Text]:
    families: dict[str, Mapping[str, Any]] = {
        "site": plan.site, "element": plan.element,
        "cluster": plan.cluster, "segment": plan.part, "industry": plan.industry,
    }  # fmt: skip
    if family == "cluster_group":
        return {g.id: g.name for g in plan.cluster_groups}
    if family == "cause":
        return {c.id: c.title for c in plan.causes}
    if family in families:
        return {i: entry.name for i, entry in families[family].items()}
    start = f"{family}:"
    return {k[len(start) :]: t.name for k, t in plan.term.items() if k.startswith(start)}


ID_COLUMN, NAME_COLUMN = ListColumn("key", value_of("id")), ListColumn("name", value_of("name"))
SOURCE_COLUMN = ListColumn("source", lambda row, _, lang: row[f"source_{lang}"])
ELEMENTS_COLUMN = ListColumn("element", element_words)
FIELD_COLUMNS = (ListColumn("industries", field_words), ListColumn("aim", aim_words))
POSITION_COLUMNS = (
    ListColumn("position", place_words),
    ListColumn("precision", value_of("precision_m"), True),
    ListColumn("area", value_of("area_km2"), True),
)
LEVEL_COLUMN, WHERE_COLUMN = ListColumn("level", level_cell), ListColumn("where", _where)
RANGE_COLUMNS = (
    ListColumn("high", value_of("high"), True, shown_if=filled("high")),
    ListColumn("stretch", value_of("stretch"), True, shown_if=filled("stretch")),
)
TARGET_PARTS = (
    ListColumn("bound", _target_words),
    ListColumn("target", target_number, True),
    *RANGE_COLUMNS,
    ListColumn("unit", unit_words),
    ListColumn("when", _target_year, shown_if=_of_own_years),
    ListColumn("as", word_of("role")),
    SOURCE_COLUMN,
)
# Of a type of sites that has no columns of its own.
SITE_COLUMNS: tuple[ListColumn, ...] = (ID_COLUMN, NAME_COLUMN, SOURCE_COLUMN)
TOWN_COLUMNS: tuple[ListColumn, ...] = (
    ID_COLUMN,
    NAME_COLUMN,
    ELEMENTS_COLUMN,
    *FIELD_COLUMNS,
    # Of towns that follow one another it says which there are when; of a town no point stands for anything.
    ListColumn("exists", place_words, shown_if=_any_timed),
    *POSITION_COLUMNS[1:],
    SOURCE_COLUMN,
)
PLACE_COLUMNS: tuple[ListColumn, ...] = (
    ID_COLUMN,
    NAME_COLUMN,
    ListColumn("kind", names_of("kind", "kind")),
    LEVEL_COLUMN,
    WHERE_COLUMN,
    ELEMENTS_COLUMN,
    *FIELD_COLUMNS,
    *POSITION_COLUMNS,
    SOURCE_COLUMN,
)
ROLE_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("element", names_of("element", "element")),
    ListColumn("site", value_of("name")),
    ListColumn("rank", names_of("rank", "rank")),
    ListColumn("role", value_of("role")),
    ListColumn("industries", role_field_words),
    ListColumn("aim", value_of("aim")),
    ListColumn("basis", basis_words),
    SOURCE_COLUMN,
)
_PROFILE = (ListColumn("stands-for", value_of("motto")), ListColumn("aim", value_of("aim")))
CLUSTER_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("key", value_of("cluster")),
    NAME_COLUMN,
    ListColumn("groups", names_of("groups", "cluster_group"), shown_if=filled("groups")),
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
    ID_COLUMN,
    NAME_COLUMN,
    ListColumn("years", _years),
    SOURCE_COLUMN,
)


def column_headings(columns: Iterable[ListColumn], plan: Plan, lang: str) -> list[str]:
    """Return the headings in one language."""
    year = common_year(industry_targets(plan))
    words = {"target": say_of_year(plan, "table.target", year, lang)}
    named = ((c, words.get(c.heading) or say_of(plan, f"table.{c.heading}", lang)) for c in columns)
    return [mark_inferred(name, c.basis(plan) if c.basis else "", lang) for c, name in named]


def shown_columns(columns: Iterable[ListColumn], rows: Iterable[Row], plan: Plan) -> list[ListColumn]:
    """Return the columns of a list without those that only some plans fill, where none of these rows does."""
    listed = list(rows)
    return [c for c in columns if c.shown_if is None or c.shown_if(listed, plan)]
