"""Rules of time: the years and the day of an edition, and which towns, places and parks exist then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .checked_row import CheckedRow, ForeignKey
from .dates import first_day, holds_on, spans_overlap
from .references import parse_refs, split_list
from .rules import SITES_SPACE, RowsByTable
from .schema import table_schemas


@dataclass(frozen=True)
class Period:
    """The time of an edition: from `first` up to `end`, which is not included, and the `day` it describes."""

    first: str
    end: str
    day: str

    def has(self, values: Mapping[str, Any]) -> bool:
        """Tell whether a row's `valid_from` and `valid_to` leave it any day of the period, or the day."""
        span = _span(values)
        return spans_overlap(span, (self.first, self.end)) or holds_on(self.day, *span)

    def has_on_day(self, values: Mapping[str, Any]) -> bool:
        """Tell whether what a row describes exists on the day."""
        return holds_on(self.day, *_span(values))

    def has_together(self, values: Mapping[str, Any], others: Mapping[str, Any]) -> bool:
        """Tell whether what two rows describe exists at one time, in the period or on the day."""
        span, other = _span(values), _span(others)
        whole = (self.first, self.end)
        # Three spans that overlap two by two have a day in common.
        within = all(spans_overlap(*pair) for pair in ((span, other), (span, whole), (other, whole)))
        return within or (holds_on(self.day, *span) and holds_on(self.day, *other))


def _span(values: Mapping[str, Any]) -> tuple[str, str]:
    return str(values.get("valid_from") or ""), str(values.get("valid_to") or "")


def edition_period(plan: Mapping[str, Any], dates: Mapping[str, Any]) -> Period:
    """Return the time of an edition from its row of plan.toml; `dates` are those of the sources, by id.

    The day is the edition's own `day`, else the date of its source, else the last day of its base year.
    """
    refs = parse_refs(str(plan["source"]))
    published = next((str(dates[r.source]) for r in refs if dates.get(r.source)), "")
    day = plan.get("day") or published or f"{plan['base_year']}-12-31"
    return Period(f"{plan['from_year']:.0f}-01-01", f"{plan['to_year'] + 1:.0f}-01-01", first_day(str(day)))


def checked_period(rows: RowsByTable) -> Period | None:
    """Return the time of the edition that checked rows are of; None where its years are at fault."""
    plan = next(iter(rows.get("plan") or []), None)
    needed = {"from_year", "to_year", "base_year", "source", "day"}
    if plan is None or needed & plan.bad or not all(plan.values.get(k) for k in needed - {"day"}):
        return None
    dates = {row.values["id"]: row.values["date"] for row in rows.get("sources") or []}
    return edition_period(plan.values, dates)


def existing_rows(rows: Iterable[CheckedRow], period: Period | None) -> list[CheckedRow]:
    """Return the rows of sites that exist in a period, and those with faulty dates; without one, all."""
    return [row for row in rows if period is None or _undated(row) or period.has(row.values)]


def rows_on_day(rows: Iterable[CheckedRow], period: Period | None) -> list[CheckedRow]:
    """Return the rows of sites that exist on a period's day, and those whose dates are at fault."""
    return [row for row in rows if period is None or _undated(row) or period.has_on_day(row.values)]


def _undated(row: CheckedRow) -> bool:
    # Dates that are at fault themselves say nothing of what exists.
    return bool({"valid_from", "valid_to"} & row.bad)


def coexist(row: CheckedRow, other: CheckedRow) -> bool:
    """Tell whether two sites may exist on one day; dates that are at fault say nothing."""
    return _undated(row) or _undated(other) or spans_overlap(_span(row.values), _span(other.values))


def check_periods(rows: RowsByTable, period: Period | None) -> None:
    """Check that an edition speaks of what exists in its time; add faults to the rows.

    Its towns are those of its day. A site may name a town of another time beside one of this one.
    """
    if period is None:
        return
    sites = _sites(rows)
    towns = rows.get("towns") or []
    town_ids = {row.values["id"] for row in towns}
    if towns and not rows_on_day(towns, period):
        towns[0].report("valid_from", "no_town_then", day=period.day)
    for name, table in table_schemas().items():
        for row in rows.get(name) or []:
            if table.edition:
                _check_named(row, sites, period)
            elif table.space == SITES_SPACE and period.has(row.values):
                _check_site(row, sites, town_ids, period)


def _sites(rows: RowsByTable) -> dict[str, CheckedRow]:
    tables = [name for name, table in table_schemas().items() if table.space == SITES_SPACE]
    return {row.values["id"]: row for name in tables for row in rows.get(name) or [] if row.filled("id")}


def _keys(row: CheckedRow, sites: Mapping[str, CheckedRow]) -> list[ForeignKey]:
    """Return what of a row names a town, place or park that there is at any time."""
    known = {SITES_SPACE, *(n for n, t in table_schemas().items() if t.space == SITES_SPACE)}
    return [k for k in row.foreign_keys if k.field and k.field.ref in known and k.value in sites]


def _check_named(row: CheckedRow, sites: Mapping[str, CheckedRow], period: Period) -> None:
    for key in _keys(row, sites):
        other = sites[key.value]
        if not existing_rows([other], period):
            since, until = (v or "…" for v in _span(other.values))
            dates = {"since": since, "until": until, "first": period.first[:4], "last": _last_year(period)}
            row.report(key.path, "not_in_period", value=key.value, **dates)


def _last_year(period: Period) -> str:
    return str(int(period.end[:4]) - 1)


def _years(values: Mapping[str, Any], period: Period) -> str:
    """Return the years of a period in which a row exists, as text."""
    since, until = map(first_day, _span(values))
    start, end = max(since, period.first), min(until or period.end, period.end)
    # What ends with a year's first day is not there in that year.
    last = int(end[:4]) - (end[4:] == "-01-01")
    return start[:4] if last <= int(start[:4]) else f"{start[:4]}–{last}"


def _check_site(
    row: CheckedRow, sites: Mapping[str, CheckedRow], town_ids: Collection[str], period: Period
) -> None:
    keys = _keys(row, sites)
    towns = [k for k in keys if k.path == "town"]
    if row.filled("level") and not {"level", "titles"} & row.bad and not level_then(row.values, period):
        row.report("titles", "level_of_other_time", value=row.values["level"], day=period.day)
    if towns and not any(_is_there(sites[k.value], row, period) for k in towns):
        years = _years(row.values, period)
        row.report("town", "town_of_other_time", value=[k.value for k in towns], years=years)
    elif towns and rows_on_day([row], period) and not rows_on_day((sites[k.value] for k in towns), period):
        row.report("town", "town_not_on_day", value=[k.value for k in towns], day=period.day)
    for key in (k for k in keys if k.path.startswith("outline")):
        other = sites[key.value]
        is_town = key.value in town_ids
        if not (is_drawable(other, row, period) if is_town else existing_rows([other], period)):
            row.report(key.path, "outline_of_other_time", value=key.value, day=period.day)


def is_drawable(town: CheckedRow, site: CheckedRow, period: Period) -> bool:
    """Tell whether it is no fault that a site is drawn from a town.

    An outline is computed from the borders that an edition has, which are those of its day. A site that is
    not there on the day may be drawn from a town of its own time: the edition shows it without.
    """
    if rows_on_day([town], period):
        return True
    return not rows_on_day([site], period) and _is_there(town, site, period)


def _is_there(town: CheckedRow, site: CheckedRow, period: Period) -> bool:
    """Tell whether a town exists when a site does."""
    return _undated(town) or _undated(site) or period.has_together(town.values, site.values)


def site_values(row: CheckedRow, sites: Mapping[str, Mapping[str, Any]], period: Period) -> dict[str, Any]:
    """Return a site's values as of a period: without the towns and sites around it that do not exist then.

    Of towns that follow one another those of the day stand, as on the map; its main level is that of the day.
    In place of a parent that does not exist stands the next one above it that does.
    """
    values = dict(row.values)
    if values.get("town"):
        names = [n for n in split_list(values["town"]) if n not in sites or period.has(sites[n])]
        of_day = [n for n in names if n not in sites or period.has_on_day(sites[n])]
        values["town"] = ";".join(of_day or names)
    if values.get("titles"):
        values["level"] = level_then(values, period)
        spans = (
            (title, {"valid_from": title["from"], "valid_to": title["to"]}) for title in values["titles"]
        )
        values["titles"] = [title for title, span in spans if period.has(span)]
    while values.get("parent") in sites and not period.has(sites[values["parent"]]):
        values["parent"] = sites[values["parent"]].get("parent") or ""
    return values


def level_then(values: Mapping[str, Any], period: Period) -> str:
    """Return the main level of a site on the day of a period, or when it began; empty where it is not known.

    A title of the main level itself tells when it is held; before and after it the first that holds stands.
    """
    main, day = str(values.get("level") or ""), period.day
    if not period.has_on_day(values):
        day = max(day, first_day(_span(values)[0]))
    levels = [t["level"] for t in values.get("titles") or [] if holds_on(day, t["from"], t["to"])]
    dated = any(t["level"] == main for t in values.get("titles") or [])
    return main if main in levels or not dated else next(iter(levels), "")
