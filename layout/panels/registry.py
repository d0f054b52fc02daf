"""What stands beside the map, by name. It goes with the map's facts, so a rerun sends a name."""

from __future__ import annotations

from layout.panels.chains import chains
from layout.panels.overview import gallery, overview, park_page
from layout.panels.tables import tables
from layout.panels.targets import targets
from layout.plan.model import Plan
from layout.words.nodes import Node

# What goes with the map itself; all other sheets are fetched when the first screen stands.
FIRST = ("overview", "tables")


def panels(plan: Plan, lang: str) -> dict[str, Node]:
    """Return every sheet of a layout: `overview`, `parks`, `park:<id>`, `targets`, `chains` and `tables`."""
    found = {
        "overview": overview(plan, lang),
        "parks": gallery(plan, lang),
        "targets": targets(plan, lang),
        "chains": chains(plan, lang),
        "tables": tables(plan, lang),
    }
    return found | {f"park:{p.id}": park_page(p, plan, lang) for p in plan.of_type("park")}
