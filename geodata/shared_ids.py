"""Ids that one thing has and no other: stories and links know sites, elements and clusters by them."""

from __future__ import annotations

from .checked_row import CheckedRow
from .faults import where_text
from .rules import SITES_SPACE, RowsByTable
from .schema import table_schemas

# Beside the sites, in the order in which a name is looked up; one table's own ids are told apart by its key.
_TABLES = ("elements", "clusters", "chains", "cluster_groups")


def check_shared_ids(rows: RowsByTable) -> None:
    """Add a fault to each row whose id stands for something of another sort, too."""
    sites = [name for name, table in table_schemas().items() if table.space == SITES_SPACE]
    first: dict[str, tuple[str, CheckedRow]] = {}
    for name in (*sites, *_TABLES):
        sort = SITES_SPACE if name in sites else name
        for row in rows.get(name) or []:
            if not row.filled("id"):
                continue
            other_sort, other = first.setdefault(row.values["id"], (sort, row))
            if other_sort != sort:
                place = where_text(f"{other.file} {other.where}")
                row.report("id", "shared_id", value=row.values["id"], first=place)
