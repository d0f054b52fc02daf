"""The name of a site as an edition of the plan knew it."""

from __future__ import annotations

from geodata.dates import first_day
from layout.plan.model import Plan, Site, Text


def name_in_edition(site: Site, plan: Plan) -> Text:
    """Return a site's name as of an edition: a former name if it was in use when the plan was published."""
    dates = [s.date for r in plan.edition.refs if (s := plan.source.get(r.source)) and s.date]
    day = dates[0] if dates else str(plan.edition.from_year)
    for alias in site.aliases:
        # A name without an end is still in use, and never matches: its end is less than any day.
        in_use = first_day(alias.since) <= first_day(day) < first_day(alias.until)
        if alias.kind in ("former", "official") and in_use:
            return Text(alias.name, "")
    return site.name
