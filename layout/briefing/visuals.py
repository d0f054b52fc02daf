"""The charts and tables that a step can show, by one list of names."""

from __future__ import annotations

from layout.briefing.tables import GRIDS, CitedGrid
from layout.charts import CHARTS, Chart
from layout.plan.model import Plan
from layout.view.view import View

VISUALS = (*CHARTS, *GRIDS)


def step_visual(name: str, plan: Plan, view: View, lang: str) -> Chart | CitedGrid | None:
    """Return a chart or a table; None where the edition or the view has nothing for it."""
    if name in CHARTS:
        return CHARTS[name](plan, lang)
    return GRIDS[name](plan, view, lang) if name in GRIDS else None


def visual_choices(plan: Plan, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return what this edition can show: name, title and kind (`chart` or `table`)."""
    view = View(plan.district.id, plan.edition.id, lang)
    choices = []
    for name in VISUALS:
        visual = step_visual(name, plan, view, lang)
        if isinstance(visual, Chart):
            choices.append((name, visual.title, "chart"))
        elif visual is not None:
            choices.append((name, visual.grid.title, "table"))
    return tuple(choices)
