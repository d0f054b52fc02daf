"""The charts and tables that a step can show, by one list of names."""

from __future__ import annotations

from layout.briefing.tables import GRIDS, CitedGrid
from layout.charts import CHARTS, Chart
from layout.charts.chart_data import empty_chart
from layout.plan.model import Plan
from layout.view.view import View
from layout.words.glossary import say
from layout.words.nouns import say_of

VISUALS = (*CHARTS, *GRIDS)
# Why a table has no rows, where that is not for want of data.
_WITHOUT_ROWS = {"site": "grid.no-site"}


def step_visual(name: str, plan: Plan, view: View, lang: str) -> Chart | CitedGrid | None:
    """Return a chart or a table; where there is nothing for it an empty chart, which says so."""
    if name in CHARTS:
        return CHARTS[name](plan, lang)
    if name not in GRIDS:
        return None
    # A step that shows a table without rows says so: half of its slide would be empty.
    empty = empty_chart(
        name,
        "table",
        say_of(plan, f"grid.{name}", lang, year=plan.edition.target_year),
        [say(_WITHOUT_ROWS.get(name, "grid.no-rows"), lang)],
    )
    return GRIDS[name](plan, view, lang) or empty


def natural_visual(view: View, plan: Plan) -> str:
    """Return what a view shows where its step says nothing: its place or the list of its filters."""
    if view.sel in plan.site:
        return "site"
    return "places" if view.filters() else ""


def visual_choices(plan: Plan, lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return what this edition can show: name, title and kind (`chart` or `table`)."""
    view = View(plan.district.id, plan.edition.id, lang)
    choices = []
    for name in VISUALS:
        visual = step_visual(name, plan, view, lang)
        if isinstance(visual, Chart) and visual.empty and name not in _WITHOUT_ROWS:
            continue
        if isinstance(visual, Chart) and name in CHARTS:
            choices.append((name, visual.title, "chart"))
        elif visual is not None:
            title = visual.grid.title if isinstance(visual, CitedGrid) else visual.title
            choices.append((name, title, "table"))
    return tuple(choices)
