"""Columns for people: the rows of a list with ids spelled as names, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from layout.lists.values import Row
from layout.plan.model import Plan, Text
from layout.words import glossary
from layout.words.glossary import say
from layout.words.numbers import bound_words, format_years, unit_name

Cell = Callable[[Row, Plan, str], Any]


@dataclass(frozen=True)
class Column:
    """One column: its heading's word, and what stands in it; numbers stand to the right."""

    head: str
    cell: Cell
    right: bool = False


def own(key: str) -> Cell:
    """Return a cell that holds the row's own value of a key, or of the key in the language."""
    return lambda row, _, lang: row[key] if key in row else row[f"{key}_{lang}"]


def _publisher(row: Row, _: Plan, lang: str) -> str:
    """Return who published a source, by the name that the language has for it."""
    return str(row["publisher_en" if lang == "en" else "publisher"])


def named(key: str, family: str, part: str = "") -> Cell:
    """Return a cell that spells the ids under a key (or under a part of each item) as names."""

    def cell(row: Row, plan: Plan, lang: str) -> str:
        held = row[key] if isinstance(row[key], list) else [row[key]]
        known = _names(family, plan)
        ids = dict.fromkeys(item[part] if part else item for item in held)
        return glossary.join_words((known[i](lang) if i in known else i for i in ids), lang)

    return cell


def basis(row: Row, _: Plan, lang: str) -> str:
    """Spell on what ground the clusters, or the row itself, stand."""
    held = [row["basis"]] if "basis" in row else [k["basis"] for k in row["clusters"]]
    return glossary.join_words(dict.fromkeys(glossary.basis_name(b, lang) for b in held), lang)


def roles(row: Row, plan: Plan, lang: str) -> str:
    """Spell a site's roles: element, theme and role of each."""
    lines = []
    for role in row["roles"]:
        theme = plan.term.get(f"theme:{role['theme']}")
        element = plan.element[role["element"]].name(lang)
        words = [element, theme.name(lang) if theme else "", role[f"role_{lang}"]]
        lines.append(say("text.dot", lang).join(w for w in words if w))
    return say("text.stop", lang).join(lines)


def unit(row: Row, _: Plan, lang: str) -> str:
    """Spell the unit of a target."""
    return unit_name(str(row["unit"]), lang)


def target(row: Row, _: Plan, __: str) -> Any:
    """Return a target's number alone, so that a spreadsheet can calculate with it."""
    return next(v for k, v in row.items() if k.startswith("target_"))


def _target_words(row: Row, plan: Plan, lang: str) -> str:
    """Spell a target's bound, or the words that stand in place of a number."""
    return str(row[f"words_{lang}"]) if target(row, plan, lang) is None else _bound(row, lang).strip()


def _bound(row: Row, lang: str) -> str:
    return bound_words(row["bound"], lang)


def _word(key: str, section: str = "") -> Cell:
    """Return a cell that spells a value of the model's own as a word of the glossary."""
    return lambda row, _, lang: say(f"{section or key}.{row[key]}", lang) if row[key] else ""


def _when(row: Row, _: Plan, lang: str) -> str:
    return format_years(row["from_year"], row["year"], lang)


def _reasons(row: Row, _: Plan, lang: str) -> str:
    return say("text.stop", lang).join(row[f"reasons_{lang}"])


def _one_basis(row: Row, _: Plan, lang: str) -> str:
    return glossary.basis_name(row["basis"], lang) if row["basis"] else ""


def _words(row: Row, _: Plan, lang: str) -> str:
    return str(row[f"words_{lang}"]) if row["value"] is None else _bound(row, lang).strip()


def _where(row: Row, plan: Plan, lang: str) -> str:
    if row["lon"] is None:
        return say("card.unlocated", lang)
    return str(named("zone" if row["zone"] else "town", "site")(row, plan, lang))


def _industries(row: Row, _: Plan, lang: str) -> str:
    return glossary.join_words(row[f"industries_{lang}"], lang)


def _years(row: Row, _: Plan, __: str) -> str:
    return f"{row['from_year']}–{row['to_year']}"


def _names(family: str, plan: Plan) -> Mapping[str, Text]:
    holders: dict[str, Mapping[str, Any]] = {
        "site": plan.site, "element": plan.element,
        "cluster": plan.cluster, "segment": plan.segment,
        "industry": {**plan.cluster, **plan.segment},
    }  # fmt: skip
    if family in holders:
        return {i: item.name for i, item in holders[family].items()}
    start = f"{family}:"
    return {k[len(start) :]: t.name for k, t in plan.term.items() if k.startswith(start)}


_ID, _NAME = Column("key", own("id")), Column("name", own("name"))
_SOURCE = Column("source", lambda row, _, lang: row[f"source_{lang}"])
_ELEMENTS = Column("element", named("elements", "element"))
_GROUND = (Column("precision", own("precision_m"), True), Column("area", own("area_km2"), True))
_LEVEL, _WHERE = Column("level", named("level", "level")), Column("where", _where)
_TARGET = (Column("bound", _target_words), Column("target", target, True), Column("unit", unit), _SOURCE)
# The number stands alone in its cell, so that a spreadsheet can calculate with it.
_NUMBER = (Column("bound", _words), Column("value", own("value"), True), Column("unit", unit))
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "parks": (
        _ID, _NAME, _LEVEL, _WHERE,
        Column("cluster", named("clusters", "cluster", "id")),
        Column("segment", named("clusters", "segment", "segment")),
        Column("basis", basis), *_GROUND, _SOURCE,
    ),
    "towns": (_ID, _NAME, _ELEMENTS, *_GROUND, _SOURCE),
    "places": (_ID, _NAME, Column("kind", named("kind", "kind")), _WHERE, _ELEMENTS, *_GROUND, _SOURCE),
    "roles": (
        Column("element", named("element", "element")), Column("site", own("name")),
        Column("rank", named("rank", "rank")), Column("role", own("role")),
        Column("industries", _industries), Column("basis", basis), _SOURCE,
    ),
    "clusters": (Column("key", own("cluster")), _NAME, *_TARGET),
    "segments": (
        Column("cluster", named("cluster", "cluster")), Column("key", own("segment")),
        Column("segment", own("name")), *_TARGET,
    ),
    "editions": (
        Column("district", own("district")), _ID, _NAME, Column("years", _years), _SOURCE,
    ),
    "figures": (
        Column("topic", own("topic")), _NAME, Column("when", _when), *_NUMBER,
        Column("measure", own("measure")), Column("scope", _word("scope")),
        Column("attribute", _word("attribute")), Column("as", _word("role")),
        Column("cluster", named("cluster", "industry")), Column("where", named("site", "site")),
        Column("base", own("base")), Column("plan_figure", own("plan_figure")), Column("as_of", own("as_of")),
        Column("note", own("note")), _SOURCE, _ID,
    ),
    "indicators": (
        Column("class", own("class")), Column("number", own("number"), True), _NAME,
        Column("written", own("written"), True), *_NUMBER, Column("when", _when),
        Column("measure", own("measure")), Column("scope", _word("scope")),
        Column("attribute", _word("attribute")), Column("base", own("base")),
        Column("note", own("note")), _SOURCE, _ID,
    ),
    "chains": (
        Column("chain", own("chain")), Column("stage", own("stage"), True), Column("link", own("name")),
        Column("parks-of", named("parks", "site")), Column("segments", named("clusters", "industry")),
        Column("basis", _one_basis), Column("ground", own("ground")), _SOURCE,
    ),
    "audit": (
        Column("finding", own("title")), Column("claim-kind", _word("kind", "kind-of-claim")),
        Column("state", _word("state")), Column("stated", own("stated"), True),
        Column("computed", own("computed"), True), Column("unit", unit),
        Column("needed", own("needed_growth"), True), Column("formula", own("formula")),
        Column("text", own("text")), Column("reasons", _reasons), _SOURCE,
    ),
    "sources": (
        Column("key", own("source")), Column("title", own("title")), Column("publisher", _publisher),
        Column("date", own("date")), Column("url", own("url")), Column("licence", own("licence")),
        Column("note", own("note")),
    ),
}  # fmt: skip


def heads(columns: Iterable[Column], plan: Plan, lang: str) -> list[str]:
    """Return the headings in one language."""
    year = plan.edition.target_year
    return [say(f"table.{c.head}", lang, year=year) for c in columns]
