"""The charts and tables that a step can show, by one list of names."""

from __future__ import annotations

from layout.briefing.tables import GRIDS, Made
from layout.charts import CHARTS, Chart
from layout.plan.model import Plan
from layout.view.view import View

VISUALS = (*CHARTS, *GRIDS)


def visual(name: str, plan: Plan, view: View, lang: str) -> Chart | Made | None:
    """Return a chart or a table; None where the edition or the view has nothing for it."""
    if name in CHARTS:
        return CHARTS[name](plan, lang)
    return GRIDS[name](plan, view, lang) if name in GRIDS else None


def visuals(plan: Plan, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return what this edition can show: name, title and kind (`chart` or `table`)."""
    view = View(plan.district.id, plan.edition.id, lang)
    found = []
    for name in VISUALS:
        shown = visual(name, plan, view, lang)
        if isinstance(shown, Chart):
            found.append((name, shown.title, "chart"))
        elif shown is not None:
            found.append((name, shown.grid.title, "table"))
    return tuple(found)
