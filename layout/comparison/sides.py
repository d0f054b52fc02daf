"""An entity as one edition has it: a side of a change."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.dates import first_day
from layout.plan.model import Figure, Plan, Ref, Site, Text

_EMPTY = Text("", "")


@dataclass(frozen=True, slots=True)
class Side:
    """An entity as one edition has it.

    `place` is where it stands in the layout: the element and rank of a role, the cluster of a segment
    or of a cluster link, the chain of a chain link; `place_key` is the same as a key that both editions
    share. `site` is the id of the site that it is or belongs to, `basis` that of a role or cluster link.
    """

    id: str
    name: Text
    refs: tuple[Ref, ...]
    figure: Figure | None = None
    place: Text = _EMPTY
    place_key: str = ""
    site: str = ""
    basis: str = ""


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
