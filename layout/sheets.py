"""What stands beside the map, by name. It goes with the map's facts, so a rerun sends a name."""

from __future__ import annotations

from layout.chains import chains
from layout.model import Layout
from layout.panels import gallery, overview, park_page
from layout.tables import tables
from layout.targets import targets
from layout.tree import Node

# What goes with the map itself; all other sheets are fetched when the first screen stands.
FIRST = ("overview", "tables")


def sheets(layout: Layout, lang: str) -> dict[str, Node]:
    """Return every sheet of a layout: `overview`, `parks`, `park:<id>`, `targets`, `chains` and `tables`."""
    found = {
        "overview": overview(layout, lang),
        "parks": gallery(layout, lang),
        "targets": targets(layout, lang),
        "chains": chains(layout, lang),
        "tables": tables(layout, lang),
    }
    return found | {f"park:{p.id}": park_page(p, layout, lang) for p in layout.of_type("park")}
