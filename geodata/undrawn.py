"""What the layout names and the map cannot draw, for want of any position: never left out in silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .checked_row import CheckedRow
from .outlines import kinds_of
from .references import split_list
from .rules import SITES_SPACE, RowsByTable
from .schema import table_schemas

_AT_ANCHOR = ("point", "ring")
_Sites = Mapping[str, CheckedRow]


def check_drawn(rows: RowsByTable) -> None:
    """Add a warning to each element of which nothing is drawn, and to each member that is not.

    Of a member of which nothing at all is known it is a note: there is nothing to be mended. A park that says
    why it has no position has said so.
    """
    tables = [name for name, table in table_schemas().items() if table.space == SITES_SPACE]
    roles, elements = rows.get("roles"), rows.get("elements")
    # What stands in a file that cannot be read would seem to be without a position.
    if roles is None or elements is None or any(rows.get(name) is None for name in tables):
        return
    sites = {row.values["id"]: row for name in tables for row in rows.get(name) or [] if row.filled("id")}
    users: dict[str, list[str]] = {}
    reported: set[str] = set()
    for element in elements:
        name, anchor = element.values["id"], element.values["anchor"]
        members = [row.values["member"] for row in roles if row.values["element"] == name]
        for site in dict.fromkeys([*members, *([anchor] if anchor else [])]):
            users.setdefault(site, []).append(name)
        reported.update(_check_element(element, members, sites))
    for site, names in users.items():
        if site in sites and site not in reported and not _is_placed(sites[site]):
            _report_site(sites[site], names)


def _check_element(element: CheckedRow, members: Iterable[str], sites: _Sites) -> list[str]:
    """Return the sites that a warning names, from which nothing of an element can be drawn."""
    values = element.values
    at_anchor = values["anchor"] and (values["kind"] in _AT_ANCHOR or values["radiates"])
    starts = [values["anchor"]] if at_anchor else list(dict.fromkeys(members))
    runs = values["along"] or values["course"]
    if not starts or (runs and not at_anchor) or {"anchor", "along", "course"} & element.bad:
        return []
    # One that leads nowhere has a fault of its own.
    if any(name not in sites or _is_placed(sites[name]) for name in starts):
        return []
    element.report("anchor" if at_anchor else "id", "element_not_drawn", value=values["id"], names=starts)
    return starts


def _is_placed(site: CheckedRow) -> bool:
    # A geometry or an outline at fault is reported as that.
    return site.geometry is not None or bool(kinds_of(site.values.get("outline"))) or "geometry" in site.bad


def _report_site(site: CheckedRow, elements: list[str]) -> None:
    if site.values.get("unlocated_zh") or site.values.get("unlocated_en") or "outline" in site.bad:
        return
    around = [site.values.get("parent") or "", *split_list(site.values.get("town") or "")]
    code = "site_not_drawn" if any(around) else "site_not_placed"
    shown = [name for name in around if name]
    site.report("geometry", code, value=site.values["id"], elements=elements, around=shown)
