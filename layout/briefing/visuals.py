"""The charts and tables that a step can show, by one list of names."""

from __future__ import annotations

from layout.briefing.grids import GRIDS, Made
from layout.charts import CHARTS, Chart
from layout.model import Layout
from layout.view import View

VISUALS = (*CHARTS, *GRIDS)


def visual(name: str, layout: Layout, view: View, lang: str) -> Chart | Made | None:
    """Return a chart or a table; None where the edition or the view has nothing for it."""
    if name in CHARTS:
        return CHARTS[name](layout, lang)
    return GRIDS[name](layout, view, lang) if name in GRIDS else None


def visuals(layout: Layout, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return what this edition can show: name, title and kind (`chart` or `table`)."""
    view = View(layout.district.id, layout.edition.id, lang)
    found = []
    for name in VISUALS:
        shown = visual(name, layout, view, lang)
        if isinstance(shown, Chart):
            found.append((name, shown.title, "chart"))
        elif shown is not None:
            found.append((name, shown.grid.title, "table"))
    return tuple(found)
