"""What a claim of the kind count may count, and by what it may be limited."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from .faults import hint
from .fields import CheckedRow
from .references import split_list
from .rules import SITES_SPACE, RowsByTable
from .schema import table_schemas

# Sites are limited by what they belong to, bear or lie in; those of one table widen, of several narrow.
_OF_SITES = ("elements", "themes", "ranks", "levels", "kinds", SITES_SPACE, "clusters")
# What has members that are no sites.
OWNERS = ("chains", "cluster_groups", "classes", "provision_groups")
# By what is counted, the tables whose ids `among` may name.
LIMITS: Mapping[str, tuple[str, ...]] = {
    "members": ("elements", "themes", "ranks", "levels", "kinds", SITES_SPACE, *OWNERS),
    "sites": _OF_SITES,
    "parks": _OF_SITES,
    "places": _OF_SITES,
    "towns": _OF_SITES,
    "elements": (),
    "themes": ("elements",),
    "chains": ("themes",),
    "links": ("chains",),
    "bases": ("cluster_groups",),
    "clusters": ("cluster_groups",),
    "segments": ("clusters",),
    "services": ("clusters",),
    "embedded-services": ("clusters",),
    "indicators": ("classes",),
    "classes": (),
    "provisions": ("provision_groups",),
}


def check_counts(claims: Iterable[CheckedRow], rows: RowsByTable) -> None:
    """Check what the counts and ladders among claims are limited to; add faults to the rows."""
    for claim in claims:
        tables = _limits(claim)
        limits = {each: _ids(each, rows) for each in tables}
        names = split_list(claim.values["among"]) if tables else ()
        if not names and tables and claim.values["counted"] == "members":
            claim.report("among", "among_missing", options=tables)
        for name in names:
            _check_limit(claim, name, limits)


def _limits(claim: CheckedRow) -> tuple[str, ...]:
    """Return the tables that a claim's `among` may name ids of; none of a claim of another kind."""
    if claim.values["kind"] == "ladder":
        return ("levels",)
    if claim.values["kind"] != "count" or {"counted", "among"} & claim.bad:
        return ()
    return LIMITS.get(claim.values["counted"], ())


def tables_of(name: str, limits: Mapping[str, Collection[str]]) -> list[str]:
    """Return those of some tables that hold an id."""
    return [table for table, known in limits.items() if name in known]


def _check_limit(claim: CheckedRow, name: str, limits: Mapping[str, Collection[str]]) -> None:
    holding = tables_of(name, limits)
    options = [each for known in limits.values() for each in known]
    if not holding:
        claim.report("among", "among_unknown", value=name, options=tuple(limits), **hint(name, options))
    elif len(holding) > 1:
        claim.report("among", "among_ambiguous", value=name, options=holding)


def _ids(table: str, rows: RowsByTable) -> set[str]:
    spaced = [name for name, each in table_schemas().items() if each.space == table]
    return {str(row.values["id"]) for name in spaced or [table] for row in rows.get(name) or []}
