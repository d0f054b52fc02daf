"""Rules of outlines: each of one kind, made from what exists, and enclosing something."""

from __future__ import annotations

from .faults import hint
from .fields import CheckedRow
from .outline_maker import OutlineMaker
from .outlines import MADE_KINDS, OutlineKind, ground_of, kinds_of
from .rules import RowsByTable

_SHOWN = 12


def check_outlines(rows: RowsByTable) -> None:
    """Add a fault to each place or park whose outline cannot be made as it is written."""
    sites = {row.values["id"]: row for name in ("places", "parks") for row in rows.get(name) or []}
    for row in sites.values():
        _check_kind(row)
    # An id in a file that cannot be read would seem unknown.
    if any(rows.get(name) is None for name in ("towns", "context", "places", "parks")):
        return
    for fault in outline_maker(rows).faults:
        values = dict(fault.values)
        if fault.code == "dangling":
            options = list(values["options"])
            values["options"] = options[:_SHOWN] + (["…"] if len(options) > _SHOWN else [])
            values |= hint(values["value"], options)
        sites[fault.site].report(fault.path, fault.code, **values)


def outline_maker(rows: RowsByTable) -> OutlineMaker:
    """Return what makes the outlines of checked rows, all of them made."""
    members = {row.values["member"] for row in rows.get("roles") or []}
    grounds = {
        row.values["id"]: ground_of(row.values, row.shape, table == "places" and row.values["id"] in members)
        for table in ("places", "parks")
        for row in rows.get(table) or []
        if "outline" not in row.bad
    }
    shapes = {
        table: {row.values["id"]: row.shape for row in rows.get(table) or [] if row.shape is not None}
        for table in ("towns", "context")
    }
    maker = OutlineMaker(shapes["towns"], shapes["context"], grounds)
    maker.outlines()
    return maker


def _check_kind(row: CheckedRow) -> None:
    record = row.values.get("outline")
    if record is None or "outline" in row.bad:
        return
    kinds = kinds_of(record)
    if len(kinds) != 1:
        row.report("outline", "outline_kinds", value=list(kinds) or ["–"], options=list(MADE_KINDS))
    elif kinds == (OutlineKind.CUT,):
        for name in ("side", "at"):
            if record[name] in (None, ""):
                row.report(f"outline.{name}", "missing")
