"""Two editions of the plan side by side: what a view compares, its panel, and its marks on the map."""

from __future__ import annotations

from layout.build.store import Build
from layout.comparison import panel, words
from layout.comparison.changes import Comparison, compare_editions, counterpart, in_order
from layout.monitoring.outcomes import outcome_panel
from layout.pages import mounts
from layout.plan.model import Edition, Plan
from layout.view.view import View


def comparison_of(view: View) -> Comparison | None:
    """Compare a view's edition with the one it names, else with the one before it or after.

    The older by its years is compared with the newer, whichever is open. None where there is one edition.
    """
    build = mounts.current_build()
    edition_ids = build.edition_ids[view.district]
    editions = (build.plans[view.district, e].edition for e in edition_ids)
    against = view.against if view.against in edition_ids else counterpart(editions, view.edition)
    if not against or against == view.edition:
        return None
    return compare_editions(*in_order(*(build.plans[view.district, e] for e in (against, view.edition))))


def other_editions(view: View) -> tuple[Edition, ...]:
    """Return the district's other editions."""
    build = mounts.current_build()
    ids = (e for e in build.edition_ids[view.district] if e != view.edition)
    return tuple(build.plans[view.district, e].edition for e in ids)


def has_two_editions(build: Build, view: View) -> bool:
    """Tell whether a view's district has two editions to compare."""
    return len(build.edition_ids[view.district]) > 1


def show_comparison(plan: Plan, view: View) -> None:
    """Show what changed between two editions, or what to add where there is one only."""
    comparison = comparison_of(view)
    if comparison is None:
        content = panel.single_edition_panel(plan, view.lang)
    else:
        outcomes = outcome_panel(comparison.old, comparison.new, view.lang)
        content = panel.comparison_panel(comparison, other_editions(view), view.lang, outcomes)
    mounts.show_tree(content, view.lang, view.page)


def view_marks(view: View) -> dict[str, dict[str, str]]:
    """Return the map's marks: each site that changed between the editions, by site id."""
    comparison = comparison_of(view)
    marks = words.change_marks(comparison, view.lang) if comparison else {}
    # The map is that of the open edition, where what was added or dropped may not be.
    sites = mounts.current_build().plans[view.district, view.edition].site
    return {site: mark for site, mark in marks.items() if site in sites}
