"""Columns for people of the lists of chains, services and provisions."""

from __future__ import annotations

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

CHAIN_LINK_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("chain", value_of("chain")),
    ListColumn("stage", value_of("stage"), True),
    ListColumn("link", value_of("name")),
    ListColumn("segments", names_of("clusters", "industry")),
    ListColumn("basis", optional_basis),
    ListColumn("parks-of", names_of("parks", "site")),
    ListColumn("chain-sites", names_of("chain_sites", "site")),
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
