"""Rules of the sites that others are parts of: parks and places, in no circle, in towns that agree."""

from __future__ import annotations

from collections.abc import Mapping

from .checked_row import CheckedRow
from .periods import coexist
from .references import split_list
from .rules import SITES_SPACE, RowsByTable
from .schema import table_schemas


def check_parents(rows: RowsByTable) -> None:
    """Add a fault to each row whose parent is a town, a part of itself, or lies in other towns."""
    tables = [name for name, table in table_schemas().items() if table.space == SITES_SPACE]
    by_id = {row.values["id"]: row for name in tables for row in rows.get(name) or [] if row.filled("id")}
    towns = {row.values["id"]: row for row in rows.get("towns") or [] if row.filled("id")}
    for row in by_id.values():
        parent = by_id.get(row.values.get("parent") or "")
        if parent is None or "parent" in row.bad:
            continue
        if parent.values["id"] in towns:
            row.report("parent", "parent_town", value=parent.values["id"])
        elif _in_circle(row, by_id):
            row.report("parent", "parent_circle", value=parent.values["id"])
        else:
            _check_towns(row, parent, towns)


def _in_circle(row: CheckedRow, by_id: dict[str, CheckedRow]) -> bool:
    passed = set()
    name = row.values.get("parent") or ""
    while name in by_id and name not in passed:
        if name == row.values["id"]:
            return True
        passed.add(name)
        name = by_id[name].values.get("parent") or ""
    return False


def _check_towns(row: CheckedRow, parent: CheckedRow, towns: Mapping[str, CheckedRow]) -> None:
    if {"town"} & (row.bad | parent.bad):
        return
    around = split_list(parent.values.get("town") or "")
    names = split_list(row.values.get("town") or "") if around else ()
    # Of a town that was gone before the parent began, the parent says nothing.
    beyond = [n for n in names if n not in around and (n not in towns or coexist(towns[n], parent))]
    if beyond:
        row.report("town", "parent_elsewhere", value=beyond, parent=parent.values["id"], options=around)
