"""Rules of the groups of clusters: a closed one has a cluster, and none is named twice."""

from __future__ import annotations

from .references import split_list
from .rules import RowsByTable


def check_cluster_groups(rows: RowsByTable) -> None:
    """Check that each group has a cluster or is left open, and that none is named twice; add faults."""
    # Without clusters.csv, which is a fault of its own, every group would seem to be empty.
    if rows.get("clusters") is None:
        return
    filled: set[str] = set()
    for row in rows["clusters"] or []:
        names = split_list(row.values["groups"])
        filled.update(names)
        twice = next((n for n in names if names.count(n) > 1), "")
        if twice:
            row.report("groups", "named_twice", value=twice)
    for group in rows.get("cluster_groups") or []:
        name = group.values["id"]
        if name and name not in filled and not group.values["open"]:
            group.report("id", "empty_group", value=name)
