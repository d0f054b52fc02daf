"""The types of sites: one table that join, lists, layers, facets, symbols, labels and search read.

A further type of points costs a row here, its table in the data's schema, a layer and words; the
browser gets the table as `facts.site_types`, by type, under the names of the fields below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TOWN, PLACE, PARK = "town", "place", "park"


@dataclass(frozen=True, slots=True)
class SiteType:
    """Where sites of one type come from, and how they are listed, filtered, drawn, named and searched.

    - `table`: their table in the data's schema, and the name of their list.
    - `layer`: the layer of the map that draws them, `layout/maps/layers/<layer>.py`.
    - `search_rank`: the lower first among the matches of a search.
    - `label_rank`: the higher first where not all labels have room.
    - `symbol`: the form of their symbol, unless their kind has one of its own (words/symbols.py).
    - `facets`: keys of the facets that apply to them (view/facets.py); a filter leaves all others alone.
    - `areal`: whether they are polygons, whose position is a label point in their row.
    - `counted`: whether the map tells how many of them a filter leaves, and offers filters by their values.
    - `name_stays`: whether the name stays on the map when a filter leaves the site out.
    - `name_by_zoom`: whether the name waits for a closer zoom (see LabelRules.place_zoom).
    - `name_marked`: whether a mark stands at the name, for want of a symbol.
    """

    table: str
    layer: str
    search_rank: int
    label_rank: int
    symbol: str = "landmark"
    facets: tuple[str, ...] = ()
    areal: bool = False
    counted: bool = False
    name_stays: bool = False
    name_by_zoom: bool = False
    name_marked: bool = False


_CARRYING = ("element", "cluster", "segment", "link", "theme", "town", "basis")
# In the order in which sites are joined and drawn, from the ground up.
SITE_TYPES: Mapping[str, SiteType] = {
    TOWN: SiteType("towns", "towns", 1, 60, "dot", _CARRYING, areal=True, name_stays=True, name_marked=True),
    PLACE: SiteType("places", "zones", 2, 50, facets=(*_CARRYING, "level"), name_by_zoom=True),
    PARK: SiteType("parks", "parks", 0, 90, "park", (*_CARRYING, "level"), counted=True),
}
