"""Columns of the list of the layout's elements, for people."""

from __future__ import annotations

from layout.lists.columns import ID_COLUMN, NAME_COLUMN, SOURCE_COLUMN, ListColumn, value_of
from layout.lists.element_cells import (
    element_kind_words,
    extent_words,
    linked_to,
    members_of,
    network_themes,
    reach_words,
    whole_aim,
    whole_fields,
)

ELEMENT_COLUMNS: tuple[ListColumn, ...] = (
    ID_COLUMN,
    NAME_COLUMN,
    ListColumn("kind", element_kind_words),
    ListColumn("extent", extent_words),
    ListColumn("motto", value_of("motto")),
    ListColumn("industries", whole_fields),
    ListColumn("themes", network_themes),
    ListColumn("aim", whole_aim),
    ListColumn("note", value_of("note")),
    ListColumn("members", members_of),
    ListColumn("linked", linked_to),
    ListColumn("reaches", reach_words, shown_if=lambda rows, _: any(row["radiates"] for row in rows)),
    SOURCE_COLUMN,
)
