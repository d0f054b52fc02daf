"""What the map does with each type of site: the one table for the map in the browser.

The browser gets it as `facts.site_types`, by type, under the names of the fields below (see maps/facts.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteType:
    """How sites of one type are searched, counted, named and shown on the map.

    - `search_rank`: the lower first among the matches of a search.
    - `counted`: whether the map tells how many of them a filter leaves, and offers filters by their values.
    - `name_stays`: whether the name stays on the map when a filter leaves the site out.
    - `name_by_zoom`: whether the name waits for a closer zoom (see LabelRules.place_zoom).
    - `name_marked`: whether a mark stands at the name, for want of a symbol.
    - `fit_outline`: whether a flight to the site shows its whole outline.
    """

    search_rank: int
    counted: bool = False
    name_stays: bool = False
    name_by_zoom: bool = False
    name_marked: bool = False
    fit_outline: bool = True


SITE_TYPES: Mapping[str, SiteType] = {
    "park": SiteType(search_rank=0, counted=True, fit_outline=False),
    "town": SiteType(search_rank=1, name_stays=True, name_marked=True),
    "place": SiteType(search_rank=2, name_by_zoom=True),
}
