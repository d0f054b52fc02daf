"""Columns for people of the lists of chains, services and provisions."""

from __future__ import annotations

from collections.abc import Iterator

from layout.lists.columns import (
    NAME_COLUMN,
    SOURCE_COLUMN,
    TARGET_PARTS,
    ListColumn,
    list_of,
    names_of,
    optional_basis,
    value_of,
    word_of,
)
from layout.lists.row_fields import Row
from layout.plan.model import Plan
from layout.words.glossary import basis_name, join_words
from layout.words.roles import mark_inferred, shared_basis


def _link_industries(row: Row, plan: Plan, lang: str) -> str:
    basis = {t["industry"]: t["basis"] for t in row["ties"]}
    return join_words(
        (mark_inferred(plan.industry[i].name(lang), basis[i], lang) for i in row["clusters"]), lang
    )


def _link_sites(row: Row, plan: Plan, lang: str) -> str:
    ties = (t for t in row["ties"] if t["site"])
    return join_words((mark_inferred(plan.site[t["site"]].name(lang), t["basis"], lang) for t in ties), lang)


def _chain_sites(row: Row, plan: Plan, lang: str) -> str:
    (chain,) = (c for c in plan.chains if c.id == row["chain"])
    return join_words((mark_inferred(plan.site[t.site].name(lang), t.basis, lang) for t in chain.ties), lang)


def _link_basis(row: Row, _: Plan, lang: str) -> str:
    """Spell the basis of what stands for the very link: that of some may be stated, of others inferred."""
    basis = shared_basis(t["basis"] for t in row["ties"])
    return basis_name(basis, lang) if basis else ""


def _site_ties(plan: Plan) -> Iterator[str]:
    return (t.basis for c in plan.chains for k in c.links for t in k.ties if t.site)


def _chain_ties(plan: Plan) -> Iterator[str]:
    return (t.basis for c in plan.chains for t in c.ties)


CHAIN_LINK_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("chain", value_of("chain")),
    ListColumn("stage", value_of("stage"), True),
    ListColumn("link", value_of("name")),
    ListColumn("segments", _link_industries),
    ListColumn("basis", _link_basis),
    ListColumn("parks-of", _link_sites, basis=lambda plan: shared_basis(_site_ties(plan))),
    ListColumn("chain-sites", _chain_sites, basis=lambda plan: shared_basis(_chain_ties(plan))),
    ListColumn("ground", value_of("ground")),
    SOURCE_COLUMN,
)
SERVICE_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("cluster", names_of("cluster", "cluster")),
    ListColumn("key", value_of("segment")),
    NAME_COLUMN,
    ListColumn("kind", word_of("kind", "service-kind")),
    ListColumn("serves", names_of("serves", "cluster")),
    ListColumn("basis", optional_basis),
    ListColumn("makes", list_of("makes")),
    *TARGET_PARTS,
)
PROVISION_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("group", value_of("group")),
    ListColumn("number", value_of("number"), True),
    NAME_COLUMN,
    ListColumn("about", list_of("about")),
    SOURCE_COLUMN,
)
