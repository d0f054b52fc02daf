"""Writers of cells that serve many columns: the value of a key, a list, and ids spelled as names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geodata.languages import LANGS, Text
from layout.lists.row_fields import Row
from layout.lists.site_cells import CellWriter
from layout.plan.model import Plan
from layout.words import glossary


def value_of(key: str) -> CellWriter:
    """Return a writer of cells that hold the value of a key, or its text in the language, else in another."""
    return lambda row, _, lang: row[key] if key in row else Text(*(row[f"{key}_{k}"] for k in LANGS))(lang)


def list_of(key: str) -> CellWriter:
    """Return a writer of cells that hold the list under a key for each language."""
    return lambda row, _, lang: glossary.join_words(row[f"{key}_{lang}"], lang)


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
