"""All panels by name. The browser gets them with the facts of the map; a rerun then sends a name only."""

from __future__ import annotations

from layout.panels.chains import chains_panel
from layout.panels.overview import overview_panel, parks_panel
from layout.panels.site_page import site_panel
from layout.panels.tables import tables_panel
from layout.panels.targets import targets_panel
from layout.plan.derivation import once_per_plan
from layout.plan.model import Plan
from layout.words.nodes import Node

# What goes with the map itself; all other panels are fetched when the first screen stands.
FIRST = ("overview", "tables")


@once_per_plan
def panels(plan: Plan, lang: str) -> dict[str, Node]:
    """Return every panel of a plan: `overview`, `parks`, `targets`, `chains`, `tables` and `park:<id>`.

    There is one of the last for each site, whatever its type.
    """
    by_name = {
        "overview": overview_panel(plan, lang),
        "parks": parks_panel(plan, lang),
        "targets": targets_panel(plan, lang),
        "chains": chains_panel(plan, lang),
        "tables": tables_panel(plan, lang),
    }
    return by_name | {f"park:{s.id}": site_panel(s, plan, lang) for s in plan.sites}
