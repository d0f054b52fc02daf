"""The pages of the app: one table that navigation, header, map and words read.

To add a page: a row here, what it shows (a panel of `layout.panels.registry`, or a file of this
room), and `page.<id>` in `layout/words/screen.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from layout.build.store import Build
from layout.pages import comparison, monitoring, mounts, parks, session_actuals, shortlist
from layout.plan.model import Plan
from layout.view.view import View

Marks = dict[str, dict[str, str]]


def _no_marks(_view: View) -> Marks:
    return {}


def _never(_view: View) -> bool:
    return False


def _always(_build: Build, _view: View) -> bool:
    return True


@dataclass(frozen=True)
class Page:
    """A page: its path in the URL and, as `page.<id>`, its title; what it shows beside the map.

    `facet` names the field of a view that the server draws the page by, beyond edition and
    language, unless `turns_by_itself` tells that the browser follows that one too. `marks` gives
    what the map shows on this page only: `{"state": …, "text": …}` by site id. `offered` tells
    whether the header leads to the page.
    """

    id: str
    show: Callable[[Plan, View], None]
    facet: str = ""
    turns_by_itself: Callable[[View], bool] = _never
    marks: Callable[[View], Marks] = _no_marks
    offered: Callable[[Build, View], bool] = _always


def _panel_page(name: str) -> Page:
    """Return a page that shows the panel of its own name."""

    def show(_plan: Plan, _view: View) -> None:
        mounts.show_panel(name)

    return Page(name, show)


# In the order of the header; the first is shown where a link names none.
_TABLE = (
    _panel_page("overview"),
    Page("parks", parks.show_parks, facet="sel", turns_by_itself=parks.turns_by_itself),
    Page("shortlist", shortlist.show_shortlist, facet="list", offered=shortlist.has_shortlist),
    _panel_page("targets"),
    _panel_page("chains"),
    Page("monitor", monitoring.show_monitoring, facet="year", marks=session_actuals.evaluation_marks),
    Page(
        "compare",
        comparison.show_comparison,
        facet="against",
        marks=comparison.view_marks,
        offered=comparison.has_two_editions,
    ),
    Page("briefing", mounts.show_briefing_editor),
)
PAGES: Mapping[str, Page] = {page.id: page for page in _TABLE}
