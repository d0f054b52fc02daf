"""Columns for people of the list of groups of clusters."""

from __future__ import annotations

from layout.lists.columns import NAME_COLUMN, SOURCE_COLUMN, ListColumn, names_of, value_of
from layout.words.glossary import say

GROUP_COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("key", value_of("group")),
    NAME_COLUMN,
    ListColumn("scheme", value_of("scheme")),
    ListColumn("clusters-of", names_of("clusters", "cluster")),
    ListColumn("rest", lambda row, _, lang: say("groups.open", lang) if row["open"] else ""),
    ListColumn("note", value_of("note")),
    SOURCE_COLUMN,
)
